"""What an answer is worth: pure functions, the share of one point from 0 to 1.

- one answer, number, short answer: right or not;
- several answers: (right ones chosen − wrong ones chosen) / right ones, never under nought;
- matching: the share of right pairs;
- order: pairs of lines standing as they must, minus those standing the other way round, of all pairs; never under
  nought (Kendall's τ cut off at 0: the reverse and a random order bring nothing).

Every item brings at most one point; a competence's score is the sum over its items of the variant. What is no answer to
the item (a letter it has not, a word instead of a number) brings nothing.
"""

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from itertools import combinations
from typing import Any

from apps.core.text import sort_key
from apps.diagnostics.enums import ItemKind
from apps.diagnostics.notation import WrongOptions, number_of

NOTHING, WHOLE = Fraction(0), Fraction(1)


def single(key: Any, value: Any) -> Fraction:
    """The one right option."""
    return WHOLE if [value] == key else NOTHING


def multiple(key: Any, value: Any) -> Fraction:
    """Right options chosen less wrong ones, of all right ones."""
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        return NOTHING
    chosen, right = set(value), set(key)
    return max(NOTHING, Fraction(len(chosen & right) - len(chosen - right), len(right)))


def matching(key: Any, value: Any) -> Fraction:
    """The share of right pairs."""
    if not isinstance(value, dict):
        return NOTHING
    return Fraction(sum(value.get(left) == right for left, right in key.items()), len(key))


def order(key: Any, value: Any) -> Fraction:
    """Kendall's τ of the answer to the right order, nought where it is negative or the answer is no order of all."""
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value) or sorted(value) != sorted(key):
        return NOTHING
    places = {letter: place for place, letter in enumerate(value)}
    pairs = list(combinations(key, 2))
    right = sum(places[first] < places[second] for first, second in pairs)
    return max(NOTHING, Fraction(2 * right - len(pairs), len(pairs)))


def number(key: Any, value: Any) -> Fraction:
    """Within the tolerance, its bounds included."""
    try:
        given = number_of(value) if isinstance(value, str) else None
    except WrongOptions:
        return NOTHING
    off = None if given is None else abs(given - Decimal(key["value"]))
    return WHOLE if off is not None and off <= Decimal(key["tolerance"]) else NOTHING


def plain(text: str) -> str:
    """An answer in words without case, «ё», outer signs and double spaces."""
    return " ".join(sort_key(text).strip(" .,;:!?«»\"'()").split())


def text(key: Any, value: Any) -> Fraction:
    """One of the accepted variants."""
    return WHOLE if isinstance(value, str) and plain(value) in {plain(one) for one in key} else NOTHING


RULES: dict[str, Callable[[Any, Any], Fraction]] = {
    ItemKind.SINGLE: single,
    ItemKind.MULTIPLE: multiple,
    ItemKind.MATCHING: matching,
    ItemKind.ORDER: order,
    ItemKind.NUMBER: number,
    ItemKind.TEXT: text,
}


def share(kind: str, key: Any, value: Any) -> Fraction:
    """What the answer to an item of this kind brings: from 0 to 1; no answer (None) brings nothing."""
    return NOTHING if value is None else RULES[kind](key, value)
