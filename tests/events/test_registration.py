"""Registering for events: places, the waiting list, deadlines, who may bring whom."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime
from threading import Barrier
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.utils.timezone import make_aware

from apps.core.actor import Actor, acting, system
from apps.core.models import Notification
from apps.events.models import Event, EventRegistration
from apps.events.services import cancelling, events, registration
from apps.teachers.models import Person
from tests import factories as make
from tests.cast import Cast, make_cast
from tests.events.conftest import Browse
from tests.events.rows import make_registration

SYSTEM = system("test")
DAY = date(2026, 2, 4)
BEFORE = make_aware(datetime(2026, 1, 20, 12))


def opened(cast: Cast, **fields: Any) -> Event:
    with acting(SYSTEM):
        return make.make_event(cast.mms_a, DAY, **{"title": "Ярмарка", "registration": True, **fields})


def states(event: Event) -> dict[str, str]:
    with acting(SYSTEM):
        rows = EventRegistration.objects.filter(event=event).values_list("person__last_name", "state")
        return dict(rows)


def bell(cast: Cast, role: str) -> list[str]:
    with acting(SYSTEM):
        texts = Notification.objects.filter(user=cast.grants[role].user).order_by("pk").values_list("text", flat=True)
        return [text.replace("\u00a0", " ") for text in texts]


def refused(cast: Cast, event: Event, person: Person, *, role: str = "methodist", at: datetime = BEFORE) -> str:
    with acting(cast.actor(role)), pytest.raises(ValidationError) as caught:
        registration.register(event=event, person=person, at=at)
    return str(caught.value.messages[0])


@pytest.mark.django_db
def test_whoever_finds_no_place_waits_and_gets_it_when_one_is_given_back(cast: Cast) -> None:
    event = opened(cast, capacity=1)
    with acting(cast.actor("methodist")):
        first = registration.register(event=event, person=cast.colleague, at=BEFORE)
        registration.register(event=event, person=cast.teacher, at=BEFORE)
        registration.register(event=event, person=cast.head, at=BEFORE)
    assert states(event) == {"Коллегина": "registered", "Своева": "waiting", "Директорова": "waiting"}
    with acting(cast.actor("methodist")):
        registration.withdraw(first, at=BEFORE)
    assert states(event) == {"Коллегина": "withdrawn", "Своева": "registered", "Директорова": "waiting"}
    assert bell(cast, "teacher") == [
        "Вы в листе ожидания на мероприятие «Ярмарка» 04.02.2026",
        "Место освободилось: вы записаны на мероприятие «Ярмарка» 04.02.2026",
    ]


@pytest.mark.django_db
def test_teacher_gives_a_place_to_somebody_out_of_sight(cast: Cast) -> None:
    event = opened(cast, capacity=1)
    with acting(cast.actor("teacher")):
        mine = registration.register(event=event, person=cast.teacher, at=BEFORE)
    with acting(SYSTEM):
        make_registration(event, cast.colleague, "waiting")
    with acting(cast.actor("teacher")):
        registration.withdraw(mine, at=BEFORE)
        assert [one.state for one in EventRegistration.objects.all()] == ["withdrawn"]
    assert states(event) == {"Своева": "withdrawn", "Коллегина": "registered"}
    assert bell(cast, "teacher") == []


@pytest.mark.django_db
def test_more_places_are_given_to_the_queue_and_fewer_than_taken_are_refused(cast: Cast) -> None:
    event = opened(cast, capacity=1)
    with acting(SYSTEM):
        make_registration(event, cast.teacher)
        make_registration(event, cast.colleague, "waiting")
        make_registration(event, cast.head, "waiting", queued_at=BEFORE)
    with acting(cast.actor("methodist")):
        events.update_event(event, capacity=2)
        assert states(event) == {"Своева": "registered", "Коллегина": "registered", "Директорова": "waiting"}
        with pytest.raises(ValidationError) as caught:
            events.update_event(event, capacity=1)
    assert list(caught.value.message_dict) == ["capacity"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("fields", "at", "sentence"),
    [
        ({"registration": False}, BEFORE, registration.CLOSED),
        ({"register_until": date(2026, 1, 19)}, BEFORE, "Запись закончилась: последний день — 19.01.2026."),
        ({}, make_aware(datetime(2026, 2, 5, 0, 1)), registration.OVER),
        ({"cancelled_on": DAY, "cancel_reason": "Карантин"}, BEFORE, registration.CANCELLED),
    ],
)
def test_registration_is_closed_in_words(cast: Cast, fields: dict[str, Any], at: datetime, sentence: str) -> None:
    assert refused(cast, opened(cast, **fields), cast.teacher, at=at) == sentence


@pytest.mark.django_db
def test_registration_on_the_last_day_of_the_term_is_in_time(cast: Cast) -> None:
    event = opened(cast, register_until=BEFORE.date())
    with acting(cast.actor("methodist")):
        registration.register(event=event, person=cast.teacher, at=BEFORE)
    assert states(event) == {"Своева": "registered"}


@pytest.mark.django_db
def test_nobody_registers_twice_and_whoever_left_comes_back_to_the_end_of_the_queue(cast: Cast) -> None:
    event = opened(cast, capacity=1)
    with acting(cast.actor("methodist")):
        mine = registration.register(event=event, person=cast.teacher, at=BEFORE)
    assert refused(cast, event, cast.teacher) == registration.ALREADY
    with acting(cast.actor("methodist")):
        registration.withdraw(mine, at=BEFORE)
        with pytest.raises(ValidationError, match="уже снята"):
            registration.withdraw(mine, at=BEFORE)
        registration.register(event=event, person=cast.colleague, at=BEFORE)
        again = registration.register(event=event, person=cast.teacher, at=BEFORE)
    assert (again.pk, states(event)) == (mine.pk, {"Своева": "waiting", "Коллегина": "registered"})


@pytest.mark.django_db
def test_role_registers_its_own_people_only(cast: Cast) -> None:
    event = opened(cast, level="regional")
    assert refused(cast, event, cast.stranger) == registration.STRANGER
    assert refused(cast, event, cast.colleague, role="operator") == registration.STRANGER
    assert refused(cast, event, cast.colleague, role="teacher") == registration.STRANGER
    assert refused(cast, event, cast.teacher, role="ministry") == registration.STRANGER
    with acting(cast.actor("cnppm")):
        assert registration.register_people(event, people=[cast.stranger, cast.teacher], at=BEFORE) == (2, 0)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("organizer", "level", "people"),
    [
        ("mms_a", "municipal", ["teacher", "colleague"]),
        ("school_a", "institutional", ["teacher"]),
        ("mms_a", "regional", ["teacher", "colleague", "stranger"]),
        ("cnppm", "municipal", ["teacher", "colleague", "stranger"]),
    ],
)
def test_event_is_for_the_territory_of_its_level(cast: Cast, organizer: str, level: str, people: list[str]) -> None:
    with acting(SYSTEM):
        event = make.make_event(getattr(cast, organizer), DAY, level=level, registration=True)
    names = ("teacher", "colleague", "stranger")
    with acting(cast.actor("cnppm")):
        for name in people:
            registration.register(event=event, person=getattr(cast, name), at=BEFORE)
    others = [name for name in names if name not in people]
    assert {refused(cast, event, getattr(cast, name), role="cnppm") for name in others} <= {registration.NOT_FOR}


@pytest.mark.django_db
def test_cancelled_event_keeps_its_registrations_and_tells_them_why(cast: Cast) -> None:
    event = opened(cast)
    with acting(SYSTEM):
        make_registration(event, cast.teacher)
    with acting(cast.actor("methodist")):
        cancelling.cancel_event(event, on=DAY, reason="Карантин")
        with pytest.raises(ValidationError, match="уже отменено"):
            cancelling.cancel_event(event, on=DAY, reason="Ещё раз")
        cancelling.restore_event(event)
        make.make_participation(event, cast.teacher)
        with pytest.raises(ValidationError, match="уже есть участники"):
            cancelling.cancel_event(event, on=DAY, reason="Поздно")
    assert states(event) == {"Своева": "registered"}
    assert bell(cast, "teacher") == [
        "Мероприятие «Ярмарка» 04.02.2026 отменено: Карантин",
        "Мероприятие «Ярмарка» 04.02.2026 состоится: отмена снята",
    ]


@pytest.mark.django_db
def test_teacher_joins_and_leaves_on_the_card(browse: Browse, cast: Cast) -> None:
    with acting(SYSTEM):
        event = make.make_event(cast.mms_a, date(2099, 2, 4), registration=True, capacity=3)
    browser, card = browse("teacher"), f"/events/{event.pk}/?tab=visit"
    assert "Записаться" in browser.get(card).content.decode()
    assert browser.post(f"/events/{event.pk}/join/").headers["Location"] == card
    assert "Вы записаны." in browser.get(card).content.decode()
    assert states(event) == {"Своева": "registered"}
    browser.post(f"/events/{event.pk}/leave/")
    assert states(event) == {"Своева": "withdrawn"}


@pytest.mark.django_db
def test_operator_brings_own_people_from_the_list(browse: Browse, cast: Cast) -> None:
    with acting(SYSTEM):
        event = make.make_event(cast.mms_a, date(2099, 2, 4), registration=True)
    browser, url = browse("operator"), f"/events/{event.pk}/bring/"
    page = browser.get(url).content.decode()
    assert ("Своева" in page, "Директорова" in page, "Коллегина" in page) == (True, True, False)
    done = browser.post(url, {"people": [str(cast.teacher.pk), str(cast.colleague.pk)]}, follow=True)
    assert "Записано: 1" in done.content.decode()
    assert states(event) == {"Своева": "registered"}
    assert browser.post(url, {}).status_code == 422
    assert "Своева" not in browser.get(url).content.decode()


TOGETHER = 8
Deed = Callable[[], str]


def test_parallel_registrations_take_no_place_twice_and_a_withdrawal_promotes_one(committed: None) -> None:
    with acting(SYSTEM):
        cast = make_cast()
        people = [make.make_person(cast.school_a) for _ in range(TOGETHER)]
    event = opened(cast, capacity=3)
    actor = cast.actor("methodist")
    said = at_once([joining(event, person) for person in people], actor)
    assert sorted(said) == ["registered"] * 3 + ["waiting"] * 5
    with acting(SYSTEM):
        going = list(EventRegistration.objects.filter(event=event, state="registered"))
    with acting(SYSTEM):
        late = make.make_person(cast.school_a)
    deeds = [*(leaving(one) for one in going[:2]), joining(event, late)]
    assert sorted(at_once(deeds, actor)) == ["waiting", "withdrawn", "withdrawn"]
    with acting(SYSTEM):
        rows = EventRegistration.objects.filter(event=event)
        assert [rows.filter(state=state).count() for state in ("registered", "waiting", "withdrawn")] == [3, 4, 2]


def joining(event: Event, person: Person) -> Deed:
    return lambda: registration.register(event=event, person=person, at=BEFORE).state


def leaving(one: EventRegistration) -> Deed:
    return lambda: registration.withdraw(one, at=BEFORE).state


def at_once(deeds: list[Deed], actor: Actor) -> list[str]:
    """Do all of it at the same moment, each over a connection of its own."""
    barrier = Barrier(len(deeds))

    def one(deed: Deed) -> str:
        try:
            barrier.wait()
            with acting(actor):
                return str(deed())
        finally:
            connection.close()

    with ThreadPoolExecutor(len(deeds)) as pool:
        return list(pool.map(one, deeds))
