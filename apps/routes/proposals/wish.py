"""What a builder of routes asks for: which competences, until when, in which form, how long at most."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from django import forms
from django.utils import timezone

from apps.programs.enums import StudyForm

# A route that nobody gave a term to is planned for a year.
USUAL_TERM = timedelta(days=365)
MOST_HOURS = 2_000


class WishForm(forms.Form):
    """The filters of proposals, kept in the address."""

    through = forms.DateField(label="Срок маршрута по", required=False)
    form = forms.ChoiceField(label="Форма", choices=(("", "любая"), *StudyForm.choices), required=False)
    hours = forms.IntegerField(label="Часов не больше", min_value=1, max_value=MOST_HOURS, required=False)
    organization = forms.CharField(label="Организация", max_length=100, required=False)


@dataclass(frozen=True, slots=True)
class Wish:
    """The filters as they are used: ``wanted`` are keys of competences, the first of interest the uncovered ones."""

    wanted: Collection[int]
    day: date
    through: date
    form: str = ""
    hours: int | None = None
    organization: str = ""
    asked: Mapping[str, str] = field(default_factory=dict)


def wish_of(values: Mapping[str, str], wanted: Collection[int], today: date | None = None) -> Wish:
    """The wish of an address; what cannot be read is left out."""
    day = today or timezone.localdate()
    filled = WishForm(values)
    filled.is_valid()
    found = filled.cleaned_data
    through = found.get("through") or day + USUAL_TERM
    return Wish(
        wanted=wanted, day=day, through=max(through, day), form=found.get("form") or "", hours=found.get("hours"),
        organization=(found.get("organization") or "").strip(),
        asked={name: value for name, value in values.items() if name in filled.fields and value},
    )  # fmt: skip
