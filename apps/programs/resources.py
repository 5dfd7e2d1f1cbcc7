"""Programmes, the mirror of the federal registry, training: the lists of the section «Программы»."""

from typing import Any

from django.db import models

from apps.core.actor import Actor, current
from apps.core.text import format_interval
from apps.core.web import sections as core_sections
from apps.core.web.actions import Action
from apps.core.web.columns import Column, Kind
from apps.core.web.history import name_verbs
from apps.core.web.resource import Resource, Titles, Write
from apps.core.web.sections import Fact, Facts, Related
from apps.programs import (  # noqa: F401 - the agenda and further resources register themselves
    agenda,
    excluded,
    filters,
    forms,
    frdo_resources,
    group_forms,
    group_resources,
    link_resources,
    mirror_resources,
    opinion_resources,
    policies,
    selectors,
    structure_resources,
)
from apps.programs.catalogue import OWNER, PROGRAM, WHO, OpenCatalogue
from apps.programs.enums import Step
from apps.programs.models import Enrollment, Program, RegistryEntry
from apps.programs.selectors import structure
from apps.programs.services import documents, programs, registry, training, way
from apps.teachers import selectors as people
from apps.teachers.services.people import is_self

name_verbs(
    {
        "create_program": "программа заведена",
        "update_program": "программа изменена",
        "set_competences": "состав компетенций изменён",
        "remove_program": "программа удалена",
        "create_entry": "запись ФР внесена",
        "update_entry": "запись ФР изменена",
        "link_entry": "связана с программой",
        "unlink_entry": "связь с программой снята",
        "enroll": "зачислен",
        "update_enrollment": "обучение изменено",
        "reopen_enrollment": "завершение отменено",
        "remove_enrollment": "обучение удалено",
    }
)


def unfinished(training: Enrollment) -> bool:
    """Whether the training still goes on."""
    return training.completed_on is None and training.expelled_on is None


class ProgramResource(OpenCatalogue):
    """The region's catalogue and the programmes of federal providers."""

    model = Program
    slug = "program"
    titles = Titles("Программы", "программа", "программы", "программ")
    section = "programs"
    order = 10
    columns = (
        Column("title", "Программа", sort="sort_key", link="self", width=60),
        Column("kind", "Вид", sort=True, width=8),
        Column("hours", "Часов", kind=Kind.NUMBER, sort=True, width=8),
        Column("form", "Форма", sort=True, width=16),
        Column("organization", "Организация", source="organization__short_name", width=36, **OWNER),
        Column("registry", "ФР ДПП", source=selectors.registry_state(), labels=selectors.REGISTRY_WORDS,
               tones=selectors.REGISTRY_TONES, kind=Kind.BADGE, width=16),
        Column("number", "Номер в ФР", source=selectors.registry_number(), visible=False, width=16),
        Column("trained", "Завершили", kind=Kind.NUMBER, source=selectors.trained_count(), visible=False, width=10,
               help="Сколько обучений, открытых вашей роли, завершено"),
        Column("way", "Путь в ФР", source=structure.way_state(), labels=dict(Step.choices), kind=Kind.BADGE,
               tones=structure.STEP_TONES, visible=False, width=24),
        Column("cost", "Стоимость, ₽", kind=Kind.NUMBER, places=2, visible=False, width=14),
        Column("code", "Код", sort=True, visible=False, width=14),
        Column("theme", "Тематика", visible=False, width=36),
        Column("runs_from", "Реализуется с", kind=Kind.DATE, sort=True, visible=False, width=12),
        Column("runs_to", "Реализуется по", kind=Kind.DATE, sort=True, visible=False, width=12),
    )  # fmt: skip
    card = ("title", "hours", "registry")
    filterset = filters.ProgramFilters
    search = (("sort_key", "words"), ("code", "equals"))
    search_hint = "Слова из названия или код"
    ordering = "title"
    create = Write(forms.NewProgramForm, programs.create_program, "Новая программа", "Завести", "Программа заведена.")
    edit = Write(forms.ProgramForm, programs.update_program, "Изменение программы")
    actions = (
        Action("step", "Шаг к реестру", way.take_step, "Шаг записан.", icon="route", form=group_forms.StepForm),
        Action("undo", "Отменить последний шаг", way.undo_step, "Последний шаг к реестру отменён.",
               icon="arrow-back-up", applies=lambda program: way.last_step(program) is not None,
               consequence="Шаг будет снят; связь с записью ФР, сделанная им, тоже."),
        Action("remove", "Удалить", programs.remove_program, "Программа удалена.", icon="trash", danger=True,
               consequence="Удаляют только заведённое по ошибке: программу, на которой учились, удалить нельзя."),
    )  # fmt: skip
    sections = (
        Facts(
            "Программа",
            (
                "code",
                "kind",
                Fact("hours", kind=Kind.NUMBER),
                "form",
                "theme",
                Fact("organization__short_name", "Организация", **OWNER),
                Fact("term", "Реализуется", write=lambda program: format_interval(program.runs_from, program.runs_to)),
                Fact("develops", "Развивает компетенции", write=selectors.competence_names),
                Fact("price", "Стоимость и источник", write=structure.cost_text, hide_empty=True),
                Fact("doubt", "Внимание", write=structure.hours_finding, hide_empty=True),
            ),
        ),
        Related("entries", "Федеральный реестр", "programs.entry", "program", order=10,
                columns=("number", "title", "hours", "included_on", "excluded_on"),
                empty="Программа не связана ни с одной записью ФР ДПП."),
        Related("trainings", "Обучение", "programs.enrollment", "program", order=20, add="Зачислить",
                columns=("person", "organization", "enrolled_on", "completed_on", "document_number"),
                empty="На программе из тех, кого вы видите, никто не учился."),
    )  # fmt: skip
    help = "Программы повышения квалификации и переподготовки: кто учит, сколько часов, что развивают, есть ли в ФР."
    empty = "Здесь появятся программы. Заведите первую или загрузите таблицу в разделе «Данные»."


