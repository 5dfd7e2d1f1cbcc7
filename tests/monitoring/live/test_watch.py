"""The declarations of what is watched, against the statement that computes a report."""

import re

import pytest
from django.db import connection

from apps.core.actor import acting, system
from apps.indicators.parameters import parse
from apps.indicators.rules import RULES
from apps.indicators.sql import frame
from apps.indicators.sql.statement import Method
from apps.monitoring.enums import Changed
from apps.monitoring.live import triggers
from apps.monitoring.live.watch import WATCHES
from apps.monitoring.models import LiveChange
from apps.monitoring.sql.store import statement
from apps.programs.models import RegistryEntry
from apps.teachers.models import Person, Position
from tests import factories as make
from tests.cast import Cast

OURS = re.compile(r"\b(?:teachers|diagnostics|routes|programs|events|organizations)_[a-z]+\b")
# Its own name and code never change.
STILL = {"organizations_region"}


def test_every_table_that_a_report_reads_is_watched() -> None:
    methods = [Method(n, rule.code, rule, parse({}, rule.defaults)) for n, rule in enumerate(RULES.values())]
    text = " ".join([statement(methods), *frame.make_tables()])
    assert set(OURS.findall(text)) - STILL == {w.table for w in WATCHES} & set(OURS.findall(text))


@pytest.mark.django_db
def test_every_declared_trigger_stands_in_the_database() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT tgname FROM pg_trigger WHERE tgname LIKE 'live_%'")
        found = {row[0] for row in cursor.fetchall()}
    assert found == {f"live_{watch.table}_{event.lower()}" for watch in WATCHES for event in watch.on}


def marks() -> set[tuple[str, int | None]]:
    """What waits."""
    return set(LiveChange.objects.values_list("kind", "ref"))


def test_a_change_that_no_rule_reads_leaves_no_mark(cast: Cast) -> None:
    with acting(system("test")):
        LiveChange.objects.all().delete()
        Person.objects.update(phone="1")
        assert marks() == set()


def test_a_change_marks_before_and_after(cast: Cast) -> None:
    with acting(system("test")):
        one, other = make.make_program(cast.iro), make.make_program(cast.iro)
        entry = make.make_entry(one, make.LONG_AGO)
        LiveChange.objects.all().delete()
        RegistryEntry.objects.filter(pk=entry.pk).update(program=other)
        assert marks() == {(Changed.PROGRAM, one.pk), (Changed.PROGRAM, other.pk)}


def test_a_position_of_another_kind_marks_everything(cast: Cast) -> None:
    with acting(system("test")):
        LiveChange.objects.all().delete()
        Position.objects.filter(name="Учитель").update(kind="manager")
        assert marks() == {(Changed.ALL, None)}


def test_a_statement_over_many_rows_leaves_one_mark(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(triggers, "MANY", 2)
    with acting(system("test")), connection.owner(), connection.cursor() as cursor:  # type: ignore[attr-defined]
        for made in triggers.statements():
            cursor.execute(made)
    with acting(system("test")):
        LiveChange.objects.all().delete()
        Person.objects.update(birth_date=make.LONG_AGO)
        assert marks() == {(Changed.ALL, None)}
