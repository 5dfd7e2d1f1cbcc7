"""Generated over every dated model: no statement writes into a locked period, all of them do outside of it."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import models

from apps.core import lock_triggers, locks
from apps.core.actor import acting, system
from apps.core.models import PlacedModel
from apps.core.wall import our_models
from apps.events.enums import ParticipationRole
from tests import factories as make
from tests.cast import Cast
from tests.locks import LABEL, SENTENCE, lock, told
from tests.permissions.every_row import fill
from tests.permissions.rows import DAY

pytestmark = pytest.mark.django_db
SYSTEM = system("test")
MODELS = list(lock_triggers.dated_models())
ROLES = [role.value for role in ParticipationRole if role.value != "participant"]
Recipe = Callable[[int], dict[str, Any]]


def later(number: int) -> date:
    """A day of the locked year."""
    return DAY + timedelta(days=number)


def fresh() -> str:
    """A code that no row has."""
    return f"КОПИЯ-{next(make.numbers)}"


def competence(number: int) -> dict[str, Any]:
    return {"competence": make.make_competence(f"К-{number}")}


# How a copy of a row differs from it, so that it may stand beside it.
COPIES: dict[str, Recipe] = {
    "organizations.Organization": lambda n: {"code": fresh(), "opened_on": later(n)},
    "organizations.StatusFlag": lambda n: {"valid_from": later(n), "valid_to": later(40)},
    "teachers.Employment": lambda n: {"start": later(n), "is_main": False},
    "diagnostics.Score": competence,
    "diagnostics.Deficit": competence,
    "routes.IndividualRoute": lambda n: {"number": fresh()},
    "routes.RouteItem": lambda n: {"number": f"к{n}"},
    "routes.ItemAim": competence,
    "events.Event": lambda n: {"code": fresh(), "start": later(n)},
    "events.Participation": lambda n: {"role": ROLES[n]},
}
CHANGES: dict[str, dict[str, Any]] = {
    "diagnostics.Score": {"points": 1},
    "diagnostics.Deficit": {"percent": 1},
    "routes.IndividualRoute": {"number": "ДРУГОЙ"},
    "routes.RouteItem": {"content": "другое"},
    "routes.ItemAim": {"competence": 0},
    "events.Participation": {"on_date": later(3)},
}


def day_column(model: type[models.Model]) -> str:
    """The column that dates a row of the model."""
    rule = lock_triggers.dated_models()[model]
    return rule.span.start if rule.span else rule.days[0].column


def recipe(model: type[models.Model], number: int) -> dict[str, Any]:
    """What is different in a copy."""
    known = COPIES.get(model._meta.label)
    return known(number) if known else {day_column(model): later(number)}


def copy(obj: models.Model, number: int) -> models.Model:
    """Another row like this one."""
    twin = type(obj)._base_manager.get(pk=obj.pk)
    twin.pk = None
    twin._state.adding = True
    for name, value in recipe(type(obj), number).items():
        setattr(twin, name, value)
    twin.save(force_insert=True)
    return twin


def change(obj: models.Model) -> None:
    """A correction of the row."""
    model = type(obj)
    values = dict(CHANGES.get(model._meta.label, {day_column(model): later(20)}))
    if "competence" in values:
        values["competence"] = make.make_competence("К-99")
    model._base_manager.filter(pk=obj.pk).update(**values)


def find(model: type[models.Model], organization: object, person: object) -> models.Model:
    """The row of the world that belongs to the organization, and to the person where it hangs on one."""
    rows = model._base_manager.all()
    if model._meta.label == "organizations.Organization":
        return rows.get(pk=organization.pk)  # type: ignore[attr-defined]
    named = {f.name for f in model._meta.get_fields()}
    found = rows.filter(person=person).first() if "person" in named else rows.filter(organization=organization).first()
    assert found is not None, f"{model._meta.label}: no row in the world"
    return found


@pytest.fixture
def world(cast: Cast) -> Cast:
    with acting(SYSTEM):
        fill(cast)
    return cast


def deeds(obj: models.Model) -> dict[str, Callable[[], object]]:
    """Every kind of statement over a row: a new one beside it, a correction, a deletion."""
    with acting(SYSTEM):
        lonely = copy(obj, 1)
    return {"insert": lambda: copy(obj, 2), "update": lambda: change(lonely), "delete": lonely.delete}


def outcomes(made: dict[str, Callable[[], object]]) -> dict[str, str]:
    return {name: told(deed) for name, deed in made.items()}


ALL = ("insert", "update", "delete")


def test_no_statement_writes_into_a_locked_period(world: Cast) -> None:
    with acting(SYSTEM):
        ours = {m: find(m, world.school_a, world.teacher) for m in MODELS}
        theirs = {m: find(m, world.school_b, world.stranger) for m in MODELS}
    mine = {m: deeds(obj) for m, obj in ours.items()}
    others = {m: deeds(obj) for m, obj in theirs.items()}
    lock(world.municipality_a)
    assert {m: outcomes(made) for m, made in mine.items()} == {m: dict.fromkeys(ALL, SENTENCE) for m in MODELS}
    assert {m: outcomes(made) for m, made in others.items()} == {m: dict.fromkeys(ALL, "") for m in MODELS}


def test_every_statement_writes_outside_of_the_locked_period(world: Cast) -> None:
    with acting(SYSTEM):
        ours = {m: find(m, world.school_a, world.teacher) for m in MODELS}
    mine = {m: deeds(obj) for m, obj in ours.items()}
    lock(world.municipality_a, date(2013, 1, 1), date(2014, 12, 31))
    assert {m: outcomes(made) for m, made in mine.items()} == {m: dict.fromkeys(ALL, "") for m in MODELS}


def test_every_placed_model_says_when_its_rows_happened() -> None:
    placed = [m for m in our_models() if issubclass(m, PlacedModel)]
    assert [m._meta.label for m in placed if locks.of(m) is None] == []


def test_what_has_no_day_says_why() -> None:
    rules = [locks.of(m) for m in our_models()]
    assert [rule for rule in rules if isinstance(rule, locks.Undated) and len(rule.reason) < 15] == []


def test_no_declaration_names_a_column_that_is_not_there() -> None:
    wrong = []
    for model, rule in lock_triggers.dated_models().items():
        columns = {f.column for f in model._meta.concrete_fields}
        named = {c for day in rule.days for c in (day.beside if day.sql else (day.column, *day.beside))}
        named |= {*rule.free, *rule.copies, *([rule.person] if rule.person else [])}
        wrong += [f"{model._meta.label}.{name}" for name in named - columns]
    assert wrong == []


def test_the_sentence_names_the_municipality_the_period_and_what_to_do() -> None:
    assert SENTENCE.startswith(f"{LABEL}: ")
