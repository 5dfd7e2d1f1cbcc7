"""Which place is checked, and which of its violations are shown: all of it stands in the address."""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied

from apps.core.actor import Actor, current
from apps.core.web.filters import FilterForm
from apps.core.web.lookup import LookupField
from apps.monitoring.enums import About, Severity
from apps.monitoring.filters import EXPLAINED
from apps.monitoring.findings import RULES
from apps.monitoring.selectors.violations import Chosen, Place, may_check, reads_private
from apps.organizations.models import Municipality, Organization, Region
from apps.organizations.selectors import municipalities_in_sight

ANY = [("", "любое значение")]
TITLES = sorted(((code, rule.title) for code, rule in RULES.items()), key=lambda pair: pair[1])


class CheckForm(FilterForm):
    """The filters of the check."""

    municipality = forms.ModelChoiceField(
        Municipality.objects.none(), label="Муниципалитет", required=False, empty_label="весь регион"
    )
    organization = LookupField("organizations.organization", label="Организация", required=False)
    rule = forms.ChoiceField(label="Правило", required=False, choices=[*ANY, *TITLES])
    severity = forms.ChoiceField(label="Важность", required=False, choices=[*ANY, *Severity.choices])
    about = forms.ChoiceField(label="О чём", required=False, choices=[*ANY, *About.choices[:3]])
    explained = forms.ChoiceField(label="Пояснение", required=False, choices=[*ANY, *EXPLAINED])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["municipality"]
        field.queryset = municipalities_in_sight()
        told = [code for code, rule in RULES.items() if reads_private(current()) or not rule.kept_from_operators]
        rules: Any = self.fields["rule"]
        rules.choices = [*ANY, *(pair for pair in TITLES if pair[0] in told)]
        level = current().level
        if level != "region":
            del self.fields["municipality"]
        if level == "organization":
            del self.fields["organization"]
        self.is_valid()

    def value(self, name: str) -> Any:
        """What was chosen; empty where nothing, or something that is not there."""
        return self.cleaned_data.get(name) or ""

    def place(self, actor: Actor) -> Place:
        """The place named, else the actor's own unit. Raises ``PermissionDenied`` for one that is not the actor's."""
        place: Place = self.value("organization") or self.value("municipality") or own_place(actor)
        if not may_check(actor, place):
            raise PermissionDenied("Замечания к данным этой территории вашей роли не показываются.")
        return place

    def chosen(self) -> Chosen:
        """Which violations."""
        explained = {"yes": True, "no": False}.get(self.value("explained"))
        return Chosen(self.value("rule"), self.value("severity"), self.value("about"), explained)

    def page(self) -> int:
        """The number of the page, from 1."""
        text = self.data.get("page", "")
        return max(1, int(text)) if text.isdecimal() and len(text) < 7 else 1


def own_place(actor: Actor) -> Place:
    """The actor's own unit."""
    if actor.level == "region":
        return Region.objects.get(pk=actor.region_id or 0)
    if actor.level == "municipality":
        return Municipality.objects.get(pk=actor.municipality_id or 0)
    return Organization.objects.select_related("municipality").get(pk=actor.organization_id or 0)
