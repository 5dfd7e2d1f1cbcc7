"""Diagnostics: a believable model of ability gives the scores, the portal's own service makes the deficits."""

from apps.monitoring.generation.catalogue import MANAGERIAL_TOOL, SELF_TOOL, Tool
from apps.monitoring.generation.days import Day, iso, maybe, within
from apps.monitoring.generation.world import Worker, World

THRESHOLD = 0.6
MAXIMA = (10, 20, 25, 100)
FIRST_YEAR, YEARLY_GROWTH = 0.20, 0.045
ANNULLED, OUTSIDE_JOB = 0.015, 0.003
NOISE = 0.07


class Diagnosis:
    """A session as the following steps need it."""

    __slots__ = ("annulled", "deficits", "id", "independent", "on", "scored")

    def __init__(self, number: int, on: Day, tool: Tool, annulled: Day | None) -> None:
        self.id, self.on, self.independent, self.annulled = number, on, tool.independent, annulled
        self.scored = tool.competences
        self.deficits: list[int] = []


def likelihood(world: World, worker: Worker, year: int) -> float:
    """The chance of a diagnostics in a year: it grows over the years, with zeal, and after a training."""
    chance = FIRST_YEAR + YEARLY_GROWTH * (year - world.plan.calendar[0])
    place = worker.organization.place
    again = 1.5 if worker.trained_in in (year - 1, year) else 1.0
    return min(0.9, chance * worker.zeal * (place.drive if place else 1.0) * again * (1.3 if worker.manager else 1.0))


def choose_tool(world: World, worker: Worker) -> Tool:
    """Managers take the managers' tool, others one of the rest; one in twelve assesses herself."""
    tools, rng = world.catalogue.tools, worker.rng
    if worker.manager and rng.random() < 0.8:
        return tools[MANAGERIAL_TOOL]
    if rng.random() < 0.08:
        return tools[SELF_TOOL]
    order = (0, 0, 0, 1, 1, 2, 4, 5)
    return tools[order[int(rng.random() * len(order))]]


def diagnose(world: World, worker: Worker, first: Day, last: Day) -> Diagnosis:
    """One session with its scores."""
    rng, tool = worker.rng, choose_tool(world, worker)
    on = within(rng, first, last)
    if rng.random() < OUTSIDE_JOB:
        on = max(worker.first - 40, world.plan.first_day)
    while not worker.once("session", on, tool.id):
        on += 1
    annulled = on + 3 + int(rng.random() * 200) if rng.random() < ANNULLED else None
    if annulled is not None and annulled > world.plan.last_day:
        annulled = None
    number = world.sinks.session.add(worker.id, tool.id, tool.provider, iso(on), tool.independent, maybe(annulled))
    result = Diagnosis(number, on, tool, annulled)
    score(world, worker, tool, result)
    return result


def score(world: World, worker: Worker, tool: Tool, diagnosis: Diagnosis) -> None:
    """Ability, the difficulty of the competence, what was learnt, and chance."""
    rng, add = worker.rng, world.sinks.score.add
    maximum = MAXIMA[tool.id % len(MAXIMA)]
    for competence in tool.competences:
        share = worker.ability + world.difficulty[competence] + worker.gains.get(competence, 0.0)
        points = round(min(1.0, max(0.05, rng.gauss(share, NOISE))) * maximum)
        add(worker.id, diagnosis.id, tool.provider, competence, points, maximum)
        if points < THRESHOLD * maximum:
            diagnosis.deficits.append(competence)
            worker.deficits[competence] = points / maximum
        elif tool.independent:
            worker.deficits.pop(competence, None)
