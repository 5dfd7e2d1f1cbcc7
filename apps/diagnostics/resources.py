"""Sessions, deficits, tools and competences: the lists of the section «Диагностика»."""

from typing import Any

from django.db.models import QuerySet

from apps.core.actor import Actor
from apps.core.text import format_date, format_number
from apps.core.web import filters as core_filters
from apps.core.web import nav
from apps.core.web import sections as core_sections
from apps.core.web.actions import Action
from apps.core.web.columns import Column, Kind
from apps.core.web.history import name_verbs
from apps.core.web.resource import Resource, Titles, Write
from apps.core.web.sections import Fact, Facts, Part, Related
from apps.diagnostics import (  # noqa: F401 - they register themselves
    advice_resources,
    agenda,
    campaign_resources,
    filters,
    forms,
    framework_resources,
    selectors,
    survey_resources,
    testing_resources,
)
from apps.diagnostics.framework_resources import PROVIDER, percent
from apps.diagnostics.models import Deficit, DiagnosticSession, Score
from apps.diagnostics.services import advice, sessions
from apps.diagnostics.web.profile_page import profile_context
from apps.teachers import selectors as people
from apps.teachers.services.people import is_self

name_verbs(
    {
        "create_session": "диагностика внесена",
        "update_session": "диагностика изменена",
        "annul_session": "диагностика аннулирована",
        "restore_session": "аннулирование отменено",
        "add_score": "результат внесён",
        "update_score": "результат изменён",
        "remove_score": "результат удалён",
    }
)
WHO: dict[str, Any] = {"link": "teachers.person", "link_key": "person_id"}
PERSON = Column("person", "Работник", source=people.NAME_OF, sort=people.KEY_OF, width=40, **WHO)
ORGANIZATION = Column("organization", "Организация", source="organization__short_name", width=40,
                      link="organizations.organization", link_key="organization_id")  # fmt: skip
KINDS = {True: "независимая", False: "самодиагностика"}


class SessionResource(Resource):
    """Sessions of people; an assessment centre sees those it conducted."""

    model = DiagnosticSession
    slug = "session"
    titles = Titles("Диагностики", "диагностика", "диагностики", "диагностик")
    section = "diagnostics"
    order = 10
    personal = True
    columns = (
        Column("completed_on", "Пройдена", kind=Kind.DATE, sort=True, link="self", width=12),
        PERSON,
        ORGANIZATION,
        Column("tool", "Инструмент", source="tool__title", sort="tool__title", width=34),
        Column("provider", "Кто провёл", source="provider__short_name", width=30, visible=False, **PROVIDER),
        Column("independent", "Независимая", kind=Kind.FLAG, sort=True, width=12),
        Column("purpose", "Цель", sort=True, visible=False, width=20),
        Column("deficits", "Дефицитов", kind=Kind.NUMBER, source=selectors.deficit_count(), sort=True, width=10),
        Column("annulled_on", "Аннулирована", kind=Kind.DATE, sort=True, visible=False, width=14),
    )
    card = ("person", "completed_on", "deficits")
    filterset = filters.SessionFilters
    search = (("person__sort_key", "starts"),)
    search_hint = "Начало фамилии"
    ordering = "-completed_on"
    create = Write(forms.NewSessionForm, sessions.create_session, "Новая диагностика", "Внести",
                   "Диагностика внесена. Теперь внесите баллы.")  # fmt: skip
    edit = Write(forms.SessionForm, sessions.update_session, "Изменение диагностики")
    actions = (
        Action("annul", "Аннулировать", sessions.annul_session, "Диагностика аннулирована.", icon="circle-x",
               form=forms.AnnulForm, danger=True, applies=lambda session: session.annulled_on is None,
               consequence="С этого дня диагностика и всё, что на ней стоит, не входит в показатели. Запись, баллы и "
               "маршруты останутся."),
        Action("advise", "Составить рекомендации", advice.give_advice, "Рекомендации составлены.", icon="message",
               bulk=True),
        Action("restore", "Отменить аннулирование", sessions.restore_session, "Аннулирование отменено.",
               icon="arrow-back-up", applies=lambda session: session.annulled_on is not None,
               consequence="Диагностика снова войдёт в показатели."),
    )  # fmt: skip
    sections = (
        Facts(
            "Диагностика",
            (
                Fact("person__last_name", "Кто прошёл", write=people.name_of, **WHO),
                Fact("completed_on", kind=Kind.DATE),
                Fact("tool__title", "Инструмент", link="diagnostics.tool", link_key="tool_id"),
                Fact("provider__short_name", "Кто провёл", **PROVIDER),
                Fact("independent", "Вид", labels=KINDS),
                Fact("purpose", hide_empty=True),
                Fact("annulled_on", kind=Kind.DATE, hide_empty=True),
            ),
        ),
        Part("results", "Результаты", "diagnostics/results.html", selectors.results_context, order=10),
        Related("scores", "Баллы", "diagnostics.score", "session", columns=("competence", "points", "maximum"),
                add="Внести балл", empty="Баллы ещё не внесены.", order=12),
        Related("advice", "Рекомендации", "diagnostics.advice", "session", columns=("competence", "text"), order=14,
                empty="Рекомендаций ещё нет: их составляет тот, кто провёл диагностику."),
    )  # fmt: skip
    help = "Кто, когда и чем проверен. Самодиагностика не закрывает дефицит и не входит в показатели."
    empty = "Здесь появятся диагностики. Внесите первую или загрузите таблицу в разделе «Данные»."

    def title_of(self, obj: DiagnosticSession) -> str:
        return f"Диагностика {format_date(obj.completed_on)}: {people.name_of(obj) or 'имя вам не открыто'}"

    def logs_view(self, actor: Actor, obj: DiagnosticSession) -> bool:
        return not is_self(obj.person_id)


