"""Forms of the talk about a route and of evidence beside its items."""

from django import forms

from apps.core.access import WRITE
from apps.core.services.attachments import ENDINGS
from apps.core.web.forms import Form
from apps.core.web.lookup import LookupField


class CommentForm(Form):
    """A comment; the route comes with the address."""

    route = LookupField("routes.route", action=WRITE, label="ИОМ")
    text = forms.CharField(label="Комментарий", max_length=2000, widget=forms.Textarea({"rows": 4}))


class EvidenceForm(Form):
    """What shows that an item was done; the item comes with the address."""

    item = LookupField("routes.item", action=WRITE, label="Пункт")
    text = forms.CharField(label="Что сделано", max_length=1000, required=False, widget=forms.Textarea({"rows": 3}))
    url = forms.URLField(label="Ссылка", max_length=500, required=False, assume_scheme="https")
    file = forms.FileField(label="Файл", required=False, widget=forms.FileInput({"accept": ",".join(ENDINGS)}))
