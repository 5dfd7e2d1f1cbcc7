"""A roadmap as its act prints it: measures, who carries them out, how much is planned (DOMAIN 6)."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from apps.core.access import Access, Path
from apps.core.constraints import CompositeForeignKey
from apps.organizations.models import Municipality, Organization, Profile, Region
from apps.roadmap.enums import QuantityPeriod, TermKind

# A measure is the text of a published act: whoever reads roadmaps reads those of the region; the centre writes them, a
# municipal authority those of its own municipality (no column names an organization, so nobody else does).
TEXT_ACCESS = Access("roadmap", (Path(organization=""), Path(everyone=True, holders=True)))


class TerritoryModel(models.Model):
    """A row that lies in the territory of an act: a municipality, of a region's act its regional level."""

    region = models.ForeignKey(Region, models.PROTECT, verbose_name="регион", related_name="+", db_index=False)
    municipality = models.ForeignKey(Municipality, models.PROTECT, verbose_name="муниципалитет", related_name="+")

    class Meta:
        abstract = True


class Roadmap(TerritoryModel):
    """A roadmap of a profile: one its act brings, and others that are imported or entered."""

    access = TEXT_ACCESS

    profile = models.ForeignKey(Profile, models.PROTECT, verbose_name="профиль", related_name="roadmaps")
    title = models.CharField("название", max_length=500)
    clause = models.CharField("где в акте", max_length=100, blank=True)
    first_year = models.PositiveSmallIntegerField("первый год")
    last_year = models.PositiveSmallIntegerField("последний год")
    of_act = models.BooleanField("из акта профиля", default=False, editable=False)
    watched_from = models.DateField("сроки отслеживаются с", null=True, editable=False)

    class Meta:
        verbose_name = "дорожная карта"
        verbose_name_plural = "дорожные карты"
        ordering = ("-first_year", "title", "id")
        constraints = (
            models.UniqueConstraint(fields=("profile", "title"), name="roadmap_key"),
            models.UniqueConstraint(fields=("profile",), condition=models.Q(of_act=True), name="roadmap_one_of_act"),
            models.UniqueConstraint(fields=("id", "region", "municipality"), name="roadmap_territory"),
            models.CheckConstraint(
                condition=models.Q(last_year__gte=models.F("first_year"), first_year__gte=2000, last_year__lte=2100),
                name="roadmap_years",
            ),
        )

    def __str__(self) -> str:
        return self.title


def in_roadmap(name: str) -> CompositeForeignKey:
    """The row lies where its roadmap lies."""
    return CompositeForeignKey(
        name=name,
        fields=("roadmap", "region", "municipality"),
        table="roadmap_roadmap",
        columns=("id", "region_id", "municipality_id"),
    )


class RoadmapItem(TerritoryModel):
    """A measure. The lists are as printed; ``Executor`` and ``Quantity`` are what they were read as."""

    access = TEXT_ACCESS

    roadmap = models.ForeignKey(Roadmap, models.CASCADE, verbose_name="дорожная карта", related_name="items")
    position = models.PositiveIntegerField("порядок", default=0, editable=False)
    number = models.CharField("номер", max_length=20)
    section = models.CharField("раздел", max_length=500, blank=True)
    title = models.TextField("мероприятие")
    sort_key = models.CharField("ключ поиска", max_length=500, editable=False, db_collation="C")
    term = models.CharField("срок", max_length=200)
    term_kind = models.CharField("вид срока", max_length=10, choices=TermKind, editable=False, default=TermKind.WORDS)
    result = models.TextField("результат", blank=True)
    executor_names = ArrayField(models.TextField(), verbose_name="исполнители", default=list, blank=True)
    quantity_texts = ArrayField(models.TextField(), verbose_name="количество", default=list, blank=True)
    counter_codes = ArrayField(models.TextField(), verbose_name="счётчик", default=list, blank=True)
    active = models.BooleanField("действует", default=True, editable=False)

    class Meta:
        verbose_name = "мероприятие дорожной карты"
        verbose_name_plural = "мероприятия дорожной карты"
        ordering = ("roadmap", "position", "id")
        constraints = (
            in_roadmap("roadmapitem_place"),
            models.UniqueConstraint(fields=("roadmap", "number"), name="roadmapitem_key"),
            models.UniqueConstraint(fields=("id", "region", "municipality"), name="roadmapitem_territory"),
        )

    def __str__(self) -> str:
        return f"Мероприятие {self.number}"


