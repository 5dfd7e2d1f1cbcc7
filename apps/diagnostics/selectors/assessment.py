"""What an assessment centre found in a year: the figures of its analytical reports (DOMAIN 8, ЦОПМКП).

Of each person assessed in the year the latest independent session, not annulled by the year's end, that scored a
competence. Managers are those who manage by the main employment today. Municipalities where fewer than five people were
assessed are left out, for the report is handed on (``selectors.suppression``).
"""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import connection

from apps.diagnostics.models import Competence, DiagnosticSession
from apps.diagnostics.selectors.groups import Line
from apps.diagnostics.selectors.suppression import hidden_parts
from apps.organizations.models import Municipality, Organization

LAST = """
SELECT DISTINCT ON (y.year, c.person_id, c.competence_id) y.year, c.person_id, c.competence_id, c.municipality_id,
    100 * c.points / c.maximum AS percent,
    100 * c.points < coalesce(h.percent, t.threshold) * c.maximum AS under
FROM (VALUES (%(year)s::int), (%(year)s::int - 1)) y(year)
JOIN diagnostics_diagnosticsession s ON s.completed_on BETWEEN make_date(y.year, 1, 1) AND make_date(y.year, 12, 31)
JOIN diagnostics_score c ON c.session_id = s.id
JOIN diagnostics_tool t ON t.id = s.tool_id
LEFT JOIN diagnostics_toolthreshold h ON h.tool_id = t.id AND h.competence_id = c.competence_id
WHERE s.provider_id = %(provider)s AND s.independent AND s.managerial = %(managerial)s
    AND (s.annulled_on IS NULL OR s.annulled_on > make_date(y.year, 12, 31))
ORDER BY y.year, c.person_id, c.competence_id, s.completed_on DESC, s.id DESC
"""
SELECT = f"""
WITH state AS MATERIALIZED ({LAST}),
people AS (SELECT year, person_id, municipality_id, bool_or(under) AS under FROM state GROUP BY 1, 2, 3)
SELECT year, competence_id, NULL::bigint, count(*), count(*) FILTER (WHERE under), avg(percent), stddev_pop(percent)
FROM state GROUP BY 1, 2
UNION ALL SELECT year, NULL, municipality_id, count(*), count(*) FILTER (WHERE under), NULL, NULL
FROM people GROUP BY GROUPING SETS ((year, municipality_id), (year))
"""


@dataclass
class Assessed:
    """What was found in a year: by competence, by municipality, the whole."""

    lines: dict[int, Line] = field(default_factory=dict)
    places: dict[int, Line] = field(default_factory=dict)
    whole: Line = field(default_factory=Line)


@dataclass(frozen=True)
class YearReport:
    """A year of a centre beside the year before."""

    provider: Organization
    year: int
    managerial: bool
    now: Assessed
    before: Assessed
    competences: list[Competence]
    municipalities: list[Municipality]

    @property
    def title(self) -> str:
        """What the report is about."""
        about = "управленческих кадров" if self.managerial else "педагогических работников"
        return f"Аналитическая справка по выявленным проблемам профессиональной деятельности {about}"

    def told(self, municipality: int) -> Line:
        """A municipality's line as the report tells it."""
        hidden = hidden_parts({key: line.people for key, line in self.now.places.items()})
        return Line(hidden=True) if municipality in hidden else self.now.places[municipality]


def year_report(provider: Organization, year: int, *, managerial: bool) -> YearReport:
    """The figures of a centre's report, from what the wall shows of its sessions; three statements."""
    years: dict[int, Assessed] = defaultdict(Assessed)
    with connection.cursor() as cursor:
        cursor.execute(SELECT, {"provider": provider.pk, "year": year, "managerial": managerial})
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    for found_year, competence, municipality, *figures in rows:
        line, found = Line(*figures), years[found_year]
        if competence is not None:
            found.lines[competence] = line
        elif municipality is not None:
            found.places[municipality] = line
        else:
            found.whole = line
    now, before = years[year], years[year - 1]
    competences = Competence.objects.filter(pk__in=now.lines).order_by("code")
    places = Municipality.objects.filter(pk__in=now.places).order_by("sort_key")
    return YearReport(provider, year, managerial, now, before, list(competences), list(places))


def years_of(provider: Organization) -> list[int]:
    """The years in which the centre conducted diagnostics, the last one first."""
    days: list[date] = list(DiagnosticSession.objects.filter(provider=provider).dates("completed_on", "year"))
    return sorted((day.year for day in days), reverse=True)
