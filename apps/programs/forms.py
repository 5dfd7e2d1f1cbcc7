"""Forms of programmes, registry entries and trainings."""

from django import forms
from django.db.models import Q
from django.utils import timezone

from apps.core import access
from apps.core.access import WRITE
from apps.core.actor import Actor
from apps.core.web.forms import Form, SpanForm
from apps.core.web.lookup import LookupField
from apps.programs.enums import THEMES
from apps.programs.models import Enrollment, Program, RegistryEntry

TRAINING = ("enrolled_on", "completed_on", "expelled_on", "document_number", "registration_number", "issued_on")


def own_organizations(actor: Actor) -> Q:
    """The organizations whose programmes the actor keeps: the programmes' own scope, asked of the organization."""
    return access.Access("programs", (access.Path(organization="id"),)).scope(actor, WRITE)


class ProgramForm(SpanForm):
    """A programme as it is changed."""

    spans = (("runs_from", "runs_to"),)
    groups = (
        ("", ("organization", "code", "title", "kind", "hours", "form", "theme")),
        ("Реализация", ("runs_from", "runs_to", "cost", "funding")),
        ("Что развивает", ("competences",)),
    )

    class Meta:
        model = Program
        fields = ("title", "kind", "hours", "form", "theme", "runs_from", "runs_to", "cost", "funding", "competences")
        widgets = {"competences": forms.CheckboxSelectMultiple()}
        help_texts = {
            "theme": f"По тематике считаются обученные: {', '.join(f'«{theme}»' for theme in THEMES)}."
            " Первая — тематика показателя об управленческих командах."
        }


class NewProgramForm(ProgramForm):
    """A new programme."""

    organization = LookupField("organizations.organization", where=own_organizations, only=True, label="Организация")
    code = forms.CharField(
        label="Код", max_length=60, required=False, help_text="Тот же, что в таблицах; пустой портал назначит сам."
    )

    class Meta(ProgramForm.Meta):
        fields = ("organization", "code", *ProgramForm.Meta.fields)  # type: ignore[assignment]


class EntryForm(SpanForm):
    """An entry of the registry as it was seen."""

    spans = (("included_on", "excluded_on"),)

    class Meta:
        model = RegistryEntry
        fields = (
            "number",
            "title",
            "kind",
            "hours",
            "form",
            "organization_name",
            "organization_inn",
            "included_on",
            "excluded_on",
        )


class LinkForm(Form):
    """The own programme that an entry is."""

    program = LookupField("programs.program", label="Программа")


class EnrollmentForm(SpanForm):
    """A training as it is corrected."""

    spans = (("enrolled_on", "completed_on"), ("enrolled_on", "expelled_on"))

    class Meta:
        model = Enrollment
        fields = TRAINING


class NewEnrollmentForm(EnrollmentForm):
    """A new training."""

    person = LookupField("teachers.person", label="Кто учится")
    program = LookupField("programs.program", label="Программа", help_text="Начните набирать название или код.")

    class Meta(EnrollmentForm.Meta):
        fields = ("person", "program", *TRAINING)  # type: ignore[assignment]


class CompleteForm(Form):
    """The end of a training with its document."""

    completed_on = forms.DateField(label="Дата завершения", initial=timezone.localdate)
    document_number = forms.CharField(label="Номер документа", max_length=60, required=False)
    registration_number = forms.CharField(label="Регистрационный номер", max_length=60, required=False)
    issued_on = forms.DateField(label="Дата выдачи", required=False)


class ExpelForm(Form):
    """The day of expulsion."""

    expelled_on = forms.DateField(label="Дата отчисления", initial=timezone.localdate)
