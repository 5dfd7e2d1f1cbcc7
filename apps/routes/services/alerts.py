"""Open items of routes whose programme has left the federal registry, and who is told of them."""

from datetime import date

from django.db.models import Count, QuerySet
from django.urls import reverse
from django.utils import timezone

from apps.core.actor import acting, system
from apps.core.text import count_text
from apps.programs.selectors.excluded import left_registry
from apps.programs.services.alerts import tell_keepers
from apps.routes.models import RouteItem

ITEMS = ("пункт", "пункта", "пунктов")


def leaning_items(day: date) -> QuerySet[RouteItem]:
    """Items that are not done, of routes that go on, on programmes that have left the registry."""
    open_ones = RouteItem.objects.filter(done_on=None, route__cancelled_on=None, route__completed_on=None)
    return open_ones.filter(left_registry("program_id", day))


def tell_of_items(entries: list[int], day: date | None = None) -> None:
    """Tell the centre of open items whose programme has just left the registry."""
    with acting(system("registry")):
        rows = leaning_items(day or timezone.localdate()).filter(program__registry_entries__in=entries).order_by()
        url = reverse("routes:item_list") + "?left=yes"
        for region, number in rows.values_list("region_id").annotate(n=Count("pk", distinct=True)):
            text = f"Программы исключены из ФР ДПП, а на них опирается {count_text(number, *ITEMS)} ИОМ"
            tell_keepers(region, ("cnppm",), text, url)
