"""The list and the first page know the groups that lean on programmes outside the federal registry."""

from django.db.models import QuerySet
from django.utils import timezone

from apps.core import access
from apps.core.actor import Actor
from apps.core.web import agenda
from apps.core.web import filters as core_filters
from apps.core.web.filters import ChoiceFilter
from apps.core.web.period import Period
from apps.programs.models import StudyGroup
from apps.programs.selectors.excluded import LEFT, left_registry, planned_groups


def by_left(rows: QuerySet[StudyGroup], name: str, value: str) -> QuerySet[StudyGroup]:
    """The filter of groups."""
    condition = left_registry("program_id", timezone.localdate())
    return rows.filter(condition if value == "yes" else ~condition)


def leaning(actor: Actor, period: Period) -> QuerySet[StudyGroup]:
    """What waits: groups that have not ended."""
    return planned_groups(timezone.localdate()).filter(access.scope(StudyGroup, actor))


core_filters.add("programs.group", "left", ChoiceFilter(label="ФР ДПП", choices=LEFT, method=by_left))
agenda.add_todo(
    agenda.Todo(
        "left_groups",
        "Учебные группы по программам, исключённым из ФР ДПП",
        leaning,
        "programs:group_list",
        "left=yes",
        frozenset({"cnppm", "iro"}),
        49,
    )
)
