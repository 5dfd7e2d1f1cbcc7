"""The queue of proposed links between entries of the registry and own programmes."""

from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from apps.core import access
from apps.core.actor import Actor
from apps.core.web import agenda
from apps.core.web.actions import Action
from apps.core.web.columns import Column, Kind
from apps.core.web.filters import ChoiceFilter, FilterSet
from apps.core.web.history import name_verbs
from apps.core.web.period import Period
from apps.core.web.resource import Resource, Titles
from apps.core.web.sections import Fact, Facts
from apps.programs.enums import LinkState
from apps.programs.models import LinkProposal, Program
from apps.programs.services import links

name_verbs({"confirm_link": "связь подтверждена", "reject_link": "связь отклонена"})
TONES = {LinkState.PROPOSED: "orange", LinkState.CONFIRMED: "green"}
ENTRY: dict[str, Any] = {"link": "programs.entry", "link_key": "entry_id"}
PROGRAM: dict[str, Any] = {"link": "programs.program", "link_key": "program_id"}


class LinkFilters(FilterSet):
    """Links by what was decided."""

    state = ChoiceFilter(label="Решение", choices=LinkState.choices)


def of_program(field: str) -> Subquery:
    """A field of the outer link's programme."""
    return Subquery(Program.objects.filter(pk=OuterRef("program_id")).values(field)[:1])


def waits(found: LinkProposal) -> bool:
    """Whether nobody has decided."""
    return found.state == LinkState.PROPOSED


class LinkResource(Resource):
    """Which entry may be which programme: a person says."""

    model = LinkProposal
    slug = "link"
    prefix = "registry/links/"
    titles = Titles("Связи с реестром", "предложение", "предложения", "предложений")
    section = "programs.registry"
    order = 40
    columns = (
        Column("program", "Своя программа", source=of_program("title"), width=50, **PROGRAM),
        Column("title", "Запись ФР", source="entry__title", width=50, link="self"),
        Column("number", "Номер в ФР", source="entry__number", width=16, **ENTRY),
        Column("score", "Сходство, %", kind=Kind.NUMBER, sort=True, width=10),
        Column("hours", "Часов", source="entry__hours", kind=Kind.NUMBER, width=8),
        Column("state", "Решение", kind=Kind.BADGE, sort=True, tones=TONES, width=16),
        Column("owner", "Организация в ФР", source="entry__organization_name", visible=False, width=36),
    )
    card = ("program", "title", "score")
    filterset = LinkFilters
    search = (("entry__number", "starts"), ("entry__title", "part"))
    search_hint = "Номер записи или слово из её названия"
    ordering = "-score"
    actions = (
        Action("confirm", "Подтвердить", links.confirm_link, "Запись связана с программой.", icon="link", bulk=True,
               applies=waits, tells=True),
        Action("reject", "Отклонить", links.reject_link, "Связь отклонена и больше не предлагается.", icon="x",
               bulk=True, applies=waits, tells=True),
    )  # fmt: skip
    sections = (
        Facts(
            "Своя программа",
            (
                Fact("program__title", "Название", **PROGRAM),
                Fact("program__hours", "Часов", kind=Kind.NUMBER),
                Fact("organization__short_name", "Организация"),
            ),
        ),
        Facts(
            "Запись ФР",
            (
                Fact("entry__title", "Название", **ENTRY),
                Fact("entry__number", "Номер"),
                Fact("entry__hours", "Часов", kind=Kind.NUMBER),
                Fact("entry__organization_name", "Организация"),
                Fact("entry__included_on", "Включена", kind=Kind.DATE),
            ),
        ),
        Facts("Предложение", (Fact("score", kind=Kind.NUMBER), Fact("state", kind=Kind.BADGE))),
    )
    help = (
        "Записи ФР, похожие на ваши программы названием при том же числе часов. Подтверждённая связь засчитывается"
        " в показателях; отклонённая больше не предлагается."
    )
    empty = "Похожих записей, не связанных с программами, нет."

    def title_of(self, obj: LinkProposal) -> str:
        return f"Связь с записью № {obj.entry.number}"


def proposed(actor: Actor, period: Period) -> QuerySet[LinkProposal]:
    """Links that wait for a decision."""
    return LinkProposal.objects.filter(access.scope(LinkProposal, actor), state=LinkState.PROPOSED)


agenda.add_todo(
    agenda.Todo(
        "links",
        "Похожие записи ФР ждут подтверждения",
        proposed,
        "programs:link_list",
        "state=proposed",
        frozenset({"cnppm", "iro"}),
        48,
    )
)
