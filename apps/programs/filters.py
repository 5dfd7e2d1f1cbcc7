"""Filters of programmes, registry entries and trainings."""

from django.db.models import QuerySet
from django.utils import timezone

from apps.core.web.filters import ChoiceFilter, DateFilter, FilterSet, ManyFilter, RowFilter
from apps.core.web.lookup import LookupFilter
from apps.organizations.selectors import municipalities_in_sight
from apps.programs import selectors
from apps.programs.enums import QUALITY_THEME, ProgramKind, StudyForm
from apps.programs.models import Enrollment, Program, RegistryEntry

YES_NO = (("yes", "да"), ("no", "нет"))
STATES = (("going", "учатся"), ("completed", "завершили"), ("expelled", "отчислены"))
ENTRIES = (("now", "включены сейчас"), ("out", "исключены"))


class ProgramFilters(FilterSet):
    """Programmes by kind, form, organization, competence, theme and the registry."""

    kind = ChoiceFilter(label="Вид", choices=ProgramKind.choices)
    form = ManyFilter(label="Форма", choices=StudyForm.choices)
    organization = LookupFilter(label="Организация", label_of_resource="organizations.organization")
    registry = ChoiceFilter(label="ФР ДПП", choices=tuple(selectors.REGISTRY_WORDS.items()), method="by_registry")
    competences = RowFilter(
        label="Компетенция",
        queryset=lambda request: Program._meta.get_field("competences").related_model._default_manager.all(),
    )
    quality = ChoiceFilter(label="Управление качеством образования", choices=YES_NO, method="by_theme")

    class Meta:
        model = Program
        fields = ("kind", "form", "organization", "competences")

    def by_registry(self, rows: QuerySet[Program], name: str, value: str) -> QuerySet[Program]:
        """By the state in the registry today."""
        return rows.alias(standing=selectors.registry_state()).filter(standing=value)

    def by_theme(self, rows: QuerySet[Program], name: str, value: str) -> QuerySet[Program]:
        """With the theme of the management-team indicator, or without."""
        same = {"theme__iexact": QUALITY_THEME}
        return rows.filter(**same) if value == "yes" else rows.exclude(**same)


class EntryFilters(FilterSet):
    """Entries of the registry by state and by whether they are linked."""

    kind = ChoiceFilter(label="Вид", choices=ProgramKind.choices)
    state = ChoiceFilter(label="Состояние", choices=ENTRIES, method="by_state")
    linked = ChoiceFilter(label="Связана с программой", choices=YES_NO, method="by_link")

    class Meta:
        model = RegistryEntry
        fields = ("kind",)

    def by_state(self, rows: QuerySet[RegistryEntry], name: str, value: str) -> QuerySet[RegistryEntry]:
        """In the registry today, or excluded."""
        found = selectors.included(timezone.localdate())
        return rows.filter(found) if value == "now" else rows.exclude(found)

    def by_link(self, rows: QuerySet[RegistryEntry], name: str, value: str) -> QuerySet[RegistryEntry]:
        """Linked to a programme of the portal, or not."""
        return rows.filter(program__isnull=value == "no")


class EnrollmentFilters(FilterSet):
    """Trainings by place, programme, state and dates."""

    municipality = RowFilter(label="Муниципалитет", queryset=municipalities_in_sight)
    organization = LookupFilter(label="Организация", label_of_resource="organizations.organization")
    program = LookupFilter(label="Программа", label_of_resource="programs.program")
    group = LookupFilter(label="Группа", label_of_resource="programs.group")
    state = ChoiceFilter(label="Состояние", choices=STATES, method="by_state")
    document = ChoiceFilter(label="Документ внесён", choices=YES_NO, method="by_document")
    completed_from = DateFilter(label="Завершено с", field_name="completed_on", lookup_expr="gte")
    completed_to = DateFilter(label="Завершено по", field_name="completed_on", lookup_expr="lte")

    class Meta:
        model = Enrollment
        fields = ("municipality", "organization", "program")

    def by_state(self, rows: QuerySet[Enrollment], name: str, value: str) -> QuerySet[Enrollment]:
        """Going on, completed, or ended by expulsion."""
        over = {"completed": {"completed_on__isnull": False}, "expelled": {"expelled_on__isnull": False}}
        return rows.filter(**over.get(value, {"completed_on__isnull": True, "expelled_on__isnull": True}))

    def by_document(self, rows: QuerySet[Enrollment], name: str, value: str) -> QuerySet[Enrollment]:
        """With the number of the document, or without."""
        return rows.filter(document_number="") if value == "no" else rows.exclude(document_number="")
