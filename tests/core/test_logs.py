"""What the log says of an error: never whose row it was."""

import io
import logging
import logging.config
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import pytest
from django.conf import settings
from django.db import IntegrityError

from apps.accounts.models import User
from apps.core.logs import without_personal_data


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    """What is written of errors, in the format of the settings."""
    stream, logger = io.StringIO(), logging.getLogger("apps.test")
    handler = logging.StreamHandler(stream)
    # The configurator takes its description apart.
    described: Any = deepcopy(settings.LOGGING["formatters"])
    handler.setFormatter(logging.config.DictConfigurator({}).configure_formatter(described["line"]))
    logger.addHandler(handler)
    yield stream
    logger.removeHandler(handler)


@pytest.mark.parametrize("number", ["112-233-445 95", "11223344595", "112 233 445 95", "112-233-44595"])
def test_number_like_a_snils_is_masked(number: str) -> None:
    assert "112" not in without_personal_data(f"Строка 7: {number} не найден")


def test_other_numbers_stay() -> None:
    text = "2025-03-01 12:30:05 отчёт 1234567, 40000 строк, код 8B12F0A4"
    assert without_personal_data(text) == text


def test_arguments_of_a_message_are_masked(written: io.StringIO) -> None:
    logging.getLogger("apps.test").error("Строка %s: %s", 7, "112-233-445 95")
    assert written.getvalue().endswith("ERROR apps.test Строка 7: ***-***-445 95\n")


def test_traceback_is_masked(written: io.StringIO) -> None:
    try:
        raise LookupError("11223344595")
    except LookupError:
        logging.getLogger("apps.test").exception("Не записано")
    assert written.getvalue().endswith("LookupError: ***-***-44595\n")


@pytest.mark.django_db
def test_what_the_database_quotes_of_a_row_is_left_out(written: io.StringIO) -> None:
    try:
        for _twice in range(2):
            User.objects.create_user("ivanova", None, full_name="Иванова Анна")
    except IntegrityError:
        logging.getLogger("apps.test").exception("Не записано")
    said = written.getvalue()
    assert "DETAIL: …" in said
    assert "(ivanova)" not in said
