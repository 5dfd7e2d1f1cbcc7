"""The way of a recommendation: edited, addressed, sent; acknowledged and done, or declined; accepted or returned."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from apps.accounts.models import Assignment
from apps.accounts.selectors import held_today
from apps.core.actor import acting, current, system
from apps.core.services import history, notices
from apps.core.text import count_text
from apps.monitoring.enums import RecommendationState as State
from apps.monitoring.models import Recommendation
from apps.monitoring.models.recommendation import OWED, PREPARED
from apps.monitoring.policies import may_answer, may_recommend
from apps.monitoring.services.propose import default_due
from apps.organizations.models import Organization

NOT_CENTRE = "Рекомендации готовит и направляет ЦНППМ, в муниципальном профиле — методическая служба."
NOT_ADDRESSEE = "Отвечает тот, кому рекомендация направлена."


def require_centre(row: Recommendation) -> None:
    """Raises ``ValidationError`` for everybody but those who lead the profile's recommendations."""
    if not may_recommend(current(), row.profile):
        raise ValidationError(NOT_CENTRE)


def require_state(row: Recommendation, allowed: Iterable[State], message: str) -> None:
    """Raises ``ValidationError`` where the recommendation stands elsewhere on its way."""
    if State(row.state) not in tuple(allowed):
        raise ValidationError(message)


def moved(row: Recommendation, verb: str, state: State, words: str = "", **values: Any) -> Recommendation:
    """Take a step: the new state, the trail with the person, the history."""
    before = history.snapshot(row)
    actor = current()
    for name, value in values.items():
        setattr(row, name, value)
    row.state = state
    step = {"state": state.value, "at": timezone.now().isoformat(), "who": actor.who, "words": words}
    row.trail = [*row.trail, step]
    row.save()
    history.record(verb, row, before=before)
    return row


@transaction.atomic
def edit_recommendation(
    row: Recommendation, *, text: str, due: date | None, organization: Organization | None
) -> Recommendation:
    """Change the words, the term, the addressee of a prepared recommendation. Raises ``ValidationError``."""
    require_centre(row)
    require_state(row, (*PREPARED, State.DROPPED), "Направленную рекомендацию не правят.")
    if not text.strip():
        raise ValidationError({"text": "Напишите, что рекомендуется."})
    place: dict[str, Any] = {"organization": organization}
    if organization is not None:
        if organization.region_id != row.region_id:
            raise ValidationError({"organization": "Адресат — организация своего региона."})
        place |= {"municipality_id": organization.municipality_id, "body": organization.kind}
    return moved(row, "edit_recommendation", State.EDITED, text=text.strip(), due=due, **place)


@transaction.atomic
def drop_recommendation(row: Recommendation, *, reason: str) -> Recommendation:
    """Decide that a prepared recommendation is not sent. Raises ``ValidationError``."""
    require_centre(row)
    require_state(row, PREPARED, "Снять можно только то, что ещё не направлено.")
    if not reason.strip():
        raise ValidationError({"reason": "Напишите, почему рекомендация не направляется."})
    return moved(row, "drop_recommendation", State.DROPPED, reason.strip())


@transaction.atomic
def send_recommendations(rows: list[Recommendation], *, due: date | None = None) -> int:
    """Send prepared recommendations, whole or not at all; who has no term of its own gets ``due``.

    Every person at an addressee gets one notification, however many there are. Raises ``ValidationError`` naming those
    that have no addressee.
    """
    lost = [row.unit_name for row in rows if row.organization_id is None]
    if lost:
        raise ValidationError(f"Не указан адресат: {', '.join(dict.fromkeys(lost))}.")
    today = timezone.localdate()
    term = due or default_due(today)
    if term < today or any(row.due and row.due < today for row in rows):
        raise ValidationError({"due": "Срок уже прошёл: укажите день не раньше сегодняшнего."})
    for row in rows:
        require_centre(row)
        require_state(row, PREPARED, f"Уже направлена или снята: {row}")
        moved(row, "send_recommendation", State.SENT, due=row.due or term, sent=True)
    notify(rows, "Вам направлено: {count}")
    return len(rows)


