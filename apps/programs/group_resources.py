"""Study groups, their schedule, the register of documents."""

from typing import Any

from django.db import models
from django.urls import reverse

from apps.core.actor import Actor, current
from apps.core.text import format_interval
from apps.core.web import sections as core_sections
from apps.core.web.actions import Action
from apps.core.web.columns import Column, Kind
from apps.core.web.history import name_verbs
from apps.core.web.resource import Resource, Titles, Write
from apps.core.web.sections import Fact, Facts, Part, Related
from apps.programs import frdo_forms, group_filters, group_forms, policies
from apps.programs.catalogue import OWNER, PROGRAM, WHO
from apps.programs.enums import DocumentKind
from apps.programs.models import DocumentSeries, IssuedDocument, Lesson, StudyGroup
from apps.programs.papers import PAPERS
from apps.programs.selectors import groups as reads
from apps.programs.services import documents, frdo, groups
from apps.teachers import selectors as people

name_verbs(
    {
        "open_group": "группа открыта",
        "update_group": "группа изменена",
        "remove_group": "группа удалена",
        "add_lesson": "занятие добавлено",
        "update_lesson": "занятие изменено",
        "remove_lesson": "занятие убрано",
        "mark_attendance": "посещение отмечено",
        "take_number": "номер занят",
        "issue_document": "документ выдан",
        "end_document": "документ выведен из действия",
        "open_series": "нумерация заведена",
        "update_series": "нумерация изменена",
    }
)
KINDS = dict(DocumentKind.choices)
FATE_TONES = {"valid": "green", "spoiled": "red", "lost": "orange", "exchanged": "orange", "destroyed": "red"}


def issues(group: StudyGroup) -> bool:
    """Whether the reader gives out the documents of the group."""
    return policies.may_issue(current(), group.organization_id)


def course_context(group: StudyGroup, actor: Actor) -> dict[str, Any]:
    """The own pages of a group: enrolling, journal, files."""
    mine = policies.may_lead(actor, group.program)
    return {
        "group": group,
        "enroll": reverse("programs:group_enroll", args=(group.pk,)) if mine else "",
        "opinion": reverse("programs:group_opinion", args=(group.pk,)) if mine else "",
        "journal": reverse("programs:group_journal", args=(group.pk,)),
        "file": reverse("programs:group_file", args=(group.pk,)),
        "papers": list(PAPERS.items()),
    }


class GroupResource(Resource):
    """Study groups."""

    model = StudyGroup
    slug = "group"
    prefix = "groups/"
    titles = Titles("Учебные группы", "группа", "группы", "групп")
    section = "programs"
    order = 20
    columns = (
        Column("code", "Группа", sort=True, link="self", width=16),
        Column("program", "Программа", source=reads.program_title(), width=60, **PROGRAM),
        Column("start", "Начало", kind=Kind.DATE, sort=True, width=12),
        Column("end", "Окончание", kind=Kind.DATE, sort=True, width=12),
        Column("state", "Состояние", source=reads.group_state(), labels=reads.STATES, tones=reads.TONES,
               kind=Kind.BADGE, width=14),
        Column("people", "Слушателей", source=reads.students(models.Q(expelled_on__isnull=True)), kind=Kind.NUMBER,
               width=10),
        Column("done", "Завершили", source=reads.students(models.Q(completed_on__isnull=False)), kind=Kind.NUMBER,
               width=10),
        Column("capacity", "Мест", kind=Kind.NUMBER, sort=True, visible=False, width=8),
        Column("organization", "Организация", source="organization__short_name", visible=False, width=36, **OWNER),
        Column("curator", "Куратор", visible=False, width=30),
        Column("place", "Место", visible=False, width=30),
    )  # fmt: skip
    card = ("code", "program", "start")
    filterset = group_filters.GroupFilters
    search = (("code", "equals"),)
    search_hint = "Код группы"
    ordering = "-start"
    create = Write(group_forms.NewGroupForm, groups.open_group, "Новая группа", "Открыть", "Группа открыта.")
    edit = Write(group_forms.GroupForm, groups.update_group, "Изменение группы")
    actions = (
        Action("complete", "Завершить обучение", groups.complete_group, "Завершение записано всей группе.",
               icon="circle-check", form=group_forms.CompleteGroupForm,
               consequence="Всем, кто ещё учится, будет записано завершение. Кто не завершил, того сначала отчислите."),
        Action("issue", "Выдать документы", documents.issue_to_group, "Документы выданы, номера присвоены.",
               icon="certificate", form=group_forms.IssueForm, applies=issues,
               consequence="Каждый, кто завершил обучение и ещё без документа, получит следующий номер по порядку."),
        Action("frdo", "Сведения для ФРДО", frdo.fill_group, "Сведения внесены.", icon="file-export",
               form=frdo_forms.GroupCardForm, applies=issues,
               consequence="Сведения получат все, кто завершил обучение: заполнится только то, что ещё пусто."),
        Action("remove", "Удалить", groups.remove_group, "Группа удалена.", icon="trash", danger=True,
               consequence="Удаляют только открытую по ошибке: группу со слушателями удалить нельзя."),
    )  # fmt: skip
    sections = (
        Facts(
            "Группа",
            (
                Fact("title", "Программа", write=reads.program_of, **PROGRAM),
                Fact("organization__short_name", "Организация", **OWNER),
                Fact("term", "Срок", write=lambda group: format_interval(group.start, group.end)),
                Fact("capacity", kind=Kind.NUMBER),
                "curator",
                "place",
            ),
        ),
        Part("course", "Ход и документы", "programs/course.html", course_context, order=5),
        Related("people", "Слушатели", "programs.enrollment", "group", order=10,
                columns=("person", "organization", "enrolled_on", "completed_on", "document_number"),
                empty="В группе ещё никого нет: зачислите слушателей на вкладке «Ход и документы»."),
        Related("lessons", "Расписание", "programs.lesson", "group", order=20, add="Добавить занятие",
                columns=("on", "begins", "topic", "hours", "teacher", "place"), empty="Расписание не внесено."),
    )  # fmt: skip
    help = "Группы слушателей по программам: сроки, расписание, зачисление, посещение, документы."
    empty = "Здесь появятся группы. Откройте первую: программа, сроки, куратор."

    def title_of(self, obj: StudyGroup) -> str:
        return f"{obj}"

    def lead_of(self, obj: StudyGroup) -> str:
        return format_interval(obj.start, obj.end)


