"""Forms of groups, their schedule, documents and of the way to the registry."""

from django import forms
from django.utils import timezone

from apps.core.access import WRITE
from apps.core.web.forms import Form, RecordForm, SpanForm
from apps.core.web.lookup import LookupField
from apps.programs.enums import DocumentFate, Step
from apps.programs.models import DocumentSeries, Expertise, Lesson, Partner, ProgramModule, StudyGroup
from apps.programs.policies import own_register

PROGRAM = "programs.program"
LONG = forms.Textarea(attrs={"rows": 4})


class StepForm(Form):
    """The next step to the registry."""

    step = forms.ChoiceField(label="Шаг", choices=Step.choices)
    on = forms.DateField(label="Дата", initial=timezone.localdate)
    number = forms.CharField(
        label="Номер", max_length=60, required=False, help_text="Для включения — номер записи в Федеральном реестре."
    )
    remarks = forms.CharField(
        label="Замечания", max_length=4000, required=False, widget=LONG, help_text="Обязательны для возврата."
    )


class ModuleForm(RecordForm):
    """A module as it is changed."""

    class Meta:
        model = ProgramModule
        fields = ("position", "title", "hours", "competences")
        widgets = {"competences": forms.CheckboxSelectMultiple()}


class NewModuleForm(ModuleForm):
    """A new module."""

    program = LookupField(PROGRAM, action=WRITE, label="Программа")
    position = forms.IntegerField(
        label="Номер", min_value=1, max_value=999, required=False, help_text="Пустой — станет последним."
    )

    class Meta(ModuleForm.Meta):
        fields = ("program", *ModuleForm.Meta.fields)  # type: ignore[assignment]


class PartnerForm(RecordForm):
    """A partner as it is changed."""

    class Meta:
        model = Partner
        fields = ("role", "contract")


class NewPartnerForm(PartnerForm):
    """A new partner."""

    program = LookupField(PROGRAM, action=WRITE, label="Программа")
    partner = LookupField("organizations.organization", label="Организация")

    class Meta(PartnerForm.Meta):
        fields = ("program", "partner", *PartnerForm.Meta.fields)  # type: ignore[assignment]


class ExpertiseForm(RecordForm):
    """An expertise as it is corrected."""

    class Meta:
        model = Expertise
        fields = ("expert", "verdict", "on", "remarks")


class NewExpertiseForm(ExpertiseForm):
    """A new expertise."""

    program = LookupField(PROGRAM, action=WRITE, label="Программа")

    class Meta(ExpertiseForm.Meta):
        fields = ("program", *ExpertiseForm.Meta.fields)  # type: ignore[assignment]


class GroupForm(SpanForm):
    """A group as it is changed."""

    class Meta:
        model = StudyGroup
        fields = ("start", "end", "capacity", "curator", "place")


class NewGroupForm(GroupForm):
    """A new group."""

    program = LookupField(PROGRAM, action=WRITE, label="Программа", help_text="Начните набирать название или код.")
    code = forms.CharField(label="Группа", max_length=60, required=False, help_text="Пустое имя портал назначит сам.")

    class Meta(GroupForm.Meta):
        fields = ("program", "code", *GroupForm.Meta.fields)  # type: ignore[assignment]


class LessonForm(RecordForm):
    """A row of the schedule as it is changed."""

    class Meta:
        model = Lesson
        fields = ("on", "begins", "ends", "topic", "hours", "teacher", "place")
        widgets = {
            "begins": forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
            "ends": forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        }


class NewLessonForm(LessonForm):
    """A new row of the schedule."""

    group = LookupField("programs.group", action=WRITE, label="Группа")

    class Meta(LessonForm.Meta):
        fields = ("group", *LessonForm.Meta.fields)  # type: ignore[assignment]


class CompleteGroupForm(Form):
    """The day on which the whole group has completed."""

    completed_on = forms.DateField(label="Дата завершения", initial=timezone.localdate)


class IssueForm(Form):
    """The day of issue."""

    issued_on = forms.DateField(label="Дата выдачи", initial=timezone.localdate)


class SpoilForm(Form):
    """A blank is written off."""

    on = forms.DateField(label="Дата списания", initial=timezone.localdate)
    reason = forms.CharField(label="Причина", max_length=300)


class DuplicateForm(Form):
    """A duplicate instead of the document."""

    on = forms.DateField(label="Дата выдачи дубликата", initial=timezone.localdate)
    fate = forms.ChoiceField(
        label="Что с прежним документом",
        choices=[(one.value, one.label) for one in (DocumentFate.LOST, DocumentFate.EXCHANGED, DocumentFate.DESTROYED)],
    )
    reason = forms.CharField(label="Основание", max_length=300, help_text="Заявление, его дата.")


class SeriesForm(RecordForm):
    """How the numbers of documents look."""

    class Meta:
        model = DocumentSeries
        fields = ("series", "prefix", "digits", "mark", "last")
        help_texts = {
            "series": "Печатается перед номером бланка; у бланков без серии пусто.",
            "prefix": "То, с чего начинается каждый номер бланка.",
            "digits": "Порядковый номер дополняется нулями до этого числа цифр.",
            "mark": "Встаёт в конец регистрационного номера: «17/2026-ПК».",
            "last": "Меняют, только пока по нумерации ничего не выдано.",
        }


class NewSeriesForm(SeriesForm):
    """The numbering of a year."""

    organization = LookupField("organizations.organization", where=own_register, only=True, label="Организация")

    class Meta(SeriesForm.Meta):
        fields = ("organization", "year", "kind", *SeriesForm.Meta.fields)  # type: ignore[assignment]
