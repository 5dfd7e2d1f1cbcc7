"""Who may see and do what with which kind of rows (DOMAIN 8): one table, read by the database and by the screens.

Kinds: organizations, people, diagnostics, routes, training, activity (participations, pairs, appointments), mentoring
(plans and meetings of pairs: both sides keep them), programs,
events, figures, facts (who stands behind a figure), findings, submissions, roadmap, history, access_log, users,
registry, passport, results (averages of schools at examinations), targets (``indicators.policies`` narrows it to the
profile), forms (of monitoring: who builds them and gathers by them), form_reports (who fills them; results),
groups (of programmes: their schedule, internal expertise),
documents (the register of issued documents and what is sent to ФИС ФРДО: of the own organization only),
functions (of the regulation: what confirms their performance), explanations (of findings; staff_findings and
staff_explanations: of those that tell nothing of diagnostics and routes), recommendations (sent_…: those that have
left the centre; local_…: of a municipality's own profile), campaigns (of diagnostics: plans and figures), invitations
(to diagnostics: whom, when, whether they came; no results), item_bank (items with their keys: of the own bank only),
attempts (who takes an online test), answers (the person's own, nobody else's),
consultations (requests: those of organizations), practice (what is seen in the work), recognitions (of learning outside
of programmes), surveys (who builds questionnaires; who is asked reads the published ones), survey_answers,
group_results (of diagnostics: without people), effects (of programmes, to the assessment centre; others read them with
programs), registrations (for events: who comes), certificates (of participation).
"""

from dataclasses import dataclass

from apps.accounts.enums import SCOPE_LEVEL, Role
from apps.core.access import ORGANIZATION, PERSONS, READ, REGION, WRITE

SELF, LED, ASSESSED = "self", "led", "assessed"
RELATION = {Role.TEACHER: SELF, Role.TUTOR: LED, Role.COPMKP: ASSESSED}

