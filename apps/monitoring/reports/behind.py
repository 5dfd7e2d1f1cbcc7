"""What the values consist of: the reasons behind each, the programmes, the answers confirmed by documents."""

from apps.core.actor import acting, system
from apps.core.documents.cells import ColumnKind, Missing, Ratio
from apps.core.documents.tree import Block, Column, Paragraph, Row, RowStyle, Section, Table
from apps.core.text import count_text
from apps.indicators.enums import Subject
from apps.monitoring.models import ReportUnit
from apps.monitoring.reports.view import View
from apps.monitoring.selectors import explanation
from apps.monitoring.selectors.confirmations import Answer, answers
from apps.monitoring.selectors.explanation import Line
from apps.monitoring.selectors.subjects import Group, method_of, passed, reasons
from apps.monitoring.wording import full_name

MET = "условие выполнено"
REASONS = "причины"
PROGRAMS = "программы"
ANSWERS = "подтверждения"
MANY = 60


def section(view: View) -> tuple[Section, ...]:
    """The reasons behind the values of what the document is about; nothing where no value has a denominator."""
    tables = [table for unit in view.tops if (table := reasons_table(view, unit)).rows]
    if not tables:
        return ()
    text = (
        "Ниже знаменатель каждого показателя разложен по первому условию, которое не выполнено"
        f" ([[{REASONS}]]): это очередь работ на следующий период."
    )
    return (Section("Из чего сложились значения", (Paragraph(text), *tables)),)


def reasons_table(view: View, unit: ReportUnit) -> Table:
    """The denominator of every indicator by the first failed condition."""
    rows = [row for number in view.numbers for row in reason_rows(view, unit, number)]
    columns = (
        Column("Показатель и условие", weight=5),
        Column("Число", ColumnKind.INT),
        Column("Доля", ColumnKind.RATIO, weight=2),
    )
    key = REASONS if unit is view.tops[0] else ""
    return Table(f"Состав знаменателей: {unit.name}", columns, tuple(rows), key=key)


def reason_rows(view: View, unit: ReportUnit, number: int) -> list[Row]:
    """One indicator: who met the condition, then the reasons, the most frequent first."""
    told = explanation.explain(view.report, view.report.methods[number]["code"], unit)
    whole = told.value.denominator
    if not whole:
        return []
    ordered = sorted(told.reasons, key=lambda one: (-one.count, one.stage))
    pairs = [(MET, told.value.numerator), *((one.sentence, one.count) for one in ordered)]
    rows = [Row((words, count, Ratio(count, whole)), level=1) for words, count in pairs]
    return [Row((full_name(told.method),), RowStyle.GROUP), *rows]


# --- programmes
def programs(view: View) -> tuple[Section, ...]:
    """The programmes that the report counts, with their place in the federal registry: titles, no people."""
    number = next((n for n in view.numbers if method_of(view.report, n).rule.subject == Subject.PROGRAM), None)
    if number is None or not view.tops or not view.tops[0].denominators[number]:
        return ()
    with acting(system("explanation")):
        lines = explanation.lines(view.report, number, view.tops[0], Group(), limit=None)
    rule = method_of(view.report, number).rule
    told = (*reasons(rule), "в ФР ДПП на отчётную дату")
    out = [line for line in lines if line.subject.stage != passed(rule)]
    shown = out[:MANY]
    columns = (Column("Программа", weight=4), Column("Организация", weight=2), Column("Состояние", weight=3))
    rows = tuple(program_row(line, told) for line in shown)
    counted = f"В периоде реализовалось программ: {len(lines)}"
    text = f"{counted}; на отчётную дату вне Федерального реестра — {len(out)} ([[{PROGRAMS}]])."
    more = (f"Показаны первые {MANY} из {len(out)}.",) if len(out) > MANY else ()
    table = Table(
        "Программы вне ФР ДПП на отчётную дату", columns, rows, more, empty="Все программы в реестре.", key=PROGRAMS
    )
    return (Section("Программы", (Paragraph(text), table)),)


def program_row(line: Line, told: tuple[str, ...]) -> Row:
    """One programme."""
    state = told[line.subject.stage]
    words = f"{state} ({line.record})" if line.record else state
    return Row((line.subject.name, line.subject.organization, words))


# --- yes/no indicators
def confirmed(view: View) -> tuple[Section, ...]:
    """The yes/no indicators of the regulation with the documents that confirm them."""
    found = answers(view.report)
    if not found:
        return ()
    done = sum(1 for one in found if one.holds)
    words = count_text(len(found), "показателя", "показателей", "показателей")
    text = f"Документами подтверждено выполнение {done} из {words} ([[{ANSWERS}]])."
    blocks: tuple[Block, ...] = (Paragraph(text), answers_table(found))
    return (Section("Показатели, подтверждаемые документом", blocks),)


def answers_table(found: list[Answer]) -> Table:
    """A row for each of them."""
    columns = (
        Column("Показатель", weight=4),
        Column("Пункт", weight=1.1),
        Column("Выполнен", weight=2),
        Column("Документ", weight=3),
    )
    rows = tuple(Row((f"{one.number}. {capital(one.title)}", one.clause, one.words, document(one))) for one in found)
    return Table("Показатели, подтверждаемые документом", columns, rows, key=ANSWERS)


def document(one: Answer) -> str | Missing:
    """The confirming document."""
    text = "; ".join(part for part in (one.document, one.link) if part)
    return text or "—"


def capital(text: str) -> str:
    """The text with a capital letter first."""
    return text[:1].upper() + text[1:]
