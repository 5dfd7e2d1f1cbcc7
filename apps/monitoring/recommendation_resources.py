"""Recommendations: the centre's list and the addressee's cabinet are one list in two scopes."""

from typing import Any

from django.db.models import Case, CharField, F, Q, QuerySet, Value, When
from django.utils import timezone

from apps.core.actor import Actor
from apps.core.text import in_sentence
from apps.core.today import TODAY
from apps.core.web.actions import Action
from apps.core.web.columns import Column, Kind
from apps.core.web.history import name_verbs
from apps.core.web.resource import Resource, Titles, Write
from apps.core.web.sections import Fact, Facts, Part
from apps.monitoring import recommendation_forms as forms
from apps.monitoring import recommendation_policies as policies
from apps.monitoring.enums import Level
from apps.monitoring.enums import RecommendationState as State
from apps.monitoring.models import Recommendation
from apps.monitoring.models.recommendation import OWED, PREPARED
from apps.monitoring.recommendations import RULES
from apps.monitoring.selectors import recommendations as selectors
from apps.monitoring.services import recommend

name_verbs(
    {
        "propose_recommendations": "составлены предложения",
        "edit_recommendation": "рекомендация подготовлена",
        "drop_recommendation": "рекомендация снята",
        "send_recommendation": "рекомендация направлена",
        "acknowledge_recommendation": "рекомендация принята к исполнению",
        "report_recommendation": "сообщено об исполнении",
        "decline_recommendation": "адресат отказался",
        "accept_recommendation": "исполнение принято",
        "return_recommendation": "возвращена с замечанием",
    }
)
TONES = {
    State.PROPOSED: "secondary",
    State.EDITED: "azure",
    State.DROPPED: "secondary",
    State.SENT: "blue",
    State.ACKNOWLEDGED: "indigo",
    State.DECLINED: "orange",
    State.DONE: "cyan",
    State.ACCEPTED: "green",
    "overdue": "red",
}
STATES = {**dict(State.choices), "overdue": "просрочена"}
WHO: dict[str, Any] = {"link": "organizations.organization", "link_key": "organization_id"}


def shown_state() -> Case:
    """The state, or that the term has passed."""
    late = Q(state__in=OWED, due__lt=TODAY)
    return Case(When(late, then=Value("overdue")), default=F("state"), output_field=CharField())


def in_states(*states: State) -> Any:
    """Whether a recommendation stands in one of these states."""
    return lambda row: State(row.state) in states


def context(row: Recommendation, actor: Actor) -> dict[str, Any]:
    """What the tab of the way reads."""
    return {"steps": selectors.trail_of(row), "late": row.overdue_text(timezone.localdate()), "row": row}


def leading(name: str, title: str, run: Any, done: str, icon: str, *states: State, **more: Any) -> Action:
    """A step of those who lead."""
    return Action(name, title, run, done, icon=icon, allowed=policies.leads, applies=in_states(*states), **more)


def answering(name: str, title: str, run: Any, done: str, icon: str, *states: State, **more: Any) -> Action:
    """A step of the addressee."""
    return Action(name, title, run, done, icon=icon, allowed=policies.answers, applies=in_states(*states), **more)


