"""What surrounds routes: the register of questions, reasons, recognized learning, observations in practice."""

from typing import Any

from django.db.models import Q, QuerySet

from apps.core import access
from apps.core.actor import Actor, current
from apps.core.text import NBSP, count_text, format_date
from apps.core.web import sections as core_sections
from apps.core.web.actions import Action
from apps.core.web.columns import Column, Kind
from apps.core.web.history import name_verbs
from apps.core.web.resource import Resource, Titles, Write
from apps.core.web.sections import Fact, Facts, Part, Related
from apps.routes import beside_agenda, policies  # noqa: F401 - the agenda registers itself
from apps.routes import beside_filters as filters
from apps.routes import beside_forms as forms
from apps.routes.beside_selectors import COMPETENCES, closing_part, marks_part, practice_part, requests_part
from apps.routes.models import Consultation, PracticeRecord, Recognition, RouteSource
from apps.routes.services import consultations, practice, recognition, sources
from apps.teachers import selectors as people
from apps.teachers.services.people import is_self

name_verbs(
    {
        "ask_consultation": "обращение принято",
        "update_consultation": "обращение изменено",
        "answer_consultation": "на обращение ответили",
        "reopen_consultation": "обращение возвращено в работу",
        "withdraw_consultation": "обращение удалено",
        "add_source": "основание добавлено",
        "update_source": "основание изменено",
        "remove_source": "основание удалено",
        "recognize": "обучение признано",
        "recognize_competences": "признанные компетенции названы",
        "update_recognition": "решение о признании изменено",
        "close_by_recognition": "решением закрыт пункт ИОМ",
        "release_by_recognition": "закрытие пункта снято",
        "remove_recognition": "решение о признании удалено",
        "record_practice": "наблюдение записано",
        "update_practice": "наблюдение изменено",
        "remove_practice": "наблюдение удалено",
    }
)
WHO: dict[str, Any] = {"link": "teachers.person", "link_key": "person_id"}
ORGANIZATION = Column("organization", "Организация", source="organization__short_name", width=34,
                      link="organizations.organization", link_key="organization_id")  # fmt: skip
PERSON = Column("person", "Работник", source=people.NAME_OF, sort=people.KEY_OF, width=36, **WHO)
COMPETENCE = Column("competence", "Компетенция", source="competence__title", sort="competence__code", width=40)
PERSON_FACT = Fact("person__last_name", "Работник", write=people.name_of, **WHO)
COMPETENCE_FACT = Fact("competence__title", "Компетенция", hide_empty=True)
MISTAKE = "Удаляют только введённое по ошибке; запись об удалении останется в истории."


