"""Events, participation, mentoring."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from apps.core.actor import acting, system
from apps.events.enums import PairForm, ParticipationRole
from apps.events.models import Event, MentoringPair, Participation
from apps.events.services import events, mentoring, participation
from apps.teachers.models import Person
from apps.teachers.services.people import update_person
from tests import factories as make
from tests.cast import Cast

pytestmark = pytest.mark.django_db
DAY, LATER = date(2024, 2, 1), date(2024, 5, 1)
ROLE = ParticipationRole.PARTICIPANT


@pytest.fixture
def event(cast: Cast) -> Event:
    with acting(cast.actor("methodist")):
        return events.create_event(
            organization=cast.mms_a, title="Ярмарка", start=DAY, end=DAY, kind="seminar", level="municipal"
        )


def test_event_gets_a_code_and_follows_its_new_title(cast: Cast, event: Event) -> None:
    with acting(cast.actor("methodist")):
        events.update_event(event, title="Ёлка")
        found = Event.objects.get(pk=event.pk)
        assert (found.sort_key, found.municipality_id, found.code[:2]) == ("елка", cast.municipality_a.pk, "М-")
        with pytest.raises(ValidationError) as caught:
            events.update_event(event, end=date(2024, 1, 1))
    assert list(caught.value.message_dict) == ["end"]


def test_participation_of_a_person_and_of_an_organization_lie_in_their_places(cast: Cast, event: Event) -> None:
    with acting(cast.actor("methodist")):
        one = participation.add_participation(event=event, role=ROLE, person=cast.teacher, on_date=DAY)
        two = participation.add_participation(event=event, role=ROLE, organization=cast.school_a2)
        participation.update_participation(two, role=ParticipationRole.WINNER)
        places = {p.pk: (p.organization_id, p.role) for p in Participation.objects.all()}
        assert places == {one.pk: (cast.school_a.pk, "participant"), two.pk: (cast.school_a2.pk, "winner")}
        participation.remove_participation(one)
        assert Participation.objects.count() == 1


def test_participation_is_of_exactly_one(cast: Cast, event: Event) -> None:
    with acting(cast.actor("methodist")):
        for who in ({}, {"person": cast.teacher, "organization": cast.school_a}):
            with pytest.raises(ValidationError) as caught:
                participation.add_participation(event=event, role=ROLE, **who)  # type: ignore[arg-type]
            assert caught.value.message_dict == {"person": [participation.ONE_OF_TWO]}


@pytest.mark.parametrize("day", [date(2024, 1, 31), date(2024, 2, 2)])
def test_day_outside_the_event_is_refused(cast: Cast, event: Event, day: date) -> None:
    with acting(cast.actor("methodist")), pytest.raises(ValidationError) as caught:
        participation.add_participation(event=event, role=ROLE, person=cast.teacher, on_date=day)
    assert list(caught.value.message_dict) == ["on_date"]


def test_event_with_participants_is_not_removed(cast: Cast, event: Event) -> None:
    with acting(cast.actor("methodist")):
        one = participation.add_participation(event=event, role=ROLE, person=cast.teacher)
        with pytest.raises(ValidationError):
            events.remove_event(event)
        participation.remove_participation(one)
        events.remove_event(event)
        assert not Event.objects.filter(pk=event.pk).exists()


def test_pair_knows_both_places_and_ends(cast: Cast) -> None:
    with acting(cast.actor("methodist")):
        pair = mentoring.create_pair(mentor=cast.colleague, person=cast.teacher, start=DAY, form=PairForm.YOUNG)
        assert (pair.organization_id, pair.mentor_organization_id) == (cast.school_a.pk, cast.school_a2.pk)
        mentoring.end_pair(pair, end=LATER)
        assert MentoringPair.objects.get().end == LATER
        with pytest.raises(ValidationError):
            mentoring.end_pair(pair, end=date(2023, 1, 1))
        mentoring.remove_pair(pair)
        assert not MentoringPair.objects.exists()


def test_nobody_is_their_own_mentor(cast: Cast) -> None:
    with acting(cast.actor("methodist")), pytest.raises(ValidationError) as caught:
        mentoring.create_pair(mentor=cast.teacher, person=cast.teacher, start=DAY, form=PairForm.YOUNG)
    assert caught.value.message_dict == {"person": [mentoring.ALONE]}


def test_new_name_is_carried_to_both_sides_of_a_pair(cast: Cast) -> None:
    with acting(system("test")):
        one = make.make_pair(cast.teacher, cast.stranger, DAY)
        two = make.make_pair(cast.stranger, cast.teacher, LATER)
    with acting(cast.actor("operator")):
        update_person(Person.objects.get(pk=cast.teacher.pk), last_name="Новая")
    with acting(system("test")):
        one.refresh_from_db()
        two.refresh_from_db()
    assert (one.mentor_name, two.person_name, one.person_name) == ("Новая Тест", "Новая Тест", "Посторонняя Тест")