class EntryResource(OpenCatalogue):
    """The mirror of the federal registry."""

    model = RegistryEntry
    slug = "entry"
    prefix = "registry/"
    titles = Titles("Федеральный реестр ДПП", "запись", "записи", "записей")
    right = "programs"
    section = "programs.registry"
    order = 10
    columns = (
        Column("number", "Номер", sort=True, link="self", width=16),
        Column("title", "Программа", link="self", width=60),
        Column("hours", "Часов", kind=Kind.NUMBER, sort=True, width=8),
        Column("organization_name", "Организация", width=36),
        Column("included_on", "Включена", kind=Kind.DATE, sort=True, width=12),
        Column("excluded_on", "Исключена", kind=Kind.DATE, sort=True, width=12),
        Column("program", "Своя программа", source="program__code", width=14, **PROGRAM),
        Column("kind", "Вид", visible=False, width=8),
        Column("form", "Форма", visible=False, width=16),
    )
    card = ("title", "number", "included_on")
    filterset = filters.EntryFilters
    search = (("number", "starts"), ("title", "part"))
    search_hint = "Номер или слово из названия"
    ordering = "number"
    create = Write(forms.EntryForm, registry.create_entry, "Новая запись ФР", "Внести", "Запись внесена.")
    edit = Write(forms.EntryForm, registry.update_entry, "Изменение записи ФР")
    actions = (
        Action("link", "Связать с программой", registry.link_entry, "Запись связана с программой.", icon="link",
               form=forms.LinkForm, applies=lambda entry: entry.program_id is None),
        Action("unlink", "Снять связь", registry.unlink_entry, "Связь снята.", icon="x",
               applies=lambda entry: entry.program_id is not None,
               consequence="Программа перестанет считаться включённой в ФР ДПП по этой записи."),
    )  # fmt: skip
    sections = (
        Facts(
            "Запись реестра",
            (
                "number",
                "title",
                "kind",
                Fact("hours", kind=Kind.NUMBER),
                "form",
                "organization_name",
                "organization_inn",
                Fact("included_on", kind=Kind.DATE),
                Fact("excluded_on", kind=Kind.DATE),
                Fact("stays", "Была в реестре раньше", write=mirror_resources.earlier_words),
                Fact("audience", hide_empty=True),
                Fact("competences", hide_empty=True),
                Fact("program__title", "Своя программа", **PROGRAM),
            ),
        ),
        Related(
            "versions",
            "Какой её видели",
            "programs.change",
            "entry",
            order=10,
            columns=("fate", "title", "fields", "seen", "hours", "included_on", "excluded_on"),
            empty="Запись внесена вручную: в реестре её синхронизация не видела.",
        ),
    )
    help = "Каким портал видел Федеральный реестр: запись не удаляют, у выбывшей стоит дата исключения."
    empty = "Здесь появятся записи Федерального реестра."

    def may_change(self, actor: Actor, obj: models.Model) -> bool:
        return self.may(actor, "write")

    def may_edit(self, actor: Actor, obj: Any) -> bool:
        return not obj.mirrored and super().may_edit(actor, obj)


