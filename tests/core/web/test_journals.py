"""The journals: what was changed, who looked at people's data."""

from datetime import timedelta

import pytest
from django.utils import timezone

from apps.core.actor import acting, system
from apps.core.models import AccessLogEntry, HistoryEntry
from apps.core.resources import kind_words
from apps.core.services import history
from apps.organizations.services.organizations import update_organization
from tests.cast import Cast
from tests.core.web.checks import assert_constant_queries, text_of
from tests.core.web.conftest import Browse


def test_history_shows_changes_of_the_scope_in_words(browse: Browse, cast: Cast) -> None:
    with acting(system("test")):
        update_organization(cast.school_a, phone="1")
        update_organization(cast.school_b, phone="2")
    near, far = text_of(browse("methodist").get("/history/")), text_of(browse("cnppm").get("/history/"))
    assert ("карточка изменена" in near, "Школа А-1" in near, "Школа Б-1" in near) == (True, True, False)
    assert ("Школа А-1" in far, "Школа Б-1" in far) == (True, True)


@pytest.mark.parametrize(("role", "status"), [("cnppm", 200), ("administrator", 200), ("methodist", 403)])
def test_looks_at_people_are_for_those_who_answer_for_them(browse: Browse, role: str, status: int) -> None:
    assert browse(role).get("/access/").status_code == status


def test_looks_and_exports_are_told_with_their_rows(browse: Browse, cast: Cast) -> None:
    with acting(cast.actor("cnppm")):
        history.log_view(cast.teacher, "Карточка человека")
        history.log_export("Список людей", 12)
    rows = browse("cnppm").get("/access/?action=export").context["listing"].table.page.rows
    assert [(row[4], row[5], row[6]) for row in rows] == [("export", "Список людей", 12)]


@pytest.mark.parametrize(("days", "count"), [(0, 1), (1, 0)])
def test_journal_is_narrowed_to_days(browse: Browse, cast: Cast, days: int, count: int) -> None:
    with acting(system("test")):
        update_organization(cast.school_a, phone="1")
    day = timezone.localdate() + timedelta(days=days)
    since = browse("cnppm").get(f"/history/?since={day:%d.%m.%Y}").context["listing"].table.count
    until = browse("cnppm").get(f"/history/?until={day - timedelta(days=1):%d.%m.%Y}").context["listing"].table.count
    assert (since, until) == (count, 1 - count)


def test_journal_asks_the_same_number_of_questions(browse: Browse, cast: Cast) -> None:
    with acting(system("test")):
        HistoryEntry.objects.all().delete()
    phones = iter(range(10))
    assert_constant_queries(
        browse("cnppm"), "/history/", lambda: update_organization(cast.school_a, phone=str(next(phones))), queries=7
    )


def test_kind_of_a_record_is_told_in_words() -> None:
    assert (kind_words("organizations.organization"), kind_words("gone.model")) == ("организация", "запись")


def test_journal_is_read_only(browse: Browse) -> None:
    assert browse("cnppm").get("/history/1/").status_code == 404
    with acting(system("test")):
        assert AccessLogEntry.objects.count() == 0
