"""Responsible persons, the reserve, vacancies, project teams."""

from django.db.models import QuerySet

from apps.core.actor import Actor
from apps.core.web.columns import Column, Kind
from apps.core.web.resource import Resource, Titles, Write
from apps.core.web.sections import Fact, Facts, Related
from apps.registers import filters, forms, selectors
from apps.registers.common_resources import (
    FROM,
    MUNICIPALITY,
    ORGANIZATION,
    OWNER_FACT,
    PERSON,
    PERSON_FACT,
    TERM,
    TO,
    PersonRegister,
    named,
    struck,
)
from apps.registers.models import ProjectTeam, Reserve, Responsible, TeamMember, Vacancy
from apps.registers.services import registers

named(registers.responsible, "ответственное лицо", "о")
named(registers.reserve, "запись резерва", "а")
named(registers.vacancies, "вакансия", "а")
named(registers.teams, "проектная команда", "а")
named(registers.team_members, "участник команды")


class ResponsibleResource(PersonRegister):
    """Who answers for what at an organization."""

    model = Responsible
    slug = "responsible"
    prefix = "responsible/"
    titles = Titles("Ответственные лица", "ответственное лицо", "ответственных лица", "ответственных лиц")
    section = "organizations"
    order = 30
    columns = (
        PERSON,
        Column("area", "За что отвечает", sort=True, link="self", width=34),
        Column("at_organization", "В организации", source="at_organization__short_name",
               link="organizations.organization", link_key="at_organization_id", width=36),
        Column("act", "Акт", width=30),
        FROM,
        TO,
    )  # fmt: skip
    card = ("person", "area", "at_organization")
    filterset = filters.ResponsibleFilters
    ordering = "-start"
    create = Write(forms.ResponsibleForm, registers.responsible.add, "Новое ответственное лицо", "Внести",
                   "Ответственное лицо внесено.")  # fmt: skip
    edit = Write(forms.ResponsibleForm, registers.responsible.correct, "Изменение ответственного лица")
    actions = (struck(registers.responsible, "Ответственное лицо удалено."),)
    sections = (Facts("Ответственное лицо", (PERSON_FACT, "area", "act", TERM)),)
    help = "Кто в каждой организации отвечает за методическую работу и её части, по какому акту."
    empty = "Здесь появятся ответственные лица. Где их нет — на странице «Чего не хватает»."


class ReserveResource(PersonRegister):
    """The reserve of methodists and tutors."""

    model = Reserve
    slug = "reserve"
    prefix = "reserve/"
    titles = Titles("Резерв", "человек в резерве", "человека в резерве", "человек в резерве")
    section = "people.need"
    order = 20
    columns = (
        PERSON,
        ORGANIZATION,
        Column("kind", "На должность", sort=True, link="self", width=28),
        Column("basis", "Основание", width=30),
        FROM,
        TO,
        Column("outcome", "Итог", visible=False, width=30),
    )
    card = ("person", "kind", "start")
    filterset = filters.ReserveFilters
    ordering = "-start"
    create = Write(forms.ReserveForm, registers.reserve.add, "В резерв", "Включить", "Человек включён в резерв.")
    edit = Write(forms.ReserveForm, registers.reserve.correct, "Изменение записи резерва")
    actions = (struck(registers.reserve, "Запись резерва удалена."),)
    sections = (Facts("Резерв", (PERSON_FACT, "kind", "basis", TERM, Fact("outcome", hide_empty=True))),)
    help = "Кого готовят в методисты, тьюторы и руководители, с какого дня и чем закончилось."
    empty = "Здесь появится резерв методистов и тьюторов."


