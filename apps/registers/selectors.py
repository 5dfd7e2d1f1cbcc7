"""Reads of the registers: states that follow from dates, counts beside rows, who may judge."""

from collections.abc import Callable

from django.db.models import Avg, Case, CharField, F, Model, OuterRef, Q, Subquery, Value, When
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce

from apps.core import access
from apps.core.access import WRITE
from apps.core.actor import Actor
from apps.core.subqueries import counted
from apps.core.today import TODAY
from apps.organizations.models import Organization
from apps.registers.models import Application, Decision, Expertise, Letter, Practice, TeamMember, UnionMember

TONES = {"ждёт ответа": "azure", "ответ просрочен": "red", "ответ получен": "green"}
WORK_TONES = {"в работе": "azure", "просрочено": "red", "исполнено": "green"}
BANK_TONES = {"на экспертизе": "azure", "на доработке": "orange", "в банке": "green"}
CHOICE_TONES = {"рассматривается": "azure", "статус присвоен": "green", "отклонена": "orange"}
MOST_POINTS = 20


def first(*steps: tuple[Q, str], otherwise: str) -> Case:
    """The word of the first condition that holds."""
    found = [When(condition, then=Value(word)) for condition, word in steps]
    return Case(*found, default=Value(otherwise), output_field=CharField())


def letter_state() -> Case:
    """Answered, late or waited for."""
    late = Q(due__lt=TODAY)
    return first((Q(answered_on__isnull=False), "ответ получен"), (late, "ответ просрочен"), otherwise="ждёт ответа")


def decision_state() -> Case:
    """Carried out, late or in work."""
    late = Q(due__lt=TODAY)
    return first((Q(done_on__isnull=False), "исполнено"), (late, "просрочено"), otherwise="в работе")


def practice_state() -> Case:
    """In the bank, returned or before the experts."""
    return first(
        (Q(published=True), "в банке"), (Q(returned_on__isnull=False), "на доработке"), otherwise="на экспертизе"
    )


def house() -> Coalesce:
    """Whose practice it is: the organization's name, or what was published of it to those who do not see it."""
    name = Organization.objects.filter(pk=OuterRef("organization_id")).values("short_name")
    return Coalesce(Subquery(name), F("house"))


def house_of(row: Practice) -> str:
    """Whose practice one row is."""
    return str(Practice.objects.filter(pk=row.pk).values_list(house(), flat=True).get())


def application_state() -> Case:
    """Accepted, declined or waiting."""
    accepted = Q(decided_on__isnull=False, accepted=True)
    return first((accepted, "статус присвоен"), (Q(decided_on__isnull=False), "отклонена"), otherwise="рассматривается")


def union_members() -> Combinable:
    """Members of an outer union today, of those the actor sees."""
    return counted(UnionMember.objects.filter(start__lte=TODAY).exclude(end__lt=TODAY), "union")


def team_members() -> Combinable:
    """Members of an outer team, of those the actor sees."""
    return counted(TeamMember.objects.all(), "team")


def waiting_decisions() -> Combinable:
    """Decisions of an outer meeting that are not carried out."""
    return counted(Decision.objects.filter(done_on__isnull=True), "meeting")


def all_decisions() -> Combinable:
    """Decisions of an outer meeting."""
    return counted(Decision.objects.all(), "meeting")


def applications() -> Combinable:
    """Applications to an outer selection, of those the actor sees."""
    return counted(Application.objects.all(), "selection")


def sum_of_points() -> Combinable:
    """The sum of an expert's points, of 20."""
    return F("relevance") + F("novelty") + F("result") + F("transfer")


def points(outer: str) -> Subquery:
    """The mean of the experts' sums over an outer practice or application, of 20."""
    total = sum_of_points()
    rows = Expertise.objects.filter(**{outer: OuterRef("pk")}).order_by().values(outer)
    return Subquery(rows.annotate(mean=Avg(total)).values("mean"))


def may_judge(actor: Actor) -> bool:
    """Whether the role enters experts' judgements and decides by them."""
    return actor.is_system or bool(access.rights().level(actor, "expertise", WRITE))


STATES: dict[type[Model], Callable[[], Case]] = {
    Practice: practice_state,
    Letter: letter_state,
    Decision: decision_state,
    Application: application_state,
}


def state_of(row: Model) -> str:
    """The state of one row in words: the same rule as in lists."""
    rows = type(row)._default_manager.filter(pk=row.pk)
    return str(rows.values_list(STATES[type(row)](), flat=True).get())
