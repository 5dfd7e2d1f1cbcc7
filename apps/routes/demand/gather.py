"""Who lacks what no programme of the ФР develops, counted by one statement over the current diagnostics."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.db.models import Exists, OuterRef, QuerySet

from apps.diagnostics.models import Competence
from apps.diagnostics.selectors.sessions import VALID_YEARS
from apps.programs import selectors as programs
from apps.programs.models import Program
from apps.routes.enums import DemandBy

# Whoever sees no people is shown no smaller group (DOMAIN 8).
LEAST = 5
REST = {DemandBy.MUNICIPALITY: "прочие муниципалитеты", DemandBy.SUBJECT: "прочие предметы"}
NAMES = {
    DemandBy.MUNICIPALITY: (
        "JOIN organizations_municipality g ON g.id = d.municipality_id",
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
    SELECT DISTINCT ON (c.person_id, c.competence_id) c.person_id, c.competence_id, c.session_id
    FROM diagnostics_score c JOIN diagnostics_diagnosticsession s ON s.id = c.session_id
    WHERE s.region_id = %(region)s AND c.competence_id = ANY (%(uncovered)s) AND s.independent
        AND (s.annulled_on IS NULL OR s.annulled_on > %(day)s) AND s.completed_on <= %(day)s
        AND s.completed_on > (%(day)s::date - interval '{years} years')::date
    ORDER BY c.person_id, c.competence_id, s.completed_on DESC, s.id DESC
)
SELECT d.competence_id, {name} AS name, count(DISTINCT d.person_id)
FROM latest l
JOIN diagnostics_deficit d ON d.session_id = l.session_id AND d.competence_id = l.competence_id
JOIN teachers_employment e ON e.person_id = d.person_id AND e.is_main
    AND e.start <= %(day)s AND (e."end" IS NULL OR e."end" >= %(day)s)
{joins}
GROUP BY 1, 2 ORDER BY 1, 2
"""


@dataclass(frozen=True, slots=True)
class Need:
    """So many people of a municipality or subject lack a competence."""

    competence: int
    group: str
    people: int


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
    """What may be asked for: groups under five people are put together, and left out where even that is too few."""
    rows: list[Need] = []
    small: dict[int, int] = defaultdict(int)
    for need in lacking(region, day, by):
        if need.people >= LEAST:
            rows.append(need)
        else:
            small[need.competence] += need.people
    rows += [Need(competence, REST[by], people) for competence, people in small.items() if people >= LEAST]
    return Needs(rows, sum(people for people in small.values() if people < LEAST))
