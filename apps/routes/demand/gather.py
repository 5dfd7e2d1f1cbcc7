"""Who lacks what no programme of the ФР develops, counted by one statement over the current diagnostics."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from django.db import connection
from django.db.models import Exists, OuterRef, QuerySet

from apps.diagnostics.models import Competence
from apps.diagnostics.selectors.sessions import VALID_YEARS
from apps.diagnostics.selectors.suppression import SMALLEST_GROUP, hidden_parts
from apps.programs import selectors as programs
from apps.programs.models import Program
from apps.routes.enums import DemandBy

REST = {DemandBy.MUNICIPALITY: "прочие муниципалитеты", DemandBy.SUBJECT: "прочие предметы"}
NAMES = {
    DemandBy.MUNICIPALITY: (
        "JOIN organizations_municipality g ON g.id = l.municipality_id",
        "g.name",
    ),
    DemandBy.SUBJECT: (
        "LEFT JOIN teachers_employment_subjects k ON k.employment_id = e.id"
        " LEFT JOIN teachers_subject g ON g.id = k.subject_id",
        "coalesce(g.name, 'без предмета')",
    ),
}
# A person's state in a competence is that of the last counting session that scored it.
LACKING = """
WITH latest AS (
    SELECT DISTINCT ON (c.person_id, c.competence_id) c.person_id, c.competence_id, c.session_id, c.municipality_id
    FROM diagnostics_score c JOIN diagnostics_diagnosticsession s ON s.id = c.session_id
    WHERE s.region_id = %(region)s AND c.competence_id = ANY (%(uncovered)s) AND s.independent
        AND (s.annulled_on IS NULL OR s.annulled_on > %(day)s) AND s.completed_on <= %(day)s
        AND s.completed_on > (%(day)s::date - interval '{years} years')::date
    ORDER BY c.person_id, c.competence_id, s.completed_on DESC, s.id DESC
)
SELECT l.competence_id, {name} AS name, count(DISTINCT d.person_id), count(DISTINCT l.person_id)
FROM latest l
LEFT JOIN diagnostics_deficit d ON d.session_id = l.session_id AND d.competence_id = l.competence_id
JOIN teachers_employment e ON e.person_id = l.person_id AND e.is_main
    AND e.start <= %(day)s AND (e."end" IS NULL OR e."end" >= %(day)s)
{joins}
GROUP BY 1, 2 ORDER BY 1, 2
"""


@dataclass(frozen=True, slots=True)
class Need:
    """So many people of a municipality or subject, of those assessed, lack a competence."""

    competence: int
    group: str
    people: int
    assessed: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Needs:
    """What may be asked for, and how many people were left out because their groups are too small to show."""

    rows: list[Need]
    left_out: int


def uncovered(region: int, day: date) -> list[int]:
    """The competences that no programme of the ФР open to the region develops on the day."""
    offers = Program.competences.through.objects.filter(competence_id=OuterRef("pk"), program__in=standing(region, day))
    return list(Competence.objects.filter(~Exists(offers)).values_list("pk", flat=True))


def standing(region: int, day: date) -> QuerySet[Program]:
    """Programmes of the ФР on the day: the region's own and those open to everybody."""
    open_ones = Program.objects.filter(programs.in_registry(day))
    return open_ones.filter(region_id=region) | open_ones.filter(open=True)


def lacking(region: int, day: date, by: DemandBy) -> list[Need]:
    """Everybody who lacks what is not covered, by competence and group, as the actor may see people."""
    joins, name = NAMES[by]
    sql = LACKING.format(years=VALID_YEARS, joins=joins, name=name)
    with connection.cursor() as cursor:
        cursor.execute(sql, {"region": region, "day": day, "uncovered": uncovered(region, day)})
        return [Need(*row) for row in cursor.fetchall()]


def gather(region: int, day: date, by: DemandBy) -> Needs:
    """What may be asked for: groups that may not be told are put together, and left out where even that is too few.

    Not told is a group of fewer than five who lack the competence, or of fewer than five assessed in it, and whatever
    would give such a one away: whoever reads the request reads the whole region's deficits too.
    """
    groups: dict[int, list[Need]] = defaultdict(list)
    for need in lacking(region, day, by):
        groups[need.competence].append(need)
    rows: list[Need] = []
    rest: list[Need] = []
    for competence, needs in groups.items():
        hidden = hidden_parts({need.group: need.assessed for need in needs})
        told = [need for need in needs if need.people >= SMALLEST_GROUP and need.group not in hidden]
        others = sum(need.people for need in needs) - sum(need.people for need in told)
        rows += told
        rest += [Need(competence, REST[by], others)] if others else []
    large = [need for need in rest if need.people >= SMALLEST_GROUP]
    return Needs(rows + large, sum(need.people for need in rest) - sum(need.people for need in large))
