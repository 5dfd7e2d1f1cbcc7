"""A generated region is believable: who is diagnosed gets a route more often, and so on."""

import pytest

from apps.monitoring.generation.plan import Plan
from tests.generation.digests import number

pytestmark = pytest.mark.django_db
STAFF = """
WITH staff AS (
    SELECT e.person_id, p.kind FROM teachers_employment e
    JOIN teachers_position p ON p.id = e.position_id AND p.kind <> 'other'
    JOIN organizations_organization o ON o.id = e.organization_id
        AND o.kind IN ('school', 'kindergarten', 'additional', 'college', 'other_edu')
    WHERE e.is_main AND e.start <= '2025-12-31' AND e."end" IS NULL
),
diagnosed AS (SELECT DISTINCT person_id FROM diagnostics_diagnosticsession WHERE independent AND annulled_on IS NULL),
routed AS (
    SELECT DISTINCT person_id FROM routes_individualroute WHERE approved_on IS NOT NULL AND cancelled_on IS NULL
),
trained AS (
    SELECT DISTINCT e.person_id FROM programs_enrollment e JOIN programs_registryentry r ON r.program_id = e.program_id
    WHERE e.completed_on >= r.included_on
)
"""


def share(numerator: str, denominator: str = "true") -> float:
    """The share in percent of the staff that meets a condition among those that meet another."""
    return number(
        f"{STAFF} SELECT 100.0 * count(*) FILTER (WHERE {numerator}) / count(*) FROM staff s WHERE {denominator}"
    )


DIAGNOSED = "s.person_id IN (SELECT person_id FROM diagnosed)"
ROUTED = "s.person_id IN (SELECT person_id FROM routed)"
TRAINED = "s.person_id IN (SELECT person_id FROM trained)"


def test_managers_are_six_to_nine_percent(large: Plan) -> None:
    assert 6 <= share("s.kind = 'manager'") <= 9


def test_young_specialists_are_about_a_tenth(large: Plan) -> None:
    young = (
        "s.person_id IN (SELECT id FROM teachers_person WHERE birth_date > date '1990-12-31'"
        " AND career_start > date '2022-12-31')"
    )
    assert 7 <= share(young, "s.kind = 'pedagogue'") <= 14


def test_diagnosed_are_many_but_not_all(large: Plan) -> None:
    assert 35 <= share(DIAGNOSED) <= 75


def test_diagnosed_have_routes_far_oftener(large: Plan) -> None:
    assert share(ROUTED, DIAGNOSED) > 10 * share(ROUTED, f"NOT {DIAGNOSED}") > 0


def test_routed_are_trained_oftener(large: Plan) -> None:
    assert share(TRAINED, ROUTED) > 2 * share(TRAINED, f"NOT {ROUTED}") > 0


def test_deficits_are_a_part_of_the_scores(large: Plan) -> None:
    deficits = number("SELECT count(*) FROM diagnostics_deficit")
    assert 0.1 <= deficits / number("SELECT count(*) FROM diagnostics_score") <= 0.4


GAIN = """
WITH pairs AS (
    SELECT a.person_id, a.competence_id, 100 * b.points / b.maximum - 100 * a.points / a.maximum AS gain,
        EXISTS (
            SELECT 1 FROM programs_enrollment e
            JOIN programs_program_competences c ON c.program_id = e.program_id AND c.competence_id = a.competence_id
            WHERE e.person_id = a.person_id AND e.completed_on BETWEEN s.completed_on AND t.completed_on) AS learnt
    FROM diagnostics_score a JOIN diagnostics_diagnosticsession s ON s.id = a.session_id
    JOIN diagnostics_score b ON b.person_id = a.person_id AND b.competence_id = a.competence_id
    JOIN diagnostics_diagnosticsession t ON t.id = b.session_id AND t.completed_on > s.completed_on
)
SELECT avg(gain) FILTER (WHERE learnt) - avg(gain) FILTER (WHERE NOT learnt) FROM pairs
"""