BOOKS = ("registers", "meetings", "practices")
REGISTERS = (*BOOKS, "expertise")
PEOPLE_WORK = ("people", "diagnostics", "routes", "training", "activity")
METHODICAL_WORK = ("consultations", "practice", "surveys", "survey_answers")
VISITS = ("registrations", "certificates")
# role → (kinds it reads, kinds it writes), all within the role's own unit.
TABLE: dict[Role, tuple[tuple[str, ...], tuple[str, ...]]] = {
    Role.ADMINISTRATOR: (
        ("organizations", "users", "history", "access_log"),
        ("organizations", "users", "dictionaries", "targets"),
    ),
    Role.FEDERAL: (("published",), ()),
    Role.CNPPM: (
        (
            "mentoring",
            *VISITS,
            *PEOPLE_WORK,
            "campaigns",
            "invitations",
            "organizations",
            "programs",
            "registry",
            "events",
            "figures",
            "facts",
            "findings",
            "published",
            "history",
            "access_log",
            "passport",
            "results",
            "forms",
            "form_reports",
            "functions",
            "roadmap",
            "explanations",
            "recommendations",
            "sent_recommendations",
            "submissions",
            "item_bank",
            "attempts",
            *METHODICAL_WORK,
            "recognitions",
            "groups",
            "documents",
            *REGISTERS,
        ),
        (
            "mentoring",
            *VISITS,
            *PEOPLE_WORK,
            "campaigns",
            "invitations",
            "organizations",
            "programs",
            "registry",
            "events",
            "figures",
            "dictionaries",
            "passport",
            "results",
            "targets",
            "forms",
            "form_reports",
            "functions",
            "roadmap",
            "explanations",
            "recommendations",
            "submissions",
            "item_bank",
            "consultations",
            "practice",
            "surveys",
            "recognitions",
            "groups",
            "documents",
            *REGISTERS,
        ),
    ),
    Role.IRO: (
        (
            *VISITS,
            "people",
            "training",
            "programs",
            "registry",
            "events",
            "organizations",
            "group_results",
            "figures",
            "published",
            "passport",
            "results",
            "forms",
            "form_reports",
            "functions",
            "roadmap",
            "sent_recommendations",
            "groups",
            "documents",
            *REGISTERS,
        ),
        (
            *VISITS,
            "training",
            "programs",
            "registry",
            "events",
            "passport",
            "targets",
            "form_reports",
            "roadmap",
            "sent_recommendations",
            "groups",
            "documents",
            *REGISTERS,
        ),
    ),
    Role.COPMKP: (
        ("people", "diagnostics", "campaigns", "invitations", "roadmap", "item_bank", "attempts", "effects"),
        ("diagnostics", "campaigns", "invitations", "roadmap", "item_bank"),
    ),
    Role.MINISTRY: (
        (
            "campaigns",
            "organizations",
            "programs",
            "events",
            "group_results",
            "figures",
            "published",
            "passport",
            "results",
            "forms",
            "form_reports",
            "functions",
            "roadmap",
            "sent_recommendations",
            "submissions",
            *REGISTERS,
        ),
        ("targets", "functions", "roadmap"),
    ),
    Role.MOO: (
        (
            "campaigns",
            "organizations",
            "events",
            "group_results",
            "figures",
            "published",
            "results",
            "forms",
            "form_reports",
            "functions",
            "roadmap",
            "sent_recommendations",
            "local_recommendations",
            "submissions",
            *BOOKS,
        ),
        ("functions", "roadmap", "sent_recommendations", "submissions", "targets"),
    ),
    Role.UMO: (
        (
            "figures",
            "group_results",
            "published",
            "results",
            "functions",
            "roadmap",
            *BOOKS,
        ),
        ("meetings",),
    ),
    Role.METHODIST: (
        (
            "mentoring",
            *VISITS,
            *PEOPLE_WORK,
            "campaigns",
            "invitations",
            "attempts",
            "organizations",
            "events",
            "figures",
            "facts",
            "findings",
            "published",
            "history",
            "passport",
            "results",
            "forms",
            "form_reports",
            "functions",
            "roadmap",
            "explanations",
            "sent_recommendations",
            "local_recommendations",
            "submissions",
            *METHODICAL_WORK,
            "recognitions",
            *REGISTERS,
        ),
        (
            "mentoring",
            *VISITS,
            "people",
            "activity",
            "events",
            "organizations",
            "passport",
            "results",
            "targets",
            "forms",
            "form_reports",
            "functions",
            "roadmap",
            "explanations",
            "sent_recommendations",
            "local_recommendations",
            "submissions",
            "consultations",
            "practice",
            "surveys",
            *BOOKS,
        ),
    ),
    Role.OPERATOR: (
        (
            "mentoring",
            *VISITS,
            "people",
            "training",
            "activity",
            "campaigns",
            "invitations",
            "organizations",
            "events",
            "figures",
            "results",
            "forms",
            "form_reports",
            "roadmap",
            "staff_findings",
            "staff_explanations",
            "sent_recommendations",
            "requests",
            *REGISTERS,
        ),
        (
            "registrations",
            "people",
            "training",
            "organizations",
            "form_reports",
            "roadmap",
            "staff_explanations",
            "sent_recommendations",
            "requests",
            *BOOKS,
        ),
    ),
    Role.COUNCIL: (
        (
            "people",
            "diagnostics",
            "routes",
            "training",
            "organizations",
            "practice",
            "recognitions",
            "meetings",
            "practices",
        ),
        (
            "routes",
            "meetings",
        ),
    ),
    Role.TUTOR: (
        (*PEOPLE_WORK, *VISITS, "mentoring", "campaigns", "invitations", "consultations", "practice", "recognitions"),
        ("routes", "consultations", "practice"),
    ),
    Role.TEACHER: (
        (
            *PEOPLE_WORK,
            *METHODICAL_WORK,
            *VISITS,
            "mentoring",
            "campaigns",
            "invitations",
            "attempts",
            "answers",
            "recognitions",
        ),
        ("routes", "mentoring", "attempts", "answers", "consultations", "survey_answers", "registrations"),
    ),
}
# Rights bounded by another unit than the role's: an institute reads the region's programmes and edits its own;
# the assessment centre sees the sessions it conducted.
ELSEWHERE = {
    # Who carries measures out reports for the own organization; the centre and, of a municipality, its authority lead.
    **{
        (role, "roadmap", WRITE): ORGANIZATION
        for role in (Role.IRO, Role.COPMKP, Role.MINISTRY, Role.METHODIST, Role.OPERATOR)
    },
    (Role.COPMKP, "roadmap", READ): ORGANIZATION,
    (Role.IRO, "programs", WRITE): ORGANIZATION,
    (Role.IRO, "events", WRITE): ORGANIZATION,
    (Role.IRO, "groups", WRITE): ORGANIZATION,
    **{(Role.IRO, kind, action): ORGANIZATION for kind in VISITS for action in (READ, WRITE)},
    **{(role, "documents", action): ORGANIZATION for role in (Role.CNPPM, Role.IRO) for action in (READ, WRITE)},
    (Role.IRO, "registers", WRITE): ORGANIZATION,
    (Role.IRO, "meetings", WRITE): ORGANIZATION,
    (Role.UMO, "meetings", WRITE): ORGANIZATION,
    (Role.IRO, "practices", WRITE): ORGANIZATION,
    (Role.IRO, "sent_recommendations", READ): ORGANIZATION,
    (Role.IRO, "sent_recommendations", WRITE): ORGANIZATION,
    (Role.IRO, "passport", WRITE): ORGANIZATION,
    (Role.IRO, "forms", READ): ORGANIZATION,
    (Role.IRO, "form_reports", READ): ORGANIZATION,
    (Role.IRO, "form_reports", WRITE): ORGANIZATION,
    (Role.CNPPM, "item_bank", READ): ORGANIZATION,
    (Role.CNPPM, "item_bank", WRITE): ORGANIZATION,
    (Role.COPMKP, "item_bank", READ): ORGANIZATION,
    (Role.COPMKP, "item_bank", WRITE): ORGANIZATION,
    (Role.COPMKP, "attempts", READ): ORGANIZATION,
    (Role.COPMKP, "effects", READ): REGION,
    (Role.COPMKP, "diagnostics", READ): ORGANIZATION,
    (Role.COPMKP, "diagnostics", WRITE): ORGANIZATION,
    **{(Role.COPMKP, kind, action): ORGANIZATION for kind in ("campaigns", "invitations") for action in (READ, WRITE)},
}
# The council sees its teachers' deficits and routes, not its managers' (DOMAIN 8).
WITHOUT_MANAGERS = {(Role.COUNCIL, kind) for kind in ("diagnostics", "routes", "training", "practice", "recognitions")}


@dataclass(frozen=True, slots=True)
class RightRow:
    """One row of the rights table."""

    role: str
    kind: str
    action: str
    level: str
    relation: str
    managers: bool


def right_row(role: Role, kind: str, action: str) -> RightRow:
    """The row of a role's right: the role's unit unless another one is named."""
    key = (role, kind, action)
    level = ELSEWHERE.get(key, SCOPE_LEVEL[role])
    relation = RELATION.get(role, "") if level == PERSONS else ""
    return RightRow(role.value, kind, action, level, relation, (role, kind) not in WITHOUT_MANAGERS)


def rights() -> list[RightRow]:
    """The whole table as rows."""
    return [
        right_row(role, kind, action)
        for role, (read, write) in TABLE.items()
        for action, kinds in ((READ, read), (WRITE, write))
        for kind in kinds
    ]


BY_KEY = {(row.role, row.kind, row.action): row for row in rights()}
