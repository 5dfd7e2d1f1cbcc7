"""What differs between two computations of one period: figures of units, and the subjects behind them."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from apps.core.actor import acting, system
from apps.indicators.enums import Subject
from apps.indicators.marks import SHIFT, read
from apps.indicators.sql.frame import OUTSIDE
from apps.indicators.sql.statement import Method
from apps.monitoring.models import Report, ReportUnit
from apps.monitoring.selectors.records import Decided, describe, words_of
from apps.monitoring.selectors.subjects import facts_from, line_of, method_of, passed, reasons, run, source_of
from apps.monitoring.selectors.values import Value, value_of

ABSENT, NOT_IN_STAFF = -2, -1
NO_RECORD = Decided(None, None, None, "")


class Change(StrEnum):
    """What has become of a subject between the two."""

    MET = "met"
    UNMET = "unmet"
    ENTERED = "entered"
    LEFT = "left"
    REASON = "reason"
    RECORD = "record"
    PLACE = "place"
    ASIDE = "aside"

    @property
    def words(self) -> str:
        """The heading of its list."""
        return TITLES[self]


TITLES = {
    Change.MET: "Вошли в числитель",
    Change.UNMET: "Вышли из числителя",
    Change.ENTERED: "Вошли в знаменатель",
    Change.LEFT: "Вышли из знаменателя",
    Change.REASON: "Сменилась причина",
    Change.RECORD: "Другая запись или дата",
    Change.PLACE: "Перешли в другую организацию",
    Change.ASIDE: "Изменились вне знаменателя",
}


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a subject stands in one of the two: the stage (or absent, or not in the staff), where, by which record."""

    stage: int
    outcome: int | None
    code: str
    organization: str
    record: int | None
    words: str | None

    @property
    def counted(self) -> bool:
        """Whether the subject is in the denominator."""
        return self.stage >= 0


@dataclass(frozen=True, slots=True)
class Moved:
    """A subject that stands otherwise than it stood. ``name`` is empty where the reader may not see the person."""

    id: int
    name: str
    before: Standing
    after: Standing
    change: Change


@dataclass(frozen=True, slots=True)
class Told:
    """The same in words: how it stood, how it stands."""

    moved: Moved
    before: str
    after: str


def place_of(report: Report, code: str) -> int | None:
    """The place of an indicator among the report's; None where there is none."""
    return next((number for number, method in enumerate(report.methods) if method["code"] == code), None)


@dataclass(frozen=True, slots=True)
class Pair:
    """The two computations compared, the earlier first. Their methods are matched by code."""

    before: Report
    after: Report

    @property
    def codes(self) -> list[str]:
        """The indicators that both have, of the same kind of subjects."""
        return [m["code"] for m in self.after.methods if self.numbers(m["code"]) is not None]

    def numbers(self, code: str) -> tuple[int, int] | None:
        """The places of an indicator in the two; None where one of them has not got it."""
        found = [
            next((n for n, m in enumerate(r.methods) if m["code"] == code), None) for r in (self.before, self.after)
        ]
        first, second = found
        if first is None or second is None or self._subject(self.before, first) != self._subject(self.after, second):
            return None
        return first, second

    def _subject(self, report: Report, number: int) -> Subject:
        return method_of(report, number).rule.subject


# --- figures
@dataclass(frozen=True, slots=True)
class UnitChange:
    """An indicator of a unit in the two; None where the unit was not there."""

    unit: ReportUnit
    code: str
    before: Value | None
    after: Value | None


def figures(pair: Pair, before: list[ReportUnit], after: list[ReportUnit]) -> Iterator[UnitChange]:
    """The figures that differ, of the units given, in the order of the later ones."""
    then = {(unit.level, unit.code): unit for unit in before}
    now = {(unit.level, unit.code): unit for unit in after}
    for key in [*now, *(key for key in then if key not in now)]:
        for code in pair.codes:
            one = unit_change(pair, code, then.get(key), now.get(key))
            if two_numbers(one.before) != two_numbers(one.after):
                yield one


def two_numbers(value: Value | None) -> tuple[int, int] | None:
    """What a figure is made of: who is beside the denominator does not change it."""
    return None if value is None else (value.numerator, value.denominator)


def unit_change(pair: Pair, code: str, then: ReportUnit | None, now: ReportUnit | None) -> UnitChange:
    """An indicator of a unit in the two."""
    numbers = pair.numbers(code)
    unit = now or then
    assert numbers is not None
    assert unit is not None
    first = value_of(then, numbers[0]) if then else None
    second = value_of(now, numbers[1]) if now else None
    return UnitChange(unit, code, first, second)


# --- subjects
# What makes two standings the same; a team's record is the number of its trained members.
STANDING = "({0}.outcome, {0}.outside, {0}.code)"
STANDING_OF_TEAM = "({0}.outcome, {0}.outside, {0}.code, {0}.record)"


