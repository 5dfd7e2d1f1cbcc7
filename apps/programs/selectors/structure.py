"""Reads of what a programme consists of, and where it stands on its way to the registry."""

from typing import Any

from django.db.models import CharField, OuterRef, Subquery, Sum, Value
from django.db.models.functions import Coalesce

from apps.core.actor import Actor
from apps.core.text import NBSP, count_text, format_date, format_number
from apps.programs.enums import Step
from apps.programs.models import Program, ProgramModule, RegistryStep
from apps.programs.services import way

HOURS = ("час", "часа", "часов")
STEP_TONES = {
    Step.PREPARED: "secondary",
    Step.SUBMITTED: "blue",
    Step.EXPERTISE: "azure",
    Step.RETURNED: "orange",
    Step.INCLUDED: "green",
    Step.EXCLUDED: "red",
}


def way_state() -> Coalesce:
    """The last step of an outer programme on its way to the registry; empty before the first one."""
    last = RegistryStep.objects.filter(program_id=OuterRef("pk")).order_by("-pk").values("step")[:1]
    return Coalesce(Subquery(last), Value(""), output_field=CharField())


def hours_finding(program: Program) -> str:
    """The sentence of a programme whose modules do not add up to its hours; empty where they do or there are none."""
    total = ProgramModule.objects.filter(program=program).aggregate(total=Sum("hours"))["total"]
    if total is None or total == program.hours:
        return ""
    whole, parts = count_text(program.hours, *HOURS), count_text(total, *HOURS)
    return f"В программе {whole}, а в её модулях вместе {parts}: проверьте учебный план."


def cost_text(program: Program) -> str:
    """«4 500,00 ₽, средства работодателя»."""
    sum_ = f"{format_number(program.cost, 2)}{NBSP}₽" if program.cost is not None else ""
    return ", ".join(part for part in (sum_, program.get_funding_display()) if part)


def way_context(program: Program, actor: Actor) -> dict[str, Any]:
    """The way to the registry: every step with its day, and what may follow."""
    steps = list(RegistryStep.objects.filter(program=program).order_by("-pk"))
    rows = [(one, STEP_TONES[Step(one.step)], format_date(one.on)) for one in steps]
    return {"steps": rows, "next": [one.label for one in way.next_steps(program)]}
