"""Profiles and their indicators, to be read: the regulation as data, in its own words."""

from typing import Any

from django.db.models import QuerySet

from apps.core.access import READ
from apps.core.actor import Actor
from apps.core.text import format_date
from apps.core.web.columns import Column, Kind
from apps.core.web.resource import Resource, Titles
from apps.core.web.sections import Fact, Facts, Part, Related
from apps.indicators.enums import Population
from apps.indicators.models import Indicator
from apps.indicators.parameters import Parameters, parse
from apps.indicators.policies import may_set_targets
from apps.indicators.rules import RULES, rule_of
from apps.indicators.shown import way_of
from apps.indicators.target_resources import holds_targets
from apps.indicators.wording import act_reference, name_of, provided
from apps.organizations.enums import Founder, OrganizationKind
from apps.organizations.models import Profile

STEPS = {
    "computes": "Рассчитывает отчёт",
    "submits": "Представляет",
    "approves": "Утверждает",
    "route_approver": "Утверждает ИОМ",
}


def everyone(actor: Actor) -> bool:
    """A published regulation is open to everyone with a role."""
    return actor.is_system or bool(actor.role)


def act(profile: Profile, name: str) -> str:
    """A text of the act."""
    return str(profile.act.get(name) or "")


def bodies(profile: Profile, step: str) -> str:
    """Who takes a step, by the profile's own names."""
    found = profile.workflow.get(step) or []
    kinds = [found] if isinstance(found, str) else found
    return ", ".join(name_of(kind, profile.subject_names) for kind in kinds)


def kinds_counted(profile: Profile) -> str:
    """Whose staff is counted."""
    return ", ".join(OrganizationKind(kind).label for kind in profile.population.get("education_kinds", []))


def founders(profile: Profile) -> str:
    """Whose organizations are counted, by founder."""
    names = profile.population.get("founders")
    if names is None:
        return "любой"
    return ", ".join("не указан" if name == "unstated" else Founder(name).label for name in names)


def confirmed(profile: Profile) -> str:
    """The indicators that a document confirms."""
    return "; ".join(f"{one['number']}) {one['title']}" for one in profile.yes_no)


def subjects(profile: Profile, actor: Actor) -> dict[str, Any]:
    """The bodies with the regulation's names."""
    names = profile.subject_names.items()
    return {"rows": [(OrganizationKind(kind).label, one.get("name"), one.get("short")) for kind, one in names]}


def functions(profile: Profile, actor: Actor) -> dict[str, Any]:
    """The functions of each body, in the order of the regulation."""
    groups: dict[str, list[dict[str, Any]]] = {}
    for one in profile.functions:
        told = {**one, "way": way_of(one).words}
        groups.setdefault(one.get("subject_title") or one.get("subject", ""), []).append(told)
    return {"groups": list(groups.items())}


def parameters_of(indicator: Indicator) -> Parameters:
    """The parameters in force."""
    return parse(indicator.parameters, rule_of(indicator.rule).defaults)


def window_text(indicator: Indicator) -> str:
    """Where the numerator looks."""
    window = parameters_of(indicator).window
    if window.since is not None:
        return f"с {format_date(window.since)} до отчётной даты, с нарастающим итогом"
    return f"последние годы до отчётной даты: {window.years}" if window.years else "отчётный период"


def counts_sessions(indicator: Indicator) -> bool:
    """Whether it matters to the indicator who conducted a session."""
    return indicator.rule in ("diagnosed", "routed", "trained_fr", "trained_fr_cum")


def providers_text(indicator: Indicator) -> str:
    """Whose diagnostics count."""
    names = indicator.profile.subject_names
    return provided(parameters_of(indicator).providers, names) if counts_sessions(indicator) else ""


def population_text(indicator: Indicator) -> str:
    """The denominator."""
    return str(Population(rule_of(indicator.rule).population).label)


