"""Lists of monitoring forms: what is asked, in which rounds, what was answered."""

from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from apps.core.actor import Actor
from apps.core.subqueries import counted
from apps.core.text import format_date, format_interval
from apps.core.web.actions import Action
from apps.core.web.columns import Column, Kind
from apps.core.web.history import name_verbs
from apps.core.web.resource import Resource, Titles, Write
from apps.core.web.sections import Fact, Facts, Part, Related
from apps.monitoring import form_filters as filters
from apps.monitoring.enums import FormReportState, RoundState
from apps.monitoring.models import Criterion, FormReport, FormRound, MonitoringForm
from apps.monitoring.selectors import questionnaires as selectors
from apps.monitoring.services.questionnaires import building, checking, rounds
from apps.monitoring.services.questionnaires.rights import builds, fills, owns
from apps.monitoring.web.questionnaires import forms
from apps.monitoring.web.questionnaires.fill import FillForm, declared
from apps.monitoring.web.questionnaires.parts import answers_part, results_part
from apps.organizations.enums import OrganizationKind

name_verbs(
    {
        "create_form": "форма заведена",
        "update_form": "форма изменена",
        "publish_form": "критерии закреплены",
        "remove_form": "форма удалена",
        "add_criterion": "критерий добавлен",
        "update_criterion": "критерий изменён",
        "remove_criterion": "критерий удалён",
        "create_round": "сбор подготовлен",
        "update_round": "сбор изменён",
        "remove_round": "сбор удалён",
        "publish_round": "сбор объявлен",
        "close_round": "сбор закрыт",
        "remind_debtors": "должникам напомнили",
        "ask_report": "отчёт запрошен",
        "fill_form_report": "ответы внесены",
        "submit_form_report": "отчёт сдан",
        "accept_form_report": "отчёт принят",
        "return_form_report": "отчёт возвращён",
        "finish_check": "проверка завершена",
    }
)
OWNER: dict[str, Any] = {"link": "organizations.organization", "link_key": "organization_id"}
ROUND_TONES = {RoundState.DRAFT: "secondary", RoundState.OPEN: "blue", RoundState.CLOSED: "green"}
REPORT_TONES = {
    FormReportState.DRAFT: "secondary",
    FormReportState.SUBMITTED: "blue",
    FormReportState.ACCEPTED: "green",
    FormReportState.RETURNED: "orange",
}


class MonitoringFormResource(Resource):
    """The forms a body makes, and those by which its organizations are asked."""

    model = MonitoringForm
    slug = "form"
    prefix = "forms/"
    titles = Titles("Формы мониторинга", "форма", "формы", "форм")
    section = "reports.forms"
    order = 10
    columns = (
        Column("title", "Форма", sort=True, link="self", width=50),
        Column("method", "Способ", sort=True, width=22),
        Column("organization", "Чья", source="organization__short_name", sort="organization__sort_key", width=30,
               **OWNER),
        Column("criteria", "Критериев", source=counted(Criterion.objects.all(), "form"), kind=Kind.NUMBER, width=10),
        Column("basis", "Основание", visible=False, width=40),
    )  # fmt: skip
    card = ("title", "method", "organization")
    filterset = filters.FormFilters
    search = (("title", "part"),)
    search_hint = "Слово из названия"
    ordering = "title"
    create = Write(forms.MonitoringFormForm, building.create_form, "Новая форма", "Завести", "Форма заведена.")
    edit = Write(forms.MonitoringFormForm, building.update_form, "Форма мониторинга")
    actions = (
        Action("copy", "Скопировать", building.copy_form, "Копия сделана: она стоит в списке форм.", icon="copy",
               form=forms.CopyForm),
        Action("remove", "Удалить форму", building.remove_form, "Форма удалена.", icon="trash", danger=True,
               consequence="Форма исчезнет вместе с критериями.", applies=lambda form: not form.published),
    )  # fmt: skip
    sections = (
        Facts(
            "Форма",
            (
                Fact("organization__short_name", "Составила", **OWNER),
                "purpose",
                "basis",
                "method",
                Fact("fixed", "Критерии", write=lambda form: "закреплены: по форме объявлен сбор"
                     if form.published else "можно менять"),
            ),
        ),
        Related("criteria", "Критерии", "monitoring.criterion", "form",
                columns=("number", "title", "section", "kind", "clause"), add="Добавить критерий",
                adds=lambda form: not form.published, order=10,
                empty="Добавьте критерии: что спрашивается и каким должен быть ответ."),
        Related("rounds", "Сборы", "monitoring.form_round", "form",
                columns=("period_to", "due_on", "state", "asked", "accepted"), add="Подготовить сбор",
                empty="По форме ещё ничего не собирали.", order=20),
    )  # fmt: skip
    help = "Что и у кого собирается: критерии, шкалы, период, адресаты. Форму составляет ЦНППМ или методист."
    empty = "Здесь появятся формы. Составьте свою или возьмите готовую из положения."

    def may_create(self, actor: Actor) -> bool:
        return builds(actor) and actor.organization_id is not None

    def may_change(self, actor: Actor, obj: Any) -> bool:
        return owns(actor, obj)

    def may_edit(self, actor: Actor, obj: Any) -> bool:
        return owns(actor, obj) and not obj.published

    def rows(self, actor: Actor) -> QuerySet[MonitoringForm]:
        return selectors.forms_in_sight(actor)

    def objects(self, actor: Actor) -> QuerySet[MonitoringForm]:
        return self.rows(actor)


