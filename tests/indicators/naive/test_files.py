"""The spreadsheets a world is written as: headings, keys, cells of FORMATS.md."""

from __future__ import annotations

import csv
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from tests.indicators.naive.builders import (
    ANNA,
    BORIS,
    CENTRE,
    DAY_AFTER_D,
    FROM,
    INSTITUTE,
    LONG_AGO,
    MIDDLE,
    PLACES,
    PROGRAM,
    SCHOOL_A,
    VLADIMIR,
    A,
    B,
    D,
    assessed,
    contest,
    entry,
    route,
    score,
    works,
    world,
)
from tests.indicators.naive.files import Value, cell, sheets, write_world
from tests.indicators.naive.world import (
    MUNICIPAL,
    QUALITY_THEME,
    SCHOOL,
    Appointment,
    Competence,
    Enrollment,
    MentoringPair,
    Municipality,
    Organization,
    Person,
    Program,
    RegistryEntry,
    Route,
    World,
)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (True, "да"),
        (False, "нет"),
        (date(2024, 2, 29), "29.02.2024"),
        (Decimal("5.9"), "5,9"),
        (Decimal(10), "10"),
        (36, "36"),
        (0, "0"),
        ("ОО-1", "ОО-1"),
        (("М-1", "М-2"), "М-1;М-2"),
        ((), ""),
    ],
)
def test_cell_is_written_as_people_write_it(value: Value, text: str) -> None:
    assert cell(value) == text


def rows_of(facts: World, kind: str, folder: Path) -> list[dict[str, str]]:
    """The rows of a kind read back from its file."""
    staffed = {job.person for job in facts.employments}
    people = tuple(person for person in facts.people if person.snils in staffed)
    path = dict(write_world(replace(facts, people=people), folder))[kind]
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


def test_municipalities_carry_their_reorganization(tmp_path: Path) -> None:
    facts = world(Municipality(A, VLADIMIR, "Округ А", FROM, D, B))
    assert rows_of(facts, "municipalities", tmp_path)[0] == {
        "ОКТМО": A,
        "ОКТМО региона": VLADIMIR,
        "Наименование": "Округ А",
        "Действует с": "01.01.2024",
        "Действует по": "31.12.2024",
        "Преемник (ОКТМО)": B,
    }


def test_organizations_keep_the_oktmo_they_were_entered_with(tmp_path: Path) -> None:
    facts = world(Organization("X", SCHOOL, A, "Школа Х", INSTITUTE, MUNICIPAL, FROM, D))
    assert rows_of(facts, "organizations", tmp_path)[0] == {
        "Код": "X",
        "Тип": "Школа",
        "Полное наименование": "Школа Х",
        "ОКТМО": A,
        "Код вышестоящей": INSTITUTE,
        "Учредитель": "муниципальный",
        "Открыта": "01.01.2024",
        "Закрыта": "31.12.2024",
    }


def test_staff_is_a_row_an_employment(tmp_path: Path) -> None:
    anna = Person(ANNA, date(1996, 2, 29), FROM, "ж")
    facts = world(anna, works(ANNA, end=D), works(ANNA, CENTRE, is_main=False))
    rows = rows_of(facts, "staff", tmp_path)
    assert rows[0] == {
        "СНИЛС": ANNA,
        "Фамилия": "Вымышленная",
        "Имя": "Проба",
        "Отчество": "Тестовна",
        "Дата рождения": "29.02.1996",
        "Пол": "ж",
        "Начало педагогической деятельности": "01.01.2024",
        "Код организации": SCHOOL_A,
        "Должность": "Учитель",
        "Основное место работы": "да",
        "Дата приёма": "01.09.2020",
        "Дата увольнения": "31.12.2024",
    }
    assert [(row["Код организации"], row["Основное место работы"]) for row in rows] == [
        (SCHOOL_A, "да"),
        (CENTRE, "нет"),
    ]


def test_diagnostics_are_a_row_a_score(tmp_path: Path) -> None:
    session = assessed(ANNA, annulled_on=D, is_independent=False, scores=[score("М-1", "5.9")])
    facts = world(works(ANNA), session)
    assert rows_of(facts, "diagnostics", tmp_path) == [
        {
            "СНИЛС": ANNA,
            "Дата": "15.06.2024",
            "Код провайдера": CENTRE,
            "Инструмент": "Проба",
            "Компетенция": "М-1",
            "Балл": "5,9",
            "Максимум": "10",
            "Самодиагностика": "да",
            "Аннулирована": "31.12.2024",
        }
    ]


