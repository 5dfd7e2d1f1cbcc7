"""The effect of a programme: which sessions are compared, the interval, who is shown it."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from scipy import stats

from apps.core.actor import acting, system
from apps.organizations.models import Organization
from apps.programs.models import Enrollment, Program
from apps.routes.models import ProgramEffect
from apps.routes.services.effects import count_effects, gains
from apps.teachers.models import Person
from tests import factories as make
from tests.cast import Cast
from tests.core.web.checks import assert_constant_queries, log_in, text_of

pytestmark = pytest.mark.django_db
SYSTEM = system("test")
BEFORE, START, DONE, AFTER, TODAY = (date(2025, month, 10) for month in (1, 2, 3, 5, 9))


@pytest.fixture
def program(cast: Cast) -> Program:
    with acting(SYSTEM):
        made = make.make_program(cast.iro, title="Оценивание")
        made.competences.add(make.make_competence("Т-01"), make.make_competence("Т-02"))
        return made


def graduate(program: Program, school: Organization) -> Person:
    person = make.make_person(school)
    make.make_enrollment(person, program, START, DONE)
    return person


def grown(cast: Cast, program: Program, before: int, after: int) -> Person:
    """A graduate scored in one of the competences before and after."""
    person = graduate(program, cast.school_a)
    make.make_session(person, cast.cnppm, BEFORE, scores={"Т-01": before})
    make.make_session(person, cast.cnppm, AFTER, scores={"Т-01": after})
    return person


def test_gain_is_between_the_last_before_and_the_first_after(cast: Cast, program: Program) -> None:
    with acting(SYSTEM):
        person = graduate(program, cast.school_a)
        for day, points in ((date(2024, 5, 1), 10), (START, 40), (DONE, 99), (AFTER, 70), (date(2025, 8, 1), 90)):
            make.make_session(person, cast.cnppm, day, scores={"Т-01": points, "Т-09": 0})
        assert gains(TODAY) == {program.pk: [30.0]}


def test_gain_of_a_person_is_the_mean_over_competences_scored_both_times(cast: Cast, program: Program) -> None:
    with acting(SYSTEM):
        person = graduate(program, cast.school_a)
        make.make_session(person, cast.cnppm, BEFORE, scores={"Т-01": 40, "Т-02": 20})
        make.make_session(person, cast.cnppm, AFTER, scores={"Т-01": 50, "Т-02": 50})
        make.make_session(graduate(program, cast.school_a), cast.cnppm, BEFORE, scores={"Т-01": 40})
        assert gains(TODAY) == {program.pk: [20.0]}


def test_self_assessments_and_annulled_sessions_do_not_count(cast: Cast, program: Program) -> None:
    with acting(SYSTEM):
        person = grown(cast, program, 40, 60)
        make.make_session(person, cast.copmkp, date(2025, 4, 1), scores={"Т-01": 100}, independent=False)
        annulled = make.make_session(person, cast.copmkp, date(2025, 4, 2), scores={"Т-01": 0})
        annulled.annulled_on = date(2025, 6, 1)
        annulled.save()
        assert gains(TODAY) == {program.pk: [20.0]}
        assert gains(date(2025, 5, 20)) == {program.pk: [-40.0]}


def test_effect_has_scipys_interval_and_wants_five(cast: Cast, program: Program) -> None:
    found = [5, 12, 20, -3, 8]
    with acting(SYSTEM):
        for gain in found[:4]:
            grown(cast, program, 40, 40 + gain)
        assert (count_effects(TODAY), ProgramEffect.objects.count()) == (0, 0)
        grown(cast, program, 40, 48)
        assert count_effects(TODAY) == 1
        row = ProgramEffect.objects.get()
    low, high = stats.t.interval(0.95, 4, loc=sum(found) / 5, scale=stats.sem(found))
    assert (row.n, row.gain, row.low, row.high, row.counted_on) == (
        5, Decimal("8.40"), Decimal(f"{low:.2f}"), Decimal(f"{high:.2f}"), TODAY,
    )  # fmt: skip


def test_effect_that_is_no_more_is_taken_away(cast: Cast, program: Program) -> None:
    with acting(SYSTEM):
        people = [grown(cast, program, 40, 60) for _ in range(5)]
        count_effects(TODAY)
        people[0].enrollments.update(completed_on=None)
        assert (count_effects(TODAY), ProgramEffect.objects.count()) == (0, 0)


def effect(program: Program, **values: object) -> ProgramEffect:
    made: ProgramEffect = ProgramEffect.objects.create(
        program=program, **{"n": 7, "gain": 8, "low": 3, "high": 13, "counted_on": TODAY, **values}
    )
    return made


def test_institute_and_ministry_read_the_figures_and_no_people(cast: Cast, program: Program) -> None:
    with acting(SYSTEM):
        effect(program)
        effect(make.make_program(cast.iro, title="Слабая"), low=-2)
    for role in ("iro", "ministry"):
        browser = log_in(cast, role)
        page = text_of(browser.get(f"/programs/{program.pk}/?tab=effect"))
        assert "+8,0 п. п. (95 %: от 3,0 до 13,0; выпускников: 7)" in page
        proven = text_of(browser.get("/routes/effects/?proven=yes"))
        assert ("Оценивание" in proven, "Слабая" in proven) == (True, False)
    assert log_in(cast, "teacher").get("/routes/effects/").status_code == 403


def test_assessment_centre_reads_and_exports_the_list_of_effective_programmes(cast: Cast, program: Program) -> None:
    with acting(SYSTEM):
        proven = effect(program)
        elsewhere = make.make_organization(cast.foreign_school.municipality, "iro", short_name="Чужой ИРО")
        effect(make.make_program(elsewhere, title="Чужая"))
    browser = log_in(cast, "copmkp")
    page = text_of(browser.get("/routes/effects/?proven=yes"))
    assert ("Оценивание" in page, "Чужая" in page) == (True, False)
    assert browser.get(f"/routes/effects/{proven.pk}/").status_code == 200
    given: Any = browser.post("/routes/effects/export/")
    assert (given.status_code, b"".join(given.streaming_content)[:2]) == (200, b"PK")
    with acting(cast.actor("copmkp")):
        assert (ProgramEffect.objects.count(), Enrollment.objects.count()) == (1, 0)
    for role in ("methodist", "operator", "council", "tutor", "moo", "federal"):
        assert log_in(cast, role).get("/routes/effects/").status_code == 403


def test_list_asks_the_same_number_of_questions_for_one_row_and_three(cast: Cast) -> None:
    def make_row() -> None:
        effect(make.make_program(cast.iro))

    assert_constant_queries(log_in(cast, "iro"), "/routes/effects/", make_row, queries=7)
