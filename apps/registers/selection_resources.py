"""The selection of sites: announcements and applications; experts' judgements."""

from typing import Any

from apps.core.actor import Actor
from apps.core.web.actions import Action
from apps.core.web.columns import Column, Kind
from apps.core.web.history import name_verbs
from apps.core.web.resource import Resource, Titles, Write
from apps.core.web.sections import Fact, Facts, Related
from apps.registers import filters, forms, selectors
from apps.registers.common_resources import (
    DOCUMENT,
    FROM,
    MUNICIPALITY,
    ORGANIZATION,
    OWNER_FACT,
    SITE,
    TERM,
    TO,
    OpenRegister,
    named,
    struck,
)
from apps.registers.models import Application, Expertise, Selection
from apps.registers.services import registers

named(registers.selections, "отбор")
named(registers.applications, "заявка", "а")
named(registers.judgements, "экспертное заключение", "о")
name_verbs({"accept_application": "статус присвоен", "decline_application": "заявка отклонена"})


def may_give_status(actor: Actor) -> bool:
    """Only who keeps organizations gives them a status."""
    return selectors.may_judge(actor) and (actor.is_system or actor.role == "cnppm")


class SelectionResource(OpenRegister):
    """Selections of sites, open to everybody."""

    model = Selection
    slug = "selection"
    prefix = "selections/"
    titles = Titles("Отбор площадок", "отбор", "отбора", "отборов")
    section = "organizations.sites"
    order = 30
    columns = (
        Column("title", "Отбор", link="self", width=50),
        Column("kind", "Статус", sort=True, width=24),
        ORGANIZATION,
        FROM,
        TO,
        Column("applications", "Заявок", kind=Kind.NUMBER, source=selectors.applications(), width=10,
               help="Из тех, что вы видите"),
    )  # fmt: skip
    card = ("title", "kind", "end")
    filterset = filters.SelectionFilters
    search = (("title", "part"),)
    search_hint = "Слово из названия"
    ordering = "-start"
    create = Write(forms.SelectionForm, registers.selections.add, "Новый отбор", "Объявить", "Отбор объявлен.")
    edit = Write(forms.SelectionForm, registers.selections.correct, "Изменение отбора")
    actions = (struck(registers.selections, "Отбор удалён."),)
    sections = (
        Facts("Отбор", ("kind", OWNER_FACT, TERM, Fact("conditions", hide_empty=True), Fact("act", hide_empty=True))),
        Related("applications", "Заявки", "registers.application", "selection", order=10, add="Подать заявку",
                columns=("topic", "organization", "submitted_on", "points", "state"),
                empty="Из тех, что вы видите, заявок нет."),
    )  # fmt: skip
    help = "Отбор инновационных и стажировочных площадок: условия, заявки, экспертиза, решение."
    empty = "Здесь появятся отборы площадок."


class ApplicationResource(Resource):
    """Applications to selections."""

    model = Application
    slug = "application"
    prefix = "applications/"
    titles = Titles("Заявки площадок", "заявка", "заявки", "заявок")
    section = "organizations.sites"
    order = 40
    parent = ("selection", "registers.selection")
    columns = (
        Column("topic", "Тема", link="self", width=50),
        Column("selection", "Отбор", source="selection__title", link="registers.selection", link_key="selection_id",
               width=40),
        ORGANIZATION,
        MUNICIPALITY,
        Column("submitted_on", "Подана", kind=Kind.DATE, sort=True, width=12),
        Column("points", "Средний балл", source=selectors.points("application"), kind=Kind.NUMBER, places=1,
               help="Среднее суммы баллов экспертов, из 20", width=12),
        Column("state", "Состояние", kind=Kind.BADGE, source=selectors.application_state(),
               tones=selectors.CHOICE_TONES, width=18),
    )  # fmt: skip
    card = ("topic", "organization", "state")
    filterset = filters.ApplicationFilters
    search = (("topic", "part"),)
    search_hint = "Слово из темы"
    ordering = "-submitted_on"
    create = Write(forms.ApplicationForm, registers.apply_for, "Новая заявка", "Подать", "Заявка подана.")
    edit = Write(forms.ApplicationForm, registers.applications.correct, "Изменение заявки")
    actions = (
        Action("accept", "Присвоить статус", registers.accept_application, "Статус присвоен.", icon="check",
               form=forms.DecisionOfSelectionForm, allowed=may_give_status,
               applies=lambda row: row.decided_on is None,
               consequence="Организация получит статус с этого дня; он появится на её карточке."),
        Action("decline", "Отклонить", registers.decline_application, "Заявка отклонена.", icon="x",
               form=forms.DecisionOfSelectionForm, allowed=selectors.may_judge, danger=True,
               applies=lambda row: row.decided_on is None),
        struck(registers.applications, "Заявка удалена.", applies=lambda row: row.decided_on is None),
    )  # fmt: skip
    sections = (
        Facts("Заявка", (OWNER_FACT, Fact("selection__title", "Отбор", link="registers.selection",
                                          link_key="selection_id"), Fact("submitted_on", kind=Kind.DATE),
                         Fact("summary", hide_empty=True), Fact("state", "Состояние", write=selectors.state_of),
                         Fact("decided_on", kind=Kind.DATE, hide_empty=True), Fact("decision", hide_empty=True), SITE,
                         DOCUMENT)),
        Related("judgements", "Экспертиза", "registers.judgement", "application", order=10,
                add="Внести заключение", columns=("expert", "judged_on", "points", "conclusion"),
                empty="Экспертных заключений ещё нет."),
    )  # fmt: skip
    help = "Заявки организаций на статус площадки, баллы экспертов и решения."
    empty = "Здесь появятся заявки."

    def may_edit(self, actor: Actor, obj: Any) -> bool:
        """A decided application is history."""
        return super().may_edit(actor, obj) and obj.decided_on is None


class JudgementResource(Resource):
    """Experts' judgements; reached from what is judged."""

    model = Expertise
    slug = "judgement"
    prefix = "judgements/"
    titles = Titles("Экспертиза", "заключение", "заключения", "заключений")
    section = "organizations.sites"
    order = 50
    columns = (
        Column("expert", "Эксперт", sort=True, link="self", width=30),
        Column("judged_on", "Дата", kind=Kind.DATE, sort=True, width=12),
        Column("practice", "Практика", source="practice__title", link="registers.practice", link_key="practice_id",
               width=40),
        Column("application", "Заявка", source="application__topic", link="registers.application",
               link_key="application_id", width=40),
        Column("points", "Баллы", source=selectors.sum_of_points(), kind=Kind.NUMBER, width=10, help="Из 20"),
        Column("conclusion", "Заключение", width=60),
    )  # fmt: skip
    card = ("expert", "judged_on", "points")
    search = (("expert", "part"),)
    search_hint = "Фамилия эксперта"
    ordering = "-judged_on"
    create = Write(forms.JudgementForm, registers.judge, "Новое заключение", "Внести", "Заключение внесено.")
    edit = Write(forms.JudgementForm, registers.judgements.correct, "Изменение заключения")
    actions = (struck(registers.judgements, "Заключение удалено."),)
    sections = (
        Facts("Заключение", ("expert", Fact("judged_on", kind=Kind.DATE), "relevance", "novelty", "result", "transfer",
                             Fact("sum", "Сумма", write=lambda row: f"{row.points} из {selectors.MOST_POINTS}"),
                             "conclusion")),
    )  # fmt: skip
    help = "Заключения экспертов по практикам и заявкам площадок: четыре критерия по пять баллов."
    empty = "Здесь появятся экспертные заключения."
