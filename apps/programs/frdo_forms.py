"""Forms of ФИС ФРДО."""

from django import forms
from django.utils import timezone

from apps.core.web.forms import Form, RecordForm
from apps.core.web.lookup import LookupField
from apps.programs.enums import Payment, Receipt, RegisterForm
from apps.programs.frdo.columns import AREAS
from apps.programs.models import FrdoCard

EMPTY = [("", "— не указано —")]
AREA = forms.Select(choices=EMPTY + [(name, name) for name in AREAS])


class CardForm(RecordForm):
    """What ФИС ФРДО wants of a training."""

    groups = (
        ("Обучение", ("enrollment", "study_form", "payment", "receipt", "area", "specialities", "qualification")),
        ("Слушатель", ("citizenship", "level", "diploma_name", "diploma_series", "diploma_number")),
    )

    class Meta:
        model = FrdoCard
        fields = (
            "study_form", "payment", "receipt", "area", "specialities", "qualification", "citizenship", "level",
            "diploma_name", "diploma_series", "diploma_number",
        )  # fmt: skip
        widgets = {"area": AREA}
        help_texts = {
            "citizenship": "Три цифры: 643 — Россия.",
            "study_form": "Пусто — по форме программы, если ФИС ФРДО её знает.",
            "payment": "Пусто — по источнику финансирования программы.",
        }


class NewCardForm(CardForm):
    """The same for a training that has no card yet."""

    enrollment = LookupField("programs.enrollment", label="Обучение")

    class Meta(CardForm.Meta):
        fields = ("enrollment", *CardForm.Meta.fields)  # type: ignore[assignment]


class GroupCardForm(Form):
    """What is the same for a whole group."""

    study_form = forms.ChoiceField(label="Форма обучения", choices=EMPTY + RegisterForm.choices, required=False)
    payment = forms.ChoiceField(label="Финансирование обучения", choices=EMPTY + Payment.choices, required=False)
    receipt = forms.ChoiceField(label="Форма получения образования", choices=EMPTY + Receipt.choices, required=False)
    area = forms.ChoiceField(label="Область деятельности", choices=AREA.choices, required=False)
    citizenship = forms.CharField(
        label="Гражданство (код ОКСМ)", max_length=3, required=False, help_text="Три цифры: 643 — Россия."
    )


class SendForm(Form):
    """The day of sending."""

    sent_on = forms.DateField(label="Дата отправки", initial=timezone.localdate)


class AnswerForm(Form):
    """The table that ФИС ФРДО gave back."""

    file = forms.FileField(
        label="Файл ответа",
        widget=forms.FileInput({"accept": ".xlsx,.csv"}),
        help_text="Столбцы «Регистрационный номер», «Статус» («принят» или иное) и, если есть, «Ошибка».",
    )
