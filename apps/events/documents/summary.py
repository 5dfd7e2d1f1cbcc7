"""«Наставничество: сводка»: the numbers of a territory as a page and as a file."""

from datetime import date

from apps.core.charts import ChartData, Series
from apps.core.charts.model import ChartKind
from apps.core.documents.cells import ColumnKind, Ratio
from apps.core.documents.formats import DocumentFormat
from apps.core.documents.tree import (
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
    Table,
)
from apps.core.text import count_text, format_date, percent
from apps.events.mentoring_summary import TITLES, Numbers, together
from apps.organizations.models import Municipality

TITLE = "Наставничество: сводка"
FORMS = (DocumentFormat.XLSX, DocumentFormat.DOCX)
PEOPLE = ("young", "alone", "leaving")
WORK = ("pairs", "mentors", "overloaded", "silent", "done", "meetings")
TEAMS = ("programs", "teams", "lacking")
PARTS = (("Молодые специалисты", PEOPLE), ("Пары и наставники", WORK), ("Программы и менторство команд", TEAMS))
RULE = (
    "Молодой специалист — педагог до 35 лет в первые три года работы. Люди и пары считаются там, где их (наставляемого)"
    " основное место работы на дату."
)


def file_name(form: DocumentFormat, day: date) -> str:
    """The name under which the reader saves the file."""
    return f"Наставничество на {format_date(day)}.{form.value}"


def summary_document(rows: list[tuple[Municipality, Numbers]], issuer: str, day: date) -> Document:
    """The whole document of these municipalities."""
    whole = together(numbers for _, numbers in rows)
    return Document(
        title=TITLE,
        subtitle=f"на {format_date(day)}",
        requisites=Requisites(issuer, day),
        sections=(
            Section("Главное", (covered(whole), conclusion(whole), Paragraph(RULE, ParagraphRole.NOTE), *chart(rows))),
            *(Section(title, (table(title, names, rows, whole),)) for title, names in PARTS),
        ),
    )


def covered(whole: Numbers) -> Figure:
    """How many of the young have a mentor."""
    return Figure("Молодые специалисты с наставником", Ratio(whole.mentored, whole.young))


def conclusion(whole: Numbers) -> Paragraph:
    """What asks for attention."""
    if not (whole.alone or whole.overloaded or whole.silent or whole.lacking):
        return Paragraph("У каждого молодого специалиста есть наставник, итоги пар внесены.", ParagraphRole.CONCLUSION)
    said = (
        (whole.alone, ("молодой специалист без наставника", "молодых специалиста без наставника",
                       "молодых специалистов без наставника")),
        (whole.overloaded, ("наставник с нагрузкой выше нормы", "наставника с нагрузкой выше нормы",
                            "наставников с нагрузкой выше нормы")),
        (whole.silent, ("пара без итога", "пары без итога", "пар без итога")),
        (whole.lacking, ("школа с признаком ШНОР или ШНСУ без договора", "школы с признаком ШНОР или ШНСУ без договора",
                         "школ с признаком ШНОР или ШНСУ без договора")),
    )  # fmt: skip
    words = "; ".join(count_text(number, *forms) for number, forms in said if number)
    return Paragraph(f"Требуют внимания: {words}.", ParagraphRole.CONCLUSION)


def chart(rows: list[tuple[Municipality, Numbers]]) -> tuple[Chart, ...]:
    """The share of the young with a mentor by municipality, the least first."""
    shares = [(home.name, percent(n.mentored, n.young)) for home, n in rows if n.young]
    if len(shares) < 2:
        return ()
    shares.sort(key=lambda pair: (pair[1] or 0, pair[0]))
    series = (Series("С наставником", tuple(share for _, share in shares)),)
    data = ChartData(ChartKind.HBAR, tuple(name for name, _ in shares), series, "Доля с наставником", "%")
    return (Chart("Молодые специалисты с наставником по муниципалитетам", data),)


def table(title: str, names: tuple[str, ...], rows: list[tuple[Municipality, Numbers]], whole: Numbers) -> Table:
    """Some of the numbers by municipality."""
    columns = (Column("Муниципалитет", weight=2.5), *(Column(TITLES[name], ColumnKind.INT) for name in names))
    lines = [Row((home.name, *(getattr(numbers, name) for name in names))) for home, numbers in rows]
    lines.append(Row(("Всего", *(getattr(whole, name) for name in names)), RowStyle.TOTAL))
    return Table(title, columns, tuple(lines))
