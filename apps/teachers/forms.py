"""Forms of people and of what stands on their cards."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone

from apps.core import access
from apps.core.access import INSTALLATION, WRITE
from apps.core.actor import Actor
from apps.core.web.controls import dress
from apps.core.web.fields import SnilsField
from apps.core.web.forms import Form, RecordForm, SpanForm, message_map
from apps.core.web.lookup import LookupField
from apps.teachers.models import Appointment, AttestationCategory, Consent, Employment, Leave, Person, Position

Groups = tuple[tuple[str, tuple[str, ...]], ...]
PERSON_GROUPS: Groups = (
    ("Человек", ("snils", "last_name", "first_name", "middle_name", "existing", "birth_date", "sex")),
    ("Образование и стаж", ("education", "career_start")),
    ("Связь", ("email", "phone")),
)


def hire_places(actor: Actor) -> Q:
    """The organizations whose staff the actor enters."""
    level = INSTALLATION if actor.is_system else access.rights().level(actor, "people", WRITE)
    columns = {access.REGION: "region_id", access.MUNICIPALITY: "municipality_id", access.ORGANIZATION: "pk"}
    if level == INSTALLATION:
        return Q()
    return Q(**{columns[level]: actor.unit(level)}) if level in columns else access.NOTHING


class PersonForm(RecordForm):
    """A person's own data."""

    snils = SnilsField()
    groups: Groups = PERSON_GROUPS

    class Meta:
        model = Person
        fields = (
            "snils",
            "last_name",
            "first_name",
            "middle_name",
            "birth_date",
            "sex",
            "education",
            "career_start",
            "email",
            "phone",
        )


class NewPersonForm(PersonForm):
    """A person with their employment; somebody known by СНИЛС is offered the employment alone."""

    existing = forms.BooleanField(
        label="Да, это тот же человек: добавить ему место работы", required=False, initial=False
    )
    organization = LookupField("organizations.organization", where=hire_places, only=True, label="Организация")
    position = forms.ModelChoiceField(Position.objects.all(), label="Должность")
    start = forms.DateField(label="Дата приёма")
    is_main = forms.BooleanField(label="Основное место работы", required=False, initial=True)
    rate = forms.DecimalField(label="Ставка", required=False, min_value=0, max_value=9, max_digits=4, decimal_places=2)
    consent_on = forms.DateField(label="Согласие на обработку персональных данных дано", required=False)
    groups = (
        PERSON_GROUPS[0],
        ("Место работы", ("organization", "position", "start", "is_main", "rate")),
        *PERSON_GROUPS[1:],
        ("Согласие", ("consent_on",)),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "existing" not in self.data:
            self.fields.pop("existing")

    def validate_unique(self) -> None:
        """The look-up by СНИЛС is the service's: it answers neutrally whoever the person is."""

    def refuse(self, error: ValidationError) -> None:
        if "existing" in message_map(error) and "existing" not in self.fields:
            self.fields["existing"] = field = type(self).base_fields["existing"]
            dress(field) if "class" not in field.widget.attrs else None
        super().refuse(error)


class EmploymentForm(SpanForm):
    """An employment as it is corrected: the person and the employer stay."""

    class Meta:
        model = Employment
        fields = ("position", "start", "end", "is_main", "rate", "subjects")
        widgets = {"subjects": forms.CheckboxSelectMultiple()}


class NewEmploymentForm(EmploymentForm):
    """A new employment of a person in sight."""

    person = LookupField("teachers.person", label="Работник")
    organization = LookupField("organizations.organization", where=hire_places, only=True, label="Организация")

    class Meta(EmploymentForm.Meta):
        fields = ("person", "organization", *EmploymentForm.Meta.fields)  # type: ignore[assignment]


class DismissForm(Form):
    """The last day of work."""

    end = forms.DateField(label="Дата увольнения", help_text="Последний рабочий день.", initial=timezone.localdate)


class LoginForm(Form):
    """The login of the user who is the person."""

    login = forms.CharField(
        label="Логин пользователя", max_length=150, help_text="Пользователя с ролью педагога заводит администратор."
    )


class LastDayForm(Form):
    """The last day of what holds from–to."""

    end = forms.DateField(label="Последний день", initial=timezone.localdate)


class WithdrawForm(Form):
    """The day a consent is withdrawn."""

    withdrawn_on = forms.DateField(label="Дата отзыва", initial=timezone.localdate)


class CategoryForm(RecordForm):
    """A category as it is corrected."""

    class Meta:
        model = AttestationCategory
        fields = ("category", "assigned_on")


class NewCategoryForm(CategoryForm):
    """A new category."""

    person = LookupField("teachers.person", action=WRITE, label="Работник")

    class Meta(CategoryForm.Meta):
        fields = ("person", *CategoryForm.Meta.fields)  # type: ignore[assignment]


class NewConsentForm(RecordForm):
    """A new consent."""

    person = LookupField("teachers.person", action=WRITE, label="Работник")

    class Meta:
        model = Consent
        fields = ("person", "given_on", "text_version")


class LeaveForm(SpanForm):
    """An absence as it is corrected."""

    class Meta:
        model = Leave
        fields = ("kind", "start", "end")


class NewLeaveForm(LeaveForm):
    """A new absence."""

    person = LookupField("teachers.person", action=WRITE, label="Работник")

    class Meta(LeaveForm.Meta):
        fields = ("person", *LeaveForm.Meta.fields)  # type: ignore[assignment]


class AppointmentForm(SpanForm):
    """An appointment as it is corrected."""

    at_organization = LookupField("organizations.organization", label="Организация")

    class Meta:
        model = Appointment
        fields = ("at_organization", "kind", "start", "end", "act")


class NewAppointmentForm(AppointmentForm):
    """A new appointment."""

    person = LookupField("teachers.person", label="Работник")

    class Meta(AppointmentForm.Meta):
        fields = ("person", *AppointmentForm.Meta.fields)  # type: ignore[assignment]
