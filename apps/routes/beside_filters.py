"""Filters of what surrounds routes."""

from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from apps.core.web.filters import ChoiceFilter, DateFilter, FilterSet, ManyFilter, RowFilter
from apps.core.web.lookup import LookupFilter
from apps.diagnostics.models import Competence
from apps.organizations.selectors import municipalities_in_sight
from apps.routes.enums import Channel, PracticeKind, SourceKind
from apps.routes.models import Consultation, PracticeRecord, Recognition, RouteSource

ANSWERS = (("open", "ждут ответа"), ("answered", "отвечены"), ("again", "пора вернуться к вопросу"))
ASKERS = (("person", "работники"), ("organization", "организации"))
CLOSING = (("yes", "закрывает пункт ИОМ"), ("no", "пункта не закрывает"))


def competences(request: Any) -> QuerySet[Competence]:
    """The framework."""
    return Competence.objects.order_by("code")


class PlaceFilters(FilterSet):
    """Rows that lie with their person or organization."""

    municipality = RowFilter(label="Муниципалитет", queryset=municipalities_in_sight)
    organization = LookupFilter(label="Организация", label_of_resource="organizations.organization")
    competence = RowFilter(label="Компетенция", queryset=competences)


class ConsultationFilters(PlaceFilters):
    """Questions by state, asker, channel and day."""

    state = ChoiceFilter(label="Состояние", choices=ANSWERS, method="by_state")
    asker = ChoiceFilter(label="Кто спросил", choices=ASKERS, method="by_asker")
    channel = ManyFilter(label="Как обратились", choices=Channel.choices)
    asked_from = DateFilter(label="Обратились с", field_name="asked_on", lookup_expr="gte")
    asked_to = DateFilter(label="Обратились по", field_name="asked_on", lookup_expr="lte")
    answered_from = DateFilter(label="Отвечены с", field_name="answered_on", lookup_expr="gte")
    answered_to = DateFilter(label="Отвечены по", field_name="answered_on", lookup_expr="lte")

    class Meta:
        model = Consultation
        fields = ("municipality", "organization", "competence", "channel")

    def by_state(self, rows: QuerySet[Consultation], name: str, value: str) -> QuerySet[Consultation]:
        """Waiting for an answer, answered, or to be taken up again by today."""
        conditions = {
            "open": Q(answered_on=None),
            "answered": Q(answered_on__isnull=False),
            "again": Q(follow_up_on__lte=timezone.localdate(), answered_on__isnull=False),
        }
        return rows.filter(conditions[value])

    def by_asker(self, rows: QuerySet[Consultation], name: str, value: str) -> QuerySet[Consultation]:
        """Asked by people, or by organizations."""
        return rows.filter(personal=value == "person")


class SourceFilters(PlaceFilters):
    """Reasons by kind."""

    kind = ManyFilter(label="Вид", choices=SourceKind.choices)

    class Meta:
        model = RouteSource
        fields = ("municipality", "organization", "competence", "kind")


class RecognitionFilters(PlaceFilters):
    """Decisions by day, and by whether they close an item."""

    competence = RowFilter(label="Компетенция", queryset=competences, field_name="competences")
    closes = ChoiceFilter(label="Пункт ИОМ", choices=CLOSING, method="by_closing")
    decided_from = DateFilter(label="Решение с", field_name="decided_on", lookup_expr="gte")
    decided_to = DateFilter(label="Решение по", field_name="decided_on", lookup_expr="lte")

    class Meta:
        model = Recognition
        fields = ("municipality", "organization")

    def by_closing(self, rows: QuerySet[Recognition], name: str, value: str) -> QuerySet[Recognition]:
        """With an item that the decision closes, or without."""
        return rows.filter(item__isnull=value == "no")


class PracticeFilters(PlaceFilters):
    """Observations by kind and day."""

    kind = ManyFilter(label="Вид", choices=PracticeKind.choices)
    seen_from = DateFilter(label="С", field_name="on_date", lookup_expr="gte")
    seen_to = DateFilter(label="По", field_name="on_date", lookup_expr="lte")

    class Meta:
        model = PracticeRecord
        fields = ("municipality", "organization", "competence", "kind")
