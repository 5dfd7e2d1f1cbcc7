"""Marks of attendance become participations, and nothing is doubled."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from apps.core.actor import acting, system
from apps.core.models import HistoryEntry
from apps.events import visits
from apps.events.models import Event, EventRegistration, Participation
from apps.events.services import attendance, participation, registration
from tests import factories as make
from tests.cast import Cast
from tests.events.conftest import Browse
from tests.events.rows import make_certificate, make_registration

pytestmark = pytest.mark.django_db
SYSTEM = system("test")
DAY = date(2024, 2, 1)


@pytest.fixture
def event(cast: Cast) -> Event:
    with acting(SYSTEM):
        made = make.make_event(cast.mms_a, DAY, title="Ярмарка", registration=True)
        make_registration(made, cast.teacher)
        make_registration(made, cast.colleague)
        make_registration(made, cast.head, "withdrawn")
    return made


def mark(cast: Cast, event: Event, *, role: str = "methodist", today: date = DAY, **marks: str) -> int:
    """Mark the cast's people by their names."""
    with acting(SYSTEM):
        rows = dict(EventRegistration.objects.filter(event=event).values_list("person", "pk"))
    with acting(cast.actor(role)):
        numbers = {rows[getattr(cast, name).pk]: value for name, value in marks.items()}
        return attendance.mark_attendance(event, numbers, today=today)


def roles(event: Event) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    with acting(SYSTEM):
        for name, role in Participation.objects.filter(event=event).values_list("person__last_name", "role"):
            found.setdefault(name, []).append(role)
    return found


def test_marks_become_participations_once(cast: Cast, event: Event) -> None:
    assert mark(cast, event, teacher="winner", colleague="absent", head="participant") == 2
    assert mark(cast, event, teacher="winner", colleague="absent") == 0
    assert roles(event) == {"Своева": ["winner"]}


def test_corrected_mark_corrects_the_same_participation_or_takes_it_away(cast: Cast, event: Event) -> None:
    mark(cast, event, teacher="participant")
    with acting(SYSTEM):
        first = Participation.objects.get().pk
    mark(cast, event, teacher="prize")
    with acting(SYSTEM):
        assert (Participation.objects.get().pk, Participation.objects.get().role) == (first, "prize")
    mark(cast, event, teacher="absent")
    assert roles(event) == {}
    with acting(SYSTEM):
        verbs = HistoryEntry.objects.filter(object_kind="events.participation").order_by("pk")
        assert [one.verb for one in verbs] == ["add_participation", "update_participation", "remove_participation"]


def test_participation_entered_before_is_taken_for_the_mark(cast: Cast, event: Event) -> None:
    with acting(cast.actor("methodist")):
        participation.add_participation(event=event, role="participant", person=cast.teacher)  # type: ignore[arg-type]
    mark(cast, event, teacher="participant")
    assert roles(event) == {"Своева": ["participant"]}


def test_participation_removed_by_hand_leaves_the_mark_open(cast: Cast, event: Event) -> None:
    mark(cast, event, teacher="participant")
    with acting(cast.actor("methodist")):
        participation.remove_participation(Participation.objects.get())
    assert mark(cast, event, teacher="expert") == 1
    assert roles(event) == {"Своева": ["expert"]}


def test_mark_with_a_certificate_stands(cast: Cast, event: Event) -> None:
    mark(cast, event, teacher="participant")
    with acting(SYSTEM):
        make_certificate(Participation.objects.get())
    with pytest.raises(ValidationError, match="выдан сертификат"):
        mark(cast, event, teacher="absent")


def test_registration_with_a_mark_is_not_withdrawn(cast: Cast, event: Event) -> None:
    mark(cast, event, teacher="participant")
    with acting(cast.actor("teacher")), pytest.raises(ValidationError, match="Явка уже отмечена"):
        registration.withdraw(EventRegistration.objects.get())


def test_attendance_is_marked_by_the_organizer_from_the_first_day_on(cast: Cast, event: Event) -> None:
    with pytest.raises(ValidationError, match="ещё не началось"):
        mark(cast, event, teacher="participant", today=date(2024, 1, 31))
    for role in ("teacher", "operator", "iro"):
        with pytest.raises(ValidationError, match="ведёт его организатор"):
            mark(cast, event, role=role, teacher="participant")
    with acting(SYSTEM):
        Event.objects.filter(pk=event.pk).update(cancelled_on=DAY, cancel_reason="Карантин")
        event.refresh_from_db()
    with pytest.raises(ValidationError, match="отменено"):
        mark(cast, event, teacher="participant")


def test_institute_marks_the_people_of_its_own_event(cast: Cast) -> None:
    with acting(SYSTEM):
        event = make.make_event(cast.iro, DAY, level="regional", registration=True)
        make_registration(event, cast.stranger)
    assert mark(cast, event, role="iro", stranger="participant") == 1
    assert roles(event) == {"Посторонняя": ["participant"]}


def test_page_proposes_everybody_and_saves(browse: Browse, cast: Cast, event: Event) -> None:
    browser, url = browse("methodist"), f"/events/{event.pk}/attendance/"
    rows = browser.get(f"{url}?all=participant").context["rows"]
    assert [(row["name"], row["mark"]) for row in rows] == [
        ("Коллегина Тест", "participant"),
        ("Своева Тест", "participant"),
    ]
    sent = {f"mark_{row['pk']}": row["mark"] for row in rows}
    browser.post(url, {**sent, "mark_0": "participant", f"mark_{rows[0]['pk']}": "absent"})
    assert roles(event) == {"Своева": ["participant"]}
    assert [row["mark"] for row in browser.get(url).context["rows"]] == ["absent", "participant"]


def test_unmarked_events_of_the_last_weeks_wait_for_their_organizer(cast: Cast, event: Event) -> None:
    asked = {}
    for role in ("methodist", "cnppm", "iro"):
        with acting(cast.actor(role)):
            asked[role] = visits.unmarked(cast.actor(role), date(2024, 2, 20)).count()
    assert asked == {"methodist": 1, "cnppm": 1, "iro": 0}
    mark(cast, event, teacher="participant", colleague="absent")
    with acting(cast.actor("methodist")):
        assert visits.unmarked(cast.actor("methodist"), date(2024, 2, 20)).count() == 0
