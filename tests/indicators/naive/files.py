"""A world written as the spreadsheets of FORMATS.md, for the portal to import."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path

from tests.indicators.naive.world import Person, Program, Route, RouteItem, World

Value = str | int | bool | date | Decimal | None | Iterable[str]
Row = Mapping[str, Value]


def write_world(world: World, folder: Path) -> list[tuple[str, Path]]:
    """One `.csv` a kind (`;`, UTF-8), each after those it refers to; kinds with no row are left out.

    Raises ValueError for what no spreadsheet can say: a person with no employment, a threshold
    that is not 60 %, a second registry entry of a programme.
    """
    written = []
    for kind, rows in sheets(world).items():
        if rows:
            path = folder / f"{kind}.csv"
            write_rows(path, rows)
            written.append((kind, path))
    return written


def write_rows(path: Path, rows: list[Row]) -> None:
    """Rows under the headings of the first one."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), delimiter=";")
        writer.writeheader()
        writer.writerows({heading: cell(value) for heading, value in row.items()} for row in rows)


def cell(value: Value) -> str:
    """The text of a cell: ДД.ММ.ГГГГ, да/нет, a decimal comma, a list over `;`."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "да" if value else "нет"
    if isinstance(value, date):
        return f"{value:%d.%m.%Y}"
    if isinstance(value, Decimal):
        return str(value).replace(".", ",")
    return str(value) if isinstance(value, str | int) else ";".join(value)


def sheets(world: World) -> dict[str, list[Row]]:
    """The rows of every kind, in the order of import."""
    return {
        "municipalities": _municipalities(world),
        "organizations": _organizations(world),
        "staff": _staff(world),
        "competences": _competences(world),
        "diagnostics": _diagnostics(world),
        "programs": [_program(program) for program in world.programs],
        "enrollments": _enrollments(world),
        "events": _events(world),
        "participations": _participations(world),
        "appointments": _appointments(world),
        "mentoring": _mentoring(world),
        "routes": [row for route in world.routes for row in _route(route)],
    }


def _municipalities(world: World) -> list[Row]:
    return [
        {
            "ОКТМО": row.oktmo,
            "ОКТМО региона": row.region,
            "Наименование": row.name,
            "Действует с": row.valid_from,
            "Действует по": row.valid_to,
            "Преемник (ОКТМО)": row.successor,
        }
        for row in world.municipalities
    ]


def _organizations(world: World) -> list[Row]:
    """The file's ОКТМО; dated memberships follow from the municipalities' successors."""
    return [
        {
            "Код": body.code,
            "Тип": body.kind,
            "Полное наименование": body.name or body.code,
            "ОКТМО": body.oktmo,
            "Код вышестоящей": body.parent,
            "Учредитель": body.founder,
            "Открыта": body.opened,
            "Закрыта": body.closed,
        }
        for body in world.organizations
    ]


def _staff(world: World) -> list[Row]:
    people = {person.snils: person for person in world.people}
    idle = set(people) - {employment.person for employment in world.employments}
    if idle:
        raise ValueError(f"a row of staff is an employment; these people have none: {sorted(idle)}")
    return [
        {
            **_person(people[job.person]),
            "Код организации": job.organization,
            "Должность": job.position.name,
            "Основное место работы": job.is_main,
            "Дата приёма": job.start,
            "Дата увольнения": job.end,
        }
        for job in world.employments
    ]


def _person(person: Person) -> Row:
    return {
        "СНИЛС": person.snils,
        "Фамилия": person.surname,
        "Имя": person.name,
        "Отчество": person.patronymic,
        "Дата рождения": person.birth_date,
        "Пол": person.sex,
        "Начало педагогической деятельности": person.career_start,
    }


def _competences(world: World) -> list[Row]:
    return [{"Код": one.code, "Наименование": one.name, "Блок": one.block} for one in world.competences]


def _diagnostics(world: World) -> list[Row]:
    """A row a score."""
    scores = [(session, score) for session in world.sessions for score in session.scores]
    if any(score.threshold != Decimal(60) for _, score in scores):
        raise ValueError("a tool created by an import has the threshold of 60 %")
    return [
        {
            "СНИЛС": session.person,
            "Дата": session.on,
            "Код провайдера": session.provider,
            "Инструмент": session.tool,
            "Компетенция": score.competence,
            "Балл": score.score,
            "Максимум": score.maximum,
            "Самодиагностика": not session.is_independent,
            "Аннулирована": session.annulled_on,
        }
        for session, score in scores
    ]


def _program(program: Program) -> Row:
    if len(program.entries) > 1:
        raise ValueError(f"a row of programs has room for one registry entry: {program.code}")
    entry = program.entries[0] if program.entries else None
    return {
        "Код": program.code,
        "Наименование": f"Пробная программа {program.code}",
        "Вид": program.kind,
        "Часы": program.hours,
        "Код организации": program.organization,
        "Тематика": program.theme,
        "Компетенции": program.competences,
        "Реализуется с": program.impl_from,
        "Реализуется по": program.impl_to,
        "Номер в ФР": entry.number if entry else None,
        "Включена в ФР": entry.included if entry else None,
        "Исключена из ФР": entry.excluded if entry else None,
    }


def _enrollments(world: World) -> list[Row]:
    return [
        {
            "СНИЛС": one.person,
            "Код программы": one.program,
            "Дата зачисления": one.enrolled,
            "Дата завершения": one.completed,
            "Дата отчисления": one.expelled,
        }
        for one in world.enrollments
    ]


def _events(world: World) -> list[Row]:
    return [
        {
            "Код": event.code,
            "Наименование": f"Пробное мероприятие {event.code}",
            "Вид": event.kind,
            "Уровень": event.level,
            "Дата начала": event.start,
            "Дата окончания": event.end,
            "Код организатора": event.organizer,
            "Форма поддержки молодых": event.is_support,
        }
        for event in world.events
    ]


def _participations(world: World) -> list[Row]:
    return [
        {
            "СНИЛС": one.person,
            "Код организации": one.organization,
            "Код мероприятия": one.event.code,
            "Роль": one.role,
            "Дата": one.on,
        }
        for one in world.participations
    ]


def _appointments(world: World) -> list[Row]:
    return [
        {
            "СНИЛС": one.person,
            "Код организации": one.organization,
            "Вид": one.kind,
            "С": one.start,
            "По": one.end,
        }
        for one in world.appointments
    ]


def _mentoring(world: World) -> list[Row]:
    return [
        {
            "СНИЛС наставника": pair.mentor,
            "СНИЛС наставляемого": pair.mentee,
            "Форма": pair.form,
            "С": pair.start,
            "По": pair.end,
        }
        for pair in world.pairs
    ]


def _route(route: Route) -> Iterator[Row]:
    """A row an item; a row with no Пункт for a route alone."""
    alone: Row = {
        "Номер": route.number,
        "СНИЛС": route.person,
        "Дата диагностики": route.session.on if route.session else None,
        "Инструмент": route.session.tool if route.session else None,
        "Утверждён": route.approved,
        "Отменён": route.cancelled,
        "Причина отмены": "пробная отмена" if route.cancelled else None,
    }
    if not route.items:
        yield {**alone, **dict.fromkeys(ITEM_HEADINGS)}
    for item in route.items:
        yield {**alone, **_item(item)}


ITEM_HEADINGS = ("Пункт", "Вид пункта", "Содержание", "Код программы", "Код мероприятия", "Компетенции")


def _item(item: RouteItem) -> Row:
    text = f"Пробный пункт {item.number}"
    cells = (item.number, item.kind, text, item.program, item.event, item.competences)
    return dict(zip(ITEM_HEADINGS, cells, strict=True))