class ConsultationResource(Resource):
    """Questions of people and organizations, and what was answered."""

    model = Consultation
    slug = "consultation"
    prefix = "consultations/"
    titles = Titles("Обращения и консультации", "обращение", "обращения", "обращений")
    section = "routes.support"
    order = 20
    personal = True
    columns = (
        Column("theme", "Тема", sort=True, link="self", width=44),
        PERSON,
        ORGANIZATION,
        Column("asked_on", "Обратились", kind=Kind.DATE, sort=True, width=12),
        Column("answered_on", "Ответили", kind=Kind.DATE, sort=True, width=12),
        Column("consultant", "Консультант", width=36),
        Column("channel", "Как обратились", sort=True, visible=False, width=18),
        Column("competence", "Компетенция", source="competence__title", visible=False, width=40),
        Column("follow_up_on", "Вернуться", kind=Kind.DATE, sort=True, visible=False, width=12),
        Column("outcome", "Ответ и итог", visible=False, width=60),
    )
    card = ("theme", "person", "asked_on")
    filterset = filters.ConsultationFilters
    search = (("person__sort_key", "starts"), ("theme", "part"))
    search_hint = "Начало фамилии или слово темы"
    ordering = "-asked_on"
    create = Write(forms.AskForm, consultations.ask, "Новое обращение", "Записать", "Обращение записано.")
    edit = Write(forms.ConsultationForm, consultations.update_consultation, "Изменение обращения")
    actions = (
        Action("answer", "Ответить", consultations.answer, "Ответ записан.", icon="send", form=forms.AnswerForm,
               allowed=policies.may_consult, applies=lambda one: one.answered_on is None),
        Action("reopen", "Вернуть в работу", consultations.reopen, "Обращение снова ждёт ответа.",
               icon="arrow-back-up", allowed=policies.may_consult, applies=lambda one: one.answered_on is not None,
               consequence="Обращение снова встанет в очередь; слова ответа останутся."),
        Action("withdraw", "Удалить", consultations.withdraw, "Обращение удалено.", icon="trash", danger=True,
               consequence="Удаляют вопрос, на который ещё не ответили.",
               applies=lambda one: one.answered_on is None),
    )  # fmt: skip
    sections = (
        Facts(
            "Вопрос",
            (
                Fact("person__last_name", "Работник", write=people.name_of, hide_empty=True, **WHO),
                Fact("organization__short_name", "Организация", link="organizations.organization",
                     link_key="organization_id"),
                "question",
                COMPETENCE_FACT,
                Fact("channel", "Как обратились"),
                Fact("asked_on", "Обратились", kind=Kind.DATE),
            ),
        ),
        Facts(
            "Ответ",
            (
                "outcome",
                Fact("consultant", hide_empty=True),
                Fact("answered_on", kind=Kind.DATE),
                Fact("follow_up", hide_empty=True),
                Fact("follow_up_on", kind=Kind.DATE, hide_empty=True),
            ),
        ),
    )  # fmt: skip
    help = "Кто о чём спросил, кто и что ответил. Ждущие ответа видны фильтром «Состояние»."
    empty = "Здесь появятся обращения работников и организаций и ответы на них."

    @classmethod
    def may(cls, actor: Actor, action: str) -> bool:
        return super().may(actor, action) or bool(access.rights().level(actor, "requests", action))

    def may_edit(self, actor: Actor, obj: Any) -> bool:
        return super().may_edit(actor, obj) and obj.answered_on is None

    def lead_of(self, obj: Consultation) -> str:
        return f"ответили {format_date(obj.answered_on)}" if obj.answered_on else "ждёт ответа"

    def logs_view(self, actor: Actor, obj: Consultation) -> bool:
        return obj.person_id is not None and not is_self(obj.person_id)


class SourceResource(Resource):
    """Reasons of routes beside the diagnostics."""

    model = RouteSource
    slug = "source"
    prefix = "sources/"
    titles = Titles("Основания маршрутов", "основание", "основания", "оснований")
    parent = ("route", "routes.route")
    personal = True
    columns = (
        Column("text", "Основание", link="self", width=60),
        Column("kind", "Вид", sort=True, width=26),
        PERSON,
        ORGANIZATION,
        COMPETENCE,
        Column("on_date", "Дата", kind=Kind.DATE, sort=True, width=12),
    )
    card = ("text", "kind", "on_date")
    filterset = filters.SourceFilters
    ordering = "-on_date"
    create = Write(forms.NewSourceForm, sources.add_source, "Новое основание", "Добавить", "Основание добавлено.")
    edit = Write(forms.SourceForm, sources.update_source, "Изменение основания")
    actions = (
        Action("remove", "Удалить", sources.remove_source, "Основание удалено.", icon="trash", danger=True,
               consequence=MISTAKE, applies=lambda one: policies.may_found(current(), one.route)),
    )  # fmt: skip
    sections = (Facts("Основание", (PERSON_FACT, "kind", "text", COMPETENCE_FACT, Fact("on_date", kind=Kind.DATE))),)
    help = "На чём кроме диагностики стоит маршрут: результаты обучающихся, рекомендации аттестации, запросы педагогов."
    empty = "Здесь появятся основания маршрутов."

    def objects(self, actor: Actor) -> QuerySet[RouteSource]:
        return super().objects(actor).select_related("route")

    def may_edit(self, actor: Actor, obj: Any) -> bool:
        return super().may_edit(actor, obj) and policies.may_found(actor, obj.route)

    def logs_view(self, actor: Actor, obj: RouteSource) -> bool:
        return not is_self(obj.person_id)


