"""The lists of submission: where each municipality stands, and the terms."""

from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.db.models import Case, F, Func, IntegerField, Q, QuerySet, TextField, Value, When
from django.db.models.functions import Concat
from django.http import HttpRequest

from apps.accounts.enums import Role
from apps.core import access
from apps.core.access import WRITE
from apps.core.actor import Actor, current
from apps.core.web.actions import Action
from apps.core.web.columns import Column, Kind
from apps.core.web.filters import ChoiceFilter, FilterSet, ManyFilter, RowFilter
from apps.core.web.forms import Form
from apps.core.web.history import name_verbs
from apps.core.web.resource import Resource, Titles, Write
from apps.monitoring import submitting
from apps.monitoring.enums import SubmissionState
from apps.monitoring.models import Submission, SubmissionPeriod
from apps.monitoring.services import submission as services
from apps.monitoring.services import terms
from apps.monitoring.wording import period_title
from apps.organizations.models import Municipality, Profile

name_verbs(
    {
        "open_period": "период открыт",
        "set_term": "срок изменён",
        "submit_data": "данные представлены",
        "accept_data": "данные приняты",
        "return_data": "данные возвращены",
        "allow_corrections": "разрешено исправить",
        "end_corrections": "исправления закончены",
        "set_exception": "срок исправлений записан",
        "remind_debtors": "должникам напомнили",
    }
)
TONES = {
    SubmissionState.COLLECTING: "secondary",
    SubmissionState.SUBMITTED: "blue",
    SubmissionState.ACCEPTED: "green",
    SubmissionState.RETURNED: "orange",
}
TODAY = f"(now() AT TIME ZONE '{settings.TIME_ZONE}')::date"
LATE = Case(
    When(
        state__in=submitting.OPEN,
        then=Func(F("period__due"), template=f"GREATEST({TODAY} - %(expressions)s, 0)", output_field=IntegerField()),
    ),
    default=Value(0),
)


def iso(path: str) -> Func:
    """A date as text."""
    return Func(F(path), Value("YYYY-MM-DD"), function="to_char", output_field=TextField())


def spoken(value: str) -> str:
    """A period in words."""
    start, end = (date.fromisoformat(text) for text in value.split("/"))
    return period_title(start, end)


def days_or_nothing(value: Any) -> str:
    """Days late; nothing where there is time."""
    return str(value) if value else "—"


def share(value: str) -> str:
    """«12 из 15»; «—» where nothing was counted yet."""
    done, _, total = value.partition("/")
    return f"{done}\u00a0из\u00a0{total}" if total else "—"


LISTS = Concat(
    Func(F("lists_confirmed"), function="", template="%(expressions)s::text", output_field=TextField()),
    Value("/"),
    Func(F("lists_total"), function="", template="%(expressions)s::text", output_field=TextField()),
    output_field=TextField(),
)


def own_periods(request: HttpRequest | None) -> QuerySet[SubmissionPeriod]:
    """The periods in which the actor sees a municipality."""
    mine = Submission.objects.filter(access.scope(Submission, current())).values("period")
    return SubmissionPeriod.objects.filter(pk__in=mine).select_related("profile")


def own_municipalities(request: HttpRequest | None) -> QuerySet[Municipality]:
    """The municipalities in the actor's scope."""
    mine = Submission.objects.filter(access.scope(Submission, current())).values("municipality")
    return Municipality.objects.filter(pk__in=mine).order_by("sort_key")


