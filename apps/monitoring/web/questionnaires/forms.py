"""Forms by which monitoring forms are built, sent out and checked."""

from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import Q
from django.utils import timezone

from apps.core.actor import current
from apps.core.text import format_interval
from apps.core.web.forms import Form, RecordForm
from apps.core.web.lookup import LookupField
from apps.core.web.period import Period
from apps.core.web.period import parse as parse_period
from apps.monitoring.models import Criterion, FormRound, MonitoringForm, RoundAddressee
from apps.monitoring.selectors.questionnaires import prepared_rounds
from apps.monitoring.services.questionnaires.shipped import kinds_of, offered
from apps.organizations.enums import OrganizationKind
from apps.organizations.models import Municipality

OWN_DAYS = "own"
ASKED = [
    (kind.value, kind.label)
    for kind in OrganizationKind
    if kind.value not in ("ministry", "federal", "university", "other")
]


class MonitoringFormForm(RecordForm):
    """The words of a form."""

    class Meta:
        model = MonitoringForm
        fields = ("title", "purpose", "basis", "method")
        help_texts = {
            "basis": "Акт и пункт, по которому проводится мониторинг.",
            "method": "Отчёт заполняет сама организация, проверку сайта или актов — проверяющий.",
        }


class CriterionForm(RecordForm):
    """A criterion as it is changed."""

    groups: tuple[tuple[str, tuple[str, ...]], ...] = (
        ("", ("section", "number", "title", "hint", "clause")),
        ("Ответ", ("kind", "minimum", "maximum", "required", "position")),
    )

    class Meta:
        model = Criterion
        fields = (
            "section", "number", "title", "hint", "clause", "kind", "minimum", "maximum", "required", "position",
        )  # fmt: skip
        help_texts = {"maximum": "Шкала нужна только критерию с баллом."}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("minimum", "maximum", "position"):
            self.fields[name].required = False

    def clean(self) -> dict[str, Any]:
        """What is left out stays as it was."""
        data: dict[str, Any] = super().clean() or {}
        for name, plain in (("minimum", self.instance.minimum), ("maximum", self.instance.maximum)):
            data[name] = plain if data.get(name) is None else data[name]
        if data.get("position") is None:
            data["position"] = self.instance.position or None
        return data


class NewCriterionForm(CriterionForm):
    """A criterion of a form the actor makes."""

    form = forms.ModelChoiceField(MonitoringForm.objects.none(), label="Форма")
    groups = (("", ("form", *CriterionForm.groups[0][1])), CriterionForm.groups[1])

    class Meta(CriterionForm.Meta):
        fields = ("form", *CriterionForm.Meta.fields)  # type: ignore[assignment]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["form"].queryset = own_forms(published=False)  # type: ignore[attr-defined]


def own_forms(**where: Any) -> Any:
    """The forms of the actor's organization."""
    actor = current()
    mine = Q() if actor.is_system else Q(organization=actor.organization_id)
    return MonitoringForm.objects.filter(mine, **where)


def spans() -> list[tuple[str, str]]:
    """The periods offered: the halves and years around today, or one's own days."""
    year = timezone.localdate().year
    found = [Period(y, half) for y in (year - 1, year, year + 1) for half in (1, 2, 0)]
    return [*((one.code, one.title) for one in found), (OWN_DAYS, "свои даты")]


if TYPE_CHECKING:
    RoundField = forms.ModelChoiceField[FormRound]
else:
    RoundField = forms.ModelChoiceField


class RoundChoice(RoundField):
    """Rounds told apart by their form as well."""

    def label_from_instance(self, obj: FormRound) -> str:
        return f"{obj.form.title} — {format_interval(obj.period_from, obj.period_to)}"


