"""Fields of forms that several applications share."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from apps.core import snils


class SnilsField(forms.CharField):
    """СНИЛС in any accepted writing; eleven digits in the end."""

    def __init__(self, **kwargs: Any) -> None:
        line = forms.TextInput({"inputmode": "numeric", "autocomplete": "off", "placeholder": "112-233-445 95"})
        super().__init__(**{"label": "СНИЛС", "max_length": 20, "widget": line, **kwargs})

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        if not text:
            return text
        try:
            return snils.normalize(text)
        except snils.InvalidSnils as invalid:
            raise ValidationError(f"Проверьте СНИЛС: {invalid}. Пример: 112-233-445 95.") from None

    def prepare_value(self, value: Any) -> Any:
        return snils.format_snils(value) if isinstance(value, str) and snils.is_valid(value) else value
