"""Logs never carry personal numbers."""

import logging
import re

SNILS = re.compile(r"\b\d{3}-?\d{3}-?(\d{3}[ -]?\d{2})\b")


class PersonalDataFilter(logging.Filter):
    """Masks everything that looks like a СНИЛС in a message of a log."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg = SNILS.sub(r"***-***-\1", record.getMessage())
        record.args = ()
        return True
