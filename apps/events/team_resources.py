"""Mentoring of management teams, and the schools with a flag that have none."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from apps.core.text import format_interval
from apps.core.web import sections as core_sections
from apps.core.web.actions import Action
from apps.core.web.columns import Column, Kind
from apps.core.web.history import name_verbs
from apps.core.web.resource import Resource, Titles, Write
from apps.core.web.sections import Fact, Facts, Related
from apps.events import mentoring_filters as filters
from apps.events import mentoring_forms as forms
from apps.events import teams
from apps.events.models import TeamMentoring
from apps.events.services import team_mentoring
from apps.organizations.models import Organization

name_verbs(
    {
        "create_team_mentoring": "менторство заведено",
        "update_team_mentoring": "менторство изменено",
        "close_team_mentoring": "менторство завершено",
        "correct_team_mentoring": "результат менторства исправлен",
        "remove_team_mentoring": "менторство удалено",
    }
)
SCHOOL: dict[str, Any] = {"link": "organizations.organization", "link_key": "organization_id"}
LEADER: dict[str, Any] = {"link": "organizations.organization", "link_key": "leader_id"}
MISTAKE = "Удаляют только введённое по ошибке; запись об удалении останется в истории."


def contract_text(team: TeamMentoring) -> str:
    """«№ 4 от 01.09.2026», or that there is none."""
    if not team.contract_on:
        return "договора нет"
    return f"№ {team.contract_number} от {team.contract_on:%d.%m.%Y}"


def going_on(team: TeamMentoring) -> bool:
    """Whether it is not over."""
    return team.closed_on is None


def file_address(team: TeamMentoring) -> str:
    """Where the contract is downloaded."""
    return reverse("events:team_file", args=(team.pk,)) if team.file_key else ""


class TeamResource(Resource):
    """A leader school and a school with the flag ШНОР or ШНСУ."""

    model = TeamMentoring
    slug = "team"
    prefix = "team-mentoring/"
    titles = Titles("Менторство команд", "менторство", "менторства", "менторств")
    section = "events.mentoring"
    order = 24
    columns = (
        Column("organization", "Школа", source="organization__short_name", sort="organization__sort_key", link="self",
               width=34),
        Column("flags", "Признак", source=teams.flags("organization_id"), width=14),
        Column("leader", "Школа-лидер", source=teams.name_of_leader(), width=34, **LEADER),
        Column("municipality", "Муниципалитет", source="municipality__name", visible=False, width=30),
        Column("contract_number", "Договор", width=16),
        Column("contract_on", "Дата договора", kind=Kind.DATE, sort=True, width=12),
        Column("internship_from", "Стажировка с", kind=Kind.DATE, sort=True, width=12),
        Column("internship_to", "Стажировка по", kind=Kind.DATE, visible=False, width=12),
        Column("interns", "Стажёров", kind=Kind.NUMBER, visible=False, width=10),
        Column("start", "С", kind=Kind.DATE, sort=True, visible=False, width=12),
        Column("end", "По", kind=Kind.DATE, sort=True, visible=False, width=12),
        Column("state", "Состояние", kind=Kind.BADGE, source=teams.STATES.column(), labels=teams.STATES.words,
               tones=teams.STATES.tones, width=16),
    )  # fmt: skip
    card = ("organization", "leader", "state")
    filterset = filters.TeamFilters
    search = (("organization__sort_key", "words"), ("contract_number", "part"))
    search_hint = "Слова из названия школы или номер договора"
    ordering = "-start"
    create = Write(forms.NewTeamForm, team_mentoring.create_team, "Новое менторство", "Завести",
                   "Менторство заведено.")  # fmt: skip
    edit = Write(forms.TeamForm, team_mentoring.update_team, "Изменение менторства")
    actions = (
        Action("close", "Завершить с результатом", team_mentoring.close_team, "Результат записан.", icon="check",
               form=forms.ResultForm, applies=going_on, consequence="Карточка станет историей."),
        Action("correct", "Исправить результат", team_mentoring.correct_team, "Результат исправлен.", icon="pencil",
               form=forms.ResultForm, applies=lambda team: not going_on(team),
               consequence="Прежний результат останется в истории."),
        Action("remove", "Удалить", team_mentoring.remove_team, "Менторство удалено.", icon="trash", danger=True,
               applies=going_on, consequence=MISTAKE),
    )  # fmt: skip
    sections = (
        Facts(
            "Менторство",
            (
                Fact("organization__short_name", "Школа", **SCHOOL),
                Fact("leader__short_name", "Школа-лидер", write=teams.leader_text, **LEADER),
                Fact("state", "Состояние", write=teams.STATES.text),
                Fact("term", "Срок", write=lambda team: format_interval(team.start, team.end)),
                Fact("contract", "Договор", write=contract_text),
                Fact("file_name", "Файл договора", write=lambda team: team.file_name, href=file_address,
                     hide_empty=True),
                Fact("url", "Ссылка", write=lambda team: team.url, href=lambda team: team.url, hide_empty=True),
            ),
        ),
        Facts(
            "Что сделано",
            (
                Fact("plan", hide_empty=True),
                Fact("internship", "Стажировка команды",
                     write=lambda team: format_interval(team.internship_from, team.internship_to)
                     if team.internship_from else ""),
                Fact("interns", kind=Kind.NUMBER, hide_empty=True),
                Fact("closed_on", kind=Kind.DATE, hide_empty=True),
                Fact("result", hide_empty=True),
            ),
        ),
    )  # fmt: skip
    help = "Школа-лидер сопровождает управленческую команду школы с признаком ШНОР или ШНСУ: договор, стажировка, итог."
    empty = "Здесь появится менторство управленческих команд."

    def may_edit(self, actor: Any, obj: Any) -> bool:
        """What is over is history."""
        return super().may_edit(actor, obj) and going_on(obj)

    def title_of(self, obj: TeamMentoring) -> str:
        found = Organization.objects.filter(pk=obj.organization_id).first()
        return f"Менторство: {found.short_name}" if found else str(obj)


class LackingResource(Resource):
    """Schools with a flag and no mentoring under a contract."""

    model = Organization
    slug = "lacking"
    prefix = "lacking/"
    right = "registers"
    titles = Titles("ШНОР и ШНСУ без договора", "школа", "школы", "школ")
    section = "events.mentoring"
    order = 26
    detail = False
    history = False
    columns = (
        Column("short_name", "Школа", sort="sort_key", link="organizations.organization", link_key="id", width=40),
        Column("municipality", "Муниципалитет", source="municipality__name", sort="municipality__sort_key", width=30),
        Column("flags", "Признак", source=teams.flags(), width=16),
        Column("lacks", "Чего нет", source=teams.lacks(), kind=Kind.BADGE, tones={teams.NO_CONTRACT: "orange"},
               width=20),
    )  # fmt: skip
    card = ("short_name", "flags", "lacks")
    filterset = filters.SchoolFilters
    search = (("sort_key", "words"),)
    search_hint = "Слова из названия"
    ordering = "short_name"
    help = "Школы с признаком ШНОР или ШНСУ, у которых нет школы-лидера или договора с ней."
    empty = "У каждой школы с признаком есть школа-лидер и договор."

    def base(self) -> QuerySet[Any]:
        return teams.lacking(super().base())


core_sections.add(
    "organizations.organization",
    Related("teams", "Менторство", "events.team", "organization", order=57, add="Назначить школу-лидера",
            columns=("leader", "contract_number", "internship_from", "state"), empty="Менторства не было."),
)  # fmt: skip
