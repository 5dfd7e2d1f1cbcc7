"""Reads of programmes: whether one stands in the federal registry, by which entry (DOMAIN 5)."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from django.db.models import Case, CharField, Exists, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce

from apps.core.imports.stage import LookUp
from apps.core.subqueries import counted
from apps.core.today import TODAY
from apps.programs.models import EarlierStay, Enrollment, Program, RegistryEntry

# The programme a cell of a spreadsheet names, for every import that refers to one.
PROGRAM = LookUp(
    "program_code",
    table="programs_program",
    match="{t}.code = r.program_code",
    take={"program_id": "{t}.id"},
    what="такой программы",
    expected="код программы из списка программ",
)
Stay = tuple[date, date | None]
IN, OUT, NEVER = "in", "out", "never"
REGISTRY_WORDS = {IN: "в реестре", OUT: "исключена", NEVER: "нет в реестре"}
REGISTRY_TONES = {IN: "green", OUT: "orange", NEVER: "secondary"}


def included(day: date) -> Q:
    """Entries in the registry on the day: included on or before it, not excluded on or before it, now or earlier."""
    last = Q(included_on__lte=day) & (Q(excluded_on__isnull=True) | Q(excluded_on__gt=day))
    earlier = EarlierStay.objects.filter(entry_id=OuterRef("pk"), included_on__lte=day, excluded_on__gt=day)
    return last | Q(Exists(earlier))


def stays(programs: Iterable[int | None]) -> dict[int | None, list[Stay]]:
    """Programme → every time in the registry under its entries, the end exclusive; in two queries."""
    wanted, found = set(programs), defaultdict[int | None, list[Stay]](list)
    rows = RegistryEntry.objects.filter(program__in=wanted).values_list("program_id", "included_on", "excluded_on")
    earlier = EarlierStay.objects.filter(entry__program__in=wanted)
    for program, start, end in (
        *rows,
        *earlier.values_list("entry__program_id", "included_on", "excluded_on"),
    ):
        found[program].append((start, end))
    return found


def in_registry(day: date | None = None) -> Exists:
    """Programmes of an outer query that stand in the registry on the day."""
    return Exists(RegistryEntry.objects.filter(included(day or TODAY), program_id=OuterRef("pk")))


def ever_in_registry() -> Exists:
    """Programmes of an outer query that some entry names."""
    return Exists(RegistryEntry.objects.filter(program_id=OuterRef("pk")))


def registry_state() -> Case:
    """In the registry today, excluded from it, or never there."""
    return Case(
        When(in_registry(), then=Value(IN)),
        When(ever_in_registry(), then=Value(OUT)),
        default=Value(NEVER),
        output_field=CharField(),
    )


def registry_number() -> Subquery:
    """The number of the entry included last."""
    rows = RegistryEntry.objects.filter(program_id=OuterRef("pk")).order_by("-included_on")
    return Subquery(rows.values("number")[:1])


def trained_count() -> Coalesce:
    """How many trainings in sight were completed on an outer programme."""
    return counted(Enrollment.objects.filter(completed_on__isnull=False), "program_id")


def competence_names(program: Program) -> str:
    """What the programme develops, by the competences' codes."""
    return "; ".join(f"{code} {title}" for code, title in program.competences.values_list("code", "title"))
