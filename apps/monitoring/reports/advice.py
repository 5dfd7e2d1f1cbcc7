"""The recommendations of a report's period, addressed to units."""

from collections.abc import Iterable
from datetime import date
from itertools import groupby
from typing import Any

from apps.core.documents.cells import ColumnKind
from apps.core.documents.tree import Column, Paragraph, Row, RowStyle, Section, Table
from apps.core.text import count_text
from apps.monitoring.enums import RecommendationState
from apps.monitoring.models import Report
from apps.monitoring.models.recommendation import PREPARED
from apps.monitoring.reports.view import View
from apps.monitoring.selectors.recommendations import recommendations_of

KEY = "рекомендации"
LABELS = dict(RecommendationState.choices)


def frozen_advice(report: Report) -> list[dict[str, Any]]:
    """What has been recommended by the day of the approval, as the approval keeps it."""
    return [row for row in live_advice(report) if row["state"] not in PREPARED]


def live_advice(report: Report) -> list[dict[str, Any]]:
    """What is recommended today, as the acting person sees it."""
    return [
        {
            "unit": row.unit_code,
            "name": row.unit_name,
            "text": row.text,
            "due": row.due.isoformat() if row.due else None,
            "state": row.state,
        }
        for row in recommendations_of(report)
    ]


def advice_of(view: View) -> list[dict[str, Any]]:
    """The recommendations of the units shown: of an approved report as they were approved."""
    if view.report.frozen is None:
        return frozen_advice(view.report) if view.official else live_advice(view.report)
    shown = {unit.code for unit in view.units}
    return [row for row in view.report.frozen.get("advice", []) if row["unit"] in shown]


def recommendations(view: View) -> tuple[Section, ...]:
    """What is recommended to whom by when; nothing where nothing is."""
    found = advice_of(view)
    if not found:
        return ()
    count = count_text(len(found), "рекомендация", "рекомендации", "рекомендаций")
    text = f"По итогам периода подготовлены рекомендации ([[{KEY}]]), всего — {count}."
    return (Section("Рекомендации", (Paragraph(text), table(found))),)


def table(found: Iterable[dict[str, Any]]) -> Table:
    """The recommendations under the names of those to whom they are addressed."""
    columns = (
        Column("Рекомендация", weight=6),
        Column("Срок", ColumnKind.DATE, weight=1.4),
        Column("Состояние", weight=1.6),
    )
    rows: list[Row] = []
    for name, own in groupby(found, key=lambda one: str(one["name"])):
        rows.append(Row((name,), RowStyle.GROUP))
        rows.extend(Row((one["text"], day(one["due"]), LABELS[one["state"]])) for one in own)
    return Table("Адресные рекомендации", columns, tuple(rows), key=KEY)


def flat(view: View) -> tuple[Section, ...]:
    """The same with the addressee in every row, so that the sheet can be filtered."""
    columns = (
        Column("Кому", weight=2),
        Column("Рекомендация", weight=5),
        Column("Срок", ColumnKind.DATE, weight=1.4),
        Column("Состояние", weight=1.6),
    )
    rows = tuple(Row((one["name"], one["text"], day(one["due"]), LABELS[one["state"]])) for one in advice_of(view))
    return (Section("Рекомендации", (Table("Адресные рекомендации", columns, rows),)),) if rows else ()


def day(text: str | None) -> date | None:
    """A frozen day."""
    return date.fromisoformat(text) if text else None
