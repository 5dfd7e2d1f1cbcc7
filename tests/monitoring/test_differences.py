"""What differs between two versions, and between a version and today's data: exactly whom the edits touched."""

from datetime import date
from random import Random

import pytest

from apps.core.actor import acting, system
from apps.diagnostics.models import DiagnosticSession
from apps.monitoring.models import Finding, OrganizationFacts, Report
from apps.monitoring.selectors.differences import Change, Pair, counts, figures, subjects, told
from apps.monitoring.selectors.explanation import unit_of
from apps.monitoring.selectors.readings import visible_units
from apps.monitoring.selectors.versions import trial_of, versions_of
from apps.monitoring.services.trial import compute_trial
from apps.monitoring.services.workflow import approve_report, submit_report
from apps.teachers.models import Person
from apps.teachers.services.people import update_person
from tests import factories as make
from tests.cast import Cast
from tests.monitoring.year import Year, make_year, spring, year_report
from tests.reports import compute


@pytest.fixture
def year(cast: Cast) -> Year:
    with acting(system("test")):
        return make_year(cast)


def approved(cast: Cast, report: Report) -> Report:
    with acting(cast.actor("cnppm")):
        submit_report(report=report)
    with acting(cast.actor("ministry")):
        return approve_report(report=report)


def changes(pair: Pair, code: str = "diagnosed", place: str = "") -> list[tuple[str, Change]]:
    """Who stands otherwise in the territory."""
    unit = unit_of(pair.after, place or pair.after.region.oktmo)
    return [(one.name, one.change) for one in subjects(pair, code, unit)]


def test_every_kind_of_change_is_told_with_its_reasons(cast: Cast, year: Year) -> None:
    first = approved(cast, year_report(cast, "diagnosed"))
    people = year.people
    with acting(system("test")):
        sessions = {session.person_id: session for session in DiagnosticSession.objects.all()}
        make.make_session(people[0], cast.cnppm, date(2025, 6, 1))
        DiagnosticSession.objects.filter(pk=sessions[people[1].pk].pk).update(annulled_on=date(2025, 5, 1))
        DiagnosticSession.objects.filter(pk=sessions[people[2].pk].pk).update(completed_on=date(2025, 9, 9))
        make.make_session(people[3], cast.cnppm, date(2025, 6, 1), independent=False)
        people[6].employments.update(end=date(2025, 6, 30))
        make.make_person(cast.school_b, last_name="Новенькая")
        update_person(Person.objects.get(pk=people[4].pk), last_name="Переименованная")
    second = compute(first.profile)
    with acting(system("test")):
        pair = Pair(first, second)
        rows = subjects(pair, "diagnosed", unit_of(second, cast.region.oktmo))
        lines = {one.moved.name: (one.moved.change, one.before, one.after) for one in told(pair, "diagnosed", rows)}
    none = "диагностики нет"
    session = "диагностика {}, ЦНППМ".format
    assert lines == {
        "Года00 Анна": (Change.MET, lines["Года00 Анна"][1], f"в числителе: {session('01.06.2025')}"),
        "Года01 Анна": (Change.UNMET, f"в числителе: {session('02.03.2025')}", lines["Года01 Анна"][2]),
        "Года02 Анна": (
            Change.RECORD,
            f"в числителе: {session('03.03.2025')}",
            f"в числителе: {session('09.09.2025')}",
        ),
        "Года03 Анна": (Change.REASON, lines["Года03 Анна"][1], lines["Года03 Анна"][2]),
        "Года06 Анна": (Change.LEFT, lines["Года06 Анна"][1], "не в знаменателе"),
        "Новенькая Анна": (Change.ENTERED, "не в знаменателе", lines["Новенькая Анна"][2]),
    }
    assert "аннулирована 01.05.2025" in lines["Года01 Анна"][2]
    assert lines["Года03 Анна"][1] != lines["Года03 Анна"][2], none


def random_edits(year: Year, rng: Random) -> set[str]:
    """Edits of a third of the people; returns the names of those whom they touch in «diagnosed»."""
    touched = set()
    for person in rng.sample(year.people, 8):
        session = person.diagnosticsessions.first()
        if session is None:
            harmless = rng.random() < 0.5
            make.make_session(person, year.cast.cnppm, date(2026 if harmless else 2025, 2, 1))
            touched |= set() if harmless else {person.full_name}
        elif rng.random() < 0.5:
            DiagnosticSession.objects.filter(pk=session.pk).update(completed_on=spring(200))
            touched.add(person.full_name)
        else:
            Person.objects.filter(pk=person.pk).update(education="высшее", phone="1")
    return touched


