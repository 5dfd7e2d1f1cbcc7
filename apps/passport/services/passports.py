"""The life of a passport: begun, computed, submitted, approved or returned, sent, agreed or returned, corrected."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from apps.core.actor import acting, current, system
from apps.core.services import history, records
from apps.organizations.enums import ProfileLevel
from apps.organizations.models import Profile
from apps.passport import policies
from apps.passport.enums import PUBLISHED_STATES, PartState, PassportState
from apps.passport.models import Passport
from apps.passport.services import contents
from apps.passport.services.notices import tell

SYSTEM = system("passport")
NO_MUNICIPAL = "Паспорт ДППО ведут по региону: у муниципального профиля его нет."
NOT_YOURS = "Паспорт начинает и ведёт ЦНППМ своего региона."
EXISTS = "Паспорт за этот год уже начат: откройте его или составьте исправленную версию."
CLOSED = "Паспорт сейчас не заполняется: он на согласовании или уже утверждён."
UNFINISHED = "Не приняты части: {0}. Примите их или верните с замечаниями, затем представляйте паспорт."


def refuse_unless(allowed: bool, sentence: str) -> None:
    """Refuse a step in words. Raises ``ValidationError``."""
    if not allowed:
        raise ValidationError(sentence)


@transaction.atomic
def begin_passport(*, profile: Profile, year: int, due_on: date) -> Passport:
    """Begin the passport of a region's year: the parts with their due date, the computed figures.

    Raises ``ValidationError`` for a municipal profile, another's region, a year that has a passport already.
    """
    refuse_unless(profile.level == ProfileLevel.REGION, NO_MUNICIPAL)
    refuse_unless(policies.may_open(current(), profile), NOT_YOURS)
    if Passport.objects.filter(profile=profile, year=year).exists():
        raise ValidationError({"year": EXISTS})
    made = Passport(profile=profile, region_id=profile.region_id, year=year, due_on=due_on)
    records.create(made, "begin_passport")
    contents.make_parts(made)
    contents.recompute(made)
    tell(made, f"Начат паспорт ДППО за {year} год: заполните свою часть до {due_on:%d.%m.%Y}.", "fill")
    return made


def refresh_passport(passport: Passport, /) -> Passport:
    """Compute the figures anew while the passport is worked on. Raises ``ValidationError``."""
    refuse_unless(policies.may_manage(current(), passport), CLOSED)
    with transaction.atomic():
        contents.recompute(passport)
    return passport


@transaction.atomic
def move(passport: Passport, verb: str, **changes: Any) -> Passport:
    """Change the passport as the system, in the history as the person: the ministry writes no rows of others."""
    before = history.snapshot(passport)
    for name, value in changes.items():
        setattr(passport, name, value)
    passport.published = passport.state in PUBLISHED_STATES
    with acting(SYSTEM):
        passport.save(update_fields=[*changes, "published"])
        contents.publish(passport)
    history.record(verb, passport, before=before)
    return passport


@transaction.atomic
def submit_passport(passport: Passport, /) -> Passport:
    """Send the passport to the ministry: the computed figures are taken once more and stand still from now on.

    Raises ``ValidationError`` while a part is not accepted.
    """
    refuse_unless(policies.may_manage(current(), passport), CLOSED)
    waiting = passport.parts.exclude(state=PartState.ACCEPTED).order_by("sort_key").values_list("name", flat=True)
    refuse_unless(not waiting, UNFINISHED.format(", ".join(waiting)))
    contents.recompute(passport)
    moved = move(passport, "submit_passport", state=PassportState.REVIEW, submitted_at=timezone.now(), remark="")
    tell(moved, f"{moved} ждёт вашего утверждения.", "decide")
    return moved


def approve_passport(passport: Passport, /) -> Passport:
    """Approve the submitted passport: it never changes again, the Federal operator may read it.

    Raises ``ValidationError``.
    """
    refuse_unless(policies.may_decide(current(), passport), "Утверждает министерство, и только представленный паспорт.")
    moved = move(passport, "approve_passport", state=PassportState.APPROVED, decided_at=timezone.now(), remark="")
    tell(moved, f"{moved} утверждён министерством.", "manage")
    return moved


def return_passport(passport: Passport, /, *, remark: str) -> Passport:
    """Return the submitted passport with remarks. Raises ``ValidationError``."""
    allowed = policies.may_decide(current(), passport)
    refuse_unless(allowed, "Возвращает министерство, и только представленный паспорт.")
    moved = move(passport, "return_passport", state=PassportState.RETURNED, decided_at=timezone.now(), remark=remark)
    tell(moved, f"{moved} возвращён министерством с замечаниями.", "manage")
    return moved


def send_passport(passport: Passport, /, *, sent_on: date, sent_number: str) -> Passport:
    """Record the letter with which the approved passport went to the Federal operator. Raises ``ValidationError``."""
    refuse_unless(policies.may_send(current(), passport), "Направляет ЦНППМ, и только утверждённый паспорт.")
    approved = timezone.localdate(passport.decided_at) if passport.decided_at else None
    if approved and sent_on < approved:
        raise ValidationError({"sent_on": f"Раньше утверждения ({approved:%d.%m.%Y}): проверьте дату письма."})
    return move(passport, "send_passport", state=PassportState.SENT, sent_on=sent_on, sent_number=sent_number)


def conclude_passport(
    passport: Passport, /, *, agreed: bool, outcome_on: date, outcome_number: str, remark: str = ""
) -> Passport:
    """Record the Federal operator's answer: agreed, or returned with remarks. Raises ``ValidationError``."""
    refuse_unless(policies.may_conclude(current(), passport), "Ответ записывает ЦНППМ после отправки паспорта.")
    if passport.sent_on and outcome_on < passport.sent_on:
        text = f"Раньше отправки ({passport.sent_on:%d.%m.%Y}): проверьте дату ответа."
        raise ValidationError({"outcome_on": text})
    if not agreed and not remark.strip():
        raise ValidationError({"remark": "Напишите, с какими замечаниями паспорт возвращён."})
    state = PassportState.AGREED if agreed else PassportState.DECLINED
    letter = {"outcome_on": outcome_on, "outcome_number": outcome_number}
    moved = move(passport, "conclude_passport", state=state, remark=remark.strip(), **letter)
    word = "согласован" if agreed else "возвращён"
    tell(moved, f"{moved}: Федеральным оператором {word}.", "manage")
    return moved


@transaction.atomic
def correct_passport(passport: Passport, /, *, due_on: date) -> Passport:
    """Begin the next version: what the parts say is copied, the approved version stays as it is.

    Raises ``ValidationError``.
    """
    allowed = policies.may_correct(current(), passport)
    refuse_unless(allowed, "Исправляют последнюю версию, когда она утверждена; начинает исправление ЦНППМ.")
    made = Passport(
        profile=passport.profile,
        region_id=passport.region_id,
        year=passport.year,
        version=passport.version + 1,
        previous=passport,
        due_on=due_on,
    )
    records.create(made, "correct_passport")
    contents.copy_parts(passport, made)
    contents.recompute(made)
    tell(made, f"{made}: проверьте свою часть до {due_on:%d.%m.%Y}.", "fill")
    return made
