"""Forms of campaigns, their days, their invitations."""

from typing import Any

from django import forms
from django.utils import timezone

from apps.core import access
from apps.core.access import WRITE
from apps.core.actor import current
from apps.core.web.fields import SnilsField
from apps.core.web.forms import Form, RecordForm, SpanForm
from apps.core.web.lookup import LookupField
from apps.diagnostics.enums import Attendance
from apps.diagnostics.models import Campaign, Slot, Tool
from apps.diagnostics.policies import conductors
from apps.diagnostics.selectors.campaigns import invitable
from apps.organizations.selectors import short_name

HINT = "Если человека нет в подсказках: он работает в организации, которую вы не видите."


class CampaignForm(SpanForm):
    """A campaign as it is changed: the conductor stays."""

    groups = (
        ("", ("organization", "title", "tool", "purpose")),
        ("Сроки и место", ("start", "end", "place")),
        ("Приглашённым", ("note",)),
    )
    tool = forms.ModelChoiceField(Tool.objects.annotate(owner=short_name("provider_id")), label="Инструмент")

    class Meta:
        model = Campaign
        fields = ("title", "tool", "purpose", "start", "end", "place", "note")
        widgets = {"note": forms.Textarea({"rows": 3})}
        help_texts = {
            "start": "Диагностика этим инструментом в эти дни закроет приглашение сама.",
            "note": "Войдёт в письмо организациям: что взять с собой, как войти в портал.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["tool"]
        # The owner of a tool may be out of sight: a federal centre's tool is offered without its name.
        field.label_from_instance = lambda tool: f"{tool.title} — {tool.owner}" if tool.owner else tool.title


class NewCampaignForm(CampaignForm):
    """A new campaign."""

    organization = LookupField("organizations.organization", where=conductors, label="Кто проводит")

    class Meta(CampaignForm.Meta):
        fields = ("organization", *CampaignForm.Meta.fields)  # type: ignore[assignment]


class SlotForm(RecordForm):
    """A time as it is changed."""

    time = forms.TimeField(label="Начало", widget=forms.TimeInput({"placeholder": "ЧЧ:ММ"}, format="%H:%M"))
    place = forms.CharField(label="Место", max_length=300, required=False, help_text="Пустое — место кампании.")

    class Meta:
        model = Slot
        fields = ("day", "time", "place", "capacity")


class NewSlotForm(SlotForm):
    """A new time of a campaign."""

    campaign = LookupField("diagnostics.campaign", action=WRITE, label="Кампания")

    class Meta(SlotForm.Meta):
        fields = ("campaign", *SlotForm.Meta.fields)  # type: ignore[assignment]


class InviteForm(Form):
    """The campaign that the chosen people are invited to."""

    campaign = forms.ModelChoiceField(Campaign.objects.none(), label="Кампания")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["campaign"]
        field.queryset = invitable(current())
        field.label_from_instance = lambda one: f"{one.title}, {one.start:%d.%m.%Y} – {one.end:%d.%m.%Y}"
        only = list(field.queryset[:2])
        if len(only) == 1:
            self.initial.setdefault("campaign", only[0].pk)


class NewInvitationForm(Form):
    """One person to a campaign."""

    campaign = LookupField("diagnostics.campaign", action=WRITE, label="Кампания")
    person = LookupField("teachers.person", required=False, label="Кого пригласить")
    snils = SnilsField(required=False, help_text=HINT)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if current().level != access.PERSONS:
            self.fields.pop("snils")
            self.fields["person"].required = True


class DeclineForm(Form):
    """Why the person will not come."""

    reason = forms.CharField(label="Причина", max_length=300)
    on = forms.DateField(label="Дата", initial=timezone.localdate)


class RefuseForm(Form):
    """Why the invited will not come, in their own words."""

    reason = forms.CharField(label="Почему не сможете", max_length=300)


class AttendanceForm(Form):
    """Came or not."""

    attended = forms.ChoiceField(label="Явка", choices=Attendance.choices, initial=Attendance.CAME)


class ChooseSlotForm(Form):
    """A time for one person; the service refuses another campaign's."""

    slot = forms.ModelChoiceField(Slot.objects.select_related("campaign"), label="Время")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["slot"]
        field.queryset = field.queryset.filter(campaign__in=invitable(current()), day__gte=timezone.localdate())
        field.label_from_instance = lambda slot: f"{slot} — {slot.campaign.title}"
