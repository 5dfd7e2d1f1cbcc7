"""Reads of monitoring forms: whom a round asks, who still owes, what the answers add up to."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from apps.core import access
from apps.core.access import WRITE
from apps.core.actor import Actor, current
from apps.core.text import DASH, format_number, round_half_up
from apps.monitoring.enums import CriterionKind, FormReportState, RoundState
from apps.monitoring.models import (
    Criterion,
    CriterionAnswer,
    FormReport,
    FormRound,
    MonitoringForm,
    RoundAddressee,
)
from apps.organizations.models import Organization

OWED = (FormReportState.DRAFT, FormReportState.RETURNED)
POINTS = (CriterionKind.YES_NO, CriterionKind.SCALE)
YES_NO = {Decimal(1): "да", Decimal(0): "нет"}


def reach(round_: FormRound) -> QuerySet[Organization]:
    """Whom a round may ask at all: organizations open on its last day, in its region and the actor's scope."""
    where = Q(closed_on__isnull=True) | Q(closed_on__gt=round_.period_to)
    opened = Q(opened_on__isnull=True) | Q(opened_on__lte=round_.period_to)
    mine = access.Access("form_reports", (access.Path(organization="id"),)).scope(current(), WRITE)
    return Organization.objects.filter(where, opened, mine, region=round_.region_id)


def addressees(round_: FormRound) -> "QuerySet[Organization, tuple[int, int, int]]":
    """Id, municipality and region of whom a round asks: its kinds (in its municipality) and the chosen ones."""
    of_kinds = Q(kind__in=round_.kinds)
    if round_.within_id is not None:
        of_kinds &= Q(municipality=round_.within_id)
    chosen = RoundAddressee.objects.filter(round=round_, addressee=OuterRef("pk"))
    rows = reach(round_).filter(of_kinds | Q(Exists(chosen)))
    return rows.order_by("pk").values_list("pk", "municipality_id", "region_id")


def prepared_rounds(actor: Actor) -> QuerySet[FormRound]:
    """The rounds of the actor's organization that are not published: they still take addressees."""
    own = Q() if actor.is_system else Q(organization=actor.organization_id)
    return FormRound.objects.filter(own, state=RoundState.DRAFT)


def debtors(round_: FormRound) -> QuerySet[FormReport]:
    """The reports of a round that are not handed in, or were returned."""
    return round_.reports.filter(state__in=OWED)


def forms_in_sight(actor: Actor) -> QuerySet[MonitoringForm]:
    """The forms the actor makes, and those by which somebody in the actor's scope is asked."""
    asked = FormReport.objects.filter(access.scope(FormReport, actor), round__form=OuterRef("pk"))
    return MonitoringForm.objects.filter(mine(MonitoringForm, actor) | Q(Exists(asked)))


def rounds_in_sight(actor: Actor) -> QuerySet[FormRound]:
    """The rounds the actor runs, and those in which somebody in the actor's scope is asked."""
    asked = FormReport.objects.filter(access.scope(FormReport, actor), round=OuterRef("pk"))
    return FormRound.objects.filter(mine(FormRound, actor) | Q(Exists(asked)))


def mine(model: Any, actor: Actor) -> Q:
    """Rows of the forms' makers that lie in the actor's own unit (what is published to the whole region is not)."""
    return access.Access("forms").scope(actor)


def own_reports(actor: Actor) -> QuerySet[FormReport]:
    """The reports that wait for the actor's own organization: not handed in, in a round that is open."""
    rows = FormReport.objects.filter(access.scope(FormReport, actor), organization=actor.organization_id)
    return rows.filter(round__state=RoundState.OPEN, round__form__method="report", state__in=OWED)


