"""Six indicators with facts and explanations for all units, against one hand-written statement of bare figures.

The region has 40,000 people, 1,200 organizations and five years of history (LIMITS). Times are printed, never
asserted; only that the two agree is.
"""

from datetime import date

import pytest
from django.db import connection, transaction

from apps.core.actor import acting, system
from apps.indicators.services.methods import freeze
from apps.indicators.services.profiles import find, load_profile
from apps.monitoring.generation.region import generate, plan_for
from apps.monitoring.services import compute, snapshot
from apps.organizations.models import Profile
from tests.benchmarks.measure import compare

pytestmark = [pytest.mark.benchmark, pytest.mark.django_db(transaction=True)]
START, DAY = date(2025, 1, 1), date(2025, 12, 31)

BARE = """
WITH place AS (
    SELECT o.id, o.kind, o.parent_id, m.oktmo FROM organizations_organization o
    JOIN organizations_membership w ON w.organization_id = o.id AND daterange(w.valid_from, w.valid_to, '[]') @> %(day)s
    JOIN organizations_municipality m ON m.id = w.member_of_id WHERE m.region_id = %(region)s),
staff AS (
    SELECT e.person_id, e.organization_id, j.kind = 'manager' AS manager,
        j.kind = 'pedagogue' AND %(day)s < t.birth_date + INTERVAL '35 years'
            AND %(day)s < t.career_start + INTERVAL '3 years' AS young
    FROM teachers_employment e JOIN place c ON c.id = e.organization_id
    JOIN teachers_position j ON j.id = e.position_id AND j.kind IN ('pedagogue', 'manager')
    JOIN teachers_person t ON t.id = e.person_id
    WHERE e.is_main AND e.start <= %(day)s AND (e."end" IS NULL OR e."end" >= %(day)s)
        AND c.kind IN ('school', 'kindergarten', 'additional', 'college', 'other_edu')),
counts AS MATERIALIZED (
    SELECT s.id, s.person_id, s.completed_on FROM diagnostics_diagnosticsession s
    JOIN organizations_organization p ON p.id = s.provider_id AND p.kind = 'cnppm'
    WHERE s.independent AND (s.annulled_on IS NULL OR s.annulled_on > %(day)s)),
diagnosed AS (SELECT DISTINCT person_id FROM counts WHERE completed_on BETWEEN %(start)s AND %(day)s),
kept AS MATERIALIZED (
    SELECT r.id, r.person_id, r.session_id, r.approved_on FROM routes_individualroute r
    JOIN counts s ON s.id = r.session_id
    WHERE r.approved_on IS NOT NULL AND (r.cancelled_on IS NULL OR r.cancelled_on > %(day)s)),
routed AS (SELECT DISTINCT person_id FROM kept WHERE approved_on BETWEEN %(start)s AND %(day)s),
trained AS (
    SELECT DISTINCT e.person_id FROM programs_enrollment e
    JOIN routes_routeitem i ON i.person_id = e.person_id AND i.program_id = e.program_id
    JOIN kept r ON r.id = i.route_id AND r.approved_on <= e.completed_on
    JOIN routes_itemaim a ON a.item_id = i.id
    JOIN diagnostics_deficit d ON d.session_id = r.session_id AND d.competence_id = a.competence_id
    JOIN programs_registryentry f ON f.program_id = e.program_id
        AND (f.included_on <= e.enrolled_on AND (f.excluded_on IS NULL OR f.excluded_on > e.enrolled_on)
            OR f.included_on <= e.completed_on AND (f.excluded_on IS NULL OR f.excluded_on > e.completed_on))
    WHERE e.completed_on BETWEEN %(start)s AND %(day)s),
managed AS (
    SELECT DISTINCT e.person_id FROM programs_enrollment e JOIN programs_program g ON g.id = e.program_id
    WHERE e.completed_on BETWEEN %(start)s AND %(day)s AND lower(g.theme) = 'управление качеством образования'),
supported AS (
    SELECT p.person_id FROM events_participation p JOIN events_event v ON v.id = p.event_id AND v.supports_young
    WHERE coalesce(p.on_date, v.start) BETWEEN %(start)s AND %(day)s
    UNION SELECT person_id FROM events_mentoringpair WHERE start <= %(day)s AND ("end" IS NULL OR "end" >= %(start)s)),
per AS (
    SELECT s.organization_id, count(*) AS staff, count(d.person_id) AS diagnosed, count(r.person_id) AS routed,
        count(*) FILTER (WHERE NOT s.manager) AS pedagogues,
        count(*) FILTER (WHERE NOT s.manager AND t.person_id IS NOT NULL) AS trained,
        count(*) FILTER (WHERE s.manager) AS managers,
        count(*) FILTER (WHERE s.manager AND m.person_id IS NOT NULL) AS managed,
        count(*) FILTER (WHERE s.young) AS young,
        count(*) FILTER (WHERE s.young AND u.person_id IS NOT NULL) AS supported
    FROM staff s LEFT JOIN diagnosed d USING (person_id) LEFT JOIN routed r USING (person_id)
    LEFT JOIN trained t USING (person_id) LEFT JOIN managed m USING (person_id) LEFT JOIN supported u USING (person_id)
    GROUP BY s.organization_id),
ran AS (
    SELECT g.organization_id, count(*) AS programs, count(*) FILTER (WHERE EXISTS (
        SELECT FROM programs_registryentry f WHERE f.program_id = g.id AND f.included_on <= %(day)s
            AND (f.excluded_on IS NULL OR f.excluded_on > %(day)s))) AS listed
    FROM programs_program g JOIN place c ON c.id = g.organization_id LEFT JOIN place u ON u.id = c.parent_id
    WHERE (c.kind = 'iro' OR u.kind = 'iro') AND (
        (coalesce(g.runs_from, g.runs_to) IS NOT NULL AND daterange(g.runs_from, g.runs_to, '[]')
            && daterange(%(start)s, %(day)s, '[]'))
        OR EXISTS (SELECT FROM programs_enrollment e WHERE e.program_id = g.id AND (
            e.enrolled_on BETWEEN %(start)s AND %(day)s OR e.completed_on BETWEEN %(start)s AND %(day)s)))
    GROUP BY g.organization_id)
SELECT c.oktmo, c.id, sum(p.diagnosed), sum(p.staff), sum(p.routed), sum(p.trained), sum(p.pedagogues),
    count(*) FILTER (WHERE p.managers > 0 AND 2 * p.managed >= p.managers), count(*) FILTER (WHERE p.managers > 0),
    sum(p.supported), sum(p.young), sum(g.listed), sum(g.programs)
FROM place c LEFT JOIN per p ON p.organization_id = c.id LEFT JOIN ran g ON g.organization_id = c.id
GROUP BY GROUPING SETS ((), (c.oktmo), (c.oktmo, c.id))
"""


