"""Logs carry no personal data: neither numbers that look like a СНИЛС nor the rows that PostgreSQL quotes."""

import logging
import re

SNILS = re.compile(r"\b\d{3}[ -]?\d{3}[ -]?(\d{3}[ -]?\d{2})\b")
# «Failing row contains (…, Иванова, Анна, …)», «Key (snils)=(…) already exists»; in tracebacks too.
QUOTED = re.compile(r"^(\s*(?:DETAIL|CONTEXT):).*$", re.MULTILINE)


def without_personal_data(text: str) -> str:
    """The text with numbers like a СНИЛС masked and without what the database quotes of rows."""
    return QUOTED.sub(r"\1 …", SNILS.sub(r"***-***-\1", text))


class PersonalDataFormatter(logging.Formatter):
    """Writes a line as any other and masks the whole of it: the message, its arguments, the traceback."""

    def format(self, record: logging.LogRecord) -> str:
        return without_personal_data(super().format(record))
