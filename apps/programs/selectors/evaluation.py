"""What participants and employers say of a programme: averages with n, nothing on fewer than five answers."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db import models
from django.db.models import Avg, Count, Q
from django.utils import timezone

from apps.core.actor import Actor
from apps.core.text import format_number, round_half_up
from apps.programs.models import CourseEvaluation, EmployerEvaluation, Program

FEWEST = 5  # LIMITS of privacy: a smaller group would name its people (DOMAIN 8)
COURSE = ("content", "teachers", "practice", "organization_mark", "overall")
EMPLOYER = ("applies", "results", "shares")
# The employer is asked between three and six months after the course.
ASKED_FROM, ASKED_TO = 91, 183


@dataclass(frozen=True, slots=True)
class Opinion:
    """The answers of one kind: how many, the averages with their words, what was written."""

    n: int
    averages: tuple[tuple[str, str], ...]
    words: tuple[str, ...]

    @property
    def shown(self) -> bool:
        """Whether there are enough answers to show anything of them."""
        return self.n >= FEWEST


def opinion(rows: models.QuerySet[Any], fields: tuple[str, ...]) -> Opinion:
    """The answers summed up; of fewer than five nothing but their number."""
    model: type[models.Model] = rows.model
    found = rows.order_by().aggregate(n=Count("pk"), **{f"m_{name}": Avg(name) for name in fields})
    if found["n"] < FEWEST:
        return Opinion(found["n"], (), ())
    averages = tuple((_title(model, name), average(found[f"m_{name}"])) for name in fields)
    words = rows.exclude(words="").order_by("words").values_list("words", flat=True)
    return Opinion(found["n"], averages, tuple(words[:50]))


def _title(model: type[models.Model], name: str) -> str:
    text = str(model._meta.get_field(name).verbose_name)  # type: ignore[union-attr]
    return text[:1].upper() + text[1:]


def average(value: float) -> str:
    """«4,3»."""
    return format_number(round_half_up(Decimal(str(value)), 1), 1)


def opinions_context(program: Program, actor: Actor) -> dict[str, Any]:
    """What the card of a programme shows of it."""
    return {
        "course": opinion(CourseEvaluation.objects.filter(program=program), COURSE),
        "employer": opinion(EmployerEvaluation.objects.filter(enrollment__program=program), EMPLOYER),
        "fewest": FEWEST,
    }


def employer_due(day: date | None = None) -> Q:
    """Trainings of which the employer is asked now: completed three to six months ago, nothing answered yet."""
    on = day or timezone.localdate()
    window = (on - timedelta(days=ASKED_TO), on - timedelta(days=ASKED_FROM))
    return Q(completed_on__range=window, employer_evaluation__isnull=True)


def course_due(day: date | None = None) -> Q:
    """Trainings whose participant is asked for an opinion: completed in the last three months, none given yet."""
    on = day or timezone.localdate()
    return Q(completed_on__range=(on - timedelta(days=ASKED_FROM), on), evaluated=False)
