"""The words of reports: periods, states, short names of indicators, why a value is missing."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from apps.core.text import NBSP, format_date, format_interval
from apps.indicators.enums import Population
from apps.indicators.rules import rule_of
from apps.indicators.wording import act_reference
from apps.monitoring.enums import ReportKind, ReportState
from apps.monitoring.models import Report

# Heads of columns and legends of charts have no room for the regulation's own words.
SHORT = {
    "diagnosed": "Диагностика",
    "routed": "ИОМ",
    "trained_fr": "Обучение по ФР ДПП",
    "teams_trained": "Управленческие команды",
    "young_supported": "Поддержка молодых",
    "programs_in_fr": "Программы в ФР ДПП",
    "qualified": "Повышение квалификации",
    "contest_people": "Участники конкурсов",
    "contest_orgs": "Организации в конкурсах",
    "experience_orgs": "Представление опыта",
    "experts": "Эксперты и жюри",
    "trained_fr_cum": "Обучение по ФР ДПП",
    "teams_cum": "Управленческие команды",
}
NOBODY = {
    Population.STAFF: "на отчётную дату в штате никого нет",
    Population.PEDAGOGUES: "на отчётную дату нет педагогических работников",
    Population.YOUNG: "на отчётную дату нет молодых специалистов",
    Population.TEAMS: "на отчётную дату нет управленческих команд",
    Population.ORGANIZATIONS: "на отчётную дату нет открытых образовательных организаций",
    Population.PROGRAMS: "в периоде не реализовалось ни одной программы ИРО и его подразделений",
}
STATES = {
    ReportState.DRAFT: "Черновик",
    ReportState.SUBMITTED: "На утверждении",
    ReportState.APPROVED: "Утверждён",
    ReportState.RETURNED: "Возвращён с замечаниями",
}


def is_year(start: date, end: date) -> bool:
    """Whether the period is a calendar year."""
    return (start, end) == (date(end.year, 1, 1), date(end.year, 12, 31))


def half_of(start: date, end: date) -> int:
    """1 or 2 for a half-year, 0 for another period."""
    halves = {(date(end.year, 1, 1), date(end.year, 6, 30)): 1, (date(end.year, 7, 1), date(end.year, 12, 31)): 2}
    return halves.get((start, end), 0)


def period_title(start: date, end: date) -> str:
    """«2025 год», «I полугодие 2025 года», «период с … по …»."""
    if is_year(start, end):
        return f"{end.year}{NBSP}год"
    if half := half_of(start, end):
        return f"{'I' * half}{NBSP}полугодие {end.year}{NBSP}года"
    return f"период {format_interval(start, end)}"


def period_label(start: date, end: date) -> str:
    """The period under a point of a chart: «2025», «I п/г 2025»."""
    if is_year(start, end):
        return str(end.year)
    if half := half_of(start, end):
        return f"{'I' * half}{NBSP}п/г {end.year}"
    return f"{end:%d.%m.%Y}"


def title_of(report: Report) -> str:
    """«Отчёт за 2025 год»; of today's figures «Показатели на 22.11.2026»."""
    if report.kind != ReportKind.REPORT:
        return f"Показатели на{NBSP}{format_date(report.period_to)}"
    return f"Отчёт за {period_title(report.period_from, report.period_to)}"


def short_name(method: Mapping[str, Any]) -> str:
    """«1. Диагностика»."""
    name = SHORT.get(method["rule"], rule_of(method["rule"]).title)
    return f"{method['number']}.{NBSP}{name}"


def bare_name(method: Mapping[str, Any]) -> str:
    """«Диагностика»."""
    return short_name(method).split(NBSP, 1)[1]


def named_indicator(method: Mapping[str, Any]) -> str:
    """«Показатель 1 «Диагностика»», for captions."""
    return f"Показатель{NBSP}{method['number']} «{bare_name(method)}»"


def full_name(method: Mapping[str, Any]) -> str:
    """The indicator in the regulation's own words with its number there."""
    return f"{method['number']}.{NBSP}{method['title']}"


def nobody(method: Mapping[str, Any]) -> str:
    """Why an indicator has no value: its denominator is empty."""
    return NOBODY[Population(rule_of(method["rule"]).population)]


def act_text(act: Mapping[str, Any]) -> str:
    """The regulation: «распоряжение от 14.07.2021 № 783 «О …» (Департамент образования …)»."""
    issuer = f" ({act['issuer']})" if act.get("issuer") else ""
    return f"{act_reference(act)} «{act.get('title', '')}»{issuer}"


def body_name(profile_names: Mapping[str, Any], kind: str, form: str = "name") -> str:
    """The profile's own name of a body, «name» or «short»; empty where the regulation names none."""
    own = profile_names.get(kind)
    return str(own.get(form) or "") if isinstance(own, dict) else ""
