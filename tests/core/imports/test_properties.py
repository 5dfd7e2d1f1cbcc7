"""Whatever stands in a file: every row has one outcome, counts add up, a second import finds nothing left to do."""

import os
import tempfile
from datetime import date
from pathlib import Path

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from apps.core.actor import acting
from apps.core.imports import kinds
from apps.core.imports.results import ImportResult
from apps.core.imports.services import run
from tests import factories as make
from tests.cast import Cast
from tests.support_files import write_csv
from tests.support_imports import SYSTEM, counts

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
Pools = dict[str, list[str]]
SNILS = [make.make_snils(number) for number in (800_001, 800_002)]
DATES = ["01.09.2020", "2021-01-01", "31.08.2022", ""]
EXAMPLES = int(os.environ.get("RSNMS_EXAMPLES", "20"))
quick = settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))


def staff(cast: Cast) -> Pools:
    """Cells that meet, contradict, clear and break."""
    return {
        "СНИЛС": [*SNILS, cast.teacher.snils, "112-233-445 96"],
        "Фамилия": ["Вымышленная", "Придуманная", "", "-"],
        "Имя": ["Анна"],
        "Телефон": ["", "-", "1"],
        "Код организации": [cast.school_a.code, cast.school_b.code, "НЕТ"],
        "Должность": ["Учитель", "учитель математики", "Директор", "Звездочёт"],
        "Основное место работы": ["да", "нет", ""],
        "Дата приёма": DATES[:3],
        "Дата увольнения": [*DATES, "-"],
        "Предметы": ["", "-", "Математика", "Физика; Математика"],
        "Категория": ["", "Высшая", "-"],
        "Дата категории": ["", "01.03.2020"],
    }


def organizations(cast: Cast) -> Pools:
    """Parents that wait for each other, homes that are none."""
    return {
        "Код": ["А", "Б", "В", cast.school_a.code],
        "Тип": ["Школа", "ИРО", ""],
        "Полное наименование": ["Первая", "Вторая", "-"],
        "ОКТМО": ["99601000", "99602000", "99000000", "99999000", ""],
        "Код вышестоящей": ["", "А", "Б", "В", "-", "НЕТ"],
        "Открыта": DATES,
        "Закрыта": DATES,
        "ШНОР": ["", "да", "нет", "-"],
    }


def municipalities(cast: Cast) -> Pools:
    """Successors in chains."""
    return {
        "ОКТМО": ["99601000", "99603000", "99604000"],
        "ОКТМО региона": ["99000000", "98000000", ""],
        "Наименование": ["Район", "Округ", ""],
        "Действует с": ["", "01.01.2021"],
        "Действует по": ["", "31.12.2020", "31.12.2024", "-"],
        "Преемник (ОКТМО)": ["", "99601000", "99603000", "99604000", "-"],
    }


def routes(cast: Cast) -> Pools:
    """Headers that contradict themselves, items on what was never scored."""
    return {
        "Номер": ["ИОМ-1", "ИОМ-2"],
        "СНИЛС": [cast.teacher.snils, cast.head.snils, ""],
        "Дата диагностики": ["", "10.03.2025", "-"],
        "Инструмент": ["", "Тестовый инструмент", "-"],
        "Утверждён": ["", "01.04.2025", "-"],
        "Отменён": ["", "01.05.2025"],
        "Пункт": ["", "1", "2"],
        "Вид пункта": ["", "формальное", "информальное"],
        "Компетенции": ["", "Т-01", "Т-01; Т-02", "Т-03", "-"],
    }


def again(kind: str, rows: list[dict[str, str]]) -> tuple[ImportResult, ImportResult, int]:
    """Import the same file twice and take it all back; also how many errors name no row of the file."""
    with tempfile.TemporaryDirectory() as folder, transaction.atomic():
        path = write_csv(Path(folder) / "a.csv", rows)
        with acting(SYSTEM):
            first, second = (run(kinds.get(kind), path) for _ in range(2))
        transaction.set_rollback(True)
    strange = [error.row for error in first.errors if not 2 <= error.row <= len(rows) + 1]
    return first, second, len(strange)


POOLS = {"staff": staff, "organizations": organizations, "municipalities": municipalities, "routes": routes}


@pytest.mark.parametrize("kind", POOLS)
def test_every_row_has_one_outcome_and_a_second_import_changes_nothing(cast: Cast, kind: str) -> None:
    with acting(SYSTEM):
        make.make_competence("Т-03")
        make.make_session(cast.teacher, cast.cnppm, date(2025, 3, 10), scores={"Т-01": 40, "Т-02": 90})
    cells = POOLS[kind](cast)
    drawn = st.lists(st.fixed_dictionaries({name: st.sampled_from(pool) for name, pool in cells.items()}), max_size=8)

    @quick
    @given(drawn)
    def check(rows: list[dict[str, str]]) -> None:
        if not rows:
            return
        first, second, strange = again(kind, rows)
        assert (sum(counts(first)), sum(counts(second)), strange) == (len(rows), len(rows), 0)
        assert first.rejected == len({error.row for error in first.errors})
        assert (second.created, second.updated) == (0, 0)
        assert {error.row for error in second.errors} <= {error.row for error in first.errors}

    check()
