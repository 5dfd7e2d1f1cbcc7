"""The way of a municipality's data: who takes which step, what it locks and what opens it again."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from apps.core.actor import acting
from apps.core.models import HistoryEntry, Notification
from apps.core.text import format_date
from apps.diagnostics.models import DiagnosticSession
from apps.monitoring.models import Submission, SubmissionPeriod
from apps.monitoring.selectors.completeness import CONFIRMATIONS, check
from apps.monitoring.services.submission import (
    accept_data,
    allow_corrections,
    confirm_lists,
    end_corrections,
    return_data,
    submit_data,
)
from apps.monitoring.services.terms import ensure_periods, open_period
from apps.organizations.models import PeriodLock
from apps.teachers.models import StaffConfirmation
from apps.teachers.services.confirmation import confirm_staff
from tests import factories as make
from tests.locks import told
from tests.monitoring.submission.conftest import SYSTEM, Year
from tests.reports import DAY, make_profile

pytestmark = pytest.mark.django_db
ALL = list(CONFIRMATIONS)
TODAY = timezone.localdate


def session_of(year: Year) -> DiagnosticSession:
    with acting(SYSTEM):
        return make.make_session(year.cast.teacher, year.cast.cnppm, date(2025, 5, 5))


def write(session: DiagnosticSession) -> str:
    """What is told to a write into the year 2025 of municipality А."""
    return told(lambda: DiagnosticSession.objects.filter(pk=session.pk).update(independent=False))


def test_submitting_locks_the_period_with_a_sentence_of_its_own(year: Year) -> None:
    session = session_of(year)
    assert write(session) == ""
    done = year.submitted()
    label = f"Данные муниципалитета Район А за\xa02025\xa0год представлены {format_date(TODAY())}"
    assert (done.state, done.lock and done.lock.label) == ("submitted", label)
    assert write(session).startswith(f"{label}: записи этого периода закрыты")


def test_submitting_says_everything_that_is_missing_and_changes_nothing(year: Year) -> None:
    with acting(year.cast.actor("methodist")), pytest.raises(ValidationError) as refused:
        submit_data(year.ours, confirmed=ALL[:1])
    assert refused.value.messages == [
        "Не подтверждены списки работников: 2\xa0организации.",
        "Остались предупреждения без пояснения: 1. Объясните их или напишите, почему они не мешают.",
        *[f"Подтвердите: «{CONFIRMATIONS[code]}»." for code in ALL[1:]],
    ]
    assert (year.ours.state, year.ours.lock) == ("collecting", None)


def test_an_error_of_the_rules_keeps_from_submitting(year: Year) -> None:
    with acting(SYSTEM):
        session = make.make_session(year.cast.teacher, year.cast.cnppm, date(2025, 5, 5), annulled_on=date(2025, 6, 1))
        make.make_item(
            make.make_route(year.cast.teacher, session, approved_on=date(2025, 7, 1)), make.make_program(year.cast.iro)
        )
    with acting(year.cast.actor("methodist")):
        confirm_lists(year.ours)
        with pytest.raises(ValidationError) as refused:
            submit_data(year.ours, confirmed=ALL, note="Всё верно")
    assert refused.value.messages == ["Есть ошибки в данных: 1. Исправьте их или объясните каждую."]


def test_warnings_that_are_left_need_a_note(year: Year) -> None:
    with acting(year.cast.actor("methodist")):
        confirm_lists(year.ours)
        with pytest.raises(ValidationError, match="Остались предупреждения без пояснения: 1"):
            submit_data(year.ours, confirmed=ALL)
        assert submit_data(year.ours, confirmed=ALL, note="Директор назначен 12.01").state == "submitted"


def test_a_period_that_goes_on_is_not_submitted(year: Year) -> None:
    with acting(SYSTEM):
        running = open_period(profile=year.profile, start=date(TODAY().year, 1, 1), end=TODAY() + timedelta(days=1))
        ours = Submission.objects.get(period=running, municipality=year.cast.municipality_a)
    with acting(year.cast.actor("methodist")), pytest.raises(ValidationError, match="Период ещё не закончился"):
        submit_data(ours, confirmed=ALL)


@pytest.mark.parametrize("role", ["cnppm", "moo", "ministry", "operator"])
def test_nobody_but_the_municipalitys_methodist_submits(year: Year, role: str) -> None:
    ours = year.ours
    with acting(year.cast.actor(role)), pytest.raises((PermissionDenied, Submission.DoesNotExist)):
        submit_data(ours, confirmed=ALL)


def test_the_methodist_submits_for_no_other_municipality(year: Year) -> None:
    theirs = year.of(year.cast.municipality_b)
    with acting(year.cast.actor("methodist")), pytest.raises(Submission.DoesNotExist):
        submit_data(theirs, confirmed=ALL)


def test_the_centre_accepts_and_the_period_stays_locked(year: Year) -> None:
    session = session_of(year)
    year.submitted()
    with acting(year.cast.actor("cnppm")):
        done = accept_data(year.ours)
    assert (done.state, done.decided_by) == ("accepted", year.cast.actor("cnppm").label)
    assert write(session) != ""


def test_the_municipality_does_not_accept_its_own_data(year: Year) -> None:
    done = year.submitted()
    with acting(year.cast.actor("methodist")), pytest.raises(PermissionDenied):
        accept_data(done)


@pytest.mark.parametrize("accepted", [False, True], ids=["submitted", "accepted"])
def test_returning_opens_the_period_and_tells_the_municipality(year: Year, accepted: bool) -> None:
    session = session_of(year)
    year.submitted()
    with acting(year.cast.actor("cnppm")):
        if accepted:
            accept_data(year.ours)
        return_data(year.ours, remark=" Нет школы № 2 ")
    ours = year.ours
    assert (ours.state, ours.remark, ours.lock) == ("returned", "Нет школы № 2", None)
    assert write(session) == ""
    with acting(SYSTEM):
        assert PeriodLock.objects.count() == 0
        told_to = Notification.objects.get()
    assert (told_to.user_id, told_to.url) == (
        year.cast.grants["methodist"].user_id,
        f"/monitoring/submissions/{ours.pk}/",
    )
    assert told_to.text == "Данные за\xa02025\xa0год возвращены с замечаниями"


def test_returning_needs_a_remark(year: Year) -> None:
    year.submitted()
    with acting(year.cast.actor("cnppm")), pytest.raises(ValidationError, match="Напишите, что исправить"):
        return_data(year.ours, remark=" ")


def test_returned_data_are_submitted_again_under_a_new_lock(year: Year) -> None:
    year.submitted()
    with acting(year.cast.actor("cnppm")):
        return_data(year.ours, remark="Нет школы")
    again = year.submitted()
    assert (again.state, again.remark, again.decided_by) == ("submitted", "", "")
    with acting(SYSTEM):
        assert [held.pk for held in PeriodLock.objects.all()] == [again.lock_id]


def test_an_exception_opens_the_period_until_its_day(year: Year) -> None:
    session = session_of(year)
    year.submitted()
    with acting(year.cast.actor("cnppm")):
        allow_corrections(year.ours, until=TODAY(), reason="Ошибка в дате")
    assert (year.ours.open_until, year.ours.exception, write(session)) == (TODAY(), "Ошибка в дате", "")
    with acting(SYSTEM):
        PeriodLock.objects.update(open_until=TODAY() - timedelta(days=1))
    assert (year.ours.open_until, write(session) != "") == (None, True)


def test_an_exception_is_taken_back_before_its_day(year: Year) -> None:
    session = session_of(year)
    year.submitted()
    with acting(year.cast.actor("cnppm")):
        allow_corrections(year.ours, until=TODAY(), reason="Ошибка в дате")
        end_corrections(year.ours)
        with pytest.raises(ValidationError, match="и так не разрешены"):
            end_corrections(year.ours)
    assert write(session) != ""


@pytest.mark.parametrize(("days", "reason"), [(-1, "Ошибка"), (63, "Ошибка"), (5, " ")])
def test_an_exception_needs_a_near_day_and_a_reason(year: Year, days: int, reason: str) -> None:
    year.submitted()
    with acting(year.cast.actor("cnppm")), pytest.raises(ValidationError):
        allow_corrections(year.ours, until=TODAY() + timedelta(days=days), reason=reason)


def test_every_step_leaves_a_trace(year: Year) -> None:
    year.submitted()
    with acting(year.cast.actor("cnppm")):
        accept_data(year.ours)
        allow_corrections(year.ours, until=TODAY(), reason="Ошибка")
        end_corrections(year.ours)
        return_data(year.ours, remark="Заново")
    with acting(SYSTEM):
        verbs = HistoryEntry.objects.filter(object_kind="monitoring.submission").order_by("pk")
        assert [entry.verb for entry in verbs] == [
            "submit_data",
            "accept_data",
            "allow_corrections",
            "end_corrections",
            "return_data",
        ]


def test_the_checklist_counts_lists_empty_organizations_and_rules(year: Year) -> None:
    cast = year.cast
    with acting(SYSTEM):
        make.make_organization(cast.municipality_a, short_name="Пустая школа")
        make.make_organization(cast.municipality_a, short_name="Закрытая школа", closed_on=date(2025, 6, 1))
        StaffConfirmation.objects.all().delete()
    with acting(cast.actor("operator")):
        confirm_staff(organization=cast.school_a, on_date=DAY)
    with acting(cast.actor("methodist")):
        found = check(year.ours)
    assert (found.staffed, found.confirmed) == (2, 1)
    assert [one.name for one in found.unconfirmed] == ["Школа А-2"]
    assert [one.name for one in found.empty] == ["Пустая школа"]
    assert [(one.name, one.staff, one.confirmed) for one in found.places if one.staff] == [
        ("Школа А-1", 2, True),
        ("Школа А-2", 1, False),
    ]


def test_a_list_confirmed_before_the_last_day_does_not_count(year: Year) -> None:
    with acting(year.cast.actor("operator")):
        confirm_staff(organization=year.cast.school_a, on_date=DAY - timedelta(days=1))
    with acting(year.cast.actor("methodist")):
        assert check(year.ours).confirmed == 0


def test_in_a_municipal_profile_the_authority_accepts(year: Year) -> None:
    cast = year.cast
    with acting(SYSTEM):
        workflow = {"computes": ["mms"], "submits": ["mms"], "approves": ["moo"]}
        own = make_profile(cast.region, "diagnosed", municipality=cast.municipality_a, code="own")
        own.workflow, own.periodicity = workflow, "half_year"
        own.save()
        period = open_period(profile=own, start=date(2025, 1, 1), end=date(2025, 6, 30))
    half = Year(cast, own, period)
    assert half.submitted().state == "submitted"
    with acting(cast.actor("cnppm")), pytest.raises(PermissionDenied):
        accept_data(half.ours)
    with acting(cast.actor("moo")):
        assert accept_data(half.ours).state == "accepted"
    with acting(SYSTEM):
        assert [s.municipality_id for s in Submission.objects.filter(period=period)] == [cast.municipality_a.pk]


def test_the_calendar_opens_the_periods_of_a_profile(year: Year) -> None:
    with acting(SYSTEM):
        own = make_profile(year.cast.region, "diagnosed", municipality=year.cast.municipality_a, code="own")
        own.periodicity = "half_year"
        own.save()
        assert ensure_periods(date(2026, 3, 1)) == 5
        assert ensure_periods(date(2026, 3, 1)) == 0
        spans = [(p.start, p.end, p.due) for p in SubmissionPeriod.objects.filter(profile=own).order_by("end")]
        regional = SubmissionPeriod.objects.filter(profile=year.profile).count()
    assert [(str(start), str(end), str(due)) for start, end, due in spans] == [
        ("2025-01-01", "2025-06-30", "2025-07-20"),
        ("2025-01-01", "2025-12-31", "2026-01-20"),
        ("2026-01-01", "2026-06-30", "2026-07-20"),
        ("2026-01-01", "2026-12-31", "2027-01-20"),
    ]
    assert regional == 2


def test_a_municipality_that_was_reorganized_submits_the_years_in_which_it_stood(year: Year) -> None:
    with acting(SYSTEM):
        gone = make.make_municipality(year.cast.region, "99603000", "Упразднённый район", valid_to=date(2024, 12, 31))
        period = open_period(profile=year.profile, start=date(2024, 1, 1), end=date(2024, 12, 31))
        names = {s.municipality_id for s in period.submissions.all()}
    assert gone.pk in names
    assert gone.pk not in {year.ours.municipality_id, year.of(year.cast.municipality_b).municipality_id}
