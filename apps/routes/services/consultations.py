"""A question is asked, answered, taken up again (issue 4, item 6)."""

from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from apps.core.actor import acting, current, system
from apps.core.services import notices, records
from apps.organizations.models import Organization
from apps.organizations.services.records import place_of
from apps.routes import policies
from apps.routes.enums import Channel
from apps.routes.models import Consultation
from apps.teachers.enums import Relation
from apps.teachers.models import Person, PersonLink
from apps.teachers.models.base import stamp_of

NO_ASKER = "Назовите, кто спросил: работника или организацию."
TWO_ASKERS = "Спрашивает или работник, или организация: оставьте что-то одно."
NOT_CONSULTANT = "На обращения отвечают ЦНППМ, методисты и сопровождающие."
ANSWERED = "На обращение уже ответили: сначала верните его в работу."
NOT_ANSWERED = "На обращение ещё не ответили."
FUTURE = "Эта дата ещё не наступила."
BELL = system("consultations")


def asker_place(person: Person | None, organization: Organization | None) -> dict[str, Any]:
    """The columns that place a question with its asker. Raises ``ValidationError`` for nobody or for two."""
    if person is not None and organization is not None:
        raise ValidationError({"organization": TWO_ASKERS})
    if person is not None:
        return {"person": person, "personal": True, **stamp_of(person)}
    if organization is None:
        raise ValidationError({"person": NO_ASKER})
    return {"person": None, "personal": False, **place_of(organization)}


@transaction.atomic
def ask(
    *,
    theme: str,
    question: str,
    person: Person | None = None,
    organization: Organization | None = None,
    asked_on: date | None = None,
    channel: str = Channel.PORTAL,
    **fields: Any,
) -> Consultation:
    """Enter a question of a person or of an organization, asked on a day (today by default).

    Raises ``ValidationError``.
    """
    day = asked_on or timezone.localdate()
    if day > timezone.localdate():
        raise ValidationError({"asked_on": FUTURE})
    place = asker_place(person, organization)
    made = Consultation(**place, theme=theme, question=question, asked_on=day, channel=channel, **fields)
    return records.create(made, "ask_consultation")


@transaction.atomic
def update_consultation(obj: Consultation, **fields: Any) -> Consultation:
    """Correct a question that nobody has answered yet. Raises ``ValidationError``."""
    if obj.answered_on is not None:
        raise ValidationError(ANSWERED, code="answered")
    return records.change(obj, "update_consultation", **fields)


@transaction.atomic
def answer(
    obj: Consultation,
    *,
    outcome: str,
    answered_on: date | None = None,
    consultant: str = "",
    follow_up: str = "",
    follow_up_on: date | None = None,
) -> Consultation:
    """Answer a question: what was said, by whom, what follows. The asker's bell rings.

    Raises ``PermissionDenied`` and ``ValidationError``.
    """
    require_consultant()
    day = answered_on or timezone.localdate()
    if day > timezone.localdate():
        raise ValidationError({"answered_on": FUTURE})
    records.require_order(obj.asked_on, day, "answered_on", "Раньше дня обращения: проверьте дату.")
    who = consultant.strip() or current().who
    words: dict[str, Any] = {"outcome": outcome.strip(), "follow_up": follow_up.strip(), "follow_up_on": follow_up_on}
    records.change(obj, "answer_consultation", answered_on=day, consultant=who[:300], **words)
    tell_asker(obj)
    return obj


@transaction.atomic
def reopen(obj: Consultation) -> Consultation:
    """Take a question up again: the answer given stays in its words. Raises ``ValidationError``."""
    require_consultant()
    if obj.answered_on is None:
        raise ValidationError(NOT_ANSWERED, code="open")
    return records.change(obj, "reopen_consultation", answered_on=None)


@transaction.atomic
def withdraw(obj: Consultation) -> None:
    """Delete a question that nobody has answered. Raises ``ValidationError``."""
    if obj.answered_on is not None:
        raise ValidationError(ANSWERED, code="answered")
    records.remove(obj, "withdraw_consultation")


def require_consultant() -> None:
    """Refuse whoever only asks. Raises ``PermissionDenied``."""
    if not policies.may_consult(current()):
        raise PermissionDenied(NOT_CONSULTANT)


def tell_asker(obj: Consultation) -> int:
    """Ring the bell of the user who is the asking person; returns how many were told."""
    if obj.person_id is None:
        return 0
    url = reverse("routes:consultation_detail", args=(obj.pk,))
    with acting(BELL):
        users = PersonLink.objects.filter(person_id=obj.person_id, relation=Relation.SELF).values_list("user_id")
        return notices.notify((user, f"На ваш вопрос «{obj.theme}» ответили.", url) for (user,) in users if user)
