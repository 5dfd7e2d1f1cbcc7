"""Whom a territory will lack: teachers by subject and age, and the vacancies that stand open already."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

from apps.core.actor import Actor
from apps.teachers.enums import PositionKind

RETIREMENT, AHEAD = 60, 3
# Every main job of a pedagogue on the day, once for each of its subjects; unnamed subjects make one row of their own.
STATEMENT = """
WITH staff AS (
    SELECT e.id, p.birth_date, s.subject_id
    FROM teachers_employment e
    JOIN teachers_person p ON p.id = e.person_id
    JOIN teachers_position o ON o.id = e.position_id
    LEFT JOIN teachers_employment_subjects s ON s.employment_id = e.id
    WHERE e.is_main AND e.start <= %(day)s AND (e."end" IS NULL OR e."end" >= %(day)s) AND o.kind = %(pedagogue)s
      AND e.region_id = %(region)s AND (%(municipality)s::bigint IS NULL OR e.municipality_id = %(municipality)s)
), ages AS (
    SELECT subject_id, count(*) AS staff, count(birth_date) AS known,
           count(*) FILTER (WHERE birth_date + interval '60 years' <= %(day)s) AS older,
           count(*) FILTER (WHERE birth_date + interval '60 years' > %(day)s
                              AND birth_date + interval '60 years' <= %(day)s::date + interval '3 years') AS soon
    FROM staff GROUP BY subject_id
), openings AS (
    SELECT v.subject_id, count(*) AS vacancies, sum(v.rate) AS rates
    FROM registers_vacancy v
    WHERE v.opened_on <= %(day)s AND (v.closed_on IS NULL OR v.closed_on > %(day)s)
      AND v.region_id = %(region)s AND (%(municipality)s::bigint IS NULL OR v.municipality_id = %(municipality)s)
    GROUP BY v.subject_id
)
SELECT coalesce(j.name, 'без предмета'), coalesce(a.staff, 0), coalesce(a.known, 0), coalesce(a.older, 0),
       coalesce(a.soon, 0), coalesce(o.vacancies, 0), coalesce(o.rates, 0)
FROM ages a
FULL JOIN openings o ON coalesce(o.subject_id, 0) = coalesce(a.subject_id, 0)
LEFT JOIN teachers_subject j ON j.id = coalesce(a.subject_id, o.subject_id)
ORDER BY j.name IS NULL, j.sort_key
"""


@dataclass(frozen=True, slots=True)
class Outlook:
    """One subject: its teachers on the day, those whose age is known, past the age, reaching it, open vacancies."""

    subject: str
    staff: int
    known: int
    older: int
    soon: int
    vacancies: int
    rates: float

    @property
    def lacking(self) -> int:
        """How many may be lacking in three years: vacancies, and those past the age or about to reach it."""
        return self.vacancies + self.older + self.soon


def outlook(actor: Actor, day: date, municipality: int | None = None) -> list[Outlook]:
    """Subjects with their teachers by age and their vacancies, in the actor's scope, in one statement.

    A pedagogue counts at the main job, in each of its subjects; the wall narrows the rows to what the role sees.
    """
    values: dict[str, Any] = {"day": day, "pedagogue": PositionKind.PEDAGOGUE.value, "region": actor.region_id,
              "municipality": municipality}  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(STATEMENT, values)
        return [Outlook(*row) for row in cursor.fetchall()]
