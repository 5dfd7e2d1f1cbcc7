"""A person's profile: where they stand in each competence, how it changed, beside the mean of their group."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import DecimalField, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from apps.core.actor import acting, system
from apps.core.text import NBSP, format_date, format_number, round_half_up
from apps.diagnostics.bands import level, read
from apps.diagnostics.enums import Block, GroupLevel
from apps.diagnostics.models import GroupResult, Score, ToolThreshold
from apps.diagnostics.selectors.sessions import current
from apps.teachers.models import Person

GROUPS = {
    GroupLevel.ORGANIZATION: ("организация", "по организации"),
    GroupLevel.MUNICIPALITY: ("муниципалитет", "по муниципалитету"),
    GroupLevel.REGION: ("регион", "по региону"),
}


@dataclass(frozen=True, slots=True)
class Point:
    """What one session said of a competence; percent and threshold of the maximum."""

    on: date
    percent: Decimal
    threshold: Decimal
    under: bool
    level: str
    tool: str
    session: int
    counts: bool


@dataclass
class Course:
    """A competence of a person: what independent sessions said of it, in the order of their days."""

    competence: int
    code: str
    title: str
    block: str
    points: list[Point] = field(default_factory=list)
    mean: Decimal | None = None
    group: str = ""

    @property
    def last(self) -> Point:
        """What was said last."""
        return self.points[-1]

    @property
    def open(self) -> bool:
        """Whether a deficit stands open: the last session still counts, and is under the threshold."""
        return self.last.under and self.last.counts

    @property
    def closed_on(self) -> date | None:
        """The day of the session that closed a deficit; None where there was none, or it stands."""
        if self.last.under:
            return None
        previous = [number for number, point in enumerate(self.points) if point.under]
        return self.points[previous[-1] + 1].on if previous else None

    @property
    def found_on(self) -> date | None:
        """The day since which the last deficit stands, or stood."""
        found = None
        for before, point in zip([None, *self.points], self.points, strict=False):
            if point.under and (before is None or not before.under):
                found = point.on
        return found

    @property
    def change(self) -> Decimal | None:
        """Percentage points since the session before."""
        return self.last.percent - self.points[-2].percent if len(self.points) > 1 else None

    @property
    def mark(self) -> str:
        """The state in a word."""
        if not self.last.counts:
            return "устарело"
        return "дефицит" if self.last.under else "дефицит закрыт" if self.closed_on else "в норме"

    @property
    def words(self) -> str:
        """«45,0 % при пороге 60 %: дефицит; базовый; в среднем по муниципалитету 58,0 %; +5,0 с прошлого раза»."""
        last = self.last
        head = f"{shown(last.percent)} при пороге {shown(last.threshold.normalize())}: {self.mark}"
        parts = [head, last.level, f"в среднем {self.group} {shown(self.mean)}" if self.mean is not None else ""]
        if self.change is not None:
            sign = "+" if self.change > 0 else ""
            parts.append(f"{sign}{format_number(self.change)} с прошлого раза")
        return "; ".join(part for part in [*parts, format_date(last.on)] if part)

    @property
    def bar(self) -> dict[str, str]:
        """Where the bar, the threshold and the mean stand, in hundredths of the width."""
        places = {"width": f"{min(self.last.percent, Decimal(100)):.1f}", "mark": f"{self.last.threshold:.1f}"}
        return places if self.mean is None else {**places, "mean": f"{self.mean:.1f}"}


def shown(value: Decimal) -> str:
    """«45,0 %»."""
    return f"{format_number(value + 0)}{NBSP}%"


@dataclass(frozen=True)
class Profile:
    """A person's competences, and the group they stand beside."""

    courses: list[Course]
    level: GroupLevel

    @property
    def blocks(self) -> list[tuple[str, list[Course]]]:
        """The competences by blocks."""
        pairs = [(str(block.label), [one for one in self.courses if one.block == block]) for block in Block]
        return [(title, found) for title, found in pairs if found]

    @property
    def open(self) -> list[Course]:
        """The competences with an open deficit, the farthest under its threshold first."""
        found = [one for one in self.courses if one.open]
        return sorted(found, key=lambda one: one.last.percent - one.last.threshold)

    @property
    def closed(self) -> list[Course]:
        """The competences whose deficit a later session closed."""
        return [one for one in self.courses if one.closed_on is not None]

    @property
    def repeated(self) -> list[Course]:
        """The competences that more than one session scored."""
        return [one for one in self.courses if len(one.points) > 1]


def profile_of(person: Person, wanted: GroupLevel = GroupLevel.MUNICIPALITY, day: date | None = None) -> Profile:
    """The profile of a person from independent sessions not annulled by the day, beside the mean of a group.

    The mean is that of the kept results of groups: groups under five people have none, whoever looks. Two statements.
    """
    on = day or timezone.localdate()
    found: dict[int, Course] = {}
    for row in scores(person, on):
        course = found.setdefault(
            row["competence_id"],
            Course(row["competence_id"], row["competence__code"], row["competence__title"], row["competence__block"]),
        )
        course.points.append(point_of(row))
    means = group_means(person, wanted)
    for course in found.values():
        course.mean, course.group = means.get(course.competence), GROUPS[wanted][1]
    return Profile(sorted(found.values(), key=lambda one: one.code), wanted)


def scores(person: Person, on: date) -> Any:
    """The scores of the person's independent sessions, in the order of their days."""
    own = ToolThreshold.objects.filter(tool_id=OuterRef("session__tool_id"), competence_id=OuterRef("competence_id"))
    kept = Q(session__annulled_on__isnull=True) | Q(session__annulled_on__gt=on)
    rows = Score.objects.filter(kept, person=person, session__independent=True, session__completed_on__lte=on)
    threshold = Coalesce(
        Subquery(own.values("percent")[:1]), F("session__tool__threshold"), output_field=DecimalField()
    )
    counting = person.diagnosticsessions.filter(current(on), pk=OuterRef("session_id"))
    return (
        rows.annotate(threshold=threshold, counting=Subquery(counting.values("pk")))
        .order_by("session__completed_on", "session_id")
        .values("competence_id", "competence__code", "competence__title", "competence__block", "points", "maximum",
                "threshold", "counting", "session_id", "session__completed_on", "session__tool__title",
                "session__tool__bands")
    )  # fmt: skip


def point_of(row: dict[str, Any]) -> Point:
    """A score as a point."""
    percent = round_half_up(100 * row["points"] / row["maximum"], 1)
    return Point(
        on=row["session__completed_on"],
        percent=percent,
        threshold=row["threshold"],
        under=100 * row["points"] < row["threshold"] * row["maximum"],
        level=level(read(row["session__tool__bands"]), percent),
        tool=row["session__tool__title"],
        session=row["session_id"],
        counts=row["counting"] is not None,
    )


def group_means(person: Person, wanted: GroupLevel) -> dict[int, Decimal]:
    """The means of the person's organization, municipality or region, by competence, as the system keeps them."""
    rows = GroupResult.objects.filter(level=wanted, hidden=False, competence__isnull=False)
    place = {
        GroupLevel.ORGANIZATION: Q(organization=person.organization_id),
        GroupLevel.MUNICIPALITY: Q(municipality=person.municipality_id),
        GroupLevel.REGION: Q(region=person.region_id),
    }[wanted]
    with acting(system("group_results")):
        pairs = list(rows.filter(place).values_list("competence_id", "mean"))
    return {pk: round_half_up(mean, 1) for pk, mean in pairs if pk and mean is not None}
