"""Birth, the beginning of the career and the chain of jobs of one invented person."""

from dataclasses import dataclass
from random import Random

from apps.monitoring.generation.days import YEAR, Day, school_start, within, year_of
from apps.monitoring.generation.dictionaries import Post, is_manager
from apps.monitoring.generation.organizations import Network, Organization
from apps.monitoring.generation.plan import Plan

MONTH = 30
THREE_YEARS = 3 * YEAR
# Defects made on purpose: the portal must find them.
WITHOUT_MAIN, BEFORE_CAREER, LEFT_IN_CLOSED = 0.004, 0.004, 0.06


@dataclass(frozen=True, slots=True)
class Job:
    """One employment."""

    organization: Organization
    post: Post
    start: Day
    end: Day | None
    main: bool = True


def born(rng: Random, plan: Plan, young: bool) -> tuple[Day, Day]:
    """The birth date and the beginning of the career; a young one began within the last three years."""
    if young:
        career = plan.last_day - within(rng, 20, THREE_YEARS - 20)
        start = school_start(rng, year_of(career))
        career = start if plan.last_day - THREE_YEARS < start < plan.last_day else career
        return career - within(rng, 21 * YEAR, 29 * YEAR), career
    age = min(72.0, max(27.0, rng.gauss(46, 11)))
    birth = plan.last_day - int(age * 365.25)
    later = 0 if rng.random() < 0.8 else int(rng.random() * 14)
    career = school_start(rng, year_of(birth) + 21 + int(rng.random() * 4) + later)
    return birth, min(career, plan.last_day - THREE_YEARS - within(rng, 10, 600))


def began(rng: Random, plan: Plan, organization: Organization, career: Day, young: bool) -> Day:
    """The first day of the main job in the organization."""
    opened = organization.opened or 0
    if young:
        start = career
    elif rng.random() < 0.13:
        start = within(rng, max(career, plan.first_day), plan.last_day - MONTH)
    else:
        start = career + int((rng.random() ** 0.7) * max(0, plan.first_day - career))
    if rng.random() < BEFORE_CAREER:
        start = career - within(rng, 30, 300)
    if organization.closed is not None:
        start = min(start, organization.closed - 200)
    return max(start, opened)


def earlier(
    rng: Random, network: Network, organization: Organization, post: Post, beginner: Post, career: Day, start: Day
) -> list[Job]:
    """A job before this one: a manager was a teacher here, others worked elsewhere."""
    if start - career < 400 or rng.random() > 0.45:
        return []
    first = career + int(rng.random() * 200)
    if is_manager(post) and rng.random() < 0.5 and (organization.opened or 0) <= first:
        return [Job(organization, beginner, first, start - 1)]
    before = network.neighbour(rng, organization, first)
    return [Job(before, post, first, start - 1 - int(rng.random() * 120))] if before else []


def left(rng: Random, plan: Plan, organization: Organization, start: Day) -> Day | None:
    """The last day in the organization, when there is one within the history."""
    if organization.closed is not None:
        return None if rng.random() < LEFT_IN_CLOSED else organization.closed
    if rng.random() > 0.05:
        return None
    end = within(rng, max(start + MONTH, plan.first_day), plan.last_day - 2)
    return end if start < end < plan.last_day else None


def later(rng: Random, plan: Plan, network: Network, last: Job) -> list[Job]:
    """After leaving: a job in another school, or none."""
    if last.end is None or rng.random() < (0.15 if last.organization.closed is not None else 0.5):
        return []
    start = last.end + 1 + int(rng.random() * 45)
    other = network.neighbour(rng, last.organization, start)
    return [Job(other, last.post, start, None)] if other and start <= plan.last_day else []


def beside(rng: Random, plan: Plan, network: Network, main: Job) -> list[Job]:
    """A second job in another school, not the main one."""
    if rng.random() > 0.06:
        return []
    start = within(rng, max(main.start, plan.first_day - 2 * YEAR), plan.last_day)
    other = network.neighbour(rng, main.organization, start)
    end = start + 270 if rng.random() < 0.3 and start + 270 <= plan.last_day else None
    return [Job(other, main.post, start, end, main=False)] if other else []


def jobs(
    rng: Random,
    plan: Plan,
    network: Network,
    organization: Organization,
    posts: tuple[Post, Post],
    career: Day,
    young: bool,
) -> list[Job]:
    """The whole chain in order; ``posts`` are the position and the one a manager began with."""
    post, beginner = posts
    start = began(rng, plan, organization, career, young)
    here = Job(organization, post, start, left(rng, plan, organization, start))
    chain = [*earlier(rng, network, organization, post, beginner, career, start), here]
    chain += later(rng, plan, network, here)
    chain += beside(rng, plan, network, chain[-1])
    if rng.random() < WITHOUT_MAIN:
        chain = [Job(job.organization, job.post, job.start, job.end, main=False) for job in chain]
    return chain


def belongs(chain: list[Job]) -> Job:
    """The job that says where the person belongs (DOMAIN 3): main before others, the current one is the latest."""
    return max(chain, key=lambda job: (job.main, job.start))


def span(chain: list[Job], plan: Plan) -> tuple[Day, Day]:
    """From the first day of work to the last one known."""
    main = [job for job in chain if job.main] or chain
    last = max(main, key=lambda job: job.start)
    return min(job.start for job in main), plan.last_day if last.end is None else last.end


def third_anniversary(career: Day) -> Day:
    """The day on which a young specialist is one no longer, near enough for drawing."""
    return career + THREE_YEARS
