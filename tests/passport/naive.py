"""The passport's computed figures by hand-written SQL: nothing of the portal's own selectors is used."""

from decimal import Decimal
from typing import Any

from django.db import connection

EDUCATIONAL = "('school', 'kindergarten', 'additional', 'college', 'other_edu')"
DAY, START = "date '2025-12-31'", "date '2025-01-01'"
IN_YEAR = f"between {START} and {DAY}"
STAFF = f"""
    from teachers_employment e join organizations_organization o on o.id = e.organization_id
    join teachers_position j on j.id = e.position_id
    where o.region_id = %(region)s and o.kind in {EDUCATIONAL} and e.is_main and e.start <= {DAY}
    and (e."end" is null or e."end" >= {DAY}) and j.kind in """
CATEGORY = """ and (select c.category from teachers_attestationcategory c where c.person_id = e.person_id
    and (c.assigned_on is null or c.assigned_on <= date '2025-12-31')
    order by c.assigned_on desc nulls last, c.id desc limit 1) = """
OPEN = f"(o.opened_on is null or o.opened_on <= {DAY}) and (o.closed_on is null or o.closed_on > {DAY})"
ORGANIZATIONS = f"select count(*) from organizations_organization o where o.region_id = %(region)s and {OPEN} and "
APPOINTED = f"""select count(distinct a.person_id) from teachers_appointment a where a.region_id = %(region)s
    and a.start <= {DAY} and (a."end" is null or a."end" >= {START}) and a.kind = """
RUNNING = f"""select count(*) from programs_program g where g.region_id = %(region)s and (
    exists (select 1 from programs_enrollment n where n.program_id = g.id
        and (n.enrolled_on {IN_YEAR} or n.completed_on {IN_YEAR}))
    or ((g.runs_from is not null or g.runs_to is not null) and coalesce(g.runs_from, {START}) <= {DAY}
        and coalesce(g.runs_to, {DAY}) >= {START}))"""
HELD = f"""exists (select 1 from programs_registryentry r where r.program_id = g.id and r.included_on <= {DAY}
    and (r.excluded_on is null or r.excluded_on > {DAY}))"""
TRAINED = f"""select count(distinct n.person_id) from programs_enrollment n
    join programs_program g on g.id = n.program_id where n.region_id = %(region)s and n.completed_on {IN_YEAR}"""
ON_DAY = """exists (select 1 from programs_registryentry r where r.program_id = g.id
    and ((r.included_on <= n.enrolled_on and (r.excluded_on is null or r.excluded_on > n.enrolled_on))
      or (r.included_on <= n.completed_on and (r.excluded_on is null or r.excluded_on > n.completed_on))))"""
EVENTS = f"select count(*) from events_event v where v.region_id = %(region)s and v.start {IN_YEAR}"
TOOK_PART = f"""from events_participation p join events_event v on v.id = p.event_id
    where p.region_id = %(region)s and coalesce(p.on_date, v.start) {IN_YEAR}"""
GUESTS = f"select count(distinct p.person_id) {TOOK_PART} and p.person_id is not null"
PAIRS = f"""from events_mentoringpair m where m.region_id = %(region)s and m.start <= {DAY}
    and (m."end" is null or m."end" >= {START})"""
SESSIONS = f"""from diagnostics_diagnosticsession s where s.region_id = %(region)s and s.independent
    and s.completed_on {IN_YEAR} and (s.annulled_on is null or s.annulled_on > {DAY})"""
