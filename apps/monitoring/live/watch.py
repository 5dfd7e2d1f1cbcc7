"""Which changes of which tables touch whose figures: one line for each mark that a change leaves.

A change of columns that no rule reads leaves none. The list is complete when every table that the statement of a
report names stands here: a test reads the statement and compares.
"""

from dataclasses import dataclass

from apps.monitoring.enums import Changed

INSERT, UPDATE, DELETE = "INSERT", "UPDATE", "DELETE"
EVERY = (INSERT, UPDATE, DELETE)


@dataclass(frozen=True, slots=True)
class Watch:
    """A change of ``columns`` of a row marks what ``key`` (SQL over the row) names, before and after the change."""

    table: str
    kind: Changed
    key: str
    columns: tuple[str, ...]
    on: tuple[str, ...] = EVERY


def of_person(table: str, *columns: str) -> Watch:
    """A record of a person."""
    return Watch(table, Changed.PERSON, "person_id", ("person_id", *columns))


JOB = ("person_id", "organization_id", "position_id", "is_main", "start", "end")
TRAINING = ("program_id", "enrolled_on", "completed_on")
PART = ("event_id", "person_id", "role", "on_date")
METHOD = ("profile_id", "code", "number", "title", "clause", "rule", "parameters", "method_version", "position",
          "active")  # fmt: skip
NONE = "NULL::bigint"
WATCHES = (
    Watch("teachers_person", Changed.PERSON, "id", ("snils", "birth_date", "career_start"), (UPDATE,)),
    Watch("teachers_employment", Changed.PERSON, "person_id", JOB),
    Watch("teachers_employment", Changed.PLACE, "organization_id", JOB),
    Watch("teachers_position", Changed.ALL, NONE, ("kind",), (UPDATE,)),
    of_person("teachers_appointment", "kind", "start", "end"),
    of_person("diagnostics_diagnosticsession", "provider_id", "completed_on", "independent", "annulled_on"),
    of_person("diagnostics_deficit", "session_id", "competence_id"),
    of_person("routes_individualroute", "session_id", "approved_on", "cancelled_on"),
    of_person("routes_routeitem", "route_id", "program_id"),
    of_person("routes_itemaim", "item_id", "competence_id"),
    of_person("programs_enrollment", *TRAINING),
    Watch("programs_enrollment", Changed.CARRIED, "program_id", TRAINING),
    Watch(
        "programs_program",
        Changed.PROGRAM,
        "id",
        ("code", "kind", "theme", "runs_from", "runs_to", "organization_id"),
    ),
    Watch("programs_program", Changed.PLACE, "organization_id", ("organization_id",), (UPDATE, DELETE)),
    Watch(
        "programs_registryentry", Changed.PROGRAM, "program_id", ("program_id", "included_on", "excluded_on")
    ),
    Watch(
        "programs_earlierstay",
        Changed.PROGRAM,
        "(SELECT e.program_id FROM programs_registryentry e WHERE e.id = entry_id)",
        ("entry_id", "included_on", "excluded_on"),
    ),
    Watch("events_event", Changed.EVENT, "id", ("kind", "supports_young", "start"), (UPDATE,)),
    of_person("events_participation", *PART),
    Watch(
        "events_participation",
        Changed.PLACE,
        "CASE WHEN person_id IS NULL THEN organization_id END",
        (*PART, "organization_id"),
    ),
    of_person("events_mentoringpair", "start", "end"),
    Watch(
        "organizations_organization",
        Changed.ORGANIZATION,
        "id",
        ("short_name", "sort_key", "founder", "opened_on", "closed_on", "parent_id"),
    ),
    Watch(
        "organizations_organization",
        Changed.REGION,
        "region_id",
        ("code", "kind", "home_id", "region_id"),
        (UPDATE, DELETE),
    ),
    Watch(
        "organizations_membership",
        Changed.REGION,
        "region_id",
        ("organization_id", "member_of_id", "valid_from", "valid_to", "region_id"),
    ),
    Watch(
        "organizations_municipality",
        Changed.REGION,
        "region_id",
        ("oktmo", "name", "sort_key", "valid_from", "valid_to", "successor_id", "regional", "region_id"),
    ),
    Watch(
        "organizations_headcount",
        Changed.PLACE,
        "organization_id",
        ("organization_id", "on_date", "pedagogues", "managers"),
    ),
    Watch("organizations_profile", Changed.ALL, NONE, ("population", "region_id", "municipality_id"), (UPDATE,)),
    Watch(
        "indicators_indicator",
        Changed.ALL,
        NONE,
        METHOD,
    ),
)  # fmt: skip
