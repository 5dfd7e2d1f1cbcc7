"""The page «Различия»: with what it compares, what it shows to whom, its workbook."""

from datetime import date
from pathlib import Path

import pytest
from django.urls import reverse

from apps.core.actor import acting, system
from apps.core.models import AccessLogEntry, Job
from apps.core.text import NBSP
from apps.monitoring.models import Report
from apps.monitoring.services.differences import differences_name, write_differences
from apps.monitoring.services.trial import compute_trial
from apps.monitoring.services.workflow import submit_report
from tests import factories as make
from tests.monitoring.scene import Scene
from tests.monitoring.web.conftest import Enter
from tests.permissions.matrix.bodies import unpacked


def url(report: Report, name: str = "differences") -> str:
    return reverse(f"monitoring:{name}", args=(report.pk,))


def tried(scene: Scene) -> Report:
    """The colleague was diagnosed after the report; the trial."""
    with acting(system("test")):
        make.make_session(scene.cast.colleague, scene.cast.cnppm, date(2025, 6, 1))
    return compute_trial(report=scene.report)


def body(enter: Enter, role: str, address: str) -> str:
    response = enter(role).get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_without_a_recomputation_the_page_offers_one(scene: Scene, enter: Enter) -> None:
    text = body(enter, "cnppm", url(scene.report))
    assert "Сравнения с сегодняшними данными ещё нет" in text
    response = enter("cnppm").post(url(scene.report, "trial"))
    with acting(system("test")):
        job = Job.objects.get(kind="report_trial")
    assert (response.status_code, job.parameters) == (302, {"report": scene.report.pk})
    assert enter("umo").post(url(scene.report, "trial")).status_code == 403


def test_page_tells_figures_and_people_before_and_after(scene: Scene, enter: Enter) -> None:
    tried(scene)
    text = body(enter, "cnppm", url(scene.report))
    assert f"25,0{NBSP}% (1{NBSP}из{NBSP}4)" in text
    assert f"50,0{NBSP}% (2{NBSP}из{NBSP}4)" in text
    assert "Вошли в числитель: 1" in text
    assert "Коллегина Тест" in text
    assert "В числителе: диагностика 01.06.2025, ЦНППМ" in text
    assert "Посторонняя Тест" not in text
    with acting(system("test")):
        assert AccessLogEntry.objects.filter(action="view", subject__contains="различия").count() == 1


def test_other_roles_get_numbers_without_names(scene: Scene, enter: Enter) -> None:
    tried(scene)
    text = body(enter, "ministry", url(scene.report))
    assert ("Вошли в числитель: 1" in text, "только числа" in text, "Коллегина" in text) == (True, True, False)


def test_kind_of_change_and_unit_are_chosen_by_the_address(scene: Scene, enter: Enter) -> None:
    tried(scene)
    assert "Коллегина" not in body(enter, "cnppm", url(scene.report) + "?with=today&change=left")
    assert "Коллегина" in body(enter, "cnppm", url(scene.report) + "?with=today&unit=99601000&change=met")
    assert "не изменились" in body(enter, "cnppm", url(scene.report) + "?with=today&unit=99602000")
    client = enter("methodist")
    assert client.get(url(scene.report) + "?with=today&unit=99602000").status_code == 404
    assert client.get(url(scene.report) + "?with=12345").status_code == 404


def test_workbook_holds_the_same_and_is_logged_with_the_people_named(
    scene: Scene, enter: Enter, tmp_path: Path
) -> None:
    trial = tried(scene)
    assert enter("cnppm").post(url(scene.report, "differences_file") + "?with=today").status_code == 302
    with acting(scene.cast.actor("cnppm")):
        write_differences(scene.report, trial, scene.cast.region.oktmo, tmp_path / "book")
    text = unpacked((tmp_path / "book").read_bytes())
    assert ("Коллегина Тест" in text, "Вошли в числитель" in text, "Посторонняя" in text) == (True, True, False)
    with acting(system("test")):
        entry = AccessLogEntry.objects.get(action="export")
    assert (entry.subject, entry.rows) == (differences_name(scene.report), 1)
    with acting(scene.cast.actor("ministry")):
        write_differences(scene.report, trial, scene.cast.region.oktmo, tmp_path / "figures")
    assert "Коллегина" not in unpacked((tmp_path / "figures").read_bytes())


def test_number_of_queries_does_not_depend_on_the_people(
    scene: Scene, enter: Enter, django_assert_num_queries: object
) -> None:
    tried(scene)
    client = enter("cnppm")
    client.get(url(scene.report))
    with django_assert_num_queries(32):  # type: ignore[operator]
        client.get(url(scene.report))
    with acting(system("test")):
        for _ in range(3):
            make.make_session(make.make_person(scene.cast.school_b), scene.cast.cnppm, date(2025, 6, 1))
    compute_trial(report=scene.report)
    with django_assert_num_queries(32):  # type: ignore[operator]
        client.get(url(scene.report))


@pytest.mark.parametrize("role", ["cnppm", "ministry"])
def test_submitted_report_is_compared_as_any_other(scene: Scene, enter: Enter, role: str) -> None:
    tried(scene)
    with acting(scene.cast.actor("cnppm")):
        submit_report(report=scene.report)
    assert "было — версия" in body(enter, role, url(scene.report))
