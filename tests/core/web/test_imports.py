"""The wizard of imports: whose kinds, whose jobs, what each step says, nothing written before the last."""

from pathlib import Path
from typing import Any
from uuid import uuid4

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from pytest_django.fixtures import Settings

from apps.core.actor import acting, system
from apps.core.imports import kinds
from apps.core.models import Job
from apps.core.services import results
from apps.core.web import import_words
from apps.teachers.models import Employment, Person
from tests import factories as make
from tests.cast import Cast
from tests.core.web.checks import log_in, text_of
from tests.core.web.conftest import Browse
from tests.support_files import write_csv
from tests.workers import Worker, wait_for

pytestmark = pytest.mark.django_db
SYSTEM = system("test")
INDEX = "/data/imports/"
FOUND = {
    "file": "Кадры.csv",
    "rows": 5,
    "created": 1,
    "updated": 1,
    "unchanged": 2,
    "rejected": 1,
    "warnings": ["Столбец «Лишний» неизвестен и не читается."],
    "understood": {"sheet": None, "encoding": "UTF-8", "delimiter": ";", "columns": ["СНИЛС", "Фамилия"], "rows": 5},
    "errors": [{"row": 4, "column": "Должность", "code": "position", "message": "Должность: такой нет."}],
    "changes": [
        {"row": 3, "model": "teachers.person", "field": "birth_date", "old": None, "new": "1990-02-01"},
        {"row": 3, "model": "teachers.employment", "field": "is_main", "old": "true", "new": "false"},
        {"row": 3, "model": "teachers.attestationcategory", "field": "category", "old": "first", "new": "highest"},
    ],
}


@pytest.fixture
def _files(settings: Settings, tmp_path: Path) -> None:
    settings.FILES_DIR = tmp_path


def make_job(cast: Cast, role: str, *, dry_run: bool = True, **fields: Any) -> Job:
    """A job of the wizard of the cast's user in that role."""
    grant = cast.grants[role]
    parameters = {"kind": "staff", "upload": "0" * 64 + ".csv", "name": "Кадры.csv", "dry_run": dry_run}
    values = {"state": "done", "result": FOUND, "parameters": parameters, "key": uuid4().hex, **fields}
    with acting(SYSTEM):
        return Job.objects.create(
            kind="import", title="Загрузка: Кадры", user_id=grant.user_id, actor_key=f"grant:{grant.pk}", **values
        )


def codes(browse: Browse, role: str) -> list[str]:
    response = browse(role).get(INDEX)
    assert response.status_code == 200
    return [kind.code for kind, _ in response.context["kinds"]]


def test_role_is_offered_the_kinds_it_writes(browse: Browse) -> None:
    meetings, papers = ["meetings", "decisions"], ["sites", "agreements", "acts", "headcounts"]
    books = [
        "vacancies", "project_teams", "letters", "contracts", "practices", "materials", "information_resources",
        "selections", "applications",
    ]  # fmt: skip
    own, mentoring = ["organizations", "staff", "enrollments"], ["mentoring_programs", "team_mentoring"]
    assert codes(browse, "operator") == [*own, *mentoring, *papers, "unions", *meetings, *books]
    parts = ["modules", "program_partners", "groups", "lessons"]
    judged = [code for kind in books for code in ([kind, "judgements"] if kind == "practices" else [kind])]
    assert codes(browse, "iro") == [
        "programs",
        *parts,
        "enrollments",
        "quotas",
        "events",
        *mentoring,
        "targets",
        "unions",
        *meetings,
        *judged,
    ]
    assert codes(browse, "umo") == meetings
    assert codes(browse, "copmkp") == ["items", "diagnostics"]
    assert codes(browse, "ministry") == ["targets"]
    assert codes(browse, "moo") == ["roadmap", "targets"]


@pytest.mark.parametrize("role", ["federal"])
def test_role_that_writes_nothing_is_refused(browse: Browse, role: str) -> None:
    assert browse(role).get(INDEX).status_code == 403
    assert browse(role).get(f"{INDEX}staff/").status_code == 403


def test_closed_and_unknown_kinds_differ(browse: Browse) -> None:
    assert browse("operator").get(f"{INDEX}routes/").status_code == 403
    assert browse("operator").get(f"{INDEX}routes/template/").status_code == 403
    assert browse("operator").get(f"{INDEX}nothing/").status_code == 404


def test_first_step_tells_the_columns(browse: Browse) -> None:
    body = text_of(browse("operator").get(f"{INDEX}staff/"))
    assert "Какие столбцы читает портал" in body
    for column in kinds.get("staff").columns:
        assert column.title in body


