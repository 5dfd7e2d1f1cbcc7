"""The demonstration's online test: a small bank of the centre and a self-assessment open to every teacher."""

from apps.diagnostics.enums import CompetenceState, ItemKind
from apps.diagnostics.models import Competence, OnlineTest, Tool
from apps.diagnostics.services import bank, blueprints
from apps.organizations.models import Organization

TITLE = "Экспресс-диагностика: оценивание и обратная связь (вымышленная)"
DIFFICULTY = 3
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
