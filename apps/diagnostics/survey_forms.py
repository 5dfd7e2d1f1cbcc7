"""Forms by which questionnaires are built."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone

from apps.core.actor import current
from apps.core.web.forms import RecordForm
from apps.diagnostics.models import Survey, SurveyQuestion
from apps.diagnostics.services.surveys.building import library
from apps.organizations.models import Municipality, Organization
from apps.organizations.selectors import municipalities_in_sight
from apps.teachers.enums import PositionKind

OPEN_DAYS = 14
EMPTY = [("", "пустая: вопросы составлю сам")]


class LinesField(forms.CharField):
    """Short texts, each on a line of its own."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.Textarea({"rows": 5}), required=False, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        """The lines as they are typed."""
        return "\n".join(value) if isinstance(value, list | tuple) else value

    def clean(self, value: Any) -> Any:
        """The lines that say something, each once."""
        text = super().clean(value)
        return list(dict.fromkeys(line.strip()[:300] for line in str(text).splitlines() if line.strip()))


class HouseField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """Organizations of the maker's territory named by their numbers in a list."""

    def label_from_instance(self, obj: Organization) -> str:
        return obj.short_name


class SurveyForm(RecordForm):
    """A questionnaire as it is changed."""

    kinds = forms.MultipleChoiceField(
        label="Кому", choices=PositionKind.choices, widget=forms.CheckboxSelectMultiple(), required=False,
        help_text="Ничего не отмечено — всем работникам вашей территории.",
    )  # fmt: skip
    municipalities = forms.ModelMultipleChoiceField(
        Municipality.objects.none(), label="Только в муниципалитетах", required=False,
        widget=forms.CheckboxSelectMultiple(),
    )  # fmt: skip
    organizations = HouseField(
        Organization.objects.none(), label="Только в организациях", required=False,
        widget=forms.SelectMultiple({"size": 8}), help_text="Не выбраны — во всех.",
    )  # fmt: skip
    groups: tuple[tuple[str, tuple[str, ...]], ...] = (
        ("", ("template", "title", "purpose", "anonymous")),
        ("Когда открыта", ("opens_on", "closes_on")),
        ("Кому адресована", ("kinds", "municipalities", "organizations")),
    )

    class Meta:
        model = Survey
        fields = ("title", "purpose", "anonymous", "opens_on", "closes_on", "kinds")
        widgets = {"purpose": forms.Textarea({"rows": 3})}
        help_texts = {
            "anonymous": "Ответы складываются в общие итоги, кто и что ответил, узнать нельзя никому. Итоги "
            "открываются после закрытия, группы меньше пяти человек не показываются."
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        actor = current()
        self.fields["municipalities"].queryset = municipalities_in_sight(None)  # type: ignore[attr-defined]
        houses = Organization.objects.filter(region=actor.region_id).order_by("sort_key")
        if actor.level == "municipality":
            del self.fields["municipalities"]
            houses = houses.filter(municipality=actor.municipality_id)
        self.fields["organizations"].queryset = houses  # type: ignore[attr-defined]
        if self.instance.pk:
            for name in ("municipalities", "organizations"):
                self.initial[name] = list(getattr(self.instance, name).values_list("pk", flat=True))


class NewSurveyForm(SurveyForm):
    """A new questionnaire, empty or from a shipped one."""

    template = forms.ChoiceField(
        label="Готовая анкета", required=False, choices=[],
        help_text="Вопросы готовой анкеты можно потом изменить; название и пояснение возьмём из неё, если они пустые.",
    )  # fmt: skip

    class Meta(SurveyForm.Meta):
        fields = ("template", *SurveyForm.Meta.fields)  # type: ignore[assignment]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        shipped = [(code, one["title"]) for code, one in library().items()]
        self.fields["template"].choices = [*EMPTY, *shipped]  # type: ignore[attr-defined]
        today = timezone.localdate()
        self.initial.setdefault("opens_on", today)
        self.initial.setdefault("closes_on", today + timedelta(days=OPEN_DAYS))
        self.initial.setdefault("kinds", [PositionKind.PEDAGOGUE])
        self.fields["title"].required = not self.data.get("template")


class QuestionForm(RecordForm):
    """A question as it is changed."""

    options = LinesField(label="Варианты ответа", help_text="Каждый с новой строки; для выбора одного или нескольких.")
    rows = LinesField(label="Строки шкал", help_text="Каждая с новой строки; для балла каждой строке.")
    groups: tuple[tuple[str, tuple[str, ...]], ...] = (
        ("", ("survey", "section", "title", "hint", "kind", "options", "rows")),
        ("Шкала", ("minimum", "maximum", "low", "high")),
        ("Место", ("position",)),
    )

    class Meta:
        model = SurveyQuestion
        fields = (
            "section", "title", "hint", "kind", "options", "rows", "minimum", "maximum", "low", "high", "position",
        )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("minimum", "maximum", "position"):
            self.fields[name].required = False

    def clean(self) -> dict[str, Any]:
        """What is left out stays as it was."""
        data: dict[str, Any] = super().clean() or {}
        for name in ("minimum", "maximum"):
            data[name] = getattr(self.instance, name) if data.get(name) is None else data[name]
        data["position"] = data.get("position") or self.instance.position or None
        return data


class NewQuestionForm(QuestionForm):
    """A question of a questionnaire that the actor makes."""

    survey = forms.ModelChoiceField(Survey.objects.none(), label="Анкета")

    class Meta(QuestionForm.Meta):
        fields = ("survey", *QuestionForm.Meta.fields)  # type: ignore[assignment]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        mine = Survey.objects.filter(organization=current().organization_id or 0, published=False)
        self.fields["survey"].queryset = mine  # type: ignore[attr-defined]
