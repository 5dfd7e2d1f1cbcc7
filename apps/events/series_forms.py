"""Forms of series of events, and of what is done with one event of many."""

from django import forms
from django.utils import timezone

from apps.core.web.forms import Form, SpanForm
from apps.core.web.lookup import LookupField
from apps.events.enums import SeriesStep
from apps.events.forms import HELP, HOW, SIGNING_UP, WebField, own_organizers
from apps.events.models import Event

EMPTY = "Пустые поля не меняются."


class NewSeriesForm(SpanForm):
    """A new series with what all its events have in common."""

    organization = LookupField("organizations.organization", where=own_organizers, label="Организатор")
    end = forms.DateField(label="Последний день", help_text="Мероприятия появятся в календаре до этого дня.")
    url = WebField()
    step = forms.TypedChoiceField(label="Повторяется", choices=SeriesStep.choices, coerce=int)

    class Meta:
        model = Event
        fields = ("title", "kind", "level", "start", *HOW, *SIGNING_UP, "supports_young")
        labels = {"start": "Первый день"}  # noqa: RUF012
        help_texts = {**HELP, "start": "От него отсчитываются остальные: серия идёт в тот же день недели."}  # noqa: RUF012

    field_order = ("organization", "title", "kind", "level", "start", "end", "step")


class SeriesEndForm(Form):
    """The last day of a series and why it ends."""

    end = forms.DateField(label="Последний день", initial=timezone.localdate)
    reason = forms.CharField(label="Причина", max_length=300)


class SeriesLaterForm(Form):
    """A later last day."""

    end = forms.DateField(label="Новый последний день")


class FollowingForm(Form):
    """What changes in an event and all later ones of its series; what is left empty stays."""

    title = forms.CharField(label="Наименование", max_length=500, required=False, help_text=EMPTY)
    begins = forms.TimeField(label="Время начала", required=False)
    place = forms.CharField(label="Место", max_length=300, required=False)
    url = WebField()
    responsible = forms.CharField(label="Ответственный", max_length=300, required=False)
    audience = forms.CharField(label="Для кого", max_length=300, required=False)
    capacity = forms.IntegerField(label="Мест", min_value=1, required=False)


class CancelForm(Form):
    """Why an event does not take place."""

    on = forms.DateField(label="Отменено", initial=timezone.localdate)
    reason = forms.CharField(label="Причина", max_length=300, help_text="Её увидят все, кто записан.")