class RoundForm(RecordForm):
    """The conditions of a round that is not published."""

    span = forms.ChoiceField(label="Период", choices=spans)
    period_from = forms.DateField(label="Период с", required=False, help_text="Только для своих дат.")
    period_to = forms.DateField(label="Период по", required=False)
    kinds = forms.MultipleChoiceField(
        label="Кому адресован", choices=ASKED, widget=forms.CheckboxSelectMultiple(), required=False,
        help_text="По одному отчёту каждой открытой организации этих видов на вашей территории. Отдельные организации"
        " добавляются на странице сбора или в списке организаций; тогда виды можно не отмечать.",
    )  # fmt: skip
    within = forms.ModelChoiceField(
        Municipality.objects.all(), label="Только в муниципалитете", required=False,
        help_text="Не выбран — на всей вашей территории. На организации, выбранные отдельно, не влияет.",
    )  # fmt: skip

    class Meta:
        model = FormRound
        fields = ("period_from", "period_to", "due_on", "kinds", "within")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields(["form", "span", "period_from", "period_to", "due_on", "kinds", "within"])
        self.fields["within"].queryset = places()  # type: ignore[attr-defined]
        if self.instance.pk:
            self.initial["span"] = span_of(self.instance.period_from, self.instance.period_to)

    def clean(self) -> dict[str, Any]:
        """The period in days."""
        data: dict[str, Any] = super().clean() or {}
        chosen = parse_period(data.pop("span", "") or "")
        if chosen is not None:
            data["period_from"], data["period_to"] = chosen.start, chosen.end
        for name in ("period_from", "period_to"):
            if data.get(name) is None and name not in self.errors:
                self.add_error(name, "Укажите день: период задан своими датами.")
        return data


class NewRoundForm(RoundForm):
    """A round by a form the actor makes; of a shipped form the addressees are known."""

    form = forms.ModelChoiceField(MonitoringForm.objects.none(), label="Форма")

    class Meta(RoundForm.Meta):
        fields = ("form", *RoundForm.Meta.fields)  # type: ignore[assignment]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = own_forms()
        self.fields["form"].queryset = rows  # type: ignore[attr-defined]
        key = str(self.initial.get("form", ""))
        chosen = next((one for one in rows if str(one.pk) == key), None)
        if chosen is not None:
            self.initial.setdefault("kinds", kinds_of(chosen))


def places() -> Any:
    """The municipalities that a round of the actor may be narrowed to."""
    actor = current()
    rows = Municipality.objects.filter(regional=False, valid_to=None)
    if actor.is_system:
        return rows
    return rows.filter(region=actor.region_id) if actor.level == "region" else rows.filter(Q(pk=actor.municipality_id))


def span_of(start: date, end: date) -> str:
    """The choice that a stored period is."""
    for half in (1, 2, 0):
        one = Period(end.year, half)
        if (one.start, one.end) == (start, end) and (one.code, one.title) in spans():
            return one.code
    return OWN_DAYS


class CopyForm(Form):
    """What the copy is called."""

    title = forms.CharField(label="Название копии", max_length=300)


class TakeForm(Form):
    """A form that comes with a regulation."""

    code = forms.ChoiceField(label="Готовая форма", widget=forms.RadioSelect())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].choices = offered(current())  # type: ignore[attr-defined]


class ReturnForm(Form):
    """What to mend."""

    remark = forms.CharField(label="Замечание", widget=forms.Textarea({"rows": 4}), max_length=2000)


class AcceptForm(Form):
    """A word to an accepted report."""

    remark = forms.CharField(
        label="Замечание или отзыв", widget=forms.Textarea({"rows": 3}), max_length=2000, required=False
    )


class AddresseeForm(RecordForm):
    """An organization chosen by name for a round."""

    addressee = LookupField("organizations.organization", label="Организация")

    round = RoundChoice(FormRound.objects.none(), label="Сбор")

    class Meta:
        model = RoundAddressee
        fields = ("round",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["round"].queryset = prepared_rounds(current()).select_related("form")  # type: ignore[attr-defined]


class ChooseForm(Form):
    """The prepared round to which the chosen organizations are added."""

    round = RoundChoice(FormRound.objects.none(), label="Подготовленный сбор", help_text=(
        "Сбор готовят на странице формы; после объявления адресаты не меняются."))  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = prepared_rounds(current()).select_related("form")
        self.fields["round"].queryset = rows  # type: ignore[attr-defined]
        if rows.count() == 1:
            self.fields["round"].initial = rows.get()
