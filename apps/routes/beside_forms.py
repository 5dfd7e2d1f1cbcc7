"""Forms of what surrounds routes: questions, reasons, recognized learning, observations."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from apps.accounts.enums import Role
from apps.core.access import WRITE
from apps.core.actor import current
from apps.core.services.attachments import ENDINGS
from apps.core.web.forms import Form, RecordForm
from apps.core.web.lookup import LookupField
from apps.diagnostics.enums import CompetenceState
from apps.diagnostics.models import Competence
from apps.organizations.models import Organization
from apps.routes.models import Consultation, PracticeRecord, Recognition, RouteSource
from apps.routes.services.practice import NO_MARKS, criteria, mark_words
from apps.teachers.selectors import own_person

FILE_HINT = f"До 20 МБ: {', '.join(end.removeprefix('.') for end in ENDINGS)}."
FOUR_ROWS = forms.Textarea({"rows": 4})
NO_CARD = "Ваша учётная запись не связана с карточкой работника: попросите ЦНППМ связать её."


def in_force() -> Any:
    """Competences that may be named anew."""
    return Competence.objects.filter(state=CompetenceState.PUBLISHED)


class CompetenceField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """One competence in force."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(in_force(), label=kwargs.pop("label", "Компетенция"), **kwargs)


class ConsultationForm(RecordForm):
    """A question as it is corrected."""

    competence = CompetenceField(required=False)

    class Meta:
        model = Consultation
        fields = ("theme", "question", "competence", "channel", "asked_on")
        widgets = {"question": forms.Textarea({"rows": 5})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if current().role in (Role.TEACHER, Role.OPERATOR):
            del self.fields["channel"], self.fields["asked_on"]


class AskForm(ConsultationForm):
    """A new question: a teacher's own, an operator's for the organization, entered by a consultant for anybody."""

    person = LookupField("teachers.person", label="Работник", required=False)
    organization = LookupField(
        "organizations.organization", label="Организация", required=False,
        help_text="Если спрашивает организация, а не работник.",
    )  # fmt: skip

    class Meta(ConsultationForm.Meta):
        fields = ("person", "organization", *ConsultationForm.Meta.fields)  # type: ignore[assignment]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if current().role in (Role.TEACHER, Role.OPERATOR):
            del self.fields["person"], self.fields["organization"]
        else:
            self.initial.setdefault("asked_on", timezone.localdate())

    def clean(self) -> dict[str, Any]:
        """A teacher asks for themselves, an operator for the own organization."""
        data: dict[str, Any] = super().clean() or {}
        if current().role == Role.TEACHER:
            data["person"] = own_person()
            if data["person"] is None:
                raise ValidationError(NO_CARD)
        elif current().role == Role.OPERATOR:
            data["organization"] = Organization.objects.filter(pk=current().organization_id or 0).first()
        return data


class AnswerForm(Form):
    """The answer to a question."""

    outcome = forms.CharField(label="Ответ и итог", widget=forms.Textarea({"rows": 6}), max_length=8000)
    consultant = forms.CharField(label="Кто консультировал", max_length=300, required=False,
                                 help_text="Пусто — вы.")  # fmt: skip
    answered_on = forms.DateField(label="Дата ответа", initial=timezone.localdate)
    follow_up = forms.CharField(label="Что дальше", max_length=300, required=False)
    follow_up_on = forms.DateField(label="Вернуться к вопросу", required=False)


class SourceForm(RecordForm):
    """A reason as it is corrected."""

    competence = CompetenceField(required=False)

    class Meta:
        model = RouteSource
        fields = ("kind", "competence", "text", "on_date")
        widgets = {"text": FOUR_ROWS}
        help_texts = {
            "text": "Например: «По итогам ВПР в 6 «А» 40 % обучающихся не справились с задачами на проценты»."
        }


class NewSourceForm(SourceForm):
    """A new reason of a route; the route comes with the address."""

    route = LookupField("routes.route", action=WRITE, label="ИОМ")

    class Meta(SourceForm.Meta):
        fields = ("route", *SourceForm.Meta.fields)  # type: ignore[assignment]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("on_date", timezone.localdate())


class RecognitionForm(RecordForm):
    """A decision as it is corrected."""

    competences = forms.ModelMultipleChoiceField(
        Competence.objects.all(), label="Компетенции", widget=forms.CheckboxSelectMultiple()
    )
    file = forms.FileField(label="Документ решения", required=False, help_text=FILE_HINT)

    class Meta:
        model = Recognition
        fields = ("title", "learned_at", "hours", "competences", "decided_on", "number")
        help_texts = {"learned_at": "Организация, сообщество, площадка или самостоятельно."}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["competences"].queryset = in_force().order_by("code")  # type: ignore[attr-defined]
        if self.instance.pk:
            self.initial["competences"] = list(self.instance.competences.values_list("pk", flat=True))


class NewRecognitionForm(RecognitionForm):
    """A new decision."""

    person = LookupField("teachers.person", label="Работник")

    class Meta(RecognitionForm.Meta):
        fields = ("person", *RecognitionForm.Meta.fields)  # type: ignore[assignment]


class CloseForm(Form):
    """Which item a decision closes: the page of the decision offers those that suit."""

    item = LookupField(
        "routes.item", action=WRITE, label="Пункт ИОМ",
        help_text="Невыполненный пункт действующего ИОМ этого человека с той же компетенцией: такие пункты перечислены "
        "на странице решения.",
    )  # fmt: skip


class PracticeForm(RecordForm):
    """An observation: the criteria are marked by buttons, what could not be seen stays unmarked."""

    competence = CompetenceField()
    file = forms.FileField(label="Файл", required=False, help_text=FILE_HINT)

    class Meta:
        model = PracticeRecord
        fields = ("kind", "route", "competence", "on_date", "theme", "observer", "conclusion")
        widgets = {"conclusion": FOUR_ROWS}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["observer"].required = False
        self.fields["observer"].help_text = "Пусто — вы."
        self.settle_route()
        choices = [(str(mark), f"{mark} — {words}") for mark, words in mark_words().items()]
        for code, title in criteria().items():
            self.fields[f"mark_{code}"] = forms.ChoiceField(
                label=title, choices=choices, required=False, widget=forms.RadioSelect(),
                initial=str(self.instance.marks.get(code, "")),
            )  # fmt: skip
        marks = tuple(f"mark_{code}" for code in criteria())
        self.groups = (
            ("", ("person", "route", "kind", "on_date", "theme", "observer")),
            ("Что увидели: каждый критерий — 0, 1 или 2", ("competence", *marks)),
            ("Вывод", ("conclusion", "file")),
        )
        self.dress_fields()

    def settle_route(self) -> None:
        """The routes of the person, where the person is known; on a new form the route is looked up."""
        if self.instance.pk:
            mine = self.fields["route"].queryset.filter(person_id=self.instance.person_id)  # type: ignore[attr-defined]
            self.fields["route"].queryset = mine  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """The marks become one value."""
        data: dict[str, Any] = super().clean() or {}
        given = {code: data.pop(f"mark_{code}", "") for code in criteria()}
        data["marks"] = {code: int(mark) for code, mark in given.items() if mark != ""}
        if not data["marks"]:
            self.add_error(None, NO_MARKS)
        return data


class NewPracticeForm(PracticeForm):
    """A new observation of a person, or of the person of a route."""

    person = LookupField("teachers.person", label="Работник", required=False,
                         help_text="Не нужен, если назван ИОМ.")  # fmt: skip
    route = LookupField("routes.route", label="ИОМ", required=False)

    class Meta(PracticeForm.Meta):
        fields = ("person", *PracticeForm.Meta.fields)  # type: ignore[assignment]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("on_date", timezone.localdate())

    def settle_route(self) -> None:
        """Looked up by number or name."""

    def clean(self) -> dict[str, Any]:
        """The person of the route, where the route alone is named."""
        data = super().clean()
        route = data.get("route")
        if data.get("person") is None and route is not None:
            data["person"] = route.person
        if data.get("person") is None and "person" not in self.errors:
            self.add_error("person", "Назовите работника или ИОМ.")
        return data
