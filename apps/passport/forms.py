"""Forms of the passport."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from apps.core.access import WRITE
from apps.core.actor import current
from apps.core.web.autosave import SavingForm
from apps.core.web.forms import Form, RecordForm
from apps.core.web.lookup import LookupField
from apps.organizations.enums import ProfileLevel
from apps.organizations.models import Profile
from apps.passport.models import (
    Figure,
    InformationResource,
    InfrastructureObject,
    MoneyLine,
    Part,
    StudentResult,
)
from apps.passport.policies import may_fill, may_open
from apps.passport.registry import LISTS, entered_by, section
from apps.passport.selectors.places import own_schools
from apps.passport.services.parts import CLOSED, entry_of, field_of

YEARS_BACK = 5
LARGEST = Decimal("99999999999999.99")


class ResultForm(RecordForm):
    """A result as it is corrected: of another school, year or subject is another result."""

    class Meta:
        model = StudentResult
        fields = ("average", "participants")


class NewResultForm(ResultForm):
    """A new result."""

    organization = LookupField("organizations.organization", where=own_schools, only=True, label="Организация")

    class Meta(ResultForm.Meta):
        fields = ("organization", "year", "exam", "subject", *ResultForm.Meta.fields)  # type: ignore[assignment]


class BeginForm(Form):
    """Of which region and year, and by when the parts are due."""

    profile = forms.ModelChoiceField(Profile.objects.none(), label="Профиль")
    year = forms.TypedChoiceField(label="Год", coerce=int)
    due_on = forms.DateField(label="Части сдать до", help_text="Срок для ММС, ИРО и ЦНППМ; его можно изменить.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Profile.objects.filter(level=ProfileLevel.REGION)
        own = [profile.pk for profile in rows if may_open(current(), profile)]
        profiles: Any = self.fields["profile"]
        profiles.queryset = rows.filter(pk__in=own)
        if len(own) == 1:
            self.initial.setdefault("profile", own[0])
        last, years = timezone.localdate().year, self.fields["year"]
        years.choices = [(year, str(year)) for year in range(last, last - YEARS_BACK, -1)]  # type: ignore[attr-defined]
        self.initial.setdefault("year", last - 1)


class DueForm(Form):
    """A due date."""

    due_on = forms.DateField(label="Части сдать до")


class RemarkForm(Form):
    """What is to be mended."""

    remark = forms.CharField(
        label="Замечания", max_length=4000, widget=forms.Textarea({"rows": 5}), help_text="Что исправить и где."
    )


class SendForm(Form):
    """The letter to the Federal operator."""

    sent_on = forms.DateField(label="Дата письма", initial=timezone.localdate)
    sent_number = forms.CharField(label="Номер письма", max_length=60)


class OutcomeForm(Form):
    """The Federal operator's answer."""

    agreed = forms.TypedChoiceField(
        label="Ответ Федерального оператора",
        choices=(("yes", "паспорт согласован"), ("no", "паспорт возвращён")),
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect(),
    )
    outcome_on = forms.DateField(label="Дата ответа", initial=timezone.localdate)
    outcome_number = forms.CharField(label="Номер ответа", max_length=60)
    remark = forms.CharField(
        label="Замечания", max_length=4000, required=False, widget=forms.Textarea({"rows": 4}),
        help_text="Обязательны, если паспорт возвращён.",
    )  # fmt: skip


