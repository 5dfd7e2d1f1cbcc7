"""Filters of organizations."""

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from apps.core.web.filters import ChoiceFilter, DateFilter, FilterSet, ManyFilter
from apps.core.web.lookup import LookupFilter
from apps.organizations.enums import Flag, Founder, OrganizationKind, SiteKind
from apps.organizations.models import Agreement, Municipality, Organization, SiteStatus, StatusFlag

OPENNESS = (("open", "действуют"), ("closed", "закрыты"))
CURRENT = (("now", "действуют сегодня"), ("over", "закончились"))


def held_today(start: str = "valid_from") -> Q:
    """Records that hold today."""
    today = timezone.localdate()
    return Q(**{f"{start}__lte": today}) & (Q(valid_to__isnull=True) | Q(valid_to__gte=today))


class OrganizationFilters(FilterSet):
    """Organizations by kind, place, founder, flags and whether they are open."""

    kind = ManyFilter(label="Тип", choices=OrganizationKind.choices)
    municipality = LookupFilter(label="Муниципалитет", label_of_resource="organizations.municipality")
    founder = ChoiceFilter(label="Учредитель", choices=Founder.choices, null_label=None)
    flag = ChoiceFilter(label="Признак сегодня", choices=Flag.choices, method="by_flag")
    site = ChoiceFilter(label="Статус площадки сегодня", choices=SiteKind.choices, method="by_site")
    state = ChoiceFilter(label="Состояние", choices=OPENNESS, method="by_state")
    opened_from = DateFilter(label="Открыта с", field_name="opened_on", lookup_expr="gte")
    opened_to = DateFilter(label="Открыта по", field_name="opened_on", lookup_expr="lte")

    class Meta:
        model = Organization
        fields = ("kind", "municipality", "founder")

    def by_flag(self, rows: QuerySet[Organization], name: str, value: str) -> QuerySet[Organization]:
        """Organizations that hold the flag today."""
        return rows.filter(Exists(StatusFlag.objects.filter(held_today(), organization=OuterRef("pk"), flag=value)))

    def by_site(self, rows: QuerySet[Organization], name: str, value: str) -> QuerySet[Organization]:
        """Organizations that hold the status today."""
        return rows.filter(Exists(SiteStatus.objects.filter(held_today(), organization=OuterRef("pk"), kind=value)))

    def by_state(self, rows: QuerySet[Organization], name: str, value: str) -> QuerySet[Organization]:
        """Open or closed today (DOMAIN 4, «open on D»)."""
        today = timezone.localdate()
        is_open = (Q(opened_on__isnull=True) | Q(opened_on__lte=today)) & (
            Q(closed_on__isnull=True) | Q(closed_on__gt=today)
        )
        return rows.filter(is_open if value == "open" else Q(closed_on__lte=today))


class HeldFilters(FilterSet):
    """What organizations hold, by whether it holds today."""

    organization = LookupFilter(label="Организация", label_of_resource="organizations.organization")
    state = ChoiceFilter(label="Действие", choices=CURRENT, method="by_state")

    def by_state(self, rows: QuerySet[StatusFlag], name: str, value: str) -> QuerySet[StatusFlag]:
        """Holding today, or over."""
        return rows.filter(held_today() if value == "now" else Q(valid_to__lt=timezone.localdate()))


class FlagFilters(HeldFilters):
    """Flags by kind."""

    flag = ChoiceFilter(label="Признак", choices=Flag.choices)

    class Meta:
        model = StatusFlag
        fields = ("flag",)


class SiteFilters(HeldFilters):
    """Statuses of sites by kind."""

    kind = ChoiceFilter(label="Статус", choices=SiteKind.choices)

    class Meta:
        model = SiteStatus
        fields = ("kind",)


class AgreementFilters(FilterSet):
    """Agreements by the day of signing."""

    organization = LookupFilter(label="Организация", label_of_resource="organizations.organization")
    signed_from = DateFilter(label="Подписано с", field_name="signed_on", lookup_expr="gte")
    signed_to = DateFilter(label="Подписано по", field_name="signed_on", lookup_expr="lte")

    class Meta:
        model = Agreement
        fields = ("organization",)


class MunicipalityFilters(FilterSet):
    """Municipalities by whether they are valid today."""

    state = ChoiceFilter(label="Действие", choices=CURRENT, method="by_state")

    class Meta:
        model = Municipality
        fields = ()

    def by_state(self, rows: QuerySet[Municipality], name: str, value: str) -> QuerySet[Municipality]:
        """Valid today, or over."""
        today = timezone.localdate()
        over = Q(valid_to__lt=today)
        return rows.filter(over if value == "over" else ~over | Q(valid_to__isnull=True))
