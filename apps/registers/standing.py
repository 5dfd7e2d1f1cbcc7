"""What an appointment, a prize, a workplace of a methodist is judged by: conditions, training, later activity.

The conditions of the methodical active are shown as met or not and never block an appointment (DOMAIN 2).
"""

from datetime import date

from django.db.models import Case, CharField, DateField, Exists, F, OuterRef, Q, Subquery, Value, When
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce
from django.utils import timezone

from apps.core.subqueries import counted
from apps.diagnostics.selectors import counting_sessions
from apps.events.enums import ParticipationRole
from apps.events.models import Participation
from apps.programs.models import Enrollment, Program
from apps.teachers.enums import AppointmentKind, Category
from apps.teachers.models import Appointment, AttestationCategory, Person
from apps.teachers.selectors import after_years, going_on

SUPPORT_THEME, TUTOR_THEME = "методическ", "тьютор"
LEAST_YEARS = 5
HIGHER, PEDAGOGICAL = "высшее", "педагог"
MET, NOT_MET = "выполнены", "не выполнены"
TONES = {MET: "green", NOT_MET: "orange"}
ACTIVE = (AppointmentKind.REGIONAL_METHODIST, AppointmentKind.MUNICIPAL_METHODIST)
LATER_ROLES = (
    ParticipationRole.EXPERIENCE,
    ParticipationRole.EXPERT,
    ParticipationRole.JURY,
    ParticipationRole.TUTOR_METHODIST,
)


def diagnosed_on() -> Subquery:
    """The day of the last independent diagnostics of an outer row's person; annulled ones do not count."""
    rows = counting_sessions().filter(person_id=OuterRef("person_id"))
    return Subquery(rows.values("completed_on")[:1], output_field=DateField())


def trained_on(theme: str) -> Subquery:
    """The day on which an outer row's person last completed a programme whose theme or title holds the word."""
    about = Program.objects.filter(Q(theme__icontains=theme) | Q(title__icontains=theme)).values("pk")
    rows = Enrollment.objects.filter(
        person_id=OuterRef("person_id"), completed_on__isnull=False, program_id__in=Subquery(about)
    )
    return Subquery(rows.order_by("-completed_on").values("completed_on")[:1], output_field=DateField())


def is_regional(day: date) -> Exists:
    """Whether an outer row's person is a regional methodist on the day."""
    kind = AppointmentKind.REGIONAL_METHODIST
    return Exists(Appointment.objects.filter(going_on(day), person_id=OuterRef("person_id"), kind=kind))


def is_core_teacher(day: date) -> Exists:
    """A teacher of the highest category with higher pedagogical education and five years of work (DOMAIN 2)."""
    best = AttestationCategory.objects.filter(person_id=OuterRef("pk"), category=Category.HIGHEST)
    people = Person.objects.annotate(_since=after_years("career_start", LEAST_YEARS)).filter(
        Exists(best),
        pk=OuterRef("person_id"),
        education__icontains=HIGHER,
        _since__lte=day,
    )
    return Exists(people.filter(education__icontains=PEDAGOGICAL))


def conditions(day: date | None = None) -> Case:
    """Whether an outer appointment meets the entry conditions: of the regional active or of the municipal one."""
    on = day or timezone.localdate()
    regional = Q(kind=AppointmentKind.REGIONAL_METHODIST)
    passed = Q(_diagnosed__isnull=False, _trained__isnull=False)
    return Case(
        When(regional & passed, then=Value(MET)),
        When(~regional & (Q(is_regional(on)) | Q(is_core_teacher(on))), then=Value(MET)),
        default=Value(NOT_MET),
        output_field=CharField(),
    )


def later_activity() -> Combinable:
    """How often an outer participation's person later presented experience, judged or taught."""
    own = Coalesce(F("on_date"), F("event__start"))
    rows = Participation.objects.filter(role__in=LATER_ROLES).annotate(_day=own)
    return counted(rows.filter(_day__gt=OuterRef("_day")), "person_id", "person_id")
