"""The item bank: what is asked, and apart from it what is right (issue of online diagnostics)."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from apps.core.access import Access
from apps.core.constraints import CompositeForeignKey, placed_in_organization
from apps.core.locks import Undated
from apps.core.models import PlacedModel
from apps.diagnostics.enums import ItemKind, ItemState
from apps.diagnostics.models.framework import Competence, Tool

EASIEST, HARDEST = 1, 5
DIFFICULTY = (MinValueValidator(EASIEST), MaxValueValidator(HARDEST))


class Item(PlacedModel):
    """One question of the bank of ``organization``: it says nothing of what is right.

    ``options`` is ``[[key, text], …]``; of a matching item ``{"left": […], "right": […]}``. Where the order would tell
    the answer it is that of the alphabet. An item that was ``used`` in an attempt never changes: a new version replaces
    it (``services.bank``).
    """

    access = Access("item_bank")
    dated = Undated("банк заданий не входит в отчёт")

    code = models.CharField("код", max_length=40)
    version = models.PositiveSmallIntegerField("версия", default=1)
    tool = models.ForeignKey(
        Tool, models.PROTECT, verbose_name="инструмент", null=True, blank=True, related_name="items",
        help_text="Пусто: задание годится для любого инструмента.",
    )  # fmt: skip
    competence = models.ForeignKey(Competence, models.PROTECT, verbose_name="компетенция", related_name="+")
    difficulty = models.PositiveSmallIntegerField("сложность", default=3, validators=DIFFICULTY)
    kind = models.CharField("вид", max_length=8, choices=ItemKind)
    text = models.TextField("задание")
    options = models.JSONField("варианты", default=list, blank=True)
    picture_key = models.CharField("файл рисунка", max_length=80, blank=True, editable=False)
    picture_words = models.CharField("что на рисунке", max_length=300, blank=True)
    state = models.CharField("состояние", max_length=9, choices=ItemState, default=ItemState.DRAFT)
    used = models.BooleanField("выдавалось", default=False, editable=False)

    class Meta:
        verbose_name = "задание"
        verbose_name_plural = "задания"
        ordering = ("code", "-version")
        indexes = (models.Index(fields=("organization", "state", "competence", "difficulty"), name="item_draw"),)
        constraints = (
            placed_in_organization("item_place"),
            models.UniqueConstraint(fields=("organization", "code", "version"), name="item_version"),
            models.UniqueConstraint(
                fields=("organization", "code"),
                condition=~models.Q(state=ItemState.OUTDATED),
                name="item_one_living",
            ),
            models.UniqueConstraint(fields=("id", "organization", "municipality", "region"), name="item_stamp"),
            models.CheckConstraint(
                condition=models.Q(difficulty__gte=EASIEST, difficulty__lte=HARDEST), name="item_difficulty"
            ),
        )

    def __str__(self) -> str:
        return f"Задание {self.code}, версия {self.version}"


class ItemKey(PlacedModel):
    """What is right in an item: read by the keepers of its bank and by the scoring, written into no journal."""

    access = Access("item_bank")
    dated = Undated("банк заданий не входит в отчёт")
    unlogged = frozenset({"value"})

    item = models.OneToOneField(
        Item, models.CASCADE, verbose_name="задание", related_name="answer_key", db_constraint=False
    )
    value = models.JSONField("ключ")

    class Meta:
        verbose_name = "ключ задания"
        verbose_name_plural = "ключи заданий"
        constraints = (
            CompositeForeignKey(
                name="itemkey_place",
                fields=("item", "organization", "municipality", "region"),
                table="diagnostics_item",
                columns=("id", "organization_id", "municipality_id", "region_id"),
            ),
        )

    def __str__(self) -> str:
        return f"Ключ задания {self.item_id}"
