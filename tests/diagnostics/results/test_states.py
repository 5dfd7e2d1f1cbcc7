"""A person's current state in a competence: which session speaks, who is counted."""

from datetime import date
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from apps.core.actor import acting, system
from apps.diagnostics.models import Competence, Deficit, Tool
from apps.diagnostics.selectors.deficit_map import Axis, Cell, live_grid
from apps.diagnostics.selectors.deficits import open_deficits
from apps.diagnostics.selectors.states import Slice, run
from apps.teachers.models import Employment, Subject
from tests import factories as make
from tests.cast import Cast

pytestmark = pytest.mark.django_db
SYSTEM = system("test")
DAY = date(2025, 12, 31)


def states(cast: Cast, **narrowed: Any) -> set[tuple[str, str, bool]]:
    """(surname, competence, deficit) of everybody's current states."""
    about = Slice(narrowed.pop("day", DAY), **narrowed)
    sql = """SELECT p.last_name, k.code, x.under FROM state x JOIN teachers_person p ON p.id = x.person_id
        JOIN diagnostics_competence k ON k.id = x.competence_id"""
    with acting(SYSTEM):
        return {(name, code, under) for name, code, under in run(about, SYSTEM, sql)}


def test_the_latest_session_that_scored_the_competence_speaks(cast: Cast) -> None:
    with acting(SYSTEM):
        make.make_session(cast.teacher, cast.cnppm, date(2024, 2, 1), scores={"Т-01": 40, "Т-02": 50})
        make.make_session(cast.teacher, cast.cnppm, date(2025, 2, 1), scores={"Т-01": 80})
    assert states(cast) == {("Своева", "Т-01", False), ("Своева", "Т-02", True)}
    assert states(cast, day=date(2024, 12, 31)) == {("Своева", "Т-01", True), ("Своева", "Т-02", True)}


def test_what_does_not_count_says_nothing(cast: Cast) -> None:
    with acting(SYSTEM):
        make.make_session(cast.teacher, cast.cnppm, date(2022, 12, 31))
        make.make_session(cast.head, cast.cnppm, date(2025, 2, 1), independent=False)
        make.make_session(cast.colleague, cast.cnppm, date(2025, 2, 1), annulled_on=date(2025, 3, 1))
        make.make_session(cast.stranger, cast.cnppm, date(2026, 1, 1))
    assert states(cast) == set()
    assert states(cast, day=date(2025, 2, 28)) == {("Своева", "Т-01", True), ("Коллегина", "Т-01", True)}


def test_exactly_at_the_threshold_is_no_deficit(cast: Cast) -> None:
    with acting(SYSTEM):
        make.make_session(cast.teacher, cast.cnppm, DAY, scores={"Т-01": 60, "Т-02": 59})
    assert states(cast) == {("Своева", "Т-01", False), ("Своева", "Т-02", True)}


def test_who_is_not_staff_on_the_day_is_not_counted(cast: Cast) -> None:
    with acting(SYSTEM):
        gone = make.make_person(cast.school_a, last_name="Ушедшая", end=date(2025, 6, 30))
        cook = make.make_person(cast.school_a, last_name="Поварова", position=make.make_position("Повар", "other"))
        for person in (gone, cook, cast.head):
            make.make_session(person, cast.cnppm, date(2025, 2, 1))
    assert states(cast) == {("Директорова", "Т-01", True)}
    assert states(cast, kind="pedagogue") == set()
    assert states(cast, kind="manager", day=date(2025, 3, 1)) == {("Директорова", "Т-01", True)}
    assert states(cast, kind="pedagogue", day=date(2025, 3, 1)) == {("Ушедшая", "Т-01", True)}


def test_a_tool_of_its_own_leaves_the_latest_session_by_it(cast: Cast) -> None:
    with acting(SYSTEM):
        make.make_session(cast.teacher, cast.cnppm, date(2025, 2, 1), scores={"Т-01": 40})
        make.make_session(cast.teacher, cast.copmkp, date(2025, 3, 1), scores={"Т-01": 90})
        tool = Tool.objects.get(provider=cast.cnppm)
    assert states(cast) == {("Своева", "Т-01", False)}
    assert states(cast, tool=tool.pk) == {("Своева", "Т-01", True)}