def to_check(actor: Actor) -> QuerySet[FormReport]:
    """The reports that wait for the actor as the maker of the form: handed in, or a check not finished."""
    rows = FormReport.objects.filter(access.scope(FormReport, actor), round__organization=actor.organization_id)
    submitted = Q(state=FormReportState.SUBMITTED)
    checks = Q(state__in=OWED) & ~Q(round__form__method="report")
    return rows.filter(submitted | checks, round__state=RoundState.OPEN)


@dataclass(frozen=True, slots=True)
class Cell:
    """One answer in the table of results: its words, and the number behind them."""

    words: str
    number: Decimal | None
    answer: CriterionAnswer | None


@dataclass(frozen=True, slots=True)
class ResultRow:
    """One addressee: its cells in the order of the criteria, its points, its state."""

    report: FormReport
    name: str
    cells: tuple[Cell, ...]
    points: Decimal
    answered: int

    @property
    def counts(self) -> bool:
        """Whether the averages take it: handed in or accepted."""
        return self.report.state in (FormReportState.SUBMITTED, FormReportState.ACCEPTED)


@dataclass(frozen=True, slots=True)
class Results:
    """The table of a round: criteria, rows, averages over the reports handed in, in points and numbers."""

    criteria: tuple[Criterion, ...]
    rows: tuple[ResultRow, ...]

    @property
    def maximum(self) -> int:
        """The most points a report can have."""
        return sum(1 if c.kind == CriterionKind.YES_NO else c.maximum for c in self.criteria if c.kind in POINTS)

    @property
    def handed_in(self) -> list[ResultRow]:
        """The rows that count."""
        return [row for row in self.rows if row.counts]

    @property
    def averages(self) -> tuple[Decimal | None, ...]:
        """The mean of each criterion over the reports handed in; None where nobody gave a number."""
        return tuple(mean([row.cells[place].number for row in self.handed_in]) for place in range(len(self.criteria)))

    @property
    def average(self) -> Decimal | None:
        """The mean of the points."""
        return mean([row.points for row in self.handed_in])


def mean(numbers: list[Decimal | None]) -> Decimal | None:
    """The mean of what is there, with two decimals; None of nothing."""
    found = [number for number in numbers if number is not None]
    return round_half_up(sum(found, Decimal(0)) / len(found), 2) if found else None


def words_of(criterion: Criterion, answer: CriterionAnswer | None) -> str:
    """An answer as people read it."""
    if answer is None:
        return DASH
    if answer.number is not None:
        if criterion.kind == CriterionKind.YES_NO:
            return YES_NO.get(answer.number, DASH)
        return format_number(answer.number.normalize() + 0)
    return answer.text or answer.file_name or DASH


def results(round_: FormRound, actor: Actor) -> Results:
    """The table of a round over the addressees in the actor's scope: three queries whatever its size."""
    criteria = tuple(round_.form.criteria.all())
    reports = list(
        FormReport.objects.filter(access.scope(FormReport, actor), round=round_)
        .select_related("organization")
        .order_by("organization__sort_key", "pk")
    )
    answers = {(a.report_id, a.criterion_id): a for a in CriterionAnswer.objects.filter(report__in=reports)}
    return Results(criteria, tuple(row_of(report, criteria, answers) for report in reports))


def row_of(
    report: FormReport, criteria: tuple[Criterion, ...], answers: dict[tuple[int, int], CriterionAnswer]
) -> ResultRow:
    """One addressee's line."""
    found = [(one, answers.get((report.pk, one.pk))) for one in criteria]
    cells = tuple(Cell(words_of(c, a), a.number if a else None, a) for c, a in found)
    points = sum((a.number for c, a in found if a and a.number is not None and c.kind in POINTS), Decimal(0))
    answered = sum(1 for _, answer in found if answer is not None)
    return ResultRow(report, report.organization.short_name, cells, points, answered)


def counts(round_: FormRound) -> dict[str, int]:
    """How many reports of a round are in each state."""
    rows = round_.reports.order_by().values_list("state").annotate(n=Count("pk"))
    return {state: n for state, n in rows.values_list("state", "n")}