class CriterionResource(Resource):
    """The criteria of a form."""

    model = Criterion
    slug = "criterion"
    prefix = "form-criteria/"
    titles = Titles("Критерии форм", "критерий", "критерия", "критериев")
    parent = ("form", "monitoring.form")
    columns = (
        Column("number", "№", sort="position", link="self", width=8),
        Column("title", "Критерий", sort=True, width=60),
        Column("section", "Раздел", width=30),
        Column("kind", "Ответ", width=14),
        Column("clause", "Пункт", width=10),
        Column("form", "Форма", source="form__title", link="monitoring.form", link_key="form_id", visible=False),
    )  # fmt: skip
    card = ("number", "title", "kind")
    ordering = "number"
    create = Write(forms.NewCriterionForm, building.add_criterion, "Новый критерий", "Добавить", "Критерий добавлен.")
    edit = Write(forms.CriterionForm, building.update_criterion, "Изменение критерия")
    actions = (
        Action("remove", "Удалить критерий", building.remove_criterion, "Критерий удалён.", icon="trash", danger=True,
               consequence="Критерий исчезнет из формы.", applies=lambda one: not one.published),
    )  # fmt: skip
    sections = (
        Facts(
            "Критерий",
            (
                Fact("form__title", "Форма", link="monitoring.form", link_key="form_id"),
                "section",
                "number",
                "title",
                "hint",
                "clause",
                "kind",
                Fact("scale", "Шкала", write=lambda one: f"от {one.minimum} до {one.maximum}"
                     if one.kind == "scale" else "", hide_empty=True),
                Fact("required", "Обязателен", kind=Kind.FLAG),
            ),
        ),
    )  # fmt: skip

    def may_change(self, actor: Actor, obj: Any) -> bool:
        return owns(actor, obj.form) and not obj.published

    def rows(self, actor: Actor) -> QuerySet[Criterion]:
        return Criterion.objects.filter(form__in=selectors.forms_in_sight(actor))

    def objects(self, actor: Actor) -> QuerySet[Criterion]:
        return self.rows(actor).select_related("form")