@pytest.mark.usefixtures("_files")
def test_file_of_another_sort_and_no_file_are_refused_at_the_field(browse: Browse, cast: Cast) -> None:
    browser = browse("operator")
    wrong = browser.post(f"{INDEX}staff/", {"file": SimpleUploadedFile("Приказ.pdf", b"%PDF")})
    assert (wrong.status_code, list(wrong.context["form"].errors)) == (422, ["file"])
    assert "«Приказ.pdf» — не .xlsx и не .csv" in text_of(wrong)
    assert browser.post(f"{INDEX}staff/").status_code == 422
    with acting(SYSTEM):
        assert not Job.objects.exists()


@pytest.mark.usefixtures("_files")
def test_too_large_file_is_refused_in_words(browse: Browse, settings: Settings) -> None:
    settings.UPLOAD_LIMIT = 3
    refused = browse("operator").post(f"{INDEX}staff/", {"file": SimpleUploadedFile("a.csv", b"12345")})
    assert "разделите его на несколько" in text_of(refused)


@pytest.mark.usefixtures("_files")
def test_upload_becomes_one_check_however_often_it_is_clicked(browse: Browse, cast: Cast) -> None:
    browser = browse("operator")
    answers = {
        browser.post(f"{INDEX}staff/", {"file": SimpleUploadedFile("a.csv", "СНИЛС".encode())}).headers["Location"]
        for _ in range(2)
    }
    with acting(SYSTEM):
        job = Job.objects.get()
    assert answers == {f"{INDEX}check/{job.pk}/"}
    assert job.parameters["dry_run"] is True


def test_job_of_somebody_else_and_of_another_sort_is_not_there(browse: Browse, cast: Cast) -> None:
    check, done = make_job(cast, "operator"), make_job(cast, "operator", dry_run=False)
    for url in (f"{INDEX}check/{check.pk}/", f"{INDEX}done/{done.pk}/"):
        assert browse("operator").get(url).status_code == 200
        assert browse("cnppm").get(url).status_code == 404
    assert browse("operator").get(f"{INDEX}check/{done.pk}/").status_code == 404
    assert browse("operator").get(f"{INDEX}done/{check.pk}/").status_code == 404


def test_page_of_the_job_leads_back_into_the_wizard(browse: Browse, cast: Cast) -> None:
    check, done = make_job(cast, "operator"), make_job(cast, "operator", dry_run=False)
    for job, url in ((check, f"{INDEX}check/{check.pk}/"), (done, f"{INDEX}done/{done.pk}/")):
        assert f'href="{url}"' in text_of(browse("operator").get(f"/jobs/{job.pk}/"))
    running = make_job(cast, "operator", state="running")
    assert f"{INDEX}check/{running.pk}/" not in text_of(browse("operator").get(f"/jobs/{running.pk}/"))


def test_second_step_says_what_was_understood(browse: Browse, cast: Cast) -> None:
    body = text_of(browse("operator").get(f"{INDEX}check/{make_job(cast, 'operator').pk}/"))
    for words in ("Кадры.csv", "UTF-8", "СНИЛС, Фамилия", "Столбец «Лишний» неизвестен"):
        assert words in body


def test_third_step_shows_counts_reasons_and_changes_in_words(browse: Browse, cast: Cast) -> None:
    body = text_of(browse("operator").get(f"{INDEX}check/{make_job(cast, 'operator').pk}/?step=3"))
    assert "Записать 2 строки" in body
    assert body.index("Отклонённые строки") < body.index("Что изменится")
    for words in ("Должность: такой нет.", "дата рождения", "01.02.1990", "<del>да</del>", "<ins>Высшая</ins>"):
        assert words in body


def test_changes_name_the_people_they_are_about_where_the_reader_sees_them(browse: Browse, cast: Cast) -> None:
    with acting(SYSTEM):
        job = Employment.objects.select_related("position").get(person=cast.teacher, is_main=True)
    about = [
        ("teachers.person", cast.teacher.pk),
        ("teachers.person", cast.stranger.pk),
        ("teachers.employment", job.pk),
    ]
    values = {"row": 3, "field": "end", "old": None, "new": "1990-02-01"}
    changes = [{**values, "model": model, "object": pk} for model, pk in about]
    page = make_job(cast, "operator", result={**FOUND, "changes": changes}).pk
    response = browse("operator").get(f"{INDEX}check/{page}/?step=3")
    with acting(cast.actor("operator")):
        whose = [one.whose for one in response.context["found"].changes]
    name = cast.teacher.full_name
    assert whose == [name, "", f"{name}: {job.position.name}"]
    assert (name in text_of(response), cast.stranger.full_name in text_of(response)) == (True, False)


def test_nothing_to_write_offers_no_button(browse: Browse, cast: Cast) -> None:
    same = {**FOUND, "created": 0, "updated": 0, "errors": [], "rejected": 0, "changes": []}
    body = text_of(browse("operator").get(f"{INDEX}check/{make_job(cast, 'operator', result=same).pk}/?step=3"))
    assert ("Записать " in body, "всё уже есть в портале" in body) == (False, True)


