"""The page of a passport: the document with its state, sections, sources and addresses."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

from django.utils import timezone

from apps.core.actor import Actor
from apps.passport.enums import Exam, PartState, PassportState
from apps.passport.models import Part, Passport
from apps.passport.registry import SECTIONS, Section
from apps.passport.selectors.changes import decimal
from apps.passport.selectors.completeness import Filled
from apps.passport.selectors.correlation import CAUTION
from apps.passport.selectors.view import Entry, Money, View
from apps.passport.web.links import Behind, behind

WORKFLOW = "Заполнение|Министерство|Федеральный оператор|Согласован"
STEP = {
    PassportState.FILLING: 1,
    PassportState.RETURNED: 1,
    PassportState.REVIEW: 2,
    PassportState.APPROVED: 3,
    PassportState.SENT: 3,
    PassportState.DECLINED: 3,
    PassportState.AGREED: 5,
}


@dataclass(frozen=True, slots=True)
class Line:
    """A figure with the address behind it."""

    entry: Entry
    behind: Behind


@dataclass(frozen=True, slots=True)
class Shown:
    """A section as it is drawn."""

    section: Section
    lines: tuple[Line, ...]
    filled: Filled
    rows: Sequence[Any]

    @property
    def template(self) -> str:
        """The template of the section's list; empty where it has none."""
        return f"passport/{self.section.code}.html" if self.section.lists else ""


@dataclass(frozen=True, slots=True)
class LinkRow:
    """A correlation as it is drawn."""

    exam: str
    subject: str
    title: str
    schools: int
    pearson: str
    pearson_p: str
    spearman: str
    spearman_p: str
    refusal: str


def link_row(row: dict[str, Any]) -> LinkRow:
    """A stored correlation in words."""
    r, r_p = coefficient_words(row["pearson"])
    rho, rho_p = coefficient_words(row["spearman"])
    exam = str(Exam(row["exam"]).label)
    return LinkRow(exam, row["subject"], row["short"], row["schools"], r, r_p, rho, rho_p, row["refusal"])


def coefficient_words(found: dict[str, str] | None) -> tuple[str, str]:
    """A coefficient and its p-value with decimal commas; empty where there is none."""
    return ("", "") if found is None else (decimal(found), found["p"].replace(".", ","))


class PassportPage:
    """A passport as its reader may see it."""

    steps = WORKFLOW
    caution = CAUTION

    def __init__(self, passport: Passport, actor: Actor) -> None:
        self.passport, self.actor = passport, actor
        self.view = View(passport)

    @property
    def step(self) -> int:
        """Where the passport is on its way."""
        return STEP[PassportState(self.passport.state)]

    @property
    def trail(self) -> list[tuple[str, datetime | date]]:
        """What has happened and when."""
        one = self.passport
        pairs: list[tuple[str, datetime | date | None]] = [
            ("Рассчитан", one.computed_at),
            ("представлен", one.submitted_at),
            ("решение министерства", one.decided_at),
            (f"направлен письмом № {one.sent_number}", one.sent_on),
            (f"ответ № {one.outcome_number}", one.outcome_on),
        ]
        return [(name, local(at)) for name, at in pairs if at is not None]

    @cached_property
    def sections(self) -> list[Shown]:
        """The sections that the reader sees: of an own part only, those that are entered."""
        return [self.shown(one) for one in SECTIONS if self.view.whole or not one.computed]

    def shown(self, section: Section) -> Shown:
        """One section."""
        lines = tuple(Line(one, behind(self.passport, one, self.actor)) for one in self.view.entries(section))
        rows = self.view.lists.get(section.code, [])
        return Shown(section, lines, self.view.filled(section), rows)

    @cached_property
    def money(self) -> list[Money]:
        """The sums by source and year."""
        return self.view.money

    @cached_property
    def links(self) -> list[LinkRow]:
        """The correlations of the passport."""
        return [link_row(row) for row in self.view.correlations]

    @property
    def parts(self) -> list[Part]:
        """The parts in sight."""
        return self.view.parts

    @property
    def accepted(self) -> int:
        """How many parts are accepted."""
        return sum(part.state == PartState.ACCEPTED for part in self.parts)

    @property
    def today(self) -> date:
        """Against which due dates are late."""
        return timezone.localdate()


def local(moment: datetime | date) -> datetime | date:
    """A moment as its day in the portal's own time."""
    return timezone.localtime(moment).date() if isinstance(moment, datetime) else moment
