"""The demonstration's online test: a small bank of the centre and a self-assessment open to every teacher."""

import random
from typing import Any

from django.utils import timezone

from apps.diagnostics.enums import CompetenceState, ItemKind
from apps.diagnostics.models import Attempt, Competence, ItemKey, OnlineTest, Tool
from apps.diagnostics.selectors.item_statistics import FEWEST
from apps.diagnostics.services import attempts, bank, blueprints
from apps.organizations.models import Organization
from apps.teachers.models import Person

TITLE = "Экспресс-диагностика: оценивание и обратная связь (вымышленная)"
DIFFICULTY, SEED, TAKERS = 3, 305, FEWEST + 2
ITEMS: tuple[tuple[ItemKind, str, str], ...] = (
    (ItemKind.SINGLE, "Какое оценивание проводят во время изучения темы, чтобы поправить обучение?",
     "*формирующее\nитоговое\nрейтинговое"),
    (ItemKind.MULTIPLE, "Что делает обратную связь полезной ученику?",
     "*она говорит, что сделать дальше\n*она дана вовремя\nона сравнивает с одноклассниками"),
    (ItemKind.MATCHING, "Подберите к приёму его назначение.",
     "входной билет = узнать, что ученики уже знают\nкарточка выхода = узнать, что поняли\n= выставить четверть"),
    (ItemKind.ORDER, "Расположите шаги критериального оценивания.",
     "назвать цель\nсоставить критерии\nпоказать образец\nоценить работу"),
    (ItemKind.NUMBER, "Из 25 учеников с заданием справились 20. Сколько это процентов?", "80"),
    (ItemKind.TEXT, "Как одним словом называют оценку учеником собственной работы?", "самооценка\nсамооценивание"),
)  # fmt: skip


def make_demo_test(organization: Organization) -> OnlineTest | None:
    """The test with its bank, made once; None where no competence is published. Run as the system."""
    found = OnlineTest.objects.filter(provider=organization, title=TITLE).first()
    competence = Competence.objects.filter(state=CompetenceState.PUBLISHED).order_by("code").first()
    if found is not None or competence is None:
        return found
    tool, _ = Tool.objects.get_or_create(provider=organization, title=TITLE, defaults={"self_assessment": True})
    for number, (kind, text, answers) in enumerate(ITEMS, 1):
        item = bank.create_item(
            organization=organization, competence=competence, kind=kind, text=text, answers=answers,
            code=f"ДЕМО-{number}", difficulty=DIFFICULTY,
        )  # fmt: skip
        bank.publish_item(item)
    test = blueprints.create_test(
        tool=tool, provider=organization, title=TITLE, minutes=15, attempts=5, independent=False, by_invitation=False
    )
    blueprints.add_row(test=test, competence=competence, difficulty=DIFFICULTY, count=len(ITEMS))
    return blueprints.publish_test(test)


def take_demo_test(test: OnlineTest | None) -> None:
    """Let as many people take it as the statistics of items want; nothing where somebody has. Run as the system."""
    if test is None or Attempt.objects.filter(test=test).exists():
        return
    chance = random.Random(SEED)
    keys = ItemKey.objects.filter(item__organization=test.provider).values_list("item_id", "item__kind", "value")
    right = {pk: right_answer(kind, key) for pk, kind, key in keys}
    people = Person.objects.filter(region_id=test.provider.region_id, managerial=False).order_by("pk")
    for person in people[:: max(people.count() // TAKERS, 1)][:TAKERS]:
        take(attempts.start_attempt(test=test, person=person), right, chance)


def right_answer(kind: str, key: Any) -> Any:
    """What has to be answered for the whole point."""
    if kind == ItemKind.NUMBER:
        return str(key["value"])
    return key[0] if kind in (ItemKind.SINGLE, ItemKind.TEXT) else key


def take(attempt: Attempt, right: dict[int, Any], chance: random.Random) -> None:
    """Answer the questions, the better the abler the person is, and hand in."""
    able = chance.random()
    for place, (item, _) in enumerate(attempt.paper):
        if chance.random() < 0.25 + 0.7 * able:
            attempts.save_answer(attempt_id=attempt.pk, place=place, value=right[item], given_at=timezone.now())
    attempts.submit_attempt(attempt)
