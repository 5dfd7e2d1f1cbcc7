"""The results of a questionnaire as a document, for the workbook."""

from django.utils import timezone

from apps.core.documents.cells import ColumnKind
from apps.core.documents.tree import Column, Document, Paragraph, Requisites, Row, Section, Table
from apps.core.text import count_text, format_interval
from apps.diagnostics.enums import QuestionKind
from apps.diagnostics.selectors.survey_results import QuestionResult, Results, head_of
from apps.organizations.models import Organization

PEOPLE = ("человек", "человека", "человек")
FEW = "Ответили меньше пяти человек: итог не показывается."


def document(found: Results) -> Document:
    """The results, question by question."""
    survey = found.survey
    maker = Organization.objects.filter(pk=survey.organization_id).first()
    requisites = Requisites(str(maker or "Методическая служба"), survey.closed_on or timezone.localdate())
    head = Section("Сводка", (Paragraph(f"Ответили: {count_text(found.answered, *PEOPLE)}."),))
    sections = (head, *(section(number, one) for number, one in enumerate(found.questions, 1)))
    period = format_interval(survey.opens_on, survey.closes_on)
    return Document(survey.title, requisites, sections, subtitle=period)


def section(number: int, one: QuestionResult) -> Section:
    """A question with its tables."""
    title = f"Вопрос {number}"
    lead = Paragraph(f"{one.question.title} Ответили: {count_text(one.answered, *PEOPLE)}.")
    if one.hidden:
        return Section(title, (Paragraph(one.question.title), Paragraph(FEW)))
    blocks: list[Paragraph | Table] = [lead]
    if one.mean:
        blocks.append(Paragraph(f"Среднее — {one.mean}."))
    if one.question.kind == QuestionKind.TEXT:
        blocks.append(texts(one))
    else:
        blocks.append(lines(one))
    if one.groups:
        blocks.append(groups(one))
    return Section(title, tuple(blocks))


def lines(one: QuestionResult) -> Table:
    """Options with counts and shares, or rows with means."""
    if one.question.kind == QuestionKind.MATRIX:
        columns = (Column("Строка", weight=5), Column("Отметили", ColumnKind.TEXT), Column("Среднее", ColumnKind.TEXT))
        rows = tuple(Row((line.label, line.share or str(line.number), line.mean)) for line in one.lines)
        return Table("Средние", columns, rows)
    columns = (Column("Ответ", weight=5), Column("Выбрали", ColumnKind.INT), Column("Доля", ColumnKind.TEXT))
    return Table("Ответы", columns, tuple(Row((line.label, line.number, line.share)) for line in one.lines))


def texts(one: QuestionResult) -> Table:
    """Answers in words, in the order of the alphabet."""
    return Table("Ответы словами", (Column("Ответ"),), tuple(Row((text,)) for text in one.texts), empty="Ответов нет.")


def groups(one: QuestionResult) -> Table:
    """The breakdown by units."""
    columns = (Column("Где", weight=3), Column("Ответили"), *(Column(title) for title in head_of(one)))
    rows = tuple(Row((group.name, group.answered, *group.cells)) for group in one.groups)
    return Table("По территориям и организациям", columns, rows)
