"""The spreadsheet of programmes (FORMATS.md, kind ``programs``)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from apps.core.imports import links
from apps.core.imports.checks import not_before, refuse_unassignable, require
from apps.core.imports.kinds import Field, ImportKind, register
from apps.core.imports.links import Links, write_links
from apps.core.imports.stage import Stage
from apps.core.imports.stored import stored_rows
from apps.core.imports.types import LIST, choice, sort_key_sql
from apps.core.imports.upsert import Target, upsert
from apps.core.tabular.columns import Column
from apps.core.tabular.values import DATE, IntegerType, TextType
from apps.organizations.services.lookup import offered_codes, organization, refuse_foreign_places
from apps.programs.enums import ProgramKind, StudyForm
from apps.programs.imports import registry
from apps.programs.models import Program, RegistryEntry

OWN_FIELDS = ("title", "kind", "hours", "form", "theme", "runs_from", "runs_to", "organization_id")
PROGRAM = Target(
    Program,
    into="program_id",
    key={"code": "code"},
    fields={name: name for name in OWN_FIELDS},
    derived={
        "sort_key": sort_key_sql("n.title"),
        **{
            column: f"(SELECT o.{column} FROM organizations_organization o WHERE o.id = n.organization_id)"
            for column in ("municipality_id", "region_id", "open")
        },
    },
    primary=True,
)
COMPETENCES = Links(
    table="programs_program_competences",
    owner_model=Program,
    owner=("program_id", "program_id"),
    other=("competence_id", "competence_ids"),
    other_table="diagnostics_competence",
    title="code",
    name="competences",
)
LINKED = (
    "EXISTS (SELECT 1 FROM programs_program_competences l WHERE l.program_id = r.program_id AND l.competence_id = c.id)"
)


@register
class ProgramsImport(ImportKind):
    """One row is a programme; a number links it to the entry of the federal registry."""

    code = "programs"
    title = "Программы ДПП"
    right = "programs"
    order = 60
    help = (
        "Одна строка — программа. По «Номеру в ФР» программа связывается с записью реестра; записи, которой в"
        " портале ещё нет, нужна дата включения."
    )
    models = (Program, RegistryEntry)
    key = ("code",)
    fields = (
        Field("code", Column("Код", TextType(60), required=True)),
        Field("title", Column("Наименование", TextType(500), required=True, width=60)),
        Field("kind", Column("Вид", choice(ProgramKind), required=True, width=8)),
        Field("hours", Column("Часы", IntegerType(minimum=1), required=True, width=8)),
        Field("form", Column("Форма", choice(StudyForm))),
        Field("organization_code", Column("Код организации", TextType(40), required=True)),
        Field("theme", Column("Тематика", TextType(300), width=34)),
        Field("competences", Column("Компетенции", LIST, help="Коды компетенций через «;»")),
        Field("runs_from", Column("Реализуется с", DATE)),
        Field("runs_to", Column("Реализуется по", DATE)),
        Field("registry_number", Column("Номер в ФР", TextType(60))),
        Field("included_on", Column("Включена в ФР", DATE)),
        Field("excluded_on", Column("Исключена из ФР", DATE)),
    )

    def resolve(self, stage: Stage) -> None:
        """Organization, competences, the stored programme, the registry entry."""
        stage.look_up(organization("organization_code", "organization"))
        stage.look_up_list(
            "competences",
            table="diagnostics_competence",
            column="code",
            into="competence_ids",
            what="такой компетенции",
            expected="перечень кодов компетенций из справочника через «;»",
        )
        stage.join(
            "LEFT JOIN programs_program o ON o.code = r.code",
            take={
                "program_id": "o.id",
                "stored_runs_from": "o.runs_from",
                "stored_runs_to": "o.runs_to",
                **{f"stored_{c}": f"o.{c}" for c in ("organization_id", "municipality_id", "region_id")},
            },
        )
        require(stage, "title", "kind", "hours", "organization_code", where="r.program_id IS NULL")
        not_before(stage, "runs_to", "runs_from", stored_later="r.stored_runs_to", stored_earlier="r.stored_runs_from")
        refuse_unassignable(stage, "competences", "r.competence_ids", LINKED, "current_date")
        refuse_foreign_places(stage, Program, key="code")
        registry.find_entries(stage)

    def write(self, stage: Stage) -> None:
        """Programmes, what they develop, their registry entries."""
        upsert(stage, PROGRAM)
        write_links(stage, COMPETENCES)
        registry.write_entries(stage)

    def references(self) -> dict[str, Sequence[str]]:
        """Organizations and competences."""
        return {"Код организации": offered_codes()}

    def stored_rows(self) -> Iterable[Sequence[object]]:
        """The programmes with their latest registry entries."""
        return stored_rows(
            Program,
            (
                *("t.code", "t.title", "t.kind", "t.hours", "t.form", "o.code", "t.theme", links.members(COMPETENCES)),
                *("t.runs_from", "t.runs_to", "e.number", "e.included_on", "e.excluded_on"),
            ),
            joins="JOIN organizations_organization o ON o.id = t.organization_id " + registry.LATEST,
            order="t.sort_key, t.id",
        )
