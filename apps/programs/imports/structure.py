"""The spreadsheets of what a programme consists of, of its groups and their schedule."""

from apps.core.imports.kinds import Field, register
from apps.core.imports.links import Links
from apps.core.imports.plain import Listed, PlainImport
from apps.core.imports.plain_parts import Reference, cells, texts
from apps.core.imports.stage import LookUp, Stage
from apps.core.imports.types import LIST, escape
from apps.core.tabular.columns import Column
from apps.core.tabular.values import IntegerType
from apps.organizations.services.lookup import COLUMNS, OFFERED
from apps.organizations.services.references import organization_cell
from apps.programs.models import Lesson, Partner, Program, ProgramModule, StudyGroup

CODE, CODE_TITLE = "program_code", "Код программы"
PLACE = {name: f"{{t}}.{name}" for name in COLUMNS}
MANY = 999
STUDY = "(SELECT count(*) FROM programs_enrollment e WHERE e.group_id = g.id AND e.expelled_on IS NULL)"
COMPETENCES = Listed(
    Field("competences", Column("Компетенции", LIST, width=28, help="Коды компетенций через «;»")),
    Links(
        table="programs_programmodule_competences",
        owner_model=ProgramModule,
        owner=("programmodule_id", "object_id"),
        other=("competence_id", "competence_ids"),
        other_table="diagnostics_competence",
        title="code",
        name="competences",
    ),
    column="code",
    what="такой компетенции",
    expected="перечень кодов компетенций из справочника через «;»",
    assigned=True,
)


def codes() -> dict[str, list[str]]:
    """Programmes that may be named."""
    return {CODE_TITLE: list(Program.objects.order_by("code").values_list("code", flat=True)[:OFFERED])}


def program() -> Reference:
    """The programme a row is part of; it lies where the programme's organization does."""
    return Reference(
        fields=texts((CODE, CODE_TITLE, 60)),
        column="program_id",
        shown=("of_program.code",),
        joins="JOIN programs_program of_program ON of_program.id = t.program_id",
        sought=LookUp(
            CODE,
            table="programs_program",
            match="{t}.code = r.program_code",
            take={"program_id": "{t}.id", **PLACE},
            what="такой программы",
            expected="код программы из списка программ",
        ),
        offered=codes,
    )


def group() -> Reference:
    """A group, named by its programme and its own code."""
    named = "{t}.program_id = (SELECT p.id FROM programs_program p WHERE p.code = r.program_code)"
    return Reference(
        fields=texts((CODE, CODE_TITLE, 60), ("group", "Группа", 60)),
        column="group_id",
        shown=("of_program.code", "of_group.code"),
        joins="JOIN programs_studygroup of_group ON of_group.id = t.group_id"
        " JOIN programs_program of_program ON of_program.id = of_group.program_id",
        sought=LookUp(
            "group",
            table="programs_studygroup",
            match=f'{named} AND {{t}}.code = r."group"',
            take={"group_id": "{t}.id", "first_day": "{t}.start", "last_day": '{t}."end"', **PLACE},
            what="такой группы",
            expected="группа этой программы",
        ),
        offered=codes,
    )


@register
class ModulesImport(PlainImport):
    """One row is a module of a programme."""

    code = "modules"
    title = "Модули программ"
    right = "programs"
    order = 62
    help = "Одна строка — модуль программы: номер, часы, какие компетенции развивает."
    model = ProgramModule
    refs = (program(),)
    own = cells(ProgramModule, {"position": IntegerType(1, MANY)}, position="Номер", title="Название", hours="Часы")
    lists = (COMPETENCES,)
    key = (CODE, "position")


@register
class PartnersImport(PlainImport):
    """One row is an organization that carries a programme of another one out, or shares in it."""

    code = "program_partners"
    title = "Участники реализации программ"
    right = "programs"
    order = 64
    help = "Одна строка — организация, которая реализует чужую программу или участвует в ней, и её договор."
    model = Partner
    refs = (program(), organization_cell("partner_id"))
    own = cells(Partner, role="Что делает", contract="Договор")
    key = (CODE, "organization_code", "role")

    def rules(self, stage: Stage) -> None:
        """The programme's own organization carries it out without a record."""
        own = stage.sentence("organization_code", "это организация самой программы", "код другой организации")
        stage.reject("organization_code", "own", own, "r.partner_id = r.organization_id")


@register
class GroupsImport(PlainImport):
    """One row is a group of a programme."""

    code = "groups"
    title = "Учебные группы"
    right = "groups"
    order = 66
    help = "Одна строка — учебная группа программы: сроки, места, куратор. Слушателей зачисляют на карточке группы."
    model = StudyGroup
    refs = (program(),)
    own = cells(
        StudyGroup, code="Группа", start="Начало", end="Окончание", capacity="Мест", curator="Куратор",
        place="Место проведения",
    )  # fmt: skip
    key = (CODE, "code")
    ordered = (("end", "start"),)

    def rules(self, stage: Stage) -> None:
        """A code is one group of the organization; there are places for those who study in it."""
        stage.join(
            "LEFT JOIN programs_studygroup g ON g.organization_id = r.organization_id AND g.code = r.code",
            take={
                "other_id": "CASE WHEN g.program_id <> r.program_id THEN g.id END",
                "taken": STUDY,
            },
        )
        taken = stage.sentence("code", "так названа группа другой программы", "название, свободное в этой организации")
        stage.reject("code", "taken", taken, "r.other_id IS NOT NULL")
        self._refuse_twice(stage)
        head, tail = escape("Мест: «"), escape("» — в группе уже ")
        end = escape("; ожидается не меньше.")
        stage.reject(
            "capacity", "capacity", f"{head} || r.capacity || {tail} || r.taken || {end}", "r.capacity < r.taken"
        )

    def _refuse_twice(self, stage: Stage) -> None:
        """Two programmes of one organization cannot share a code within one file either."""
        if not stage.has_several(("organization_id", "code")):
            return
        first = (
            "SELECT 1 FROM import_row f WHERE f.live AND f.organization_id = r.organization_id AND f.code = r.code"
            " AND f.row < r.row"
        )
        words = stage.sentence("code", "в этом файле так названа группа другой программы", "другое название")
        stage.reject("code", "taken", words, f"EXISTS ({first})")


@register
class LessonsImport(PlainImport):
    """One row is a lesson of a group's schedule."""

    code = "lessons"
    title = "Расписание групп"
    right = "groups"
    order = 68
    help = "Одна строка — занятие группы в дни её работы: день, время, тема, преподаватель."
    model = Lesson
    refs = (group(),)
    own = cells(
        Lesson, {"hours": IntegerType(1, MANY)}, on="День", begins="Начало", topic="Тема", ends="Окончание",
        hours="Часы", teacher="Преподаватель", place="Где",
    )  # fmt: skip
    key = (CODE, "group", "on", "begins", "topic")
    may_be_empty = ("begins",)

    def rules(self, stage: Stage) -> None:
        """Inside of the group's days."""
        outside = stage.sentence("on", "занятие вне сроков группы", "день от начала до окончания группы")
        stage.reject("on", "outside", outside, 'r."on" NOT BETWEEN r.first_day AND r.last_day')
