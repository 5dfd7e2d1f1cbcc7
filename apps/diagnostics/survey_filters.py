"""Filters of questionnaires."""

from apps.core.web.filters import DateFilter, FilterSet, ManyFilter
from apps.diagnostics.enums import SurveyState
from apps.diagnostics.models import Survey


class SurveyFilters(FilterSet):
    """Questionnaires by state and term."""

    state = ManyFilter(label="Состояние", choices=SurveyState.choices)
    closes_from = DateFilter(label="Открыта до, с", field_name="closes_on", lookup_expr="gte")
    closes_to = DateFilter(label="Открыта до, по", field_name="closes_on", lookup_expr="lte")

    class Meta:
        model = Survey
        fields = ("state",)
