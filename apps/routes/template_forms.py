"""Forms of templates of routes."""

from django import forms

from apps.core.access import WRITE
from apps.core.web.forms import Form, RecordForm
from apps.core.web.lookup import LookupField
from apps.diagnostics.enums import CompetenceState
from apps.diagnostics.models import Competence
from apps.routes.models import RouteTemplate, TemplateItem

DAYS = "От дня составления ИОМ."


class TemplateForm(RecordForm):
    """A template."""

    class Meta:
        model = RouteTemplate
        fields = ("title", "description")


class TemplateItemForm(RecordForm):
    """An item of a template as it is changed."""

    program = LookupField("programs.program", required=False, label="Программа")
    event = LookupField("events.event", required=False, label="Мероприятие")
    competences = forms.ModelMultipleChoiceField(
        Competence.objects.filter(state=CompetenceState.PUBLISHED), label="Какие компетенции развивает",
        required=False, widget=forms.CheckboxSelectMultiple(),
        help_text="Пункт попадёт в ИОМ того, у кого проверена хотя бы одна из них; без компетенций — в каждый.",
    )  # fmt: skip

    class Meta:
        model = TemplateItem
        fields = ("kind", "program", "event", "content", "days", "hours", "responsible_words", "competences")
        help_texts = {"days": DAYS, "hours": "Пустые часы возьмём из программы."}


class NewTemplateItemForm(TemplateItemForm):
    """A new item; the template comes with the address."""

    template = LookupField("routes.template", action=WRITE, label="Шаблон")

    class Meta(TemplateItemForm.Meta):
        fields = ("template", *TemplateItemForm.Meta.fields)  # type: ignore[assignment]


class FromRouteForm(Form):
    """A name for the template made of a route."""

    title = forms.CharField(label="Название шаблона", max_length=200)
    description = forms.CharField(label="Для кого", max_length=1000, required=False)


class ApplyForm(Form):
    """Which template is applied."""

    template = LookupField("routes.template", label="Шаблон")
