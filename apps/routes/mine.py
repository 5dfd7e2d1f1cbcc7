"""What «Мой маршрут» shows: one page of a teacher, every part of it the teacher's own."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from apps.core.actor import Actor
from apps.core.subqueries import counted
from apps.core.text import NBSP, format_number
from apps.core.web import agenda
from apps.core.web.period import Period
from apps.diagnostics.models import Deficit, DiagnosticSession
from apps.diagnostics.selectors import counting_sessions
from apps.programs.models import Enrollment, Program
from apps.routes import work
from apps.routes.agenda import consent_context
from apps.routes.models import Consultation, IndividualRoute, PracticeRecord, Recognition, RouteItem
from apps.routes.selectors import Plan, plan_of, title_of
from apps.routes.standing import late_item
from apps.teachers.models import Consent, Person

SHOWN = 5


@dataclass(frozen=True, slots=True)
class Mine:
    """The teacher's route as the page shows it."""

    route: IndividualRoute
    plan: Plan

    @property
    def next(self) -> Any:
        """The item to be done next."""
        return next(iter(self.plan.ahead), None)


def own_route(person: Person) -> Mine | None:
    """The latest route that is not cancelled, one that goes on first."""
    rows = IndividualRoute.objects.filter(person=person, cancelled_on=None)
    found = rows.filter(work.OPEN).order_by("-pk").first() or rows.order_by("-pk").first()
    return Mine(found, plan_of(found)) if found is not None else None


def other_routes(person: Person, shown: Mine | None) -> QuerySet[IndividualRoute]:
    """Routes that go on beside the one shown, with the number of their late items."""
    late = counted(RouteItem.objects.filter(late_item(timezone.localdate())), "route_id")
    rows = IndividualRoute.objects.filter(work.OPEN, person=person).annotate(late=late)
    return rows.exclude(pk=shown.route.pk if shown else 0).order_by("-pk")


def own_session(person: Person) -> DiagnosticSession | None:
    """The latest independent diagnostics that is not annulled."""
    return counting_sessions().filter(person=person).select_related("tool").first()


def deficit_words(deficit: Deficit) -> str:
    """«Работа с текстом — 40 % при пороге 60 %»."""
    percent, threshold = (format_number(one.normalize()) for one in (deficit.percent, deficit.threshold))
    return f"{deficit.competence.title} — {percent}{NBSP}% при пороге {threshold}{NBSP}%"


def papers(person: Person) -> QuerySet[Enrollment]:
    """Training with a document, the latest first."""
    rows = Enrollment.objects.filter(person=person, completed_on__isnull=False)
    return rows.annotate(shown=title_of(Program, "program_id")).order_by("-completed_on")[:SHOWN]


def page_context(person: Person, actor: Actor, period: Period) -> dict[str, Any]:
    """Everything the page reads, in a constant number of questions."""
    session, mine = own_session(person), own_route(person)
    deficits = Deficit.objects.filter(session=session).select_related("competence") if session else []
    return {
        "lines": agenda.lines(actor, period),
        "consent": consent_context(actor, period),
        "mine": mine,
        "others": list(other_routes(person, mine)[:SHOWN]),
        "session": session,
        "deficits": [deficit_words(one) for one in sorted(deficits, key=lambda one: one.percent)],
        "questions": list(Consultation.objects.filter(person=person).order_by("-asked_on", "-pk")[:SHOWN]),
        "papers": list(papers(person)),
        "recognitions": list(Recognition.objects.filter(person=person).order_by("-decided_on")[:SHOWN]),
        "practice": list(PracticeRecord.objects.filter(person=person).select_related("competence")[:SHOWN]),
        "agreement": Consent.objects.filter(person=person, withdrawn_on=None).order_by("-given_on").first(),
        "person": person,
    }  # fmt: skip