def notify(rows: Iterable[Recommendation], words: str) -> int:
    """One notification for each person at the addressees of these recommendations; returns how many."""
    by_place: dict[int, int] = {}
    for row in rows:
        if row.organization_id:
            by_place[row.organization_id] = by_place.get(row.organization_id, 0) + 1
    url = reverse("monitoring:recommendation_list")
    with acting(system("recommendations")):
        totals: dict[int, int] = {}
        for holder in holders(by_place):
            totals[holder.user_id] = totals.get(holder.user_id, 0) + by_place[holder.organization_id]
        return notices.notify((user, words.format(count=recommended(n)), url) for user, n in totals.items())


def recommended(number: int) -> str:
    """«3 рекомендации»."""
    return count_text(number, "рекомендация", "рекомендации", "рекомендаций")


def holders(places: Iterable[int]) -> list[Assignment]:
    """Who works today at these organizations in a role that answers."""
    return list(held_today().filter(organization__in=list(places), role__in=("moo", "methodist", "operator", "iro")))


@transaction.atomic
def acknowledge(row: Recommendation) -> Recommendation:
    """The addressee takes a recommendation on. Raises ``ValidationError``."""
    require_addressee(row, (State.SENT,), "Принять к исполнению можно только новую рекомендацию.")
    return moved(row, "acknowledge_recommendation", State.ACKNOWLEDGED)


@transaction.atomic
def report_done(row: Recommendation, *, answer: str, evidence: str = "") -> Recommendation:
    """The addressee says what was done, with a link to what shows it. Raises ``ValidationError``."""
    require_addressee(row, OWED, "Об исполнении этой рекомендации уже сообщено.")
    if not answer.strip():
        raise ValidationError({"answer": "Напишите, что сделано."})
    given = {"answer": answer.strip(), "evidence": evidence, "remark": ""}
    return moved(row, "report_recommendation", State.DONE, answer.strip(), **given)


@transaction.atomic
def decline(row: Recommendation, *, answer: str) -> Recommendation:
    """The addressee refuses, with the reason. Raises ``ValidationError``."""
    require_addressee(row, OWED, "Отказаться можно, пока об исполнении не сообщено.")
    if not answer.strip():
        raise ValidationError({"answer": "Напишите, почему рекомендация не может быть исполнена."})
    return moved(row, "decline_recommendation", State.DECLINED, answer.strip(), answer=answer.strip())


def require_addressee(row: Recommendation, allowed: Iterable[State], message: str) -> None:
    """Raises ``ValidationError`` for anybody but the addressee, and where it is not their turn."""
    if not may_answer(current(), row):
        raise ValidationError(NOT_ADDRESSEE)
    require_state(row, allowed, message)


@transaction.atomic
def accept_done(row: Recommendation) -> Recommendation:
    """The centre is satisfied: the recommendation is closed. Raises ``ValidationError``."""
    require_centre(row)
    require_state(row, (State.DONE, State.DECLINED), "Принимают то, о чём сообщил адресат.")
    return moved(row, "accept_recommendation", State.ACCEPTED)


@transaction.atomic
def return_done(row: Recommendation, *, remark: str, due: date | None = None) -> Recommendation:
    """The centre is not satisfied: the addressee goes on, with a remark and perhaps a new term."""
    require_centre(row)
    require_state(row, (State.DONE, State.DECLINED), "Возвращают то, о чём сообщил адресат.")
    if not remark.strip():
        raise ValidationError({"remark": "Напишите, чего не хватает."})
    made = moved(
        row, "return_recommendation", State.ACKNOWLEDGED, remark.strip(), remark=remark.strip(), due=due or row.due
    )
    notify([made], "Возвращено с замечанием: {count}")
    return made


def remind(today: date) -> int:
    """One digest for each person at an addressee whose term has passed or comes within a week; how many were told."""
    with acting(system("recommendations")):
        owed = Recommendation.objects.filter(state__in=OWED)
        late = list(owed.filter(due__lt=today))
        week = date.fromordinal(today.toordinal() + 7)
        soon = list(owed.filter(due__gte=today, due__lte=week))
        told = notify(late, "Срок исполнения прошёл: {count}")
        return told + notify(soon, "Срок исполнения — в течение недели: {count}")
