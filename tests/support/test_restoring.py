"""A test with committed rows leaves the database as it was made."""

import pytest
from django.db import connection

from apps.accounts.models import Right
from apps.core.actor import acting, system
from apps.organizations.models import Municipality, Organization, PeriodLock
from apps.teachers.models import Position, Subject
from tests import restoring
from tests.cast import make_cast
from tests.locks import lock
from tests.restoring import Template

pytestmark = pytest.mark.django_db(transaction=True)
SHIPPED = (Right, Municipality, Position, Subject)
MADE = (Organization, PeriodLock)


def contents() -> list[list[tuple[object, ...]]]:
    """The shipped rows, and those that tests make."""
    with acting(system("test")):
        return [list(model._default_manager.order_by("pk").values_list()) for model in (*SHIPPED, *MADE)]


def change_everything() -> None:
    """Rows are made, locked, corrected and removed."""
    with acting(system("test")):
        cast = make_cast()
        lock(cast.municipality_a)
        Subject.objects.filter(pk=Subject.objects.earliest("pk").pk).delete()
        Position.objects.filter(pk=Position.objects.earliest("pk").pk).update(sort_key="другой")
        Right.objects.all().delete()


@pytest.mark.parametrize("many", [0, restoring.MANY], ids=["by file", "row by row"])
def test_everything_committed_is_taken_back(
    django_db_setup: Template, monkeypatch: pytest.MonkeyPatch, many: int
) -> None:
    monkeypatch.setattr(restoring, "MANY", many)
    before = contents()
    assert [bool(rows) for rows in before] == [True] * len(SHIPPED) + [False] * len(MADE)
    change_everything()
    changed = [was != now for was, now in zip(before, contents(), strict=True)]
    assert changed == [True] * len(before)
    django_db_setup.restore()
    assert contents() == before


def test_untouched_database_is_not_written_to(django_db_setup: Template) -> None:
    django_db_setup.restore()
    with connection.cursor() as cursor:
        assert [table.name for table in django_db_setup.dirty(cursor)] == []
    mark = django_db_setup.mark
    django_db_setup.restore()
    assert django_db_setup.mark == mark
