"""The page of a report: whose unit, which tables, what may be done."""

from datetime import date

import pytest
from django.urls import reverse

from apps.core.actor import acting, system
from apps.core.models import AccessLogEntry, Job
from apps.core.text import NBSP
from apps.monitoring.models import Report
from apps.monitoring.services.compute import compute_report
from tests import factories as make
from tests.monitoring.scene import Scene, approved
from tests.monitoring.web.conftest import Enter


def url(scene: Scene, name: str = "report_detail", *rest: object) -> str:
    return reverse(f"monitoring:{name}", args=(scene.report.pk, *rest))


def body(enter: Enter, role: str, address: str) -> str:
    response = enter(role).get(address)
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize(
    ("role", "status"),
    [("cnppm", 200), ("methodist", 200), ("operator", 200), ("ministry", 200), ("umo", 200), ("moo", 200),
     ("federal", 404), ("teacher", 403), ("council", 403), ("copmkp", 403), ("administrator", 403)],
)  # fmt: skip
def test_page_opens_to_readers_of_figures(scene: Scene, enter: Enter, role: str, status: int) -> None:
    assert enter(role).get(url(scene)).status_code == status


def test_page_of_the_region_shows_figures_and_municipalities(scene: Scene, enter: Enter) -> None:
    text = body(enter, "cnppm", url(scene))
    assert f"25,0{NBSP}%" in text
    assert "Район А" in text
    assert "Район Б" in text
    assert "Школа А-1" not in text


def test_page_of_a_methodist_shows_the_own_municipality_alone(scene: Scene, enter: Enter) -> None:
    text = body(enter, "methodist", url(scene))
    assert "<h1>Отчёт за 2025" in text
    assert "Школа А-1" in text
    assert "Район Б" not in text
    assert "Школа Б-1" not in text


def test_units_are_opened_by_address(scene: Scene, enter: Enter) -> None:
    text = body(enter, "cnppm", url(scene) + "?unit=99602000")
    assert "<h1>Район Б</h1>" in text
    assert "Школа Б-1" in text


def test_a_unit_of_another_scope_is_not_there(scene: Scene, enter: Enter) -> None:
    assert enter("methodist").get(url(scene) + "?unit=99602000").status_code == 404
    assert enter("operator").get(url(scene) + f"?unit={scene.cast.school_a2.code}").status_code == 404


def test_one_indicator_shows_target_difference_and_the_year_before(scene: Scene, enter: Enter) -> None:
    text = body(enter, "cnppm", url(scene) + "?indicator=diagnosed")
    assert "К цели" in text
    assert "−6,7" in text
    assert "+33,3" in text
    assert 'data-label="2024"' in text


def test_table_is_sorted_by_the_address(scene: Scene, enter: Enter) -> None:
    address = url(scene) + "?indicator=diagnosed&sort="
    down, up = body(enter, "cnppm", address + "-value"), body(enter, "cnppm", address + "value")
    assert down.index(">Район А</a>") < down.index(">Район Б</a>")
    assert up.index(">Район Б</a>") < up.index(">Район А</a>")


@pytest.mark.parametrize("query", ["?sort=nonsense", "?indicator=nonsense", "?sort=-trend&indicator=diagnosed"])
def test_an_address_of_nonsense_shows_the_page(scene: Scene, enter: Enter, query: str) -> None:
    assert enter("cnppm").get(url(scene) + query).status_code == 200


def test_number_of_queries_does_not_depend_on_the_units(
    scene: Scene, enter: Enter, django_assert_num_queries: object
) -> None:
    client = enter("cnppm")
    client.get(url(scene))
    with django_assert_num_queries(29):  # type: ignore[operator]
        client.get(url(scene))
    with acting(system("test")):
        for number in range(3):
            home = make.make_municipality(scene.cast.region, f"9961000{number}", f"Новый район {number}")
            make.make_person(make.make_organization(home))
    profile = scene.report.profile
    compute_report(profile=profile, period_from=date(2025, 1, 1), period_to=date(2025, 12, 31))
    with django_assert_num_queries(29):  # type: ignore[operator]
        client.get(url(scene))


def test_note_is_the_document_of_the_own_scope(scene: Scene, enter: Enter) -> None:
    text = body(enter, "methodist", url(scene, "note"))
    assert '<article class="doc">' in text
    assert "Школа А-2" in text
    assert "Школа Б-1" not in text


def test_json_is_sent_at_once_and_logged(scene: Scene, enter: Enter) -> None:
    response = enter("methodist").post(url(scene, "report_file"), {"form": "json"})
    assert {value["unit"] for value in response.json()["indicators"][0]["values"]} >= {"99601000"}
    assert "99602000" not in response.content.decode()
    with acting(system("test")):
        assert AccessLogEntry.objects.filter(action="export", subject__contains="JSON").count() == 1


