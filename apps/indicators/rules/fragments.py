"""Conditions that several rules share, as SQL: one wording of «counts», «in the ФР», «competed»."""

# A session counts if it is an independent one, its provider is of kind P, and it is not annulled on or before D.
SESSION_STEPS = {
    "independent": "s.independent",
    "provider": "({any_provider} OR s.provider_id = ANY ({providers}))",
    "annulled": "(s.annulled_on IS NULL OR s.annulled_on > {day})",
}
SESSION_COUNTS = " AND ".join(SESSION_STEPS.values())
# Cancelled on or before D does not count, cancelled later does.
ROUTE_KEPT = "(r.cancelled_on IS NULL OR r.cancelled_on > {day})"
# Every span in which a programme was in the federal registry: included on or before d, not excluded on or before d.
# An entry that was excluded and included again has earlier stays beside its last one.
REGISTRY_SPANS = """(
    SELECT program_id, range_agg(stay) AS held FROM (
        SELECT program_id, daterange(included_on, excluded_on, '[)') AS stay
        FROM programs_registryentry WHERE program_id IS NOT NULL
        UNION ALL SELECT n.program_id, daterange(b.included_on, b.excluded_on, '[)')
        FROM programs_earlierstay b JOIN programs_registryentry n ON n.id = b.entry_id WHERE n.program_id IS NOT NULL
    ) stays GROUP BY program_id
)"""
CONTEST = "v.kind = 'skill_contest'"
COMPETED = "p.role IN ('participant', 'prize', 'winner')"
EXPERT_ROLES = "('tutor_methodist', 'expert', 'jury')"