def test_check_that_goes_on_shows_its_progress_and_sends_htmx_on_when_it_ends(browse: Browse, cast: Cast) -> None:
    job = make_job(cast, "operator", state="running", done=10, total=40, message="Проверяем строки")
    url, browser = f"{INDEX}check/{job.pk}/", browse("operator")
    part = browser.get(url, headers={"HX-Request": "true"})
    assert ("10 из 40" in text_of(part), "<html" in text_of(part)) == (True, False)
    with acting(SYSTEM):
        Job.objects.filter(pk=job.pk).update(state="done")
    ended = browser.get(url, headers={"HX-Request": "true"})
    assert (ended.headers["HX-Redirect"], ended.content) == (url, b"")


def test_failed_check_says_why_and_that_nothing_was_written(browse: Browse, cast: Cast) -> None:
    job = make_job(cast, "operator", state="failed", error="В первой строке нет обязательных столбцов «Имя».")
    body = text_of(browse("operator").get(f"{INDEX}check/{job.pk}/"))
    for words in ("нет обязательных столбцов «Имя»", "ничего не записано", str(job.pk)[:8].upper()):
        assert words in body


@pytest.mark.usefixtures("_files")
def test_confirmation_after_the_file_is_gone_leads_back_to_the_first_step(browse: Browse, cast: Cast) -> None:
    job = make_job(cast, "operator")
    response = browse("operator").post(f"{INDEX}check/{job.pk}/confirm/", follow=True)
    assert response.redirect_chain == [(f"{INDEX}staff/", 302)]
    assert "Загруженный файл уже удалён" in text_of(response)


def test_past_imports_are_listed_without_checks(browse: Browse, cast: Cast) -> None:
    make_job(cast, "operator")
    made = make_job(cast, "operator", dry_run=False, message="5 строк")
    shown = browse("operator").get(INDEX).context["past"]
    assert [line.job.pk for line in shown] == [made.pk]


def test_empty_template_is_a_workbook_with_the_columns(browse: Browse, tmp_path: Path) -> None:
    response = browse("operator").get(f"{INDEX}staff/template/")
    path = tmp_path / "template.xlsx"
    path.write_bytes(b"".join(response.streaming_content))  # type: ignore[attr-defined]
    sheet: Any = openpyxl.load_workbook(path).worksheets[0]
    heads = [str(cell.value).rstrip("*").strip() for cell in sheet[1]]
    assert heads == [column.title for column in kinds.get("staff").columns]


def test_template_with_data_is_closed_to_those_who_do_not_edit_people(browse: Browse) -> None:
    assert browse("operator").post(f"{INDEX}staff/template/data/").status_code == 302
    assert browse("iro").post(f"{INDEX}enrollments/template/data/").status_code == 403


@pytest.mark.parametrize(
    ("label", "column", "value", "shown"),
    [
        ("teachers.person", "last_name", "Иванова", "Иванова"),
        ("teachers.person", "last_name", "", "—"),
        ("teachers.person", "no_such", "5", "5"),
        ("teachers.employment", "position_id", "77", "запись № 77"),
        ("nothing.here", "x", "y", "y"),
        ("events.mentoringprogram", "forms", "{young,subject}", "наставник – молодой специалист, предметная"),
    ],
)
def test_values_are_written_in_words(label: str, column: str, value: str, shown: str) -> None:
    assert import_words.words(import_words.field_of(label, column), value, {}) == shown


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_wizard_writes_only_at_its_last_step(worker: Worker, cast: Cast, tmp_path: Path) -> None:
    snils = make.make_snils(720_001)
    row = {
        "СНИЛС": snils,
        "Фамилия": "Загруженная",
        "Имя": "Анна",
        "Код организации": cast.school_a.code,
        "Должность": "Учитель",
        "Основное место работы": "да",
        "Дата приёма": "01.09.2020",
    }
    path = write_csv(tmp_path / "a.csv", [row, {**row, "СНИЛС": make.make_snils(720_002), "Должность": "Учитил"}])
    browser = log_in(cast, "operator")
    upload = SimpleUploadedFile("Кадры.csv", path.read_bytes())
    check = browser.post(f"{INDEX}staff/", {"file": upload}).headers["Location"]
    with acting(SYSTEM):
        wait_for(Job.objects.get())
        assert not Person.objects.filter(snils=snils).exists()
    assert "Записать 1 строку" in text_of(browser.get(f"{check}?step=3"))
    done = browser.post(f"{check}confirm/").headers["Location"]
    with acting(SYSTEM):
        made = wait_for(Job.objects.get(parameters__dry_run=False))
        assert Person.objects.filter(snils=snils).count() == 1
    assert results.path_of(made) is not None
    assert "Скачать отклонённые строки" in text_of(browser.get(done))