def test_training_raises_the_repeated_result(large: Plan) -> None:
    assert number(GAIN) > 5


def test_diagnostics_grow_over_the_years(large: Plan) -> None:
    query = "SELECT count(*) FROM diagnostics_diagnosticsession WHERE extract(year FROM completed_on) = %s"
    assert number(query, 2025) > number(query, 2023)


def test_some_programs_are_in_the_registry_and_some_excluded(large: Plan) -> None:
    programs = number("SELECT count(*) FROM programs_program")
    entries = number("SELECT count(*) FROM programs_registryentry")
    excluded = number("SELECT count(*) FROM programs_registryentry WHERE excluded_on IS NOT NULL")
    assert programs > entries > excluded > 0


def test_some_competences_have_no_program(large: Plan) -> None:
    query = (
        "SELECT count(*) FROM diagnostics_competence c WHERE NOT EXISTS"
        " (SELECT 1 FROM programs_program_competences p WHERE p.competence_id = c.id)"
    )
    assert number(query) == 3


def test_municipalities_differ(large: Plan) -> None:
    query = f"""{STAFF}, units AS (
        SELECT p.municipality_id, avg(({DIAGNOSED})::int) AS part
        FROM staff s JOIN teachers_person p ON p.id = s.person_id GROUP BY p.municipality_id HAVING count(*) > 40)
        SELECT 100 * (max(part) - min(part)) FROM units"""
    assert number(query) > 10


DEFECTS = {
    "no birth date": "SELECT count(*) FROM teachers_person WHERE birth_date IS NULL",
    "no career start": "SELECT count(*) FROM teachers_person WHERE career_start IS NULL",
    "no main job": "SELECT count(*) FROM teachers_person p WHERE NOT EXISTS"
    " (SELECT 1 FROM teachers_employment e WHERE e.person_id = p.id AND e.is_main)",
    "job before the career": "SELECT count(*) FROM teachers_employment e JOIN teachers_person p ON p.id = e.person_id"
    " WHERE e.start < p.career_start",
    "annulled": "SELECT count(*) FROM diagnostics_diagnosticsession WHERE annulled_on IS NOT NULL",
    "self-assessment": "SELECT count(*) FROM diagnostics_diagnosticsession WHERE NOT independent",
    "cancelled route": "SELECT count(*) FROM routes_individualroute WHERE cancelled_on IS NOT NULL",
    "route without items": "SELECT count(*) FROM routes_individualroute r WHERE NOT EXISTS"
    " (SELECT 1 FROM routes_routeitem i WHERE i.route_id = r.id)",
    "second job": "SELECT count(*) FROM teachers_employment WHERE NOT is_main",
    "long leave": "SELECT count(*) FROM teachers_leave",
    "appointment": "SELECT count(*) FROM teachers_appointment WHERE kind = 'expert'",
    "pair": "SELECT count(*) FROM events_mentoringpair",
    "school in a contest": "SELECT count(*) FROM events_participation WHERE person_id IS NULL",
    "closed organization": "SELECT count(*) FROM organizations_organization WHERE closed_on IS NOT NULL",
}


@pytest.mark.parametrize("name", DEFECTS)
def test_region_has_the_odd_cases_too(large: Plan, name: str) -> None:
    assert number(DEFECTS[name]) > 0


YOUNG = """
SELECT avg(EXISTS (
    SELECT 1 FROM events_participation a JOIN events_event v ON v.id = a.event_id
    WHERE a.person_id = p.id AND v.supports_young)::int) FROM teachers_person p WHERE {0}
"""


def test_support_forms_are_for_the_young(large: Plan) -> None:
    young, rest = (number(YOUNG.format(f"p.career_start {sign} '2023-01-01'")) for sign in (">=", "<"))
    assert young > 0.4 > 0.15 > rest
