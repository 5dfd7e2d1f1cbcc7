"""Reads of packages: where each stands, what was answered."""

from django.db.models import Case, CharField, Count, Q, Value, When
from django.db.models.functions import Coalesce

from apps.core.subqueries import counted
from apps.programs.enums import RowState
from apps.programs.models import FrdoPackage, FrdoRow

FORMED, SENT, ACCEPTED, FAULTY, GONE = "formed", "sent", "accepted", "faulty", "withdrawn"
STATES = {
    FORMED: "сформирован",
    SENT: "отправлен",
    ACCEPTED: "принят",
    FAULTY: "есть ошибки",
    GONE: "отозван",
}
TONES = {FORMED: "secondary", SENT: "blue", ACCEPTED: "green", FAULTY: "red", GONE: "secondary"}


def answered(state: RowState) -> Coalesce:
    """How many rows of an outer package were answered so."""
    return counted(FrdoRow.objects.filter(state=state), "package_id")


def package_state() -> Case:
    """Formed, sent, accepted as a whole, with errors, withdrawn: it follows from the dates and the answers."""
    faulty = Q(pk__in=FrdoRow.objects.filter(state=RowState.FAULTY).values("package_id"))
    waiting = Q(pk__in=FrdoRow.objects.filter(state=RowState.WAITING).values("package_id"))
    return Case(
        When(withdrawn_on__isnull=False, then=Value(GONE)),
        When(sent_on__isnull=True, then=Value(FORMED)),
        When(faulty, then=Value(FAULTY)),
        When(waiting, then=Value(SENT)),
        default=Value(ACCEPTED),
        output_field=CharField(),
    )


def answers(package: FrdoPackage) -> list[tuple[str, int]]:
    """How many documents of the package were answered how, in words."""
    found = dict(FrdoRow.objects.filter(package=package).order_by().values_list("state").annotate(n=Count("pk")))
    return [(state.label, found[state]) for state in RowState if state in found]
