"""What programmes and training give to count."""

from collections.abc import Callable
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from apps.core import counters
from apps.core.counters import Counter, Place, Rows
from apps.organizations.enums import EDUCATIONAL, OrganizationKind
from apps.programs import selectors
from apps.programs.enums import CURATORS_THEME, MENTORING_THEME, QUALITY_THEME, SUPERVISION_THEME, ProgramKind
from apps.programs.models import EarlierStay, Enrollment, Program, RegistryEntry

GROUP = "Программы и обучение"
PAGE, DATES = "programs:enrollment_list", "completed_from={start}&completed_to={end}"
PROGRAMS = ("программа", "программы", "программ")
TRAININGS = ("обучение", "обучения", "обучений")
PEOPLE = ("человек", "человека", "человек")
Narrow = Callable[[QuerySet[Enrollment]], QuerySet[Enrollment]]


def running(place: Place, start: date, end: date) -> QuerySet[Program]:
    """Programmes carried out in the term: a training on them began or ended in it, or their own dates overlap it."""
    learnt = Enrollment.objects.filter(program_id=OuterRef("pk")).filter(
        Q(enrolled_on__range=(start, end)) | Q(completed_on__range=(start, end))
    )
    dated = (Q(runs_from__isnull=False) | Q(runs_to__isnull=False)) & (
        (Q(runs_from__isnull=True) | Q(runs_from__lte=end)) & (Q(runs_to__isnull=True) | Q(runs_to__gte=start))
    )
    return Program.objects.filter(place.q()).filter(Exists(learnt) | dated)


def in_registry(place: Place, start: date, end: date) -> QuerySet[Program]:
    """Programmes that stand in the federal registry on the last day."""
    return Program.objects.filter(place.q()).filter(selectors.in_registry(end))


def included(place: Place, start: date, end: date) -> QuerySet[Program]:
    """Programmes included into the federal registry in the term."""
    entries = RegistryEntry.objects.filter(program_id=OuterRef("pk"), included_on__range=(start, end))
    earlier = EarlierStay.objects.filter(entry__program_id=OuterRef("pk"), included_on__range=(start, end))
    return Program.objects.filter(place.q()).filter(Exists(entries) | Exists(earlier))


def completed(narrow: Narrow = lambda rows: rows) -> Rows:
    """Trainings completed in the term, narrowed by what they were on."""

    def rows(place: Place, start: date, end: date) -> QuerySet[Enrollment]:
        return narrow(Enrollment.objects.filter(place.q(), completed_on__range=(start, end)))

    return rows


def by_institutes(rows: QuerySet[Enrollment]) -> QuerySet[Enrollment]:
    """On programmes of institutes and of their units."""
    own = Q(program__organization__kind=OrganizationKind.IRO) | Q(
        program__organization__parent__kind=OrganizationKind.IRO
    )
    return rows.filter(own)


def of_registry(rows: QuerySet[Enrollment]) -> QuerySet[Enrollment]:
    """On programmes that were in the federal registry on the day of enrollment or of completion (DOMAIN 4)."""
    held = Q()
    for day in ("enrolled_on", "completed_on"):
        entries = RegistryEntry.objects.filter(program_id=OuterRef("program_id"), included_on__lte=OuterRef(day))
        earlier = EarlierStay.objects.filter(entry__program_id=OuterRef("program_id"), included_on__lte=OuterRef(day))
        held |= Q(Exists(entries.exclude(excluded_on__lte=OuterRef(day))))
        held |= Q(Exists(earlier.filter(excluded_on__gt=OuterRef(day))))
    return rows.filter(held)


def on(theme: str, **fields: str) -> Narrow:
    """On programmes of this theme, in any case of its letters."""

    def narrow(rows: QuerySet[Enrollment]) -> QuerySet[Enrollment]:
        return rows.filter(program__theme__iexact=theme, **fields)

    return narrow


on_quality = on(QUALITY_THEME)


def team_members(rows: QuerySet[Enrollment]) -> QuerySet[Enrollment]:
    """Of managers of educational organizations, on the theme of the management-team indicator."""
    return on_quality(rows).filter(managerial=True, organization__kind__in=EDUCATIONAL)


counters.add(
    Counter("programs_running", "Реализуется программ ДПП", PROGRAMS, running, GROUP),
    Counter("programs_in_registry", "Программ в ФР ДПП", PROGRAMS, in_registry, GROUP,
            page="programs:program_list", query="registry=in", narrows=frozenset({"organization"}), now=True),
    Counter("programs_included", "Программ включено в ФР ДПП", PROGRAMS, included, GROUP),
    Counter("trainings", "Завершено обучений", TRAININGS, completed(), GROUP, page=PAGE, query=DATES),
    Counter("trained", "Прошли обучение по программам ДПП", PEOPLE, completed(), GROUP, distinct="person_id"),
    Counter("trained_pk", "Прошли повышение квалификации", PEOPLE,
            completed(lambda rows: rows.filter(program__kind=ProgramKind.PK)), GROUP, distinct="person_id"),
    Counter("trained_pp", "Прошли профессиональную переподготовку", PEOPLE,
            completed(lambda rows: rows.filter(program__kind=ProgramKind.PP)), GROUP, distinct="person_id"),
    Counter("trained_iro", "Прошли обучение в ИРО", PEOPLE, completed(by_institutes), GROUP, distinct="person_id"),
    Counter("trained_registry", "Прошли обучение по программам ФР ДПП", PEOPLE, completed(of_registry), GROUP,
            distinct="person_id"),
    Counter("trained_managers", "Руководителей прошли обучение", PEOPLE,
            completed(lambda rows: rows.filter(managerial=True)), GROUP, distinct="person_id"),
    Counter("trained_quality", "Прошли обучение по управлению качеством образования", PEOPLE, completed(on_quality),
            GROUP, distinct="person_id"),
    Counter("teams_trained", "Управленческих команд обучено управлению качеством образования",
            ("команда", "команды", "команд"), completed(team_members), GROUP, distinct="organization_id"),
    *(
        Counter(code, title, PEOPLE, completed(on(theme, program__kind=ProgramKind.PK)), GROUP, distinct="person_id")
        for code, title, theme in (
            ("trained_supervision", "Обучены педагогической супервизии", SUPERVISION_THEME),
            ("trained_mentors", "Обучено наставников", MENTORING_THEME),
            ("trained_curators", "Обучено кураторов программ наставничества", CURATORS_THEME),
        )
    ),
)  # fmt: skip
