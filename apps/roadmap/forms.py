"""Forms of roadmaps."""

from typing import Any

from django import forms

from apps.core import counters
from apps.core.access import WRITE
from apps.core.actor import current
from apps.core.services.attachments import ENDINGS
from apps.core.web.forms import Form, RecordForm
from apps.core.web.lookup import LookupField
from apps.organizations.models import Profile
from apps.roadmap.models import Evidence, Roadmap, RoadmapItem


class LinesField(forms.CharField):
    """A list typed line by line."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.Textarea({"rows": 3}), required=False, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        """A stored list as lines."""
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        """The lines as a list, empty ones left out."""
        return [line.strip() for line in str(super().to_python(value) or "").splitlines() if line.strip()]

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(self.to_python(data) != (initial or []))


class RoadmapForm(RecordForm):
    """A roadmap of a profile of the reader's territory."""

    class Meta:
        model = Roadmap
        fields = ("profile", "title", "first_year", "last_year", "clause")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        actor = current()
        profiles = Profile.objects.filter(region_id=actor.region_id or 0)
        if actor.level == "municipality":
            profiles = profiles.filter(municipality_id=actor.municipality_id or 0)
        self.fields["profile"].queryset = profiles  # type: ignore[attr-defined]


class RoadmapEditForm(RecordForm):
    """The title and the years of a roadmap."""

    class Meta:
        model = Roadmap
        fields = ("title", "first_year", "last_year", "clause")


class ItemForm(RecordForm):
    """A measure as it is printed."""

    executor_names = LinesField(
        label="Исполнители", help_text="Каждый с новой строки: организация, «ЦНППМ», «все ММС», «ОО»."
    )
    quantity_texts = LinesField(
        label="Количество", help_text="Каждое с новой строки: «не менее 2600 педагогических работников в год»."
    )
    counter_codes = LinesField(
        label="Счётчики",
        help_text="Каждый с новой строки, по порядку количеств: «Утверждено ИОМ». Список — в шаблоне загрузки.",
    )
    scoped = {"roadmap": WRITE}

    class Meta:
        model = RoadmapItem
        fields = (
            "roadmap",
            "number",
            "section",
            "title",
            "term",
            "result",
            *("executor_names", "quantity_texts", "counter_codes"),
        )
        widgets = {"title": forms.Textarea({"rows": 3}), "result": forms.Textarea({"rows": 3})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        stored = self.initial.get("counter_codes")
        if isinstance(stored, list):
            self.initial["counter_codes"] = [counters.get(code).title for code in stored if code]


class ReportForm(Form):
    """What was done."""

    report = forms.CharField(
        label="Что сделано",
        required=False,
        max_length=4000,
        widget=forms.Textarea({"rows": 5}),
        help_text="Подтверждения — ссылки и файлы — прикладываются на вкладке «Подтверждения».",
    )


class ReturnForm(Form):
    """Why a report is returned."""

    remark = forms.CharField(label="Замечание", max_length=2000, widget=forms.Textarea({"rows": 3}))


class EvidenceForm(RecordForm):
    """A piece of evidence."""

    occurrence = LookupField("roadmap.occurrence", action=WRITE, label="Исполнение")
    url = forms.URLField(label="Ссылка", required=False, max_length=500, assume_scheme="https")
    file = forms.FileField(
        label="Файл", required=False, help_text=f"До 20 МБ: {', '.join(end.removeprefix('.') for end in ENDINGS)}."
    )

    class Meta:
        model = Evidence
        fields = ("occurrence", "text", "url")
