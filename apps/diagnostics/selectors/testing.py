"""What a person who takes a test sees: the tests open to them, a question of their variant, how far they are.

The bank is closed to them, so a question is read by the system; it never carries its key (``ItemKey`` is not touched).
"""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet, Sum

from apps.core.actor import acting, system
from apps.diagnostics.enums import ItemKind
from apps.diagnostics.models import Answer, Attempt, Invitation, Item, OnlineTest
from apps.diagnostics.selectors.campaigns import open_invitations
from apps.teachers.enums import Relation
from apps.teachers.models import Person, PersonLink

SYSTEM = system("testing")
Pairs = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Offer:
    """A test the person may take, or is taking."""

    test: OnlineTest
    invitation: Invitation | None
    under_way: Attempt | None
    left: int

    @property
    def questions(self) -> int:
        """How many questions a variant has."""
        return int(getattr(self.test, "questions") or 0)  # noqa: B009 - an annotation


@dataclass(frozen=True, slots=True)
class Question:
    """A question as it is shown: the options in the order of the variant, the answer saved so far."""

    place: int
    item: Item
    options: Pairs
    left: Pairs
    value: Any

    @property
    def kind(self) -> str:
        """The kind of the item, for the template."""
        return self.item.kind

    @property
    def chosen(self) -> list[str]:
        """The letters chosen so far."""
        return self.value if isinstance(self.value, list) else [self.value] if isinstance(self.value, str) else []

    @property
    def lines(self) -> list[tuple[str, str, str]]:
        """(name of the field, words, chosen letter) of a matching or an order."""
        if self.kind == ItemKind.MATCHING:
            given = self.value if isinstance(self.value, dict) else {}
            return [(number, text, given.get(number, "")) for number, text in self.left]
        places = {letter: str(place) for place, letter in enumerate(self.chosen, 1)}
        return [(letter, text, places.get(letter, "")) for letter, text in self.options]

    @property
    def numbers(self) -> list[str]:
        """The places of an order."""
        return [str(place) for place in range(1, len(self.options) + 1)]


def self_of(user_id: int | None) -> Person | None:
    """The person that the user is, in the actor's sight."""
    link = PersonLink.objects.filter(user_id=user_id or 0, relation=Relation.SELF).first()
    return Person.objects.filter(pk=link.person_id).first() if link else None


def offered_tests(person: Person, invitations: list[Invitation]) -> QuerySet[OnlineTest]:
    """Published tests: those of the person's invitations, and of their region's conductors open to everybody."""
    allowed = Q(by_invitation=False, provider__region_id=person.region_id)
    for one in invitations:
        allowed |= Q(tool_id=one.campaign.tool_id, provider_id=one.campaign.organization_id)
    return OnlineTest.objects.filter(allowed, published=True).annotate(questions=Sum("rows__count"))


def offers(person: Person) -> list[Offer]:
    """What the person may take now, what is under way first; four questions to the database."""
    with acting(SYSTEM):
        invitations = list(open_invitations(person).select_related("campaign", "slot"))
        taken = list(Attempt.objects.filter(person=person).select_related("test").order_by("started_at"))
        tests = list(offered_tests(person, invitations))
    found = [offer_of(test, invitations, taken) for test in tests]
    known = {offer.test.pk for offer in found}
    rest = [Offer(one.test, None, one, 0) for one in taken if one.submitted_at is None and one.test_id not in known]
    shown = [offer for offer in found if offer.under_way or offer.left > 0]
    return sorted([*rest, *shown], key=lambda offer: (offer.under_way is None, offer.test.title))


def offer_of(test: OnlineTest, invitations: list[Invitation], taken: list[Attempt]) -> Offer:
    """One test with the person's invitation to it and what was done by it."""
    by_campaign = {(one.campaign.tool_id, one.campaign.organization_id): one for one in invitations}
    invitation = by_campaign.get((test.tool_id, test.provider_id))
    mine = [one for one in taken if one.test_id == test.pk]
    by_it = [one for one in mine if one.invitation_id == (invitation.pk if invitation else None)]
    under_way = next((one for one in mine if one.submitted_at is None), None)
    return Offer(test, invitation, under_way, max(0, test.attempts - len(by_it)))


def finished(person: Person) -> QuerySet[Attempt]:
    """The person's submitted attempts, the last first."""
    return Attempt.objects.filter(person=person).exclude(submitted_at=None).select_related("test")


def question(attempt: Attempt, place: int) -> Question:
    """The question at a place (from 0). Raises ``IndexError`` where there is none."""
    pk, letters = attempt.paper[place]
    with acting(SYSTEM):
        item = Item.objects.select_related("competence").get(pk=pk)
        value = Answer.objects.filter(attempt=attempt, item_id=pk).values_list("value", flat=True).first()
    matching = item.kind == ItemKind.MATCHING
    texts = dict(item.options["right"] if matching else item.options)
    left = [(number, text) for number, text in item.options["left"]] if matching else []
    return Question(place, item, [(letter, texts[letter]) for letter in letters], left, value)


def answered(attempt: Attempt) -> list[tuple[int, bool]]:
    """(number from 1, whether it has an answer) of every question."""
    with acting(SYSTEM):
        given = dict(Answer.objects.filter(attempt=attempt).values_list("item_id", "value"))
    return [(number, says_something(given.get(pk))) for number, (pk, _) in enumerate(attempt.paper, 1)]


def says_something(value: Any) -> bool:
    """Whether a saved value is an answer: a cleared field is none."""
    return value not in (None, "", [], {})
