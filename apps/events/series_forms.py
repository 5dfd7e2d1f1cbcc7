"""Forms of series of events, and of what is done with one event of many."""

import re
from typing import Any

from django import forms
from django.utils import timezone

from apps.core.web.forms import Form, SpanForm
from apps.core.web.lookup import LookupField
from apps.events.enums import Rhythm
from apps.events.forms import HELP, HOW, SIGNING_UP, WebField, own_organizers
from apps.events.models import Event
from apps.events.models.series import RAREST
from apps.events.services.series import MOST, ONE_OF_TWO

EMPTY = "Пустые поля не меняются."
COUNTED_FROM = "От него отсчитываются остальные: тот же день недели, то же число или второй вторник месяца."
NO_DAY = "Перечислите дни через запятую: 04.11.2026, 30.12.2026."


class DaysField(forms.CharField):
    """Days in one line, each as ДД.ММ.ГГГГ."""

    def __init__(self, **kwargs: Any) -> None:
        line = forms.TextInput({"placeholder": "04.11.2026, 30.12.2026", "autocomplete": "off"})
        super().__init__(**{"required": False, "widget": line, **kwargs})

    def clean(self, value: Any) -> Any:
        """The days, each once. Raises ``ValidationError`` that names what is no day."""
        reader = forms.DateField(error_messages={"invalid": NO_DAY})
        try:
            return sorted({reader.clean(word) for word in re.split(r"[,;\s]+", str(value or "")) if word})
        except forms.ValidationError:
            raise forms.ValidationError(NO_DAY) from None


class NewSeriesForm(SpanForm):
    """A new series with what all its events have in common."""

    organization = LookupField("organizations.organization", where=own_organizers, only=True, label="Организатор")
    rhythm = forms.ChoiceField(label="Как повторяется", choices=Rhythm.choices)
    step = forms.IntegerField(
        label="Раз в сколько недель или месяцев", min_value=1, max_value=RAREST, initial=1,
        help_text="1 — каждую неделю (каждый месяц), 2 — через одну.",
    )  # fmt: skip
    end = forms.DateField(label="Последний день", required=False, help_text="Либо он, либо сколько раз.")
    count = forms.IntegerField(label="Сколько раз", min_value=1, max_value=MOST, required=False)
    holidays = forms.BooleanField(
        label="Пропускать праздничные дни",
        required=False,
        help_text="1–8 января, 23 февраля, 8 марта, 1 и 9 мая, 12 июня, 4 ноября.",
    )
    skipped = DaysField(label="Кроме дней", help_text="Дни через запятую: каникулы, отпуск, перенесённый выходной.")
    url = WebField()

    class Meta:
        model = Event
        fields = ("title", "kind", "level", "start", *HOW, *SIGNING_UP, "supports_young")
        labels = {"start": "Первый день"}
        help_texts = {**HELP, "start": COUNTED_FROM}

    groups = (
        ("", ("organization", "title", "kind", "level")),
        ("Когда", ("start", "rhythm", "step", "end", "count", "holidays", "skipped")),
        ("Каждое мероприятие", (*HOW, *SIGNING_UP, "supports_young")),
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if not {"end", "count"} & set(self.errors) and (data.get("end") is None) == (data.get("count") is None):
            self.add_error("end", ONE_OF_TWO)
        return data


class SeriesEndForm(Form):
    """The last day of a series and why it ends."""

    end = forms.DateField(label="Последний день", initial=timezone.localdate)
    reason = forms.CharField(label="Причина", max_length=300)


class SeriesLaterForm(Form):
    """A later last day."""

    end = forms.DateField(label="Новый последний день")


class StopForm(Form):
    """Why neither an event nor the later ones of its series take place."""

    reason = forms.CharField(label="Причина", max_length=300, help_text="Её увидят все, кто записан.")


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
