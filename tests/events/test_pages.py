"""The pages of events: the open calendar, participation, mentoring."""

from datetime import date
from typing import Any

import pytest

from apps.core.actor import acting, system
from apps.events.models import Event, MentoringPair, Participation
from tests import factories as make
from tests.cast import Cast
from tests.core.web.checks import assert_constant_queries, text_of
from tests.events.conftest import Browse

pytestmark = pytest.mark.django_db
SYSTEM = system("test")
DAY = date(2024, 2, 1)


@pytest.fixture
def event(cast: Cast) -> Event:
    with acting(SYSTEM):
        make.make_event(cast.foreign_school, DAY, title="Чужого региона")
        return make.make_event(cast.mms_a, DAY, title="Ярмарка")


def listed(response: Any) -> list[str]:
    assert response.status_code == 200
    return [row[2] for row in response.context["listing"].table.page.rows]


@pytest.mark.parametrize("role", ["cnppm", "iro", "ministry", "methodist", "operator", "teacher", "council"])
def test_calendar_of_the_region_is_open_to_every_role(browse: Browse, event: Event, role: str) -> None:
    assert listed(browse(role).get("/events/")) == ["Ярмарка"]
    assert browse(role).get(f"/events/{event.pk}/").status_code == 200


def test_event_of_another_region_is_not_there(browse: Browse, event: Event) -> None:
    with acting(SYSTEM):
        foreign = Event.objects.get(title="Чужого региона")
    assert browse("cnppm").get(f"/events/{foreign.pk}/").status_code == 404
    assert browse("teacher").get(f"/events/{event.pk}/edit/").status_code == 403


def test_organizer_of_another_municipality_is_refused(browse: Browse, cast: Cast) -> None:
    form = {"title": "Новое", "kind": "seminar", "level": "municipal", "start": "01.02.2024"}
    refused = browse("methodist").post("/events/create/", {**form, "organization": str(cast.school_b.pk)})
    assert (refused.status_code, list(refused.context["form"].errors)) == (422, ["organization"])
    done = browse("methodist").post("/events/create/", {**form, "organization": str(cast.mms_a.pk)})
    with acting(SYSTEM):
        assert done.headers["Location"] == f"/events/{Event.objects.get(title='Новое').pk}/"


def test_participants_out_of_sight_are_not_on_the_page(browse: Browse, cast: Cast, event: Event) -> None:
    with acting(SYSTEM):
        make.make_participation(event, cast.teacher)
        make.make_participation(event, cast.stranger)
        make.make_participation(event, cast.school_a2)
    body = text_of(browse("methodist").get(f"/events/{event.pk}/?tab=people"))
    assert ("Своева Тест" in body, "Школа А-2" in body, "Посторонняя" in body) == (True, True, False)
    everybody = text_of(browse("cnppm").get(f"/events/{event.pk}/?tab=people"))
    assert "Посторонняя Тест" in everybody


def test_participation_is_of_a_person_or_of_an_organization(browse: Browse, cast: Cast, event: Event) -> None:
    form = {"event": str(event.pk), "role": "participant"}
    browser = browse("methodist")
    neither = browser.post("/events/participations/create/", form)
    assert dict(neither.context["form"].errors) == {"person": ["Укажите либо работника, либо организацию."]}
    done = browser.post("/events/participations/create/", {**form, "organization": str(cast.school_a.pk)})
    assert done.headers["Location"] == f"/events/{event.pk}/"
    late = browser.post(
        "/events/participations/create/", {**form, "person": str(cast.teacher.pk), "on_date": "01.01.2024"}
    )
    assert list(late.context["form"].errors) == ["on_date"]
    with acting(SYSTEM):
        assert Participation.objects.count() == 1


def test_bulk_removal_touches_chosen_rows_of_the_scope_only(browse: Browse, cast: Cast, event: Event) -> None:
    with acting(SYSTEM):
        mine, theirs = (make.make_participation(event, who) for who in (cast.teacher, cast.stranger))
    form = {"ids": [str(mine.pk), str(theirs.pk)], "confirmed": "1"}
    browse("methodist").post("/events/participations/bulk/remove/", form)
    with acting(SYSTEM):
        assert [p.pk for p in Participation.objects.all()] == [theirs.pk]


def test_pair_is_made_of_two_people_in_sight(browse: Browse, cast: Cast) -> None:
    form = {"mentor": str(cast.colleague.pk), "form": "young", "start": "01.02.2024"}
    refused = browse("methodist").post("/events/mentoring/create/", {**form, "person": str(cast.stranger.pk)})
    assert list(refused.context["form"].errors) == ["person"]
    browse("methodist").post("/events/mentoring/create/", {**form, "person": str(cast.teacher.pk)})
    with acting(SYSTEM):
        assert str(MentoringPair.objects.get()) == "Коллегина Тест — Своева Тест"


def test_both_sides_of_a_pair_have_it_on_their_cards(browse: Browse, cast: Cast) -> None:
    with acting(SYSTEM):
        make.make_pair(cast.colleague, cast.teacher, DAY)
    for person in (cast.colleague, cast.teacher):
        assert "Коллегина Тест" in text_of(browse("methodist").get(f"/teachers/{person.pk}/?tab=pairs"))


def test_pair_of_a_stranger_is_not_there_and_a_reader_does_not_write(browse: Browse, cast: Cast) -> None:
    with acting(SYSTEM):
        theirs = make.make_pair(cast.stranger, make.make_person(cast.school_b), DAY)
        ours = make.make_pair(cast.colleague, cast.teacher, DAY)
    assert browse("methodist").get(f"/events/mentoring/{theirs.pk}/").status_code == 404
    assert browse("operator").get(f"/events/mentoring/{ours.pk}/edit/").status_code == 403
    assert browse("ministry").get("/events/mentoring/").status_code == 403


def test_lists_ask_the_same_number_of_questions_for_one_row_and_three(browse: Browse, cast: Cast) -> None:
    def make_row() -> None:
        person = make.make_person(cast.school_a)
        make.make_participation(make.make_event(cast.mms_a, DAY), person)
        make.make_pair(cast.colleague, person, DAY)

    for url, queries in {"/events/": 8, "/events/participations/": 8, "/events/mentoring/": 8}.items():
        assert_constant_queries(browse("methodist"), url, make_row, queries=queries)
