"""Actions over one object and over rows of a list, seen through organizations."""

from datetime import date

import pytest

from apps.core.actor import acting, system
from apps.core.models import Job
from apps.core.web import doing
from apps.organizations.models import Organization
from tests.cast import Cast
from tests.contexts import Watching
from tests.core.web.checks import text_of
from tests.core.web.conftest import Browse

BULK = "/organizations/bulk/close/"
DAY = {"confirmed": "1", "closed_on": "31.08.2025"}


def closed() -> set[str]:
    """The names of closed organizations."""
    with acting(system("test")):
        return set(Organization.objects.filter(closed_on=date(2025, 8, 31)).values_list("short_name", flat=True))


def test_page_before_the_deed_names_object_and_consequence(browse: Browse, cast: Cast) -> None:
    body = text_of(browse("cnppm").get(f"/organizations/{cast.school_a.pk}/do/close/"))
    assert ("Школа А-1" in body, "С этого дня организация не входит в показатели" in body) == (True, True)
    assert closed() == set()


def test_action_is_done_and_told(browse: Browse, cast: Cast) -> None:
    response = browse("cnppm").post(f"/organizations/{cast.school_a.pk}/do/close/", DAY, follow=True)
    assert "Организация закрыта." in text_of(response)
    assert closed() == {"Школа А-1"}


def test_action_without_its_field_is_not_done(browse: Browse, cast: Cast) -> None:
    response = browse("cnppm").post(f"/organizations/{cast.school_a.pk}/do/close/", {"confirmed": "1"})
    assert (response.status_code, closed()) == (422, set())
    assert "Дата закрытия: Обязательное поле." in text_of(response)


def test_action_that_does_not_suit_the_object_is_refused(browse: Browse, cast: Cast) -> None:
    response = browse("cnppm").post(f"/organizations/{cast.school_a.pk}/do/reopen/")
    assert (response.status_code, "неприменимо" in text_of(response)) == (422, True)


def test_action_that_nobody_declared_is_not_there(browse: Browse, cast: Cast) -> None:
    assert browse("cnppm").post(f"/organizations/{cast.school_a.pk}/do/destroy/").status_code == 404


def test_bulk_asks_first_and_names_the_rows(browse: Browse, cast: Cast) -> None:
    ids = [str(cast.school_a.pk), str(cast.school_a2.pk), str(cast.foreign_school.pk), "nonsense"]
    body = text_of(browse("cnppm").post(BULK, {"ids": ids}))
    assert ("2 записи" in body, "Школа А-2" in body, "Чужая школа" in body) == (True, True, False)
    assert closed() == set()


def test_bulk_is_done_over_the_chosen_rows(browse: Browse, cast: Cast) -> None:
    ids = [str(cast.school_a.pk), str(cast.school_b.pk), str(cast.foreign_school.pk)]
    response = browse("cnppm").post(BULK, {"ids": ids, **DAY}, follow=True)
    assert "Сделано: 2 записи." in text_of(response)
    assert closed() == {"Школа А-1", "Школа Б-1"}


def test_bulk_over_everything_is_over_what_the_address_shows(browse: Browse) -> None:
    browse("cnppm").post(f"{BULK}?q=школа а", {"everything": "1", **DAY})
    assert closed() == {"Школа А-1", "Школа А-2", "Школа Б-1"}


def test_bulk_leaves_rows_that_are_only_read(browse: Browse) -> None:
    browse("methodist").post(BULK, {"everything": "1", **DAY})
    assert closed() == {"ММС района А", "Школа А-1", "Школа А-2"}


def test_bulk_over_nothing_says_so(browse: Browse, cast: Cast) -> None:
    response = browse("methodist").post(BULK, {"ids": [str(cast.school_b.pk)], **DAY}, follow=True)
    assert "Ничего не выбрано из того, что вам можно менять." in text_of(response)


def test_bulk_tells_refusals_by_name(browse: Browse, cast: Cast) -> None:
    client = browse("cnppm")
    client.post(BULK, {"ids": [str(cast.school_a.pk)], **DAY})
    ids = [str(cast.school_a.pk), str(cast.school_b.pk)]
    body = text_of(client.post(BULK, {"ids": ids, **DAY}, follow=True))
    assert "Сделано: 1 запись. Отказано: 1 запись." in body
    assert "Школа А-1: сейчас это действие к записи неприменимо" in body


def test_bulk_is_closed_to_roles_that_only_read(browse: Browse, cast: Cast) -> None:
    assert browse("moo").post(BULK, {"ids": [str(cast.school_a.pk)], **DAY}).status_code == 403


@pytest.fixture
def low_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    """More than one row is many."""
    monkeypatch.setattr(doing, "DIRECT_LIMIT", 1)


def test_bulk_over_many_rows_becomes_a_job(browse: Browse, low_limit: None) -> None:
    response = browse("cnppm").post(f"{BULK}?q=школа а", {"everything": "1", **DAY})
    with acting(system("test")):
        job = Job.objects.get()
    assert response.headers["Location"] == f"/jobs/{job.pk}/"
    assert job.parameters == {
        "resource": "organizations.organization",
        "action": "close",
        "query": "q=%D1%88%D0%BA%D0%BE%D0%BB%D0%B0+%D0%B0",
        "form": "closed_on=31.08.2025",
    }


def test_job_does_what_the_list_shows_to_its_actor(cast: Cast) -> None:
    told = Watching()
    with acting(cast.actor("methodist")):
        outcome = doing.list_action(
            told,
            resource="organizations.organization",
            action="close",
            query="kind=school",
            form="closed_on=31.08.2025",
        )
    assert (outcome.message, told.steps) == ("Сделано: 2\u00a0записи.", [0, 1])
    assert closed() == {"Школа А-1", "Школа А-2"}
