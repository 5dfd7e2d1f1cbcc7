"""Opinions, likenesses and контрольные цифры: tabs and lists of programmes."""

from typing import Any

from django import forms
from django.db.models import OuterRef, QuerySet, Subquery
from django.urls import reverse

from apps.core import access
from apps.core.access import WRITE
from apps.core.actor import Actor
from apps.core.web import agenda, nav
from apps.core.web import filters as core_filters
from apps.core.web import sections as core_sections
from apps.core.web.actions import Action
from apps.core.web.columns import Column, Kind
from apps.core.web.filters import ChoiceFilter, FilterSet, RowFilter
from apps.core.web.forms import Form, RecordForm
from apps.core.web.history import name_verbs
from apps.core.web.lookup import LookupField
from apps.core.web.period import Period
from apps.core.web.resource import Resource, Titles, Write
from apps.core.web.sections import Fact, Facts, Part, Related
from apps.organizations.models import Municipality
from apps.organizations.selectors import municipalities_in_sight
from apps.programs.catalogue import OWNER, PROGRAM, WHO
from apps.programs.forms import own_organizations
from apps.programs.models import EmployerEvaluation, Enrollment, Likeness, PlatformQuota, Program
from apps.programs.selectors import evaluation as reads
from apps.programs.services import evaluation, likeness, quotas
from apps.teachers import selectors as people
from apps.teachers.services.people import is_self

name_verbs(
    {
        "evaluate_course": "отзыв о курсе оставлен",
        "enter_evaluation": "отзыв внесён с бумаги",
        "evaluate_as_employer": "отзыв работодателя внесён",
        "update_employer_evaluation": "отзыв работодателя изменён",
        "explain_likeness": "сходство пояснено",
        "set_quota": "контрольная цифра внесена",
        "update_quota": "контрольная цифра изменена",
        "remove_quota": "контрольная цифра удалена",
    }
)
YES_NO = (("yes", "да"), ("no", "нет"))
DUE = (("employer", "от работодателя"), ("course", "от слушателя"))


class EmployerForm(RecordForm):
    """What the employer says."""

    class Meta:
        model = EmployerEvaluation
        fields = ("applies", "results", "shares", "words")
        help_texts = {name: "От 1 (нет) до 5 (полностью)." for name in reads.EMPLOYER}  # noqa: RUF012


class NewEmployerForm(EmployerForm):
    """The same of a training that nobody spoke of yet."""

    enrollment = LookupField("programs.enrollment", action=WRITE, label="Обучение")

    class Meta(EmployerForm.Meta):
        fields = ("enrollment", *EmployerForm.Meta.fields)  # type: ignore[assignment]


class EmployerResource(Resource):
    """What employers say some months after the course."""

    model = EmployerEvaluation
    slug = "employer"
    prefix = "employers/"
    titles = Titles("Отзывы работодателей", "отзыв", "отзыва", "отзывов")
    section = "programs.quality"
    order = 30
    personal = True
    parent = ("enrollment", "programs.enrollment")
    columns = (
        Column("person", "Кто учился", source=people.of_person("name"), link="self", width=40),
        Column("program", "Программа", source=Subquery(Program.objects.filter(enrollments=OuterRef(
            "enrollment_id")).values("title")[:1]), width=50),
        Column("applies", "Применяет", kind=Kind.NUMBER, width=10),
        Column("results", "Качество", kind=Kind.NUMBER, width=10),
        Column("shares", "Делится", kind=Kind.NUMBER, width=10),
        Column("answered_on", "Ответ", kind=Kind.DATE, sort=True, width=12),
    )  # fmt: skip
    card = ("person", "program", "answered_on")
    search = (("person__sort_key", "starts"),)
    search_hint = "Начало фамилии"
    ordering = "-answered_on"
    create = Write(NewEmployerForm, evaluation.evaluate_as_employer, "Отзыв работодателя", "Записать",
                   "Отзыв записан.")  # fmt: skip
    edit = Write(EmployerForm, evaluation.update_employer_evaluation, "Изменение отзыва")
    sections = (
        Facts("Отзыв", (Fact("person__last_name", "Кто учился", write=people.name_of, **WHO),
                        Fact("applies", kind=Kind.NUMBER), Fact("results", kind=Kind.NUMBER),
                        Fact("shares", kind=Kind.NUMBER), "words", Fact("answered_on", kind=Kind.DATE), "who")),
    )  # fmt: skip
    help = "Что видит организация через три–шесть месяцев после курса: применяет ли человек изученное."
    empty = "Здесь появятся отзывы: их вносит организация, где человек работает."

    def title_of(self, obj: EmployerEvaluation) -> str:
        return f"{obj}: {people.name_of(obj) or 'имя вам не открыто'}"

    def logs_view(self, actor: Actor, obj: EmployerEvaluation) -> bool:
        return not is_self(obj.person_id)


