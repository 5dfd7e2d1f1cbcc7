"""Forms of report pages."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from apps.core.actor import current
from apps.core.web.forms import Form
from apps.core.web.period import Period
from apps.monitoring import policies
from apps.monitoring.wording import period_title
from apps.organizations.models import Profile

PARTS = (("0", "год"), ("1", "I полугодие"), ("2", "II полугодие"))
YEARS_BACK = 5


def computable() -> list[Profile]:
    """The profiles whose reports the actor may compute and that have indicators."""
    rows = Profile.objects.filter(indicators__active=True).distinct()
    return [profile for profile in rows if policies.may_compute(current(), profile)]


class ComputeForm(Form):
    """Which profile, which period."""

    profile = forms.ChoiceField(label="Профиль")
    year = forms.TypedChoiceField(label="Год", coerce=int)
    part = forms.TypedChoiceField(
        label="Период", coerce=int, choices=PARTS, initial="0", help_text="Отчётная дата — последний день периода."
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        last = timezone.localdate().year
        profiles = computable()
        self.fields["profile"].choices = [(one.code, one.title) for one in profiles]  # type: ignore[attr-defined]
        self.fields["year"].choices = [(year, str(year)) for year in range(last, last - YEARS_BACK, -1)]  # type: ignore[attr-defined]
        self.initial.setdefault("year", last - 1)

    @property
    def period(self) -> Period:
        """The chosen period."""
        return Period(self.cleaned_data["year"], self.cleaned_data["part"])

    @property
    def parameters(self) -> dict[str, str | date]:
        """The parameters of the job."""
        return {
            "profile": self.cleaned_data["profile"],
            "period_from": self.period.start,
            "period_to": self.period.end,
        }

    @property
    def job_title(self) -> str:
        """«Расчёт отчёта: Владимирская область, 2025 год»."""
        title = dict(self.fields["profile"].choices)[self.cleaned_data["profile"]]  # type: ignore[attr-defined]
        return f"Расчёт отчёта: {title}, {period_title(self.period.start, self.period.end)}"

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if "year" in data and "part" in data and self.period.start > timezone.localdate():
            raise ValidationError({"part": "Этот период ещё не начался: отчёт за него считать не по чему."})
        return data


class RemarkForm(Form):
    """What is to be mended."""

    remark = forms.CharField(
        label="Замечания", max_length=4000, widget=forms.Textarea({"rows": 5}), help_text="Что исправить и где."
    )


class ApprovalForm(Form):
    """The act that approves the report, where there is one: it stands in the documents."""

    act_number = forms.CharField(
        label="Номер акта",
        max_length=40,
        required=False,
        help_text="Приказ или распоряжение об утверждении, если он есть.",
    )
    act_date = forms.DateField(label="Дата акта", required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if bool(data.get("act_number")) is not bool(data.get("act_date")) and "act_date" in data:
            raise ValidationError("Укажите и номер, и дату акта — или оставьте оба поля пустыми.")
        return data


class SignatureForm(Form):
    """A detached signature."""

    file = forms.FileField(
        label="Файл подписи",
        widget=forms.FileInput({"accept": ".sig,.p7s"}),
        help_text="Откреплённая подпись .sig или .p7s, не больше 1 Мбайт. Портал хранит её, но не проверяет.",
    )


class ConfirmationForm(Form):
    """The answer of a yes/no indicator and the document that confirms it."""

    holds = forms.TypedChoiceField(
        label="Показатель выполнен",
        choices=(("yes", "да"), ("no", "нет")),
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    title = forms.CharField(
        label="Документ", max_length=500, required=False, help_text="Вид и название: «Приказ об утверждении плана»."
    )
    number = forms.CharField(label="Номер", max_length=60, required=False)
    signed_on = forms.DateField(label="Дата", required=False)
    link = forms.URLField(label="Ссылка", max_length=500, required=False, assume_scheme="https")
    file = forms.FileField(label="Скан документа", required=False, help_text="До 20 Мбайт. Новый файл заменит прежний.")
