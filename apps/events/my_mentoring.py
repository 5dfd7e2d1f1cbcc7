"""What «Моё наставничество» shows and does: the pairs of one person, as mentor or mentee."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils import timezone

from apps.core.text import format_date
from apps.events import pairs
from apps.events.models import MentoringPair, PairItem, PairMeeting
from apps.events.services import pair_end, pair_parts
from apps.teachers.models import Person

Part = TypeVar("Part", PairItem, PairMeeting)
SHOWN = 5
GONE = "Этой записи больше нет."


@dataclass(frozen=True, slots=True)
class Card:
    """A pair as the page shows it."""

    pair: MentoringPair
    mentor: bool
    going: bool
    items: list[PairItem]
    planned: list[PairMeeting]
    held: list[PairMeeting]

    @property
    def other(self) -> str:
        """The name of the other one."""
        return self.pair.person_name if self.mentor else self.pair.mentor_name

    @property
    def agreed(self) -> date | None:
        """Since when this side has agreed."""
        return self.pair.mentor_agreed_on if self.mentor else self.pair.person_agreed_on

    @property
    def word(self) -> str:
        """What this side has said of the pair."""
        return self.pair.mentor_word if self.mentor else self.pair.person_word

    @property
    def done(self) -> int:
        """How many items of the plan are done."""
        return sum(1 for item in self.items if item.done_on)

    @property
    def theme(self) -> str:
        """The theme of the next item of the plan."""
        left = [item for item in self.items if item.done_on is None]
        return left[0].theme if left else ""


def own_pairs(person: Person) -> QuerySet[MentoringPair]:
    """The pairs of a person, those that go on first."""
    return MentoringPair.objects.filter(pairs.by_side(person.pk)).order_by("outcome", "-start", "-pk")


def page_context(person: Person, day: date) -> dict[str, list[Card]]:
    """Everything the page reads, in three questions whatever there is."""
    found = list(own_pairs(person))
    items = of_pairs(PairItem.objects.filter(pair__in=found))
    meetings = of_pairs(PairMeeting.objects.filter(pair__in=found).order_by("-on_date", "-pk"))
    cards = [card_of(pair, person, day, items.get(pair.pk, []), meetings.get(pair.pk, [])) for pair in found]
    return {"going": [one for one in cards if one.going], "over": [one for one in cards if not one.going]}


def of_pairs(rows: Iterable[Part]) -> dict[int, list[Part]]:
    """Rows by their pair."""
    found: dict[int, list[Part]] = {}
    for row in rows:
        found.setdefault(row.pair_id, []).append(row)
    return found


def card_of(pair: MentoringPair, person: Person, day: date, items: list[PairItem], meetings: list[PairMeeting]) -> Card:
    """One pair."""
    planned = [one for one in reversed(meetings) if not one.held]
    held = [one for one in meetings if one.held]
    going = not pair.outcome and (pair.end is None or pair.end >= day)
    return Card(pair, pair.mentor_id == person.pk, going, items, planned[:SHOWN], held[:SHOWN])


def chosen(kind: type[Part], pair: MentoringPair, data: QueryDict) -> Part:
    """The row of the pair that a button names. Raises ``ValidationError``."""
    text = data.get("row", "")
    found = kind._default_manager.filter(pair=pair, pk=int(text)).first() if text.isdecimal() else None
    if found is None:
        raise ValidationError(GONE)
    return found


def meet(pair: MentoringPair, data: QueryDict) -> str:
    """They have met today."""
    made = pair_parts.note_meeting(
        pair, on=timezone.localdate(), theme=data.get("theme", "").strip()[:300], note=data.get("note", "")[:2000]
    )
    return f"Встреча {format_date(made.on_date)} записана: {made.theme}."


def held(pair: MentoringPair, data: QueryDict) -> str:
    """A planned meeting took place."""
    pair_parts.hold_meeting(chosen(PairMeeting, pair, data))
    return "Встреча отмечена."


def item(pair: MentoringPair, data: QueryDict) -> str:
    """An item of the plan is done."""
    pair_parts.do_item(chosen(PairItem, pair, data))
    return "Пункт плана выполнен."


def agree(pair: MentoringPair, data: QueryDict) -> str:
    """This side agrees to the pair."""
    pair_end.agree(pair)
    return "Согласие записано."


def say(pair: MentoringPair, data: QueryDict) -> str:
    """What this side says of the pair."""
    pair_end.say(pair, word=data.get("word", "")[:2000])
    return "Спасибо, ваш отзыв записан."


Step = Callable[[MentoringPair, QueryDict], str]
STEPS: dict[str, Step] = {"meet": meet, "held": held, "item": item, "agree": agree, "say": say}
