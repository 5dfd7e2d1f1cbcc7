"""The life of a route: who moves it, when, and what is refused."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from apps.accounts.enums import Role
from apps.core.actor import acting, system
from apps.core.models import HistoryEntry
from apps.organizations.models import Profile
from apps.routes import policies
from apps.routes.models import IndividualRoute
from apps.routes.services import moves
from tests import factories as make
from tests.cast import Cast

pytestmark = pytest.mark.django_db
SYSTEM = system("test")
DRAFTED, AGREED, APPROVED = date(2024, 2, 1), date(2024, 2, 5), date(2024, 2, 9)


def route_of(cast: Cast, **fields: date) -> IndividualRoute:
    with acting(SYSTEM):
        session = make.make_session(cast.teacher, cast.cnppm, date(2024, 1, 15))
        route = make.make_route(cast.teacher, session, drafted_on=DRAFTED, **fields)
        make.make_item(route, make.make_program(cast.iro))
    return route


def test_route_goes_from_draft_to_completed(cast: Cast) -> None:
    route = route_of(cast)
    with acting(cast.actor("teacher")):
        moves.agree(route, on=AGREED)
    with acting(cast.actor("cnppm")):
        moves.approve(route, on=APPROVED)
    with acting(cast.actor("tutor")):
        moves.start(route, on=APPROVED)
        moves.complete(route, on=APPROVED)
    with acting(SYSTEM):
        route.refresh_from_db()
        entries = HistoryEntry.objects.filter(object_kind="routes.individualroute").order_by("id")
        assert [(e.verb, e.actor_label) for e in entries] == [
            ("agree_route", "Тест teacher (Педагог)"),
            ("approve_route", "Тест cnppm (Специалист ЦНППМ)"),
            ("start_route", "Тест tutor (Методист или тьютор)"),
            ("complete_route", "Тест tutor (Методист или тьютор)"),
        ]
    assert (route.state, route.agreed_on, route.approved_on) == ("completed", AGREED, APPROVED)


@pytest.mark.parametrize(
    ("role", "fields", "move"),
    [
        ("council", {}, "agree"),
        ("teacher", {}, "approve"),
        ("teacher", {"agreed_on": AGREED}, "approve"),
        ("tutor", {"agreed_on": AGREED}, "approve"),
        ("cnppm", {}, "approve"),
        ("cnppm", {"agreed_on": AGREED}, "start"),
        ("teacher", {"approved_on": APPROVED}, "complete"),
        ("teacher", {"approved_on": APPROVED}, "cancel"),
        ("cnppm", {"cancelled_on": APPROVED}, "agree"),
    ],
)
def test_move_out_of_turn_or_by_another_role_is_refused(
    cast: Cast, role: str, fields: dict[str, date], move: str
) -> None:
    route = route_of(cast, **fields)
    given = {"reason": "Причина"} if move == "cancel" else {}
    with acting(cast.actor(role)), pytest.raises(PermissionDenied):
        getattr(moves, move)(route, **given)


def test_profile_names_another_approver(cast: Cast) -> None:
    route = route_of(cast, agreed_on=AGREED)
    Profile.objects.create(
        code="test", title="Тест", level="region", region=cast.region, workflow={"route_approver": "council"}
    )
    assert policies.approver(route) == Role.COUNCIL
    with acting(cast.actor("cnppm")):
        assert policies.may_move(cast.actor("cnppm"), route, policies.APPROVE) is False
    with acting(cast.actor("council")):
        moves.approve(route, on=APPROVED)
    assert route.state == "approved"


def test_profile_of_the_municipality_is_stronger_than_the_regions(cast: Cast) -> None:
    route = route_of(cast)
    common = {"region": cast.region, "title": "Тест"}
    Profile.objects.create(code="one", level="region", workflow={"route_approver": "cnppm"}, **common)
    Profile.objects.create(
        code="two",
        level="municipality",
        municipality=cast.municipality_a,
        workflow={"route_approver": "council"},
        **common,
    )
    assert policies.approver(route) == Role.COUNCIL


def test_date_before_the_last_move_or_ahead_is_refused(cast: Cast) -> None:
    route = route_of(cast, agreed_on=AGREED)
    tomorrow = timezone.localdate() + timedelta(days=1)
    with acting(cast.actor("cnppm")):
        for day in (DRAFTED, tomorrow):
            with pytest.raises(ValidationError) as caught:
                moves.approve(route, on=day)
            assert list(caught.value.message_dict) == ["on"]


def test_route_without_items_is_not_approved(cast: Cast) -> None:
    with acting(SYSTEM):
        route = make.make_route(cast.teacher, None, agreed_on=AGREED)
    with acting(cast.actor("cnppm")), pytest.raises(ValidationError) as caught:
        moves.approve(route)
    assert caught.value.messages == [moves.EMPTY]


def test_cancelling_wants_a_reason_and_keeps_it(cast: Cast) -> None:
    route = route_of(cast)
    with acting(cast.actor("teacher")):
        with pytest.raises(ValidationError):
            moves.cancel(route, reason="  ")
        moves.cancel(route, reason=" Перешла на другую должность ")
    assert (route.state, route.cancel_reason) == ("cancelled", "Перешла на другую должность")


def test_last_move_is_taken_back_by_the_centre_only(cast: Cast) -> None:
    route = route_of(cast, approved_on=APPROVED)
    with acting(cast.actor("tutor")), pytest.raises(PermissionDenied):
        moves.undo(route)
    with acting(cast.actor("cnppm")):
        assert [moves.undo(route).state for _ in range(2)] == ["agreed", "draft"]
        with pytest.raises(PermissionDenied):
            moves.undo(route)
