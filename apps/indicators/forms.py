"""Forms of targets."""

from typing import Any

from django import forms

from apps.core.actor import current
from apps.core.web.forms import RecordForm
from apps.indicators.models import Indicator, Target
from apps.indicators.selectors import settable_indicators
from apps.indicators.territories import own_territory, territories
from apps.organizations.models import Profile

FIRST_YEAR, LAST_YEAR = 2000, 2100
OWN = "own"


class TargetForm(RecordForm):
    """A target as it is corrected: of its indicator's profile."""

    year = forms.IntegerField(label="Год", min_value=FIRST_YEAR, max_value=LAST_YEAR)
    territory = forms.ChoiceField(label="Территория")
    value = forms.DecimalField(
        label="Цель, %", min_value=0, max_value=100, max_digits=5, decimal_places=2,
        help_text="К чему показатель приходит к концу года.",
    )  # fmt: skip

    class Meta:
        model = Target
        fields = ("year", "territory", "value")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["territory"].choices = self.places()  # type: ignore[attr-defined]
        self.initial["territory"] = self.initial.get("territory") or OWN

    def profiles(self) -> list[Profile]:
        """Whose units are offered."""
        return [self.instance.indicator.profile]

    def places(self) -> list[tuple[str, str]]:
        """The units offered: the whole first, its parts by name."""
        profiles = self.profiles()
        whole = own_territory(profiles[0]).name if len(profiles) == 1 else "вся территория профиля"
        parts = {one.code: one.name for profile in profiles for one in territories(profile) if one.code}
        return [(OWN, whole), *parts.items()]

    def clean_territory(self) -> str:
        """The code a target stores."""
        chosen = str(self.cleaned_data["territory"])
        return "" if chosen == OWN else chosen


class NewTargetForm(TargetForm):
    """A new target: of the indicators whose targets the actor sets."""

    indicator = forms.ModelChoiceField(Indicator.objects.none(), label="Показатель")

    class Meta(TargetForm.Meta):
        fields = ("indicator", *TargetForm.Meta.fields)  # type: ignore[assignment]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.open_ones = settable_indicators(current())
        super().__init__(*args, **kwargs)
        keys = [one.pk for one in self.open_ones]
        self.fields["indicator"].queryset = Indicator.objects.filter(pk__in=keys)  # type: ignore[attr-defined]

    def profiles(self) -> list[Profile]:
        """Those of the indicators offered."""
        return list({one.profile_id: one.profile for one in self.open_ones}.values())
