"""What the page of the builder shows: deficits with levels, proposals, the route with running totals (UI.md)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from apps.diagnostics.models import Competence
from apps.diagnostics.selectors import Result, results
from apps.programs.models import Program
from apps.routes.models import IndividualRoute
from apps.routes.proposals import offers
from apps.routes.proposals.offers import Proposal
from apps.routes.proposals.programs import cover_of
from apps.routes.proposals.wish import Wish, wish_of
from apps.routes.selectors import Plan, plan_of
from apps.routes.solver import Cover

GOAL = "goal"


@dataclass(frozen=True, slots=True)
class Need:
    """A scored competence: its result, whether some item aims at it, whether it is chosen as a goal."""

    competence: Competence
    result: Result
    covered: bool
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class Shortest:
    """The fewest hours that cover what is not covered yet: programmes, what none covers, the gap of the proof."""

    programs: list[Program]
    cover: Cover
    uncovered: list[Competence]


@dataclass(frozen=True, slots=True)
class Builder:
    """Everything the page reads."""

    plan: Plan
    deficits: list[Need]
    goals: list[Need]
    wish: Wish
    groups: list[tuple[str, list[Proposal]]]
    shortest: Shortest | None


def needs_of(route: IndividualRoute, plan: Plan, asked: Mapping[str, Any]) -> list[Need]:
    """The competences scored in the route's session, in the order of their codes."""
    if route.session is None:
        return []
    found = results(route.session)
    known = Competence.objects.in_bulk([result.code for result in found], field_name="code")
    aimed = {aim.code for item in plan.items for aim in item.aims}
    chosen = {key for key in asked.get(GOAL, ()) if key.isdecimal()}
    return [
        Need(known[one.code], one, one.code in aimed, str(known[one.code].pk) in chosen)
        for one in found
        if one.code in known
    ]


def builder_of(route: IndividualRoute, values: Mapping[str, str], goals: list[str]) -> Builder:
    """The page of a route under the filters of its address."""
    plan = plan_of(route)
    needs = needs_of(route, plan, {GOAL: goals})
    deficits = [need for need in needs if need.result.is_deficit]
    growth = [need for need in needs if not need.result.is_deficit]
    open_needs = [need for need in deficits if not need.covered] + [need for need in growth if need.chosen]
    wish = wish_of(values, {need.competence.pk for need in open_needs})
    known = {need.competence.pk: need.competence for need in needs}
    return Builder(plan, deficits, growth, wish, groups_of(route, plan, wish, known), shortest_of(wish, known))


def groups_of(
    route: IndividualRoute, plan: Plan, wish: Wish, known: dict[int, Competence]
) -> list[tuple[str, list[Proposal]]]:
    """The proposals by kind; kinds with nothing to propose are left out."""
    if not wish.wanted:
        return []
    programs = {item.row.program_id for item in plan.items if item.row.program_id}
    events = {item.row.event_id for item in plan.items if item.row.event_id}
    found = [
        ("Программы Федерального реестра", offers.programs(wish, known, programs)),
        ("Мероприятия и стажировки", offers.events(wish, known, events)),
        ("Наставники", offers.mentors(wish, route, known)),
    ]
    return [(title, proposals) for title, proposals in found if proposals]


def shortest_of(wish: Wish, known: dict[int, Competence]) -> Shortest | None:
    """The proposal of the fewest hours for all that is open; None where nothing is."""
    if not wish.wanted:
        return None
    cover = cover_of(wish.wanted, wish.day, wish.through)
    programs = Program.objects.in_bulk([offer.key for offer in cover.chosen])
    uncovered = sorted((known[key] for key in cover.uncovered), key=lambda one: one.code)
    return Shortest([programs[offer.key] for offer in cover.chosen], cover, uncovered)
