"""The pages of jobs: whose they are, what they say, what they do."""

import re
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django.fixtures import Settings

from apps.accounts.models import Assignment
from apps.core.actor import acting, system
from apps.core.models import Job
from apps.core.services import results
from tests.cast import Cast
from tests.core.jobs import kinds

pytestmark = pytest.mark.django_db
COUNT = kinds.COUNT


@pytest.fixture(autouse=True)
def _files(settings: Settings, tmp_path: Path) -> None:
    settings.FILES_DIR = tmp_path


@pytest.fixture
def owner(cast: Cast, client: Client) -> Client:
    """A methodist who is logged in."""
    client.force_login(cast.grants["methodist"].user)
    return client


@pytest.fixture
def neighbour(cast: Cast) -> Client:
    """Somebody else, with a wider role."""
    client = Client()
    client.force_login(cast.grants["cnppm"].user)
    return client


def make_job(grant: Assignment, **fields: Any) -> Job:
    """A job of the user in that role."""
    values = {"kind": COUNT, "title": "Счёт", "key": uuid4().hex, "parameters": {"name": "раз"}, **fields}
    with acting(system("test")):
        return Job.objects.create(user_id=grant.user_id, actor_key=f"grant:{grant.pk}", **values)


def finished(grant: Assignment, **fields: Any) -> Job:
    """A finished job with a file."""
    job = make_job(grant, state="done", fence=1, finished_at=timezone.now(), **fields)
    results.place_for(job, "a.xlsx").write_bytes(b"file")
    with acting(system("test")):
        job.result_file, job.result_name = f"jobs/{job.pk}/1.xlsx", "Отчёт.xlsx"
        job.save()
    return job


def page(client: Client, name: str, job: Job, **headers: Any) -> str:
    return client.get(reverse(name, args=[job.pk]), **headers).content.decode()


def test_running_job_shows_how_far_it_is(owner: Client, cast: Cast) -> None:
    started = timezone.now() - timedelta(seconds=60)
    job = make_job(
        cast.grants["methodist"], state="running", done=1000, total=3000, message="Читается файл", started_at=started
    )
    html = page(owner, "core:job", job)
    assert "<h1>Счёт</h1>" in html
    assert "1\u202f000 из 3\u202f000" in html
    assert "Читается файл" in html
    assert re.search("Осталось около [23]\u00a0минут", html) is not None
    assert 'hx-trigger="every 2s"' in html
    assert '<meta http-equiv="refresh" content="3">' in html
    assert reverse("core:job_cancel", args=[job.pk]) in html


def test_part_that_asks_again_is_no_whole_page(owner: Client, cast: Cast) -> None:
    html = page(owner, "core:job", make_job(cast.grants["methodist"], state="running"), headers={"HX-Request": "true"})
    assert html.lstrip().startswith("<section")
    assert "<html" not in html


def test_finished_job_asks_no_more_and_offers_what_it_left(owner: Client, cast: Cast) -> None:
    job = finished(cast.grants["methodist"], message="Файл готов", result={"url": "/reports/1/"})
    html = page(owner, "core:job", job)
    assert 'hx-trigger="every' not in html
    assert "http-equiv" not in html
    assert reverse("core:job_cancel", args=[job.pk]) not in html
    assert "Файл готов" in html
    assert 'href="/reports/1/"' in html
    assert reverse("core:job_file", args=[job.pk]) in html


def test_failed_job_says_what_happened_and_a_code(owner: Client, cast: Cast) -> None:
    job = make_job(cast.grants["methodist"], state="failed", error="Файл пуст.")
    html = page(owner, "core:job", job)
    assert "Файл пуст." in html
    assert str(job.pk)[:8].upper() in html
    assert reverse("core:job_repeat", args=[job.pk]) in html


@pytest.mark.parametrize("name", ["core:job", "core:job_file"])
def test_job_of_somebody_else_does_not_exist(neighbour: Client, cast: Cast, name: str) -> None:
    job = finished(cast.grants["methodist"])
    assert neighbour.get(reverse(name, args=[job.pk])).status_code == 404


@pytest.mark.parametrize("name", ["core:job_cancel", "core:job_repeat"])
def test_job_of_somebody_else_is_not_touched(neighbour: Client, cast: Cast, name: str) -> None:
    job = make_job(cast.grants["methodist"])
    assert neighbour.post(reverse(name, args=[job.pk])).status_code == 404
    with acting(system("test")):
        assert list(Job.objects.values_list("state", "cancel_requested")) == [("queued", False)]


