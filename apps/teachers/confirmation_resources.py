"""The list of confirmed staff lists, and the form that confirms one."""

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone

from apps.core import access
from apps.core.access import WRITE
from apps.core.actor import Actor, current
from apps.core.web.actions import Action
from apps.core.web.columns import Column, Kind
from apps.core.web.filters import DateFilter, FilterSet
from apps.core.web.forms import Form
from apps.core.web.history import name_verbs
from apps.core.web.lookup import LookupField, LookupFilter
from apps.core.web.resource import Resource, Titles, Write
from apps.organizations.models import Organization
from apps.teachers.forms import hire_places
from apps.teachers.models import StaffConfirmation
from apps.teachers.services.confirmation import confirm_staff, withdraw_confirmation

name_verbs(
    {
        "confirm_staff": "список работников подтверждён",
        "withdraw_confirmation": "подтверждение списка снято",
    }
)


def last_year_end() -> date:
    """The last day of the last full year: what is confirmed most often."""
    return date(timezone.localdate().year - 1, 12, 31)


class ConfirmForm(Form):
    """Which organization, which date."""

    organization = LookupField("organizations.organization", where=hire_places, only=True, label="Организация")
    on_date = forms.DateField(
        label="Список на дату", help_text="Последний день отчётного периода: на него считают показатели."
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("on_date", last_year_end())
        own = Organization.objects.filter(pk=current().organization_id or 0).first()
        if current().level == access.ORGANIZATION and own is not None:
            self.initial.setdefault("organization", own)


class ConfirmationFilters(FilterSet):
    """By organization and date."""

    organization = LookupFilter(label="Организация", label_of_resource="organizations.organization")
    after = DateFilter(label="Дата с", field_name="on_date", lookup_expr="gte")
    before = DateFilter(label="Дата по", field_name="on_date", lookup_expr="lte")


class ConfirmationResource(Resource):
    """Confirmed staff lists."""

    model = StaffConfirmation
    slug = "confirmation"
    prefix = "confirmations/"
    titles = Titles("Подтверждения списков", "подтверждение", "подтверждения", "подтверждений")
    section = "people"
    order = 40
    detail = False
    columns = (
        Column("organization", "Организация", source="organization__short_name",
               link="organizations.organization", link_key="organization_id", width=40),
        Column("on_date", "Список на дату", kind=Kind.DATE, sort=True, width=14),
        Column("people", "Работников", kind=Kind.NUMBER, sort=True, width=12),
        Column("author", "Кто подтвердил", width=36),
        Column("confirmed_at", "Когда", kind=Kind.MOMENT, sort=True),
    )  # fmt: skip
    card = ("organization", "on_date", "people")
    filterset = ConfirmationFilters
    ordering = "-on_date"
    create = Write(
        ConfirmForm, confirm_staff, "Подтвердить список работников", "Подтвердить", "Список работников подтверждён."
    )
    actions = (
        Action(
            "withdraw",
            "Снять подтверждение",
            withdraw_confirmation,
            "Подтверждение снято.",
            icon="arrow-back-up",
            consequence="Организация снова будет ждать подтверждения списка на эту дату.",
            bulk=True,
            single=False,
        ),
    )
    help = "Организация подтверждает, что список её работников на дату полон и верен: без этого данные не представить."
    empty = "Здесь появятся подтверждённые списки работников."

    @classmethod
    def opens(cls, actor: Actor) -> bool:
        """Those who keep staff lists."""
        return cls.may(actor, WRITE)
