"""Reads of the mentoring of teams: where each stands, which schools with a flag have no mentor or no contract."""

from collections.abc import Iterable
from typing import Any

from django.contrib.postgres.aggregates import StringAgg
from django.db.models import Case, CharField, Exists, OuterRef, Q, QuerySet, Subquery, Value, When

from apps.core.states import States
from apps.core.today import TODAY
from apps.events.models import TeamMentoring
from apps.organizations.enums import Flag
from apps.organizations.models import Organization, StatusFlag
from apps.organizations.selectors import name_of, short_name

NO_TEAM, NO_CONTRACT = "нет школы-лидера", "нет договора"


def conditions(day: Any) -> dict[str, Q]:
    """How the mentoring of a team stands on the day: closed, without a contract, by its term."""
    going = Q(closed_on__isnull=True)
    signed = going & ~Q(contract_number="")
    return {
        "done": Q(closed_on__isnull=False),
        "bare": going & Q(contract_number=""),
        "past": signed & Q(end__lt=day),
        "coming": signed & Q(start__gt=day),
        "now": signed & Q(start__lte=day) & (Q(end__isnull=True) | Q(end__gte=day)),
    }


STATES = States(
    TeamMentoring,
    {"bare": "нет договора", "now": "идёт", "coming": "предстоит", "past": "срок вышел", "done": "завершено"},
    {"bare": "orange", "now": "green", "coming": "blue", "past": "orange"},
    conditions,
)


def name_of_leader() -> Subquery:
    """The leader school of an outer row."""
    return short_name("leader_id")


def leader_text(team: TeamMentoring) -> str:
    """The leader school of a row; empty where it is out of sight."""
    return name_of(team.leader_id)


def held_today(outer: str = "pk") -> QuerySet[StatusFlag]:
    """The flags that an outer organization holds today."""
    rows = StatusFlag.objects.filter(valid_from__lte=TODAY, organization_id=OuterRef(outer))
    return rows.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=TODAY))


def flagged(flags: Iterable[str] = Flag.values) -> Exists:
    """Organizations that hold one of these flags today."""
    return Exists(held_today().filter(flag__in=list(flags)))


def flags(outer: str = "pk") -> Subquery:
    """«ШНОР, ШНСУ»: the flags of an outer organization today."""
    named = held_today(outer).annotate(
        _word=Case(*[When(flag=code, then=Value(str(word))) for code, word in Flag.choices], output_field=CharField())
    )
    rows = named.order_by().values("organization_id").annotate(_all=StringAgg("_word", ", ", order_by="_word"))
    return Subquery(rows.values("_all")[:1])


def going(signed: bool = False) -> QuerySet[TeamMentoring]:
    """The mentoring of an outer school that is not over today; with a contract where asked."""
    rows = TeamMentoring.objects.filter(organization_id=OuterRef("pk"), closed_on=None)
    rows = rows.filter(Q(end__isnull=True) | Q(end__gte=TODAY))
    return rows.exclude(contract_number="") if signed else rows


def lacking(rows: QuerySet[Organization]) -> QuerySet[Organization]:
    """Of these schools those with a flag today and no mentoring under a contract."""
    return rows.filter(flagged()).filter(~Exists(going(signed=True)))


def lacks() -> Case:
    """What an outer school with a flag lacks."""
    return Case(When(Exists(going()), then=Value(NO_CONTRACT)), default=Value(NO_TEAM), output_field=CharField())