class LessonResource(Resource):
    """The schedule of groups."""

    model = Lesson
    slug = "lesson"
    prefix = "lessons/"
    titles = Titles("Расписание", "занятие", "занятия", "занятий")
    section = "programs"
    order = 30
    parent = ("group", "programs.group")
    columns = (
        Column("on", "День", kind=Kind.DATE, sort=True, link="self", width=12),
        Column("begins", "Начало", write=lambda value: f"{value:%H:%M}" if value else "—", width=8),
        Column("topic", "Тема", width=60),
        Column("hours", "Часов", kind=Kind.NUMBER, width=8),
        Column("teacher", "Преподаватель", width=30),
        Column("place", "Где", width=24),
        Column("group", "Группа", source="group__code", width=16, link="programs.group", link_key="group_id"),
    )
    card = ("on", "topic", "group")
    filterset = group_filters.LessonFilters
    search = (("topic", "part"), ("teacher", "part"))
    search_hint = "Слово из темы или фамилия преподавателя"
    ordering = "on"
    create = Write(group_forms.NewLessonForm, groups.add_lesson, "Новое занятие", "Добавить", "Занятие добавлено.")
    edit = Write(group_forms.LessonForm, groups.update_lesson, "Изменение занятия")
    actions = (
        Action("remove", "Убрать", groups.remove_lesson, "Занятие убрано.", icon="trash", danger=True,
               consequence="Занятие уйдёт из расписания группы."),
    )  # fmt: skip
    sections = (
        Facts(
            "Занятие",
            (
                Fact("group__code", "Группа", link="programs.group", link_key="group_id"),
                Fact("on", kind=Kind.DATE),
                "topic",
                Fact("hours", kind=Kind.NUMBER),
                "teacher",
                "place",
            ),
        ),
    )
    help = "Когда, о чём и с кем занимаются группы."
    empty = "Здесь появятся занятия: их добавляют на карточке группы."


