"""The plan of a route: items, aims, who leads."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from apps.core.actor import acting, system
from apps.diagnostics.models import DiagnosticSession
from apps.programs.models import Program
from apps.routes.enums import ItemKind
from apps.routes.models import IndividualRoute, ItemAim, RouteItem
from apps.routes.services import moves, plan
from apps.teachers.models import Person, PersonLink
from tests import factories as make
from tests.cast import Cast

pytestmark = pytest.mark.django_db
SYSTEM = system("test")
DAY = date(2024, 2, 1)


@pytest.fixture
def session(cast: Cast) -> DiagnosticSession:
    with acting(SYSTEM):
        return make.make_session(cast.teacher, cast.cnppm, DAY, scores={"Т-01": 40, "Т-02": 90})


@pytest.fixture
def route(cast: Cast, session: DiagnosticSession) -> IndividualRoute:
    with acting(cast.actor("council")):
        return plan.create_route(person=cast.teacher, session=session, drafted_on=DAY)


@pytest.fixture
def program(cast: Cast) -> Program:
    with acting(SYSTEM):
        return make.make_program(cast.iro, hours=48)


def test_draft_gets_a_number_of_its_year(route: IndividualRoute) -> None:
    assert (route.number[:5], route.state) == ("2024-", "draft")


def test_session_of_another_person_is_refused(cast: Cast, session: DiagnosticSession) -> None:
    with acting(cast.actor("cnppm")), pytest.raises(ValidationError) as caught:
        plan.create_route(person=cast.colleague, session=session)
    assert caught.value.message_dict == {"session": [plan.ANOTHERS]}


def test_item_takes_hours_of_its_program_and_the_next_number(
    cast: Cast, route: IndividualRoute, program: Program
) -> None:
    with acting(cast.actor("teacher")):
        one = plan.add_item(
            route=route, kind=ItemKind.FORMAL, program=program, competences=[make.make_competence("Т-01")]
        )
        two = plan.add_item(route=route, kind=ItemKind.INFORMAL, content="Чтение", hours=4)
        assert [(i.number, i.hours) for i in (one, two)] == [("1", 48), ("2", 4)]
        assert list(ItemAim.objects.values_list("item_id", "competence__code")) == [(one.pk, "Т-01")]


def test_aims_are_replaced_and_must_have_been_scored(cast: Cast, route: IndividualRoute) -> None:
    with acting(cast.actor("cnppm")):
        item = plan.add_item(
            route=route, kind=ItemKind.INFORMAL, content="Чтение", competences=[make.make_competence("Т-01")]
        )
        plan.update_item(item, competences=[make.make_competence("Т-02")])
        assert [aim.competence.code for aim in item.aims.all()] == ["Т-02"]
        with pytest.raises(ValidationError) as caught:
            plan.update_item(item, competences=[make.make_competence("Т-09")])
    assert list(caught.value.message_dict) == ["competences"]


def test_aims_without_a_session_are_refused(cast: Cast) -> None:
    with acting(cast.actor("cnppm")):
        bare = plan.create_route(person=cast.teacher)
        with pytest.raises(ValidationError) as caught:
            plan.add_item(
                route=bare, kind=ItemKind.INFORMAL, content="Чтение", competences=[make.make_competence("Т-01")]
            )
    assert caught.value.message_dict == {"competences": [plan.NO_SESSION]}


@pytest.mark.parametrize(("kind", "field"), [(ItemKind.FORMAL, "program"), (ItemKind.NON_FORMAL, "content")])
def test_item_says_what_is_to_be_done(cast: Cast, route: IndividualRoute, kind: ItemKind, field: str) -> None:
    with acting(cast.actor("cnppm")), pytest.raises(ValidationError) as caught:
        plan.add_item(route=route, kind=kind)
    assert list(caught.value.message_dict) == [field]


def test_session_with_aims_is_not_changed_to_one_that_lacks_them(cast: Cast, route: IndividualRoute) -> None:
    with acting(SYSTEM):
        other = make.make_session(cast.teacher, cast.cnppm, date(2024, 1, 1), scores={"Т-02": 10})
    with acting(cast.actor("cnppm")):
        plan.add_item(route=route, kind=ItemKind.INFORMAL, content="Чтение", competences=[make.make_competence("Т-01")])
        with pytest.raises(ValidationError) as caught:
            plan.update_route(route, session=other)
    assert list(caught.value.message_dict) == ["session"]


def test_agreed_plan_is_closed_to_all_but_the_centre(cast: Cast, route: IndividualRoute) -> None:
    with acting(cast.actor("teacher")):
        moves.agree(route, on=DAY)
        with pytest.raises(PermissionDenied):
            plan.add_item(route=route, kind=ItemKind.INFORMAL, content="Чтение")
    with acting(cast.actor("cnppm")):
        plan.add_item(route=route, kind=ItemKind.INFORMAL, content="Чтение")
        assert route.items.count() == 1


def test_item_is_confirmed_in_a_running_route_only(cast: Cast, route: IndividualRoute) -> None:
    with acting(cast.actor("council")):
        item = plan.add_item(route=route, kind=ItemKind.INFORMAL, content="Чтение")
        with pytest.raises(PermissionDenied):
            plan.confirm_item(item, done_on=DAY)
    with acting(SYSTEM):
        moves.agree(route, on=DAY)
        moves.approve(route, on=DAY)
    with acting(cast.actor("council")):
        item = RouteItem.objects.get(pk=item.pk)
        plan.confirm_item(item, done_on=DAY)
        assert RouteItem.objects.get(pk=item.pk).done_on == DAY
        plan.reopen_item(item)
        assert RouteItem.objects.get(pk=item.pk).done_on is None


def test_tutor_gets_sight_of_the_person_and_loses_it(cast: Cast, route: IndividualRoute) -> None:
    with acting(SYSTEM):
        PersonLink.objects.create(person=cast.colleague, relation="self", user=cast.grants["tutor"].user)
        PersonLink.objects.filter(relation="led").delete()
    with acting(cast.actor("cnppm")):
        plan.update_route(route, tutor=cast.colleague)
    with acting(cast.actor("tutor")):
        assert [p.pk for p in Person.objects.all()] == [cast.teacher.pk]
    with acting(cast.actor("cnppm")):
        plan.update_route(route, tutor=None)
    with acting(cast.actor("tutor")):
        assert not Person.objects.exists()


def test_draft_is_removed_with_its_items_and_an_agreed_route_is_not(cast: Cast, route: IndividualRoute) -> None:
    with acting(cast.actor("cnppm")):
        item = plan.add_item(
            route=route, kind=ItemKind.INFORMAL, content="Чтение", competences=[make.make_competence("Т-01")]
        )
        moves.agree(route, on=DAY)
        with pytest.raises(PermissionDenied):
            plan.remove_route(route)
        moves.undo(route)
        plan.remove_route(route)
        assert not RouteItem.objects.filter(pk=item.pk).exists()
