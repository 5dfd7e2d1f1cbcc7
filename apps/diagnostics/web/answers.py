"""An answer out of a form, by the kind of the question; the script sends the same values as JSON."""

from typing import Any

from django.http import QueryDict

from apps.diagnostics.enums import ItemKind
from apps.diagnostics.selectors.testing import Question


def answer_of(question: Question, data: QueryDict) -> Any:
    """The value to be kept."""
    if question.kind == ItemKind.MULTIPLE:
        return data.getlist("answer")
    if question.kind == ItemKind.MATCHING:
        given = {number: data.get(f"answer-{number}", "") for number, _ in question.left}
        return {number: letter for number, letter in given.items() if letter}
    if question.kind == ItemKind.ORDER:
        return ordered(question, data)
    return data.get("answer", "").strip()


def ordered(question: Question, data: QueryDict) -> list[str]:
    """The letters by the places chosen for them; without a place a line stands nowhere."""
    given = [(data.get(f"answer-{letter}", ""), letter) for letter, _ in question.options]
    return [letter for place, letter in sorted(given, key=lambda pair: pair[0].zfill(3)) if place.isdecimal()]