class RecognitionResource(Resource):
    """Learning outside of programmes, recognized by decisions."""

    model = Recognition
    slug = "recognition"
    prefix = "recognitions/"
    titles = Titles("Признанное обучение", "решение о признании", "решения о признании", "решений о признании")
    section = "routes.support"
    order = 30
    personal = True
    columns = (
        Column("title", "Что признано", link="self", width=50),
        PERSON,
        ORGANIZATION,
        Column("learned_at", "Где получено", width=34),
        Column("hours", "Часов", kind=Kind.NUMBER, sort=True, width=8),
        Column("decided_on", "Решение", kind=Kind.DATE, sort=True, width=12),
        Column("number", "Номер решения", visible=False, width=20),
        Column("competences", "Компетенции", source=COMPETENCES, visible=False, width=50),
    )
    card = ("title", "person", "decided_on")
    filterset = filters.RecognitionFilters
    search = (("person__sort_key", "starts"),)
    search_hint = "Начало фамилии"
    ordering = "-decided_on"
    create = Write(forms.NewRecognitionForm, recognition.recognize, "Новое решение о признании", "Записать",
                   "Решение записано. Им можно закрыть пункт ИОМ.")  # fmt: skip
    edit = Write(forms.RecognitionForm, recognition.update_recognition, "Изменение решения")
    actions = (
        Action("close", "Закрыть пункт ИОМ", recognition.close_item, "Пункт ИОМ закрыт решением.", form=forms.CloseForm,
               allowed=policies.may_recognize, applies=lambda one: one.item_id is None,
               consequence="Пункт будет отмечен выполненным днём решения. Обучением по программе Федерального реестра "
               "это не станет."),
        Action("release", "Снять закрытие пункта", recognition.release_item, "Пункт снова открыт.",
               icon="arrow-back-up", allowed=policies.may_recognize, applies=lambda one: one.item_id is not None,
               consequence="Пункт ИОМ снова будет невыполненным."),
        Action("remove", "Удалить", recognition.remove_recognition, "Решение удалено.", icon="trash", danger=True,
               allowed=policies.may_recognize, consequence=f"{MISTAKE} Закрытый им пункт снова откроется."),
    )  # fmt: skip
    sections = (
        Facts(
            "Решение",
            (
                PERSON_FACT,
                "title",
                "learned_at",
                Fact("volume", "Объём", write=lambda one: count_text(one.hours, "час", "часа", "часов")),
                Fact("named", "Компетенции", write=lambda one: "; ".join(map(str, one.competences.all()))),
                Fact("decided_on", kind=Kind.DATE),
                "number",
                Fact("item__number", "Закрытый пункт ИОМ", link="routes.item", link_key="item_id", hide_empty=True,
                     write=lambda one: f"пункт {one.item.number}" if one.item_id else ""),
            ),
        ),
        Part("closing", "Документ и пункты ИОМ", "routes/beside/closing.html", closing_part, order=10),
    )  # fmt: skip
    help = (
        "Неформальное обучение, признанное решением ЦНППМ. Решение может закрыть пункт ИОМ; в показатели об обучении "
        "по программам Федерального реестра оно не входит."
    )
    empty = "Здесь появятся решения о признании обучения."

    def logs_view(self, actor: Actor, obj: Recognition) -> bool:
        return not is_self(obj.person_id)

    def may_edit(self, actor: Actor, obj: Any) -> bool:
        return super().may_edit(actor, obj) and policies.may_recognize(actor) and obj.item_id is None


