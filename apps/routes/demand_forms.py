"""Forms of demand."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils import timezone

from apps.core.actor import Actor
from apps.core.web.forms import Form, RecordForm
from apps.core.web.lookup import LookupField
from apps.organizations.enums import OrganizationKind
from apps.routes.enums import AnswerState
from apps.routes.models import DemandRequest

WISHES = ("wish_form", "wish_hours", "wish_until", "note")


def institutes(actor: Actor) -> Q:
    """The institutes of the actor's region."""
    return Q(kind=OrganizationKind.IRO, region_id=actor.region_id)


class RequestForm(RecordForm):
    """What may still be said of a request that is not sent: the wishes."""

    class Meta:
        model = DemandRequest
        fields = WISHES
        widgets = {"note": forms.Textarea({"rows": 3})}


class NewRequestForm(RequestForm):
    """A request that portal forms from the current deficits."""

    institute = LookupField("organizations.organization", where=institutes, label="Кому: институт")
    groups = (
        ("", ("institute", "by", "day", "norm")),
        ("Пожелания", WISHES),
    )

    class Meta(RequestForm.Meta):
        fields = ("institute", "by", "day", "norm", *WISHES)  # type: ignore[assignment]
        help_texts = {
            "day": "На этот день берутся действующая диагностика, состав кадров и программы ФР.",
            "norm": "Стоимость обучения одного человека: из неё складывается стоимость заявки.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["day"].initial = timezone.localdate


class SendForm(Form):
    """The day on which a request is sent."""

    sent_on = forms.DateField(label="Дата отправки", initial=timezone.localdate)


class AnswerForm(Form):
    """What the institute says to a row."""

    state = forms.ChoiceField(
        label="Ответ", choices=[one for one in AnswerState.choices if one[0] != AnswerState.WAITING.value]
    )
    program = LookupField("programs.program", label="Программа", required=False, help_text="Если потребность принята.")
    reason = forms.CharField(
        label="Пояснение", required=False, max_length=2000, widget=forms.Textarea({"rows": 2}),
        help_text="Обязательно, если потребность отклонена.",
    )  # fmt: skip
    answered_on = forms.DateField(label="Дата ответа", initial=timezone.localdate)