class RecommendationResource(Resource):
    """What was recommended to whom, and what came of it."""

    model = Recommendation
    slug = "recommendation"
    prefix = "recommendations/"
    titles = Titles("Рекомендации", "рекомендация", "рекомендации", "рекомендаций")
    section = "reports"
    order = 40
    columns = (
        Column("unit_name", "О ком", sort=True, link="self", width=28),
        Column("text", "Рекомендация", width=70),
        Column("organization", "Адресат", source="organization__short_name", width=30, **WHO),
        Column("state", "Состояние", source=shown_state(), kind=Kind.BADGE, tones=TONES, labels=STATES, width=18),
        Column("due", "Срок", kind=Kind.DATE, sort=True, width=12),
        Column("rule", "Основание", sort=True, labels={code: rule.title for code, rule in RULES.items()},
               visible=False, width=30),
        Column("period_to", "Отчётная дата", kind=Kind.DATE, sort=True, visible=False, width=12),
        Column("answer", "Ответ адресата", visible=False, width=50),
        Column("evidence", "Подтверждение", visible=False, width=40),
        Column("remark", "Замечание центра", visible=False, width=40),
    )  # fmt: skip
    card = ("unit_name", "text", "due")
    filterset = forms.RecommendationFilters
    ordering = "-period_to"
    edit = Write(forms.EditForm, recommend.edit_recommendation, "Подготовка рекомендации", "Сохранить",
                 "Рекомендация подготовлена. Теперь её можно направить.")  # fmt: skip
    actions = (
        leading("send", "Направить", recommend.send_recommendations, "Рекомендация направлена.", "send", *PREPARED,
                form=forms.SendForm, bulk=True, together=True,
                consequence="Адресаты получат уведомление и увидят рекомендации в своём списке. Отозвать их нельзя."),
        leading("drop", "Не направлять", recommend.drop_recommendation, "Рекомендация снята.", "circle-x", *PREPARED,
                form=forms.ReasonForm, bulk=True),
        answering("acknowledge", "Принять к исполнению", recommend.acknowledge, "Принято к исполнению.",
                  "circle-check", State.SENT, bulk=True),
        answering("done", "Сообщить об исполнении", recommend.report_done, "Ответ отправлен на проверку.", "checklist",
                  *OWED, form=forms.DoneForm),
        answering("decline", "Отказаться", recommend.decline, "Отказ отправлен.", "circle-minus", *OWED,
                  form=forms.AnswerForm),
        leading("accept", "Принять исполнение", recommend.accept_done, "Исполнение принято.", "rubber-stamp",
                State.DONE, State.DECLINED, bulk=True),
        leading("return", "Вернуть с замечанием", recommend.return_done, "Возвращено адресату.", "arrow-back-up",
                State.DONE, State.DECLINED, form=forms.ReturnForm),
    )  # fmt: skip
    sections = (
        Facts(
            "Рекомендация",
            (
                "text",
                Fact("organization__short_name", "Адресат", **WHO),
                Fact("due", "Срок", Kind.DATE),
                Fact("state", "Состояние", write=lambda row: STATES[row.state]),
                Fact("answer", hide_empty=True),
                Fact("evidence", hide_empty=True),
                Fact("remark", hide_empty=True),
            ),
        ),
        Facts(
            "Основание",
            (
                Fact("rule", "Правило", write=lambda row: selectors.title_of(row.rule)),
                Fact("level", "Уровень", labels=dict(Level.choices)),
                "unit_name",
                Fact("period_to", "Отчётная дата", Kind.DATE),
                Fact("proposed", "Предложено правилом"),
            ),
        ),
        Part("way", "Ход", "monitoring/recommendations/way.html", context, order=10),
    )
    help = "Что рекомендовано территориям и организациям по итогам отчёта, кто отвечает и что сделано."
    empty = "Здесь появятся рекомендации, когда они будут подготовлены по отчёту и направлены."

    @classmethod
    def may(cls, actor: Actor, action: str) -> bool:
        """Whoever leads, answers or follows."""
        return policies.follows(actor, action)

    def may_edit(self, actor: Actor, obj: Any) -> bool:
        """Only those who lead, before it is sent."""
        return policies.leads(actor) and obj.state in (*PREPARED, State.DROPPED) and super().may_edit(actor, obj)

    def objects(self, actor: Actor) -> QuerySet[Recommendation]:
        return self.rows(actor).select_related("organization", "profile")

    def rows(self, actor: Actor) -> QuerySet[Recommendation]:
        """Recommendations in the actor's scope, with the profile that says who leads."""
        return super().rows(actor).select_related("profile")

    def title_of(self, obj: Recommendation) -> str:
        return f"{obj.unit_name}: {in_sentence(selectors.title_of(obj.rule))}"

    def lead_of(self, obj: Recommendation) -> str:
        return obj.overdue_text(timezone.localdate()).capitalize()
