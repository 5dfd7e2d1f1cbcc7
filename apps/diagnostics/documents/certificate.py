"""A certificate of diagnostics for the person: number, day, tool, results with their levels."""

from datetime import date

from apps.core.documents.cells import ColumnKind
from apps.core.documents.tree import (
    Column,
    Document,
    Paragraph,
    ParagraphRole,
    Requisites,
    Row,
    Section,
    Signature,
    Table,
)
from apps.core.text import format_date, round_half_up
from apps.diagnostics.models import DiagnosticSession
from apps.diagnostics.selectors.sessions import Result, level_of, results

COLUMNS = (
    Column("Компетенция", weight=4),
    Column("Результат, %", ColumnKind.DECIMAL, 1.2),
    Column("Порог, %", ColumnKind.DECIMAL, 1.1),
    Column("Уровень", weight=1.6),
    Column("Итог", weight=1.4),
)
TITLE = "Справка о диагностике профессиональных компетенций"
SELF = "Самодиагностика: не является независимой оценкой."


def number_of(session: DiagnosticSession) -> str:
    """The number of the certificate: «Д-2025-000123», the same whenever it is printed."""
    return f"Д-{session.completed_on.year}-{session.pk:06d}"


def certificate(session: DiagnosticSession, person: str, issuer: str, place: str, day: date) -> Document:
    """The certificate of a session, printed on the day. ``issuer`` is who conducted it."""
    found = results(session)
    facts = f"Диагностика пройдена {format_date(session.completed_on)}, инструмент «{session.tool.title}»."
    blocks = [Paragraph(facts)]
    if not session.independent:
        blocks.append(Paragraph(SELF, ParagraphRole.NOTE))
    if level := level_of(session, found):
        blocks.append(Paragraph(f"Общий уровень: {level}.", ParagraphRole.CONCLUSION))
    section = Section("Результаты", (*blocks, table(found)), number="")
    state = f"АННУЛИРОВАНА {format_date(session.annulled_on)}" if session.annulled_on else ""
    requisites = Requisites(issuer, day, number_of(session), place)
    signatures = (Signature("Руководитель организации, проводившей диагностику"),)
    return Document(TITLE, requisites, (section,), person, state=state, signatures=signatures)


def table(found: list[Result]) -> Table:
    """The competences with their levels."""
    rows = tuple(
        Row((f"{one.code} {one.title}", one.percent, round_half_up(one.threshold, 1), one.level or None,
             "дефицит" if one.is_deficit else "в норме"))
        for one in found
    )  # fmt: skip
    return Table("Результаты по компетенциям", COLUMNS, rows, empty="Баллы ещё не внесены.")