def side(report: Report, method: Method, unit: ReportUnit, suffix: str) -> str:
    """The subjects of one computation; its parameters end with the suffix."""
    subject = method.rule.subject
    source = source_of(report, subject)
    sql = (
        f"SELECT x.id, {source.name} AS name, {source.order} AS place, n.code, n.name AS organization, x.outcome,"
        f" x.flags & {OUTSIDE} AS outside, x.record, {source.words}::text AS words"
        f" {facts_from(report, subject, unit)}"
    )
    for name in ("report", "line", "unit"):
        sql = sql.replace(f"%({name})s", f"%({name}_{suffix})s")
    return sql


def subjects(pair: Pair, code: str, unit: ReportUnit) -> list[Moved]:
    """The subjects of an indicator in a unit whose standing differs, by name, as the reader may see them."""
    was, is_now = both(pair, code)
    same = STANDING if was.rule.subject != Subject.TEAM else STANDING_OF_TEAM
    rows = run(
        f"WITH a AS ({side(pair.before, was, unit, 'was')}), b AS ({side(pair.after, is_now, unit, 'now')})"
        " SELECT COALESCE(b.id, a.id), COALESCE(NULLIF(b.name, ''), a.name, ''),"
        " a.outcome, a.outside, a.code, a.organization, a.record, a.words,"
        " b.outcome, b.outside, b.code, b.organization, b.record, b.words"
        f" FROM a FULL JOIN b ON b.id = a.id WHERE {same.format('a')} IS DISTINCT FROM {same.format('b')}"
        " ORDER BY COALESCE(b.place, a.place) NULLS LAST, 1",
        values_of(pair.before, was, unit, "was") | values_of(pair.after, is_now, unit, "now"),
    )
    return [moved(row, (passed(was.rule), passed(is_now.rule))) for row in rows]


def both(pair: Pair, code: str) -> tuple[Method, Method]:
    """The methods of an indicator in the two."""
    numbers = pair.numbers(code)
    assert numbers is not None
    return method_of(pair.before, numbers[0]), method_of(pair.after, numbers[1])


def values_of(report: Report, method: Method, unit: ReportUnit, suffix: str) -> dict[str, Any]:
    """The parameters of ``side``."""
    line = line_of(report, method.number)
    return {f"report_{suffix}": report.pk, f"line_{suffix}": line, f"unit_{suffix}": unit.code}


def counts(pair: Pair, code: str, unit: ReportUnit) -> dict[Change, int]:
    """How many subjects stand otherwise: figures, aggregated by the system for everyone who may see the unit."""
    with acting(system("explanation")):
        found = [one.change for one in subjects(pair, code, unit)]
    return {change: found.count(change) for change in Change if change in found}


def moved(row: tuple[Any, ...], met: tuple[int, ...]) -> Moved:
    """A row of the query."""
    before, after = standing(row[2:8]), standing(row[8:14])
    return Moved(row[0], row[1], before, after, change_of(before, after, met))


def standing(row: tuple[Any, ...]) -> Standing:
    """One of the two."""
    outcome, outside, code, organization, record, words = row
    stage = ABSENT if outcome is None else NOT_IN_STAFF if outside else outcome >> SHIFT
    return Standing(stage, outcome, code or "", organization or "", record, words)


def change_of(before: Standing, after: Standing, met: tuple[int, ...]) -> Change:
    """What has become of the subject: the numerator first, then the denominator, then what stands behind."""
    was, is_now = before.stage == met[0], after.stage == met[1]
    if was is not is_now:
        return Change.MET if is_now else Change.UNMET
    if before.counted is not after.counted:
        return Change.ENTERED if after.counted else Change.LEFT
    if not after.counted:
        return Change.ASIDE
    if before.stage != after.stage:
        return Change.REASON
    return Change.PLACE if before.outcome == after.outcome and before.code != after.code else Change.RECORD


# --- words
def told(pair: Pair, code: str, rows: list[Moved]) -> list[Told]:
    """The subjects in words, with the reasons and the records before and after."""
    first, second = both(pair, code)
    pairs = [(decided(first, row.before), decided(second, row.after)) for row in rows]
    described = describe([one for two in pairs for one in two])
    return [
        Told(
            row,
            stands(first, row.before, words_of(was, described)),
            stands(second, row.after, words_of(is_now, described)),
        )
        for row, (was, is_now) in zip(rows, pairs, strict=True)
    ]


def decided(method: Method, where: Standing) -> Decided:
    """The record behind a standing; a team has none."""
    if where.outcome is None or method.rule.subject == Subject.TEAM:
        return NO_RECORD
    mark = read(method.rule, where.outcome)
    return Decided(mark.on, mark.record, where.record or None, where.words)


def stands(method: Method, where: Standing, record: str) -> str:
    """«в числителе: диагностика 15.03.2025», «ИОМ не утверждён», «не в знаменателе»."""
    if where.stage == ABSENT:
        return "не в знаменателе"
    if where.stage == NOT_IN_STAFF:
        return f"условие выполнено, но не в штате: {record}"
    if where.stage == passed(method.rule):
        return f"в числителе: {record}" if record else "в числителе"
    reason = reasons(method.rule)[where.stage]
    return f"{reason} ({record})" if record else reason
