"""A report by a form is filled: answers are kept as they come, then handed in."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from apps.core.actor import current
from apps.core.services import history, records
from apps.monitoring.enums import FormReportState
from apps.monitoring.models import Criterion, CriterionAnswer, FormReport
from apps.monitoring.services.questionnaires import telling
from apps.monitoring.services.questionnaires.rights import require_filler
from apps.monitoring.services.questionnaires.rounds import require_running, waiting

HANDED_IN = "Отчёт уже сдан: чтобы исправить его, попросите вернуть."
WORDS = ("number", "text", "file_key", "file_name")
LINK = "link"


@dataclass(frozen=True, slots=True)
class Given:
    """An answer as it is given: a number (да is 1, нет is 0), words, or a kept document. All empty: no answer."""

    number: Decimal | None = None
    text: str = ""
    file_key: str = ""
    file_name: str = ""

    @property
    def empty(self) -> bool:
        """Whether nothing is answered."""
        return self == Given()


def written(answer: Given | CriterionAnswer | None) -> str:
    """An answer as a control shows it, a number without idle zeros; nothing of a document."""
    if answer is None:
        return ""
    return answer.text if answer.number is None else str(Decimal(answer.number).normalize() + 0)


def require_open(report: FormReport) -> None:
    """Refuse writing into a report handed in or a closed round. Raises ``ValidationError``."""
    require_filler(report)
    require_running(report.round)
    if not waiting(report):
        raise ValidationError(HANDED_IN, code="state")


@transaction.atomic
def save_answers(
    report: FormReport,
    answers: Mapping[int, Given],
    /,
    *,
    link: str | None = None,
    seen: Mapping[str, str] | None = None,
) -> FormReport:
    """Keep answers by the criteria's ids, whole or partly; what is not named stays. Only changes are written.

    ``link`` is the page or the act that was checked. ``seen`` is what the filler had before the eyes, by the names of
    fields (``field_of``): what was left as it was seen stays as it is stored, and what somebody else has changed
    meanwhile is not written over. Raises ``ValidationError``.
    """
    require_open(report)
    # Two fillers at once are one after the other.
    now = FormReport.objects.select_for_update(of=("self",)).get(pk=report.pk)
    criteria = {one.pk: one for one in report.round.form.criteria.filter(pk__in=list(answers))}
    stored = {one.criterion_id: one for one in report.answers.filter(criterion__in=criteria)}
    known = {pk: given for pk, given in answers.items() if pk in criteria}
    fields = {field_of(pk): Entry(written(given), *held(stored.get(pk))) for pk, given in known.items()}
    if link is not None:
        fields[LINK] = Entry(link, now.link, now.link_by)
    changed = touched(fields, seen or {})
    write(report, {criteria[pk]: given for pk, given in known.items() if field_of(pk) in changed}, stored)
    if link != now.link and LINK in changed:
        records.change(report, "fill_form_report", link=link, link_by=label())
    return report


@dataclass(frozen=True, slots=True)
class Entry:
    """A field as it is given and as it is stored, with who stored it."""

    given: str
    now: str
    by: str


def field_of(criterion: int) -> str:
    """The name of a criterion's field in the form."""
    return f"c{criterion}"


def held(answer: CriterionAnswer | None) -> tuple[str, str]:
    """A stored answer and who gave it."""
    return written(answer), answer.entered_by if answer else ""


def touched(fields: Mapping[str, Entry], seen: Mapping[str, str]) -> set[str]:
    """The fields that differ from what was seen; all of those whose page did not say what it showed.

    Raises ``ValidationError`` at the fields where somebody else was faster.
    """
    told = {name: entry for name, entry in fields.items() if entry.given != seen.get(name)}
    stale = {
        name: ValidationError(stale_words(entry), code="stale")
        for name, entry in told.items()
        if entry.now not in (seen.get(name, entry.now), entry.given) and entry.by != label()
    }
    if stale:
        raise ValidationError(stale)
    return set(told)


def stale_words(entry: Entry) -> str:
    """Who was faster, and what stands there now."""
    if not entry.now:
        return "Пока вы заполняли, этот ответ убрали. Ваш не записан: внесите его ещё раз, если он верен."
    who = f" ({entry.by})" if entry.by else ""
    return f"Пока вы заполняли, здесь ответили иначе{who}. Ваш ответ не записан: внесите его ещё раз, если он верен."


def write(report: FormReport, answers: Mapping[Criterion, Given], stored: Mapping[int, CriterionAnswer]) -> None:
    """Write the answers that differ from the stored ones, with one line of history."""
    changes = [keep(report, criterion, given, stored.get(criterion.pk)) for criterion, given in answers.items()]
    told = [change for change in changes if change is not None]
    if told:
        before, after = ({f"№ {number}": pair[side] for number, pair in told} for side in (0, 1))
        history.record_many([history.entry("fill_form_report", report, before, after)])


def keep(
    report: FormReport, criterion: Criterion, given: Given, stored: CriterionAnswer | None
) -> tuple[str, tuple[str, str]] | None:
    """Write one answer; returns the criterion's number with what was and what is, None where nothing changed."""
    values = {name: getattr(given, name) for name in WORDS}
    before = said(stored) if stored else ""
    if stored is None and given.empty:
        return None
    if stored is not None and not records.differing(stored, values):
        return None
    if stored is not None and given.empty:
        stored.delete()
        return criterion.number, (before, "")
    place = {name: getattr(report, name) for name in ("organization_id", "municipality_id", "region_id")}
    answer = stored or CriterionAnswer(report=report, criterion=criterion, **place)
    for name, value in {**values, "entered_by": label()}.items():
        setattr(answer, name, value)
    answer.save()
    return criterion.number, (before, said(answer))


def said(answer: CriterionAnswer) -> str:
    """An answer for the history."""
    return str(answer.number) if answer.number is not None else answer.text or answer.file_name


def unanswered(report: FormReport) -> list[Criterion]:
    """The criteria that must be answered and are not, in the order of the form."""
    answered = report.answers.values("criterion")
    return list(report.round.form.criteria.filter(required=True).exclude(pk__in=answered))


def require_whole(report: FormReport) -> None:
    """Refuse a report that lacks required answers, naming them. Raises ``ValidationError``."""
    if lacking := unanswered(report):
        numbers = ", ".join(one.number for one in lacking[:20])
        raise ValidationError(f"Не отвечено на обязательные критерии: {numbers}.", code="unanswered")


def label() -> str:
    """The current actor as a report names them."""
    return current().who


@transaction.atomic
def submit_report(report: FormReport, /) -> FormReport:
    """Hand a report in: only its checker may send it back. Raises ``ValidationError``."""
    require_open(report)
    if report.round.form.by_checker:
        raise ValidationError("Проверку не сдают, а завершают.", code="check")
    require_whole(report)
    values: dict[str, Any] = {"submitted_on": timezone.localdate(), "submitted_by": label(), "remark": ""}
    done = records.change(report, "submit_form_report", state=FormReportState.SUBMITTED, **values)
    text = f"Отчёты по форме «{report.round.form.title}» ждут проверки."
    url = f"{reverse('monitoring:form_report_list')}?round={report.round_id}&state={FormReportState.SUBMITTED}"
    telling.tell([report.round.organization_id], telling.MAKERS, text, url)
    return done
