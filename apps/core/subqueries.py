"""Sub-selects that many lists ask for."""

from typing import Any

from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce


def counted(rows: QuerySet[Any], by: str, outer: str = "pk") -> Coalesce:
    """How many of these rows name an outer row in ``by``; 0 where none does."""
    found = rows.filter(**{by: OuterRef(outer)}).order_by().values(by)
    return Coalesce(Subquery(found.annotate(n=Count("pk")).values("n"), output_field=IntegerField()), 0)
