"""What the page of a report says of its recommendations."""

from typing import Any

from django.urls import reverse

from apps.core.actor import current
from apps.monitoring.models import Report
from apps.monitoring.policies import may_recommend
from apps.monitoring.recommendation_policies import follows
from apps.monitoring.selectors import recommendations as selectors

SHOWN = 5


def sees(report: Report) -> bool:
    """Whether the role has to do with recommendations at all."""
    return follows(current())


def section_of(report: Report) -> dict[str, Any] | None:
    """What the page of a report says of recommendations; None for roles that have nothing to do with them."""
    if not sees(report):
        return None
    rows = selectors.recommendations_of(report)
    url = reverse("monitoring:report_recommendations", args=(report.pk,))
    leads = may_recommend(current(), report.profile)
    return {"rows": list(rows[:SHOWN]), "counts": selectors.summary(rows), "url": url, "leads": leads}
