"""A whole region, batch by batch, in one transaction."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date

from django.db import connection, transaction
from django.utils import timezone

from apps.core.actor import acting, system
from apps.core.services import history
from apps.core.text import format_number
from apps.diagnostics.services.deficits import rebuild_deficits
from apps.monitoring.generation import activity, diagnostics, learning, people, routes
from apps.monitoring.generation.catalogue import Offering
from apps.monitoring.generation.days import Day, day
from apps.monitoring.generation.dictionaries import Dictionaries
from apps.monitoring.generation.numbers import next_number
from apps.monitoring.generation.organizations import Founding, Kind, Organization, documents
from apps.monitoring.generation.plan import DEFAULT_YEARS, MAX_PERSONS, Plan, default_organizations, last_full_year
from apps.monitoring.generation.tables import Sinks
from apps.monitoring.generation.territory import places
from apps.monitoring.generation.world import Worker, World
from apps.organizations.models import Organization as OrganizationRow
from apps.organizations.models import Profile
from apps.organizations.services.placement import rebuild_memberships, regional_level
from apps.teachers.services.stamp import restamp

BATCH = 4000
Progress = Callable[[int, int], None]
ACTOR = system("generate_region")


class AlreadyThere(ValueError):
    """The unit was generated before."""


def plan_for(
    profile: Profile,
    *,
    persons: int,
    seed: int,
    organizations: int | None = None,
    years: int = DEFAULT_YEARS,
    until: int | date | None = None,
) -> Plan:
    """The plan of a profile's unit; ``until`` is the last year of the history, or the last day of a year that runs.

    Raises ``ValueError``.
    """
    if not 1 <= persons <= MAX_PERSONS:
        raise ValueError(f"число людей — от 1 до {format_number(MAX_PERSONS)}")
    if not 1 <= years <= 10:
        raise ValueError("число лет истории — от 1 до 10")
    count = organizations or default_organizations(persons)
    last = until or last_full_year(timezone.localdate())
    year, cut = (last.year, last.toordinal()) if isinstance(last, date) else (last, None)
    return Plan(profile.region, profile.municipality, persons, seed, count, years, year, cut)


def generate(plan: Plan, progress: Progress = lambda done, total: None) -> dict[str, int]:
    """Write the region of a plan; returns the number of rows by model.

    Bounded memory: people are written by batches of a few thousand. Raises ``AlreadyThere``, ``NoTerritory``,
    ``NoDictionary``.
    """
    with transaction.atomic():
        with acting(ACTOR):
            world = frame(plan)
        done = 0
        for batch in batches(world.network.every):
            with acting(ACTOR):
                done += populate(world, batch)
            progress(done, plan.persons)
        with acting(ACTOR):
            finish(world)
    analyze(world.sinks)
    return world.sinks.counts()


def frame(plan: Plan) -> World:
    """Everything that is not a person: organizations, tools, programmes, events."""
    if OrganizationRow.objects.filter(code__startswith=f"{plan.prefix}-").exists():
        raise AlreadyThere(f"вымышленный регион {plan.prefix} уже создан; создайте его в новой папке данных")
    words, sinks = Dictionaries(), Sinks()
    found = places(plan)
    network = Founding(plan, found, regional_level(plan.region).pk, sinks).found()
    documents(plan, network, sinks)
    catalogue = Offering(plan, network, words, sinks).make()
    world = World(plan, sinks, words, network, catalogue, snils=next_number())
    chance = plan.rng("difficulty")
    world.difficulty = {competence: chance.gauss(0, 0.06) for competence in sorted(words.titles)}
    for organization in network.every:
        if organization.educational:
            activity.of_organization(world, organization)
    for sink in sinks.frame:
        sink.flush()
    rebuild_memberships([organization.id for organization in network.every])
    of_plan = OrganizationRow.objects.filter(code__startswith=f"{plan.prefix}-")
    world.placed = dict(of_plan.values_list("id", "municipality_id"))
    return world


def batches(every: Iterable[Organization]) -> Iterator[list[Organization]]:
    """Organizations by a few thousand people, bodies first: their methodists lead the routes of the others."""
    batch: list[Organization] = []
    size = 0
    for organization in sorted(every, key=lambda o: o.educational):
        batch.append(organization)
        size += organization.size
        if size >= BATCH:
            yield batch
            batch, size = [], 0
    yield batch


def populate(world: World, batch: list[Organization]) -> int:
    """The people of a batch of organizations with all that happened to them; returns how many."""
    count = 0
    for organization in batch:
        rng = world.plan.rng("people", organization.code)
        staff = people.settle(world, organization, rng)
        for worker in staff:
            live(world, worker)
            activity.mentor(world, worker, staff)
            activity.pair_up(world, worker, staff)
            activity.appoint(world, worker)
        count += len(staff)
    write(world.sinks)
    return count


def live(world: World, worker: Worker) -> None:
    """The years of one worker."""
    for year in world.plan.calendar:
        first, last = max(day(year), worker.first), min(day(year, 12, 31), worker.last)
        part = world.plan.part(year)
        # In a year that runs only so many have come to anything by now.
        if first <= last and (part == 1.0 or worker.rng.random() < part):
            live_year(world, worker, year, first, last)


def live_year(world: World, worker: Worker, year: int, first: Day, last: Day) -> None:
    """A year: perhaps a diagnostics, a route and its training; perhaps training without them; events."""
    rng = worker.rng
    if rng.random() < diagnostics.likelihood(world, worker, year):
        found = diagnostics.diagnose(world, worker, first, last)
        if routes.wanted(worker, found):
            routes.lead(world, worker, found)
    elif rng.random() < routes.WITHOUT_SESSION:
        routes.alone(world, worker, first)
    learning.ordinary(world, worker, first, last)
    activity.year_of_events(world, worker, year, first, last)


def write(sinks: Sinks) -> None:
    """Insert what is gathered; the portal's own services derive what is derived."""
    with connection.cursor() as cursor:
        for sink in sinks.life:
            sink.flush()
        cursor.execute(f"SELECT id FROM {sinks.session.table.temporary}")
        sessions = [row[0] for row in cursor.fetchall()]
        cursor.execute(f"SELECT id FROM {sinks.person.table.temporary}")
        persons = [row[0] for row in cursor.fetchall()]
        rebuild_deficits(sessions)
        restamp(persons)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    for sink in sinks.life:
        sink.clear()


