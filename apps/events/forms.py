"""Forms of events and participations."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone

from apps.core import access
from apps.core.access import WRITE
from apps.core.actor import Actor
from apps.core.web.forms import Form, RecordForm, SpanForm
from apps.core.web.lookup import LookupField
from apps.events.models import Event, Participation
from apps.events.services.participation import ONE_OF_TWO


def own_organizers(actor: Actor) -> Q:
    """The organizations whose events the actor keeps: the events' own scope, asked of the organization."""
    return access.Access("events", (access.Path(organization="id"),)).scope(actor, WRITE)


def own_bodies(actor: Actor) -> Q:
    """The organizations whose participation the actor enters."""
    return access.Access("activity", (access.Path(organization="id"),)).scope(actor, WRITE)


HOW = ("begins", "place", "url", "responsible", "audience")
SIGNING_UP = ("registration", "capacity")
HELP = {
    "registration": "Педагоги записываются сами, организации и методисты — своих работников.",
    "capacity": "Пусто — без ограничения; кому места не хватило, попадают в лист ожидания.",
    "register_until": "Пусто — до окончания мероприятия.",
    "audience": "Например: учителя математики, молодые педагоги.",
}


class WebField(forms.URLField):
    """An address on the web."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            **{"label": "Ссылка", "max_length": 500, "assume_scheme": "https", "required": False, **kwargs}
        )


class EventForm(SpanForm):
    """An event as it is changed."""

    url = WebField()

    class Meta:
        model = Event
        fields = (
            *("title", "kind", "level", "start", "end", *HOW, *SIGNING_UP),
            *("register_until", "supports_young", "competences"),
        )
        widgets = {"competences": forms.CheckboxSelectMultiple()}
        help_texts = {**HELP, "competences": "С ними мероприятие предлагается в ИОМ."}

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        until, last = data.get("register_until"), data.get("end") or data.get("start")
        if until is not None and last is not None and until > last:
            self.add_error("register_until", "Позже окончания мероприятия: проверьте дату.")
        return data


class NewEventForm(EventForm):
    """A new event."""

    organization = LookupField("organizations.organization", where=own_organizers, only=True, label="Организатор")
    code = forms.CharField(
        label="Код", max_length=60, required=False, help_text="Тот же, что в таблицах; пустой портал назначит сам."
    )

    class Meta(EventForm.Meta):
        fields = ("organization", "code", *EventForm.Meta.fields)  # type: ignore[assignment]


class ParticipationForm(RecordForm):
    """A participation as it is corrected."""

    class Meta:
        model = Participation
        fields = ("role", "on_date")


class NewParticipationForm(ParticipationForm):
    """A new participation of a person or of an organization."""

    event = LookupField("events.event", label="Мероприятие")
    person = LookupField("teachers.person", required=False, label="Работник")
    organization = LookupField(
        "organizations.organization",
        where=own_bodies,
        required=False,
        label="Организация",
        help_text="Если участвовал не человек, а организация.",
    )

    class Meta(ParticipationForm.Meta):
        fields = ("event", "role", "on_date")  # type: ignore[assignment]

    field_order = ("event", "person", "organization", "role", "on_date")

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if not self.errors and (data.get("person") is None) == (data.get("organization") is None):
            self.add_error("person", ValidationError(ONE_OF_TWO))
        return data


class LastDayForm(Form):
    """The last day of a pair."""

    end = forms.DateField(label="Последний день", initial=timezone.localdate)
