"""Types of arguments, and what argparse says of a wrong command line in Russian."""

import re
from argparse import ArgumentTypeError
from datetime import date

FIRST_YEAR, LAST_YEAR = 1900, 2200
# Russian for the sentences of argparse, each with what it quotes.
SENTENCES = tuple(
    (re.compile(pattern, re.DOTALL), words)
    for pattern, words in (
        (r"the following arguments are required: (.+)", r"не хватает обязательных: \1"),
        (r"unrecognized arguments: (.+)", r"таких нет: \1"),
        (r"argument (.+?): expected one argument", r"\1: ожидается значение"),
        (r"argument (.+?): ignored explicit argument .+", r"\1: значения не бывает"),
        (r"argument (.+?): invalid int value: '(.*)'", r"\1: «\2» — не целое число"),
        (r"argument (.+?): invalid choice: '(.*?)' .+", r"\1: «\2» не годится"),
        (r"ambiguous option: (\S+) could match (.+)", r"«\1» значит и то и другое: \2"),
        (r"argument (.+?): (.+)", r"\1: \2"),
    )
)


def year(text: str) -> int:
    """A calendar year of 1900–2200."""
    if not text.isascii() or not text.isdigit() or not FIRST_YEAR <= int(text) <= LAST_YEAR:
        raise ArgumentTypeError(f"«{text}» — ожидается год от {FIRST_YEAR} до {LAST_YEAR}")
    return int(text)


def day(text: str) -> date:
    """A date ГГГГ-ММ-ДД of the same years."""
    try:
        found = date.fromisoformat(text)
    except ValueError:
        found = date.min
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise ArgumentTypeError(f"«{text}» — ожидается дата ГГГГ-ММ-ДД, год от {FIRST_YEAR} до {LAST_YEAR}")
    return found


def in_russian(message: str) -> str:
    """What is wrong with a command line, as argparse says it, in Russian."""
    for pattern, words in SENTENCES:
        if found := pattern.fullmatch(message):
            return found.expand(words)
    return message
