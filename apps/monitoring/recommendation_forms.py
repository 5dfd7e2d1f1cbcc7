"""Forms and filters of recommendations."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from apps.core import access
from apps.core.actor import current
from apps.core.web.filters import ChoiceFilter, DateFilter, FilterSet, ManyFilter, RowFilter
from apps.core.web.forms import Form, RecordForm
from apps.core.web.lookup import LookupField, LookupFilter
from apps.monitoring.enums import Level, RecommendationState
from apps.monitoring.models import Recommendation
from apps.monitoring.recommendations import RULES
from apps.monitoring.selectors.recommendations import overdue
from apps.monitoring.services.propose import default_due
from apps.organizations.models import Municipality

RULE_TITLES = tuple(sorted(((code, rule.title) for code, rule in RULES.items()), key=lambda pair: pair[1]))
LATE = {"1": "срок прошёл"}


class EditForm(RecordForm):
    """The words, the term, the addressee."""

    text = forms.CharField(label="Рекомендация", widget=forms.Textarea(attrs={"rows": 6}))
    organization = LookupField("organizations.organization", label="Адресат", required=False)
    due = forms.DateField(label="Срок", required=False, help_text="Не указан — станет общим сроком при направлении.")

    class Meta:
        model = Recommendation
        fields = ("text", "organization", "due")


class SendForm(Form):
    """The common term."""

    due = forms.DateField(label="Срок для тех, у кого он не указан")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["due"].initial = default_due(timezone.localdate())


class ReasonForm(Form):
    """Why a recommendation is not sent."""

    reason = forms.CharField(label="Почему не направляется", max_length=300)


class DoneForm(Form):
    """What was done, and what shows it."""

    answer = forms.CharField(label="Что сделано", widget=forms.Textarea(attrs={"rows": 5}))
    evidence = forms.URLField(
        label="Ссылка на подтверждение", required=False, max_length=500, assume_scheme="https",
        help_text="План, приказ, страница на сайте.",
    )  # fmt: skip


class AnswerForm(Form):
    """Why not."""

    answer = forms.CharField(
        label="Почему рекомендация не может быть исполнена", widget=forms.Textarea(attrs={"rows": 4})
    )


class ReturnForm(Form):
    """What is lacking, and until when."""

    remark = forms.CharField(label="Чего не хватает", widget=forms.Textarea(attrs={"rows": 4}))
    due = forms.DateField(label="Новый срок", required=False)


def municipalities(request: HttpRequest | None) -> QuerySet[Municipality]:
    """The municipalities that the actor's recommendations lie in."""
    rows = Recommendation.objects.filter(access.scope(Recommendation, current())).order_by().values("municipality")
    return Municipality.objects.filter(pk__in=rows.distinct(), regional=False).order_by("sort_key")


class RecommendationFilters(FilterSet):
    """Recommendations by state, lateness, rule, level, place and period."""

    state = ManyFilter(label="Состояние", choices=RecommendationState.choices)
    late = ChoiceFilter(label="Просрочка", choices=tuple(LATE.items()), method="by_lateness")
    rule = ChoiceFilter(label="Основание", choices=RULE_TITLES)
    level = ChoiceFilter(label="Уровень", choices=Level.choices)
    municipality = RowFilter(label="Муниципалитет", queryset=municipalities)
    organization = LookupFilter(label="Адресат", label_of_resource="organizations.organization")
    period_from = DateFilter(label="Отчётная дата с", field_name="period_to", lookup_expr="gte")
    period_to = DateFilter(label="Отчётная дата по", field_name="period_to", lookup_expr="lte")
    due_to = DateFilter(label="Срок по", field_name="due", lookup_expr="lte")

    class Meta:
        model = Recommendation
        fields: tuple[Any, ...] = ("state", "rule", "level", "municipality", "organization")

    def by_lateness(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Those whose term has passed."""
        return overdue(rows)
