"""Filters of groups and of the register of documents."""

from django.db.models import QuerySet

from apps.core.web.filters import ChoiceFilter, DateFilter, FilterSet
from apps.core.web.lookup import LookupFilter
from apps.programs.enums import DocumentFate, DocumentKind, Step, Verdict
from apps.programs.models import Expertise, IssuedDocument, Lesson, RegistryStep, StudyGroup
from apps.programs.selectors import groups

PROGRAM = "programs.program"


class GroupFilters(FilterSet):
    """Groups by programme, organization, state, dates."""

    program = LookupFilter(label="Программа", label_of_resource=PROGRAM)
    organization = LookupFilter(label="Организация", label_of_resource="organizations.organization")
    state = ChoiceFilter(label="Состояние", choices=tuple(groups.STATES.items()), method="by_state")
    start_from = DateFilter(label="Начало с", field_name="start", lookup_expr="gte")
    start_to = DateFilter(label="Начало по", field_name="start", lookup_expr="lte")

    class Meta:
        model = StudyGroup
        fields = ("program", "organization")

    def by_state(self, rows: QuerySet[StudyGroup], name: str, value: str) -> QuerySet[StudyGroup]:
        """By the state today."""
        return rows.alias(standing=groups.group_state()).filter(standing=value)


class LessonFilters(FilterSet):
    """The schedule by group and day."""

    group = LookupFilter(label="Группа", label_of_resource="programs.group")
    day_from = DateFilter(label="День с", field_name="on", lookup_expr="gte")
    day_to = DateFilter(label="День по", field_name="on", lookup_expr="lte")

    class Meta:
        model = Lesson
        fields = ("group",)


class StepFilters(FilterSet):
    """Steps to the registry by programme and kind."""

    program = LookupFilter(label="Программа", label_of_resource=PROGRAM)
    step = ChoiceFilter(label="Шаг", choices=Step.choices)

    class Meta:
        model = RegistryStep
        fields = ("program", "step")


class ExpertiseFilters(FilterSet):
    """Expertises by programme and verdict."""

    program = LookupFilter(label="Программа", label_of_resource=PROGRAM)
    verdict = ChoiceFilter(label="Заключение", choices=Verdict.choices)

    class Meta:
        model = Expertise
        fields = ("program", "verdict")


class IssuedFilters(FilterSet):
    """The register by kind, state, day of issue."""

    kind = ChoiceFilter(label="Вид", choices=DocumentKind.choices, field_name="counter__kind")
    fate = ChoiceFilter(label="Состояние", choices=DocumentFate.choices)
    group = LookupFilter(label="Группа", label_of_resource="programs.group", field_name="enrollment__group")
    issued_from = DateFilter(label="Выдан с", field_name="issued_on", lookup_expr="gte")
    issued_to = DateFilter(label="Выдан по", field_name="issued_on", lookup_expr="lte")

    class Meta:
        model = IssuedDocument
        fields = ("fate",)
