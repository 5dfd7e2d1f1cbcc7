"""A report of every kind of block, fictitious throughout, for the tests of the renderers."""

from __future__ import annotations

from datetime import date
from decimal import Decimal as D

from apps.core.charts import ChartData, ChartKind, Series
from apps.core.documents.cells import ColumnKind, Missing, Ratio
from apps.core.documents.tree import (
    Approval,
    Bullets,
    Chart,
    Column,
    Document,
    Figure,
    Paragraph,
    ParagraphRole,
    Requisites,
    Row,
    RowStyle,
    Section,
    Signature,
    Table,
)

REQUISITES = Requisites(
    "Центр непрерывного повышения мастерства Примерной области", date(2026, 2, 15), "12-А", "г. Примерск"
)

INDICATOR = Table(
    "Доля педагогических работников, прошедших диагностику",
    (
        Column("Муниципалитет", weight=3),
        Column("Педагогов", ColumnKind.INT),
        Column("Доля", ColumnKind.RATIO, weight=2),
        Column("К прошлому году", ColumnKind.PERCENT),
        Column("Дата сдачи", ColumnKind.DATE, weight=1.3),
    ),
    (
        Row(("Северная зона",), RowStyle.GROUP),
        Row(("Примерский округ", 1204, Ratio(498, 1204), D("1.25"), date(2026, 1, 20)), level=1),
        Row(("=2+5 «Ёлкинский» <округ>", 300, Ratio(0, 300), D("-3.5"), None), level=1),
        Row(("Итого по зоне", 1504, Ratio(498, 1504), D("0"), None), RowStyle.SUBTOTAL),
        Row(("Дальний округ", 0, Missing("в округе нет педагогов"), Missing(applicable=False), None), level=1),
        Row(("Всего", 1504, Ratio(498, 1504), D("0.4"), None), RowStyle.TOTAL),
    ),
    notes=("Ещё 17 педагогов не в штате на 31.12.2025.",),
)

DYNAMICS = Chart(
    "Динамика доли прошедших диагностику",
    ChartData(
        ChartKind.LINE,
        ("2023", "2024", "2025"),
        (Series("Регион", (D("12.4"), None, D("33.1"))),),
        title="Динамика",
        unit="%",
        target=D(40),
    ),
)

COMPARISON = Chart(
    "Показатели по годам",
    ChartData(
        ChartKind.LINE,
        ("2024", "2025"),
        (Series("Диагностика", (D("24.0"), D("33.1"))), Series("Маршруты", (D("10.5"), D("20.0")))),
        title="Показатели",
        unit="%",
    ),
)


def report(**changes: object) -> Document:
    """Return the sample report; keyword arguments replace its fields."""
    fields: dict[str, object] = {
        "title": "Аналитическая справка",
        "subtitle": "о показателях РСНМС Примерной области за 2025 год",
        "requisites": REQUISITES,
        "act": "приказ министерства образования Примерной области от 11.05.2021 № 397",
        "state": "ЧЕРНОВИК",
        "approval": Approval(("Министерство образования", "Примерной области"), day=date(2026, 3, 1)),
        "signatures": (Signature("Руководитель ЦНППМ", "П. П. Примерный", date(2026, 2, 15)),),
        "sections": sections(),
        "appendices": (Section("Список организаций", (people(3),)),),
    }
    return Document(**{**fields, **changes})  # type: ignore[arg-type]


def sections() -> tuple[Section, ...]:
    """Return an introduction, a section of all blocks with a child, and an empty one."""
    figure = Figure("Доля прошедших диагностику", Ratio(124, 300), target=D(40), note="Ещё 17 не в штате на 31.12.")
    missing = Figure("Доля молодых педагогов", Missing("нет молодых педагогов"), target=D("2.5"))
    introduction = (
        Paragraph("Справка подготовлена по данным портала на 31.12.2025: 1 504 педагога, 61 организация."),
        Paragraph("Данные двух округов сданы с замечаниями.", ParagraphRole.NOTE),
        Bullets(("диагностика — 33,1 %", "маршруты — 20,0 %")),
        Bullets(("провести диагностику", "утвердить маршруты"), numbered=True),
        Paragraph("Цель года достигнута.", ParagraphRole.CONCLUSION),
    )
    child = Section("Динамика", (DYNAMICS, COMPARISON))
    return (
        Section("Введение", introduction, number=""),
        Section("Диагностика", (figure, missing, INDICATOR), (child,)),
        Section("Финансирование"),
    )


def people(count: int) -> Table:
    """Return a wide table of ``count`` rows, as in an appendix."""
    titles = ("Организация", "Код", "Муниципалитет", "Должность", "Предмет", "Категория", "Часов", "Доля", "Дата")
    kinds = (ColumnKind.TEXT,) * 6 + (ColumnKind.INT, ColumnKind.RATIO, ColumnKind.DATE)
    columns = tuple(
        Column(title, kind, weight=3 if title == "Организация" else 1.5)
        for title, kind in zip(titles, kinds, strict=True)
    )
    rows = tuple(
        Row(
            (
                f"Муниципальное бюджетное общеобразовательное учреждение «Средняя школа № {n}»",
                f"{n:05}",
                "Примерский округ",
                "Учитель",
                "Математика",
                "высшая",
                n,
                Ratio(n, 2 * n),
                date(2025, 12, 31),
            )
        )
        for n in range(1, count + 1)
    )
    return Table("Организации", columns, rows)
