"""Online tests: their plan, and the variant drawn from it."""

import random
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet

from apps.core.actor import current
from apps.core.services import records
from apps.diagnostics.enums import ItemKind, ItemState
from apps.diagnostics.models import BlueprintRow, Competence, Item, OnlineTest, Tool
from apps.diagnostics.policies import may_conduct
from apps.diagnostics.services.bank import require_bank, require_living
from apps.organizations.models import Organization

TOO_FEW = "В банке мало заданий: {0}, сложность {1} — нужно {2}, действует {3}."
EMPTY = "План теста пуст: добавьте строки."
FIXED = "Опубликованный тест не меняют: сначала снимите его с публикации."
FOREIGN_TOOL = "Этим инструментом проводит диагностику другая организация."
TAKEN = "По этому инструменту уже опубликован другой тест: сначала снимите его."
Paper = list[list[Any]]


@transaction.atomic
def create_test(*, tool: Tool, provider: Organization, title: str, **values: Any) -> OnlineTest:
    """A test of a tool, conducted by the bank's own organization; unpublished. Raises ``ValidationError``."""
    require_bank(provider.pk)
    if not may_conduct(current(), tool.provider):
        raise ValidationError({"tool": FOREIGN_TOOL})
    return records.create(OnlineTest(tool=tool, provider=provider, title=title, **values), "create_test")


def enter_test(**values: Any) -> OnlineTest:
    """A test conducted by the actor's own organization. Raises ``ValidationError``."""
    return create_test(provider=Organization.objects.get(pk=current().organization_id or 0), **values)


def require_unpublished(test: OnlineTest) -> None:
    """A published test stands still. Raises ``ValidationError``."""
    require_bank(test.provider_id)
    if test.published:
        raise ValidationError(FIXED)


def update_test(test: OnlineTest, **values: Any) -> OnlineTest:
    """Change an unpublished test. Raises ``ValidationError``."""
    require_unpublished(test)
    return records.change(test, "update_test", **values)


def add_row(*, test: OnlineTest, competence: Competence, difficulty: int, count: int) -> BlueprintRow:
    """A row of the plan: ``count`` items of a competence and a difficulty. Raises ``ValidationError``."""
    require_unpublished(test)
    require_living(competence)
    row = BlueprintRow(test=test, competence=competence, difficulty=difficulty, count=count)
    return records.create(row, "add_blueprint_row")


def update_row(row: BlueprintRow, *, count: int) -> BlueprintRow:
    """Another number of items. Raises ``ValidationError``."""
    require_unpublished(row.test)
    return records.change(row, "update_blueprint_row", count=count)


def remove_row(row: BlueprintRow) -> None:
    """Take a row out of the plan. Raises ``ValidationError``."""
    require_unpublished(row.test)
    records.remove(row, "remove_blueprint_row")


@transaction.atomic
def publish_test(test: OnlineTest) -> OnlineTest:
    """Open the test to those invited. Raises ``ValidationError`` where the bank cannot fill the plan."""
    require_bank(test.provider_id)
    pools(test)
    others = OnlineTest.objects.filter(tool_id=test.tool_id, provider_id=test.provider_id, published=True)
    if others.exclude(pk=test.pk).exists():
        raise ValidationError(TAKEN)
    return records.change(test, "publish_test", published=True)


def withdraw_test(test: OnlineTest) -> OnlineTest:
    """Nobody may start it any more; attempts under way go on."""
    require_bank(test.provider_id)
    return records.change(test, "withdraw_test", published=False)


def drawable(test: OnlineTest) -> QuerySet[Item]:
    """The published items of the conductor's bank that fit the tool."""
    fits = Q(tool=None) | Q(tool_id=test.tool_id)
    return Item.objects.filter(fits, organization_id=test.provider_id, state=ItemState.PUBLISHED)


def pools(test: OnlineTest) -> list[tuple[BlueprintRow, list[int]]]:
    """For every row of the plan the items it may draw, by id. Raises ``ValidationError`` where they are too few."""
    by_cell: dict[tuple[int, int], list[int]] = {}
    for pk, competence, difficulty in drawable(test).order_by("pk").values_list("pk", "competence_id", "difficulty"):
        by_cell.setdefault((competence, difficulty), []).append(pk)
    rows = list(test.rows.select_related("competence"))
    if not rows:
        raise ValidationError(EMPTY)
    found = [(row, by_cell.get((row.competence_id, row.difficulty), [])) for row in rows]
    short = [
        TOO_FEW.format(row.competence, row.difficulty, row.count, len(pool))
        for row, pool in found
        if len(pool) < row.count
    ]
    if short:
        raise ValidationError(short)
    return found


def draw(test: OnlineTest, seed: int) -> Paper:
    """The variant of a seed: ``[[item, [option letters as shown]], …]``; the same bank and seed give the same one.

    Run as the system: who takes the test does not read the bank. Raises ``ValidationError`` where the bank is too
    small. From now on the drawn items never change.
    """
    rng = random.Random(seed)
    chosen = [pk for row, pool in pools(test) for pk in rng.sample(pool, row.count)]
    Item.objects.filter(pk__in=chosen, used=False).update(used=True)
    if test.shuffle:
        rng.shuffle(chosen)
    items = Item.objects.in_bulk(chosen)
    return [[pk, shown_order(items[pk], rng, test.shuffle)] for pk in chosen]


def shown_order(item: Item, rng: random.Random, shuffle: bool) -> list[str]:
    """The letters of the options in the order in which they are shown."""
    if item.kind in (ItemKind.NUMBER, ItemKind.TEXT):
        return []
    options: Iterable[Any] = item.options["right"] if item.kind == ItemKind.MATCHING else item.options
    letters = [letter for letter, _ in options]
    if shuffle or item.kind in (ItemKind.MATCHING, ItemKind.ORDER):
        rng.shuffle(letters)
    return letters
