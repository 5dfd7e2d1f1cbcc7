"""What individual routes give to count."""

from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from apps.core import counters
from apps.core.counters import Counter, Place, Rows
from apps.diagnostics.enums import Block
from apps.diagnostics.models import Score
from apps.organizations.enums import OrganizationKind
from apps.programs.enums import ProgramKind
from apps.programs.models import Enrollment
from apps.routes.enums import ItemKind, PracticeKind
from apps.routes.models import Consultation, IndividualRoute, PracticeRecord, Recognition, RouteItem
from apps.teachers.models import Employment

GROUP = "Маршруты"
PAGE, DATES = "routes:route_list", "approved_from={start}&approved_to={end}"
ROUTES = ("ИОМ", "ИОМ", "ИОМ")
PEOPLE = ("человек", "человека", "человек")
MATHEMATICS = "Математика"
ITEMS = ("пункт", "пункта", "пунктов")


def approved(**fields: bool) -> Rows:
    """Routes approved in the term and not cancelled by its end."""

    def rows(place: Place, start: date, end: date) -> QuerySet[IndividualRoute]:
        kept = Q(cancelled_on__isnull=True) | Q(cancelled_on__gt=end)
        return IndividualRoute.objects.filter(place.q(), kept, approved_on__range=(start, end), **fields)

    return rows


def drafted(place: Place, start: date, end: date) -> QuerySet[IndividualRoute]:
    """Routes drafted in the term; one with no date of drafting counts by its approval."""
    span = (start, end)
    when = Q(drafted_on__range=span) | Q(drafted_on__isnull=True, approved_on__range=span)
    return IndividualRoute.objects.filter(place.q(), when)


def by_institute(place: Place, start: date, end: date) -> QuerySet[IndividualRoute]:
    """Routes drafted in the term by diagnostics that an institute conducted."""
    return drafted(place, start, end).filter(session__provider__kind=OrganizationKind.IRO)


def in_courses(place: Place, start: date, end: date) -> QuerySet[IndividualRoute]:
    """Of these, those drafted while their person was learning on a programme ПК of an institute."""
    day = Coalesce(OuterRef("drafted_on"), OuterRef("approved_on"))
    going = Q(completed_on__isnull=True) | Q(completed_on__gte=day)
    course = {"program__kind": ProgramKind.PK, "program__organization__kind": OrganizationKind.IRO}
    learnt = Enrollment.objects.filter(going, person_id=OuterRef("person_id"), enrolled_on__lte=day, **course)
    return by_institute(place, start, end).filter(Exists(learnt))


def of_mathematicians(place: Place, start: date, end: date) -> QuerySet[IndividualRoute]:
    """Of these, those of teachers of mathematics by diagnostics of subject competences."""
    day = Coalesce(OuterRef("drafted_on"), OuterRef("approved_on"))
    held = Q(end__isnull=True) | Q(end__gte=day)
    taught = Employment.objects.filter(
        held, person_id=OuterRef("person_id"), start__lte=day, subjects__name=MATHEMATICS
    )  # fmt: skip
    scored = Score.objects.filter(session_id=OuterRef("session_id"), competence__block=Block.SUBJECT)
    return by_institute(place, start, end).filter(Exists(taught), Exists(scored))


def completed(place: Place, start: date, end: date) -> QuerySet[IndividualRoute]:
    """Routes completed in the term."""
    return IndividualRoute.objects.filter(place.q(), completed_on__range=(start, end))


def done(*kinds: str) -> Rows:
    """Items of routes done in the term."""

    def rows(place: Place, start: date, end: date) -> QuerySet[RouteItem]:
        found = RouteItem.objects.filter(place.q(), done_on__range=(start, end))
        return found.filter(kind__in=kinds) if kinds else found

    return rows


def observed(*kinds: str) -> Rows:
    """Observations in practice made in the term."""

    def rows(place: Place, start: date, end: date) -> QuerySet[PracticeRecord]:
        found = PracticeRecord.objects.filter(place.q(), on_date__range=(start, end))
        return found.filter(kind__in=kinds) if kinds else found

    return rows


def consulted(place: Place, start: date, end: date) -> QuerySet[Consultation]:
    """Questions answered in the term."""
    return Consultation.objects.filter(place.q(), answered_on__range=(start, end))


def recognized(place: Place, start: date, end: date) -> QuerySet[Recognition]:
    """Decisions of the term that recognize learning."""
    return Recognition.objects.filter(place.q(), decided_on__range=(start, end))


counters.add(
    Counter("routes_drafted", "Составлено ИОМ", ROUTES, drafted, GROUP),
    Counter("routes_in_courses", "Составлено ИОМ в рамках программ ПК ИРО", ROUTES, in_courses, GROUP),
    Counter("routes_mathematics", "Составлено ИОМ учителей математики по диагностике ИРО", ROUTES, of_mathematicians,
            GROUP),
    Counter("routes_approved", "Утверждено ИОМ", ROUTES, approved(), GROUP),
    Counter("routed", "Имеют утверждённый ИОМ", PEOPLE, approved(), GROUP, distinct="person_id"),
    Counter("routed_managers", "Руководителей имеют утверждённый ИОМ", PEOPLE, approved(managerial=True), GROUP,
            distinct="person_id"),
    Counter("routes_led", "Утверждено ИОМ с сопровождающим", ROUTES, approved(tutor__isnull=False), GROUP,
            page=PAGE, query=f"led=yes&{DATES}"),
    Counter("routes_completed", "Завершено ИОМ", ROUTES, completed, GROUP),
    Counter("items_done", "Выполнено пунктов ИОМ", ITEMS, done(), GROUP),
    Counter("items_done_informal", "Выполнено неформальных и информальных пунктов ИОМ", ITEMS,
            done(ItemKind.NON_FORMAL, ItemKind.INFORMAL), GROUP),
    Counter("consultations", "Проведено консультаций", ("консультация", "консультации", "консультаций"), consulted,
            GROUP, page="routes:consultation_list", query="answered_from={start}&answered_to={end}"),
    Counter("practice", "Проведено наблюдений переноса в практику", ("наблюдение", "наблюдения", "наблюдений"),
            observed(), GROUP, page="routes:practice_list", query="seen_from={start}&seen_to={end}"),
    Counter("lessons_visited", "Посещено уроков и занятий", ("посещение", "посещения", "посещений"),
            observed(PracticeKind.LESSON), GROUP, page="routes:practice_list",
            query="kind=lesson&seen_from={start}&seen_to={end}"),
    Counter("internships_seen", "Наблюдений на стажировках", ("наблюдение", "наблюдения", "наблюдений"),
            observed(PracticeKind.INTERNSHIP), GROUP, page="routes:practice_list",
            query="kind=internship&seen_from={start}&seen_to={end}"),
    Counter("master_classes_seen", "Наблюдений на мастер-классах", ("наблюдение", "наблюдения", "наблюдений"),
            observed(PracticeKind.MASTER_CLASS), GROUP, page="routes:practice_list",
            query="kind=master_class&seen_from={start}&seen_to={end}"),
    Counter("observed", "Охвачено наблюдениями в практике", PEOPLE, observed(), GROUP, distinct="person_id"),
    Counter("recognized", "Признано результатов неформального обучения", ("решение", "решения", "решений"),
            recognized, GROUP, page="routes:recognition_list", query="decided_from={start}&decided_to={end}"),
)  # fmt: skip
