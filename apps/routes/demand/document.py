"""The request as a document: page, XLSX, PDF and DOCX are drawn of this one tree."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import groupby

from apps.core.documents.cells import ColumnKind
from apps.core.documents.formats import DocumentFormat
from apps.core.documents.tree import (
    Block,
    Column,
    Document,
    Paragraph,
    ParagraphRole,
    Requisites,
    Row,
    RowStyle,
    Section,
    Signature,
    Table,
)
from apps.core.text import NBSP, count_text, format_date, format_number
from apps.diagnostics.selectors.suppression import SMALLEST_GROUP
from apps.organizations.models import Organization
from apps.routes.enums import DemandBy
from apps.routes.models import DemandRequest, DemandRow

TITLE = "Заявка на разработку программ повышения квалификации"
HEADS = {DemandBy.MUNICIPALITY: "Муниципалитет", DemandBy.SUBJECT: "Предмет"}


def file_name(request: DemandRequest, form: DocumentFormat) -> str:
    """The name under which the reader saves the file."""
    return f"{TITLE} № {request.number}.{form.value}"


def document(request: DemandRequest) -> Document:
    """The whole request with its answers as they stand."""
    rows = list(
        request.rows.select_related("competence")
        .prefetch_related("program")
        .order_by("competence__code", "-people", "group")
    )
    names = dict(
        Organization.objects.filter(pk__in=(request.organization_id, request.institute_id)).values_list(
            "pk", "full_name"
        )
    )
    return Document(
        title=TITLE,
        subtitle=f"потребность на {format_date(request.day)}, {request.get_by_display()}",
        requisites=Requisites(names.get(request.organization_id, ""), request.sent_on or request.day, request.number),
        state="" if request.sent_on else "ЧЕРНОВИК",
        signatures=(Signature("Руководитель"),),
        sections=(
            Section("Кому и что требуется", tuple(head(request, rows, names.get(request.institute_id, "")))),
            Section("Потребность", (needs(request, rows),)),
            Section("Ответ института", (answered(rows),)),
        ),
    )


def head(request: DemandRequest, rows: list[DemandRow], institute: str) -> Iterator[Block]:
    """Whom it is for, how much it is, what is wished."""
    competences = len({row.competence_id for row in rows})
    many = count_text(competences, "компетенции", "компетенциям", "компетенциям")
    total = sum((row.cost for row in rows), Decimal(0))
    yield Paragraph(f"Кому: {institute}.")
    yield Paragraph(
        f"По результатам диагностики выявлены профессиональные дефициты по {many}, которых не развивает ни одна"
        f" программа Федерального реестра ДПП. Просим разработать программы. Расчётная стоимость обучения —"
        f" {money(total)} при нормативе {money(request.norm)} на человека.",
        ParagraphRole.CONCLUSION,
    )
    if wishes := list(wish_words(request)):
        yield Paragraph("Пожелания: " + "; ".join(wishes) + ".")
    if request.note:
        yield Paragraph(request.note)
    least = count_text(SMALLEST_GROUP, "человека", "человек", "человек")
    yield Paragraph(
        f"Группы меньше {least} и те, по которым их можно вычислить, объединены или не показаны. Один человек может"
        " нуждаться в нескольких компетенциях, а по предметам — входить в несколько строк.",
        ParagraphRole.NOTE,
    )


def money(value: Decimal) -> str:
    """«1 250 000,00 ₽»."""
    return f"{format_number(value, 2)}{NBSP}₽"


def wish_words(request: DemandRequest) -> Iterator[str]:
    """The wishes on the programmes."""
    if request.wish_form:
        yield f"форма — {request.get_wish_form_display()}"
    if request.wish_hours:
        yield f"объём — {count_text(request.wish_hours, 'час', 'часа', 'часов')}"
    if request.wish_until:
        yield f"нужны к {format_date(request.wish_until)}"


def needs(request: DemandRequest, rows: list[DemandRow]) -> Table:
    """What is lacking, by competences and groups, costed."""
    columns = (
        Column(HEADS[DemandBy(request.by)], weight=4),
        Column("Человек", ColumnKind.INT),
        Column("Стоимость, ₽", ColumnKind.DECIMAL, weight=1.6, places=2),
    )
    lines = []
    for competence, found in groupby(rows, key=lambda row: row.competence):
        group = list(found)
        lines.append(Row((f"{competence.code} {competence.title}",), RowStyle.GROUP))
        lines += [Row((row.group, row.people, row.cost), level=1) for row in group]
        lines.append(Row(("Всего по компетенции", *sums(group)), RowStyle.SUBTOTAL))
    lines.append(Row(("Всего", *sums(rows)), RowStyle.TOTAL))
    return Table("Потребность в программах", columns, tuple(lines))


def sums(rows: list[DemandRow]) -> tuple[int, Decimal]:
    """People and cost together."""
    return sum(row.people for row in rows), sum((row.cost for row in rows), Decimal(0))


def answered(rows: list[DemandRow]) -> Table:
    """What the institute said, row by row."""
    columns = (
        Column("Компетенция", weight=2.5),
        Column("Где", weight=2),
        Column("Ответ", weight=1.4),
        Column("Программа или причина", weight=3),
        Column("Дата", ColumnKind.DATE),
    )
    told = [row for row in rows if row.answered_on]
    lines = tuple(
        Row((row.competence.title, row.group, row.get_state_display(), words_of(row), row.answered_on)) for row in told
    )
    return Table("Ответы по строкам", columns, lines, empty="Ответов ещё нет.")


def words_of(row: DemandRow) -> str:
    """The programme that takes the row up, else the reason."""
    return row.program.title if row.program else row.reason
