"""Forms of sessions, scores, tools and competences."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils import timezone

from apps.core import access
from apps.core.access import INSTALLATION, ORGANIZATION, REGION, WRITE
from apps.core.actor import Actor, current
from apps.core.web.controls import dress
from apps.core.web.fields import SnilsField
from apps.core.web.forms import Form, RecordForm
from apps.core.web.lookup import LookupField
from apps.diagnostics.bands import MOST, Band, read
from apps.diagnostics.enums import CompetenceState
from apps.diagnostics.models import Advice, AdviceText, Competence, DiagnosticSession, Score, Tool, ToolThreshold

HALF = "Заполните и название уровня, и процент, с которого он начинается."


def own_providers(actor: Actor) -> Q:
    """The organizations in whose name the actor enters sessions: the same rule as ``policies.may_conduct``."""
    level = INSTALLATION if actor.is_system else access.rights().level(actor, "diagnostics", WRITE)
    rules = {
        INSTALLATION: Q(),
        REGION: Q(open=True) | Q(region_id=actor.region_id),
        ORGANIZATION: Q(pk=actor.organization_id),
    }
    return rules.get(level, access.NOTHING)


class SessionForm(RecordForm):
    """A session as it is corrected."""

    class Meta:
        model = DiagnosticSession
        fields = ("completed_on", "independent", "purpose")


class NewSessionForm(SessionForm):
    """A new session."""

    person = LookupField("teachers.person", required=False, label="Кто прошёл")
    snils = SnilsField(
        required=False, help_text="Если человека нет в подсказках: он работает в организации, которую вы не видите."
    )
    provider = LookupField("organizations.organization", where=own_providers, label="Кто провёл")
    tool = forms.ModelChoiceField(Tool.objects.all(), label="Инструмент")

    class Meta(SessionForm.Meta):
        fields = ("provider", "tool", *SessionForm.Meta.fields)  # type: ignore[assignment]

    field_order = ("person", "snils", "provider", "tool", "completed_on", "independent", "purpose")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if current().level != access.PERSONS:
            self.fields.pop("snils")
            self.fields["person"].required = True


class AnnulForm(Form):
    """The day a session is annulled."""

    annulled_on = forms.DateField(label="Дата аннулирования", initial=timezone.localdate)


class ScoreForm(RecordForm):
    """A score as it is corrected."""

    class Meta:
        model = Score
        fields = ("points", "maximum")


class NewScoreForm(ScoreForm):
    """A new score of a session."""

    session = LookupField("diagnostics.session", action=WRITE, label="Диагностика")
    competence = forms.ModelChoiceField(
        Competence.objects.exclude(state=CompetenceState.DRAFT), label="Компетенция",
        help_text="Устаревшую вносят только в диагностики, пройденные до её устаревания.",
    )  # fmt: skip
    maximum = forms.DecimalField(label="Максимум", initial=100, max_digits=8, decimal_places=2)

    class Meta(ScoreForm.Meta):
        fields = ("session", "competence", *ScoreForm.Meta.fields)  # type: ignore[assignment]


def level_fields() -> dict[str, forms.Field]:
    """A name and a percent for each level that a tool may have."""
    made: dict[str, forms.Field] = {}
    for number in range(1, MOST + 1):
        made[f"band_{number}"] = forms.CharField(label=f"Уровень {number}", max_length=60, required=False)
        made[f"from_{number}"] = forms.DecimalField(
            label="Начиная с, %", min_value=0, max_value=100, max_digits=5, decimal_places=2, required=False
        )
    return made


class ToolForm(RecordForm):
    """A tool as it is changed."""

    threshold = forms.DecimalField(
        label="Порог, %", min_value=0, max_value=100, max_digits=5, decimal_places=2, initial=60,
        help_text="Результат ниже порога — дефицит. После изменения дефициты по всем диагностикам пересчитаются.",
    )  # fmt: skip

    groups = (
        ("", ("provider", "title", "threshold", "self_assessment")),
        (
            "Уровни результатов, от низшего",
            tuple(f"{kind}_{n}" for n in range(1, MOST + 1) for kind in ("band", "from")),
        ),
    )

    class Meta:
        model = Tool
        fields = ("title", "threshold", "self_assessment")
        help_texts = {"self_assessment": "Проведённое этим инструментом — самодиагностика: в показатели не входит."}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in level_fields().items():
            dress(field)
            self.fields[name] = field
        for number, band in enumerate(read(self.instance.bands or ()), 1):
            self.initial.setdefault(f"band_{number}", band.name)
            self.initial.setdefault(f"from_{number}", band.start.normalize())

    def clean(self) -> dict[str, Any]:
        """The pairs of fields become the levels; a pair half filled is refused."""
        data: dict[str, Any] = super().clean() or {}
        bands = []
        for number in range(1, MOST + 1):
            name, start = data.pop(f"band_{number}", ""), data.pop(f"from_{number}", None)
            if bool(name) != (start is not None):
                self.add_error(f"from_{number}" if name else f"band_{number}", HALF)
            elif name and start is not None:
                bands.append(Band(name, start))
        return {**data, "bands": bands}


class NewToolForm(ToolForm):
    """A new tool."""

    provider = LookupField("organizations.organization", where=own_providers, label="Владелец")

    class Meta(ToolForm.Meta):
        fields = ("provider", *ToolForm.Meta.fields)  # type: ignore[assignment]


class ThresholdForm(RecordForm):
    """The threshold of one competence."""

    tool = forms.ModelChoiceField(Tool.objects.all(), label="Инструмент")
    percent = forms.DecimalField(label="Порог, %", min_value=0, max_value=100, max_digits=5, decimal_places=2)

    class Meta:
        model = ToolThreshold
        fields = ("tool", "competence", "percent")


class CompetenceForm(RecordForm):
    """A competence of the framework."""

    class Meta:
        model = Competence
        fields = ("code", "title", "block", "description", "state")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["description"].widget.attrs["rows"] = 3


class AdviceTextForm(RecordForm):
    """A text of a centre's recommendations."""

    class Meta:
        model = AdviceText
        fields = ("competence", "standing", "level", "text")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].widget.attrs["rows"] = 5
        self.fields["level"].help_text = "Как назван в уровнях инструмента; пусто — для любого уровня"
        self.fields["competence"].help_text = "Пусто — для любой компетенции"


class NewAdviceTextForm(AdviceTextForm):
    """A new text."""

    provider = LookupField("organizations.organization", where=own_providers, label="Центр")

    class Meta(AdviceTextForm.Meta):
        fields = ("provider", *AdviceTextForm.Meta.fields)  # type: ignore[assignment]


class AdviceForm(RecordForm):
    """A recommendation as it is corrected."""

    class Meta:
        model = Advice
        fields = ("text",)


class ConclusionForm(Form):
    """The conclusions of a year's report."""

    text = forms.CharField(label="Выводы и предложения", widget=forms.Textarea(attrs={"rows": 8}), max_length=20_000)
