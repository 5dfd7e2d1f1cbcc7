"""The effect of programmes: a list, and a tab of the programme's card."""

from typing import Any

from django.db.models import QuerySet

from apps.core.actor import Actor
from apps.core.text import NBSP, format_date, format_number
from apps.core.web import nav
from apps.core.web import sections as core_sections
from apps.core.web.columns import Column, Kind
from apps.core.web.filters import ChoiceFilter, FilterSet
from apps.core.web.resource import Resource, Titles
from apps.core.web.sections import Fact, Facts, Part
from apps.programs.models import Program
from apps.routes.models import ProgramEffect
from apps.routes.services.effects import FEWEST

PROGRAM: dict[str, Any] = {"link": "programs.program", "link_key": "program_id"}
PROVEN = (("yes", "доказан: нижняя граница выше нуля"), ("no", "не доказан"))
HELP = (
    "Средний прирост выпускников программы по её компетенциям: последняя независимая диагностика до зачисления против"
    " первой после завершения; интервал — 95 %, по распределению Стьюдента. Меньше пяти выпускников — не считается."
)


class EffectFilters(FilterSet):
    """Programmes whose effect is proven, or not."""

    proven = ChoiceFilter(label="Эффект", choices=PROVEN, method="by_proof")

    class Meta:
        model = ProgramEffect
        fields = ()

    def by_proof(self, rows: QuerySet[ProgramEffect], name: str, value: str) -> QuerySet[ProgramEffect]:
        """By the lower bound."""
        return rows.filter(low__gt=0) if value == "yes" else rows.filter(low__lte=0)


class EffectResource(Resource):
    """The effect of programmes."""

    model = ProgramEffect
    slug = "effect"
    prefix = "effects/"
    titles = Titles("Эффективность программ", "программа", "программы", "программ")
    section = "programs.quality"
    order = 20
    history = False
    columns = (
        Column("program", "Программа", source="program__title", width=60, **PROGRAM),
        Column("n", "Выпускников", kind=Kind.NUMBER, sort=True, link="self", width=12),
        Column("gain", "Прирост, п.\u00a0п.", kind=Kind.NUMBER, places=1, sort=True, width=12),
        Column("low", "Не меньше", kind=Kind.NUMBER, places=1, sort=True, width=12, help="Нижняя граница интервала"),
        Column("high", "Не больше", kind=Kind.NUMBER, places=1, sort=True, width=12, help="Верхняя граница интервала"),
        Column("counted_on", "Посчитан", kind=Kind.DATE, sort=True, visible=False, width=12),
    )
    card = ("program", "gain", "n")
    filterset = EffectFilters
    ordering = "-low"
    sections = (
        Facts("Эффект", (Fact("program__title", "Программа", **PROGRAM), Fact("n", kind=Kind.NUMBER),
                         Fact("words", "Прирост", write=lambda row: words(row)),
                         Fact("counted_on", kind=Kind.DATE))),
    )  # fmt: skip
    help = HELP
    empty = "Здесь появятся программы, у которых не меньше пяти выпускников с диагностикой до и после."

    @classmethod
    def opens(cls, actor: Actor) -> bool:
        """Who sees the programmes of a region, and the assessment centre."""
        return super().opens(actor) or nav.holders("effects")(actor)


def words(row: ProgramEffect) -> str:
    """«+8,4 п. п. (95 %: от 3,1 до 13,7; выпускников: 17)»."""
    sign = "+" if row.gain > 0 else ""
    span = f"от {format_number(row.low, 1)} до {format_number(row.high, 1)}"
    return f"{sign}{format_number(row.gain, 1)}{NBSP}п.{NBSP}п. (95{NBSP}%: {span}; выпускников: {row.n})"


def effect_context(program: Program, actor: Actor) -> dict[str, Any]:
    """What the card of a programme shows."""
    row = ProgramEffect.objects.filter(program=program).first()
    if row is None:
        return {"fewest": FEWEST, "help": HELP}
    return {"words": words(row), "proven": row.low > 0, "day": format_date(row.counted_on), "help": HELP}


core_sections.add(
    "programs.program",
    Part("effect", "Эффект", "routes/effect.html", effect_context, order=32, allowed=EffectResource.opens),
)
