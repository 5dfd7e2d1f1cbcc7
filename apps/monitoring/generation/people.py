"""People of an organization: their cards, jobs, categories, consents, leave."""

from collections.abc import Iterator
from random import Random

from apps.core.text import sort_key
from apps.monitoring.generation import careers
from apps.monitoring.generation.days import YEAR, Day, iso, maybe, within
from apps.monitoring.generation.dictionaries import TEACHER, Post, is_manager
from apps.monitoring.generation.names import full_name
from apps.monitoring.generation.numbers import snils
from apps.monitoring.generation.organizations import Kind, Organization
from apps.monitoring.generation.world import Worker, World
from apps.teachers.enums import Category, LeaveKind

YOUNG_SHARE = 0.115
MANAGER_SHARE = 0.07
NO_BIRTH, NO_CAREER = 0.008, 0.008
EDUCATION = ("Высшее педагогическое", "Высшее педагогическое", "Высшее", "Среднее профессиональное")


def posts(world: World, organization: Organization, rng: Random) -> Iterator[Post]:
    """The positions of the staff: the head first."""
    size = organization.size
    headless = organization.educational and rng.random() < 0.03
    managers = 0 if headless else max(1, round(size * MANAGER_SHARE))
    for order in range(size):
        if order < managers:
            yield world.words.manager(organization.kind, order)
        elif rng.random() < 0.025:
            yield world.words.other
        else:
            yield world.words.pedagogue(organization.kind, rng.random())


def settle(world: World, organization: Organization, rng: Random) -> list[Worker]:
    """Write the people of an organization; returns those whose life is to be told."""
    staff = [hire(world, organization, post, rng) for post in posts(world, organization, rng)]
    if organization.kind == Kind.MMS:
        world.methodists.setdefault(organization.municipality_id, []).extend(worker.id for worker in staff)
    return staff


def hire(world: World, organization: Organization, post: Post, rng: Random) -> Worker:
    """One person with their whole chain of jobs."""
    young = organization.closed is None and not is_manager(post) and rng.random() < YOUNG_SHARE
    birth, career = careers.born(rng, world.plan, young)
    beginner = world.words.pedagogue(organization.kind, 0.0)
    chain = careers.jobs(rng, world.plan, world.network, organization, (post, beginner), career, young)
    number = card(world, rng, birth, career, careers.belongs(chain))
    first, last = careers.span(chain, world.plan)
    home = careers.belongs(chain).organization
    ability = rng.gauss(0.70, 0.10) + home.ability - (0.05 if young else 0.0)
    worker = Worker(number, home, chain, career, birth, ability, rng.lognormvariate(0, 0.4), first, last, rng)
    employ(world, worker)
    keep_records(world, worker)
    return worker


def card(world: World, rng: Random, birth: Day, career: Day, job: careers.Job) -> int:
    """The row of the person; a few lack what the portal needs."""
    female = rng.random() < 0.86
    last_name, first_name, middle_name = full_name(rng, female)
    digits = snils(world.next_snils())
    home, plan = job.organization, world.plan
    return world.sinks.person.add(
        digits,
        last_name,
        first_name,
        middle_name,
        sort_key(f"{last_name} {first_name} {middle_name}"),
        None if rng.random() < NO_BIRTH else iso(birth),
        "ж" if female else "м",
        None if rng.random() < NO_CAREER else iso(career),
        EDUCATION[int(rng.random() * len(EDUCATION))],
        f"p{digits[3:9]}@{plan.prefix}.example",
        home.id,
        world.placed[home.id],
        plan.region.pk,
        is_manager(job.post),
    )


def employ(world: World, worker: Worker) -> None:
    """The rows of the jobs; a teacher has a subject or two."""
    rng, sinks, subjects = worker.rng, world.sinks, world.words.subjects
    for job in worker.jobs:
        rate = (1.0 if rng.random() < 0.8 else 1.25) if job.main else 0.5
        row = sinks.employment.add(
            worker.id, job.organization.id, job.post.id, job.main, iso(job.start), maybe(job.end), rate
        )
        if job.post.name == TEACHER:
            count = 1 if rng.random() < 0.85 else 2
            for subject in {subjects[int(rng.random() * len(subjects))] for _ in range(count)}:
                sinks.employment_subject.add(row, subject)


def keep_records(world: World, worker: Worker) -> None:
    """A category, the consent, a long leave."""
    rng, plan, sinks = worker.rng, world.plan, world.sinks
    experience = (plan.last_day - worker.career) / YEAR
    if kind := category(rng, experience):
        assigned = within(rng, max(worker.career, plan.last_day - 5 * YEAR), plan.last_day)
        sinks.category.add(worker.id, kind, iso(assigned))
    if rng.random() < 0.94:
        given = within(rng, max(worker.first, plan.first_day - 2 * YEAR), plan.last_day)
        withdrawn = within(rng, given, plan.last_day) if rng.random() < 0.005 else None
        sinks.consent.add(worker.id, iso(given), maybe(withdrawn))
    rest(world, worker)


def category(rng: Random, experience: float) -> str | None:
    """The longer the experience, the higher the category."""
    chance = rng.random() + min(experience, 20) / 40
    steps = ((0.45, None), (0.62, Category.FIT), (0.98, Category.FIRST), (1.42, Category.HIGHEST))
    return next((kind for limit, kind in steps if chance < limit), Category.METHODIST)


def rest(world: World, worker: Worker) -> None:
    """A long absence within the history."""
    rng, plan = worker.rng, world.plan
    age = (plan.last_day - worker.birth) / YEAR
    if age < 38 and rng.random() < 0.06:
        start = within(rng, max(worker.first, plan.first_day), plan.last_day - 140)
        if start + 140 <= worker.last:
            world.sinks.leave.add(worker.id, LeaveKind.MATERNITY, iso(start), iso(start + 139))
            world.sinks.leave.add(worker.id, LeaveKind.CHILD_CARE, iso(start + 140), iso(start + 140 + 2 * YEAR))
    elif rng.random() < 0.004:
        start = within(rng, max(worker.first, plan.first_day), plan.last_day - 60)
        world.sinks.leave.add(worker.id, LeaveKind.SICK, iso(start), iso(start + 60))