class FormRoundResource(Resource):
    """Rounds: a form sent out for a period."""

    model = FormRound
    slug = "form_round"
    prefix = "form-rounds/"
    titles = Titles("Сборы по формам", "сбор", "сбора", "сборов")
    section = "reports.forms"
    order = 20
    parent = ("form", "monitoring.form")
    columns = (
        Column("period_to", "Период по", kind=Kind.DATE, sort=True, link="self", width=14),
        Column("period_from", "Период с", kind=Kind.DATE, sort=True, visible=False, width=14),
        Column("form", "Форма", source="form__title", sort="form__title", link="monitoring.form", link_key="form_id",
               width=46),
        Column("due_on", "Срок сдачи", kind=Kind.DATE, sort=True, width=12),
        Column("state", "Состояние", kind=Kind.BADGE, sort=True, tones=ROUND_TONES, width=14),
        Column("asked", "Отчётов", source=counted(FormReport.objects.all(), "round"), kind=Kind.NUMBER, width=10),
        Column("accepted", "Принято", kind=Kind.NUMBER, width=10,
               source=counted(FormReport.objects.filter(state=FormReportState.ACCEPTED), "round")),
        Column("organization", "Кто собирает", source="organization__short_name", visible=False, width=30, **OWNER),
    )  # fmt: skip
    card = ("form", "period_to", "state")
    filterset = filters.RoundFilters
    ordering = "-due_on"
    create = Write(forms.NewRoundForm, rounds.create_round, "Новый сбор", "Подготовить", "Сбор подготовлен.")
    edit = Write(forms.RoundForm, rounds.update_round, "Условия сбора")
    actions = (
        Action("publish", "Объявить сбор", rounds.publish_round, "Сбор объявлен: отчёты разосланы.", icon="send",
               consequence="Каждая организация-адресат получит по отчёту и уведомление. Критерии формы и условия сбора "
               "после этого не меняются.", applies=lambda one: one.state == RoundState.DRAFT),
        Action("remind", "Напомнить должникам", rounds.remind_debtors, "Должникам отправлено напоминание.",
               icon="bell", applies=lambda one: one.state == RoundState.OPEN and not one.form.by_checker),
        Action("close", "Закрыть сбор", rounds.close_round, "Сбор закрыт.", icon="lock",
               consequence="После закрытия ни ответы, ни решения изменить нельзя, вернуть отчёт тоже.", danger=True,
               applies=lambda one: one.state == RoundState.OPEN),
        Action("remove", "Удалить сбор", rounds.remove_round, "Сбор удалён.", icon="trash", danger=True,
               consequence="Подготовленный сбор исчезнет.", applies=lambda one: one.state == RoundState.DRAFT),
    )  # fmt: skip
    sections = (
        Facts(
            "Сбор",
            (
                Fact("form__title", "Форма", link="monitoring.form", link_key="form_id"),
                Fact("period", "Период", write=lambda one: format_interval(one.period_from, one.period_to)),
                Fact("due_on", kind=Kind.DATE),
                Fact("kinds", "Кому", write=lambda one: kinds_words(one.kinds) or "выбранным организациям"),
                Fact("within__name", "Муниципалитет", hide_empty=True),
                Fact("organization__short_name", "Кто собирает", **OWNER),
                "state",
                Fact("published_on", "Объявлен", kind=Kind.DATE, hide_empty=True),
                Fact("closed_on", "Закрыт", kind=Kind.DATE, hide_empty=True),
            ),
        ),
        Part("results", "Итоги", "monitoring/forms/results.html", results_part, order=10),
        Related("addressees", "Адресаты", "monitoring.addressee", "round", columns=("addressee", "municipality"),
                add="Добавить организацию", adds=lambda one: one.state == RoundState.DRAFT, allowed=builds, order=15,
                empty="Отдельно никто не выбран. Несколько сразу добавляют в списке организаций: найдите их по виду, "
                "муниципалитету или объединению, отметьте и нажмите «Адресовать сбор по форме»."),
        Related("reports", "Отчёты", "monitoring.form_report", "round",
                columns=("organization", "state", "submitted_on", "checked_on", "checked_by"),
                empty="Отчёты появятся, когда сбор будет объявлен.", order=20),
    )  # fmt: skip
    help = "Сбор — это форма, разосланная адресатам за период: кто сдал, кто должен, что получилось."
    empty = "Здесь появятся сборы. Подготовьте первый на странице формы."

    def may_create(self, actor: Actor) -> bool:
        return builds(actor) and actor.organization_id is not None

    def may_change(self, actor: Actor, obj: Any) -> bool:
        return owns(actor, obj)

    def may_edit(self, actor: Actor, obj: Any) -> bool:
        return owns(actor, obj) and obj.state == RoundState.DRAFT

    def rows(self, actor: Actor) -> QuerySet[FormRound]:
        return selectors.rounds_in_sight(actor)

    def objects(self, actor: Actor) -> QuerySet[FormRound]:
        return self.rows(actor).select_related("form", "within")

    def title_of(self, obj: FormRound) -> str:
        return f"Сбор {format_interval(obj.period_from, obj.period_to)}"

    def lead_of(self, obj: FormRound) -> str:
        return f"{obj.form.title} · срок {format_date(obj.due_on)}"


