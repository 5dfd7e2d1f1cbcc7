"""The mirror of the demonstration: two synchronizations, one that waits for a decision, links to confirm."""

from datetime import date, timedelta

from apps.programs.mirror.items import COLUMNS, Item, Reading, item_of
from apps.programs.mirror.server import entry
from apps.programs.models import Program, RegistryEntry, Synchronization
from apps.programs.selectors import ever_in_registry
from apps.programs.services.links import propose_links
from apps.programs.services.mirror import begin, take

SOURCE = "вымышленный реестр"
OTHERS, SEED, ALIKE = 300, 783, 6
BEFORE = timedelta(days=30)


def make_demo_registry(day: date) -> None:
    """Read an invented registry three times; a second run changes nothing. Runs as the system."""
    if Synchronization.objects.exists():
        return
    items = [*stored(), *alike(), *(item_of(entry(number, SEED)) for number in range(1, OTHERS + 1))]
    read(items, day - BEFORE)
    renamed = [renew(item) for item in items[-10:]]
    read([*items[:-14], *renamed], day)
    read(items[::2], day)
    propose_links()


def stored() -> list[Item]:
    """What the region's own programmes stand in the registry as."""
    rows = RegistryEntry.objects.order_by("number").values_list(*COLUMNS)
    return [Item(*row) for row in rows]


def alike() -> list[Item]:
    """Entries like programmes that are linked to none."""
    free = Program.objects.exclude(ever_in_registry()).order_by("code")[:ALIKE]
    rows = free.values_list("title", "kind", "hours")
    return [
        Item(f"ПРОБА-С-{number}", title, kind, hours, "", "", "", date(2024, 2, 1), None, "", "")
        for number, (title, kind, hours) in enumerate(rows, 1)
    ]


def renew(item: Item) -> Item:
    """The item with other hours."""
    values = {name: getattr(item, name) for name in COLUMNS}
    return Item(**{**values, "hours": (item.hours or 0) + 2})


def read(items: list[Item], day: date) -> Synchronization:
    """One synchronization."""
    return take(begin(SOURCE, day)[0], Reading(items, []))
