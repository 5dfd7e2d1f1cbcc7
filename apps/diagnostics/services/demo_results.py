"""Results in the demonstration: those of groups, texts of an assessment centre, some recommendations, conclusions."""

from datetime import date

from apps.core.actor import Actor, acting
from apps.diagnostics.enums import Standing
from apps.diagnostics.models import Advice, AdviceText, DiagnosticSession
from apps.diagnostics.services.advice import create_text, give_advice, write_conclusion
from apps.diagnostics.services.group_results import rebuild_group_results
from apps.organizations.models import Organization

TEXTS = {
    Standing.UNDER: "Включите компетенцию в индивидуальный маршрут: программа повышения квалификации, затем стажировка"
    " у наставника и повторная диагностика.",
    Standing.NORM: "Результат не ниже порога. Поделитесь опытом в методическом объединении или станьте наставником.",
}
CONCLUSION = (
    "Дефициты чаще всего выявлены по компетенциям, названным выше.\n\n"
    "Предлагаем ИРО обновить программы по этим компетенциям, муниципальным методическим службам — включить их в планы"
    " методических объединений."
)
ADVISED = 12


def make_demo_results(centre: Actor, day: date) -> None:
    """Make what is missing: texts, recommendations of the last sessions, last year's conclusions, results of groups."""
    with acting(centre):
        provider = Organization.objects.get(pk=centre.organization_id or 0)
        if not AdviceText.objects.filter(provider=provider).exists():
            for standing, text in TEXTS.items():
                create_text(provider=provider, competence=None, standing=standing.value, level="", text=text)
            write_conclusion(provider=provider, year=day.year - 1, managerial=False, text=CONCLUSION)
        if not Advice.objects.filter(provider=provider).exists():
            own = DiagnosticSession.objects.filter(provider=provider, annulled_on=None, independent=True)
            for session in own.select_related("tool")[:ADVISED]:
                give_advice(session)
    rebuild_group_results(day=day)
