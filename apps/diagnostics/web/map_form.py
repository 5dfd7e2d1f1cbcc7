"""What a reader may ask of the deficit map and of a group's profile; everything stands in the address."""

from dataclasses import replace
from datetime import date
from typing import Any, TypeAlias

from django import forms
from django.db.models import Exists, OuterRef, QuerySet
from django.http import QueryDict
from django.utils import timezone

from apps.core import access
from apps.core.access import MUNICIPALITY, READ, REGION
from apps.core.actor import Actor
from apps.core.web import nav
from apps.core.web.controls import RussianDateInput
from apps.core.web.filters import FilterForm
from apps.diagnostics.filters import STAFF, tools
from apps.diagnostics.models import Campaign, DiagnosticSession
from apps.diagnostics.selectors.deficit_map import Axis, sees_people
from apps.diagnostics.selectors.states import Slice
from apps.organizations.models import Organization
from apps.organizations.selectors import municipalities_in_sight
from apps.teachers.models import Subject

RowField: TypeAlias = "forms.ModelChoiceField[Any]"
SHARES, NUMBERS = "shares", "numbers"


def names_organizations(actor: Actor) -> bool:
    """Whether the reader knows the organizations of the territory by name."""
    return nav.holders("organizations")(actor)


def axes(actor: Actor) -> list[Axis]:
    """What the reader may put across: a municipal one has one municipality, and subjects are kept for regions only."""
    level = actor.level if not sees_people(actor) else access.rights().level(actor, "diagnostics", READ)
    wide = level not in (MUNICIPALITY, "organization") or actor.role == "copmkp"
    found = [Axis.MUNICIPALITY] if wide else []
    if names_organizations(actor):
        found.append(Axis.ORGANIZATION)
    if sees_people(actor) or level == REGION:
        found.append(Axis.SUBJECT)
    return found


class SliceForm(FilterForm):
    """Which people and sessions; those without access to people choose a territory only."""

    municipality: RowField = forms.ModelChoiceField(None, label="Муниципалитет", required=False, empty_label="все")
    day = forms.DateField(label="На дату", required=False, widget=RussianDateInput())
    tool: RowField = forms.ModelChoiceField(None, label="Инструмент", required=False, empty_label="все инструменты")
    subject: RowField = forms.ModelChoiceField(None, label="Предмет", required=False, empty_label="все предметы")
    kind = forms.ChoiceField(label="Категория", required=False, choices=[("", "все работники"), *STAFF])

    def __init__(self, query: QueryDict, actor: Actor, **kwargs: Any) -> None:
        super().__init__(query, **kwargs)
        self.actor = actor
        self._choice("municipality").queryset = municipalities_in_sight()
        if actor.level in (MUNICIPALITY, "organization"):
            del self.fields["municipality"]
        if sees_people(actor):
            self._choice("tool").queryset = tools(None)
            self._choice("subject").queryset = Subject.objects.all()
        else:
            for name in ("day", "tool", "subject", "kind"):
                del self.fields[name]

    def _choice(self, name: str) -> RowField:
        found = self.fields[name]
        assert isinstance(found, forms.ModelChoiceField)
        return found

    def number(self, name: str) -> int | None:
        """The key of the row chosen in a field; None where nothing right is chosen."""
        found = self.chosen(name)
        return found.pk if found else None

    def chosen(self, name: str) -> Any:
        """The value of a field; None for a wrong one: the rest of the page still shows."""
        return self.cleaned_data.get(name) or None if self.is_bound and not self.errors.get(name) else None

    @property
    def day_asked(self) -> date:
        """The date of the state: today unless another is asked for."""
        found: date = self.chosen("day") or timezone.localdate()
        return found

    @property
    def municipality_asked(self) -> int | None:
        """The municipality asked for; a municipal reader's own."""
        return self.number("municipality") if "municipality" in self.fields else self.actor.municipality_id

    def about(self) -> Slice:
        """The slice."""
        municipality = self.number("municipality")
        kind = self.chosen("kind") or ""
        return Slice(self.day_asked, self.number("tool"), self.number("subject"), kind, municipality)


class MapForm(SliceForm):
    """The slice, what stands across, and whether shares or numbers stand in the cells."""

    axis = forms.ChoiceField(label="По столбцам", required=False)
    show = forms.ChoiceField(
        label="В ячейках", required=False, choices=[(SHARES, "доля с дефицитом"), (NUMBERS, "человек из оценённых")]
    )
    field_order = ("axis", "municipality", "day", "tool", "subject", "kind", "show")

    def __init__(self, query: QueryDict, actor: Actor) -> None:
        super().__init__(query, actor)
        field = self.fields["axis"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(axis.value, axis.words) for axis in axes(actor)]
        self.full_clean()

    @property
    def axis_asked(self) -> Axis:
        """What stands across: the first that the reader may have."""
        return Axis(self.chosen("axis") or axes(self.actor)[0])

    @property
    def numbers(self) -> bool:
        """Whether the cells hold numbers."""
        return bool(self.chosen("show") == NUMBERS)


class GroupForm(SliceForm):
    """The slice and an organization."""

    organization: RowField = forms.ModelChoiceField(None, label="Организация", required=False, empty_label="все")
    campaign: RowField = forms.ModelChoiceField(None, label="Кампания", required=False, empty_label="все")
    field_order = ("municipality", "organization", "day", "tool", "subject", "kind", "campaign")

    def __init__(self, query: QueryDict, actor: Actor) -> None:
        super().__init__(query, actor)
        self._choice("campaign").queryset = Campaign.objects.filter(access.scope(Campaign, actor))
        if not (sees_people(actor) and nav.holders("campaigns")(actor)):
            del self.fields["campaign"]
        self._choice("organization").queryset = Organization.objects.none()
        if not names_organizations(actor):
            del self.fields["organization"]
        self.full_clean()
        if names_organizations(actor):
            self._choice("organization").queryset = self.organizations()
            self.full_clean()

    def organizations(self) -> QuerySet[Organization]:
        """The organizations of the municipality whose people were ever assessed, as far as the reader sees."""
        municipality = self.municipality_asked
        mine = Organization.objects.filter(access.scope(Organization, self.actor), municipality=municipality)
        if not sees_people(self.actor):
            return mine
        return mine.filter(Exists(DiagnosticSession.objects.filter(organization_id=OuterRef("pk"))))

    def about(self) -> Slice:
        """The slice, of one organization where it is chosen."""
        base = super().about()
        return replace(base, organization=self.number("organization"), campaign=self.number("campaign"))
