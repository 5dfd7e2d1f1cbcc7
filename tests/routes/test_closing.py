"""Items that close by themselves when others record training and events; how files do it too."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from apps.core.actor import acting, system
from apps.core.models import HistoryEntry
from apps.events.enums import ParticipationRole
from apps.events.services.participation import add_participation, remove_participation
from apps.programs.models import Program
from apps.programs.services.training import complete_enrollment, enroll, remove_enrollment, reopen_enrollment
from apps.routes.enums import ItemKind
from apps.routes.models import IndividualRoute, RouteItem
from apps.routes.services import moves, plan
from apps.routes.services.closing import close_items
from tests import factories as make
from tests.cast import Cast
from tests.support_imports import CREATED, UNCHANGED, counts, import_rows

pytestmark = pytest.mark.django_db
SYSTEM = system("test")
BEFORE, APPROVED, DONE = date(2024, 1, 20), date(2024, 2, 9), date(2024, 5, 17)


@pytest.fixture
def program(cast: Cast) -> Program:
    with acting(SYSTEM):
        return make.make_program(cast.iro, code="П-1")


@pytest.fixture
def route(cast: Cast, program: Program) -> IndividualRoute:
    with acting(SYSTEM):
        made = make.make_route(cast.teacher, None, approved_on=APPROVED, number="ИОМ-7")
        make.make_item(made, program)
    return made


def closed(route: IndividualRoute) -> list[tuple[date | None, str]]:
    """The day of each item and what closed it."""
    with acting(SYSTEM):
        return list(route.items.order_by("pk").values_list("done_on", "closed_by"))


def test_completed_training_closes_the_item_in_the_name_of_who_entered_it(
    cast: Cast, route: IndividualRoute, program: Program
) -> None:
    with acting(cast.actor("iro")):
        complete_enrollment(enroll(person=cast.teacher, program=program, enrolled_on=APPROVED), completed_on=DONE)
    assert closed(route) == [(DONE, "training")]
    with acting(SYSTEM):
        entry = HistoryEntry.objects.get(verb="close_item")
    assert (entry.actor_label, entry.person_ref) == ("Тест iro (Специалист ИРО)", cast.teacher.pk)
    assert entry.after == {"closed_by": "training", "done_on": "2024-05-17"}


def test_completion_taken_back_opens_the_item_again(cast: Cast, route: IndividualRoute, program: Program) -> None:
    with acting(cast.actor("cnppm")):
        made = enroll(person=cast.teacher, program=program, enrolled_on=APPROVED, completed_on=DONE)
        reopen_enrollment(made)
        assert closed(route) == [(None, "")]
        complete_enrollment(made, completed_on=DONE)
        remove_enrollment(made)
    assert closed(route) == [(None, "")]


@pytest.mark.parametrize("fields", [{}, {"completed_on": date(2024, 3, 1)}, {"cancelled_on": date(2024, 3, 1)}])
def test_only_items_of_running_routes_close(cast: Cast, program: Program, fields: dict[str, date]) -> None:
    approval = {"approved_on": APPROVED} if fields else {}
    with acting(SYSTEM):
        route = make.make_route(cast.teacher, None, **approval, **fields)
        make.make_item(route, program)
    with acting(cast.actor("cnppm")):
        enroll(person=cast.teacher, program=program, enrolled_on=APPROVED, completed_on=DONE)
    assert closed(route) == [(None, "")]


def test_training_before_the_approval_or_of_another_person_closes_nothing(
    cast: Cast, route: IndividualRoute, program: Program
) -> None:
    with acting(cast.actor("cnppm")):
        enroll(person=cast.teacher, program=program, enrolled_on=BEFORE, completed_on=BEFORE)
        enroll(person=cast.colleague, program=program, enrolled_on=APPROVED, completed_on=DONE)
        tomorrow = timezone.localdate() + timedelta(days=1)
        enroll(person=cast.teacher, program=program, enrolled_on=APPROVED, completed_on=tomorrow)
    assert closed(route) == [(None, "")]


def test_approval_closes_what_has_been_completed_since_its_day(cast: Cast, program: Program) -> None:
    with acting(SYSTEM):
        route = make.make_route(cast.teacher, None, agreed_on=BEFORE)
        make.make_item(route, program)
        make.make_enrollment(cast.teacher, program, BEFORE, DONE)
    with acting(cast.actor("cnppm")):
        moves.approve(route, on=APPROVED)
    assert closed(route) == [(DONE, "training")]


def test_confirmed_by_hand_stays_as_it_is(cast: Cast, route: IndividualRoute, program: Program) -> None:
    day = date(2024, 3, 3)
    with acting(cast.actor("cnppm")):
        plan.confirm_item(route.items.get(), done_on=day)
        remove_enrollment(enroll(person=cast.teacher, program=program, enrolled_on=APPROVED, completed_on=DONE))
    assert closed(route) == [(day, "")]


def test_participation_closes_the_item_of_the_event(cast: Cast, route: IndividualRoute) -> None:
    with acting(SYSTEM):
        event = make.make_event(cast.cnppm, DONE)
        RouteItem.objects.create(route=route, person=cast.teacher, number="9", kind=ItemKind.NON_FORMAL, event=event)
    with acting(cast.actor("cnppm")):
        made = add_participation(event=event, role=ParticipationRole.PARTICIPANT, person=cast.teacher)
        assert closed(route) == [(None, ""), (DONE, "event")]
        remove_participation(made)
    assert closed(route) == [(None, ""), (None, "")]


def test_files_of_training_and_of_routes_close_items(cast: Cast, tmp_path: Path, program: Program) -> None:
    item = {"Номер": "ИОМ-8", "СНИЛС": cast.teacher.snils, "Утверждён": f"{APPROVED:%d.%m.%Y}", "Пункт": "1",
            "Вид пункта": "формальное", "Код программы": "П-1"}  # fmt: skip
    training = {"СНИЛС": cast.teacher.snils, "Код программы": "П-1", "Дата зачисления": f"{APPROVED:%d.%m.%Y}",
                "Дата завершения": f"{DONE:%d.%m.%Y}"}  # fmt: skip
    actor = cast.actor("cnppm")
    assert counts(import_rows("enrollments", tmp_path, training, actor=actor)) == CREATED
    assert counts(import_rows("routes", tmp_path, item, actor=actor)) == CREATED
    with acting(SYSTEM):
        route = IndividualRoute.objects.get(number="ИОМ-8")
    assert closed(route) == [(DONE, "training")]
    assert counts(import_rows("routes", tmp_path, item, actor=actor)) == UNCHANGED
    again = {**training, "Дата завершения": "18.05.2024"}
    import_rows("enrollments", tmp_path, again, actor=actor)
    assert closed(route) == [(date(2024, 5, 18), "training")]


def test_many_people_are_settled_in_one_go_and_nothing_twice(cast: Cast, program: Program) -> None:
    with acting(SYSTEM):
        people = [make.make_person(cast.school_a) for _ in range(3)]
        for person in people:
            make.make_item(make.make_route(person, None, approved_on=APPROVED), program)
            make.make_enrollment(person, program, APPROVED, DONE)
        keys = [person.pk for person in people]
        assert (close_items(keys), close_items(keys)) == (3, 0)