class ScoreResource(Resource):
    """Scores of a session; reached from it."""

    model = Score
    slug = "score"
    prefix = "scores/"
    titles = Titles("Баллы", "балл", "балла", "баллов")
    parent = ("session", "diagnostics.session")
    personal = True
    columns = (
        Column("competence", "Компетенция", source="competence__title", sort="competence__code", link="self", width=50),
        PERSON,
        Column("points", "Балл", kind=Kind.NUMBER, sort=True),
        Column("maximum", "Максимум", kind=Kind.NUMBER),
    )
    ordering = "competence"
    create = Write(forms.NewScoreForm, sessions.add_score, "Новый балл", "Внести", "Балл внесён.")
    edit = Write(forms.ScoreForm, sessions.update_score, "Изменение балла")
    actions = (
        Action("remove", "Удалить", sessions.remove_score, "Балл удалён.", icon="trash", danger=True,
               consequence="Удаляют только введённое по ошибке; дефициты диагностики пересчитаются."),
    )  # fmt: skip
    sections = (Facts("Балл", (Fact("competence__title", "Компетенция"), "points", "maximum")),)
    empty = "Здесь появятся баллы."

    def title_of(self, obj: Score) -> str:
        return f"{obj.competence}: {format_number(obj.points.normalize())} из {format_number(obj.maximum.normalize())}"

    def logs_view(self, actor: Actor, obj: Score) -> bool:
        return not is_self(obj.person_id)

    def objects(self, actor: Actor) -> QuerySet[Score]:
        return super().objects(actor).select_related("competence")


class DeficitResource(Resource):
    """Deficits: a worklist; they are made from scores, nobody enters them."""

    model = Deficit
    slug = "deficit"
    prefix = "deficits/"
    titles = Titles("Дефициты", "дефицит", "дефицита", "дефицитов")
    section = "diagnostics"
    order = 20
    personal = True
    detail = False
    columns = (
        PERSON,
        ORGANIZATION,
        Column("competence", "Компетенция", source="competence__title", sort="competence__code", width=50),
        Column("block", "Блок", source="competence__block", sort="competence__block", visible=False, width=24),
        Column("percent", "Результат", sort=True, write=percent, width=10),
        Column("threshold", "Порог", write=percent, width=10),
        Column("completed_on", "Диагностика", source="session__completed_on", kind=Kind.DATE, width=12,
               link="diagnostics.session", link_key="session_id"),
    )  # fmt: skip
    card = ("person", "competence", "percent")
    filterset = filters.DeficitFilters
    search = (("person__sort_key", "starts"),)
    search_hint = "Начало фамилии"
    ordering = "percent"
    help = "Компетенции, результат по которым ниже порога инструмента. По ним строят маршрут и подбирают программы."
    empty = "Дефициты появятся сами, когда будут внесены баллы ниже порога."


core_filters.add(
    "teachers.person",
    "diagnosed",
    core_filters.ChoiceFilter(label="Диагностика", choices=filters.PERSON_CHOICES, method=filters.by_diagnosed),
)
core_sections.add(
    "teachers.person",
    Related("sessions", "Диагностика", "diagnostics.session", "person", order=20, add="Внести диагностику",
            columns=("completed_on", "tool", "provider", "independent", "deficits"),
            empty="Диагностик ещё не было."),
)  # fmt: skip
core_sections.add(
    "teachers.person",
    Part("profile", "Профиль", "diagnostics/profile_part.html", profile_context, order=21,
         allowed=nav.holders("diagnostics")),
)  # fmt: skip
core_sections.add(
    "teachers.person",
    Related("deficits", "Дефициты", "diagnostics.deficit", "person", order=22,
            columns=("competence", "percent", "threshold", "completed_on"), empty="Дефицитов не найдено."),
)  # fmt: skip