class IssuedResource(Resource):
    """The register of issued documents."""

    model = IssuedDocument
    slug = "issued"
    prefix = "documents/"
    titles = Titles("Книга учёта документов", "документ", "документа", "документов")
    section = "programs.papers"
    order = 10
    personal = True
    columns = (
        Column("registration_number", "Рег. №", link="self", sort=True, width=16),
        Column("person", "Кому выдан", source=people.of_person("name"), width=40, **WHO),
        Column("kind", "Вид", source="counter__kind", labels=KINDS, width=36),
        Column("blank_series", "Серия", visible=False, width=12),
        Column("blank_number", "Номер бланка", width=18),
        Column("issued_on", "Выдан", kind=Kind.DATE, sort=True, width=12),
        Column("fate", "Состояние", kind=Kind.BADGE, tones=FATE_TONES, sort=True, width=16),
        Column("fate_reason", "Причина", visible=False, width=40),
    )  # fmt: skip
    card = ("person", "registration_number", "issued_on")
    filterset = group_filters.IssuedFilters
    search = (("person__sort_key", "starts"), ("registration_number", "equals"), ("blank_number", "equals"))
    search_hint = "Начало фамилии, регистрационный номер или номер бланка"
    ordering = "-issued_on"
    actions = (
        Action("duplicate", "Выдать дубликат", documents.issue_duplicate, "Дубликат выдан.", icon="copy",
               form=group_forms.DuplicateForm, applies=lambda row: row.fate == "valid",
               consequence="Прежний документ перестанет действовать, дубликат получит следующий номер."),
        Action("spoil", "Списать бланк", documents.spoil_document, "Бланк списан.", icon="circle-x", danger=True,
               form=group_forms.SpoilForm, applies=lambda row: row.fate == "valid",
               consequence="Номер останется занятым, слушатель — без документа: ему выдают следующий."),
    )  # fmt: skip
    sections = (
        Facts(
            "Документ",
            (
                Fact("person__last_name", "Кому выдан", write=people.name_of, **WHO),
                Fact("counter__kind", "Вид", labels=KINDS),
                "registration_number",
                "blank_series",
                "blank_number",
                Fact("issued_on", kind=Kind.DATE),
                Fact("enrollment__enrolled_on", "Обучение с", kind=Kind.DATE, link="programs.enrollment",
                     link_key="enrollment_id"),
            ),
        ),
        Facts("Состояние", ("fate", Fact("fate_on", kind=Kind.DATE, hide_empty=True),
                            Fact("fate_reason", hide_empty=True),
                            Fact("original__registration_number", "Выдан взамен", link="programs.issued",
                                 link_key="original_id", hide_empty=True))),
    )  # fmt: skip
    help = "Удостоверения и дипломы организации по порядку номеров: выданные, испорченные, дубликаты."
    empty = "Здесь появятся выданные документы: их выдают на карточке группы или обучения."

    def title_of(self, obj: IssuedDocument) -> str:
        return f"{obj}: {people.name_of(obj) or 'имя вам не открыто'}"


class SeriesResource(Resource):
    """How documents are numbered."""

    model = DocumentSeries
    slug = "series"
    prefix = "series/"
    titles = Titles("Нумерация документов", "нумерация", "нумерации", "нумераций")
    section = "programs.papers"
    order = 20
    columns = (
        Column("year", "Год", sort=True, link="self", width=8, write=str),
        Column("kind", "Вид", sort=True, link="self", width=40),
        Column("series", "Серия", width=12),
        Column("prefix", "Начало номера", width=16),
        Column("last", "Последний номер", kind=Kind.NUMBER, width=12),
        Column("organization", "Организация", source="organization__short_name", visible=False, width=36, **OWNER),
    )
    card = ("year", "kind", "last")
    search = (("series", "equals"),)
    search_hint = "Серия бланка"
    ordering = "-year"
    create = Write(group_forms.NewSeriesForm, documents.open_series, "Новая нумерация", "Завести",
                   "Нумерация заведена.")  # fmt: skip
    edit = Write(group_forms.SeriesForm, documents.update_series, "Изменение нумерации")
    sections = (
        Facts("Нумерация", ("kind", Fact("year", write=lambda row: str(row.year)), "series", "prefix",
                            Fact("digits", kind=Kind.NUMBER), "mark", Fact("last", kind=Kind.NUMBER),
                            Fact("organization__short_name", "Организация", **OWNER))),
    )  # fmt: skip
    help = "Серия, начало номера и счётчик документов каждого года. Пустой портал заводит нумерацию сам при выдаче."
    empty = "Здесь появится нумерация: она заводится сама при первой выдаче документа в году."


core_sections.add(
    "programs.program",
    Related("groups", "Группы", "programs.group", "program", order=15, add="Открыть группу",
            columns=("code", "start", "end", "state", "people", "done"), empty="Групп на программе ещё не было."),
)  # fmt: skip
