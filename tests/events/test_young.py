"""Young specialists: who has no mentor, who could be one, who leaves the state and when."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from apps.core.actor import acting, system
from apps.core.days import add_years
from apps.core.models import HistoryEntry, Notification
from apps.events import young
from apps.events.models import MentoringPair
from apps.events.services import pairing
from apps.teachers.models import Person
from tests import factories as make
from tests.cast import Cast
from tests.core.web.checks import assert_constant_queries, text_of
from tests.events.conftest import Browse

pytestmark = pytest.mark.django_db
SYSTEM = system("test")
TODAY = timezone.localdate()


def novice(school: Any, name: str = "Молодова", *, left: int = 400, **fields: Any) -> Person:
    """A young specialist whose third year ends in so many days."""
    served = TODAY + timedelta(days=left)
    start = add_years(served, -3)
    values = {"birth_date": add_years(TODAY, -25), "career_start": start, "start": start, **fields}
    with acting(SYSTEM):
        return make.make_person(school, last_name=name, first_name="Вера", **values)


def names(rows: Any) -> list[str]:
    return sorted(row.last_name for row in rows)


def test_worklist_holds_the_young_without_a_mentor_of_today(cast: Cast) -> None:
    novice(cast.school_a)
    novice(cast.school_b, "Чужова")
    led, left = novice(cast.school_a, "Ведомова"), novice(cast.school_a, "Оставленова")
    with acting(SYSTEM):
        make.make_pair(cast.colleague, led, date(2024, 2, 1))
        make.make_pair(cast.colleague, left, date(2024, 2, 1), end=TODAY - timedelta(days=1))
    with acting(cast.actor("methodist")):
        assert names(young.alone(Person.objects.all())) == ["Молодова", "Оставленова"]


@pytest.mark.parametrize(("day", "state"), [(-1, "served"), (0, "served"), (1, "young")])
def test_state_ends_on_the_third_anniversary(cast: Cast, day: int, state: str) -> None:
    person = novice(cast.school_a, left=day)
    with acting(SYSTEM):
        found = young.leaving(Person.objects.filter(pk=person.pk)).exists()
    assert found == (state == "young")


def test_state_ends_on_the_earlier_of_the_birthday_and_the_anniversary(cast: Cast) -> None:
    birthday = TODAY + timedelta(days=20)
    novice(cast.school_a, "Взрослова", left=50, birth_date=add_years(birthday, -35))
    novice(cast.school_a, "Опытнова", left=50)
    novice(cast.school_a, "Новикова", left=200)
    with acting(cast.actor("methodist")):
        rows = young.leaving(Person.objects.all()).order_by("sort_key")
        told = rows.values_list("last_name", young.LEAVES_ON, young.DAYS_LEFT, young.WHY)
        plain = [(n, d, left, why.replace("\u00a0", " ")) for n, d, left, why in told]
        assert plain == [
            ("Взрослова", birthday, 20, "исполнится 35 лет"),
            ("Опытнова", TODAY + timedelta(days=50), 50, "проработает 3 года"),
        ]
        assert [names(young.leaving(Person.objects.all(), days)) for days in (10, 30, 60)] == [
            [], ["Взрослова"], ["Взрослова", "Опытнова"],
        ]  # fmt: skip


def test_mentors_are_suggested_by_room_and_experience(cast: Cast) -> None:
    person = novice(cast.school_a)
    with acting(SYSTEM):
        busy = make.make_person(cast.school_a, last_name="Занятая", career_start=date(1990, 9, 1))
        for _ in range(3):
            make.make_pair(busy, make.make_person(cast.school_a, last_name="Б"), date(2024, 2, 1))
        make.make_person(cast.school_a, last_name="Старшая", career_start=date(1995, 9, 1))
    with acting(cast.actor("methodist")):
        found = list(young.suggested(person, TODAY))
        assert [one.last_name for one in found] == ["Старшая", "Своева"]
        assert young.words_of(found[0]) == "Старшая Анна, пар сегодня: 0"


def test_pair_is_one_click_away(browse: Browse, cast: Cast) -> None:
    person = novice(cast.school_a)
    page = browse("methodist").get(f"/teachers/alone/{person.pk}/edit/")
    form = page.context["form"]
    assert browse("operator").get(f"/teachers/alone/{person.pk}/edit/").status_code == 403
    assert f"Своева Тест (№ {cast.teacher.pk})" in text_of(page)
    assert form.initial == {"mentor": cast.teacher.pk}
    plain = {"mentor": str(cast.teacher.pk), "form": "young", "start": f"{TODAY:%d.%m.%Y}"}
    done = browse("methodist").post(f"/teachers/alone/{person.pk}/edit/", plain, follow=True)
    assert done.redirect_chain == [("/teachers/alone/", 302)]
    with acting(SYSTEM):
        made = MentoringPair.objects.get()
    assert (str(made), made.form, made.start) == ("Своева Тест — Молодова Вера", "young", TODAY)
    assert browse("methodist").get(f"/teachers/alone/{person.pk}/edit/").status_code == 404


def test_invitation_rings_where_somebody_can_hear(cast: Cast) -> None:
    person, far = novice(cast.school_a), novice(cast.school_a2, "Далёкова")
    with acting(cast.actor("methodist")):
        assert pairing.invite(person) == 1
        with pytest.raises(ValidationError) as caught:
            pairing.invite(far)
    assert caught.value.messages == [pairing.NOBODY]
    with acting(SYSTEM):
        rung = Notification.objects.get()
        assert (rung.user, rung.text) == (
            cast.grants["operator"].user, pairing.OPERATORS.format(name="Молодова Вера"),
        )  # fmt: skip
        assert HistoryEntry.objects.filter(verb="invite_mentor", object_ref=str(person.pk)).count() == 1


def test_lists_of_the_young_narrow_and_go_out_as_files(browse: Browse, cast: Cast) -> None:
    novice(cast.school_a, left=20)
    novice(cast.school_a2, "Вторая", left=80)
    client = browse("methodist")
    assert client.get("/teachers/leaving/?within=30").context["listing"].table.count == 1
    assert client.get("/teachers/leaving/?mentored=no").context["listing"].table.count == 2
    assert client.get(f"/teachers/alone/?organization={cast.school_a.pk}").context["listing"].table.count == 1
    for url in ("/teachers/alone/export/", "/teachers/leaving/export/"):
        answer = client.post(url)
        assert (answer.status_code, b"".join(answer.streaming_content)[:2]) == (200, b"PK")  # type: ignore[attr-defined]


def test_lists_of_the_young_ask_constantly(browse: Browse, cast: Cast) -> None:
    for url, queries in {"/teachers/alone/": 8, "/teachers/leaving/": 8}.items():
        assert_constant_queries(browse("methodist"), url, lambda: novice(cast.school_a, left=50), queries=queries)
