"""Programmes that have left the federal registry, and the planned groups that lean on them."""

from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from apps.programs.models import RegistryEntry, StudyGroup
from apps.programs.selectors import included

LEFT = (("yes", "исключена из реестра"), ("no", "в реестре или никогда не была"))


def left_registry(outer: str, day: date) -> Q:
    """Rows of an outer query whose programme stood in the registry and stands there no more."""
    gone = RegistryEntry.objects.filter(program_id=OuterRef(outer), excluded_on__lte=day)
    kept = RegistryEntry.objects.filter(included(day), program_id=OuterRef(outer))
    return Q(Exists(gone)) & ~Q(Exists(kept))


def planned_groups(day: date) -> QuerySet[StudyGroup]:
    """Groups that have not ended, on programmes that have left the registry."""
    return StudyGroup.objects.filter(left_registry("program_id", day), end__gte=day)
