"""Terms of measures as regulations print them, made into typed ones (docs/roadmap.md)."""

from functools import lru_cache

from apps.roadmap.terms.calendar import plain
from apps.roadmap.terms.model import Span, Term
from apps.roadmap.terms.rules import RULES, first_of, in_words

__all__ = ["Span", "Term", "parse"]


@lru_cache(maxsize=2048)
def parse(text: str) -> Term:
    """The typed term of a printed one; what no form knows is a term in words, which has no calendar day."""
    printed = plain(text)
    return first_of(RULES, printed) or in_words(printed)
