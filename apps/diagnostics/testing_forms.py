"""Forms of the item bank and of online tests."""

from typing import Any

from django import forms

from apps.core.actor import current
from apps.core.web.forms import Form, RecordForm
from apps.core.web.lookup import LookupField
from apps.diagnostics.enums import CompetenceState
from apps.diagnostics.forms import own_providers
from apps.diagnostics.models import BlueprintRow, Competence, Item, OnlineTest, Tool
from apps.diagnostics.services import bank
from apps.organizations.models import Organization

LARGEST = 20 * 2**20
NOTATION = (
    "Один или несколько ответов: вариант на строке, перед верным «*». Соответствие: «левое = правое», лишнее — "
    "«= правое». Порядок: строки в верном порядке. Число: «12,5» или «12,5 ± 0,1». Краткий ответ: принимаемый вариант "
    "на строке."
)


def living() -> Any:
    """Competences that may be assigned anew."""
    return Competence.objects.filter(state=CompetenceState.PUBLISHED)


class ItemForm(RecordForm):
    """An item with its key in one notation; the key is shown to the keepers of the bank alone."""

    competence = forms.ModelChoiceField(living(), label="Компетенция")
    answers = forms.CharField(label="Варианты и ключ", help_text=NOTATION, widget=forms.Textarea({"rows": 6}))
    picture = forms.FileField(
        label="Рисунок", required=False, help_text="PNG или JPEG до 2 МБ. Новый файл заменит прежний.",
        widget=forms.FileInput({"accept": "image/png,image/jpeg"}),
    )  # fmt: skip
    without_picture = forms.BooleanField(label="Убрать рисунок", required=False)
    groups = (
        ("Задание", ("competence", "tool", "difficulty", "kind", "text", "answers")),
        ("Рисунок", ("picture", "picture_words", "without_picture")),
    )

    class Meta:
        model = Item
        fields = ("competence", "tool", "difficulty", "kind", "text", "picture_words")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].widget.attrs["rows"] = 4
        if self.instance.pk:
            self.fields["answers"].initial = bank.answers_of(self.instance)
        else:
            self.fields.pop("without_picture")

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        kept = self.instance.picture_key and not data.get("without_picture")
        if (data.get("picture") or kept) and not data.get("picture_words"):
            self.add_error("picture_words", bank.WORDLESS)
        return data


class TestForm(RecordForm):
    """A test as it is changed."""

    minutes = forms.IntegerField(label="Время, минут", min_value=1, max_value=600, initial=60)
    attempts = forms.IntegerField(label="Попыток по одному приглашению", min_value=1, max_value=20, initial=1)

    class Meta:
        model = OnlineTest
        fields = ("title", "minutes", "attempts", "shuffle", "independent", "by_invitation")


class NewTestForm(TestForm):
    """A new test."""

    tool = forms.ModelChoiceField(Tool.objects.all(), label="Инструмент")

    class Meta(TestForm.Meta):
        fields = ("tool", *TestForm.Meta.fields)  # type: ignore[assignment]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = Tool.objects.filter(provider__in=own_organizations())
        self.fields["tool"].queryset = own  # type: ignore[attr-defined]


def own_organizations() -> Any:
    """The organizations with whose tools the actor conducts diagnostics."""
    return Organization.objects.filter(own_providers(current()))


class RowForm(RecordForm):
    """Another number of items."""

    count = forms.IntegerField(label="Заданий", min_value=1, max_value=100)

    class Meta:
        model = BlueprintRow
        fields = ("count",)


class NewRowForm(RowForm):
    """A new row of the plan."""

    test = LookupField("diagnostics.test", label="Онлайн-тест")
    competence = forms.ModelChoiceField(living(), label="Компетенция")

    class Meta(RowForm.Meta):
        fields = ("test", "competence", "difficulty", *RowForm.Meta.fields)  # type: ignore[assignment]


class PackageForm(Form):
    """A QTI package, and what serves items that name no competence of ours."""

    file = forms.FileField(
        label="Пакет QTI 2.1", help_text="Архив .zip до 20 МБ.", widget=forms.FileInput({"accept": ".zip"})
    )
    competence = forms.ModelChoiceField(living(), label="Компетенция, если в задании её нет")
    difficulty = forms.IntegerField(label="Сложность, если её нет", min_value=1, max_value=5, initial=3)

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise forms.ValidationError("Пакет больше 20 МБ: разделите его на несколько.")
        first = file.read(4)
        file.seek(0)
        if first != b"PK\x03\x04":
            raise forms.ValidationError("Это не архив .zip: выберите пакет QTI 2.1.")
        return file
