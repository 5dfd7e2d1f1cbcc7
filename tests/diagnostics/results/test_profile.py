"""A person's profile: the last word of each competence, what closed, the mean of the group, who may look."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from apps.core.actor import acting, system
from apps.core.models import AccessLogEntry
from apps.diagnostics.enums import GroupLevel
from apps.diagnostics.selectors.profile import Course, profile_of
from apps.diagnostics.services.group_results import rebuild_group_results
from tests import factories as make
from tests.cast import Cast
from tests.core.web.checks import assert_constant_queries, text_of
from tests.diagnostics.conftest import Browse
from tests.diagnostics.results.people import assess

pytestmark = pytest.mark.django_db
SYSTEM = system("test")


@pytest.fixture
def today() -> date:
    return timezone.localdate()


@pytest.fixture
def two(cast: Cast, today: date) -> None:
    """Two sessions of the teacher: the second closes one of two deficits, and opens another."""
    with acting(SYSTEM):
        make.make_session(cast.teacher, cast.cnppm, today - timedelta(400), scores={"Т-01": 40, "Т-02": 50, "Т-03": 80})
        make.make_session(cast.teacher, cast.cnppm, today - timedelta(30), scores={"Т-01": 75, "Т-03": 55})


def courses(cast: Cast, wanted: GroupLevel = GroupLevel.MUNICIPALITY) -> dict[str, Course]:
    with acting(SYSTEM):
        return {one.code: one for one in profile_of(cast.teacher, wanted).courses}


def test_each_competence_says_its_last_word(cast: Cast, two: None, today: date) -> None:
    found = courses(cast)
    assert {code: (str(one.last.percent), one.mark) for code, one in found.items()} == {
        "Т-01": ("75.0", "дефицит закрыт"),
        "Т-02": ("50.0", "дефицит"),
        "Т-03": ("55.0", "дефицит"),
    }
    assert (found["Т-01"].found_on, found["Т-01"].closed_on) == (today - timedelta(400), today - timedelta(30))
    assert (found["Т-03"].found_on, found["Т-03"].closed_on) == (today - timedelta(30), None)
    assert (found["Т-01"].change, found["Т-02"].change) == (Decimal(35), None)


def test_open_deficits_begin_with_the_farthest_under_its_threshold(cast: Cast, two: None) -> None:
    with acting(SYSTEM):
        profile = profile_of(cast.teacher)
    assert [one.code for one in profile.open] == ["Т-02", "Т-03"]
    assert [one.code for one in profile.closed] == ["Т-01"]
    assert [one.code for one in profile.repeated] == ["Т-01", "Т-03"]


def test_self_assessments_and_annulled_sessions_say_nothing(cast: Cast, today: date) -> None:
    with acting(SYSTEM):
        make.make_session(cast.teacher, cast.cnppm, today - timedelta(9))
        make.make_session(cast.teacher, cast.cnppm, today - timedelta(8), scores={"Т-01": 90}, independent=False)
        make.make_session(cast.teacher, cast.cnppm, today - timedelta(7), scores={"Т-01": 90}, annulled_on=today)
    assert [point.percent for point in courses(cast)["Т-01"].points] == [40]


def test_an_old_session_is_shown_as_outdated(cast: Cast, today: date) -> None:
    with acting(SYSTEM):
        make.make_session(cast.teacher, cast.cnppm, today - timedelta(1200))
    found = courses(cast)["Т-01"]
    assert (found.mark, found.open) == ("устарело", False)


def test_the_mean_of_the_group_is_told_from_five_people_on(cast: Cast, two: None, today: date) -> None:
    with acting(SYSTEM):
        assess(cast, cast.school_a2, [50, 50, 50, 50], today)
    rebuild_group_results()
    means = {level: courses(cast, wanted=level)["Т-01"].mean for level in GroupLevel if level != GroupLevel.SUBJECT}
    assert {level.value: str(mean) for level, mean in means.items()} == {
        "organization": "None", "municipality": "55.0", "region": "55.0",
    }  # fmt: skip


def test_the_page_and_the_tab_show_words_picture_and_table(browse: Browse, cast: Cast, two: None) -> None:
    for url in (f"/diagnostics/profile/{cast.teacher.pk}/", f"/teachers/{cast.teacher.pk}/?tab=profile"):
        body = text_of(browse("cnppm").get(url))
        assert "75,0 % при пороге 60 %: дефицит закрыт; +35,0 с прошлого раза" in body
        assert "Дефицитов открыто: 2, закрыто позднейшей диагностикой: 1." in body
        assert '<svg xmlns="http://www.w3.org/2000/svg"' in body


def test_without_results_the_page_says_so(browse: Browse, cast: Cast) -> None:
    assert "Результатов пока нет" in text_of(browse("teacher").get(f"/diagnostics/profile/{cast.teacher.pk}/"))


@pytest.mark.parametrize(
    ("role", "status"),
    [("cnppm", 200), ("methodist", 200), ("council", 200), ("tutor", 200), ("teacher", 200), ("copmkp", 404),
     ("ministry", 403), ("moo", 403), ("umo", 403), ("iro", 403), ("operator", 403), ("administrator", 403)],
)  # fmt: skip
def test_the_profile_is_open_to_those_who_see_the_results(browse: Browse, cast: Cast, role: str, status: int) -> None:
    assert browse(role).get(f"/diagnostics/profile/{cast.teacher.pk}/").status_code == status
    assert browse("methodist").get(f"/diagnostics/profile/{cast.stranger.pk}/").status_code == 404


def test_the_council_sees_nothing_of_a_manager(browse: Browse, cast: Cast, today: date) -> None:
    with acting(SYSTEM):
        make.make_session(cast.head, cast.cnppm, today)
    assert "Результатов пока нет" in text_of(browse("council").get(f"/diagnostics/profile/{cast.head.pk}/"))


def test_a_look_is_logged_but_not_ones_own(browse: Browse, cast: Cast, two: None) -> None:
    for role in ("teacher", "methodist"):
        browse(role).get(f"/diagnostics/profile/{cast.teacher.pk}/")
    with acting(SYSTEM):
        seen = AccessLogEntry.objects.filter(subject__startswith="Профиль результатов").values_list("actor_key")
    with acting(SYSTEM):
        assert list(seen) == [(f"grant:{cast.grants['methodist'].pk}",)]


def test_the_page_asks_the_same_with_one_and_three_sessions(browse: Browse, cast: Cast, today: date) -> None:
    days = iter(range(1, 9))

    def one() -> None:
        make.make_session(cast.teacher, cast.cnppm, today - timedelta(next(days)), scores={"Т-01": 40, "Т-02": 70})

    assert_constant_queries(browse("teacher"), f"/diagnostics/profile/{cast.teacher.pk}/", one, queries=8)