class PracticeResource(Resource):
    """Observations of competences in the work."""

    model = PracticeRecord
    slug = "practice"
    prefix = "practice/"
    titles = Titles("Перенос в практику", "наблюдение", "наблюдения", "наблюдений")
    section = "routes.support"
    order = 10
    personal = True
    columns = (
        Column("on_date", "Дата", kind=Kind.DATE, sort=True, link="self", width=12),
        PERSON,
        ORGANIZATION,
        Column("kind", "Вид", sort=True, width=24),
        COMPETENCE,
        Column("points", "Баллов", kind=Kind.NUMBER, sort=True, width=8),
        Column("maximum", "Из", kind=Kind.NUMBER, width=6),
        Column("observer", "Кто наблюдал", visible=False, width=36),
        Column("theme", "Тема", visible=False, width=40),
        Column("conclusion", "Вывод", visible=False, width=60),
    )
    card = ("person", "competence", "on_date")
    filterset = filters.PracticeFilters
    search = (("person__sort_key", "starts"),)
    search_hint = "Начало фамилии"
    ordering = "-on_date"
    create = Write(forms.NewPracticeForm, practice.record_practice, "Новое наблюдение", "Записать",
                   "Наблюдение записано.")  # fmt: skip
    edit = Write(forms.PracticeForm, practice.update_practice, "Изменение наблюдения")
    actions = (
        Action("remove", "Удалить", practice.remove_practice, "Наблюдение удалено.", icon="trash", danger=True,
               consequence=MISTAKE),
    )  # fmt: skip
    sections = (
        Facts(
            "Наблюдение",
            (
                PERSON_FACT,
                Fact("route__number", "ИОМ", link="routes.route", link_key="route_id", hide_empty=True),
                "kind",
                COMPETENCE_FACT,
                Fact("on_date", kind=Kind.DATE),
                Fact("theme", hide_empty=True),
                "observer",
                "conclusion",
            ),
        ),
        Part("marks", "Оценки и файл", "routes/beside/marks.html", marks_part, order=10),
    )
    help = "Что из освоенного видно в работе: посещения уроков, стажировки, мастер-классы с короткой формой наблюдения."
    empty = "Здесь появятся наблюдения. Запишите первое со страницы маршрута или работника."

    def title_of(self, obj: PracticeRecord) -> str:
        return f"{obj.get_kind_display().capitalize()}: {people.name_of(obj) or 'имя вам не открыто'}"

    def lead_of(self, obj: PracticeRecord) -> str:
        return f"{format_date(obj.on_date)} · {obj.points} из{NBSP}{obj.maximum}"

    def logs_view(self, actor: Actor, obj: PracticeRecord) -> bool:
        return not is_self(obj.person_id)


OF_PRACTICE = ("on_date", "kind", "competence", "points", "maximum", "observer")
core_sections.add(
    "routes.route",
    Related("sources", "Основания", "routes.source", "route", order=14, add="Добавить основание",
            columns=("text", "kind", "competence", "on_date"),
            empty="Кроме диагностики оснований нет: результаты обучающихся, рекомендация аттестационной комиссии, "
            "запрос педагога добавляются здесь."),
)  # fmt: skip
core_sections.add(
    "routes.route",
    Part("requests", "Запросы педагога", "diagnostics/surveys/needs.html", requests_part, order=16),
)
core_sections.add(
    "routes.route",
    Related("practice", "Перенос в практику", "routes.practice", "route", order=30, add="Записать наблюдение",
            columns=OF_PRACTICE, empty="Наблюдений по этому маршруту ещё нет."),
)  # fmt: skip
core_sections.add(
    "teachers.person",
    Part("practice", "Перенос в практику", "routes/beside/practice.html", practice_part, order=34,
         allowed=PracticeResource.opens),
)  # fmt: skip
core_sections.add(
    "teachers.person",
    Related("recognitions", "Признанное обучение", "routes.recognition", "person", order=36, add="Записать решение",
            columns=("title", "learned_at", "hours", "decided_on"), empty="Признанного обучения нет."),
)  # fmt: skip
core_sections.add(
    "teachers.person",
    Related("consultations", "Обращения", "routes.consultation", "person", order=38, add="Записать обращение",
            columns=("theme", "asked_on", "answered_on", "consultant"), empty="Обращений ещё не было."),
)  # fmt: skip
core_sections.add(
    "organizations.organization",
    Related("requests", "Обращения", "routes.consultation",
            lambda obj: Q(organization=obj.pk, personal=False), order=70,
            columns=("theme", "asked_on", "answered_on", "consultant"), empty="Организация ещё не обращалась."),
)  # fmt: skip
