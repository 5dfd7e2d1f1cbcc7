"""Rows of the item bank and of online tests; call them under ``acting``."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from apps.diagnostics.models import Answer, Attempt, Item, Mark, OnlineTest, Tool
from apps.diagnostics.services import bank, blueprints
from apps.organizations.models import Organization
from apps.teachers.models import Person
from tests import factories as make
from tests.cast import Cast
from tests.permissions.rows import filler, place_columns

# One of every kind: the answer that is right, and the notation it is written in.
ITEMS: dict[str, tuple[str, Any]] = {
    "single": ("первое\n*второе\nтретье", "б"),
    "multiple": ("*первое\nвторое\n*третье", ["а", "в"]),
    "matching": ("рожь = хлеб\nлён = ткань", {"1": "б", "2": "а"}),
    "order": ("цель\nанализ\nитог", ["в", "а", "б"]),
    "number": ("12,5 ± 0,1", "12,5"),
    "text": ("Выготский", "выготский"),
}


def make_bank_item(owner: Organization, kind: str = "single", **fields: Any) -> Item:
    """A published item of the organization's bank."""
    code = fields.pop("competence", "Т-01")
    values = {"text": f"Вопрос {next(make.numbers)}", "answers": ITEMS[kind][0], "difficulty": 3, **fields}
    item = bank.create_item(organization=owner, competence=make.make_competence(code), kind=kind, **values)
    return bank.publish_item(item)


def make_online_test(owner: Organization, plan: dict[str, int], **fields: Any) -> OnlineTest:
    """A published test of the plan {competence: number of items of difficulty 3}, open to everybody."""
    tool, _ = Tool.objects.get_or_create(provider=owner, title="Онлайн-инструмент")
    values = {"title": f"Тест {next(make.numbers)}", "minutes": 30, "by_invitation": False, **fields}
    test = blueprints.create_test(tool=values.pop("tool", tool), provider=owner, **values)
    for code, count in plan.items():
        blueprints.add_row(test=test, competence=make.make_competence(code), difficulty=3, count=count)
    return blueprints.publish_test(test)


def make_attempt(test: OnlineTest, person: Person, *, minutes: int = 30, **fields: Any) -> Attempt:
    """An attempt with a drawn variant; its deadline in so many minutes (in the past: negative)."""
    now = timezone.now()
    values = {"seed": 1, "paper": blueprints.draw(test, 1), "started_at": now - timedelta(hours=1), **fields}
    return Attempt.objects.create(
        test=test, person=person, provider=test.provider, deadline=now + timedelta(minutes=minutes), **values
    )


def answer_rightly(attempt: Attempt) -> None:
    """The right answer to every question."""
    now = timezone.now()
    for pk, _ in attempt.paper:
        value = ITEMS[Item.objects.get(pk=pk).kind][1]
        Answer.objects.create(
            attempt=attempt, person=attempt.person, item_id=pk, value=value, given_at=now, saved_at=now
        )


@filler
def testing_rows(cast: Cast, mark: str, organization: Organization, person: Person) -> None:
    if not OnlineTest.objects.filter(provider=cast.cnppm).exists():
        for owner in (cast.cnppm, cast.copmkp):
            make_bank_item(owner)
            make_online_test(owner, {"Т-01": 1})
    for test in OnlineTest.objects.all():
        attempt = make_attempt(test, person)
        answer_rightly(attempt)
        item = Item.objects.filter(organization=test.provider).order_by("pk")[0]
        Mark.objects.create(
            attempt_ref=-attempt.pk, test=test, item=item, competence=make.make_competence(), share=1,
            **place_columns(test.provider),
        )  # fmt: skip
