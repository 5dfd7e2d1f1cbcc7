"""Whether a municipality's data are complete: what its checklist shows, what keeps it from submitting."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery

from apps.core.actor import acting, system
from apps.core.text import count_text
from apps.monitoring.enums import Severity
from apps.monitoring.models import Submission
from apps.monitoring.selectors.violations import RuleCount, violations
from apps.organizations.models import Membership, Organization
from apps.teachers.enums import PositionKind
from apps.teachers.models import Employment, StaffConfirmation
from apps.teachers.selectors import going_on

SYSTEM = system("submissions")
# What no rule can see is confirmed by hand.
CONFIRMATIONS = {
    "staff": "Списки работников сверены с организациями: принятые, уволенные и совместители учтены",
    "training": "Обучение вне портала (вузы, другие регионы, очные курсы) внесено",
    "support": "Участие в мероприятиях, конкурсах и наставничество внесены",
}
UNCONFIRMED = "Не подтверждены списки работников: {count}."
ERRORS = "Есть ошибки в данных: {count}. Исправьте их или объясните каждую."
UNEXPLAINED = "Остались предупреждения без пояснения: {count}. Объясните их или напишите, почему они не мешают."
UNCHECKED = "Подтвердите: «{text}»."


@dataclass(frozen=True, slots=True)
class Place:
    """An organization of the municipality: its staff on the period's last day and whether the list is confirmed."""

    id: int
    name: str
    staff: int
    confirmed: bool


@dataclass(frozen=True, slots=True)
class Checklist:
    """Everything that is asked of a municipality before it may submit."""

    places: list[Place]
    rules: list[RuleCount]

    @property
    def unconfirmed(self) -> list[Place]:
        """Organizations with staff whose list is not confirmed."""
        return [one for one in self.places if one.staff and not one.confirmed]

    @property
    def empty(self) -> list[Place]:
        """Organizations without staff: there is no list to confirm; a rule speaks of them."""
        return [one for one in self.places if not one.staff]

    @property
    def confirmed(self) -> int:
        """How many lists are confirmed."""
        return sum(one.confirmed for one in self.places if one.staff)

    @property
    def staffed(self) -> int:
        """How many organizations have staff."""
        return len(self.places) - len(self.empty)

    def of(self, severity: Severity) -> list[RuleCount]:
        """The violated rules of a severity that are not explained wholly."""
        return [rule for rule in self.rules if rule.severity == severity and rule.open]

    def count(self, severity: Severity) -> int:
        """How many violations of a severity nobody has explained."""
        return sum(rule.open for rule in self.of(severity))

    @property
    def errors(self) -> int:
        """Violations that keep from submitting."""
        return self.count(Severity.ERROR)

    @property
    def warnings(self) -> int:
        """Violations that must be explained or accepted with a note."""
        return self.count(Severity.WARNING)

    def obstacles(self, confirmed: Collection[str], note: str) -> list[str]:
        """What still keeps the municipality from submitting, in words; empty where it may."""
        found = []
        if self.unconfirmed:
            lists = count_text(len(self.unconfirmed), "организация", "организации", "организаций")
            found.append(UNCONFIRMED.format(count=lists))
        if self.errors:
            found.append(ERRORS.format(count=self.errors))
        if self.warnings and not note.strip():
            found.append(UNEXPLAINED.format(count=self.warnings))
        found += [UNCHECKED.format(text=text) for code, text in CONFIRMATIONS.items() if code not in confirmed]
        return found


def members(submission: Submission) -> QuerySet[Organization]:
    """Organizations of the profile's population that were the municipality's, and open, on the period's last day."""
    day, population = submission.period.end, submission.period.profile.population
    held = Membership.objects.filter(
        Q(valid_from=None) | Q(valid_from__lte=day),
        Q(valid_to=None) | Q(valid_to__gte=day),
        member_of=submission.municipality_id,
    )
    rows = Organization.objects.filter(pk__in=held.values("organization"), kind__in=population["education_kinds"])
    founders = population.get("founders")
    if founders is not None:
        rows = rows.filter(founder__in=["" if name == "unstated" else name for name in founders])
    return rows.filter(Q(opened_on=None) | Q(opened_on__lte=day), Q(closed_on=None) | Q(closed_on__gt=day))


def staff_on(day: date) -> Subquery:
    """How many of an outer organization's staff stand on its list on the day."""
    jobs = Employment.objects.filter(going_on(day), organization=OuterRef("pk"), is_main=True)
    counted = jobs.exclude(position__kind=PositionKind.OTHER).order_by().values("organization")
    return Subquery(counted.annotate(_count=Count("pk")).values("_count"))


def places(submission: Submission) -> list[Place]:
    """The organizations with their staff and confirmations, by name."""
    day = submission.period.end
    confirmed = StaffConfirmation.objects.filter(organization=OuterRef("pk"), on_date__gte=day)
    rows = members(submission).annotate(_staff=staff_on(day), _confirmed=Exists(confirmed)).order_by("sort_key", "pk")
    return [
        Place(pk, name, staff or 0, given)
        for pk, name, staff, given in rows.values_list("pk", "short_name", "_staff", "_confirmed")
    ]


def unconfirmed(submission: Submission) -> list[int]:
    """Organizations with staff whose list waits to be confirmed."""
    return [one.id for one in places(submission) if one.staff and not one.confirmed]


def check(submission: Submission) -> Checklist:
    """The checklist of a municipality, counted by the system: the same for whoever looks at it."""
    period = submission.period
    with acting(SYSTEM):
        found = places(submission)
        rules = violations(submission.municipality, period.start, period.end, profile=period.profile).counts
    return Checklist(found, list(rules))
