"""Events, mentoring, appointments."""

from collections.abc import Sequence

from apps.events.enums import PairForm, ParticipationRole
from apps.monitoring.generation.catalogue import Event
from apps.monitoring.generation.days import YEAR, Day, day, iso, maybe, within
from apps.monitoring.generation.organizations import Kind, Organization
from apps.monitoring.generation.world import Worker, World
from apps.teachers.enums import AppointmentKind

Role = ParticipationRole
APPOINTED = (
    (AppointmentKind.MUNICIPAL_METHODIST, 0.012),
    (AppointmentKind.REGIONAL_METHODIST, 0.007),
    (AppointmentKind.TUTOR_METHODIST, 0.006),
    (AppointmentKind.EXPERT, 0.012),
    (AppointmentKind.JURY, 0.008),
)


def take_part(world: World, worker: Worker, event: Event | None, role: str, first: Day, last: Day) -> bool:
    """Write a participation of a worker who works on that day."""
    if event is None or not first <= event.start <= last or not worker.once("participation", event.id, role):
        return False
    own = iso(event.end) if event.end > event.start and worker.rng.random() < 0.5 else None
    world.sinks.participation.add(worker.id, event.id, role, own)
    return True


def year_of_events(world: World, worker: Worker, year: int, first: Day, last: Day) -> None:
    """What a worker takes part in within a year."""
    rng, catalogue, place = worker.rng, world.catalogue, worker.organization.municipality_id
    if worker.young_on(last) and rng.random() < 0.62:
        take_part(world, worker, catalogue.event(rng, year, place, young=True), Role.PARTICIPANT, first, last)
    if rng.random() < 0.28 * worker.zeal:
        take_part(world, worker, catalogue.event(rng, year, place), Role.PARTICIPANT, first, last)
    if rng.random() < 0.06 * worker.zeal:
        chance = rng.random()
        role = Role.PARTICIPANT if chance < 0.7 else Role.PRIZE if chance < 0.9 else Role.WINNER
        take_part(world, worker, catalogue.event(rng, year, place, contest=True), role, first, last)
    if rng.random() < 0.05 * worker.zeal:
        role = Role.EXPERIENCE if worker.ability > 0.68 else Role.PARTICIPANT
        take_part(world, worker, catalogue.event(rng, year, place), role, first, last)
    if worker.ability > 0.8 and rng.random() < 0.08:
        role = (Role.EXPERT, Role.JURY, Role.TUTOR_METHODIST)[int(rng.random() * 3)]
        take_part(world, worker, catalogue.event(rng, year, place, contest=True), role, first, last)


def mentor(world: World, worker: Worker, staff: Sequence[Worker]) -> None:
    """A mentor for a young specialist: an experienced colleague of the same organization."""
    rng, plan = worker.rng, world.plan
    start = worker.first + within(rng, 5, 60)
    if not worker.young_on(start) or start > worker.last or rng.random() > 0.52:
        return
    elders = [one for one in staff if one.career < worker.career - 5 * YEAR and one.last >= start]
    if not elders or start < plan.first_day - 2 * YEAR:
        return
    elder = elders[int(rng.random() * len(elders))]
    end = start + YEAR if rng.random() < 0.6 and start + YEAR <= plan.last_day else None
    order = f"приказ № {int(rng.random() * 300) + 1}-в"
    world.sinks.pair.add(worker.id, elder.id, PairForm.YOUNG, iso(start), maybe(end), order)


def pair_up(world: World, worker: Worker, staff: Sequence[Worker]) -> None:
    """A pair of equals, on a subject or a competence."""
    rng, plan = worker.rng, world.plan
    if rng.random() > 0.01 or len(staff) < 2:
        return
    other = staff[int(rng.random() * len(staff))]
    start = within(rng, max(worker.first, other.first, plan.first_day), plan.last_day)
    if other.id != worker.id and start <= min(worker.last, other.last):
        form = PairForm.SUBJECT if rng.random() < 0.5 else PairForm.COMPETENCE
        world.sinks.pair.add(worker.id, other.id, form, iso(start), None, "")


def appoint(world: World, worker: Worker) -> None:
    """Appointments of the strong ones; a methodical service's staff are its workers."""
    rng, plan = worker.rng, world.plan
    start = within(rng, max(worker.first, plan.first_day - YEAR), worker.last)
    if worker.organization.kind == Kind.MMS:
        world.sinks.appointment.add(
            worker.id, worker.organization.id, AppointmentKind.MMS_WORKER, iso(worker.first), None, ""
        )
    elif worker.ability > 0.72 and worker.organization.educational:
        kind = appointed(rng.random())
        if kind is not None:
            centre = world.network.of(Kind.CNPPM)
            end = start + YEAR if rng.random() < 0.3 else None
            act = f"приказ № {int(rng.random() * 500) + 1}-в"
            world.sinks.appointment.add(worker.id, centre.id, kind, iso(start), maybe(end), act)


def appointed(chance: float) -> AppointmentKind | None:
    """The kind of an appointment, if any."""
    for kind, share in APPOINTED:
        chance -= share * 2
        if chance < 0:
            return kind
    return None


def of_organization(world: World, organization: Organization) -> None:
    """What a school itself takes part in: contests, presenting its experience."""
    rng = world.plan.rng("activity", organization.code)
    seen: set[tuple[int, str]] = set()
    for year in world.plan.calendar:
        if organization.closed is not None and organization.closed < day(year, 12, 31):
            return
        part = world.plan.part(year)
        if part < 1.0 and rng.random() >= part:
            return
        for share, contest, role in ((0.16, True, Role.PARTICIPANT), (0.14, False, Role.EXPERIENCE)):
            event = world.catalogue.event(rng, year, organization.municipality_id, contest=contest)
            if rng.random() < share and event is not None and (event.id, role) not in seen:
                seen.add((event.id, role))
                world.sinks.organization_participation.add(organization.id, event.id, role, None)
