"""The builder of a route: what is proposed, how it is taken and taken back."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from apps.core.actor import acting, system
from apps.core.models import AccessLogEntry
from apps.events.models import Event
from apps.programs.models import Program
from apps.routes.builder import Builder, builder_of
from apps.routes.models import IndividualRoute
from apps.routes.services import building
from apps.teachers.models import Appointment
from tests import factories as make
from tests.cast import Cast
from tests.core.web.checks import assert_constant_queries, text_of
from tests.routes.conftest import Browse

pytestmark = pytest.mark.django_db
SYSTEM = system("test")
DAY = date(2024, 2, 1)
SCORES = {"Т-01": 40, "Т-02": 30, "Т-03": 20, "Т-04": 90}


@pytest.fixture
def route(cast: Cast) -> IndividualRoute:
    with acting(SYSTEM):
        session = make.make_session(cast.teacher, cast.cnppm, DAY, scores=SCORES)
        return make.make_route(cast.teacher, session, number="2024-1", drafted_on=DAY)


def key(code: str) -> int:
    return make.make_competence(code).pk


def offer(cast: Cast, hours: int, *codes: str, **fields: object) -> Program:
    """A programme of the registry for these competences."""
    program = make.make_program(cast.iro, hours=hours, **fields)
    program.competences.set([make.make_competence(code) for code in codes])
    make.make_entry(program, date(2020, 1, 1))
    return program


def event(cast: Cast, on: date, *codes: str) -> Event:
    made = make.make_event(cast.cnppm, on)
    made.competences.set([make.make_competence(code) for code in codes])
    return made


def page(cast: Cast, route: IndividualRoute, role: str = "cnppm", *goals: str, **asked: str) -> Builder:
    with acting(cast.actor(role)):
        return builder_of(route, asked, list(goals))


def proposed(found: Builder) -> dict[str, list[tuple[int, list[str]]]]:
    """The proposals by kind: number and codes of what they are for."""
    return {
        proposals[0].kind: [(one.key, [aim.code for aim in one.covers]) for one in proposals]
        for _, proposals in found.groups
    }


def test_deficits_come_with_levels_and_programmes_that_cover_most_come_first(
    cast: Cast, route: IndividualRoute
) -> None:
    with acting(SYSTEM):
        one, both = offer(cast, 16, "Т-01"), offer(cast, 72, "Т-01", "Т-02", "Т-04")
        found = page(cast, route)
    assert [(need.competence.code, need.covered) for need in found.deficits] == [
        ("Т-01", False), ("Т-02", False), ("Т-03", False),
    ]  # fmt: skip
    assert proposed(found) == {"program": [(both.pk, ["Т-01", "Т-02"]), (one.pk, ["Т-01"])]}
    assert found.shortest is not None
    assert [program.pk for program in found.shortest.programs] == [both.pk]
    assert [competence.code for competence in found.shortest.uncovered] == ["Т-03"]


def test_what_leaves_the_registry_or_ends_within_the_term_is_not_proposed(cast: Cast, route: IndividualRoute) -> None:
    today = timezone.localdate()
    with acting(SYSTEM):
        leaving = make.make_program(cast.iro)
        leaving.competences.set([make.make_competence("Т-01")])
        make.make_entry(leaving, DAY, today + timedelta(days=90))
        offer(cast, 36, "Т-01", runs_to=today - timedelta(days=1))
        offer(cast, 36, "Т-01", runs_from=today + timedelta(days=900))
    assert proposed(page(cast, route)) == {}
    soon = f"{today + timedelta(days=60):%d.%m.%Y}"
    assert proposed(page(cast, route, through=soon)) == {"program": [(leaving.pk, ["Т-01"])]}


@pytest.mark.parametrize(
    ("asked", "hours"),
    [({}, [16, 36]), ({"hours": "20"}, [16]), ({"form": "distance"}, [36]), ({"organization": "иро"}, [16, 36]),
     ({"organization": "вуз"}, []), ({"hours": "много"}, [16, 36])],
)  # fmt: skip
def test_proposals_are_narrowed(cast: Cast, route: IndividualRoute, asked: dict[str, str], hours: list[int]) -> None:
    with acting(SYSTEM):
        offer(cast, 16, "Т-01")
        offer(cast, 36, "Т-01", form="distance")
    shown = [one.hours for _, proposals in page(cast, route, **asked).groups for one in proposals]
    assert shown == hours


def test_events_ahead_and_strong_colleagues_are_proposed(cast: Cast, route: IndividualRoute) -> None:
    today = timezone.localdate()
    with acting(SYSTEM):
        ahead = event(cast, today + timedelta(days=30), "Т-01", "Т-04")
        event(cast, today - timedelta(days=1), "Т-01")
        for person, points in ((cast.colleague, 80), (cast.head, 79), (cast.stranger, 100)):
            make.make_session(person, cast.cnppm, today, scores={"Т-01": points})
    expected = {"event": [(ahead.pk, ["Т-01"])], "mentor": [(cast.colleague.pk, ["Т-01"])]}
    assert proposed(page(cast, route)) == expected


def test_only_the_latest_result_makes_a_mentor_and_experts_come_first(cast: Cast, route: IndividualRoute) -> None:
    today = timezone.localdate()
    with acting(SYSTEM):
        make.make_session(cast.colleague, cast.cnppm, today - timedelta(days=60), scores={"Т-01": 95})
        make.make_session(cast.colleague, cast.cnppm, today, scores={"Т-01": 70})
        plain, expert = (make.make_person(cast.school_a) for _ in range(2))
        for person in (plain, expert):
            make.make_session(person, cast.cnppm, today, scores={"Т-01": 95})
        Appointment.objects.create(person=expert, at_organization=cast.school_a, kind="expert", start=DAY)
    assert proposed(page(cast, route)) == {"mentor": [(expert.pk, ["Т-01"]), (plain.pk, ["Т-01"])]}


def test_goals_are_proposed_for_when_chosen(cast: Cast, route: IndividualRoute) -> None:
    with acting(SYSTEM):
        program = offer(cast, 16, "Т-04")
        goal = key("Т-04")
    assert proposed(page(cast, route)) == {}
    assert proposed(page(cast, route, "cnppm", str(goal))) == {"program": [(program.pk, ["Т-04"])]}


def test_proposal_is_taken_once_and_leaves_the_list(browse: Browse, cast: Cast, route: IndividualRoute) -> None:
    with acting(SYSTEM):
        program = offer(cast, 72, "Т-01", "Т-02")
    form = {"kind": "program", "key": program.pk, "aims": [key("Т-01"), key("Т-02")], "due": "2026-12-31"}
    browser = browse("cnppm")
    body = text_of(browser.post(f"/routes/{route.pk}/builder/add/", form, follow=True))
    for words in ("Добавлено в маршрут.", "72 часа", "Покрыто 2 из 3", "1 пункт"):
        assert words in body.replace("\xa0", " ")
    assert "Это уже есть в маршруте." in text_of(browser.post(f"/routes/{route.pk}/builder/add/", form, follow=True))
    with acting(SYSTEM):
        item = route.items.get()
    assert (item.program_id, item.hours, item.due) == (program.pk, 72, date(2026, 12, 31))


def test_removed_item_is_put_back_as_it_was(browse: Browse, cast: Cast, route: IndividualRoute) -> None:
    with acting(SYSTEM):
        item = make.make_item(route, offer(cast, 72, "Т-01"), "Т-01")
        before = (item.number, item.program_id)
    browser = browse("tutor")
    body = text_of(browser.post(f"/routes/{route.pk}/builder/remove/", {"item": item.pk}, follow=True))
    assert f'action="/routes/{route.pk}/builder/restore/"' in body
    with acting(SYSTEM):
        assert route.items.count() == 0
    browser.post(f"/routes/{route.pk}/builder/restore/")
    browser.post(f"/routes/{route.pk}/builder/restore/")
    with acting(SYSTEM):
        again = route.items.get()
        assert ((again.number, again.program_id), again.aims.get().competence.code) == (before, "Т-01")


def test_shortest_set_is_taken_whole(browse: Browse, cast: Cast, route: IndividualRoute) -> None:
    with acting(SYSTEM):
        offer(cast, 100, "Т-01", "Т-02", "Т-03")
        two, one = offer(cast, 36, "Т-01", "Т-02"), offer(cast, 16, "Т-03", "Т-02")
    browse("council").post(f"/routes/{route.pk}/builder/shortest/", {"kept": ""})
    with acting(SYSTEM):
        items = {item.program_id: sorted(a.competence.code for a in item.aims.all()) for item in route.items.all()}
    assert items == {two.pk: ["Т-01"], one.pk: ["Т-02", "Т-03"]}


def test_mentor_out_of_sight_or_unknown_kind_is_refused(cast: Cast, route: IndividualRoute) -> None:
    with acting(cast.actor("council")):
        for kind, pk in (("mentor", cast.stranger.pk), ("palace", 1), ("program", 0)):
            with pytest.raises(ValidationError, match="уже нет"):
                building.take(route, kind=kind, key=pk, aims=[])
        made = building.take(route, kind="mentor", key=cast.head.pk, aims=[key("Т-01")])
    assert (made.kind, made.responsible_id, made.content) == ("informal", cast.head.pk, building.MENTORED)


def test_builder_of_an_agreed_route_is_open_to_the_centre_only(browse: Browse, route: IndividualRoute) -> None:
    with acting(SYSTEM):
        IndividualRoute.objects.filter(pk=route.pk).update(agreed_on=DAY)
    statuses = {role: browse(role).get(f"/routes/{route.pk}/builder/").status_code for role in ("council", "cnppm")}
    assert statuses == {"council": 403, "cnppm": 200}


def test_opening_the_builder_is_logged_once_and_steps_are_not(browse: Browse, route: IndividualRoute) -> None:
    browser = browse("cnppm")
    browser.get(f"/routes/{route.pk}/builder/")
    browser.get(f"/routes/{route.pk}/builder/", headers={"HX-Request": "true"})
    with acting(SYSTEM):
        assert AccessLogEntry.objects.filter(subject__contains="построение плана").count() == 1


def test_builder_asks_the_same_number_of_questions_for_one_proposal_and_three(
    browse: Browse, cast: Cast, route: IndividualRoute
) -> None:
    today = timezone.localdate()

    def make_row() -> None:
        program = offer(cast, 36, "Т-01")
        make.make_item(route, offer(cast, 16, "Т-04"), "Т-04")
        event(cast, today + timedelta(days=30), "Т-02")
        make.make_session(make.make_person(cast.school_a), cast.cnppm, today, scores={"Т-01": 95})
        assert program.hours == 36

    assert_constant_queries(browse("cnppm"), f"/routes/{route.pk}/builder/", make_row, queries=27)