def part_of_item(name: str) -> CompositeForeignKey:
    """The row lies where its measure lies."""
    return CompositeForeignKey(
        name=name,
        fields=("item", "region", "municipality"),
        table="roadmap_roadmapitem",
        columns=("id", "region_id", "municipality_id"),
    )


class Executor(TerritoryModel):
    """Who carries a measure out: a body named by the act, every organization of a kind (``fan_out``), or words.

    ``kind`` is a kind of organizations or ``educational`` for all that teach; empty where the name is of no kind.
    ``organization`` is set where one concrete organization is meant.
    """

    access = TEXT_ACCESS

    item = models.ForeignKey(RoadmapItem, models.CASCADE, verbose_name="мероприятие", related_name="executors")
    position = models.PositiveSmallIntegerField("порядок", default=0)
    name = models.CharField("исполнитель", max_length=500)
    kind = models.CharField("вид", max_length=12, blank=True)
    fan_out = models.BooleanField("каждая организация вида", default=False)
    organization = models.ForeignKey(
        Organization, models.SET_NULL, verbose_name="организация", null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = "исполнитель"
        verbose_name_plural = "исполнители"
        ordering = ("item", "position", "id")
        constraints = (part_of_item("executor_place"),)

    def __str__(self) -> str:
        return self.name


class Quantity(TerritoryModel):
    """A planned quantity of a measure, and the live counter that shows its progress; a counter may stand alone.

    ``period`` empty: once; ``per`` names what the quantity is meant for each of.
    """

    access = TEXT_ACCESS

    item = models.ForeignKey(RoadmapItem, models.CASCADE, verbose_name="мероприятие", related_name="quantities")
    position = models.PositiveSmallIntegerField("порядок", default=0)
    value = models.PositiveIntegerField("количество", null=True, blank=True)
    unit = models.CharField("единица", max_length=200, blank=True)
    at_least = models.BooleanField("не менее", default=False)
    period = models.CharField("за какое время", max_length=4, choices=QuantityPeriod, blank=True)
    per = models.CharField("на каждое", max_length=200, blank=True)
    counter = models.CharField("счётчик", max_length=60, blank=True)

    class Meta:
        verbose_name = "количество"
        verbose_name_plural = "количества"
        ordering = ("item", "position", "id")
        constraints = (
            part_of_item("quantity_place"),
            models.UniqueConstraint(fields=("id", "region", "municipality"), name="quantity_territory"),
            models.CheckConstraint(
                condition=models.Q(value__isnull=False) | ~models.Q(counter=""), name="quantity_says_something"
            ),
        )

    def __str__(self) -> str:
        return f"{self.value or ''} {self.unit}".strip()


class Progress(TerritoryModel):
    """What a live counter showed for a quantity in a year, over the whole territory: a stored aggregate of the system.

    ``start`` and ``end`` are the days it was counted for. ``each`` is, of a plan for each of several («на каждое
    объединение»), how many of them there were: the number counts those that have it.
    """

    access = TEXT_ACCESS

    quantity = models.ForeignKey(Quantity, models.CASCADE, verbose_name="количество", related_name="progress")
    year = models.PositiveSmallIntegerField("год")
    start = models.DateField("с")
    end = models.DateField("по")
    number = models.PositiveIntegerField("выполнено")
    each = models.PositiveIntegerField("для скольких задано", null=True, blank=True)
    counted_at = models.DateTimeField("подсчитано", auto_now=True)

    class Meta:
        verbose_name = "ход выполнения"
        verbose_name_plural = "ход выполнения"
        ordering = ("quantity", "year")
        constraints = (
            CompositeForeignKey(
                name="progress_place",
                fields=("quantity", "region", "municipality"),
                table="roadmap_quantity",
                columns=("id", "region_id", "municipality_id"),
            ),
            models.UniqueConstraint(fields=("quantity", "year"), name="progress_key"),
        )

    def __str__(self) -> str:
        return f"{self.number} за {self.year}"
