"""How a locked period is told on screens, to programs and by jobs: one sentence, and nothing is written."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from apps.core.actor import acting, system
from apps.core.jobs import JobContext, job_kind
from apps.core.services import jobs, runner
from apps.core.services.pulse import Pulse
from apps.diagnostics.models import DiagnosticSession
from apps.events.models import Participation
from tests import factories as make
from tests.cast import Cast
from tests.core.web.checks import text_of
from tests.locks import LABEL, SENTENCE, lock
from tests.workers import read

pytestmark = pytest.mark.django_db
SYSTEM = system("test")
MAY = date(2025, 5, 20)


@pytest.fixture
def session(cast: Cast) -> DiagnosticSession:
    with acting(SYSTEM):
        made = make.make_session(cast.teacher, cast.cnppm, MAY)
    lock(cast.municipality_a)
    return made


def client(cast: Cast, role: str = "cnppm") -> Client:
    """A browser in which the role is logged in."""
    browser = Client(raise_request_exception=False)
    browser.force_login(cast.grants[role].user)
    return browser


def stored(session: DiagnosticSession) -> tuple[date, bool, date | None]:
    with acting(SYSTEM):
        session.refresh_from_db()
    return session.completed_on, session.independent, session.annulled_on


def test_a_form_says_it_and_keeps_what_was_typed(cast: Cast, session: DiagnosticSession) -> None:
    response = client(cast).post(f"/diagnostics/{session.pk}/edit/", {"completed_on": "21.05.2025"})
    assert response.status_code == 422
    page = response.content.decode()
    assert SENTENCE in page
    assert 'value="21.05.2025"' in page
    assert stored(session) == (MAY, True, None)


def test_an_action_over_a_list_refuses_the_locked_row_and_does_the_others(cast: Cast) -> None:
    with acting(SYSTEM):
        event = make.make_event(cast.cnppm, MAY)
        free = make.make_participation(event, cast.stranger)
        held = make.make_participation(event, cast.teacher)
    lock(cast.municipality_a)
    data = {"ids": [held.pk, free.pk], "confirmed": "1"}
    page = text_of(client(cast).post("/events/participations/bulk/remove/", data, follow=True))
    assert "Сделано: 1 запись. Отказано: 1 запись." in page
    assert SENTENCE in page
    with acting(SYSTEM):
        assert list(Participation.objects.values_list("pk", flat=True)) == [held.pk]


@pytest.mark.urls("tests.core.locks.addresses")
def test_a_careless_write_ends_on_a_page_that_says_it(cast: Cast, session: DiagnosticSession) -> None:
    response = client(cast).get("/careless/")
    assert response.status_code == 409
    assert SENTENCE in response.content.decode()
    assert stored(session) == (MAY, True, None)


@pytest.mark.urls("tests.core.locks.addresses")
def test_a_program_gets_409_with_the_sentence(cast: Cast, session: DiagnosticSession) -> None:
    response = client(cast).get("/api/v1/careless/")
    assert (response.status_code, response.json()) == (409, {"detail": SENTENCE})
    assert stored(session) == (MAY, True, None)


@pytest.mark.urls("tests.core.locks.addresses")
def test_a_careless_write_where_nothing_is_locked_is_kept(cast: Cast) -> None:
    with acting(SYSTEM):
        free = make.make_session(cast.teacher, cast.cnppm, MAY)
    assert client(cast).get("/careless/").status_code == 200
    assert stored(free) == (MAY, False, None)


@job_kind("test_careless", title="Неосторожная запись")
def careless(context: JobContext) -> None:
    """A job that writes without asking anybody."""
    DiagnosticSession.objects.update(independent=False)


def test_a_job_fails_at_once_with_the_sentence(cast: Cast, session: DiagnosticSession) -> None:
    with acting(cast.actor("cnppm")):
        job = jobs.submit("test_careless", {})
    claimed = runner.claim(job.pk)
    assert claimed is not None
    error = caught(session)
    with Pulse(claimed) as pulse:
        assert runner.after(claimed, pulse, error) == "failed"
    assert (read(job).error, read(job).attempts) == (SENTENCE, 1)


def caught(session: DiagnosticSession) -> Exception:
    """What the database raises at the write."""
    with pytest.raises(IntegrityError, match=LABEL) as raised, acting(SYSTEM), transaction.atomic():
        DiagnosticSession.objects.filter(pk=session.pk).update(independent=False)
    return raised.value
