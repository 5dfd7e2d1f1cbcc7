"""Routes: most often after a diagnostics, built from its deficits, with programmes of the ФР where there are any."""

from apps.events.enums import ParticipationRole as Role
from apps.monitoring.generation.catalogue import Program
from apps.monitoring.generation.days import Day, iso, maybe, year_of
from apps.monitoring.generation.diagnostics import Diagnosis
from apps.monitoring.generation.learning import enroll
from apps.monitoring.generation.world import Worker, World
from apps.routes.enums import ItemKind

WITH_DEFICITS, STRONG, ON_SELF_ASSESSMENT, WITHOUT_SESSION = 0.74, 0.12, 0.03, 0.004
CANCELLED, EMPTY, TRAINED_BEFORE, TWICE = 0.04, 0.004, 0.02, 0.004
TRAINED = 0.78
REASONS = ("увольнение", "длительный отпуск", "смена должности", "личное заявление")


class Route:
    """A route being written: its number, its approval, the items so far."""

    __slots__ = ("approved", "cancelled", "id", "items")

    def __init__(self, number: int, approved: Day | None, cancelled: Day | None) -> None:
        self.id, self.approved, self.cancelled = number, approved, cancelled
        self.items = 0


def wanted(worker: Worker, diagnosis: Diagnosis) -> bool:
    """Whether a route follows this diagnostics."""
    if not diagnosis.independent:
        return worker.rng.random() < ON_SELF_ASSESSMENT
    return worker.rng.random() < (WITH_DEFICITS if diagnosis.deficits else STRONG)


def lead(world: World, worker: Worker, diagnosis: Diagnosis) -> None:
    """The route after a diagnostics, its items and the training they lead to."""
    route = draft(world, worker, diagnosis.id, diagnosis.on)
    if route is None or worker.rng.random() < EMPTY:
        return
    aims = sorted(diagnosis.deficits, key=lambda c: worker.deficits.get(c, 1.0))[:3]
    covered: set[int] = set()
    for competence in aims or list(diagnosis.scored[:1]):
        if competence not in covered:
            covered |= formal(world, worker, route, diagnosis, competence)
    beside(world, worker, route, diagnosis.on, aims or list(diagnosis.scored[:1]))


def alone(world: World, worker: Worker, on: Day) -> None:
    """A route without any diagnostics: rare, and it counts nowhere."""
    route = draft(world, worker, None, on)
    if route is not None:
        add_item(world, worker, route, ItemKind.INFORMAL, content="Самообразование по личному плану")


def draft(world: World, worker: Worker, session: int | None, on: Day) -> Route | None:
    """The route with its dates; None where it would begin after the history or after the job."""
    rng, limit = worker.rng, min(world.plan.last_day, worker.last)
    drafted = on + 2 + int(rng.random() * 20)
    if drafted > limit:
        return None
    agreed = drafted + 1 + int(rng.random() * 12)
    approved = agreed + int(rng.random() * 15)
    far = rng.random()
    agreed_on = agreed if agreed <= limit and far > 0.02 else None
    approved_on = approved if agreed_on and approved <= limit and far > 0.06 else None
    started = approved_on + 3 if approved_on and approved_on + 3 <= limit and rng.random() < 0.8 else None
    cancelled = drafted + 20 + int(rng.random() * 150) if rng.random() < CANCELLED else None
    if cancelled and (steps := [day for day in (agreed_on, approved_on, started) if day]):
        cancelled = max(cancelled, *steps)
    cancelled = cancelled if cancelled and cancelled <= limit else None
    number = world.sinks.route.add(
        worker.id,
        world.next_route(year_of(drafted)),
        session,
        tutor(world, worker),
        iso(drafted),
        maybe(agreed_on),
        maybe(approved_on),
        maybe(started),
        None,
        maybe(cancelled),
        REASONS[int(rng.random() * len(REASONS))] if cancelled else "",
    )
    return Route(number, approved_on, cancelled)


def tutor(world: World, worker: Worker) -> int | None:
    """A methodist of the municipality for half of the routes."""
    pool = world.methodists.get(worker.organization.municipality_id, ())
    return pool[int(worker.rng.random() * len(pool))] if pool and worker.rng.random() < 0.5 else None


def add_item(
    world: World,
    worker: Worker,
    route: Route,
    kind: str,
    *,
    content: str,
    program: Program | None = None,
    event: int | None = None,
    due: Day | None = None,
    done: Day | None = None,
    aims: set[int] | frozenset[int] = frozenset(),
) -> None:
    """The row of an item and what it aims at."""
    route.items += 1
    hours = program.hours if program else 8
    number = world.sinks.item.add(
        worker.id,
        route.id,
        str(route.items),
        kind,
        content,
        program.id if program else None,
        event,
        maybe(due),
        hours,
        maybe(done),
    )
    for competence in sorted(aims):
        world.sinks.aim.add(worker.id, number, competence)


def formal(world: World, worker: Worker, route: Route, diagnosis: Diagnosis, competence: int) -> set[int]:
    """An item with a programme for the deficit, or self-study where no programme covers it; returns what is covered."""
    base = route.approved or diagnosis.on + 30
    program = world.catalogue.program(worker.rng, competence, base + 30)
    if program is None:
        words = f"Самообразование: {world.words.titles[competence]}"
        add_item(world, worker, route, ItemKind.INFORMAL, content=words, due=base + 120, aims={competence})
        return {competence}
    aims = {competence, *(set(program.competences) & set(diagnosis.deficits))}
    done = train(world, worker, route, program)
    for _ in range(2 if worker.rng.random() < TWICE else 1):
        add_item(
            world, worker, route, ItemKind.FORMAL,
            content=program.title, program=program, due=base + 180, done=done, aims=aims,
        )  # fmt: skip
    return aims


def train(world: World, worker: Worker, route: Route, program: Program) -> Day | None:
    """The training an approved route leads to, far oftener than without one; returns its completion."""
    rng = worker.rng
    if route.approved is None or (route.cancelled is not None and rng.random() < 0.8):
        return None
    if rng.random() > TRAINED:
        return None
    shift = -60 if rng.random() < TRAINED_BEFORE else 3 + int(rng.random() * 110)
    on = route.approved + shift
    return enroll(world, worker, program, on) if world.plan.first_day <= on else None


def beside(world: World, worker: Worker, route: Route, on: Day, aims: list[int]) -> None:
    """Something non-formal or informal to go with it."""
    rng = worker.rng
    if rng.random() < 0.45:
        place = worker.organization.municipality_id
        event = world.catalogue.event(rng, year_of(on), place)
        if event is not None and event.start > on:
            went = event.end <= worker.last and worker.once("participation", event.id, Role.PARTICIPANT)
            done = event.end if went else None
            add_item(
                world, worker, route, ItemKind.NON_FORMAL,
                content=event.title, event=event.id, due=event.end, done=done, aims={aims[-1]},
            )  # fmt: skip
            if done:
                world.sinks.participation.add(worker.id, event.id, Role.PARTICIPANT, None)
            return
    if rng.random() < 0.4:
        words = "Взаимопосещение уроков и самоанализ"
        add_item(world, worker, route, ItemKind.INFORMAL, content=words, due=on + 200, aims={aims[-1]})
