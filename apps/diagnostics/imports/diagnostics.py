"""The spreadsheet of diagnostics: a row is one score of one session (FORMATS.md, kind ``diagnostics``)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from apps.core.access import REGION
from apps.core.imports.checks import contradictions, kept, refuse_unassignable, require
from apps.core.imports.kinds import Field, ImportKind, register
from apps.core.imports.stage import LookUp, Stage
from apps.core.imports.stored import stored_rows
from apps.core.imports.upsert import Target, upsert
from apps.core.tabular.codes import SNILS
from apps.core.tabular.columns import Column
from apps.core.tabular.values import DATE, LOGICAL, DecimalType, TextType
from apps.diagnostics.imports.tools import TOOL, find_tools
from apps.diagnostics.models import Competence, DiagnosticSession, Score, Tool
from apps.diagnostics.services.completion import follow_sessions
from apps.diagnostics.services.deficits import rebuild_deficits
from apps.organizations.services.lookup import offered_codes, organization
from apps.teachers.services.lookup import EXPECTED, STAMPS, look_up_person

POINTS = DecimalType(Decimal(0), Decimal("999999.99"))
WITH_PERSON = "JOIN teachers_person p ON p.id = g.person_id"
SESSION = Target(
    DiagnosticSession,
    into="session_id",
    key={"person_id": "person_id", "completed_on": "completed_on", "tool_id": "tool_id"},
    fields={"independent": "independent", "annulled_on": "annulled_on"},
    insert={**STAMPS, "provider_id": "g.provider_id"},
    take=("provider_id",),
    join=WITH_PERSON,
)
SCORE = Target(
    Score,
    key={"session_id": "session_id", "competence_id": "competence_id"},
    fields={"points": "points", "maximum": "maximum"},
    insert={**STAMPS, "person_id": "g.person_id", "provider_id": "g.provider_id"},
    take=("person_id", "provider_id"),
    join=WITH_PERSON,
    primary=True,
)
COMPETENCE = LookUp(
    "competence",
    table="diagnostics_competence",
    match="{t}.code = r.competence",
    take={"competence_id": "{t}.id"},
    what="такой компетенции",
    expected="код компетенции из справочника",
)

# «-» in «Самодиагностика»: an independent assessment again, unless the tool is a self-assessment by nature.
CLEARED = """
UPDATE import_row r SET independent = true WHERE 'self_assessment' = ANY (r.cleared)
AND NOT EXISTS (SELECT 1 FROM diagnostics_tool i WHERE i.id = r.tool_id AND i.self_assessment)
"""
# An assessment centre sees the people it assessed (DOMAIN 8).
ASSESSED = """
INSERT INTO teachers_personlink (person_id, relation, organization_id)
SELECT DISTINCT s.person_id, 'assessed', s.provider_id
FROM import_row r JOIN diagnostics_diagnosticsession s ON s.id = r.session_id
JOIN organizations_organization o ON o.id = s.provider_id
WHERE r.live AND o.kind = 'copmkp'
ON CONFLICT DO NOTHING
"""


@register
class DiagnosticsImport(ImportKind):
    """One row is a score on one competence; what is said of the session is repeated on each of its rows."""

    code = "diagnostics"
    title = "Диагностика"
    right = "diagnostics"
    order = 50
    help = (
        "Одна строка — результат по одной компетенции. Баллы округляются до сотых. Новый инструмент заводится"
        " за своим провайдером с порогом 60 %."
    )
    models = (Tool, DiagnosticSession, Score)
    personal = True
    key = ("snils", "completed_on", "tool", "competence")
    fields = (
        Field("snils", Column("СНИЛС", SNILS, required=True, width=16)),
        Field("completed_on", Column("Дата", DATE, required=True)),
        Field("provider_code", Column("Код провайдера", TextType(40), required=True)),
        Field("tool", Column("Инструмент", TextType(200), required=True, width=40)),
        Field("competence", Column("Компетенция", TextType(20), required=True, help="Код компетенции")),
        Field("points", Column("Балл", POINTS, required=True, width=10)),
        Field("maximum", Column("Максимум", POINTS, required=True, width=10)),
        Field("self_assessment", Column("Самодиагностика", LOGICAL)),
        Field("annulled_on", Column("Аннулирована", DATE)),
    )

    def resolve(self, stage: Stage) -> None:
        """Provider, then the person, then everything that is known of the session."""
        require(stage, "provider_code")
        stage.look_up(organization("provider_code", "provider"), COMPETENCE)
        look_up_person(stage, DiagnosticSession, more={"provider_id": "r.provider_id"})
        refuse_strangers_of_another_region(stage)
        contradictions(
            stage,
            ("snils", "completed_on", "tool"),
            ("provider_code", "self_assessment", "annulled_on"),
            "эта диагностика уже описана",
        )
        find_tools(stage)
        find_stored(stage)
        refuse_another_provider(stage)
        require(stage, "points", "maximum", where="r.stored_points IS NULL")
        check_points(stage)
        refuse_unassignable(
            stage, "competence", "ARRAY[r.competence_id]", "r.stored_points IS NOT NULL", "r.completed_on"
        )

    def write(self, stage: Stage) -> None:
        """Tools, sessions, scores; then deficits and what the assessment centre may see."""
        upsert(stage, TOOL)
        upsert(stage, SESSION)
        upsert(stage, SCORE)
        touched = stage.rows("SELECT DISTINCT session_id FROM import_row WHERE live AND outcome <> 'unchanged'")
        sessions = [row[0] for row in touched]
        rebuild_deficits(sessions)
        follow_sessions(sessions)
        stage.run(ASSESSED)

    def stored_rows(self) -> Iterable[Sequence[object]]:
        """The scores of the sessions."""
        return stored_rows(
            Score,
            (
                *("p.snils", "s.completed_on", "o.code", "i.title", "c.code", "t.points", "t.maximum"),
                *("NOT s.independent", "s.annulled_on"),
            ),
            joins="JOIN diagnostics_diagnosticsession s ON s.id = t.session_id"
            " JOIN diagnostics_tool i ON i.id = s.tool_id"
            " JOIN diagnostics_competence c ON c.id = t.competence_id JOIN teachers_person p ON p.id = t.person_id"
            " JOIN organizations_organization o ON o.id = t.provider_id",
            order="s.completed_on, t.session_id, c.code",
        )

    def references(self) -> dict[str, Sequence[str]]:
        """Competences and tools."""
        return {
            "Код провайдера": offered_codes(),
            "Компетенция": list(Competence.objects.values_list("code", flat=True)),
            "Инструмент": list(Tool.objects.order_by("title").values_list("title", flat=True).distinct()),
        }


def refuse_strangers_of_another_region(stage: Stage) -> None:
    """A provider assesses the people of its region: to a role of one region the others do not exist (DOMAIN 8)."""
    if stage.actor.is_system or stage.actor.level == "installation":
        return
    message = stage.missing("snils", "такого работника", EXPECTED)
    region = {REGION: stage.actor.region_id}
    stage.reject("snils", "person", message, "r.region_id IS DISTINCT FROM %(region)s", region)


def find_stored(stage: Stage) -> None:
    """The stored score, and the table's own rounding of the given one."""
    stage.join(
        "LEFT JOIN diagnostics_score o ON o.session_id = r.stored_session AND o.competence_id = r.competence_id",
        "LEFT JOIN diagnostics_tool i ON i.id = r.tool_id",
        take={
            "points": "round(r.points, 2)",
            "maximum": "round(r.maximum, 2)",
            "independent": "NOT (r.self_assessment OR coalesce(i.self_assessment, false))",
            "stored_points": "o.points",
            "stored_maximum": "o.maximum",
        },
    )
    if "self_assessment" in stage.clears:
        stage.run(CLEARED)


def refuse_another_provider(stage: Stage) -> None:
    """A session has one provider: the organization that conducted it."""
    message = stage.sentence(
        "provider_code", "эту диагностику провела другая организация", "код той же организации или другой инструмент"
    )
    stage.reject("provider_code", "provider", message, "r.stored_provider <> r.provider_id")


def check_points(stage: Stage) -> None:
    """A maximum is over zero and never less than the points (DOMAIN 5)."""
    points, maximum = kept("points", "r.stored_points"), kept("maximum", "r.stored_maximum")
    stage.reject(
        "maximum", "range", stage.sentence("maximum", "это не больше нуля", "число больше нуля"), f"{maximum} <= 0"
    )
    stage.reject(
        "points", "range", stage.sentence("points", "это больше максимума", "балл не больше максимума"),
        f"{points} > {maximum}",
    )  # fmt: skip
