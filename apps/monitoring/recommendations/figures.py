"""Recommendations that follow from the figures of a report alone."""

from collections.abc import Iterator
from decimal import ROUND_CEILING, Decimal

from apps.core.text import count_text, ratio_text
from apps.indicators.enums import Subject
from apps.indicators.rules import rule_of
from apps.monitoring.enums import Level
from apps.monitoring.findings.outliers import FLOOR, LEAST_DENOMINATOR, LEAST_UNITS
from apps.monitoring.recommendations.base import (
    Ground,
    Kind,
    Parameters,
    Proposal,
    RecommendationRule,
    percents,
    quoted,
)
from apps.monitoring.robust import deviations
from apps.monitoring.selectors.readings import Reading

WHAT = {
    Subject.PERSON: ("человек", "человека", "человек"),
    Subject.TEAM: ("управленческая команда", "управленческие команды", "управленческих команд"),
    Subject.PROGRAM: ("программа", "программы", "программ"),
    Subject.ORGANIZATION: ("организация", "организации", "организаций"),
}


def told(reading: Reading) -> str:
    """The figure in words: «…» — 12,0 % (3 из 25)."""
    value = ratio_text(reading.value.numerator, reading.value.denominator)
    return f"Показатель {quoted(reading.method['title'])}: {value}"


def lacking(reading: Reading) -> int:
    """How many more would reach the target."""
    assert reading.target is not None
    needed = (reading.target * reading.value.denominator / 100).to_integral_value(ROUND_CEILING)
    return int(needed) - reading.value.numerator


def under_target(ground: Ground, given: Parameters) -> Iterator[Proposal]:
    """Units whose value is under the target by at least so many points."""
    for number, method in enumerate(ground.report.methods):
        for one in ground.column(number):
            if one.difference is None or one.difference > -given["points"] or one.target is None:
                continue
            words = count_text(lacking(one), *WHAT[Subject(rule_of(method["rule"]).subject)])
            text = (
                f"{told(one)} при цели {percents(one.target)}, не хватает: {words}."
                " Составьте план достижения целевого значения и отчитайтесь о его выполнении."
            )
            yield Proposal(one.unit, text, ground.body(Kind.MOO), method["code"])


def falling(ground: Ground, given: Parameters) -> Iterator[Proposal]:
    """Units whose value fell in two periods running."""
    for number, method in enumerate(ground.report.methods):
        for one in ground.column(number):
            past = [point.value.percent if point.value and point.alike else None for point in one.past[-2:]]
            values = [*past, one.percent]
            if len(values) < 3 or None in values:
                continue
            first, second, now = (value or Decimal(0) for value in values)
            if first > second > now and first - now >= given["points"]:
                text = (
                    f"{told(one)}. Значение снижается второй период подряд: было {percents(first)}, затем"
                    f" {percents(second)}. Выясните причины снижения и сообщите, какие меры приняты."
                )
                yield Proposal(one.unit, text, ground.body(Kind.MOO), method["code"])


def behind(ground: Ground, given: Parameters) -> Iterator[Proposal]:
    """Units far under like ones: by the median and the median absolute deviation."""
    for number, method in enumerate(ground.report.methods):
        known = [one for one in ground.column(number) if one.value.denominator >= LEAST_DENOMINATOR]
        if len(known) < LEAST_UNITS:
            continue
        far = deviations([float(one.percent or 0) for one in known], FLOOR)
        for one, distance in zip(known, far, strict=True):
            if distance < -float(given["distance"]):
                better = sum(
                    other.percent > one.percent for other in known if other.percent and one.percent is not None
                )
                text = (
                    f"{told(one)} — намного ниже остальных: выше значение у {better} из {len(known)}."
                    " Изучите опыт соседей и согласуйте с ЦНППМ совместные мероприятия."
                )
                yield Proposal(one.unit, text, ground.body(Kind.MMS), method["code"])


def untrained_teams(ground: Ground, given: Parameters) -> Iterator[Proposal]:
    """Municipalities with organizations whose management team is not in the numerator."""
    numbers = [n for n, m in enumerate(ground.report.methods) if rule_of(m["rule"]).subject == Subject.TEAM]
    for number in numbers:
        without: dict[str, int] = {}
        for unit in ground.units:
            if unit.level == Level.ORGANIZATION and unit.denominators[number] > unit.numerators[number]:
                code = unit.code if ground.level == Level.ORGANIZATION else unit.parent
                without[code] = without.get(code, 0) + 1
        for code, many in without.items():
            if code in ground.by_code and many >= given["least"]:
                words = count_text(many, "организация", "организации", "организаций")
                text = (
                    f"{words}, где управленческая команда не обучена по управлению качеством образования."
                    " Направьте руководителей и заместителей на программы ЦНППМ и ИРО."
                )
                indicator = ground.report.methods[number]["code"]
                yield Proposal(ground.by_code[code], text, ground.body(Kind.MOO), indicator)


def unregistered(ground: Ground, given: Parameters) -> Iterator[Proposal]:
    """Institutes that carry out programmes outside the federal registry."""
    numbers = [n for n, m in enumerate(ground.report.methods) if rule_of(m["rule"]).subject == Subject.PROGRAM]
    for number in numbers:
        for unit in ground.units:
            outside = unit.denominators[number] - unit.numerators[number]
            if unit.level == Level.ORGANIZATION and outside >= given["least"]:
                words = count_text(outside, "программа", "программы", "программ")
                text = (
                    f"Реализуются вне Федерального реестра ДПП: {words} из {unit.denominators[number]}."
                    " Подготовьте программы к экспертизе и включению в реестр или прекратите их реализацию."
                )
                yield Proposal(unit, text, Kind.IRO, ground.report.methods[number]["code"])


RULES = (
    RecommendationRule(
        code="under_target",
        title="Значение ниже цели",
        help="points — на сколько процентных пунктов",
        find=under_target,
        defaults={"points": Decimal("0.1")},
    ),
    RecommendationRule(
        code="falling",
        title="Снижение два периода подряд",
        help="points — на сколько процентных пунктов за оба периода",
        find=falling,
        defaults={"points": Decimal(1)},
    ),
    RecommendationRule(
        code="behind",
        title="Значительно ниже похожих территорий",
        help="distance — во сколько раз дальше от середины, чем обычно",
        find=behind,
        defaults={"distance": Decimal("2.5")},
    ),
    RecommendationRule(
        code="teams_untrained",
        title="Необученные управленческие команды",
        help="least — от скольких организаций",
        find=untrained_teams,
        defaults={"least": Decimal(1)},
    ),
    RecommendationRule(
        code="programs_unregistered",
        title="Программы вне Федерального реестра",
        help="least — от скольких программ",
        find=unregistered,
        defaults={"least": Decimal(1)},
    ),
)
