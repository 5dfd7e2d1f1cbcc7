"""Forms of the matrix of functions."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from apps.core.services import attachments
from apps.core.web.forms import Form


class ConfirmForm(Form):
    """What confirms a function."""

    text = forms.CharField(label="Чем подтверждается", widget=forms.Textarea({"rows": 4}), max_length=2000)
    url = forms.URLField(label="Ссылка", required=False, max_length=500, assume_scheme="https")
    file = forms.FileField(
        label="Документ", required=False, widget=forms.FileInput({"accept": ",".join(attachments.ENDINGS)})
    )
    period_from = forms.DateField(label="Период с")
    period_to = forms.DateField(label="Период по")

    def clean(self) -> dict[str, Any]:
        """A period runs forward."""
        data: dict[str, Any] = super().clean() or {}
        start, end = data.get("period_from"), data.get("period_to")
        if start and end and end < start:
            self.add_error("period_to", ValidationError("Раньше, чем начало периода: проверьте обе даты."))
        return data
