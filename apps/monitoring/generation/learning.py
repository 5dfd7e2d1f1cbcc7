"""Training: what is learnt raises the ability that the next diagnostics measures."""

from apps.monitoring.generation.catalogue import Program
from apps.monitoring.generation.days import Day, iso, maybe, year_of
from apps.monitoring.generation.world import Worker, World

FINISHED, EXPELLED = 0.92, 0.03


def enroll(world: World, worker: Worker, program: Program, on: Day) -> Day | None:
    """Write a training that begins on a day; returns the day of completion, None where there is none (yet)."""
    rng, last = worker.rng, world.plan.last_day
    if on > last or on > worker.last or not worker.once("enrollment", program.id, on):
        return None
    length = max(2, program.hours // 6) + int(rng.random() * 40)
    chance, end = rng.random(), on + length
    completed = end if chance < FINISHED and end <= min(last, worker.last) else None
    expelled = end if chance > 1 - EXPELLED and end <= last else None
    document = world.next_document() if completed else ""
    registration = f"{world.documents}-В" if completed else ""
    issued = completed + int(rng.random() * 8) if completed else None
    world.sinks.enrollment.add(
        worker.id,
        program.id,
        iso(on),
        maybe(completed),
        maybe(expelled),
        document,
        registration,
        maybe(issued if issued and issued <= last else completed),
    )
    if completed:
        learn(worker, program, completed)
    return completed


def learn(worker: Worker, program: Program, on: Day) -> None:
    """A completed programme raises its competences."""
    for competence in program.competences:
        worker.gains[competence] = worker.gains.get(competence, 0.0) + 0.08 + worker.rng.random() * 0.12
    worker.trained_in = max(worker.trained_in, year_of(on))


def ordinary(world: World, worker: Worker, first: Day, last: Day) -> None:
    """Training that no route asked for: rarer, and not aimed at anything."""
    rng, catalogue = worker.rng, world.catalogue
    on = first + int(rng.random() * (last - first + 1))
    if worker.manager and catalogue.quality and rng.random() < 0.24:
        running = [p for p in catalogue.quality if p.runs_from <= on <= p.runs_to]
        if running:
            enroll(world, worker, running[int(rng.random() * len(running))], on)
    elif rng.random() < 0.13 * worker.zeal:
        program = catalogue.programs[int(rng.random() * len(catalogue.programs))]
        # One training in a hundred lies outside the programme's own dates: a finding.
        if program.runs_from <= on <= program.runs_to or rng.random() < 0.01:
            enroll(world, worker, program, on)
