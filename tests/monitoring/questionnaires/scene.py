"""A methodist's form of every kind of criterion, its round to the schools of municipality А."""

from datetime import date
from decimal import Decimal
from typing import Any

from apps.core.actor import Actor, acting, system
from apps.monitoring.models import Criterion, FormReport, FormRound, MonitoringForm
from apps.monitoring.services.questionnaires import building, filling, rounds
from apps.monitoring.services.questionnaires.filling import Given
from tests.cast import Cast

KINDS = ("yes_no", "scale", "number", "text", "link", "document")
FIRST, LAST, DUE = date(2026, 1, 1), date(2026, 6, 30), date(2026, 7, 15)
SYSTEM = system("test")
WORDS: dict[str, Any] = {"title": "Школьная служба", "purpose": "Оценка", "basis": "п. 7.3", "method": "report"}


def make_form(actor: Actor, *kinds: str, **words: Any) -> MonitoringForm:
    """A form of the actor with a criterion of each kind; documents are not required."""
    with acting(actor):
        form = building.create_form(**{**WORDS, **words})
        for place, kind in enumerate(kinds or KINDS, start=1):
            building.add_criterion(
                form=form, number=str(place), title=f"критерий {kind}", kind=kind, section="Раздел",
                maximum=5, minimum=0, required=kind != "document", clause="7.3",
            )  # fmt: skip
    return form


def make_round(actor: Actor, form: MonitoringForm, *, kinds: tuple[str, ...] = ("school",), **fields: Any) -> FormRound:
    """A round that is not published."""
    days = {"period_from": FIRST, "period_to": LAST, "due_on": DUE, **fields}
    with acting(actor):
        return rounds.create_round(form=form, kinds=list(kinds), **days)


def publish(actor: Actor, *kinds: str, **words: Any) -> FormRound:
    """A published round of a fresh form."""
    round_ = make_round(actor, make_form(actor, *kinds, **words))
    with acting(actor):
        return rounds.publish_round(round_)


def report_of(round_: FormRound, cast: Cast, school: str = "school_a") -> FormReport:
    """The report of a school in a round."""
    with acting(SYSTEM):
        reports = FormReport.objects.select_related("round__form", "organization")
        return reports.get(round=round_, organization=getattr(cast, school))


def criteria(report: FormReport) -> dict[str, Criterion]:
    """The criteria of a report's form by kind."""
    with acting(SYSTEM):
        return {one.kind: one for one in report.round.form.criteria.all()}


GIVEN = {
    "yes_no": Given(number=Decimal(1)),
    "scale": Given(number=Decimal(4)),
    "number": Given(number=Decimal("12.5")),
    "text": Given(text="Служба работает"),
    "link": Given(text="https://school.example/service"),
}


def fill(report: FormReport, actor: Actor, **changed: Given) -> None:
    """Answer everything that is required."""
    known = criteria(report)
    answers = {known[kind].pk: given for kind, given in {**GIVEN, **changed}.items() if kind in known}
    with acting(actor):
        filling.save_answers(report, answers)


def hand_in(report: FormReport, actor: Actor, **changed: Given) -> FormReport:
    """Answer and hand in."""
    fill(report, actor, **changed)
    with acting(actor):
        return filling.submit_report(report)