@pytest.fixture
def region(db: None) -> Profile:
    """The large region."""
    with acting(system("bench")):
        load_profile(find("vladimir"))
        profile = Profile.objects.get(code="vladimir")
    generate(plan_for(profile, persons=40_000, seed=1, organizations=1_200, years=5, until=2025))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return profile


def bare(profile: Profile) -> list[tuple[int | None, ...]]:
    """The bare figures of all units by the hand-written statement."""
    with acting(system("bench")), connection.cursor() as cursor:
        # Under the wall the planner expects one row everywhere and loops; told not to, it is a hundred times faster.
        cursor.execute("SET LOCAL jit = off")
        cursor.execute("SET LOCAL enable_nestloop = off")
        cursor.execute(BARE, {"start": START, "day": DAY, "region": profile.region_id})
        return list(cursor.fetchall())


def stored(profile: Profile) -> tuple[list[int], list[int]]:
    """What the portal does: figures, facts and what explains them, stored; then taken back."""
    with acting(system("bench")):
        report = compute.new_report(profile, START, DAY, None)
        report.methods = freeze(profile)
        report.save()
        snapshot.store(report)
        unit = report.units.get(level="region")
        transaction.set_rollback(True)
    return list(unit.numerators), list(unit.denominators)


def reported(profile: Profile) -> None:
    """The whole service, taken back."""
    with acting(system("bench")):
        compute.compute_report(profile=profile, period_from=START, period_to=DAY)
        transaction.set_rollback(True)


def test_six_indicators_with_facts_against_one_bare_statement(region: Profile) -> None:
    whole = next(row for row in bare(region) if row[0] is None)[2:]
    numerators, denominators = stored(region)
    assert (numerators, denominators) == (
        [int(whole[i] or 0) for i in (0, 2, 3, 5, 7, 9)],
        [int(whole[i] or 0) for i in (1, 1, 4, 6, 8, 10)],
    )
    compare("six indicators with facts, 40,000 people", lambda: stored(region), lambda: bare(region))
    compare("the whole report with findings and hash", lambda: reported(region), lambda: bare(region))