BOTH, PEDAGOGUES, MANAGERS = "('pedagogue', 'manager')", "('pedagogue')", "('manager')"
STATEMENTS = {
    "staff.total": f"select count(*) {STAFF}{BOTH}",
    "staff.pedagogues": f"select count(*) {STAFF}{PEDAGOGUES}",
    "staff.managers": f"select count(*) {STAFF}{MANAGERS}",
    "staff.young": f"""select count(*) from teachers_person t where t.region_id = %(region)s
        and t.birth_date + interval '35 years' > {DAY} and t.career_start + interval '3 years' > {DAY}
        and exists (select 1 from teachers_employment e join teachers_position j on j.id = e.position_id
            where e.person_id = t.id and e.is_main and e.start <= {DAY} and (e."end" is null or e."end" >= {DAY})
            and j.kind = 'pedagogue')""",
    "staff.highest": f"select count(*) {STAFF}{PEDAGOGUES}{CATEGORY}'highest'",
    "staff.first": f"select count(*) {STAFF}{PEDAGOGUES}{CATEGORY}'first'",
    "staff.organizations": f"{ORGANIZATIONS} o.kind in {EDUCATIONAL}",
    "staff.mms": f"{ORGANIZATIONS} o.kind = 'mms'",
    "staff.mms_workers": f"{APPOINTED}'mms_worker'",
    "staff.municipal_methodists": f"{APPOINTED}'municipal_methodist'",
    "staff.regional_methodists": f"{APPOINTED}'regional_methodist'",
    "staff.tutor_methodists": f"{APPOINTED}'tutor_methodist'",
    "programs.running": RUNNING,
    "programs.running_pk": f"{RUNNING} and g.kind = 'pk'",
    "programs.running_pp": f"{RUNNING} and g.kind = 'pp'",
    "programs.running_registry": f"{RUNNING} and {HELD}",
    "programs.in_registry": f"select count(*) from programs_program g where g.region_id = %(region)s and {HELD}",
    "programs.included": f"""select count(*) from programs_program g where g.region_id = %(region)s and exists (
        select 1 from programs_registryentry r where r.program_id = g.id and r.included_on {IN_YEAR})""",
    "programs.trainings": f"""select count(*) from programs_enrollment n where n.region_id = %(region)s
        and n.completed_on {IN_YEAR}""",
    "programs.trained": TRAINED,
    "programs.trained_pk": f"{TRAINED} and g.kind = 'pk'",
    "programs.trained_pp": f"{TRAINED} and g.kind = 'pp'",
    "programs.trained_registry": f"{TRAINED} and {ON_DAY}",
    "programs.trained_managers": f"{TRAINED} and n.managerial",
    "programs.trained_quality": f"{TRAINED} and g.theme = 'управление качеством образования'",
    "events.total": EVENTS,
    "events.federal": f"{EVENTS} and v.level = 'federal'",
    "events.regional": f"{EVENTS} and v.level = 'regional'",
    "events.municipal": f"{EVENTS} and v.level = 'municipal'",
    "events.institutional": f"{EVENTS} and v.level = 'institutional'",
    "events.young": f"{EVENTS} and v.supports_young",
    "events.people": GUESTS,
    "events.participations": f"select count(*) {TOOK_PART}",
    "events.contest_people": f"""{GUESTS} and v.kind = 'skill_contest'
        and p.role in ('participant', 'prize', 'winner')""",
    "events.experience": f"{GUESTS} and p.role = 'experience'",
    "events.interns": f"{GUESTS} and v.kind = 'internship'",
    "events.organizations": f"select count(distinct p.organization_id) {TOOK_PART}",
    "events.pairs": f"select count(*) {PAIRS}",
    "events.mentors": f"select count(distinct m.mentor_id) {PAIRS}",
    "results.diagnosed": f"select count(distinct s.person_id) {SESSIONS}",
    "results.deficits": f"""select count(*) from diagnostics_deficit d where d.session_id in (
        select s.id {SESSIONS})""",
    "results.routes": f"""select count(*) from routes_individualroute i where i.region_id = %(region)s
        and i.approved_on {IN_YEAR} and (i.cancelled_on is null or i.cancelled_on > {DAY})""",
    "results.items": f"""select count(*) from routes_routeitem i where i.region_id = %(region)s
        and i.done_on {IN_YEAR}""",
}


def figures(region: int) -> dict[str, Decimal]:
    """Code → number, counted by SQL of its own."""
    found: dict[str, Decimal] = {}
    with connection.cursor() as cursor:
        for code, statement in STATEMENTS.items():
            cursor.execute(statement, {"region": region})
            row: tuple[Any, ...] = cursor.fetchone()
            found[code] = Decimal(row[0])
    return found
