"""How a pair is agreed to and how it ends: with a result, or early with a reason; then it is history."""

from collections.abc import Iterable
from datetime import date
from operator import attrgetter
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone

from apps.core.actor import system
from apps.core.services import records
from apps.events.enums import PairOutcome
from apps.events.models import MentoringPair
from apps.events.services.mentoring import require_running
from apps.teachers.services.people import is_self

SYSTEM = system("mentoring")
NO_RESULT = "Напишите, чего пара достигла."
NO_REASON = "Напишите, почему пара прекращена."
FUTURE = "Этот день ещё не наступил."
NOT_CLOSED = "Пара ещё не завершена: исправлять нечего."
NOT_YOURS = "Это не ваша пара."
NOTHING_SAID = "Напишите хотя бы несколько слов."
AGREED = "Согласие уже записано."


@transaction.atomic
def close_pair(
    pair: MentoringPair,
    *,
    end: date,
    outcome_text: str,
    gained: Iterable[models.Model] = (),
    mentor_word: str = "",
    person_word: str = "",
    today: date | None = None,
) -> MentoringPair:
    """The pair ends on a day with a result: what was reached, which competences gained, what both say.

    Raises ``ValidationError`` for a day to come, a day before the start, no result, a pair closed already.
    """
    words = {"mentor_word": mentor_word.strip(), "person_word": person_word.strip()}
    close(pair, PairOutcome.DONE, end, outcome_text, NO_RESULT, today or timezone.localdate(), words)
    records.link(pair, "gained", gained, "gain_competences", word=attrgetter("code"))
    return pair


def break_pair(pair: MentoringPair, *, end: date, reason: str, today: date | None = None) -> MentoringPair:
    """The pair ends early, with the reason. Raises ``ValidationError``."""
    return close(pair, PairOutcome.EARLY, end, reason, NO_REASON, today or timezone.localdate(), {}, at="reason")


def close(
    pair: MentoringPair,
    outcome: PairOutcome,
    end: date,
    text: str,
    nothing: str,
    today: date,
    words: dict[str, str],
    *,
    at: str = "outcome_text",
) -> MentoringPair:
    """Write an outcome; a word that the two have said themselves stays where nothing is given instead."""
    require_running(pair)
    require_outcome(pair, end, text, nothing, today, at)
    said: dict[str, Any] = {name: word for name, word in words.items() if word}
    verb = "close_pair" if outcome == PairOutcome.DONE else "break_pair"
    return records.change(
        pair, verb, end=end, outcome=outcome, outcome_text=text.strip(), closed_on=today, **said
    )  # fmt: skip


def require_outcome(pair: MentoringPair, end: date, text: str, nothing: str, today: date, at: str) -> None:
    """An outcome says something, of a day of the pair that has come. Raises ``ValidationError``."""
    if not text.strip():
        raise ValidationError({at: nothing})
    if end > today:
        raise ValidationError({"end": FUTURE})
    records.require_order(pair.start, end, "end")


@transaction.atomic
def correct_outcome(
    pair: MentoringPair,
    *,
    end: date,
    outcome_text: str,
    mentor_word: str = "",
    person_word: str = "",
    today: date | None = None,
) -> MentoringPair:
    """Correct what is written of an ended pair; the history keeps what stood there. Raises ``ValidationError``."""
    if not pair.outcome:
        raise ValidationError(NOT_CLOSED)
    require_outcome(pair, end, outcome_text, NO_RESULT, today or timezone.localdate(), "outcome_text")
    return records.change(
        pair, "correct_outcome", end=end, outcome_text=outcome_text.strip(), mentor_word=mentor_word.strip(),
        person_word=person_word.strip(),
    )  # fmt: skip


def own_side(pair: MentoringPair) -> str:
    """Which of the two the acting user is: ``mentor`` or ``person``. Raises ``ValidationError`` for anybody else."""
    if is_self(pair.mentor_id):
        return "mentor"
    if is_self(pair.person_id):
        return "person"
    raise ValidationError(NOT_YOURS)


def agree(pair: MentoringPair, *, on: date | None = None) -> MentoringPair:
    """The acting mentor or mentee agrees to the pair. Raises ``ValidationError``."""
    require_running(pair)
    name = f"{own_side(pair)}_agreed_on"
    if getattr(pair, name) is not None:
        raise ValidationError(AGREED)
    return records.change(pair, "agree_pair", writer=SYSTEM, **{name: on or timezone.localdate()})


def say(pair: MentoringPair, *, word: str) -> MentoringPair:
    """The acting mentor or mentee says what the pair gave, until it is closed. Raises ``ValidationError``."""
    require_running(pair)
    name = f"{own_side(pair)}_word"
    if not word.strip():
        raise ValidationError({"word": NOTHING_SAID})
    return records.change(pair, "say_of_pair", writer=SYSTEM, **{name: word.strip()})
