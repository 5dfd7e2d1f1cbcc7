"""Long lists with a real worker: the file and the action are jobs of the one who asked."""

from datetime import date

import openpyxl
import pytest

from apps.core.actor import acting, system
from apps.core.models import Job
from apps.core.services import jobs, results
from apps.organizations.models import Organization
from tests.cast import make_cast
from tests.workers import Worker, wait_for

pytestmark = pytest.mark.django_db(transaction=True)
LABEL = "organizations.organization"


def ask(role: str, code: str, **parameters: str) -> Job:
    """Submit as the cast's user in a role."""
    with acting(system("test")):
        cast = make_cast()
    with acting(cast.actor(role)):
        return jobs.submit(code, {"resource": LABEL, **parameters})


def test_file_of_a_long_list_is_written_by_the_worker(worker: Worker) -> None:
    done = wait_for(ask("methodist", "export_list", query="kind=school&columns=short_name"))
    assert (done.state, done.error, done.message) == ("done", "", "Файл готов: 2\u00a0строки")
    path = results.path_of(done)
    assert path is not None
    page = openpyxl.load_workbook(path).worksheets[0]
    assert [row[0] for row in page.iter_rows(values_only=True)] == ["Организация", "Школа А-1", "Школа А-2"]


def test_action_over_a_long_list_is_done_by_the_worker(worker: Worker) -> None:
    job = ask("methodist", "list_action", action="close", query="", form="closed_on=31.08.2025")
    done = wait_for(job)
    with acting(system("test")):
        closed = set(Organization.objects.filter(closed_on=date(2025, 8, 31)).values_list("short_name", flat=True))
    assert (done.state, done.error) == ("done", "")
    assert closed == {"ММС района А", "Школа А-1", "Школа А-2"}
