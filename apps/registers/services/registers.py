"""The registers, and the few verbs that are more than writing a row: decisions done, practices judged, sites chosen."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Avg
from django.utils import timezone

from apps.core.services import records
from apps.events.models import Event
from apps.organizations.models import Organization
from apps.organizations.services.records import give_site_status
from apps.registers.models import (
    Application,
    Contract,
    Decision,
    Expertise,
    InformationResource,
    Letter,
    Material,
    Meeting,
    Practice,
    ProjectTeam,
    Reserve,
    Responsible,
    Selection,
    TeamMember,
    Union,
    UnionEvent,
    UnionMember,
    Vacancy,
)
from apps.registers.selectors import sum_of_points
from apps.registers.services.books import Book, in_order

FUTURE = "Эта дата ещё не наступила."
NO_REMARKS = "Напишите замечания: по ним практику доработают."
UNJUDGED = "Сначала внесите хотя бы одно экспертное заключение."
DECIDED = "По этой заявке решение уже принято."
OUT_OF_TIME = "Заявки на этот отбор принимают с {start:%d.%m.%Y} по {end:%d.%m.%Y}."
TOO_MUCH = "Баллы по каждому критерию — от 0 до 5."
POINTS = ("relevance", "novelty", "result", "transfer")
MOST = 5


def held_already(values: dict[str, Any]) -> None:
    """A meeting has been held when its protocol is entered."""
    if values["held_on"] > timezone.localdate():
        raise ValidationError({"held_on": FUTURE})


def within_scale(values: dict[str, Any]) -> None:
    """Points of an expert lie between 0 and 5."""
    wrong = {name: TOO_MUCH for name in POINTS if not 0 <= values[name] <= MOST}
    if wrong:
        raise ValidationError(wrong)


unions: Book[Union] = Book(Union, "union", in_order("start", "end"))
members: Book[UnionMember] = Book(UnionMember, "union_member", in_order("start", "end"))
union_events: Book[UnionEvent] = Book(UnionEvent, "union_event")
meetings: Book[Meeting] = Book(Meeting, "meeting", held_already)
responsible: Book[Responsible] = Book(Responsible, "responsible", in_order("start", "end"))
reserve: Book[Reserve] = Book(Reserve, "reserve", in_order("start", "end"))
vacancies: Book[Vacancy] = Book(Vacancy, "vacancy", in_order("opened_on", "closed_on"))
letters: Book[Letter] = Book(Letter, "letter", in_order("sent_on", "answered_on"))
contracts: Book[Contract] = Book(Contract, "contract", in_order("start", "end"))
teams: Book[ProjectTeam] = Book(ProjectTeam, "project_team", in_order("start", "end"))
team_members: Book[TeamMember] = Book(TeamMember, "team_member")
selections: Book[Selection] = Book(Selection, "selection", in_order("start", "end"))
applications: Book[Application] = Book(Application, "application")
practices: Book[Practice] = Book(Practice, "practice")
materials: Book[Material] = Book(Material, "material")
information: Book[InformationResource] = Book(InformationResource, "information", in_order("start", "end"))
decisions: Book[Decision] = Book(Decision, "decision")
judgements: Book[Expertise] = Book(Expertise, "judgement", within_scale)


def hold_event(*, union: Union, event: Event) -> UnionEvent:
    """An event counts as held by the union, whoever is named as its organizer. Raises ``ValidationError``."""
    return union_events.add(beside=union, union=union, event=event)


def decide(*, meeting: Meeting, **values: Any) -> Decision:
    """A decision of a meeting, numbered after the last one where no number is given. Raises ``ValidationError``."""
    last = meeting.decisions.order_by("-number").values_list("number", flat=True).first() or 0
    values["number"] = values.get("number") or last + 1
    return decisions.add(beside=meeting, meeting=meeting, **values)


def carry_out(decision: Decision, *, done_on: date, outcome: str = "") -> Decision:
    """The decision is carried out on a day. Raises ``ValidationError`` for a day to come."""
    if done_on > timezone.localdate():
        raise ValidationError({"done_on": FUTURE})
    return records.change(decision, "carry_out", done_on=done_on, outcome=outcome)


def reopen_decision(decision: Decision) -> Decision:
    """Take «исполнено» back."""
    return records.change(decision, "reopen_decision", done_on=None, outcome="")


def answer_letter(letter: Letter, *, answered_on: date, answer_number: str = "", outcome: str = "") -> Letter:
    """The answer has come. Raises ``ValidationError`` for a day before the sending."""
    records.require_order(letter.sent_on, answered_on, "answered_on", "Ответ раньше отправки: проверьте обе даты.")
    return records.change(
        letter, "answer_letter", answered_on=answered_on, answer_number=answer_number, outcome=outcome
    )


def judge(*, practice: Practice | None = None, application: Application | None = None, **values: Any) -> Expertise:
    """An expert's judgement of a practice or of an application, placed with it. Raises ``ValidationError``."""
    judged: Any = practice or application
    if judged is None or (practice is not None and application is not None):
        raise ValidationError("Укажите, что оценивается: практика либо заявка.")
    return judgements.add(beside=judged, practice=practice, application=application, **values)