class ExplainForm(Form):
    """Why it is no repetition."""

    reason = forms.CharField(label="Чем программы различаются", max_length=500)


class LikenessFilters(FilterSet):
    """Doubts by whether they are explained."""

    explained = ChoiceFilter(label="Пояснено", choices=YES_NO, method="by_reason")

    class Meta:
        model = Likeness
        fields = ()

    def by_reason(self, rows: QuerySet[Likeness], name: str, value: str) -> QuerySet[Likeness]:
        """With words of explanation, or without."""
        return rows.exclude(reason="") if value == "yes" else rows.filter(reason="")


class LikenessResource(Resource):
    """Own programmes that look like others'."""

    model = Likeness
    slug = "likeness"
    prefix = "likenesses/"
    titles = Titles("Похожие программы", "сходство", "сходства", "сходств")
    section = "programs.registry"
    order = 50
    columns = (
        Column("program", "Своя программа", source="program__title", width=50, **PROGRAM),
        Column("other", "Похожа на", source="other__title", width=50, link="programs.program", link_key="other_id"),
        Column("score", "Сходство, %", kind=Kind.NUMBER, sort=True, link="self", width=12),
        Column("shared", "Общих компетенций", kind=Kind.NUMBER, sort=True, width=12),
        Column("reason", "Пояснение", width=40),
    )
    card = ("program", "other", "score")
    filterset = LikenessFilters
    ordering = "-score"
    actions = (
        Action("explain", "Пояснить", likeness.explain_likeness, "Пояснение записано.", icon="message",
               form=ExplainForm),
    )  # fmt: skip
    sections = (
        Facts("Сходство", (Fact("program__title", "Своя программа", **PROGRAM),
                           Fact("other__title", "Похожа на", link="programs.program", link_key="other_id"),
                           Fact("score", kind=Kind.NUMBER), Fact("shared", kind=Kind.NUMBER), "reason",
                           Fact("explained_by", hide_empty=True))),
    )  # fmt: skip
    help = "Программы институтов, похожие на программы Федерального оператора или сетевые: повтор или есть отличие?"
    empty = "Похожих программ не найдено: портал сравнивает их каждую ночь."


class QuotaForm(RecordForm):
    """A quota as it is changed."""

    class Meta:
        model = PlatformQuota
        fields = ("quota", "applied", "accepted")


class NewQuotaForm(QuotaForm):
    """A new quota."""

    organization = LookupField(
        "organizations.organization", where=own_organizations, only=True, label="Кто ведёт заявки"
    )
    territory = forms.ModelChoiceField(Municipality.objects.none(), label="Муниципалитет")

    class Meta(QuotaForm.Meta):
        fields = ("organization", "year", "course", *QuotaForm.Meta.fields)  # type: ignore[assignment]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["territory"].queryset = municipalities_in_sight(None)  # type: ignore[attr-defined]


class QuotaFilters(FilterSet):
    """Quotas by municipality."""

    territory = RowFilter(label="Муниципалитет", queryset=municipalities_in_sight)

    class Meta:
        model = PlatformQuota
        fields = ("territory",)