def test_visitor_is_sent_to_the_login(client: Client, cast: Cast) -> None:
    response = client.get(reverse("core:job", args=[make_job(cast.grants["methodist"]).pk]))
    assert (response.status_code, response["Location"].startswith(reverse("accounts:login"))) == (302, True)


def test_owner_cancels(owner: Client, cast: Cast) -> None:
    job = make_job(cast.grants["methodist"])
    response = owner.post(reverse("core:job_cancel", args=[job.pk]))
    assert (response.status_code, response["Location"]) == (302, reverse("core:job", args=[job.pk]))
    with acting(system("test")):
        job.refresh_from_db()
    assert job.state == "cancelled"


def test_cancelling_too_late_is_told(owner: Client, cast: Cast) -> None:
    job = make_job(cast.grants["methodist"], state="done")
    html = owner.post(reverse("core:job_cancel", args=[job.pk]), follow=True).content.decode()
    assert "Задание уже закончилось, отменять нечего." in html


def test_owner_repeats(owner: Client, cast: Cast) -> None:
    job = make_job(cast.grants["methodist"], state="failed")
    response = owner.post(reverse("core:job_repeat", args=[job.pk]))
    with acting(system("test")):
        again = Job.objects.exclude(pk=job.pk).get()
    assert response["Location"] == reverse("core:job", args=[again.pk])
    assert (again.state, again.parameters["name"]) == ("queued", "раз")


@pytest.mark.parametrize("fields", [{"kind": "gone"}, {"parameters": {"gone": 1}}])
def test_outdated_job_is_not_repeated(owner: Client, cast: Cast, fields: dict[str, Any]) -> None:
    job = make_job(cast.grants["methodist"], state="failed", **fields)
    html = owner.post(reverse("core:job_repeat", args=[job.pk]), follow=True).content.decode()
    assert "Это задание устарело" in html


def test_file_is_downloaded_whole_under_its_name(owner: Client, cast: Cast) -> None:
    response = owner.get(reverse("core:job_file", args=[finished(cast.grants["methodist"]).pk]))
    assert response.getvalue() == b"file"
    assert response["Content-Disposition"] == "attachment; filename*=utf-8''%D0%9E%D1%82%D1%87%D1%91%D1%82.xlsx"
    assert response["X-Content-Type-Options"] == "nosniff"


def test_file_made_in_a_role_that_has_ended_is_refused(owner: Client, cast: Cast) -> None:
    grant = cast.grants["methodist"]
    job = finished(grant)
    Assignment.objects.filter(pk=grant.pk).update(valid_to="2020-01-01")
    assert owner.get(reverse("core:job_file", args=[job.pk])).status_code == 403


def test_file_that_expired_is_said_to_be_gone(owner: Client, cast: Cast) -> None:
    job = finished(cast.grants["methodist"])
    results.discard(job)
    assert "больше не хранится" in page(owner, "core:job", job)
    assert owner.get(reverse("core:job_file", args=[job.pk])).status_code == 404


def test_list_shows_own_jobs_only(owner: Client, cast: Cast) -> None:
    make_job(cast.grants["methodist"], title="Мой отчёт", state="running", done=1, total=2)
    make_job(cast.grants["cnppm"], title="Чужой отчёт")
    html = owner.get(reverse("core:jobs")).content.decode()
    assert "Мой отчёт" in html
    assert "1\u00a0из\u00a02" in html
    assert "Чужой отчёт" not in html


def test_list_goes_on_where_the_page_ended(owner: Client, cast: Cast) -> None:
    for number in range(31):
        make_job(cast.grants["methodist"], title=f"Задание {number:02}")
    first = owner.get(reverse("core:jobs")).content.decode()
    found = re.search(r'href="(\?before=[^"]+)"', first)
    assert found is not None
    second = owner.get(reverse("core:jobs") + found.group(1)).content.decode()
    titles = [re.findall(r"Задание \d\d", html) for html in (first, second)]
    assert titles == [[f"Задание {number:02}" for number in range(30, 0, -1)], ["Задание 00"]]


def test_empty_list_says_what_will_be_here(owner: Client) -> None:
    assert "Заданий пока нет" in owner.get(reverse("core:jobs")).content.decode()


@pytest.mark.parametrize("name", ["core:job_cancel", "core:job_repeat"])
def test_changing_address_is_not_followed_by_a_link(owner: Client, cast: Cast, name: str) -> None:
    assert owner.get(reverse(name, args=[make_job(cast.grants["methodist"]).pk])).status_code == 405
