"""The tables the generator writes, in the order of their references."""

from apps.diagnostics.models import DiagnosticSession, Score, Tool
from apps.events.models import Event, MentoringPair, Participation
from apps.monitoring.generation.sink import Sink, Table
from apps.organizations.models import Agreement, NormativeAct, Organization, SiteStatus, StatusFlag
from apps.programs.models import Enrollment, Program, RegistryEntry
from apps.routes.models import IndividualRoute, ItemAim, RouteItem
from apps.teachers.models import Appointment, AttestationCategory, Consent, Employment, Leave, Person

IN_ORGANIZATION = {"municipality_id": "o.municipality_id", "region_id": "o.region_id"}
ORGANIZATION = "JOIN organizations_organization o ON o.id = s.organization_id"
WITH_PERSON = {
    "organization_id": "p.organization_id",
    "municipality_id": "p.municipality_id",
    "region_id": "p.region_id",
    "managerial": "p.managerial",
}
PEOPLE = "generated_teachers_person"
PERSON = f"JOIN {PEOPLE} p ON p.id = s.person_id"
FULL_NAME = "concat_ws(' ', {0}.last_name, {0}.first_name, nullif({0}.middle_name, ''))"

organization = Table(
    Organization,
    (
        "code", "kind", "full_name", "short_name", "sort_key", "home_id", "municipality_id", "region_id", "parent_id",
        "email", "founder", "opened_on", "closed_on", "shared", "open",
    ),
)  # fmt: skip
flag = Table(StatusFlag, ("organization_id", "flag", "valid_from", "valid_to"), IN_ORGANIZATION, ORGANIZATION)
site = Table(
    SiteStatus, ("organization_id", "kind", "topic", "act", "valid_from", "valid_to"), IN_ORGANIZATION, ORGANIZATION
)
agreement = Table(Agreement, ("organization_id", "number", "signed_on", "valid_to"), IN_ORGANIZATION, ORGANIZATION)
act = Table(NormativeAct, ("organization_id", "title", "number", "signed_on"), IN_ORGANIZATION, ORGANIZATION)
tool = Table(Tool, ("provider_id", "title"))
program = Table(
    Program,
    (
        "organization_id", "code", "title", "sort_key", "kind", "hours", "form", "theme", "runs_from", "runs_to",
    ),
    {**IN_ORGANIZATION, "open": "o.open"},
    ORGANIZATION,
)  # fmt: skip
program_competence = Table(Program.competences.through, ("program_id", "competence_id"))
entry = Table(
    RegistryEntry,
    (
        "number", "title", "kind", "hours", "form", "organization_name", "included_on", "excluded_on", "program_id",
    ),
)  # fmt: skip
event = Table(
    Event,
    ("organization_id", "code", "title", "sort_key", "kind", "level", "start", "end", "supports_young"),
    {**IN_ORGANIZATION, "open": "o.open"},
    ORGANIZATION,
)
organization_participation = Table(
    Participation,
    ("organization_id", "event_id", "role", "on_date"),
    IN_ORGANIZATION,
    ORGANIZATION,
    "generated_organization_participation",
)
person = Table(
    Person,
    (
        "snils", "last_name", "first_name", "middle_name", "sort_key", "birth_date", "sex", "career_start", "education",
        "email", "organization_id", "municipality_id", "region_id", "managerial",
    ),
)  # fmt: skip
employment = Table(
    Employment,
    ("person_id", "organization_id", "position_id", "is_main", "start", "end", "rate"),
    {
        **IN_ORGANIZATION,
        **{f"owner_{column}": source for column, source in WITH_PERSON.items()},
        "person_name": FULL_NAME.format("p"),
    },
    f"{ORGANIZATION} {PERSON}",
)
employment_subject = Table(Employment.subjects.through, ("employment_id", "subject_id"))
category = Table(AttestationCategory, ("person_id", "category", "assigned_on"), WITH_PERSON, PERSON)
consent = Table(Consent, ("person_id", "given_on", "withdrawn_on"), WITH_PERSON, PERSON)
leave = Table(Leave, ("person_id", "kind", "start", "end"), WITH_PERSON, PERSON)
appointment = Table(
    Appointment, ("person_id", "at_organization_id", "kind", "start", "end", "act"), WITH_PERSON, PERSON
)
session = Table(
    DiagnosticSession,
    ("person_id", "tool_id", "provider_id", "completed_on", "independent", "annulled_on"),
    WITH_PERSON,
    PERSON,
)
score = Table(
    Score, ("person_id", "session_id", "provider_id", "competence_id", "points", "maximum"), WITH_PERSON, PERSON
)
route = Table(
    IndividualRoute,
    (
        "person_id", "number", "session_id", "tutor_id", "drafted_on", "agreed_on", "approved_on", "started_on",
        "completed_on", "cancelled_on", "cancel_reason",
    ),
    WITH_PERSON,
    PERSON,
)  # fmt: skip
item = Table(
    RouteItem,
    ("person_id", "route_id", "number", "kind", "content", "program_id", "event_id", "due", "hours", "done_on"),
    WITH_PERSON,
    PERSON,
)
aim = Table(ItemAim, ("person_id", "item_id", "competence_id"), WITH_PERSON, PERSON)
enrollment = Table(
    Enrollment,
    (
        "person_id", "program_id", "enrolled_on", "completed_on", "expelled_on", "document_number",
        "registration_number", "issued_on",
    ),
    WITH_PERSON,
    PERSON,
)  # fmt: skip
participation = Table(Participation, ("person_id", "event_id", "role", "on_date"), WITH_PERSON, PERSON)
pair = Table(
    MentoringPair,
    ("person_id", "mentor_id", "form", "start", "end", "order"),
    {
        **WITH_PERSON,
        **{f"mentor_{column}": source.replace("p.", "m.") for column, source in WITH_PERSON.items()},
        "person_name": FULL_NAME.format("p"),
        "mentor_name": FULL_NAME.format("m"),
    },
    f"{PERSON} JOIN {PEOPLE} m ON m.id = s.mentor_id",
)


class Sinks:
    """One sink for every table; ``frame`` is written before the people, ``life`` with each batch of them."""

    def __init__(self) -> None:
        self.organization, self.flag, self.site = Sink(organization), Sink(flag), Sink(site)
        self.agreement, self.act, self.tool = Sink(agreement), Sink(act), Sink(tool)
        self.program, self.program_competence = Sink(program), Sink(program_competence)
        self.entry, self.event = Sink(entry), Sink(event)
        self.organization_participation = Sink(organization_participation)
        self.person, self.employment = Sink(person), Sink(employment)
        self.employment_subject, self.category = Sink(employment_subject), Sink(category)
        self.consent, self.leave, self.appointment = Sink(consent), Sink(leave), Sink(appointment)
        self.session, self.score = Sink(session), Sink(score)
        self.route, self.item, self.aim = Sink(route), Sink(item), Sink(aim)
        self.enrollment, self.participation, self.pair = Sink(enrollment), Sink(participation), Sink(pair)
        sinks = [value for value in vars(self).values() if isinstance(value, Sink)]
        start_of_life = sinks.index(self.person)
        self.frame, self.life = sinks[:start_of_life], sinks[start_of_life:]

    def counts(self) -> dict[str, int]:
        """How many rows were written, by the model's name."""
        result: dict[str, int] = {}
        for sink in (*self.frame, *self.life):
            name = sink.table.model._meta.model_name or ""
            result[name] = result.get(name, 0) + sink.written
        return result
