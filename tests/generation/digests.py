"""A generated region by its natural keys: two equal regions give one digest, whatever the numbers of their rows."""

import hashlib

from django.db import connection

QUERIES = (
    "SELECT o.code, o.kind, o.short_name, o.founder, o.opened_on, o.closed_on, m.oktmo"
    " FROM organizations_organization o JOIN organizations_municipality m ON m.id = o.municipality_id",
    "SELECT snils, last_name, first_name, middle_name, birth_date, career_start, managerial FROM teachers_person",
    'SELECT p.snils, o.code, t.name, e.start, e."end", e.is_main FROM teachers_employment e'
    " JOIN teachers_person p ON p.id = e.person_id JOIN organizations_organization o ON o.id = e.organization_id"
    " JOIN teachers_position t ON t.id = e.position_id",
    "SELECT p.snils, t.title, s.completed_on, s.annulled_on, c.competence_id, c.points FROM diagnostics_score c"
    " JOIN diagnostics_diagnosticsession s ON s.id = c.session_id JOIN teachers_person p ON p.id = s.person_id"
    " JOIN diagnostics_tool t ON t.id = s.tool_id",
    "SELECT r.number, p.snils, r.approved_on, r.cancelled_on, i.number, i.content, i.done_on"
    " FROM routes_individualroute r JOIN teachers_person p ON p.id = r.person_id"
    " LEFT JOIN routes_routeitem i ON i.route_id = r.id",
    "SELECT p.snils, g.code, e.enrolled_on, e.completed_on, e.document_number FROM programs_enrollment e"
    " JOIN teachers_person p ON p.id = e.person_id JOIN programs_program g ON g.id = e.program_id",
    "SELECT p.snils, o.code, v.code, a.role, a.on_date FROM events_participation a"
    " LEFT JOIN teachers_person p ON p.id = a.person_id JOIN organizations_organization o ON o.id = a.organization_id"
    " JOIN events_event v ON v.id = a.event_id",
)


def digest() -> str:
    """The digest of all regions in the database."""
    mark = hashlib.sha256()
    with connection.cursor() as cursor:
        for query in QUERIES:
            cursor.execute(query)
            mark.update("\n".join(sorted(map(repr, cursor.fetchall()))).encode())
    return mark.hexdigest()


def value(query: str, *values: str | int) -> object:
    """The single value of a query."""
    with connection.cursor() as cursor:
        cursor.execute(query, list(values))
        return cursor.fetchone()[0]


def number(query: str, *values: str | int) -> float:
    """The single number of a query."""
    found = value(query, *values)
    return float(str(found)) if found is not None else 0.0