def publish_practice(practice: Practice, *, published_on: date) -> Practice:
    """The practice is in the bank, open to the region. Raises ``ValidationError`` where no expert has judged it."""
    if not practice.judgements.exists():
        raise ValidationError(UNJUDGED)
    records.require_order(practice.submitted_on, published_on, "published_on")
    mean = practice.judgements.aggregate(mean=Avg(sum_of_points()))["mean"]
    house = Organization.objects.get(pk=practice.organization_id).short_name
    return records.change(
        practice, "publish_practice", published_on=published_on, published=True, returned_on=None, remarks="",
        house=house[:300], score=round(Decimal(mean), 1),
    )  # fmt: skip


def return_practice(practice: Practice, *, remarks: str) -> Practice:
    """The practice goes back to its authors with remarks, out of the bank. Raises ``ValidationError``."""
    if not remarks.strip():
        raise ValidationError({"remarks": NO_REMARKS})
    return records.change(
        practice, "return_practice", returned_on=timezone.localdate(), remarks=remarks, published=False,
        published_on=None,
    )  # fmt: skip


def resubmit_practice(practice: Practice) -> Practice:
    """The authors have mended it: it is before the experts again."""
    return records.change(practice, "resubmit_practice", returned_on=None, submitted_on=timezone.localdate())


def apply_for(*, organization: Organization, selection: Selection, submitted_on: date, **values: Any) -> Application:
    """An organization's application, in the days of the selection. Raises ``ValidationError``."""
    if not selection.start <= submitted_on <= selection.end:
        sentence = OUT_OF_TIME.format(start=selection.start, end=selection.end)
        raise ValidationError({"submitted_on": sentence})
    return applications.add(organization=organization, selection=selection, submitted_on=submitted_on, **values)


@transaction.atomic
def accept_application(application: Application, *, decided_on: date, decision: str) -> Application:
    """The act gives the organization the selection's status from that day. Raises ``ValidationError``."""
    require_undecided(application)
    if not application.judgements.exists():
        raise ValidationError(UNJUDGED)
    records.change(application, "accept_application", decided_on=decided_on, accepted=True, decision=decision)
    selection = Selection.objects.get(pk=application.selection_id)
    holder = Organization.objects.get(pk=application.organization_id)
    give_site_status(
        organization=holder, kind=selection.kind, topic=application.topic[:300], act=decision[:300],
        valid_from=decided_on,
    )  # fmt: skip
    return application


def decline_application(application: Application, *, decided_on: date, decision: str) -> Application:
    """The application is declined, with the reason. Raises ``ValidationError``."""
    require_undecided(application)
    return records.change(application, "decline_application", decided_on=decided_on, accepted=False, decision=decision)


def require_undecided(application: Application) -> None:
    """Raises ``ValidationError`` where the application is decided already."""
    if application.decided_on is not None:
        raise ValidationError(DECIDED)
