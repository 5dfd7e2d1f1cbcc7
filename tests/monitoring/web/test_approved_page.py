"""The page of an approved report: its trail, its documents with their hashes, signatures; who approves."""

from datetime import date
from hashlib import sha256

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from apps.core.actor import acting, system
from apps.core.models import Job
from apps.monitoring.models import ReportFile, ReportMove
from apps.monitoring.services.compute import compute_report
from tests.core.web.test_agenda import part
from tests.monitoring.scene import Scene, approved
from tests.monitoring.web.conftest import Enter


@pytest.fixture
def kept(scene: Scene) -> ReportFile:
    """The approved PDF."""
    approved(scene)
    with acting(system("test")):
        return ReportFile.objects.get(report=scene.report, kind="pdf")


def url(scene: Scene, name: str = "report_detail", *rest: object) -> str:
    return reverse(f"monitoring:{name}", args=(scene.report.pk, *rest))


def test_approval_is_asked_for_with_its_act_and_runs_as_a_job(scene: Scene, enter: Enter) -> None:
    enter("cnppm").post(url(scene, "report_step", "submit"))
    half = enter("ministry").post(url(scene, "report_step", "approve"), {"act_number": "7-р", "act_date": ""})
    assert (half.status_code, "и номер, и дату акта" in half.content.decode()) == (422, True)
    data = {"act_number": "7-р", "act_date": "01.02.2026"}
    response = enter("ministry").post(url(scene, "report_step", "approve"), data)
    with acting(system("test")):
        job = Job.objects.get(kind="approve_report")
    assert response["Location"] == reverse("core:job", args=(job.pk,))
    assert job.parameters == {"report": scene.report.pk, "act_number": "7-р", "act_date": "2026-02-01"}


def test_who_submitted_is_told_that_another_person_approves(scene: Scene, enter: Enter) -> None:
    enter("cnppm").post(url(scene, "report_step", "submit"))
    with acting(system("test")):
        scene.report.refresh_from_db()
        scene.report.submitted_by = scene.cast.grants["ministry"].user
        scene.report.save(update_fields=["submitted_by"])
    text = enter("ministry").get(url(scene)).content.decode()
    assert ("утвердить его должен другой человек" in text, ">Утвердить<" in text) == (True, False)
    refused = enter("ministry").post(url(scene, "report_step", "approve"), {})
    assert (refused.status_code, "Вы сами представили этот отчёт" in refused.content.decode()) == (422, True)


def test_page_shows_the_trail_and_the_hashes(scene: Scene, kept: ReportFile, enter: Enter) -> None:
    text = enter("ministry").get(url(scene)).content.decode()
    assert kept.sha256 in text
    assert "Тест ministry (Сотрудник министерства, Министерство)" in text
    part = enter("methodist").get(url(scene)).content.decode()
    assert ("Утверждённые документы" in part, "Тест ministry" in part) == (False, True)


def test_kept_document_is_downloaded_as_it_was_approved(scene: Scene, kept: ReportFile, enter: Enter) -> None:
    for role in ("ministry", "federal"):
        response = enter(role).get(url(scene, "kept_file", kept.pk))
        assert sha256(response.content).hexdigest() == kept.sha256
        assert response["Content-Type"] == "application/pdf"
    posted = enter("umo").post(url(scene, "report_file"), {"form": "pdf"})
    assert (posted.status_code, sha256(posted.content).hexdigest()) == (200, kept.sha256)
    assert enter("methodist").post(url(scene, "report_file"), {"form": "pdf"}).status_code == 302


def test_damaged_document_is_refused_in_words(scene: Scene, kept: ReportFile, enter: Enter) -> None:
    kept.path.write_bytes(b"%PDF")
    response = enter("ministry").get(url(scene, "kept_file", kept.pk))
    assert (response.status_code, "не совпадает с утверждённым" in response.content.decode()) == (403, True)


def test_signature_is_attached_on_its_page(scene: Scene, kept: ReportFile, enter: Enter) -> None:
    address = url(scene, "sign", kept.pk)
    assert [enter(role).get(address).status_code for role in ("ministry", "cnppm", "federal")] == [200, 403, 403]
    wrong = enter("ministry").post(address, {"file": SimpleUploadedFile("подпись.txt", b"0")})
    assert (wrong.status_code, "ожидается файл .sig или .p7s" in wrong.content.decode()) == (422, True)
    done = enter("ministry").post(address, {"file": SimpleUploadedFile("подпись.sig", b"\x30\x82")})
    assert done.status_code == 302
    with acting(system("test")):
        sign = ReportFile.objects.get(kind="signature")
        assert ReportMove.objects.filter(report=scene.report, step="sign").count() == 1
    assert enter("federal").get(url(scene, "kept_file", sign.pk)).content == b"\x30\x82"
    assert enter("ministry").get(url(scene, "sign", sign.pk)).status_code == 404


def test_number_of_queries_does_not_depend_on_the_signatures(
    scene: Scene, kept: ReportFile, enter: Enter, django_assert_num_queries: object
) -> None:
    client = enter("ministry")
    client.get(url(scene))
    with django_assert_num_queries(28):  # type: ignore[operator]
        client.get(url(scene))
    with acting(system("test")):
        for number in range(3):
            ReportFile.objects.create(
                report=scene.report, region=scene.report.region, kind="signature", name=f"{number}.sig",
                sha256="0", size=1, signs=kept, who="Тест",
            )  # fmt: skip
    with django_assert_num_queries(28):  # type: ignore[operator]
        client.get(url(scene))


def test_unchanged_data_give_the_approved_report_back(scene: Scene, kept: ReportFile) -> None:
    again = compute_report(profile=scene.report.profile, period_from=date(2025, 1, 1), period_to=date(2025, 12, 31))
    assert (again.pk, again.version) == (scene.report.pk, 1)


def test_first_page_of_the_federal_operator_shows_the_approved_figures(
    scene: Scene, kept: ReportFile, enter: Enter
) -> None:
    found = part(enter("federal"), "figures")
    assert found is not None
    assert (found["report"], len(found["figures"])) == (scene.report, len(scene.report.methods))
