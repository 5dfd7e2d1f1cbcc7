"""Single steps of the story: scores, routes, training."""

from random import Random

import pytest

from apps.diagnostics.models import DiagnosticSession
from apps.monitoring.generation.activity import appointed
from apps.monitoring.generation.plan import Plan
from apps.monitoring.generation.world import Worker
from apps.programs.models import Enrollment
from apps.routes.models import IndividualRoute, ItemAim, RouteItem
from tests.generation.digests import number
from tests.generation.test_careers import job, school

pytestmark = pytest.mark.django_db


def worker() -> Worker:
    """Somebody at a school."""
    place = school(1)
    return Worker(1, place, [job(1)], 1, 1, 0.7, 1.0, 1, 9, Random(1))


def test_worker_does_a_thing_once() -> None:
    who = worker()
    assert [who.once("event", 1), who.once("event", 1), who.once("event", 2)] == [True, False, True]


@pytest.mark.parametrize(
    ("on", "expected"), [(1, True), (1 + 3 * 365 - 1, True), (1 + 3 * 365, False)], ids=["first", "last", "after"]
)
def test_worker_is_young_for_three_years(on: int, expected: bool) -> None:
    assert worker().young_on(on) is expected


@pytest.mark.parametrize(("chance", "expected"), [(0.0, "municipal_methodist"), (0.999, None)])
def test_appointment_by_chance(chance: float, expected: str | None) -> None:
    assert appointed(chance) == expected


def test_session_has_a_score_for_every_competence_of_its_tool(small: Plan) -> None:
    query = "SELECT min(n), max(n) FROM (SELECT count(*) AS n FROM diagnostics_score GROUP BY session_id) q"
    assert number(query) == 6


def test_provider_of_a_session_owns_the_tool(small: Plan) -> None:
    from django.db.models import F

    assert not DiagnosticSession.objects.exclude(provider=F("tool__provider")).exists()


def test_route_is_agreed_before_it_is_approved(small: Plan) -> None:
    assert not IndividualRoute.objects.filter(approved_on__isnull=False, agreed_on=None).exists()


def test_cancelled_route_has_a_reason(small: Plan) -> None:
    assert not IndividualRoute.objects.filter(cancelled_on__isnull=False, cancel_reason="").exists()


def test_aims_were_scored_in_the_session_of_the_route(small: Plan) -> None:
    query = (
        "SELECT count(*) FROM routes_itemaim a JOIN routes_routeitem i ON i.id = a.item_id"
        " JOIN routes_individualroute r ON r.id = i.route_id WHERE NOT EXISTS (SELECT 1 FROM diagnostics_score c"
        " WHERE c.session_id = r.session_id AND c.competence_id = a.competence_id)"
    )
    assert number(query) == 0


def test_most_aims_are_deficits(small: Plan) -> None:
    query = (
        "SELECT count(*) FROM routes_itemaim a JOIN routes_routeitem i ON i.id = a.item_id"
        " JOIN routes_individualroute r ON r.id = i.route_id JOIN diagnostics_deficit d"
        " ON d.session_id = r.session_id AND d.competence_id = a.competence_id"
    )
    assert number(query) > 0.7 * ItemAim.objects.count()


def test_done_formal_item_has_its_training(small: Plan) -> None:
    done = RouteItem.objects.filter(kind="formal", done_on__isnull=False)
    pairs = set(Enrollment.objects.values_list("person", "program", "completed_on"))
    assert {(i.person_id, i.program_id, i.done_on) for i in done} <= pairs
    assert done.exists()


def test_training_ends_after_its_start(small: Plan) -> None:
    query = "SELECT count(*) FROM programs_enrollment WHERE completed_on <= enrolled_on OR expelled_on <= enrolled_on"
    assert number(query) == 0


def test_mentor_is_a_colleague_of_longer_standing(small: Plan) -> None:
    query = (
        "SELECT count(*) FROM events_mentoringpair a JOIN teachers_person p ON p.id = a.person_id"
        " JOIN teachers_person m ON m.id = a.mentor_id WHERE a.form = 'young' AND m.career_start >= p.career_start"
    )
    assert number(query) == 0
