"""The yes/no indicators of a report: the answers and the documents that confirm them."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from apps.core import access
from apps.core.actor import current
from apps.core.text import NBSP, format_date
from apps.monitoring.models import Confirmation, Report


@dataclass(frozen=True, slots=True)
class Answer:
    """One yes/no indicator in the regulation's words; ``holds`` is None while nobody has answered.

    ``document`` is the confirming document in words, ``file`` the number of the row that keeps its scan.
    """

    code: str
    number: str
    title: str
    clause: str
    holds: bool | None = None
    document: str = ""
    link: str = ""
    file: int | None = None

    @property
    def words(self) -> str:
        """«да», «нет», «не подтверждено»."""
        return {True: "да", False: "нет", None: "не подтверждено"}[self.holds]


def in_force(indicator: Mapping[str, Any], year: int) -> bool:
    """Whether the regulation asks it of that year."""
    first, last = indicator.get("first_year"), indicator.get("last_year")
    return (first is None or first <= year) and (last is None or year <= last)


def asked(report: Report) -> list[dict[str, Any]]:
    """The yes/no indicators of the report's year as the profile words them."""
    return [one for one in report.profile.yes_no if in_force(one, report.period_to.year)]


def rows_of(report: Report) -> dict[str, Confirmation]:
    """The answers of the report's year by indicator."""
    rows = Confirmation.objects.filter(access.scope(Confirmation, current()), profile=report.profile_id)
    return {row.code: row for row in rows.filter(year=report.period_to.year)}


def answers(report: Report) -> list[Answer]:
    """The yes/no indicators with their answers: of an approved report as they were approved."""
    if report.frozen is not None:
        return [Answer(**one) for one in report.frozen.get("yes_no", [])]
    indicators = asked(report)
    found = rows_of(report) if indicators else {}
    return [answer(one, found.get(one["code"])) for one in indicators]


def answer(indicator: Mapping[str, Any], row: Confirmation | None) -> Answer:
    """One of them."""
    known: dict[str, Any] = {name: str(indicator[name]) for name in ("code", "number", "title", "clause")}
    if row is None:
        return Answer(**known)
    file = row.pk if row.file_key else None
    return Answer(**known, holds=row.holds, document=document_of(row), link=row.link, file=file)


def document_of(row: Confirmation) -> str:
    """«Приказ об утверждении от 23.11.2023 № 1063-од»."""
    day = f" от {format_date(row.signed_on)}" if row.signed_on else ""
    return f"{row.title}{day}{f' №{NBSP}{row.number}' if row.number else ''}"


def as_frozen(report: Report) -> list[dict[str, Any]]:
    """The answers as an approval keeps them."""
    return [asdict(one) for one in answers(report)]
