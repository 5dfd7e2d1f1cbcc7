"""What only the passport counts: categories held on the last day, programmes of the year by kind."""

from datetime import date

from django.db.models import F, OuterRef, QuerySet, Subquery

from apps.core import counters
from apps.core.counters import Counter, Place, Rows
from apps.organizations.enums import EDUCATIONAL
from apps.passport.enums import PUBLISHED_STATES, PartState
from apps.passport.models import MoneyLine, Part, Passport
from apps.programs import selectors as programs
from apps.programs.enums import ProgramKind
from apps.programs.models import Program
from apps.teachers import selectors as people
from apps.teachers.enums import Category, PositionKind
from apps.teachers.models import AttestationCategory, Employment

GROUP = "Паспорт ДППО"
PEOPLE = ("человек", "человека", "человек")
PROGRAMS = ("программа", "программы", "программ")
RUNNING = "programs_running"


def holders(category: str) -> Rows:
    """Pedagogues of the staff on the last day whose last category assigned by then is this one."""

    def rows(place: Place, start: date, end: date) -> QuerySet[Employment]:
        main = Employment.objects.filter(place.q(), people.going_on(end), is_main=True)
        staff = main.filter(organization__kind__in=EDUCATIONAL, position__kind=PositionKind.PEDAGOGUE)
        known = AttestationCategory.objects.filter(person_id=OuterRef("person_id")).exclude(assigned_on__gt=end)
        last = known.order_by(F("assigned_on").desc(nulls_last=True), "-pk").values("category")[:1]
        return staff.alias(held=Subquery(last)).filter(held=category)

    return rows


def running(kind: str) -> Rows:
    """Programmes of the kind carried out in the term."""

    def rows(place: Place, start: date, end: date) -> QuerySet[Program]:
        return counters.get(RUNNING).rows(place, start, end).filter(kind=kind)

    return rows


def running_in_registry(place: Place, start: date, end: date) -> QuerySet[Program]:
    """Programmes carried out in the term that stand in the federal registry on its last day."""
    found: QuerySet[Program] = counters.get(RUNNING).rows(place, start, end).filter(programs.in_registry(end))
    return found


def approved(place: Place, start: date, end: date) -> QuerySet[Passport]:
    """Passports of the years of the term that the ministry has approved: of a region as a whole only."""
    rows = Passport.objects.filter(year__range=(start.year, end.year), state__in=PUBLISHED_STATES)
    whole = place.organization is None and place.municipality is None
    return rows.filter(place.q()) if whole else rows.none()


def parts(place: Place, start: date, end: date) -> QuerySet[Part]:
    """Parts of the passports of the term's years that the centre has accepted."""
    years = (start.year, end.year)
    return Part.objects.filter(place.q(), state=PartState.ACCEPTED, passport__year__range=years)


def money(place: Place, start: date, end: date) -> QuerySet[MoneyLine]:
    """Lines of financing about the term's years."""
    return MoneyLine.objects.filter(place.q(), year__range=(start.year, end.year))


counters.add(
    Counter("passports", "Утверждено паспортов ДППО", ("паспорт", "паспорта", "паспортов"), approved, GROUP),
    Counter("passport_parts", "Принято частей паспорта ДППО", ("часть", "части", "частей"), parts, GROUP),
    Counter("passport_money", "Записано строк финансирования в паспорте ДППО", ("строка", "строки", "строк"), money,
            GROUP),
    Counter("category_highest", "Педагогов высшей категории в штате", PEOPLE, holders(Category.HIGHEST), GROUP,
            distinct="person_id", page="teachers:person_list", query="category=highest&kind=pedagogue", now=True),
    Counter("category_first", "Педагогов первой категории в штате", PEOPLE, holders(Category.FIRST), GROUP,
            distinct="person_id", page="teachers:person_list", query="category=first&kind=pedagogue", now=True),
    Counter("programs_running_pk", "Реализуется программ повышения квалификации", PROGRAMS, running(ProgramKind.PK),
            GROUP),
    Counter("programs_running_pp", "Реализуется программ профессиональной переподготовки", PROGRAMS,
            running(ProgramKind.PP), GROUP),
    Counter("programs_running_registry", "Реализуется программ ФР ДПП", PROGRAMS, running_in_registry, GROUP),
)  # fmt: skip
