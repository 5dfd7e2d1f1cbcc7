"""The page of a person's profile: for the screen and for print."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from apps.core.actor import Actor
from apps.core.charts import Series, line_chart
from apps.core.charts.model import MAX_SERIES
from apps.core.text import format_date
from apps.diagnostics.enums import GroupLevel
from apps.diagnostics.selectors.profile import GROUPS, Course, Profile, profile_of
from apps.teachers.models import Person


@dataclass(frozen=True, slots=True)
class Dynamics:
    """A picture of up to six competences over the sessions."""

    title: str
    picture: SafeString


class ProfilePage:
    """What a profile shows to its reader."""

    def __init__(self, person: Person, wanted: str = "", *, printed: bool = False) -> None:
        self.person, self.printed = person, printed
        self.level = GroupLevel(wanted) if wanted in GROUPS else GroupLevel.MUNICIPALITY

    @cached_property
    def profile(self) -> Profile:
        """The profile."""
        return profile_of(self.person, self.level)

    @property
    def groups(self) -> list[tuple[str, str, bool]]:
        """The groups to stand beside: key, words, chosen."""
        return [(level.value, words, level == self.level) for level, (words, _) in GROUPS.items()]

    @property
    def has_means(self) -> bool:
        """Whether the group is told at all."""
        return any(course.mean is not None for course in self.profile.courses)

    @cached_property
    def days(self) -> list[Any]:
        """The days of the sessions, in order."""
        return sorted({point.on for course in self.profile.courses for point in course.points})

    @property
    def table(self) -> list[tuple[Course, list[Any]]]:
        """The table behind the pictures: of each repeated competence the result of each day (None: not scored)."""
        return [(course, [said(course, day) for day in self.days]) for course in self.profile.repeated]

    @property
    def dynamics(self) -> Iterator[Dynamics]:
        """The pictures, block by block."""
        for title, courses in self.profile.blocks:
            repeated = [course for course in courses if len(course.points) > 1]
            for start in range(0, len(repeated), MAX_SERIES):
                some = repeated[start : start + MAX_SERIES]
                codes = ", ".join(course.code for course in some)
                yield Dynamics(
                    f"{title[:1].upper()}{title[1:]}: {codes}, результат в процентах", self.picture(title, some)
                )

    def picture(self, title: str, courses: list[Course]) -> SafeString:
        """Lines of the competences over the days on which any of them was scored."""
        days = sorted({point.on for course in courses for point in course.points})
        series = [Series(one.code, tuple(said(one, day) for day in days)) for one in courses]
        return mark_safe(line_chart(f"Динамика: {title}", [format_date(day) for day in days], series, unit="%"))


def said(course: Course, day: Any) -> Any:
    """The result of a competence on a day; the later of two sessions of one day."""
    return next((point.percent for point in reversed(course.points) if point.on == day), None)


def profile_context(person: Person, actor: Actor) -> dict[str, Any]:
    """What the tab of a person's card reads."""
    return {"page": ProfilePage(person)}