def kinds_words(kinds: list[str]) -> str:
    """Kinds of organizations in words."""
    return ", ".join(OrganizationKind(kind).label for kind in kinds)


class FormReportResource(Resource):
    """The reports of addressees, and the checks of them."""

    model = FormReport
    slug = "form_report"
    prefix = "form-reports/"
    titles = Titles("Отчёты по формам", "отчёт", "отчёта", "отчётов")
    section = "reports.forms"
    order = 30
    parent = ("round", "monitoring.form_round")
    columns = (
        Column("form", "Форма", source="round__form__title", link="self", width=46),
        Column("organization", "Организация", source="organization__short_name", sort="organization__sort_key",
               width=34, **OWNER),
        Column("due_on", "Срок", source="round__due_on", sort="round__due_on", kind=Kind.DATE, width=12),
        Column("state", "Состояние", kind=Kind.BADGE, sort=True, tones=REPORT_TONES, width=14),
        Column("submitted_on", "Сдан", kind=Kind.DATE, sort=True, width=12),
        Column("checked_on", "Проверен", kind=Kind.DATE, sort=True, width=12),
        Column("checked_by", "Кто проверил", visible=False, width=34),
        Column("submitted_by", "Кто сдал", visible=False, width=34),
    )  # fmt: skip
    card = ("form", "organization", "state")
    filterset = filters.FormReportFilters
    ordering = "-due_on"
    edit = Write(FillForm, declared, "Заполнение отчёта")
    actions = (
        Action("accept", "Принять", checking.accept_report, "Отчёт принят.", form=forms.AcceptForm, bulk=True,
               applies=lambda one: one.state == FormReportState.SUBMITTED),
        Action("return", "Вернуть с замечанием", checking.return_report, "Отчёт возвращён.", icon="arrow-back-up",
               form=forms.ReturnForm, bulk=True,
               applies=lambda one: one.state in (FormReportState.SUBMITTED, FormReportState.ACCEPTED)),
    )  # fmt: skip
    sections = (
        Facts(
            "Отчёт",
            (
                Fact("round__form__title", "Форма"),
                Fact("organization__short_name", "Организация", **OWNER),
                Fact("period", "Период", write=lambda one: format_interval(one.round.period_from, one.round.period_to)),
                Fact("due", "Срок", write=lambda one: due_words(one)),
                "state",
                Fact("remark", "Замечание", hide_empty=True),
                Fact("link", "Что проверено", hide_empty=True),
                Fact("submitted_on", "Сдан", kind=Kind.DATE, hide_empty=True),
                Fact("submitted_by", "Кто сдал", hide_empty=True),
                Fact("checked_on", "Проверен", kind=Kind.DATE, hide_empty=True),
                Fact("checked_by", "Кто проверил", hide_empty=True),
            ),
        ),
        Part("answers", "Ответы", "monitoring/forms/answers.html", answers_part, order=10),
    )
    help = "Отчёты организаций по формам мониторинга и проверки сайтов и актов: что сдано, принято, возвращено."
    empty = "Здесь появятся отчёты, когда будет объявлен сбор."

    def may_change(self, actor: Actor, obj: Any) -> bool:
        return owns(actor, obj.round)

    def may_edit(self, actor: Actor, obj: Any) -> bool:
        return fills(actor, obj) and rounds.waiting(obj) and obj.round.state == RoundState.OPEN

    def objects(self, actor: Actor) -> QuerySet[FormReport]:
        return self.rows(actor).select_related("round__form", "organization")

    def title_of(self, obj: FormReport) -> str:
        return obj.round.form.title

    def lead_of(self, obj: FormReport) -> str:
        return f"{obj.organization} · {format_interval(obj.round.period_from, obj.round.period_to)}"


def due_words(report: FormReport) -> str:
    """The due day; that it has passed while the report is owed."""
    late = rounds.waiting(report) and report.round.due_on < timezone.localdate()
    return format_date(report.round.due_on) + (" — просрочен" if late else "")