HEADCOUNTS = """
INSERT INTO organizations_headcount
    (organization_id, municipality_id, region_id, on_date, pedagogues, managers, source)
SELECT o.id, o.municipality_id, o.region_id, d.on_date,
       count(*) FILTER (WHERE p.kind = 'pedagogue') + o.id %% 3, count(*) FILTER (WHERE p.kind = 'manager'),
       'вымышленный ОО-1'
FROM organizations_organization o
CROSS JOIN unnest(%(days)s::date[]) AS d(on_date)
JOIN teachers_employment e ON e.organization_id = o.id AND e.is_main AND e.start <= d.on_date
    AND (e."end" IS NULL OR e."end" >= d.on_date)
JOIN teachers_position p ON p.id = e.position_id
WHERE starts_with(o.code, %(prefix)s) AND o.kind IN ('school', 'kindergarten', 'additional', 'college', 'other_edu')
GROUP BY o.id, o.municipality_id, o.region_id, d.on_date
"""

# An assessment centre sees the people it assessed (DOMAIN 8).
ASSESSED = """
INSERT INTO teachers_personlink (person_id, relation, organization_id)
SELECT DISTINCT s.person_id, 'assessed', s.provider_id FROM diagnostics_diagnosticsession s
WHERE s.provider_id = ANY (%(centres)s) ON CONFLICT DO NOTHING
"""


def finish(world: World) -> None:
    """The official headcounts of every September, whom the centre assessed, and the trace in the history."""
    plan = world.plan
    days = [f"{year}-09-20" for year in plan.calendar if day(year, 9, 20) <= plan.last_day]
    with connection.cursor() as cursor:
        cursor.execute(HEADCOUNTS, {"days": days, "prefix": f"{plan.prefix}-"})
        cursor.execute(ASSESSED, {"centres": [centre.id for centre in world.network.by_kind[Kind.COPMKP]]})
    history.record("generate", plan.municipality or plan.region)


def analyze(sinks: Sinks) -> None:
    """Tell the planner of the new rows."""
    tables = {sink.table.name for sink in (*sinks.frame, *sinks.life)}
    connection.analyze(*sorted(tables))  # type: ignore[attr-defined]