@pytest.mark.parametrize(
    ("role", "seen"),
    [
        ("cnppm", {"Своева", "Директорова", "Коллегина", "Посторонняя"}),
        ("methodist", {"Своева", "Директорова", "Коллегина"}),
        ("council", {"Своева"}),
        ("copmkp", set()),
        ("ministry", set()),
    ],
)
def test_everybody_counts_whom_the_wall_shows(cast: Cast, role: str, seen: set[str]) -> None:
    with acting(SYSTEM):
        for person in (cast.teacher, cast.head, cast.colleague, cast.stranger, cast.foreigner):
            make.make_session(person, cast.cnppm, date(2025, 2, 1))
    actor = cast.actor(role)
    with acting(actor):
        sql = "SELECT p.last_name FROM state x JOIN teachers_person p ON p.id = x.person_id"
        assert {name for (name,) in run(Slice(DAY), actor, sql)} == seen


def test_the_map_counts_people_by_competence_and_unit(cast: Cast) -> None:
    with acting(SYSTEM):
        make.make_session(cast.teacher, cast.cnppm, date(2025, 2, 1), scores={"Т-01": 40, "Т-02": 80})
        make.make_session(cast.colleague, cast.cnppm, date(2025, 2, 1), scores={"Т-01": 70})
        make.make_session(cast.stranger, cast.cnppm, date(2025, 2, 1), scores={"Т-01": 50})
        first, second = (Competence.objects.get(code=code).pk for code in ("Т-01", "Т-02"))
        grid = live_grid(Slice(DAY), Axis.MUNICIPALITY, SYSTEM)
    a, b = cast.municipality_a.pk, cast.municipality_b.pk
    assert [unit.name for unit in grid.units] == ["Район А", "Район Б"]
    counts = {key: (cell.people, cell.deficits) for key, cell in grid.cells.items()}
    assert counts == {
        (first, a): (2, 1), (first, b): (1, 1), (second, a): (1, 0), (first, None): (3, 2), (second, None): (1, 0),
        (None, a): (2, 1), (None, b): (1, 1), (None, None): (3, 2),
    }  # fmt: skip
    assert grid.cell(second, b) == Cell()


def test_a_teacher_of_two_subjects_stands_under_both_and_counts_once(cast: Cast) -> None:
    with acting(SYSTEM):
        make.make_session(cast.teacher, cast.cnppm, date(2025, 2, 1))
        make.make_session(cast.colleague, cast.cnppm, date(2025, 2, 1))
        job = Employment.objects.get(person=cast.teacher)
        subjects = [Subject.objects.create(name=name, sort_key=name.lower()) for name in ("Проба А", "Проба Б")]
        job.subjects.set(subjects)
        grid = live_grid(Slice(DAY), Axis.SUBJECT, SYSTEM)
        one = live_grid(Slice(DAY, subject=subjects[0].pk), Axis.MUNICIPALITY, SYSTEM)
    assert [unit.name for unit in grid.units] == ["Проба А", "Проба Б", "предмет не указан"]
    assert [grid.cell(None, unit.pk).people for unit in grid.units] == [1, 1, 1]
    assert (grid.whole.people, one.whole.people) == (2, 1)


SESSIONS = st.lists(
    st.tuples(
        st.sampled_from(("teacher", "head", "colleague")),
        st.dates(date(2021, 1, 1), date(2026, 6, 1)),
        st.booleans(),
        st.booleans(),
        st.dictionaries(st.sampled_from(("Т-01", "Т-02")), st.integers(50, 70), min_size=1),
    ),
    max_size=6,
    unique_by=lambda row: (row[0], row[1]),
)


@given(SESSIONS, st.dates(date(2024, 1, 1), date(2026, 6, 1)), st.sampled_from(("", "pedagogue", "manager")))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_behind_a_cell_stand_exactly_its_people(cast: Cast, rows: Any, day: date, kind: str) -> None:
    """The list of open deficits and the map are two statements of one rule."""
    with transaction.atomic(), acting(SYSTEM):
        for who, on, independent, by_cnppm, scores in rows:
            provider = cast.cnppm if by_cnppm else cast.copmkp
            make.make_session(getattr(cast, who), provider, on, scores=scores, independent=independent)
        about = Slice(day, kind=kind)
        grid = live_grid(about, Axis.MUNICIPALITY, SYSTEM)
        listed = list(open_deficits(Deficit.objects.all(), about).values_list("competence_id", "person_id"))
        transaction.set_rollback(True)
    for competence in grid.competences:
        people = [person for found, person in listed if found == competence.pk]
        assert len(people) == len(set(people)) == grid.cell(competence.pk, None).deficits
    assert {found for found, _ in listed} <= {competence.pk for competence in grid.competences}
