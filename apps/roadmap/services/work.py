"""The way of an occurrence: its executor reports with evidence, who leads the roadmap accepts or returns (DOMAIN 6)."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from apps.core.actor import acting, current, system
from apps.core.services import attachments, notices
from apps.core.services.records import change, create, remove
from apps.roadmap.enums import OPEN_STATES, State
from apps.roadmap.models import Evidence, Move, Occurrence
from apps.roadmap.policies import leads, reports
from apps.roadmap.selectors import reporters

NOTHING_SHOWN = "Напишите, что сделано, или приложите подтверждение: ссылку либо файл."
NOT_YOURS = "Об этой мере отчитывается её исполнитель."
NOT_LEADING = "Принимает и возвращает отчёты тот, кто ведёт дорожную карту."
ACCEPTED = "Отчёт уже принят: сначала его нужно вернуть."
PLACE = ("organization_id", "municipality_id", "region_id", "regional")
BELL = system("roadmap")


def stamp(occurrence: Occurrence) -> dict[str, Any]:
    """The columns that place a part of an occurrence."""
    return {"occurrence": occurrence, **{name: getattr(occurrence, name) for name in PLACE}}


@transaction.atomic
def report_occurrence(occurrence: Occurrence, *, report: str = "") -> Occurrence:
    """Tell what was done; it then waits to be accepted (DOMAIN 6, «Status, evidence»).

    Words, or a piece of evidence, are needed. Raises ``ValidationError``.
    """
    require_reporter(occurrence)
    if occurrence.state not in OPEN_STATES:
        raise ValidationError("Отчёт уже представлен.", code="state")
    if not (report.strip() or occurrence.evidences.exists()):
        raise ValidationError({"report": NOTHING_SHOWN}, code="empty")
    today = timezone.localdate()
    change(occurrence, "report_occurrence", state=State.REPORTED, report=report.strip(), reported_on=today, remark="")
    note_move(occurrence, report)
    return occurrence


@transaction.atomic
def accept_occurrence(occurrence: Occurrence) -> Occurrence:
    """Accept what was reported: the measure is carried out. Raises ``ValidationError``."""
    require_leader(occurrence)
    if occurrence.state != State.REPORTED:
        raise ValidationError("Принять можно только представленный отчёт.", code="state")
    change(occurrence, "accept_occurrence", state=State.ACCEPTED, accepted_on=timezone.localdate())
    note_move(occurrence)
    return occurrence


@transaction.atomic
def return_occurrence(occurrence: Occurrence, *, remark: str) -> Occurrence:
    """Return a report with a remark; its executor is told. Raises ``ValidationError``."""
    require_leader(occurrence)
    if occurrence.state not in (State.REPORTED, State.ACCEPTED):
        raise ValidationError("Вернуть можно только представленный или принятый отчёт.", code="state")
    change(occurrence, "return_occurrence", state=State.RETURNED, remark=remark.strip(), accepted_on=None)
    note_move(occurrence, remark)
    tell_executor(occurrence, f"Отчёт о мере {occurrence.item.number} возвращён: {remark.strip()}")
    return occurrence


@transaction.atomic
def add_evidence(*, occurrence: Occurrence, text: str = "", url: str = "", file: Any = None) -> Evidence:
    """Put words, a link or a file beside a measure that is not accepted yet. Raises ``ValidationError``."""
    require_open(occurrence)
    if not (text.strip() or url or file):
        raise ValidationError({"text": NOTHING_SHOWN}, code="empty")
    made = Evidence(**stamp(occurrence), text=text.strip(), url=url, added_on=timezone.localdate(), added_by=who())
    if file is not None:
        kept = attachments.keep_upload(file, organization=occurrence.organization_id)
        made.file_key, made.file_name = kept.key, kept.name
    return create(made, "add_evidence")


@transaction.atomic
def remove_evidence(evidence: Evidence) -> None:
    """Take a piece of evidence away from a measure that is not accepted yet. Raises ``ValidationError``."""
    require_open(evidence.occurrence)
    remove(evidence, "remove_evidence")


def require_open(occurrence: Occurrence) -> None:
    """Refuse to touch the evidence of an accepted measure, or of somebody else's."""
    require_reporter(occurrence)
    if occurrence.state == State.ACCEPTED:
        raise ValidationError(ACCEPTED, code="state")


def require_reporter(occurrence: Occurrence) -> None:
    """Refuse who neither carries the measure out nor leads the roadmap."""
    if not reports(current(), occurrence):
        raise ValidationError(NOT_YOURS, code="role")


def require_leader(occurrence: Occurrence) -> None:
    """Refuse who does not lead the roadmap."""
    if not leads(current(), occurrence.item.roadmap):
        raise ValidationError(NOT_LEADING, code="role")


def who() -> str:
    """The acting person in words."""
    actor = current()
    return actor.who[:300]


def note_move(occurrence: Occurrence, remark: str = "") -> None:
    """Keep a step of the way."""
    Move.objects.create(**stamp(occurrence), who=who(), state=occurrence.state, remark=remark.strip())


def tell_executor(occurrence: Occurrence, text: str) -> None:
    """Ring the bell of everybody who reports for the organization."""
    url = reverse("roadmap:occurrence_detail", args=(occurrence.pk,))
    with acting(BELL):
        users = set(reporters({occurrence.organization_id}).values_list("user_id", flat=True))
        notices.notify((user, text, url) for user in users)
