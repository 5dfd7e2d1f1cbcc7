"""The spreadsheets of responsible persons, of the reserve, of vacancies, of project teams."""

from decimal import Decimal

from apps.core.imports.kinds import Field, register
from apps.core.imports.plain import PlainImport
from apps.core.imports.plain_parts import cells, texts
from apps.core.tabular.columns import Column
from apps.core.tabular.values import DATE, DecimalType
from apps.organizations.services.references import organization_cell, owner, under
from apps.registers.models import ProjectTeam, Reserve, Responsible, TeamMember, Vacancy
from apps.teachers.services.references import position, subject, who

LEAST, MOST = Decimal("0.01"), Decimal("99.99")


@register
class ResponsibleImport(PlainImport):
    """One row is a responsible person of an organization by its act."""

    code = "responsible"
    title = "Ответственные лица"
    right = "activity"
    order = 220
    help = "Одна строка — кто в организации за что отвечает и по какому акту."
    model = Responsible
    refs = (who(), organization_cell("at_organization_id"))
    own = cells(Responsible, area="За что отвечает", act="Акт о назначении", start="С", end="По")
    key = ("snils", "organization_code", "area", "start")
    ordered = (("end", "start"),)
    personal = True


@register
class ReserveImport(PlainImport):
    """One row is a person in the reserve."""

    code = "reserve"
    title = "Резерв методистов и тьюторов"
    right = "activity"
    order = 222
    help = "Одна строка — человек в резерве: на какую должность, с какого дня, чем закончилось."
    model = Reserve
    refs = (who(),)
    own = cells(Reserve, kind="На должность", basis="Основание", start="Включён", end="Исключён", outcome="Итог")
    key = ("snils", "kind", "start")
    ordered = (("end", "start"),)
    personal = True


@register
class VacanciesImport(PlainImport):
    """One row is an open post."""

    code = "vacancies"
    title = "Вакансии"
    right = "registers"
    order = 224
    help = "Одна строка — вакансия. Две одинаковые вакансии одного дня различает примечание."
    model = Vacancy
    refs = (owner(), subject(), position())
    own = cells(
        Vacancy, {"rate": DecimalType(LEAST, MOST, 2)}, opened_on="Открыта", note="Примечание", rate="Ставка",
        closed_on="Закрыта",
    )  # fmt: skip
    key = ("organization_code", "position", "subject", "opened_on", "note")
    may_be_empty = ("subject", "note")
    ordered = (("closed_on", "opened_on"),)


@register
class ProjectTeamsImport(PlainImport):
    """One row is a project team."""

    code = "project_teams"
    title = "Проектные команды"
    right = "registers"
    order = 226
    help = "Одна строка — команда проекта при организации; её участников загружают отдельной таблицей."
    model = ProjectTeam
    refs = (owner(),)
    own = cells(ProjectTeam, title="Проект", act="Акт", start="С", end="По", result="Результат")
    key = ("organization_code", "title", "start")
    ordered = (("end", "start"),)


@register
class TeamMembersImport(PlainImport):
    """One row is a person in a project team."""

    code = "team_members"
    title = "Участники проектных команд"
    right = "activity"
    order = 228
    help = "Одна строка — человек в команде; команду называют код организации, проект и день начала."
    model = TeamMember
    refs = (
        who(),
        under(
            "registers_projectteam", "team_id",
            (*texts(("team", "Проект", 300)), Field("began", Column("Команда с", DATE, required=True))),
            words={"team": "title", "began": "start"},
            what="такой команды", expected="проект команды, заведённой при этой организации", placed=False,
        ),
    )  # fmt: skip
    own = cells(TeamMember, role="Роль")
    key = ("snils", "organization_code", "team", "began")
    personal = True
