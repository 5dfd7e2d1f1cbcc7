"""Mentoring of a territory in numbers: no person in them, so who may see no person reads them too (DOMAIN 8)."""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet

from apps.core.actor import Actor, acting, system
from apps.events import load, pairs, teams, young
from apps.events.enums import MentoringState
from apps.events.models import MentoringPair, MentoringProgram, PairMeeting, TeamMentoring
from apps.organizations.models import Municipality, Organization
from apps.organizations.selectors import own_area
from apps.teachers import selectors as people
from apps.teachers.models import Person

# The named system scope of these numbers.
ACTOR = system("mentoring")
TITLES = {
    "young": "Молодых специалистов",
    "alone": "Из них без наставника",
    "leaving": f"Выйдут из состояния за {young.HORIZONS[-1]} дней",
    "pairs": "Действует пар",
    "mentors": "Наставников",
    "overloaded": "Из них с нагрузкой выше нормы",
    "silent": "Пар без итога",
    "done": "Завершено с результатом с начала года",
    "meetings": "Встреч с начала года",
    "programs": "Действующих программ",
    "teams": "Менторство команд",
    "lacking": "ШНОР и ШНСУ без договора",
}


@dataclass(frozen=True, slots=True)
class Numbers:
    """The numbers of a municipality, or of several together; each as ``TITLES`` says."""

    young: int = 0
    alone: int = 0
    leaving: int = 0
    pairs: int = 0
    mentors: int = 0
    overloaded: int = 0
    silent: int = 0
    done: int = 0
    meetings: int = 0
    programs: int = 0
    teams: int = 0
    lacking: int = 0

    def values(self) -> tuple[int, ...]:
        """The numbers in the order of ``TITLES``."""
        return tuple(getattr(self, name) for name in TITLES)

    @property
    def mentored(self) -> int:
        """Young specialists who have a mentor."""
        return self.young - self.alone


def together(rows: Iterable[Numbers]) -> Numbers:
    """The sum of several municipalities: people and pairs are counted in one each."""
    listed = list(rows)
    return Numbers(**{one.name: sum(getattr(row, one.name) for row in listed) for one in fields(Numbers)})


def summary(actor: Actor, day: date) -> list[tuple[Municipality, Numbers]]:
    """The municipalities of the actor's area with their numbers on the day, counted by the system."""
    area = own_area(actor)
    with acting(ACTOR):
        homes = list(Municipality.objects.filter(area, regional=False).exclude(valid_to__lt=day).order_by("sort_key"))
        found = {name: by_municipality(rows) for name, rows in counted(day, [home.pk for home in homes]).items()}
    return [(home, Numbers(**{name: found[name].get(home.pk, 0) for name in found})) for home in homes]


def counted(day: date, homes: list[int]) -> dict[str, QuerySet[Any]]:
    """What each number counts, in these municipalities."""
    staff = Person.objects.filter(municipality__in=homes)
    every = MentoringPair.objects.filter(municipality__in=homes)
    begun = day.replace(month=1, day=1)
    return {
        "young": people.young(staff, day),
        "alone": young.alone(staff, day),
        "leaving": young.leaving(staff, day=day),
        "pairs": every.filter(people.going_on(day)),
        "mentors": load.mentors(staff),
        "overloaded": load.overloaded(staff),
        "silent": pairs.silent(every, day),
        "done": every.filter(pairs.STATES.where("done"), end__range=(begun, day)),
        "meetings": PairMeeting.objects.filter(municipality__in=homes, held=True, on_date__range=(begun, day)),
        "programs": MentoringProgram.objects.filter(municipality__in=homes, state=MentoringState.ACTIVE),
        "teams": TeamMentoring.objects.filter(Q(end=None) | Q(end__gte=day), municipality__in=homes, closed_on=None),
        "lacking": teams.lacking(Organization.objects.filter(municipality__in=homes)),
    }


def by_municipality(rows: QuerySet[Any]) -> dict[int, int]:
    """How many there are in each municipality."""
    return dict(rows.order_by().values_list("municipality_id").annotate(n=Count("pk")))
