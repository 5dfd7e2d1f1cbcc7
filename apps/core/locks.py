"""How a model says when its rows happened, so that a submitted period can be locked: one declaration, two readers.

``Dated`` names the days of a row. From it come the triggers of the database (``apps.core.lock_triggers``), which refuse
what a locked municipality's rows of a locked period would become, whoever writes; and the rejected rows of an import
(``apps.core.imports.locked``). What each model declares and why: docs/adr/0008-locked-periods.md.
"""

from dataclasses import dataclass
from typing import Any

from django.db import DatabaseError, connection, models

# A class of integrity errors: whoever already turns a refusal of the database into words meets it as one.
SQLSTATE = "23RSL"
PLACE = frozenset({"region_id", "municipality_id", "organization_id", "managerial"})
TAIL = (
    "записи этого периода закрыты для изменений. Если нужна правка, попросите вернуть данные или разрешить исправление."
)


@dataclass(frozen=True, slots=True)
class Day:
    """A day on which a row happened: a column, or SQL over the row ``{t}`` where the day is another row's.

    Setting, moving or clearing the day is dated by the day itself, before and after. While it lies in a locked period
    the row's other columns stand still too, unless ``alone``: what may follow later (an annulment, a completion) dates
    only itself and the columns ``beside`` it.
    """

    column: str
    sql: str = ""
    alone: bool = False
    beside: tuple[str, ...] = ()

    def value(self, row: str) -> str:
        """The day of a row as SQL."""
        return self.sql.format(t=row) if self.sql else f'{row}."{self.column}"'


@dataclass(frozen=True, slots=True)
class Span:
    """Days from–to on which a row holds (both inclusive, empty: open).

    A moved bound touches only the days it adds or takes away: a job begun before a locked period may end after it.
    """

    start: str
    end: str

    def value(self, row: str) -> str:
        """The days of a row as SQL."""
        return f"""daterange({row}."{self.start}", {row}."{self.end}", '[]')"""


@dataclass(frozen=True, slots=True)
class Carried:
    """Rows of others that stand on a row: when its ``columns`` change, theirs are the days that are touched.

    ``table`` names it by ``key``; ``day`` is the day of their row ``{p}`` on the row ``{t}``.
    """

    table: str
    key: str
    day: str
    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Dated:
    """When the rows of a model happened.

    ``free`` are columns no figure reads, open at any time; ``copies`` repeat other rows (a name,
    another's place) and follow them.
    ``person`` is the column of the person a row hangs on: the row belongs to the municipality where that person was
    staff on the period's last day. ``parent`` (table, column) is the row it was written together with.
    ``carried`` are rows of others that stand on it.
    """

    days: tuple[Day, ...] = ()
    span: Span | None = None
    free: tuple[str, ...] = ()
    copies: tuple[str, ...] = ()
    person: str = ""
    parent: tuple[str, str] | None = None
    carried: Carried | None = None

    def own_columns(self) -> set[str]:
        """The columns that are days themselves, or stand beside one."""
        named = {column for day in self.days for column in (day.column, *day.beside)}
        return named | ({self.span.start, self.span.end} if self.span else set())

    def content(self, model: type[models.Model]) -> list[str]:
        """The columns that stand still while the row lies in a locked period."""
        columns = [str(f.column) for f in model._meta.concrete_fields if not f.primary_key]
        left_out = self.own_columns() | {*self.free, *self.copies}
        # What hangs on a person moves with the person; an organization's own row names its organization itself.
        stamps = PLACE - ({"organization_id"} if not self.person else set())
        return [c for c in columns if c not in left_out and c not in stamps]


@dataclass(frozen=True, slots=True)
class Undated:
    """Rows of no day, or such as must stay open. The reason is kept for the test."""

    reason: str


@dataclass(frozen=True, slots=True)
class Locked:
    """A lock as it is told: the sentence of the lock."""

    label: str

    @property
    def words(self) -> str:
        """What a person is told."""
        return f"{self.label}: {TAIL}"


Rule = Dated | Undated


def of(model: type[models.Model]) -> Rule | None:
    """The declaration of a model; None where there is none (such a model must not be placed)."""
    found: Any = getattr(model, "dated", None)
    return found if isinstance(found, Dated | Undated) else None


def refusal(error: BaseException) -> str:
    """The sentence of a lock that the database met; empty for any other error."""
    cause = error.__cause__ if isinstance(error, DatabaseError) else error
    if getattr(cause, "sqlstate", None) != SQLSTATE:
        return ""
    return Locked(str(cause.diag.message_primary)).words  # type: ignore[union-attr]


def any_held() -> bool:
    """Whether any period of anybody is locked: without one nothing else is asked."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT FROM organizations_periodlock)")
        return bool(cursor.fetchone()[0])
