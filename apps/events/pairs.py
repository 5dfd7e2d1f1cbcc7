"""Reads of pairs: where each stands, how far its plan is, how often the two met."""

from datetime import date
from typing import Any

from django.db.models import DateField, Max, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from apps.core.actor import Actor
from apps.core.states import States
from apps.core.subqueries import counted
from apps.core.text import count_text, format_date
from apps.events.enums import MentoringState, PairOutcome
from apps.events.load import limit_of, load_of
from apps.events.models import MentoringPair, MentoringProgram, PairItem, PairMeeting

PARTS: dict[str, Any] = {"item": PairItem, "meeting": PairMeeting}


def conditions(day: Any) -> dict[str, Q]:
    """How a pair stands on the day: by its outcome, without one by its term."""
    open_ended = Q(end__isnull=True) | Q(end__gte=day)
    return {
        "coming": Q(outcome="", start__gt=day),
        "now": Q(outcome="", start__lte=day) & open_ended,
        "silent": Q(outcome="", end__lt=day),
        "done": Q(outcome=PairOutcome.DONE),
        "early": Q(outcome=PairOutcome.EARLY),
    }


STATES = States(
    MentoringPair,
    {
        "coming": "предстоит",
        "now": "действует",
        "silent": "итог не внесён",
        "done": "завершена с результатом",
        "early": "прекращена досрочно",
    },
    {"now": "green", "coming": "blue", "silent": "orange", "early": "red"},
    conditions,
)


def items(**only: Any) -> Coalesce:
    """How many items of an outer pair's plan there are."""
    return counted(PairItem.objects.filter(**only), "pair_id")


def meetings(**only: Any) -> Coalesce:
    """How many meetings of an outer pair there are."""
    return counted(PairMeeting.objects.filter(**only), "pair_id")


def last_meeting() -> Subquery:
    """The day an outer pair met last."""
    held = PairMeeting.objects.filter(pair_id=OuterRef("pk"), held=True).order_by().values("pair_id")
    return Subquery(held.annotate(last=Max("on_date")).values("last"), output_field=DateField())


def pairs_of_program() -> Coalesce:
    """How many pairs in sight an outer programme has."""
    return counted(MentoringPair.objects.all(), "program_id")


def program_text(pair: MentoringPair) -> str:
    """The programme of a pair; empty where there is none or it is out of sight."""
    found = MentoringProgram.objects.filter(pk=pair.program_id or 0).first()
    return found.title if found else ""


def active_programs(actor: Actor) -> Q:
    """The programmes a new pair may belong to."""
    return Q(state=MentoringState.ACTIVE)


def progress_text(pair: MentoringPair) -> str:
    """«2 из 5 пунктов плана, 4 встречи, последняя 12.05.2026»."""
    numbers = MentoringPair.objects.filter(pk=pair.pk).values_list(
        items(), items(done_on__isnull=False), meetings(held=True), last_meeting()
    )
    every, done, held, last = numbers.get()
    plan = (
        f"выполнено {done} из {count_text(every, 'пункта', 'пунктов', 'пунктов')} плана" if every else "плана ещё нет"
    )
    met = count_text(held, "встреча", "встречи", "встреч") if held else "встреч ещё не было"
    return f"{plan}; {met}" + (f", последняя {format_date(last)}" if last else "")


def load_text(pair: MentoringPair) -> str:
    """«Пар сегодня: 2, норма 3», and that it is more than that."""
    load, limit = load_of(pair.mentor_id), limit_of(pair)
    return f"пар сегодня: {load}, норма: {limit}" + (" — выше нормы" if load > limit else "")


def overload(pair: MentoringPair) -> list[str]:
    """What is said after a pair was made or changed: the mentor has more pairs than the norm."""
    load, limit = load_of(pair.mentor_id), limit_of(pair)
    if load <= limit:
        return []
    pairs = count_text(load, "пара", "пары", "пар")
    return [f"У наставника теперь {pairs} одновременно при норме {limit}: проверьте его нагрузку."]


def gained_text(pair: MentoringPair) -> str:
    """The competences gained, by code and title."""
    return "; ".join(f"{one.code} {one.title}" for one in pair.gained.order_by("code"))


def silent(rows: QuerySet[MentoringPair], day: date) -> QuerySet[MentoringPair]:
    """Pairs whose last day is over and whose outcome nobody has written."""
    return rows.filter(STATES.where("silent", day))


def unagreed(person: int, day: date) -> Q:
    """The pairs that go on and wait for the consent of this person, whichever side it is."""
    asked = Q(mentor_id=person, mentor_agreed_on=None) | Q(person_id=person, person_agreed_on=None)
    return STATES.where("now", day) & asked


def unmarked(rows: QuerySet[PairMeeting], day: date) -> QuerySet[PairMeeting]:
    """Planned meetings whose day has come, of pairs that are not closed."""
    open_pairs = MentoringPair.objects.filter(outcome="").values("pk")
    return rows.filter(held=False, on_date__lte=day, pair__in=open_pairs)


def by_side(person_id: int) -> Q:
    """The pairs in which the person is the mentor or the mentee."""
    return Q(person_id=person_id) | Q(mentor_id=person_id)