class EnrollmentResource(Resource):
    """People on programmes."""

    model = Enrollment
    slug = "enrollment"
    prefix = "trainings/"
    titles = Titles("Обучение", "обучение", "обучения", "обучений")
    section = "programs"
    order = 40
    parent = ("person", "teachers.person")
    personal = True
    columns = (
        Column("person", "Работник", source=people.NAME_OF, sort=people.KEY_OF, width=40, **WHO),
        Column("organization", "Организация", source="organization__short_name", width=36, visible=False, **OWNER),
        Column("program", "Программа", source="program__title", width=60, link="self"),
        Column("enrolled_on", "Зачислен", kind=Kind.DATE, sort=True, width=12),
        Column("completed_on", "Завершено", kind=Kind.DATE, sort=True, width=12),
        Column("expelled_on", "Отчислен", kind=Kind.DATE, sort=True, visible=False, width=12),
        Column("document_number", "Документ", width=18),
        Column("registration_number", "Рег. номер", visible=False, width=18),
        Column("issued_on", "Выдан", kind=Kind.DATE, visible=False, width=12),
        Column("group", "Группа", source="group__code", visible=False, width=14, link="programs.group",
               link_key="group_id"),
    )  # fmt: skip
    card = ("person", "program", "completed_on")
    filterset = filters.EnrollmentFilters
    search = (("person__sort_key", "starts"), ("document_number", "equals"))
    search_hint = "Начало фамилии или номер документа"
    ordering = "-enrolled_on"
    create = Write(forms.NewEnrollmentForm, training.enroll, "Новое обучение", "Внести", "Обучение внесено.")
    edit = Write(forms.EnrollmentForm, training.update_enrollment, "Изменение обучения")
    actions = (
        Action("complete", "Завершить", training.complete_enrollment, "Завершение записано.", icon="certificate",
               form=forms.CompleteForm, applies=unfinished),
        Action("finish", "Записать завершение", training.complete_enrollment, "Завершение записано.",
               icon="circle-check", form=group_forms.CompleteGroupForm, applies=unfinished, bulk=True, single=False),
        Action("issue", "Выдать документ", documents.issue_document, "Документ выдан, номер присвоен.",
               icon="certificate", form=group_forms.IssueForm, bulk=True, applies=lambda one: (
                   one.completed_on is not None and one.document_number == ""
                   and policies.own_issuer(current(), one) is not None)),
        Action("expel", "Отчислить", training.expel, "Отчисление записано.", icon="user-cog", form=forms.ExpelForm,
               danger=True, bulk=True, applies=unfinished, consequence="Обучение закончится без документа."),
        Action("reopen", "Отменить завершение", training.reopen_enrollment, "Завершение отменено.",
               icon="arrow-back-up", applies=lambda training: not unfinished(training),
               consequence="Обучение снова будет считаться идущим; реквизиты документа останутся."),
        Action("remove", "Удалить", training.remove_enrollment, "Обучение удалено.", icon="trash", danger=True,
               consequence="Удаляют только введённое по ошибке."),
    )  # fmt: skip
    sections = (
        Facts(
            "Обучение",
            (
                Fact("person__last_name", "Кто учится", write=people.name_of, **WHO),
                Fact("program__title", "Программа", **PROGRAM),
                Fact("group__code", "Группа", link="programs.group", link_key="group_id", hide_empty=True),
                Fact("enrolled_on", kind=Kind.DATE),
                Fact("completed_on", kind=Kind.DATE),
                Fact("expelled_on", kind=Kind.DATE, hide_empty=True),
            ),
        ),
        Facts("Документ", ("document_number", "registration_number", Fact("issued_on", kind=Kind.DATE))),
    )
    help = "Кто на какой программе учится и учился, с реквизитами документов."
    empty = "Здесь появится обучение."

    def title_of(self, obj: Enrollment) -> str:
        return f"{obj}: {people.name_of(obj) or 'имя вам не открыто'}"

    def logs_view(self, actor: Actor, obj: Enrollment) -> bool:
        return not is_self(obj.person_id)


core_sections.add(
    "teachers.person",
    Related("trainings", "Обучение", "programs.enrollment", "person", order=40, add="Внести обучение",
            columns=("program", "enrolled_on", "completed_on", "document_number"), empty="Обучения ещё не было."),
)  # fmt: skip
core_sections.add(
    "organizations.organization",
    Related("programs", "Программы", "programs.program", "organization", order=50,
            columns=("title", "kind", "hours", "registry"), empty="Своих программ у организации нет."),
)  # fmt: skip
