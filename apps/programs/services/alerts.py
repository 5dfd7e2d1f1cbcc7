"""Messages about what leans on programmes that have just left the federal registry."""

from datetime import date

from django.db.models import Count
from django.urls import reverse
from django.utils import timezone

from apps.accounts.selectors import held_today
from apps.core.actor import acting, system
from apps.core.services import notices
from apps.core.text import count_text
from apps.programs.selectors.excluded import planned_groups

GROUPS = ("группа", "группы", "групп")


def tell_keepers(region: int, roles: tuple[str, ...], text: str, url: str) -> int:
    """A message to everybody in these roles in a region; returns how many. Runs as the system."""
    users = held_today().filter(role__in=roles, organization__region_id=region).values_list("user_id", flat=True)
    return notices.notify([(user, text, url) for user in sorted(set(users))])


def tell_of_groups(entries: list[int], day: date | None = None) -> None:
    """Tell of groups that have not ended and whose programme has just left the registry."""
    with acting(system("registry")):
        rows = planned_groups(day or timezone.localdate()).filter(program__registry_entries__in=entries).order_by()
        url = reverse("programs:group_list") + "?left=yes"
        for region, number in rows.values_list("region_id").annotate(n=Count("pk", distinct=True)):
            text = f"Программа исключена из ФР ДПП, а по ней учится или назначена {count_text(number, *GROUPS)}"
            tell_keepers(region, ("cnppm", "iro"), text, url)
