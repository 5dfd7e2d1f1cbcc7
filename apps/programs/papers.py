"""Papers of a group: the orders of enrolment and completion, the list of issued documents."""

from apps.core.documents.cells import ColumnKind
from apps.core.documents.tree import Column, Document, Paragraph, Requisites, Row, Section, Signature, Table
from apps.core.services.results import clean_name
from apps.core.text import NBSP, count_text, format_date, format_interval
from apps.organizations.models import Organization
from apps.programs.models import Enrollment, IssuedDocument, Program, StudyGroup
from apps.teachers.selectors import of_person

ENROLLED, COMPLETED, ISSUED = "enrolled", "completed", "issued"
PAPERS = {
    ENROLLED: "Приказ о зачислении",
    COMPLETED: "Приказ о завершении обучения",
    ISSUED: "Ведомость выдачи документов",
}
PEOPLE = ("человек", "человека", "человек")
NUMBER, NAME = Column("№", ColumnKind.INT, 0.5), Column("Фамилия, имя, отчество", weight=3)
PLACE = Column("Место работы", weight=3)
HEADS = {
    ENROLLED: (NUMBER, NAME, PLACE, Column("Зачислен", ColumnKind.DATE, 1.2)),
    COMPLETED: (NUMBER, NAME, PLACE, Column("Завершил", ColumnKind.DATE, 1.2)),
    ISSUED: (
        NUMBER,
        NAME,
        Column("Серия и номер", weight=1.6),
        Column("Рег. номер", weight=1.2),
        Column("Выдан", ColumnKind.DATE, 1.2),
        Column("Подпись", weight=1.2),
    ),
}
ORDERS = {
    ENROLLED: "Зачислить на обучение по программе «{title}» ({hours}) {term}:",
    COMPLETED: "Считать завершившими обучение по программе «{title}» ({hours}) {term}:",
    ISSUED: "Документы выданы завершившим обучение по программе «{title}» ({hours}) {term}.",
}


def document(group: StudyGroup, paper: str) -> Document:
    """A paper of the group with the people whom the reader may see; its day is the one it speaks of."""
    program = Program.objects.get(pk=group.program_id)
    issuer = Organization.objects.get(pk=group.organization_id)
    rows = issued_rows(group) if paper == ISSUED else people_rows(group, paper)
    term = format_interval(group.start, group.end)
    hours = count_text(program.hours, "час", "часа", "часов")
    order = ORDERS[paper].format(title=program.title, hours=hours, term=term)
    blocks = (Paragraph(order), Table(f"Слушатели группы {group.code}", HEADS[paper], tuple(rows)))
    total = Paragraph(f"Всего: {count_text(len(rows), *PEOPLE)}.")
    day = group.start if paper == ENROLLED else group.end
    return Document(
        PAPERS[paper],
        Requisites(issuer.full_name, day),
        (Section(str(group), (*blocks, total), number=""),),
        subtitle=f"Группа{NBSP}{group.code}, {format_date(group.start)} – {format_date(group.end)}",
        signatures=(Signature("Руководитель организации"), Signature("Куратор группы", group.curator)),
    )


def people_rows(group: StudyGroup, paper: str) -> list[Row]:
    """The people of an order in the order of names."""
    rows = Enrollment.objects.filter(group=group, expelled_on__isnull=True)
    if paper == COMPLETED:
        rows = rows.filter(completed_on__isnull=False)
    day = "completed_on" if paper == COMPLETED else "enrolled_on"
    named = rows.annotate(name=of_person("name")).order_by("name", "pk")
    found = named.values_list("name", "organization__short_name", day)
    return [Row((n, name or "", place or "", on)) for n, (name, place, on) in enumerate(found, 1)]


def issued_rows(group: StudyGroup) -> list[Row]:
    """The valid documents of the group by their numbers."""
    rows = IssuedDocument.objects.filter(enrollment__group=group, fate="valid").annotate(name=of_person("name"))
    found = rows.order_by("counter", "number")
    return [
        Row((n, str(one.name or ""), f"{one.blank_series} {one.blank_number}".strip(),
             one.registration_number, one.issued_on, ""))
        for n, one in enumerate(found, 1)
    ]  # fmt: skip


def file_name(group: StudyGroup, paper: str, ending: str) -> str:
    """The name of the file."""
    return clean_name(f"{PAPERS[paper]}, группа {group.code}.{ending}")
