"""The effect of programmes: graduates' gain between the last session before and the first one after (DOMAIN 5).

A session counts if it is independent, not annulled by the day and scored the competence. Before means completed on or
before the enrolment, after means later than the completion. A person's gain is the mean over the programme's
competences that were scored both times; a programme's gain is the mean over its graduates.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from django.db import connection, transaction
from django.utils import timezone

from apps.core.statistics import Interval, mean_interval
from apps.programs.models import Program
from apps.routes.models import ProgramEffect

FEWEST = 5  # the same bound that keeps deficits of a few from naming them (DOMAIN 8)
SCORE = """
    SELECT 100.0 * c.points / c.maximum FROM diagnostics_score c
    JOIN diagnostics_diagnosticsession s ON s.id = c.session_id
    WHERE c.person_id = e.person_id AND c.competence_id = k.competence_id AND s.independent
      AND (s.annulled_on IS NULL OR s.annulled_on > %(day)s) AND {when} LIMIT 1
"""
BEFORE = SCORE.format(when="s.completed_on <= e.enrolled_on ORDER BY s.completed_on DESC, s.id DESC")
AFTER = SCORE.format(when="s.completed_on > e.completed_on AND s.completed_on <= %(day)s ORDER BY s.completed_on, s.id")
GAINS = f"""
WITH scored AS (
    SELECT e.program_id, e.person_id, ({BEFORE}) AS before, ({AFTER}) AS after
    FROM programs_enrollment e JOIN programs_program_competences k ON k.program_id = e.program_id
    WHERE e.completed_on <= %(day)s
)
SELECT program_id, person_id, avg(after - before)::float8 FROM scored
WHERE before IS NOT NULL AND after IS NOT NULL GROUP BY program_id, person_id ORDER BY program_id, person_id
"""


def gains(day: date) -> Mapping[int, Sequence[float]]:
    """Programme → the gain of each of its graduates, in points of percent, as of the day. Asked as the system."""
    found: dict[int, list[float]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(GAINS, {"day": day})
        for program, _, gain in cursor.fetchall():
            found[program].append(gain)
    return found


def effect_of(values: Sequence[float]) -> Interval | None:
    """The mean gain with its 95 % interval; None on fewer than five graduates."""
    return mean_interval(values) if len(values) >= FEWEST else None


@transaction.atomic
def count_effects(today: date | None = None) -> int:
    """Count the effect of every programme anew as of the day; returns how many have one. Asked as the system."""
    day = today or timezone.localdate()
    found = {pk: one for pk, values in gains(day).items() if (one := effect_of(values)) is not None}
    ProgramEffect.objects.exclude(program__in=found).delete()
    known = {row.program_id: row for row in ProgramEffect.objects.all()}
    for pk, program in Program.objects.in_bulk(found).items():
        row = known.get(pk) or ProgramEffect(program=program)
        row.n, row.counted_on = found[pk].n, day
        row.gain, row.low, row.high = (_rounded(value) for value in (found[pk].mean, found[pk].low, found[pk].high))
        row.save()
    return len(found)


def _rounded(value: float) -> Decimal:
    """Two places, within what the column holds: five graduates of very unlike gains have a very wide interval."""
    return Decimal(str(round(max(-999.99, min(999.99, value)), 2)))