class FillForm(SavingForm):
    """The figures of a part with their sources, and the lists that have nothing.

    Nothing is required: what is known is stored, the rest stays for the next time. An *entry* is what is saved
    together: a figure with its source, or one mark of an empty list; what was seen of it travels in a hidden field.
    """

    def __init__(self, *args: Any, instance: Part, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.part = instance
        stored = {row.code: row for row in Figure.objects.filter(part=instance, computed=False)}
        groups: dict[str, list[str]] = {}
        self.entries = {}
        for declared in entered_by(instance.kind):
            name = field_of(declared.code)
            self.entries[name] = dict(zip((name, f"{name}__source"), entry_of(stored.get(declared.code)), strict=True))
            self.fields[name] = text_field(declared) if declared.text else number_field(declared)
            self.fields[f"{name}__source"] = source_field()
            groups.setdefault(declared.section, []).extend((name, f"{name}__source"))
            if row := stored.get(declared.code):
                self.initial[name] = row.text if declared.text else row.number
                self.initial[f"{name}__source"] = row.source
        self._offer_lists(groups)
        self.groups = tuple((heading(code), tuple(names)) for code, names in groups.items())
        self.dress_fields()

    def _offer_lists(self, groups: dict[str, list[str]]) -> None:
        for listed in LISTS:
            name = f"absent_{listed.code}"
            self.fields[name] = forms.BooleanField(label=listed.lists, required=False)
            self.initial[name] = listed.number in self.part.absent
            self.entries[name] = {name: "on" if self.initial[name] else ""}
            groups.setdefault(listed.code, []).append(name)

    def clean(self) -> dict[str, Any]:
        """What the service takes: figures and sources by their codes, sections with nothing, what was seen of them."""
        data = super().clean() or {}
        codes = {field_of(one.code): one.code for one in entered_by(self.part.kind)}
        figures = {code: data.get(name) for name, code in codes.items() if name in data}
        sources = {code: data.get(f"{name}__source", "") for name, code in codes.items()}
        absent = [one.number for one in LISTS if data.get(f"absent_{one.code}")]
        return {"figures": figures, "sources": sources, "absent": absent, **self.seen(codes)}

    def seen(self, codes: Mapping[str, str]) -> dict[str, Any]:
        """What the hidden fields say was seen; nothing for a form without them."""
        told = {entry: was for entry in self.entries if (was := self.was(entry)) is not None}
        seen = {codes[name]: (was.get(name, ""), was.get(f"{name}__source", "")) for name, was in told.items()
                if name in codes}  # fmt: skip
        marks = [one for one in LISTS if f"absent_{one.code}" in told]
        if not marks:
            return {"seen": seen}
        return {
            "seen": seen,
            "seen_absent": [o.number for o in marks if told[f"absent_{o.code}"].get(f"absent_{o.code}")],
        }

    def entry(self, name: str) -> dict[str, Any]:
        """What the service takes of one entry alone, of a form that says nothing else."""
        data = self.cleaned_data
        for declared in entered_by(self.part.kind):
            if field_of(declared.code) == name:
                figures = {declared.code: data["figures"].get(declared.code)}
                return {"figures": figures, "sources": data["sources"], "seen": data["seen"]}
        section = next(one.number for one in LISTS if f"absent_{one.code}" == name)
        others = [number for number in self.part.absent if number != section]
        return {"absent": [*others, *data["absent"]], "seen_absent": [*others, *data.get("seen_absent", [])]}


def heading(code: str) -> str:
    """The heading of a section in a form."""
    found = section(code)
    return f"{found.number}. {found.title}"


def number_field(declared: Any) -> forms.DecimalField:
    """The field of a number."""
    label = f"{declared.title}, {declared.unit}"
    return forms.DecimalField(
        label=label, required=False, min_value=0, max_value=LARGEST, decimal_places=2, help_text=declared.help
    )


def text_field(declared: Any) -> forms.CharField:
    """The field of a text."""
    area = forms.Textarea({"rows": 4})
    return forms.CharField(label=declared.title, required=False, max_length=4000, widget=area, help_text=declared.help)


def source_field() -> forms.CharField:
    """Where a value was taken from."""
    return forms.CharField(label="Откуда сведения", required=False, max_length=300, help_text="Документ, форма, дата.")


class RowForm(RecordForm):
    """A row of a part's list."""


class NewRowForm(RowForm):
    """A new row; the part comes with the address («Добавить» on its page)."""

    part = LookupField("passport.part", action=WRITE, label="Часть паспорта")

    def clean_part(self) -> Part:
        """Only a part that is open to the actor."""
        found: Part = self.cleaned_data["part"]
        if not may_fill(current(), found):
            raise ValidationError(CLOSED)
        return found


class MoneyForm(RowForm):
    """A sum as it is corrected."""

    class Meta:
        model = MoneyLine
        fields = ("money_source", "year", "amount", "purpose")


class NewMoneyForm(NewRowForm, MoneyForm):
    """A new sum."""

    class Meta(MoneyForm.Meta):
        fields = ("part", *MoneyForm.Meta.fields)  # type: ignore[assignment]


class ObjectForm(RowForm):
    """An object as it is corrected."""

    class Meta:
        model = InfrastructureObject
        fields = ("kind", "title", "address", "quantity", "description")


class NewObjectForm(NewRowForm, ObjectForm):
    """A new object."""

    class Meta(ObjectForm.Meta):
        fields = ("part", *ObjectForm.Meta.fields)  # type: ignore[assignment]


class ResourceForm(RowForm):
    """A resource as it is corrected."""

    url = forms.URLField(label="Адрес в сети", max_length=300, required=False, assume_scheme="https")

    class Meta:
        model = InformationResource
        fields = ("kind", "title", "url", "owner", "purpose")


class NewResourceForm(NewRowForm, ResourceForm):
    """A new resource."""

    class Meta(ResourceForm.Meta):
        fields = ("part", *ResourceForm.Meta.fields)  # type: ignore[assignment]
