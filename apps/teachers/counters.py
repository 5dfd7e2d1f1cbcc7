"""What people give to count: the staff, young specialists, categories, appointments."""

from datetime import date

from django.db.models import Q, QuerySet

from apps.core import counters
from apps.core.counters import Counter, Place, Rows
from apps.organizations.enums import EDUCATIONAL
from apps.teachers import selectors
from apps.teachers.enums import AppointmentKind, Category, PositionKind
from apps.teachers.models import Appointment, AttestationCategory, Employment, Person

GROUP = "Кадры"
PEOPLE = ("человек", "человека", "человек")
STAFF = (PositionKind.PEDAGOGUE, PositionKind.MANAGER)


def going_in(start: date, end: date) -> Q:
    """What goes on on any day from ``start`` to ``end``."""
    return Q(start__lte=end) & (Q(end__isnull=True) | Q(end__gte=start))


def staff(*kinds: str) -> Rows:
    """Main employments in educational organizations on the last day, by the kind of the position (DOMAIN 3)."""

    def rows(place: Place, start: date, end: date) -> QuerySet[Employment]:
        main = Employment.objects.filter(place.q(), selectors.going_on(end), is_main=True)
        return main.filter(organization__kind__in=EDUCATIONAL, position__kind__in=kinds)

    return rows


def young(place: Place, start: date, end: date) -> QuerySet[Person]:
    """Young specialists on the last day."""
    return selectors.young(Person.objects.filter(place.q()), end)


def assigned(place: Place, start: date, end: date) -> QuerySet[AttestationCategory]:
    """People to whom a category was assigned in the term."""
    real = AttestationCategory.objects.exclude(category__in=(Category.NONE, Category.FIT))
    return real.filter(place.q(), assigned_on__range=(start, end))


def appointed(kind: str) -> Rows:
    """People whose appointment of the kind goes on on any day of the term; of an organization: at it."""

    def rows(place: Place, start: date, end: date) -> QuerySet[Appointment]:
        where = place.q(organization="at_organization_id")
        return Appointment.objects.filter(where, going_in(start, end), kind=kind)

    return rows


APPOINTED = {
    AppointmentKind.MMS_WORKER: "Работников ММС",
    AppointmentKind.MUNICIPAL_METHODIST: "Муниципальных методистов",
    AppointmentKind.REGIONAL_METHODIST: "Региональных методистов",
    AppointmentKind.TUTOR_METHODIST: "Тьюторов-методистов",
    AppointmentKind.EXPERT: "Назначенных экспертов",
    AppointmentKind.JURY: "Назначенных членов жюри",
}
counters.add(
    Counter("staff", "Педагогов и руководителей в штате", PEOPLE, staff(*STAFF), GROUP),
    Counter("pedagogues", "Педагогов в штате", PEOPLE, staff(PositionKind.PEDAGOGUE), GROUP),
    Counter("managers", "Руководителей в штате", PEOPLE, staff(PositionKind.MANAGER), GROUP),
    Counter("young", "Молодых специалистов", PEOPLE, young, GROUP, page="teachers:person_list", query="young=yes",
            now=True),
    Counter("categories", "Присвоена квалификационная категория", PEOPLE, assigned, GROUP, distinct="person_id",
            page="teachers:category_list", query="assigned_from={start}&assigned_to={end}"),
    *(
        Counter(kind.value, title, PEOPLE, appointed(kind), GROUP, distinct="person_id",
                page="teachers:appointment_list", query=f"kind={kind.value}&state=now",
                narrows=frozenset({"municipality"}), now=True)
        for kind, title in APPOINTED.items()
    ),
)  # fmt: skip
