"""«План и отчёт наставнической пары»: page, PDF and DOCX are drawn of this one tree."""

from collections.abc import Iterator

from django.utils import timezone

from apps.core.documents.cells import ColumnKind
from apps.core.documents.formats import DocumentFormat
from apps.core.documents.tree import (
    Block,
    Bullets,
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
from apps.core.text import count_text, format_date, format_interval
from apps.events import pairs
from apps.events.models import MentoringPair, PairItem, PairMeeting
from apps.organizations.models import Organization

TITLE = "План и отчёт наставнической пары"
FORMS = (DocumentFormat.PDF, DocumentFormat.DOCX)


def file_name(pair: MentoringPair, form: DocumentFormat) -> str:
    """The name under which the reader saves the file: no names of people."""
    return f"{TITLE} № {pair.pk}.{form.value}"


def pair_document(pair: MentoringPair) -> Document:
    """The whole document, as its reader may see the pair; dated by its end, else by today."""
    place = Organization.objects.filter(pk=pair.organization_id).first()
    return Document(
        title=TITLE,
        subtitle=str(pair),
        requisites=Requisites(
            place.full_name if place else "Методическая служба", pair.closed_on or timezone.localdate(), str(pair.pk)
        ),
        signatures=(Signature("Наставник", pair.mentor_name), Signature("Наставляемый", pair.person_name)),
        sections=(
            Section("Общие сведения", (general(pair, place),)),
            Section("План", (plan(pair),)),
            Section("Встречи", tuple(met(pair))),
            Section("Итог", tuple(outcome(pair)), empty="Пара ещё не завершена: итог не внесён."),
        ),
    )


def general(pair: MentoringPair, place: Organization | None) -> Table:
    """Who, where, in which form, since when."""
    lines = [
        ("Наставник", pair.mentor_name),
        ("Наставляемый", pair.person_name),
        ("Организация наставляемого", place.full_name if place else "—"),
        ("Форма", str(pair.get_form_display())),
        ("Срок", format_interval(pair.start, pair.end)),
        ("Состояние", pairs.STATES.text(pair)),
    ]
    more = (
        ("Приказ", pair.order),
        ("Программа", pairs.program_text(pair)),
        ("Цель", pair.goal),
        ("Наставник согласен с", format_date(pair.mentor_agreed_on) if pair.mentor_agreed_on else ""),
        ("Наставляемый согласен с", format_date(pair.person_agreed_on) if pair.person_agreed_on else ""),
    )
    rows = tuple(Row(line) for line in [*lines, *(line for line in more if line[1])])
    return Table("Сведения о паре", (Column("Сведение", weight=1.0), Column("Значение", weight=2.0)), rows)


def plan(pair: MentoringPair) -> Table:
    """The items of the plan."""
    columns = (
        Column("Тема", weight=3.0), Column("Развивает", weight=1.2), Column("Срок", ColumnKind.DATE),
        Column("Выполнено", ColumnKind.DATE),
    )  # fmt: skip
    items = PairItem.objects.filter(pair=pair).select_related("competence")
    rows = tuple(Row((one.theme, one.competence.code if one.competence else "", one.due, one.done_on)) for one in items)
    return Table("План пары", columns, rows, empty="Плана ещё нет.")


def met(pair: MentoringPair) -> Iterator[Block]:
    """How often the two met, and about what."""
    rows = [one for one in PairMeeting.objects.filter(pair=pair).order_by("on_date", "pk") if one.held]
    yield Paragraph(f"Состоялось: {count_text(len(rows), 'встреча', 'встречи', 'встреч')}.")
    columns = (
        Column("Дата", ColumnKind.DATE), Column("Тема", weight=2.4), Column("Форма", weight=1.4),
        Column("Заметка", weight=2.4),
    )  # fmt: skip
    lines = tuple(Row((one.on_date, one.theme, str(one.get_form_display()), one.note)) for one in rows)
    yield Table("Состоявшиеся встречи", columns, lines, empty="Встреч ещё не было.")


def outcome(pair: MentoringPair) -> Iterator[Block]:
    """How it ended, what was gained, what both say."""
    if not pair.outcome:
        return
    yield Paragraph(f"Пара {pair.get_outcome_display()}, последний день — {format_date(pair.end)}.")
    yield Paragraph(pair.outcome_text, ParagraphRole.CONCLUSION)
    gained = tuple(f"{one.code} {one.title}" for one in pair.gained.order_by("code"))
    if gained:
        yield Paragraph("Освоенные компетенции:")
        yield Bullets(gained)
    for who, word in (("Наставляемый", pair.person_word), ("Наставник", pair.mentor_word)):
        if word:
            yield Paragraph(f"{who}: «{word}»")
