"""Filters of targets."""

import django_filters

from apps.core.web.filters import FilterSet, RowFilter
from apps.indicators.models import Indicator, Target
from apps.organizations.models import Profile


class TargetFilters(FilterSet):
    """Targets by profile, indicator and year."""

    profile = RowFilter(label="Профиль", field_name="indicator__profile", queryset=Profile.objects.all())
    indicator = RowFilter(label="Показатель", queryset=Indicator.objects.filter(active=True))
    year = django_filters.NumberFilter(label="Год")

    class Meta:
        model = Target
        fields = ("indicator", "year")
