"""Targets of indicators: read by everyone, as the regulations are, set by those whom the profile names."""

from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from apps.core import access
from apps.core.access import READ, WRITE
from apps.core.actor import Actor
from apps.core.text import NBSP, format_number
from apps.core.web.actions import Action
from apps.core.web.columns import Column, Kind
from apps.core.web.history import name_verbs
from apps.core.web.resource import Resource, Titles, Write
from apps.core.web.sections import Fact, Facts
from apps.indicators import filters, forms
from apps.indicators.models import Target
from apps.indicators.policies import may_set_targets
from apps.indicators.selectors import named_territories
from apps.indicators.services import targets
from apps.indicators.territories import own_territory
from apps.organizations.models import Municipality, Profile

name_verbs({"set_target": "цель задана", "update_target": "цель изменена", "remove_target": "цель снята"})
NAMED = Municipality.objects.filter(oktmo=OuterRef("territory"), regional=False).order_by("-valid_from")
# The unit's name; an empty code is the profile's own unit.
PLACE = Coalesce(
    Subquery(NAMED.values("name")[:1]), "indicator__profile__municipality__name", "indicator__profile__region__name"
)


def holds_targets(actor: Actor) -> bool:
    """Whether the role may set targets of some profile."""
    return actor.is_system or bool(access.rights().level(actor, "targets", WRITE))


def place_of(target: Target) -> str:
    """The unit's name."""
    if target.territory:
        return named_territories([target.territory]).get(target.territory, target.territory)
    return own_territory(target.indicator.profile).name


def percents(value: Any) -> str:
    """A value with as many decimals as it needs."""
    return f"{format_number(value.normalize() + 0)}{NBSP}%"


class TargetResource(Resource):
    """Targets, one an indicator, a year and a unit."""

    model = Target
    slug = "target"
    prefix = "targets/"
    titles = Titles("Цели показателей", "цель", "цели", "целей")
    right = "targets"
    section = "reports.rules"
    order = 10
    parent = ("indicator", "indicators.indicator")
    columns = (
        Column("year", "Год", sort=True, link="self", width=8),
        Column("place", "Территория", source=PLACE, sort=PLACE, width=34),
        Column("number", "№", source="indicator__number", width=6),
        Column("indicator", "Показатель", source="indicator__title", sort="indicator__title", width=60,
               link="indicators.indicator", link_key="indicator_id"),
        Column("value", "Цель", kind=Kind.PERCENT, sort=True, places=2, width=10, write=percents),
    )  # fmt: skip
    card = ("indicator", "year", "value")
    filterset = filters.TargetFilters
    ordering = "-year"
    create = Write(forms.NewTargetForm, targets.set_target, "Новая цель", "Задать", "Цель задана.")
    edit = Write(forms.TargetForm, targets.update_target, "Изменение цели")
    actions = (
        Action("remove", "Снять цель", targets.remove_target, "Цель снята.", icon="trash", danger=True, bulk=True,
               consequence="Отчёты и страницы перестанут сравнивать значение показателя с этой целью."),
    )  # fmt: skip
    sections = (
        Facts(
            "Цель",
            (
                Fact("indicator__title", "Показатель", link="indicators.indicator", link_key="indicator_id"),
                "year",
                Fact("place", "Территория", write=place_of),
                Fact("value", "Значение", write=lambda target: percents(target.value)),
            ),
        ),
    )
    help = "К чему показатель должен прийти к концу года: по региону (муниципалитету) и по его частям."
    empty = "Здесь появятся целевые значения. Задайте первое или загрузите таблицу в разделе «Данные»."

    @classmethod
    def may(cls, actor: Actor, action: str) -> bool:
        """Everyone with a role reads; of writing the profile has the last word."""
        return actor.is_system or (bool(actor.role) and (action == READ or holds_targets(actor)))

    def may_change(self, actor: Actor, obj: Any) -> bool:
        """Those whom the target's own profile names."""
        return may_set_targets(actor, obj.indicator.profile)

    def writable(self, actor: Actor, rows: QuerySet[Any]) -> QuerySet[Any]:
        """Every profile's targets stand in the list; those of others are left out of what is chosen."""
        own = [one.pk for one in Profile.objects.all() if may_set_targets(actor, one)]
        return super().writable(actor, rows).filter(indicator__profile__in=own)

    def offers_bulk(self, actor: Actor, rows: QuerySet[Any]) -> bool:
        """Only where a target of one's own stands in the list."""
        return self.writable(actor, rows).exists()

    def base(self) -> QuerySet[Target]:
        return Target.objects.select_related("indicator__profile__region", "indicator__profile__municipality")

    def title_of(self, obj: Target) -> str:
        return f"{percents(obj.value)} к концу {obj.year} года"

    def lead_of(self, obj: Target) -> str:
        return f"{place_of(obj)} · {obj.indicator}"
