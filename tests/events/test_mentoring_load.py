"""The load of mentors: the nearest norm counts, more than it is told and never refused."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from apps.core.actor import acting, system
from apps.core.web import resource as resources
from apps.events import load, pairs
from apps.events.models import MentorLimit
from apps.events.services import mentoring_programs as programs
from apps.teachers.models import Person
from tests import factories as make
from tests.cast import Cast
from tests.core.web.checks import assert_constant_queries, text_of
from tests.events.conftest import Browse

pytestmark = pytest.mark.django_db
SYSTEM = system("test")
DAY = date(2024, 2, 1)


def lead(cast: Cast, mentor: Person, count: int, **fields: Any) -> Any:
    """So many pairs of a mentor; the last of them."""
    with acting(SYSTEM):
        made = [make.make_pair(mentor, make.make_person(cast.school_a), DAY, **fields) for _ in range(count)]
    return made[-1]


def norm(cast: Cast, person: Person) -> int:
    with acting(cast.actor("cnppm")):
        return int(Person.objects.values_list(load.limit(), flat=True).get(pk=person.pk))


def test_nearest_norm_counts_and_three_without_any(cast: Cast) -> None:
    assert norm(cast, cast.colleague) == 3
    for role, body, pairs_at_once, wanted in (
        ("cnppm", cast.cnppm, 5, (5, 5)),
        ("methodist", cast.mms_a, 4, (4, 5)),
        ("operator", cast.school_a, 2, (4, 5)),
        ("methodist", cast.school_a2, 1, (1, 5)),
    ):
        with acting(cast.actor(role)):
            programs.set_limit(organization=body, pairs=pairs_at_once)
        assert (norm(cast, cast.colleague), norm(cast, cast.stranger)) == wanted, role
    assert norm(cast, cast.teacher) == 2


def test_norm_is_changed_and_taken_off_and_is_one_for_a_body(cast: Cast) -> None:
    with acting(cast.actor("methodist")):
        made = programs.set_limit(organization=cast.mms_a, pairs=4)
        assert (made.reach, str(made)) == (2, "Не более 4")
        with pytest.raises(ValidationError):
            programs.set_limit(organization=cast.mms_a, pairs=5)
        programs.update_limit(made, pairs=6)
        assert norm(cast, cast.colleague) == 6
        programs.remove_limit(MentorLimit.objects.get())
        assert norm(cast, cast.colleague) == 3


def test_only_pairs_of_today_weigh(cast: Cast) -> None:
    last = lead(cast, cast.colleague, 2)
    lead(cast, cast.colleague, 1, end=date(2024, 3, 1))
    with acting(cast.actor("methodist")):
        assert (load.load_of(cast.colleague.pk), load.load_of(cast.colleague.pk, date(2024, 3, 1))) == (2, 3)
        assert (pairs.load_text(last), pairs.overload(last)) == ("пар сегодня: 2, норма: 3", [])


def test_pair_above_the_norm_is_made_and_told_of(browse: Browse, cast: Cast) -> None:
    lead(cast, cast.colleague, 3)
    form = {"mentor": str(cast.colleague.pk), "person": str(cast.teacher.pk), "form": "young", "start": "01.02.2024"}
    body = text_of(browse("methodist").post("/events/mentoring/create/", form, follow=True))
    told = "У наставника теперь 4 пары одновременно при норме 3: проверьте его нагрузку."
    assert (told in body, "Пара создана." in body, "пар сегодня: 4, норма: 3 — выше нормы" in body) == (True,) * 3


def test_list_of_mentors_tells_who_has_too_many(browse: Browse, cast: Cast) -> None:
    lead(cast, cast.colleague, 4)
    lead(cast, cast.head, 1)
    lead(cast, cast.stranger, 1)
    listing = browse("methodist").get("/teachers/mentors/").context["listing"]
    rows = [(row[2], *row[5:8]) for row in listing.table.page.rows]
    assert rows == [("Коллегина Тест", 4, 3, 1), ("Директорова Тест", 1, 3, 0)]
    over = browse("methodist").get("/teachers/mentors/?over=yes").context["listing"]
    assert over.table.count == 1


@pytest.mark.parametrize(("role", "status"), [("operator", 200), ("ministry", 403), ("teacher", 403), ("iro", 403)])
def test_mentors_are_shown_to_those_who_keep_mentoring(browse: Browse, role: str, status: int) -> None:
    for url in ("/teachers/mentors/", "/teachers/alone/", "/teachers/leaving/"):
        assert (url, browse(role).get(url).status_code) == (url, status)


def test_lists_of_mentors_and_norms_ask_constantly(browse: Browse, cast: Cast) -> None:
    def make_row() -> None:
        school = make.make_organization(cast.municipality_a)
        make.make_pair(make.make_person(school), make.make_person(school), DAY)
        place = {"organization": school, "municipality": school.municipality, "region": school.region}
        MentorLimit.objects.create(**place, pairs=2, reach=1)

    assert resources.get("events.mentorlimit").opens(cast.actor("ministry"))
    for url, queries in {"/teachers/mentors/": 8, "/events/mentor-load/": 7}.items():
        assert_constant_queries(browse("methodist"), url, make_row, queries=queries)
