"""Questionnaires: the lists of their makers, and what waits for a teacher."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from apps.accounts.enums import Role
from apps.core.actor import Actor, current
from apps.core.text import count_text, format_date, format_interval
from apps.core.web import nav
from apps.core.web import sections as core_sections
from apps.core.web.actions import Action
from apps.core.web.columns import Column, Kind
from apps.core.web.history import name_verbs
from apps.core.web.resource import Resource, Titles, Write
from apps.core.web.sections import Fact, Facts, Part, Related
from apps.diagnostics import survey_agenda  # noqa: F401 - registers itself
from apps.diagnostics import survey_filters as filters
from apps.diagnostics import survey_forms as forms
from apps.diagnostics.enums import QuestionKind, SurveyState
from apps.diagnostics.models import Survey, SurveyQuestion
from apps.diagnostics.selectors.survey_results import head_of, read_by_unit, respondents, results_for
from apps.diagnostics.selectors.surveys import audience, in_sight, needs_of
from apps.diagnostics.services.surveys import building, publishing
from apps.teachers.enums import PositionKind
from apps.teachers.models import Person

name_verbs(
    {
        "create_survey": "анкета составлена",
        "update_survey": "анкета изменена",
        "address_survey": "адресаты анкеты изменены",
        "remove_survey": "анкета удалена",
        "add_question": "вопрос добавлен",
        "update_question": "вопрос изменён",
        "remove_question": "вопрос удалён",
        "publish_survey": "анкета объявлена",
        "close_survey": "анкета закрыта",
        "hand_in_survey": "анкета заполнена",
    }
)
TONES = {SurveyState.DRAFT: "secondary", SurveyState.OPEN: "blue", SurveyState.CLOSED: "green"}
NAMED = {True: "анонимная", False: "именная"}
PEOPLE = ("человек", "человека", "человек")


def asked_words(survey: Survey) -> str:
    """Whom a questionnaire asks, in words."""
    kinds = ", ".join(PositionKind(kind).label for kind in survey.kinds) or "все работники"
    places = ", ".join(survey.municipalities.order_by("sort_key").values_list("name", flat=True))
    houses = ", ".join(survey.organizations.order_by("sort_key").values_list("short_name", flat=True))
    return " · ".join(part for part in (kinds, places, houses) if part)


def answered_words(survey: Survey, actor: Actor) -> str:
    """How many have answered, to those whose questionnaire it is by place."""
    shown = building.builds(actor) and not read_by_unit(survey, actor)
    return count_text(respondents(survey), *PEOPLE) if shown else ""


def results_part(survey: Survey, actor: Actor) -> dict[str, Any]:
    """What the tab of results reads."""
    found = results_for(survey, actor)
    shown = [(one, head_of(one) if one.groups else []) for one in found.questions]
    total = audience(survey).count() if survey.state == SurveyState.OPEN and not read_by_unit(survey, actor) else 0
    return {
        "found": found, "questions": shown, "answered": count_text(found.answered, *PEOPLE), "asked": total,
        "by_unit": read_by_unit(survey, actor), "file": reverse("diagnostics:survey_results", args=(survey.pk,)),
    }  # fmt: skip


def mine(survey: Survey) -> bool:
    """Whether the current actor is of the makers."""
    return building.owns(current(), survey)


def invite(survey: Survey, actor: Actor) -> dict[str, Any]:
    """The button that leads a teacher to the questions."""
    return {"survey": survey, "url": reverse("diagnostics:survey_answer", args=(survey.pk,))}


class SurveyResource(Resource):
    """Questionnaires: their makers see their own, a teacher those that wait for an answer."""

    model = Survey
    slug = "survey"
    prefix = "surveys/"
    titles = Titles("Анкеты", "анкета", "анкеты", "анкет")
    section = "diagnostics.online"
    order = 50
    columns = (
        Column("title", "Анкета", sort=True, link="self", width=50),
        Column("anonymous", "Вид", labels=NAMED, sort=True, width=14),
        Column("opens_on", "Открыта с", kind=Kind.DATE, sort=True, width=12),
        Column("closes_on", "Открыта по", kind=Kind.DATE, sort=True, width=12),
        Column("state", "Состояние", kind=Kind.BADGE, sort=True, tones=TONES, width=14),
        Column("organization", "Кто спрашивает", source="organization__short_name", width=30,
               link="organizations.organization", link_key="organization_id"),
    )  # fmt: skip
    card = ("title", "closes_on", "state")
    filterset = filters.SurveyFilters
    search = (("title", "part"),)
    search_hint = "Слово из названия"
    ordering = "-closes_on"
    create = Write(forms.NewSurveyForm, building.create_survey, "Новая анкета", "Составить",
                   "Анкета составлена. Проверьте вопросы и объявите её.")  # fmt: skip
    edit = Write(forms.SurveyForm, building.update_survey, "Изменение анкеты")
    actions = (
        Action("publish", "Объявить анкету", publishing.publish_survey, "Анкета объявлена.", icon="send",
               consequence="Адресаты получат уведомление. Вопросы, адресаты и вид анкеты после этого не меняются.",
               applies=lambda one: one.state == SurveyState.DRAFT and mine(one)),
        Action("remind", "Напомнить", publishing.remind, "Напоминание отправлено тем, кто ещё не ответил.", icon="bell",
               applies=lambda one: one.state == SurveyState.OPEN and mine(one)),
        Action("close", "Закрыть анкету", publishing.close_survey, "Анкета закрыта.", icon="lock", danger=True,
               consequence="Отвечать больше будет нельзя; итоги анонимной анкеты откроются. Незаконченные ответы "
               "именной анкеты удалятся.", applies=lambda one: one.state == SurveyState.OPEN and mine(one)),
        Action("remove", "Удалить анкету", building.remove_survey, "Анкета удалена.", icon="trash", danger=True,
               consequence="Анкета исчезнет вместе с вопросами.",
               applies=lambda one: one.state == SurveyState.DRAFT and mine(one)),
    )  # fmt: skip
    sections = (
        Facts(
            "Анкета",
            (
                "purpose",
                Fact("named", "Вид", write=lambda one: NAMED[one.anonymous]),
                Fact("days", "Открыта", write=lambda one: format_interval(one.opens_on, one.closes_on)),
                Fact("asked", "Кому", write=asked_words),
                Fact("organization__short_name", "Кто спрашивает", link="organizations.organization",
                     link_key="organization_id"),
                "state",
                Fact("answered", "Ответили", write=lambda one: answered_words(one, current()), hide_empty=True),
                Fact("closed_on", kind=Kind.DATE, hide_empty=True),
            ),
        ),
        Part("answer", "Ответить", "diagnostics/surveys/invite.html", invite, order=5,
             allowed=lambda actor: actor.role == Role.TEACHER),
        Related("questions", "Вопросы", "diagnostics.survey_question", "survey", order=10, add="Добавить вопрос",
                columns=("position", "title", "section", "kind"), empty="Добавьте вопросы.",
                allowed=building.builds),
        Part("results", "Итоги", "diagnostics/surveys/results.html", results_part, order=20, allowed=building.builds),
    )  # fmt: skip
    help = "Анкеты о потребностях, об удовлетворённости методической службой, о самочувствии. Отвечать добровольно."
    empty = "Здесь появятся анкеты. Составьте свою или возьмите готовую."

    def rows(self, actor: Actor) -> QuerySet[Survey]:
        return in_sight(actor)

    def may_change(self, actor: Actor, obj: Any) -> bool:
        return building.owns(actor, obj)

    def may_edit(self, actor: Actor, obj: Any) -> bool:
        return building.owns(actor, obj) and obj.state == SurveyState.DRAFT

    def may_create(self, actor: Actor) -> bool:
        return building.builds(actor) and actor.organization_id is not None

    def lead_of(self, obj: Survey) -> str:
        return f"{NAMED[obj.anonymous]} · открыта по {format_date(obj.closes_on)}"


class QuestionResource(Resource):
    """The questions of questionnaires."""

    model = SurveyQuestion
    slug = "survey_question"
    prefix = "survey-questions/"
    titles = Titles("Вопросы анкет", "вопрос", "вопроса", "вопросов")
    parent = ("survey", "diagnostics.survey")
    columns = (
        Column("position", "№", sort=True, kind=Kind.NUMBER, width=6),
        Column("title", "Вопрос", sort=True, link="self", width=60),
        Column("section", "Раздел", width=30),
        Column("kind", "Ответ", sort=True, width=20),
        Column("survey", "Анкета", source="survey__title", link="diagnostics.survey", link_key="survey_id",
               visible=False, width=40),
    )  # fmt: skip
    card = ("position", "title", "kind")
    ordering = "position"
    create = Write(forms.NewQuestionForm, building.add_question, "Новый вопрос", "Добавить", "Вопрос добавлен.")
    edit = Write(forms.QuestionForm, building.update_question, "Изменение вопроса")
    actions = (
        Action("remove", "Удалить вопрос", building.remove_question, "Вопрос удалён.", icon="trash", danger=True,
               consequence="Вопрос исчезнет из анкеты."),
    )  # fmt: skip
    sections = (
        Facts(
            "Вопрос",
            (
                Fact("section", hide_empty=True),
                "title",
                Fact("hint", hide_empty=True),
                "kind",
                Fact("choices", "Варианты", write=lambda one: "; ".join(one.options), hide_empty=True),
                Fact("lines", "Строки", write=lambda one: "; ".join(one.rows), hide_empty=True),
                Fact("scale", "Шкала", write=lambda one: scale_words(one), hide_empty=True),
            ),
        ),
    )

    @classmethod
    def opens(cls, actor: Actor) -> bool:
        return building.builds(actor)

    def rows(self, actor: Actor) -> QuerySet[SurveyQuestion]:
        return SurveyQuestion.objects.filter(survey__in=in_sight(actor))

    def objects(self, actor: Actor) -> QuerySet[SurveyQuestion]:
        return self.rows(actor).select_related("survey")

    def may_create(self, actor: Actor) -> bool:
        return building.builds(actor) and actor.organization_id is not None

    def may_change(self, actor: Actor, obj: Any) -> bool:
        return building.owns(actor, obj.survey) and not obj.published


def scale_words(question: SurveyQuestion) -> str:
    """«от 1 (совсем нет) до 5 (полностью)»."""
    if question.kind not in (QuestionKind.SCALE, QuestionKind.MATRIX):
        return ""
    low, high = (f" ({words})" if words else "" for words in (question.low, question.high))
    return f"от {question.minimum}{low} до {question.maximum}{high}"


def needs_part(person: Person, actor: Actor) -> dict[str, Any]:
    """What the tab of requests on a person's page reads."""
    return {"needs": list(needs_of(person.pk, actor))}


core_sections.add(
    "teachers.person",
    Part("needs", "Запросы педагога", "diagnostics/surveys/needs.html", needs_part, order=24,
         allowed=nav.holders("diagnostics")),
)  # fmt: skip
