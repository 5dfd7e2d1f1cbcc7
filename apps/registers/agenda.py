"""What the registers add to the first page and to lower rooms' lists."""

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from apps.core import access
from apps.core.actor import Actor
from apps.core.web import agenda, starts
from apps.core.web import filters as core_filters
from apps.core.web import sections as core_sections
from apps.core.web.period import Period
from apps.core.web.sections import Related
from apps.organizations.enums import EDUCATIONAL, OrganizationKind
from apps.organizations.models import Agreement, Organization
from apps.registers.models import Application, Decision, Letter, Practice, Responsible
from apps.teachers.selectors import going_on

KEEPERS = frozenset({"cnppm", "methodist", "iro"})
MISSING = (("yes", "есть"), ("no", "нет"))


def late_decisions(actor: Actor, period: Period) -> QuerySet[Decision]:
    """Decisions whose day has passed."""
    rows = Decision.objects.filter(access.scope(Decision, actor), done_on__isnull=True)
    return rows.filter(due__lt=timezone.localdate())


def late_answers(actor: Actor, period: Period) -> QuerySet[Letter]:
    """Letters whose answer is late."""
    rows = Letter.objects.filter(access.scope(Letter, actor), answered_on__isnull=True)
    return rows.filter(due__lt=timezone.localdate())


def unjudged(actor: Actor, period: Period) -> QuerySet[Practice]:
    """Practices before the experts."""
    return Practice.objects.filter(access.scope(Practice, actor), published=False, returned_on__isnull=True)


def undecided(actor: Actor, period: Period) -> QuerySet[Application]:
    """Applications that wait for a decision."""
    return Application.objects.filter(access.scope(Application, actor), decided_on__isnull=True)


def answered_for() -> Q:
    """Organizations that have named who answers for methodical support today."""
    rows = Responsible.objects.filter(going_on(timezone.localdate()), at_organization_id=OuterRef("pk"))
    return Q(Exists(rows))


def agreed() -> Q:
    """Authorities with an agreement that holds today."""
    today = timezone.localdate()
    rows = Agreement.objects.filter(organization_id=OuterRef("pk"), signed_on__lte=today).exclude(valid_to__lt=today)
    return Q(Exists(rows))


def unnamed(actor: Actor, period: Period) -> QuerySet[Organization]:
    """Open educational organizations where nobody is named responsible."""
    return by_responsible(Organization.objects.filter(access.scope(Organization, actor)), "", "no")


def without_agreement(actor: Actor, period: Period) -> QuerySet[Organization]:
    """Municipal authorities without a tripartite agreement that holds (DOMAIN 2)."""
    return by_agreement(Organization.objects.filter(access.scope(Organization, actor)), "", "no")


def by_responsible(rows: QuerySet[Organization], name: str, value: str) -> QuerySet[Organization]:
    """With a responsible person today; without: open educational organizations, which must have one."""
    if value == "yes":
        return rows.filter(answered_for())
    return rows.filter(~answered_for(), kind__in=EDUCATIONAL).exclude(closed_on__lte=timezone.localdate())


def by_agreement(rows: QuerySet[Organization], name: str, value: str) -> QuerySet[Organization]:
    """With an agreement that holds today; without: open municipal authorities, which must have one."""
    if value == "yes":
        return rows.filter(agreed())
    return rows.filter(~agreed(), kind=OrganizationKind.MOO).exclude(closed_on__lte=timezone.localdate())


for key, title, rows, page, query, roles, order in (
    ("late_decisions", "Решения заседаний не исполнены в срок", late_decisions, "registers:decision_list",
     "state=late", KEEPERS | {"council", "operator"}, 62),
    ("late_answers", "Ответ на письмо просрочен", late_answers, "registers:letter_list", "state=late", KEEPERS, 64),
    ("unjudged", "Практики ждут экспертизы", unjudged, "registers:practice_list", "state=judged",
     frozenset({"cnppm", "iro"}), 66),
    ("undecided", "Заявки площадок ждут решения", undecided, "registers:application_list", "state=waiting",
     frozenset({"cnppm"}), 68),
    ("unnamed", "Организации без ответственных лиц", unnamed, "organizations:organization_list", "responsible=no",
     frozenset({"cnppm", "methodist"}), 70),
    ("without_agreement", "Органы управления без соглашения", without_agreement, "organizations:organization_list",
     "agreement=no", frozenset({"cnppm", "ministry"}), 72),
):  # fmt: skip
    agenda.add_todo(agenda.Todo(key, title, rows, page, query, roles, order))

core_filters.add(
    "organizations.organization",
    "responsible",
    core_filters.ChoiceFilter(label="Ответственные лица", choices=MISSING, method=by_responsible),
)
core_filters.add(
    "organizations.organization",
    "agreement",
    core_filters.ChoiceFilter(label="Действующее соглашение", choices=MISSING, method=by_agreement),
)
core_sections.add(
    "organizations.organization",
    Related("responsible", "Ответственные", "registers.responsible", "at_organization", order=44, add="Внести",
            columns=("person", "area", "act", "start", "end"), empty="Ответственные лица не внесены."),
)  # fmt: skip
core_sections.add(
    "organizations.organization",
    Related("vacancies", "Вакансии", "registers.vacancy", "organization", order=46, add="Внести вакансию",
            columns=("position", "subject", "rate", "opened_on", "closed_on"), empty="Открытых вакансий не внесено."),
)  # fmt: skip
core_sections.add(
    "organizations.organization",
    Related("meetings", "Заседания", "registers.meeting", "organization", order=48, add="Внести заседание",
            columns=("number", "held_on", "body", "decisions", "waiting"), empty="Заседаний не внесено."),
)  # fmt: skip
starts.add_shortcuts(
    starts.Shortcut("Внести заседание", "registers:meeting_create", "umo council", "notebook", order=30),
)
