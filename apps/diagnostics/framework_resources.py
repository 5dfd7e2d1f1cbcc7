"""Tools, their thresholds and levels, the framework of competences."""

from typing import Any

from django.db import models
from django.db.models import QuerySet

from apps.core.actor import Actor
from apps.core.text import NBSP, format_number
from apps.core.web import sections as core_sections
from apps.core.web.actions import Action
from apps.core.web.columns import Column, Kind
from apps.core.web.history import name_verbs
from apps.core.web.resource import Resource, Titles, Write
from apps.core.web.sections import Fact, Facts, Related
from apps.diagnostics import filters, forms
from apps.diagnostics.bands import read, words
from apps.diagnostics.models import Competence, Tool, ToolThreshold
from apps.diagnostics.policies import may_conduct
from apps.diagnostics.services import framework
from apps.organizations.enums import OrganizationKind

name_verbs(
    {
        "create_tool": "инструмент заведён",
        "update_tool": "инструмент изменён",
        "set_threshold": "порог задан",
        "remove_threshold": "порог снят",
        "create_competence": "компетенция заведена",
        "update_competence": "компетенция изменена",
    }
)
PROVIDER: dict[str, Any] = {"link": "organizations.organization", "link_key": "provider_id"}
SELF = {True: "самодиагностика", False: "независимая оценка"}


def percent(value: Any) -> str:
    """A stored percentage: «60 %»."""
    return "—" if value is None else f"{format_number(value.normalize())}{NBSP}%"


class OwnedByProvider(Resource):
    """What belongs to a provider: changed by whoever conducts diagnostics in its name."""

    def may_change(self, actor: Actor, obj: models.Model) -> bool:
        tool = obj if isinstance(obj, Tool) else getattr(obj, "tool")  # noqa: B009 - a tool or what hangs on it
        return self.may(actor, "write") and may_conduct(actor, tool.provider)


class ToolResource(OwnedByProvider):
    """Diagnostic tools."""

    model = Tool
    slug = "tool"
    prefix = "tools/"
    titles = Titles("Инструменты", "инструмент", "инструмента", "инструментов")
    right = "diagnostics"
    section = "diagnostics.content"
    order = 10
    columns = (
        Column("title", "Инструмент", sort=True, link="self", width=50),
        Column("provider", "Владелец", source="provider__short_name", width=40, **PROVIDER),
        Column("kind", "Вид владельца", source="provider__kind", labels=dict(OrganizationKind.choices), width=24),
        Column("threshold", "Порог", sort=True, write=percent, width=10),
        Column("self_assessment", "Самодиагностика", kind=Kind.FLAG, sort=True, width=14),
        Column("bands", "Уровни", write=lambda rows: words(read(rows or ())) or "—", visible=False, width=40),
    )
    card = ("title", "provider", "threshold")
    filterset = filters.ToolFilters
    search = (("title", "part"),)
    search_hint = "Слово из названия"
    ordering = "title"
    create = Write(forms.NewToolForm, framework.create_tool, "Новый инструмент", "Завести", "Инструмент заведён.")
    edit = Write(forms.ToolForm, framework.update_tool, "Изменение инструмента")
    sections = (
        Facts(
            "Инструмент",
            (
                Fact("provider__short_name", "Владелец", **PROVIDER),
                Fact("threshold", write=lambda tool: percent(tool.threshold), title="Порог"),
                Fact("self_assessment", "Вид", labels=SELF),
                Fact("bands", "Уровни результатов", write=lambda tool: words(read(tool.bands)) or "не заданы"),
            ),
        ),
        Related("thresholds", "Пороги компетенций", "diagnostics.threshold", "tool",
                columns=("competence", "percent"), add="Задать порог",
                empty="У всех компетенций порог общий — порог инструмента."),
    )  # fmt: skip
    help = "Чем проводят диагностику и с какого порога результат считается дефицитом."
    empty = "Здесь появятся инструменты диагностики."


class ThresholdResource(OwnedByProvider):
    """Thresholds of competences; reached from their tool."""

    model = ToolThreshold
    slug = "threshold"
    prefix = "thresholds/"
    titles = Titles("Пороги компетенций", "порог", "порога", "порогов")
    right = "diagnostics"
    parent = ("tool", "diagnostics.tool")
    columns = (
        Column("competence", "Компетенция", source="competence__title", sort="competence__code", link="self", width=50),
        Column("percent", "Порог", sort=True, write=percent, width=10),
    )
    ordering = "competence"
    create = Write(forms.ThresholdForm, framework.set_threshold, "Порог компетенции", "Задать", "Порог задан.")
    actions = (
        Action("remove", "Снять порог", framework.remove_threshold, "Порог снят.", icon="trash",
               consequence="Для компетенции снова будет действовать порог инструмента; дефициты пересчитаются."),
    )  # fmt: skip
    sections = (Facts("Порог", (Fact("competence__title", "Компетенция"), "percent")),)
    empty = "Здесь появятся пороги."

    def title_of(self, obj: ToolThreshold) -> str:
        return f"{obj.competence}: порог {percent(obj.percent)}"

    def objects(self, actor: Actor) -> QuerySet[ToolThreshold]:
        return super().objects(actor).select_related("competence", "tool")


class CompetenceResource(Resource):
    """The competence framework."""

    model = Competence
    slug = "competence"
    prefix = "competences/"
    titles = Titles("Компетенции", "компетенция", "компетенции", "компетенций")
    right = "diagnostics"
    section = "diagnostics.content"
    order = 20
    columns = (
        Column("code", "Код", sort=True, link="self", width=10),
        Column("title", "Компетенция", sort=True, link="self", width=60),
        Column("block", "Блок", sort=True, width=24),
        Column("state", "Состояние", kind=Kind.BADGE, tones={"published": "green", "outdated": "orange"}, sort=True),
    )
    card = ("title", "code", "block")
    filterset = filters.CompetenceFilters
    search = (("title", "part"), ("code", "part"))
    search_hint = "Код или слово из названия"
    ordering = "code"
    create = Write(forms.CompetenceForm, framework.create_competence, "Новая компетенция", "Завести",
                   "Компетенция заведена.")  # fmt: skip
    edit = Write(forms.CompetenceForm, framework.update_competence, "Изменение компетенции")
    sections = (
        Facts(
            "Компетенция",
            ("code", "title", "block", "state", Fact("outdated_on", kind=Kind.DATE, hide_empty=True), "description"),
        ),
    )
    help = "Рамка компетенций: что проверяют и что развивают. Устаревшую больше не назначают, её история остаётся."
    empty = "Здесь появятся компетенции."

    def may_change(self, actor: Actor, obj: models.Model) -> bool:
        return self.may_create(actor)

    def may_create(self, actor: Actor) -> bool:
        """The framework is one for all: the centre keeps it, an assessment centre only uses it."""
        return super().may_create(actor) and (actor.is_system or actor.level == "region")


core_sections.add(
    "organizations.organization",
    Related("tools", "Инструменты", "diagnostics.tool", "provider", order=60, columns=("title", "threshold"),
            empty="Своих инструментов диагностики нет.", allowed=lambda actor: actor.role in ("cnppm", "copmkp")),
)  # fmt: skip