class VacancyResource(Resource):
    """Open posts."""

    model = Vacancy
    slug = "vacancy"
    prefix = "vacancies/"
    titles = Titles("Вакансии", "вакансия", "вакансии", "вакансий")
    section = "people.need"
    order = 10
    columns = (
        Column("position", "Должность", source="position__name", sort="position__sort_key", link="self", width=36),
        Column("subject", "Предмет", source="subject__name", width=24),
        ORGANIZATION,
        MUNICIPALITY,
        Column("rate", "Ставка", kind=Kind.NUMBER, places=2, width=10),
        Column("opened_on", "Открыта", kind=Kind.DATE, sort=True, width=12),
        Column("closed_on", "Закрыта", kind=Kind.DATE, sort=True, width=12),
    )
    card = ("position", "organization", "opened_on")
    filterset = filters.VacancyFilters
    search = (("organization__sort_key", "words"),)
    search_hint = "Слова из названия организации"
    ordering = "-opened_on"
    create = Write(forms.VacancyForm, registers.vacancies.add, "Новая вакансия", "Внести", "Вакансия внесена.")
    edit = Write(forms.VacancyForm, registers.vacancies.correct, "Изменение вакансии")
    actions = (struck(registers.vacancies, "Вакансия удалена.", bulk=True),)
    sections = (
        Facts("Вакансия", (Fact("position__name", "Должность"), Fact("subject__name", "Предмет", hide_empty=True),
                           OWNER_FACT, Fact("rate", kind=Kind.NUMBER), Fact("opened_on", kind=Kind.DATE),
                           Fact("closed_on", kind=Kind.DATE, hide_empty=True), Fact("note", hide_empty=True))),
    )  # fmt: skip
    help = "Незанятые должности организаций. Кого будет не хватать дальше — на странице «Прогноз кадров»."
    empty = "Здесь появятся вакансии."

    def title_of(self, obj: Vacancy) -> str:
        return f"Вакансия: {obj.position}"

    def objects(self, actor: Actor) -> QuerySet[Vacancy]:
        return super().objects(actor).select_related("position")


class TeamResource(Resource):
    """Project teams."""

    model = ProjectTeam
    slug = "team"
    prefix = "teams/"
    titles = Titles("Проектные команды", "команда", "команды", "команд")
    section = "organizations"
    order = 40
    columns = (
        Column("title", "Проект", link="self", width=50),
        ORGANIZATION,
        Column("people", "Участников", kind=Kind.NUMBER, source=selectors.team_members(), width=10,
               help="Из тех, кого вы видите"),
        FROM,
        TO,
    )  # fmt: skip
    card = ("title", "organization", "start")
    filterset = filters.TeamFilters
    search = (("title", "part"),)
    search_hint = "Слово из названия проекта"
    ordering = "-start"
    create = Write(forms.TeamForm, registers.teams.add, "Новая команда", "Завести", "Команда заведена.")
    edit = Write(forms.TeamForm, registers.teams.correct, "Изменение команды")
    actions = (struck(registers.teams, "Команда удалена."),)
    sections = (
        Facts("Проектная команда", (OWNER_FACT, Fact("act", hide_empty=True), TERM, Fact("result", hide_empty=True))),
        Related("members", "Участники", "registers.teammember", "team", order=10, add="Внести участника",
                columns=("person", "organization", "role"), empty="Из тех, кого вы видите, участников нет."),
    )  # fmt: skip
    help = "Команды, которые по акту ведут проекты системы сопровождения, и их результаты."
    empty = "Здесь появятся проектные команды."


class TeamMemberResource(PersonRegister):
    """Members of project teams; reached from the team."""

    model = TeamMember
    slug = "teammember"
    prefix = "team-members/"
    titles = Titles("Участники команд", "участник", "участника", "участников")
    parent = ("team", "registers.team")
    columns = (
        PERSON,
        ORGANIZATION,
        Column("team", "Команда", source="team__title", link="registers.team", link_key="team_id", width=40),
        Column("role", "Роль", sort=True, link="self", width=16),
    )
    card = ("person", "team", "role")
    filterset = filters.TeamMemberFilters
    ordering = "role"
    create = Write(forms.TeamMemberForm, registers.team_members.add, "Новый участник", "Внести", "Участник внесён.")
    edit = Write(forms.TeamMemberForm, registers.team_members.correct, "Изменение участника")
    actions = (struck(registers.team_members, "Участник удалён."),)
    sections = (Facts("Участие", (PERSON_FACT, "role")),)
    empty = "Здесь появятся участники."
