"""What a route has brought: the diagnostics after it against the one it stands on, by competences (DOMAIN 5)."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet

from apps.core.text import NBSP, count_text, format_number
from apps.diagnostics.models import DiagnosticSession
from apps.diagnostics.selectors import Result, counting_sessions, results
from apps.routes.models import IndividualRoute


@dataclass(frozen=True, slots=True)
class Gain:
    """A competence before and after: in percent; ``after`` is the latest repeated result, None where there is none."""

    before: Result
    after: Result | None
    on: date | None

    @property
    def gain(self) -> Decimal | None:
        """By how many points of a hundred the result has grown."""
        return None if self.after is None else self.after.percent - self.before.percent

    @property
    def closed(self) -> bool:
        """A deficit of the route that the repeated diagnostics no longer finds."""
        return self.before.is_deficit and self.after is not None and not self.after.is_deficit

    @property
    def words(self) -> str:
        """What became of it."""
        if self.after is None:
            return "повторно не проверено"
        if not self.before.is_deficit:
            return "стало дефицитом" if self.after.is_deficit else "в норме"
        return "дефицит закрыт" if self.closed else "дефицит остаётся"

    @property
    def gain_words(self) -> str:
        """«+12,5»."""
        if self.gain is None:
            return ""
        return f"{'+' if self.gain > 0 else ''}{format_number(self.gain)}"


@dataclass(frozen=True, slots=True)
class Progress:
    """All competences of the route's session."""

    gains: list[Gain]
    repeated_on: date | None

    @property
    def deficits(self) -> int:
        """How many deficits the route was built from."""
        return sum(gain.before.is_deficit for gain in self.gains)

    @property
    def closed(self) -> int:
        """How many of them the repeated diagnostics closed."""
        return sum(gain.closed for gain in self.gains)

    @property
    def average(self) -> Decimal | None:
        """The mean gain over the deficits measured again, in points of a hundred."""
        found = [gain.gain for gain in self.gains if gain.before.is_deficit and gain.gain is not None]
        return sum(found, Decimal(0)) / len(found) if found else None

    @property
    def summary(self) -> str:
        """«Закрыто 2 из 3 дефицитов; средний прирост +18,5»."""
        if self.repeated_on is None:
            return "Повторной диагностики после этого ИОМ ещё не было."
        noun = count_text(self.deficits, "дефицита", "дефицитов", "дефицитов")
        text = f"Закрыто {self.closed} из{NBSP}{noun}"
        if self.average is not None:
            sign = "+" if self.average > 0 else ""
            text += f"; средний прирост {sign}{format_number(self.average, 1)}{NBSP}процентного пункта"
        return f"{text}."


def repeated(route: IndividualRoute) -> QuerySet[DiagnosticSession]:
    """Independent sessions of the person after the route's own, not annulled, the earliest first."""
    assert route.session is not None
    rows = counting_sessions().filter(person_id=route.person_id)
    return (
        rows.filter(completed_on__gt=route.session.completed_on).select_related("tool").order_by("completed_on", "pk")
    )


def progress_of(route: IndividualRoute) -> Progress:
    """The gains of a route: of each competence the latest repeated result."""
    if route.session is None:
        return Progress([], None)
    latest: dict[str, tuple[Result, date]] = {}
    last: date | None = None
    for session in repeated(route):
        last = session.completed_on
        latest |= {result.code: (result, session.completed_on) for result in results(session)}
    return Progress([gain_of(one, latest.get(one.code)) for one in results(route.session)], last)


def gain_of(before: Result, later: tuple[Result, date] | None) -> Gain:
    """A competence of the route beside its repeated result."""
    return Gain(before, *later) if later else Gain(before, None, None)


def progress_context(route: IndividualRoute, actor: Any) -> dict[str, Any]:
    """What the tab of the result reads."""
    return {"progress": progress_of(route), "route": route}