def test_programs_carry_their_entry_of_the_registry(tmp_path: Path) -> None:
    program = Program(
        PROGRAM, INSTITUTE, "ПП", QUALITY_THEME, FROM, D, (entry(LONG_AGO, DAY_AFTER_D),), 72, ("М-1", "М-2")
    )
    assert rows_of(world(program), "programs", tmp_path) == [
        {
            "Код": PROGRAM,
            "Наименование": "Пробная программа ДПП-1",
            "Вид": "ПП",
            "Часы": "72",
            "Код организации": INSTITUTE,
            "Тематика": "управление качеством образования",
            "Компетенции": "М-1;М-2",
            "Реализуется с": "01.01.2024",
            "Реализуется по": "31.12.2024",
            "Номер в ФР": "ФР-1",
            "Включена в ФР": "01.09.2020",
            "Исключена из ФР": "01.01.2025",
        }
    ]


def test_programs_outside_the_registry_have_empty_cells(tmp_path: Path) -> None:
    row = rows_of(world(Program(PROGRAM, INSTITUTE)), "programs", tmp_path)[0]
    assert (row["Номер в ФР"], row["Включена в ФР"], row["Исключена из ФР"]) == ("", "", "")


def test_enrollments_say_when_they_ended(tmp_path: Path) -> None:
    facts = world(works(ANNA), Enrollment(ANNA, PROGRAM, FROM, MIDDLE), Enrollment(ANNA, "Х", FROM, None, D))
    rows = rows_of(facts, "enrollments", tmp_path)
    assert [list(row.values()) for row in rows] == [
        [ANNA, PROGRAM, "01.01.2024", "15.06.2024", ""],
        [ANNA, "Х", "01.01.2024", "", "31.12.2024"],
    ]


def test_participations_name_a_person_or_an_organization(tmp_path: Path) -> None:
    facts = world(contest(person=ANNA), contest(organization=SCHOOL_A, on=D))
    rows = rows_of(facts, "participations", tmp_path)
    assert [list(row.values()) for row in rows] == [
        [ANNA, "", "М-1", "участник", ""],
        ["", SCHOOL_A, "М-1", "участник", "31.12.2024"],
    ]


def test_events_appointments_pairs_and_competences_have_their_headings() -> None:
    facts = world(
        Appointment(ANNA, SCHOOL_A, "эксперт", FROM, D),
        MentoringPair(ANNA, BORIS, FROM),
        works(ANNA),
        works(BORIS),
    )
    staffed = tuple(person for person in facts.people if person.snils in {ANNA, BORIS})
    event = contest(person=ANNA).event
    competences = (Competence("М-1", "Проба", "методические"),)
    found = sheets(replace(facts, people=staffed, events=(event,), competences=competences))
    assert {kind: list(found[kind][0]) for kind in ("events", "appointments", "mentoring", "competences")} == {
        "events": [
            "Код",
            "Наименование",
            "Вид",
            "Уровень",
            "Дата начала",
            "Дата окончания",
            "Код организатора",
            "Форма поддержки молодых",
        ],
        "appointments": ["СНИЛС", "Код организации", "Вид", "С", "По"],
        "mentoring": ["СНИЛС наставника", "СНИЛС наставляемого", "Форма", "С", "По"],
        "competences": ["Код", "Наименование", "Блок"],
    }


def test_routes_are_a_row_an_item_or_a_row_alone(tmp_path: Path) -> None:
    session = assessed(ANNA)
    way = route(session, MIDDLE, D)
    alone = Route("ИОМ-2", ANNA, None)
    rows = rows_of(world(works(ANNA), session, way, alone), "routes", tmp_path)
    assert rows[0] == {
        "Номер": f"ИОМ-{ANNA}",
        "СНИЛС": ANNA,
        "Дата диагностики": "15.06.2024",
        "Инструмент": "Проба",
        "Утверждён": "15.06.2024",
        "Отменён": "31.12.2024",
        "Причина отмены": "пробная отмена",
        "Пункт": "1",
        "Вид пункта": "формальное",
        "Содержание": "Пробный пункт 1",
        "Код программы": PROGRAM,
        "Код мероприятия": "",
        "Компетенции": "М-1",
    }
    assert {heading for heading, text in rows[1].items() if text} == {"Номер", "СНИЛС"}


def test_kinds_come_after_what_they_refer_to_and_empty_ones_not_at_all(tmp_path: Path) -> None:
    facts = replace(world(works(ANNA), assessed(ANNA)), people=(Person(ANNA),))
    kinds = [kind for kind, _ in write_world(facts, tmp_path)]
    assert kinds == ["municipalities", "organizations", "staff", "diagnostics"]
    assert len(sheets(facts)["municipalities"]) == len(PLACES)


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        (world(), "these people have none"),
        (
            replace(
                world(works(ANNA), assessed(ANNA, scores=[score("М-1", "1", threshold="70")])),
                people=(Person(ANNA),),
            ),
            "threshold",
        ),
        (
            replace(world(Program(PROGRAM, INSTITUTE, entries=(entry(FROM), RegistryEntry("2", D)))), people=()),
            "one registry entry",
        ),
    ],
)
def test_what_no_spreadsheet_can_say_is_refused(facts: World, reason: str, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=reason):
        write_world(facts, tmp_path)