@pytest.mark.parametrize("seed", range(3))
def test_differences_list_exactly_whom_the_edits_touched(cast: Cast, year: Year, seed: int) -> None:
    report = year_report(cast, "diagnosed", "young_supported")
    with acting(system("test")):
        touched = random_edits(year, Random(seed))
    trial = compute_trial(report=report)
    with acting(cast.actor("cnppm")):
        unit = unit_of(trial, cast.region.oktmo)
        found = [one.name for one in subjects(Pair(report, trial), "diagnosed", unit)]
        assert (sorted(found), found) == (sorted(touched), sorted(found))
        assert subjects(Pair(report, trial), "young_supported", unit) == []


def test_a_program_a_team_and_an_organization_are_told_too(cast: Cast, year: Year) -> None:
    first = year_report(cast)
    with acting(system("test")):
        program = make.make_program(cast.iro, title="Новая программа")
        make.make_entry(program, date(2024, 1, 1))
        make.make_enrollment(year.people[0], program, spring(1))
        event = make.make_event(cast.mms_a, spring(3), kind="contest", title="Финал")
        make.make_participation(event, cast.mms_a)
        make.make_participation(event, cast.foreign_school)
        make.make_person(cast.school_b, position=make.make_position("Директор", "manager"), last_name="Директор")
    trial = compute_trial(report=first)
    with acting(system("test")):
        pair = Pair(first, trial)
        assert changes(pair, "programs_in_fr") == [("Новая программа", Change.MET)]
        assert changes(pair, "teams_trained") == [("Школа Б-1", Change.ENTERED)]
        assert changes(pair, "contest_orgs") == []


def test_who_left_the_municipality_is_gone_from_it_and_has_moved_in_the_region(cast: Cast, year: Year) -> None:
    report = approved(cast, year_report(cast, "diagnosed"))
    mover = year.people[1]
    with acting(system("test")):
        mover.employments.update(end=date(2025, 6, 30))
        make.make_employment(mover, cast.school_b, start=date(2025, 7, 1))
    trial = compute_trial(report=report)
    with acting(cast.actor("cnppm")):
        pair = Pair(report, trial)
        assert changes(pair) == [(mover.full_name, Change.PLACE)]
        assert changes(pair, place="99601000") == [(mover.full_name, Change.UNMET)]
        assert changes(pair, place="99602000") == [(mover.full_name, Change.MET)]
    with acting(cast.actor("methodist")):
        assert changes(pair, place="99601000") == [("", Change.UNMET)]
    with acting(cast.actor("ministry")):
        unit = unit_of(trial, "99602000")
        assert (subjects(pair, "diagnosed", unit), counts(pair, "diagnosed", unit)) == ([], {Change.MET: 1})


def test_figures_that_differ_stand_with_both_values(cast: Cast, year: Year) -> None:
    report = year_report(cast, "diagnosed")
    with acting(system("test")):
        make.make_session(year.people[0], cast.cnppm, date(2025, 6, 1))
    trial = compute_trial(report=report)
    with acting(cast.actor("ministry")):
        found = [
            (one.unit.name, one.before and one.before.numerator, one.after and one.after.numerator)
            for one in figures(Pair(report, trial), visible_units(report), visible_units(trial))
        ]
    assert found == [(cast.region.name, 16, 17), ("Район А", 8, 9), ("Школа А-1", 0, 1)]


def test_trial_is_no_report_and_there_is_one_of_a_period(cast: Cast, year: Year) -> None:
    report = year_report(cast, "diagnosed")
    compute_trial(report=report)
    trial = compute_trial(report=report)
    with acting(cast.actor("cnppm")):
        assert list(Report.objects.all()) == [report] == versions_of(report)
        assert trial_of(report) == trial
        assert list(Report.every.filter(state="trial")) == [trial]
    with acting(system("test")):
        assert Finding.objects.filter(report=trial).count() == 0
        assert OrganizationFacts.objects.filter(report=trial).count() > 0
