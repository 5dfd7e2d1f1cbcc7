"""The tables of the report as a workbook: summary, municipalities, organizations, findings."""

from dataclasses import replace

from apps.core.documents.cells import ColumnKind
from apps.core.documents.tree import Column, Document, Paragraph, Row, Section, Table
from apps.core.text import DASH
from apps.monitoring.enums import Severity
from apps.monitoring.reports import behind, places, quality, summary
from apps.monitoring.reports.advice import flat
from apps.monitoring.reports.note import note
from apps.monitoring.reports.view import View
from apps.monitoring.selectors.quality import FindingLine, finding_lines, rule_title
from apps.monitoring.wording import full_name

FINDING_COLUMNS = (
    Column("Замечание", weight=2.5),
    Column("Важность"),
    Column("Муниципалитет", weight=2),
    Column("Организация", weight=2),
    Column("Работник", weight=2),
    Column("Что не так", weight=4),
)


def workbook(view: View) -> Document:
    """The workbook; of people it names those whom findings are about, where the reader sees both."""
    values = summary.section(view)
    sheets = [Section("Показатели", values.blocks), *dynamics(view), *behind.section(view), *territories(view)]
    sheets += [replace(one, title="Подтверждения") for one in behind.confirmed(view)]
    sheets += flat(view)
    sheets.append(Section("Полнота данных", (quality.staff_table(view),)))
    if view.findings is not None:
        sheets.append(Section("Качество данных", (quality.findings_table(view) if view.official else findings(view),)))
    sheets.append(Section("Методика", (methods(view),)))
    named = tuple(replace(sheet, number="") for sheet in sheets)
    return replace(note(view), title="Показатели", sections=named, appendices=(), signatures=())


def dynamics(view: View) -> list[Section]:
    """The lines of the years; nothing where there is one year only."""
    return [summary.dynamics(view)] if view.readings.earlier else []


def territories(view: View) -> list[Section]:
    """A sheet of municipalities and a sheet of organizations, those that the reader sees."""
    found = []
    if view.municipalities:
        found.append(Section("Муниципалитеты", (places.overview(view),)))
    if view.organizations:
        found.append(Section("Организации", (organizations(view),)))
    return found


def organizations(view: View) -> Table:
    """Every organization in a row of its own with its municipality, so that the table can be filtered."""
    whole = places.organizations(view)
    columns = (Column("Муниципалитет", weight=2.4), Column("Код"), *whole.columns)
    rows = tuple(
        Row((municipality.name if municipality else places.NO_MUNICIPALITY, unit.code, *places.row(view, unit).cells))
        for municipality, units in view.by_municipality
        for unit in units
    )
    return Table(whole.caption, columns, rows)


def findings(view: View) -> Table:
    """Every finding in a row."""
    rows = tuple(finding_row(line) for line in finding_lines(view.report))
    return Table("Замечания к данным", FINDING_COLUMNS, rows, empty="Замечаний к данным нет.")


def finding_row(line: FindingLine) -> Row:
    """One finding: the person is named, never numbered."""
    title, severity = rule_title(line.rule), Severity(line.severity).label
    return Row((title, severity, line.municipality or DASH, line.organization or DASH, line.person, line.sentence))


def methods(view: View) -> Table:
    """The rules in words."""
    columns = (Column("Показатель", weight=3), Column("Правило", weight=5), Column("Версия", ColumnKind.INT))
    pairs = zip(view.report.methods, quality.methods(view).children, strict=True)
    rows = tuple(Row((full_name(kept), " ".join(told(section)[1:]), kept["version"])) for kept, section in pairs)
    return Table("Методика расчёта", columns, rows)


def told(section: Section) -> list[str]:
    """The paragraphs of a section."""
    return [block.text for block in section.blocks if isinstance(block, Paragraph)]