class QuotaResource(Resource):
    """Applications to the federal platform against the quotas."""

    model = PlatformQuota
    slug = "quota"
    prefix = "quotas/"
    titles = Titles("Контрольные цифры", "цифра", "цифры", "цифр")
    section = "programs.quality"
    order = 10
    columns = (
        Column("year", "Год", sort=True, link="self", width=8, write=str),
        Column("territory", "Муниципалитет", source="territory__name", width=36),
        Column("course", "Программа платформы", sort=True, width=50),
        Column("quota", "Контрольная цифра", kind=Kind.NUMBER, sort=True, width=12),
        Column("applied", "Подано", kind=Kind.NUMBER, sort=True, width=10),
        Column("accepted", "Принято", kind=Kind.NUMBER, sort=True, width=10),
        Column("organization", "Кто ведёт", source="organization__short_name", visible=False, width=36, **OWNER),
    )
    card = ("territory", "course", "quota")
    filterset = QuotaFilters
    search = (("course", "part"),)
    search_hint = "Слово из названия программы"
    ordering = "-year"
    create = Write(NewQuotaForm, quotas.set_quota, "Новая контрольная цифра", "Внести", "Контрольная цифра внесена.")
    edit = Write(QuotaForm, quotas.update_quota, "Изменение контрольной цифры")
    actions = (
        Action("remove", "Удалить", quotas.remove_quota, "Контрольная цифра удалена.", icon="trash", danger=True,
               consequence="Удаляют только внесённое по ошибке."),
    )  # fmt: skip
    sections = (
        Facts("Контрольная цифра", (Fact("year", write=lambda row: str(row.year)), "course",
                                    Fact("territory__name", "Муниципалитет"), Fact("quota", kind=Kind.NUMBER),
                                    Fact("applied", kind=Kind.NUMBER), Fact("accepted", kind=Kind.NUMBER))),
    )  # fmt: skip
    help = "Сколько человек от муниципалитета ждёт федеральная платформа, сколько подало заявки и принято."
    empty = "Здесь появятся контрольные цифры федеральной платформы по муниципалитетам и годам."


def own_course(training: Enrollment, actor: Actor) -> dict[str, Any]:
    """What a participant may say of the course."""
    may = training.completed_on is not None and not training.evaluated and is_self(training.person_id)
    return {"url": reverse("programs:evaluate", args=(training.pk,)) if may else "", "given": training.evaluated}


def asked(actor: Actor, rows: Any) -> QuerySet[Enrollment]:
    """The trainings in the actor's scope that meet the condition."""
    return Enrollment.objects.filter(access.scope(Enrollment, actor)).filter(rows)


def employers(actor: Actor, period: Period) -> QuerySet[Enrollment]:
    """Trainings of which the employer is asked now."""
    return asked(actor, reads.employer_due())


def courses(actor: Actor, period: Period) -> QuerySet[Enrollment]:
    """Trainings of which the participant is asked."""
    return asked(actor, reads.course_due())


class DueFilter(ChoiceFilter):
    """Trainings that wait for an opinion."""

    def filter(self, rows: QuerySet[Enrollment], value: str) -> QuerySet[Enrollment]:
        """Of the employer, or of the participant."""
        conditions = {"employer": reads.employer_due, "course": reads.course_due}
        return rows.filter(conditions[value]()) if value in conditions else rows


core_filters.add("programs.enrollment", "due", DueFilter(label="Ждёт отзыва", choices=DUE))
agenda.add_todo(agenda.Todo("employer_due", "Внесите отзыв о курсе: прошло от трёх до шести месяцев", employers,
                            "programs:enrollment_list", "due=employer", frozenset({"operator"}), 60))  # fmt: skip
agenda.add_todo(agenda.Todo("course_due", "Оцените пройденный курс", courses, "programs:enrollment_list",
                            "due=course", frozenset({"teacher"}), 60))  # fmt: skip
core_sections.add(
    "programs.program",
    Part("opinions", "Отзывы", "programs/opinions.html", reads.opinions_context, order=30,
         allowed=nav.holders("groups")),
)  # fmt: skip
core_sections.add(
    "programs.program",
    Related("likenesses", "Похожие", "programs.likeness", "program", order=35,
            columns=("other", "score", "shared", "reason"), empty="Похожих федеральных и сетевых программ не найдено."),
)  # fmt: skip
core_sections.add(
    "programs.enrollment",
    Part("opinion", "Оценка курса", "programs/own_course.html", own_course, order=5,
         allowed=lambda actor: actor.role == "teacher"),
)  # fmt: skip
core_sections.add(
    "programs.enrollment",
    Related("employer", "Отзыв работодателя", "programs.employer", "enrollment", order=20, add="Внести отзыв",
            columns=("person", "applies", "results", "shares", "answered_on"), empty="Отзыва работодателя ещё нет."),
)  # fmt: skip