def test_a_file_asked_for_twice_is_one_job(scene: Scene, enter: Enter) -> None:
    client = enter("cnppm")
    first = client.post(url(scene, "report_file"), {"form": "pdf"})
    second = client.post(url(scene, "report_file"), {"form": "pdf"})
    assert (first.status_code, first["Location"]) == (302, second["Location"])
    with acting(system("test")):
        job = Job.objects.get(kind="report_file")
    assert job.parameters == {"report": scene.report.pk, "form": "pdf"}
    assert job.title == f"Файл: Аналитическая справка за 2025 год, {scene.cast.region.name}.pdf"


def test_a_file_of_an_unknown_form_is_not_there(scene: Scene, enter: Enter) -> None:
    assert enter("cnppm").post(url(scene, "report_file"), {"form": "exe"}).status_code == 404
    assert enter("cnppm").get(url(scene, "report_file")).status_code == 405


def test_list_holds_reports_with_an_own_unit(scene: Scene, enter: Enter) -> None:
    address = reverse("monitoring:report_list")
    assert body(enter, "methodist", address).count(f"/monitoring/reports/{scene.report.pk}/") == 1
    assert "Здесь появятся отчёты" in body(enter, "federal", address)
    assert enter("teacher").get(address).status_code == 403


def test_only_those_of_the_profile_are_offered_to_compute(scene: Scene, enter: Enter) -> None:
    address = reverse("monitoring:report_list")
    assert "Рассчитать отчёт" in body(enter, "cnppm", address)
    assert "Рассчитать отчёт" not in body(enter, "methodist", address)
    assert enter("methodist").get(reverse("monitoring:compute")).status_code == 403


def test_computing_twice_is_one_job(scene: Scene, enter: Enter) -> None:
    data = {"profile": "test", "year": "2025", "part": "1"}
    client = enter("cnppm")
    first = client.post(reverse("monitoring:compute"), data)
    assert client.post(reverse("monitoring:compute"), data)["Location"] == first["Location"]
    with acting(system("test")):
        job = Job.objects.get(kind="report")
    assert job.parameters == {"profile": "test", "period_from": "2025-01-01", "period_to": "2025-06-30"}
    assert job.title == f"Расчёт отчёта: Тестовый профиль, I{NBSP}полугодие 2025{NBSP}года"


def test_a_period_that_has_not_begun_is_refused(scene: Scene, enter: Enter, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.localdate", lambda: date(2026, 3, 1))
    data = {"profile": "test", "year": "2026", "part": "2"}
    response = enter("cnppm").post(reverse("monitoring:compute"), data)
    assert response.status_code == 422
    assert "ещё не начался" in response.content.decode()


def test_report_goes_its_way(scene: Scene, enter: Enter) -> None:
    assert enter("cnppm").post(url(scene, "report_step", "submit")).status_code == 302
    ministry = enter("ministry")
    assert ministry.get(url(scene, "report_step", "approve")).status_code == 200
    empty = ministry.post(url(scene, "report_step", "return"), {"remark": ""})
    assert (empty.status_code, "Обязательное поле" in empty.content.decode()) == (422, True)
    assert ministry.post(url(scene, "report_step", "return"), {"remark": "Уточните Район А"}).status_code == 302
    assert "Уточните Район А" in body(enter, "cnppm", url(scene))
    with acting(system("test")):
        assert Report.objects.get(pk=scene.report.pk).state == "returned"


def test_a_step_of_another_body_is_refused_in_words(scene: Scene, enter: Enter) -> None:
    response = enter("methodist").post(url(scene, "report_step", "submit"))
    assert response.status_code == 422
    assert "только тому, кто назван в профиле" in response.content.decode()
    assert enter("cnppm").get(url(scene, "report_step", "burn")).status_code == 404


def test_a_correction_shows_what_it_changed(scene: Scene, enter: Enter) -> None:
    approved(scene)
    with acting(system("test")):
        make.make_session(scene.cast.colleague, scene.cast.cnppm, date(2025, 6, 1))
    report = compute_report(profile=scene.report.profile, period_from=date(2025, 1, 1), period_to=date(2025, 12, 31))
    text = body(enter, "cnppm", reverse("monitoring:report_detail", args=(report.pk,)))
    assert "Что изменила эта версия" in text
    assert f"25,0{NBSP}% (1{NBSP}из{NBSP}4)" in text
    assert f"50,0{NBSP}% (2{NBSP}из{NBSP}4)" in text
    assert "Версия 1" in text
