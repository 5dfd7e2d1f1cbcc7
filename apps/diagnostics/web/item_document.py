"""The statistics of a test's items as a document: the page and the files are the same tree."""

from decimal import Decimal

from django.utils import timezone

from apps.core.documents.cells import ColumnKind
from apps.core.documents.formats import DocumentFormat
from apps.core.documents.tree import Column, Document, Paragraph, Requisites, Row, Section, Table
from apps.core.services.results import clean_name
from apps.core.text import count_text, format_date
from apps.diagnostics.models import OnlineTest
from apps.diagnostics.selectors.item_statistics import FEWEST, ItemLine, Statistics

TITLE = "Статистика заданий"
ITEM_COLUMNS = (
    Column("Задание", weight=1.6),
    Column("Компетенция", weight=1.2),
    Column("Текст", weight=4),
    Column("Выполняли", ColumnKind.INT),
    Column("Трудность", ColumnKind.DECIMAL, places=2),
    Column("Различение", ColumnKind.DECIMAL, places=2),
    Column("Замечание", weight=2),
)
COMPETENCE_COLUMNS = (
    Column("Компетенция", weight=4),
    Column("Выполняли", ColumnKind.INT),
    Column("Заданий", ColumnKind.INT),
    Column("Средняя доля", ColumnKind.DECIMAL, places=2),
    Column("Альфа Кронбаха", ColumnKind.DECIMAL, places=2),
)
EASY, HARD, WEAK = Decimal("0.95"), Decimal("0.1"), Decimal("0.1")
NOTES = (
    "Трудность — средняя доля балла: 1 — верно у всех. Различение — связь с остальными заданиями той же попытки "
    "(корреляция Пирсона, само задание исключено).",
    f"Меньше {FEWEST} попыток — показатель не считается.",
)
LONGEST = 120


def remark(line: ItemLine) -> str:
    """What a methodist should look at."""
    if line.discrimination is not None and line.discrimination < 0:
        return "сильные ошибаются чаще слабых: проверьте ключ"
    if line.difficulty is not None and line.difficulty > EASY:
        return "почти все справляются"
    if line.difficulty is not None and line.difficulty < HARD:
        return "почти никто не справляется"
    return "слабо различает" if line.discrimination is not None and line.discrimination < WEAK else ""


def shortened(text: str) -> str:
    """The beginning of a text, in a line."""
    plain = " ".join(text.split())
    return plain if len(plain) <= LONGEST else f"{plain[: LONGEST - 1].rstrip()}…"


def sentence(found: Statistics) -> str:
    """The whole in a sentence."""
    told = f"Сдано: {count_text(found.attempts, 'попытка', 'попытки', 'попыток')}."
    return told if found.enough else f"{told} Статистика появится, когда их станет не меньше {FEWEST}."


def tables(found: Statistics) -> tuple[Section, ...]:
    """The two tables; none where too few attempts stand behind them."""
    if not found.enough:
        return ()
    competences = tuple(Row((f"{c.code} {c.title}", c.n, c.items, c.mean, c.alpha)) for c in found.competences)
    items = tuple(
        Row((f"{i.code}, версия {i.version}", i.competence, shortened(i.text), i.n, i.difficulty, i.discrimination,
             remark(i)))
        for i in found.items
    )  # fmt: skip
    return (
        Section("Компетенции", (Table("Надёжность по компетенциям", COMPETENCE_COLUMNS, competences),)),
        Section("Задания", (Table("Трудность и различение заданий", ITEM_COLUMNS, items, notes=NOTES),)),
    )


def document(test: OnlineTest, found: Statistics) -> Document:
    """The statistics of a test."""
    requisites = Requisites(str(test.provider), timezone.localdate())
    about = Section("О данных", (Paragraph(sentence(found)),))
    return Document(TITLE, requisites, (about, *tables(found)), subtitle=test.title)


def file_name(test: OnlineTest, form: DocumentFormat) -> str:
    """The name of the file."""
    return clean_name(f"{TITLE}, {test.title}, {format_date(timezone.localdate())}.{form.value}")