class ProfileResource(Resource):
    """Profiles: one a regulation."""

    model = Profile
    slug = "profile"
    prefix = "profiles/"
    titles = Titles("Профили", "профиль", "профиля", "профилей")
    right = "organizations"
    section = "reports.rules"
    order = 20
    history = False
    columns = (
        Column("title", "Профиль", sort=True, link="self", width=40),
        Column("level", "Уровень", sort=True, width=16),
        Column("region", "Регион", source="region__name", sort="region__sort_key", width=34),
        Column("periodicity", "Периодичность", sort=True, width=14),
        Column("code", "Код", sort=True, visible=False, width=14),
    )
    card = ("title", "level", "region")
    ordering = "title"
    sections = (
        Facts(
            "Акт",
            (
                Fact("number", "Акт", write=lambda p: act_reference(p.act)),
                Fact("act_title", "Название", write=lambda p: act(p, "title")),
                Fact("issuer", "Издан", write=lambda p: act(p, "issuer")),
                Fact("system", "Система", write=lambda p: str((p.act.get("system") or {}).get("name") or "")),
                Fact("note", "Примечание", write=lambda p: act(p, "note"), hide_empty=True),
            ),
        ),
        Facts(
            "Порядок",
            (
                *(Fact(step, title, write=lambda p, step=step: bodies(p, step)) for step, title in STEPS.items()),  # type: ignore[misc]
                "periodicity",
                Fact("kinds", "Считается штат", write=kinds_counted),
                Fact("founders", "Учредитель", write=founders),
                Fact("yes_no", "Показатели «да/нет»", write=confirmed, hide_empty=True),
            ),
        ),
        Related(
            "indicators", "Показатели", "indicators.indicator", "profile",
            columns=("number", "title", "clause", "rule", "version"), order=10,
        ),
        Part("subjects", "Субъекты", "indicators/subjects.html", subjects, order=20),
        Part("functions", "Функции", "indicators/functions.html", functions, order=30),
    )  # fmt: skip
    help = "Нормативный акт региона или муниципалитета как данные: кто есть кто, что считается и как."
    empty = "Здесь появятся профили: их загружает администратор."

    @classmethod
    def may(cls, actor: Actor, action: str) -> bool:
        """Everyone with a role reads; nobody writes here."""
        return action == "read" and everyone(actor)

    def base(self) -> QuerySet[Profile]:
        return Profile.objects.select_related("region", "municipality")

    def lead_of(self, obj: Profile) -> str:
        return str(obj.municipality or obj.region)


class IndicatorResource(Resource):
    """Indicators with their rules and targets."""

    model = Indicator
    slug = "indicator"
    titles = Titles("Показатели", "показатель", "показателя", "показателей")
    right = "organizations"
    history = False
    parent = ("profile", "organizations.profile")
    columns = (
        Column("number", "№", sort="position", width=8),
        Column("title", "Показатель", sort=True, link="self", width=70),
        Column("profile", "Профиль", source="profile__title", sort="profile__title", width=30),
        Column("clause", "Пункт", width=10),
        Column("rule", "Правило", labels={code: rule.title for code, rule in RULES.items()}, width=40),
        Column("version", "Версия методики", source="method_version", kind=Kind.NUMBER, width=12),
        Column("active", "Действует", kind=Kind.FLAG, sort=True, visible=False, width=12),
    )
    card = ("title", "clause", "rule")
    ordering = "number"
    sections = (
        Facts(
            "Показатель",
            (
                "number",
                "clause",
                Fact("profile__title", "Профиль", link="organizations.profile", link_key="profile_id"),
                Fact("active", "Действует", kind=Kind.FLAG),
            ),
        ),
        Facts(
            "Методика",
            (
                Fact("rule", "Правило", write=lambda i: rule_of(i.rule).title),
                Fact("population", "Знаменатель", write=population_text),
                Fact("window", "За какое время", write=window_text),
                Fact("providers", "Чьи диагностики", write=providers_text, hide_empty=True),
                "method_version",
            ),
        ),
        Related(
            "targets", "Цели", "indicators.target", "indicator", columns=("year", "place", "value"),
            add="Добавить цель", empty="Целевых значений у показателя нет: ни акт, ни портал их не задают.", order=20,
        ),
    )  # fmt: skip

    @classmethod
    def may(cls, actor: Actor, action: str) -> bool:
        """Everyone with a role reads; the regulation's words are changed by nobody, its targets by those who may."""
        return everyone(actor) and (action == READ or holds_targets(actor))

    def may_change(self, actor: Actor, obj: Any) -> bool:
        """Of an indicator only the targets are open, to those whom its profile names."""
        return may_set_targets(actor, obj.profile)

    def base(self) -> QuerySet[Indicator]:
        return Indicator.objects.select_related("profile__region", "profile__municipality")

    def title_of(self, obj: Indicator) -> str:
        return f"{obj.number}. {obj.title}"
