"""Which day a change is dated by: what may follow a locked period, and what may not."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.utils import timezone

from apps.core.actor import acting, system
from apps.diagnostics.models import DiagnosticSession
from apps.events.models import Event, MentoringPair
from apps.organizations.models import Organization, PeriodLock
from apps.organizations.services.organizations import update_organization
from apps.organizations.services.placement import reorganize
from apps.programs.models import Enrollment
from apps.routes.models import IndividualRoute, RouteItem
from apps.teachers.models import Employment, Person
from apps.teachers.services.employment import add_employment
from tests import factories as make
from tests.cast import Cast
from tests.locks import SENTENCE, YEAR, lock, told

pytestmark = pytest.mark.django_db
SYSTEM = system("test")
MAY, NEXT = date(2025, 5, 20), date(2026, 2, 10)


@pytest.fixture
def session(cast: Cast) -> DiagnosticSession:
    with acting(SYSTEM):
        return make.make_session(cast.teacher, cast.cnppm, MAY)


def update(obj: object, **values: object) -> str:
    """What is told to a correction."""
    rows = type(obj)._base_manager.filter(pk=obj.pk)  # type: ignore[attr-defined]
    return told(lambda: rows.update(**values))


def test_an_annulment_of_the_next_period_passes_and_one_inside_does_not(cast: Cast, session: DiagnosticSession) -> None:
    lock(cast.municipality_a)
    assert update(session, annulled_on=NEXT) == ""
    assert update(session, annulled_on=date(2025, 12, 31)) == SENTENCE
    assert update(session, independent=False) == SENTENCE


def test_a_record_may_not_be_moved_out_of_the_period_nor_into_it(cast: Cast, session: DiagnosticSession) -> None:
    with acting(SYSTEM):
        later = make.make_session(cast.teacher, cast.cnppm, NEXT)
    lock(cast.municipality_a)
    assert update(session, completed_on=date(2026, 1, 1)) == SENTENCE
    assert update(later, completed_on=date(2025, 12, 31)) == SENTENCE
    assert update(later, completed_on=date(2026, 1, 1)) == ""


def test_a_training_begun_in_the_period_may_end_after_it_with_its_document(cast: Cast) -> None:
    with acting(SYSTEM):
        training = make.make_enrollment(cast.teacher, make.make_program(cast.iro), MAY)
    lock(cast.municipality_a)
    assert update(training, completed_on=NEXT, document_number="77") == ""
    assert update(training, completed_on=date(2025, 12, 1)) == SENTENCE
    with acting(SYSTEM):
        other = make.make_program(cast.iro)
    assert update(training, program=other) == SENTENCE


def test_the_document_of_a_training_completed_in_the_period_stands_still(cast: Cast) -> None:
    with acting(SYSTEM):
        training = make.make_enrollment(cast.teacher, make.make_program(cast.iro), date(2024, 11, 1), MAY)
    lock(cast.municipality_a)
    assert update(training, document_number="78") == SENTENCE
    assert told(lambda: Enrollment.objects.filter(pk=training.pk).delete()) == SENTENCE


def test_a_route_approved_in_the_period_is_led_and_ended_after_it(cast: Cast, session: DiagnosticSession) -> None:
    with acting(SYSTEM):
        route = make.make_route(cast.teacher, session, approved_on=MAY)
        item = make.make_item(route, make.make_program(cast.iro))
    lock(cast.municipality_a)
    assert update(route, started_on=NEXT, tutor=cast.colleague) == ""
    assert update(route, cancelled_on=NEXT, cancel_reason="увольнение") == ""
    assert update(item, done_on=NEXT, due=NEXT) == ""
    assert update(item, content="иначе") == SENTENCE
    assert update(route, session=None) == SENTENCE
    assert update(route, cancelled_on=date(2025, 12, 30)) == SENTENCE
    assert told(lambda: make.make_item(route, make.make_program(cast.iro))) == SENTENCE
    assert told(lambda: RouteItem.objects.filter(pk=item.pk).update(done_on=MAY)) == SENTENCE


def test_a_draft_of_no_day_is_free_until_it_is_approved_into_the_period(cast: Cast, session: DiagnosticSession) -> None:
    lock(cast.municipality_a)
    with acting(SYSTEM):
        route = make.make_route(cast.teacher, session, drafted_on=MAY)
    assert update(route, agreed_on=NEXT, approved_on=NEXT) == ""
    assert update(route, agreed_on=MAY, approved_on=MAY) == SENTENCE
    assert told(lambda: IndividualRoute.objects.filter(pk=route.pk).delete()) == ""


def test_a_job_that_goes_on_may_end_after_the_period_and_not_inside_it(cast: Cast) -> None:
    with acting(SYSTEM):
        job = Employment.objects.get(person=cast.teacher)
    lock(cast.municipality_a)
    assert update(job, end=date(2026, 1, 31)) == ""
    assert update(job, end=date(2025, 12, 30)) == SENTENCE
    assert update(job, end=date(2025, 12, 31)) == ""
    assert update(job, rate=1) == ""
    assert update(job, position=make_manager()) == SENTENCE


def make_manager() -> object:
    with acting(SYSTEM):
        return make.make_position("Завуч", "manager")


def test_a_dismissal_of_the_period_cannot_be_taken_back(cast: Cast) -> None:
    with acting(SYSTEM):
        gone = make.make_person(cast.school_a, end=date(2025, 6, 30))
        job = Employment.objects.get(person=gone)
    lock(cast.municipality_a)
    assert update(job, end=None) == SENTENCE
    assert update(job, end=date(2024, 12, 31)) == SENTENCE


def test_a_pair_is_prolonged_into_the_next_year(cast: Cast) -> None:
    with acting(SYSTEM):
        pair = make.make_pair(cast.colleague, cast.teacher, MAY, end=date(2025, 12, 31))
    lock(cast.municipality_a)
    assert update(pair, end=NEXT) == ""
    assert update(pair, end=date(2025, 12, 30)) == SENTENCE
    assert told(lambda: MentoringPair.objects.filter(pk=pair.pk).update(mentor_name="Новая фамилия")) == ""


def test_a_participation_without_a_day_is_dated_by_its_event(cast: Cast) -> None:
    with acting(SYSTEM):
        held, coming = make.make_event(cast.cnppm, MAY), make.make_event(cast.cnppm, NEXT)
    lock(cast.municipality_a)
    assert told(lambda: make.make_participation(held, cast.teacher)) == SENTENCE
    assert told(lambda: make.make_participation(held, cast.school_a)) == SENTENCE
    assert told(lambda: make.make_participation(held, cast.teacher, on_date=MAY)) == SENTENCE
    assert told(lambda: make.make_participation(coming, cast.teacher)) == ""
    assert told(lambda: Event.objects.filter(pk=held.pk).update(title="Иначе")) == ""


def test_an_event_of_the_region_carries_the_participations_of_a_locked_municipality(cast: Cast) -> None:
    with acting(SYSTEM):
        theirs, ours = make.make_event(cast.cnppm, MAY), make.make_event(cast.cnppm, MAY)
        make.make_participation(theirs, cast.stranger)
        make.make_participation(ours, cast.teacher)
        dated = make.make_participation(make.make_event(cast.cnppm, NEXT), cast.teacher, on_date=NEXT).event
    lock(cast.municipality_a)
    assert update(ours, title="Иначе") == ""
    assert [update(ours, start=NEXT), update(ours, supports_young=True)] == [SENTENCE, SENTENCE]
    assert [update(theirs, start=NEXT), update(dated, kind="contest")] == ["", ""]


def test_who_moved_away_leaves_the_locked_year_with_the_former_municipality(
    cast: Cast, session: DiagnosticSession
) -> None:
    move(cast.teacher, cast.school_b)
    lock(cast.municipality_a)
    assert session.organization_id == cast.school_a.pk
    assert update(session, completed_on=MAY + timedelta(days=1)) == SENTENCE
    with acting(SYSTEM):
        after = make.make_session(cast.teacher, cast.cnppm, NEXT)
    assert update(after, independent=False) == ""


def move(person: Person, organization: Organization) -> None:
    """The person works elsewhere since the new year."""
    with acting(SYSTEM):
        Employment.objects.filter(person=person).update(end=date(2025, 12, 31))
        make.make_employment(person, organization, start=date(2026, 1, 1))


def test_who_came_later_brings_a_year_that_is_not_locked(cast: Cast) -> None:
    with acting(SYSTEM):
        brought = make.make_session(cast.stranger, cast.cnppm, MAY)
    move(cast.stranger, cast.school_a)
    lock(cast.municipality_a)
    assert update(brought, independent=False) == ""


def test_a_move_of_people_and_organizations_passes_though_the_year_is_locked(
    cast: Cast, session: DiagnosticSession
) -> None:
    lock(cast.municipality_a)
    lock(cast.municipality_b)
    with acting(SYSTEM):
        Employment.objects.filter(person=cast.teacher).update(end=date(2026, 1, 31))
        add_employment(
            person=cast.teacher,
            organization=cast.school_b,
            position=make.make_position(),
            start=date(2026, 2, 1),
        )
        update_organization(cast.school_a, home=cast.municipality_b)
        session.refresh_from_db()
    assert session.organization_id == cast.school_b.pk


def test_a_reorganization_keeps_the_lock_of_the_municipality_that_was(cast: Cast, session: DiagnosticSession) -> None:
    lock(cast.municipality_a)
    with acting(SYSTEM):
        reorganize(sources=[cast.municipality_a], target=cast.municipality_b, on=date(2026, 1, 1))
        session.refresh_from_db()
    assert session.municipality_id == cast.municipality_b.pk
    assert update(session, independent=False) == SENTENCE


def test_an_exception_opens_the_period_and_ends_by_itself(cast: Cast, session: DiagnosticSession) -> None:
    today = timezone.localdate()
    held = lock(cast.municipality_a, open_until=today)
    assert update(session, independent=False) == ""
    with acting(SYSTEM):
        PeriodLock.objects.filter(pk=held.pk).update(open_until=today - timedelta(days=1))
    assert update(session, independent=False) == SENTENCE


def test_the_bounds_of_the_period_are_inclusive(cast: Cast) -> None:
    lock(cast.municipality_a)
    days = (date(2024, 12, 31), YEAR[0], YEAR[1], date(2026, 1, 1))
    said = [told(lambda day=day: make.make_session(cast.teacher, cast.cnppm, day)) for day in days]  # type: ignore[misc]
    assert said == ["", SENTENCE, SENTENCE, ""]


def test_the_actor_is_the_same_after_a_look_at_the_locks(cast: Cast, session: DiagnosticSession) -> None:
    lock(cast.municipality_b)
    with acting(cast.actor("cnppm")) as actor, connection.cursor() as cursor:
        DiagnosticSession.objects.filter(pk=session.pk).update(independent=False)
        cursor.execute("SELECT current_setting('rsnms.actor')")
        assert cursor.fetchone() == (actor.key,)


def test_an_organization_is_not_closed_inside_the_period_and_may_change_its_name(cast: Cast) -> None:
    lock(cast.municipality_a)
    assert update(cast.school_a, closed_on=date(2025, 8, 31)) == SENTENCE
    assert update(cast.school_a, closed_on=date(2026, 8, 31), phone="1") == ""