class SubmissionFilters(FilterSet):
    """By period, municipality, state, lateness."""

    period = RowFilter(label="Период", queryset=own_periods)
    municipality = RowFilter(label="Муниципалитет", queryset=own_municipalities)
    state = ManyFilter(label="Состояние", choices=SubmissionState.choices)
    debt = ChoiceFilter(label="Срок", choices=(("yes", "пропущен"), ("no", "не пропущен")), method="by_debt")

    def by_debt(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Debtors, or everybody else."""
        debtor = Q(state__in=submitting.OPEN) & Q(period__due__lt=Func(template=TODAY))
        return rows.filter(debtor) if value == "yes" else rows.exclude(debtor)


class SubmissionResource(Resource):
    """Municipalities and where they stand."""

    model = Submission
    slug = "submission"
    prefix = "submissions/"
    titles = Titles("Представление данных", "представление", "представления", "представлений")
    section = "data"
    order = 5
    detail = False
    columns = (
        Column("municipality", "Муниципалитет", source="municipality__name", sort="municipality__sort_key",
               link="self", width=36),
        Column("period", "Период", source=Concat(iso("period__start"), Value("/"), iso("period__end"),
               output_field=TextField()), sort="period__end", write=spoken, width=22),
        Column("state", "Состояние", kind=Kind.BADGE, sort=True, tones=TONES, width=16),
        Column("lists", "Списки работников", source=LISTS, write=share, width=18),
        Column("errors", "Ошибок", kind=Kind.NUMBER, sort=True, width=10),
        Column("warnings", "Предупреждений", kind=Kind.NUMBER, sort=True, width=16),
        Column("due", "Срок", source="period__due", kind=Kind.DATE, sort=True, width=12),
        Column("late", "Опоздание, дней", source=LATE, kind=Kind.NUMBER, sort=LATE, write=days_or_nothing, width=16),
        Column("submitted_at", "Представлены", kind=Kind.MOMENT, sort=True, visible=False),
        Column("decided_at", "Решение", kind=Kind.MOMENT, sort=True, visible=False),
        Column("exception_until", "Разрешено исправлять по", source="lock__open_until", kind=Kind.DATE, visible=False),
    )  # fmt: skip
    card = ("municipality", "period", "state")
    filterset = SubmissionFilters
    ordering = "-period"
    actions = (
        Action(
            "accept",
            "Принять данные",
            services.accept_data,
            "Данные приняты.",
            consequence="Данные этих муниципалитетов будут приняты за период и останутся закрытыми для изменений.",
            applies=lambda submission: submission.state == SubmissionState.SUBMITTED,
            allowed=lambda actor: actor.role in (Role.CNPPM, Role.MOO),
            bulk=True,
            single=False,
        ),
    )
    help = "Муниципалитет сверяет данные за период и представляет их; представленные данные закрыты для изменений."
    empty = "Здесь появятся муниципалитеты, когда откроется первый период."

    def base(self) -> QuerySet[Any]:
        return Submission.objects.select_related("period", "municipality", "lock")


def own_profiles() -> QuerySet[Profile]:
    """The profiles whose terms the actor sets."""
    rows = Profile.objects.all()
    return rows.filter(pk__in=[one.pk for one in rows if submitting.may_set_terms(current(), one)])


class PeriodForm(Form):
    """A new period of a profile."""

    profile = forms.ModelChoiceField(Profile.objects.none(), label="Профиль")
    start = forms.DateField(label="Период с")
    end = forms.DateField(label="Период по", help_text="Последний день периода — отчётная дата.")
    due = forms.DateField(label="Представить до", required=False, help_text="Не указан — через 20 дней после периода.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["profile"].queryset = own_profiles()  # type: ignore[attr-defined]


class TermForm(Form):
    """The term of a period."""

    due = forms.DateField(label="Представить до")

    def __init__(self, *args: Any, instance: SubmissionPeriod, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("due", instance.due)


class PeriodResource(Resource):
    """Periods and their terms."""

    model = SubmissionPeriod
    slug = "period"
    prefix = "submission-periods/"
    titles = Titles("Сроки представления", "период", "периода", "периодов")
    right = "submissions"
    section = "data"
    order = 7
    detail = False
    history = False
    columns = (
        Column("profile", "Профиль", source="profile__title", sort="profile__title", width=40),
        Column("start", "С", kind=Kind.DATE, sort=True, width=12),
        Column("end", "По", kind=Kind.DATE, sort=True, width=12),
        Column("due", "Представить до", kind=Kind.DATE, sort=True, link="edit", width=16),
    )
    card = ("profile", "end", "due")
    ordering = "-end"
    create = Write(PeriodForm, terms.open_period, "Новый период", "Открыть период", "Период открыт.")
    edit = Write(TermForm, terms.set_term, "Срок представления", "Сохранить", "Срок изменён.")
    help = "Периоды появляются сами по периодичности профиля; срок назначает тот, кто принимает данные."
    empty = "Здесь появятся периоды, когда в портал будет загружен профиль с показателями."

    def base(self) -> QuerySet[Any]:
        return SubmissionPeriod.objects.select_related("profile")

    def rows(self, actor: Actor) -> QuerySet[Any]:
        """The periods in which the actor sees a municipality."""
        mine = Submission.objects.filter(access.scope(Submission, actor)).values("period")
        terms_of = [one.pk for one in Profile.objects.all() if submitting.may_set_terms(actor, one)]
        return self.base().filter(Q(pk__in=mine) | Q(profile__in=terms_of))

    def edits(self, actor: Actor) -> bool:
        return super().edits(actor) and any(submitting.may_set_terms(actor, one) for one in Profile.objects.all())

    def may_create(self, actor: Actor) -> bool:
        return super().may_create(actor) and self.edits(actor)

    def may_change(self, actor: Actor, obj: Any) -> bool:
        return self.may(actor, WRITE) and submitting.may_set_terms(actor, obj.profile)
