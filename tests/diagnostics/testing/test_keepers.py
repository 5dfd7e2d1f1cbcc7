"""The lists of the bank's keepers: items by form with pictures, tests with their plans, attempts without answers."""

from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from apps.core.actor import acting, system
from apps.core.jobs import JobRefused
from apps.core.models import Job
from apps.diagnostics.models import Attempt, Item, OnlineTest
from apps.diagnostics.picture_kinds import LIMIT
from apps.diagnostics.services import bank, pictures
from apps.diagnostics.services.packages import KNOWN
from apps.diagnostics.testing_tasks import load_package
from tests import factories as make
from tests.cast import Cast
from tests.core.web.checks import assert_constant_queries, text_of
from tests.diagnostics.conftest import Browse
from tests.diagnostics.testing.rows import ITEMS, make_attempt, make_bank_item, make_online_test

pytestmark = pytest.mark.django_db
SYSTEM = system("test")
PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 64


@pytest.fixture(autouse=True)
def files(settings: Any, tmp_path: Path) -> None:
    settings.FILES_DIR = tmp_path


def form(**fields: Any) -> dict[str, Any]:
    competence = make.make_competence()
    return {"competence": competence.pk, "difficulty": 2, "kind": "single", "text": "Что верно?",
            "answers": "*это\nне это", **fields}  # fmt: skip


def items() -> list[Item]:
    with acting(SYSTEM):
        return list(Item.objects.order_by("pk"))


def test_item_is_entered_published_and_changed_by_forms(browse: Browse, cast: Cast) -> None:
    client = browse("cnppm")
    made = client.post("/diagnostics/items/create/", form())
    (item,) = items()
    assert made.headers["Location"] == f"/diagnostics/items/{item.pk}/"
    assert (item.organization_id, item.state) == (cast.cnppm.pk, "draft")
    client.post(f"/diagnostics/items/{item.pk}/do/publish/")
    assert "*это" in text_of(client.get(f"/diagnostics/items/{item.pk}/edit/"))
    wrong = client.post(f"/diagnostics/items/{item.pk}/edit/", form(answers="это\nне это"))
    assert (wrong.status_code, list(wrong.context["form"].errors)) == (422, ["answers"])
    client.post(f"/diagnostics/items/{item.pk}/edit/", form(answers="это\n*не это"))
    with acting(cast.actor("cnppm")):
        assert [(one.state, bank.answers_of(one)) for one in items()] == [("published", "это\n*не это")]


def test_bank_is_closed_to_every_other_role_and_to_another_centre(browse: Browse, cast: Cast) -> None:
    with acting(SYSTEM):
        item = make_bank_item(cast.cnppm)
    for role in ("teacher", "methodist", "ministry", "administrator", "operator", "iro", "tutor", "council"):
        assert browse(role).get(f"/diagnostics/items/{item.pk}/").status_code == 403
        assert browse(role).get("/api/v1/diagnostics/item/").status_code == 403
    assert browse("copmkp").get(f"/diagnostics/items/{item.pk}/").status_code == 404
    assert browse("copmkp").get("/api/v1/diagnostics/item/").json()["results"] == []


def test_picture_is_kept_shown_and_known_by_its_bytes(browse: Browse, cast: Cast) -> None:
    client = browse("cnppm")
    client.post("/diagnostics/items/create/", form(picture=SimpleUploadedFile("x.exe", PNG), picture_words="График"))
    (item,) = items()
    shown = client.get(f"/diagnostics/items/{item.pk}/picture/")
    assert (shown.status_code, shown["Content-Type"], b"".join(shown)) == (200, "image/png", PNG)
    for data, field, sentence in (
        ({"picture": SimpleUploadedFile("x.png", b"<svg onload=x>"), "picture_words": "x"}, "picture",
         pictures.WRONG_KIND),
        ({"picture": SimpleUploadedFile("x.png", PNG + b"0" * LIMIT), "picture_words": "x"}, "picture",
         pictures.TOO_LARGE),
        ({"picture": SimpleUploadedFile("x.png", PNG)}, "picture_words",
         "Опишите рисунок словами: его увидят не все."),
    ):  # fmt: skip
        refused = client.post("/diagnostics/items/create/", form(**data))
        assert refused.context["form"].errors[field] == [sentence]
    client.post(f"/diagnostics/items/{item.pk}/edit/", form(without_picture="on"))
    assert client.get(f"/diagnostics/items/{item.pk}/picture/").status_code == 404


def test_picture_of_a_question_is_shown_to_who_takes_the_test_alone(browse: Browse, cast: Cast) -> None:
    with acting(SYSTEM):
        key = pictures.keep([PNG], organization_id=cast.cnppm.pk)
        make_bank_item(cast.cnppm, picture_key=key, picture_words="График")
        attempt = make_attempt(make_online_test(cast.cnppm, {"Т-01": 1}), cast.teacher)
    url = f"/diagnostics/attempts/{attempt.pk}/questions/1/picture/"
    assert b"".join(browse("teacher").get(url)) == PNG
    assert 'alt="График"' in text_of(browse("teacher").get(f"/diagnostics/attempts/{attempt.pk}/questions/1/"))
    assert [browse(role).get(url).status_code for role in ("cnppm", "tutor")] == [403, 403]


def test_test_is_made_planned_and_published_by_forms(browse: Browse, cast: Cast) -> None:
    with acting(SYSTEM):
        make_bank_item(cast.cnppm)
        tool = make.make_tool(cast.cnppm)
    client = browse("cnppm")
    values = {"tool": tool.pk, "title": "Новый тест", "minutes": 40, "attempts": 1, "by_invitation": "on"}
    client.post("/diagnostics/tests/create/", values)
    with acting(SYSTEM):
        test = OnlineTest.objects.get()
    assert test.provider_id == cast.cnppm.pk
    row = {"test": str(test.pk), "competence": make.make_competence().pk, "difficulty": 3, "count": 2}
    assert client.post("/diagnostics/blueprints/create/", row).status_code == 302
    refused = text_of(client.post(f"/diagnostics/tests/{test.pk}/do/publish/", follow=True))
    assert "В банке мало заданий" in refused
    with acting(SYSTEM):
        make_bank_item(cast.cnppm)
    client.post(f"/diagnostics/tests/{test.pk}/do/publish/")
    with acting(SYSTEM):
        test.refresh_from_db()
    assert test.published is True
    assert "2" in text_of(client.get(f"/diagnostics/tests/{test.pk}/?tab=rows"))
    assert browse("copmkp").get(f"/diagnostics/tests/{test.pk}/").status_code == 404


def test_attempts_are_listed_for_who_sees_the_people(browse: Browse, cast: Cast) -> None:
    with acting(SYSTEM):
        make_bank_item(cast.cnppm)
        test = make_online_test(cast.cnppm, {"Т-01": 1})
        for person in (cast.teacher, cast.stranger):
            make_attempt(test, person)
        assert Attempt.objects.count() == 2

    def names(role: str, query: str = "") -> list[str]:
        response = browse(role).get(f"/diagnostics/attempts/{query}")
        return sorted(row[3].split()[0] for row in response.context["listing"].table.page.rows)

    assert names("cnppm") == ["Посторонняя", "Своева"]
    assert names("cnppm", "?state=done") == []
    assert names("methodist") == ["Своева"]
    assert browse("ministry").get("/diagnostics/attempts/").status_code == 403


def test_lists_ask_the_same_number_of_questions_for_one_row_and_three(browse: Browse, cast: Cast) -> None:
    client = browse("cnppm")
    assert_constant_queries(client, "/diagnostics/items/", lambda: make_bank_item(cast.cnppm), queries=8)

    def make_test() -> OnlineTest:
        number = next(make.numbers)
        return make_online_test(cast.cnppm, {"Т-01": 1}, tool=make.make_tool(cast.cnppm, f"Инструмент {number}"))

    assert_constant_queries(client, "/diagnostics/tests/", make_test, queries=7)
    test = OnlineTest.objects.all()[0]

    def attempt() -> Attempt:
        return make_attempt(test, make.make_person(cast.school_a))

    assert_constant_queries(client, "/diagnostics/attempts/", attempt, queries=9)


class Context:
    """What a job is given, without a worker."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def progress(self, done: int, total: int | None = None, message: str = "") -> None: ...

    def file(self, name: str) -> Path:
        return self.folder / name


def loaded(cast: Cast, folder: Path) -> tuple[str, str]:
    """What the job of the package that was given last says, and the file of refused items."""
    folder.mkdir(exist_ok=True)
    with acting(SYSTEM):
        job = Job.objects.filter(kind="item_package").latest("created_at")
    with acting(cast.actor("copmkp")):
        outcome = load_package(Context(folder), **job.parameters)  # type: ignore[arg-type]
    with acting(SYSTEM):
        Job.objects.filter(pk=job.pk).update(state="done")
    refused = folder / "Отклонённые задания.txt"
    return outcome.message, refused.read_text(encoding="utf-8") if refused.exists() else ""


def test_bank_goes_to_another_centre_as_a_package(browse: Browse, cast: Cast, tmp_path: Path) -> None:
    with acting(SYSTEM):
        for kind in ITEMS:
            make_bank_item(cast.cnppm, kind)
        picture = pictures.keep([PNG], organization_id=cast.cnppm.pk)
        make_bank_item(cast.cnppm, text="Что на графике?", picture_key=picture, picture_words="График")
    data = b"".join(browse("cnppm").post("/diagnostics/items/package/file/"))
    other, url = browse("copmkp"), "/diagnostics/items/package/"
    values = {"competence": make.make_competence().pk, "difficulty": 3}
    for made, refused in ((7, 0), (0, 7)):
        assert other.post(url, {**values, "file": SimpleUploadedFile("items.zip", data)}).status_code == 302
        words, reasons = loaded(cast, tmp_path / "jobs")
        assert (words, reasons.count(KNOWN)) == (f"Заведено черновиков: {made}. Отклонено: {refused}.", refused)
    with acting(cast.actor("copmkp")):
        rows = Item.objects.order_by("pk")
        drafts = [(item.state, item.kind, bank.answers_of(item)) for item in rows.filter(picture_key="")]
        shown = [(item.picture_words, pictures.path_of(item.picture_key, organization_id=cast.copmkp.pk))
                 for item in rows.exclude(picture_key="")]  # fmt: skip
    assert sorted(drafts) == sorted(("draft", kind, text) for kind, (text, _) in ITEMS.items())
    assert [(words, path and path.read_bytes()) for words, path in shown] == [("График", PNG)]
    wrong = other.post(url, {**values, "file": SimpleUploadedFile("items.zip", b"none")})
    assert (wrong.status_code, list(wrong.context["form"].errors)) == (422, ["file"])
    assert other.post(url, {**values, "file": SimpleUploadedFile("items.zip", b"PK\x03\x04 none")}).status_code == 302
    with pytest.raises(JobRefused, match="это не пакет QTI"):
        loaded(cast, tmp_path / "jobs")


def test_picture_without_words_is_not_published(cast: Cast) -> None:
    with acting(cast.actor("cnppm")):
        item = bank.create_item(organization=cast.cnppm, competence=make.make_competence(), kind="single", text="?",
                                answers=ITEMS["single"][0], picture_key="x.png")  # fmt: skip
        with pytest.raises(ValidationError) as refused:
            bank.publish_item(item)
    assert refused.value.messages == [bank.WORDLESS]


def test_history_of_an_item_tells_its_options_and_never_its_key(browse: Browse, cast: Cast) -> None:
    with acting(SYSTEM):
        made = [make_bank_item(cast.cnppm, kind) for kind in ITEMS]
    with acting(cast.actor("cnppm")):
        bank.update_item(made[0], answers="*первое\nвторое\nтретье")
    for item in made:
        body = text_of(browse("cnppm").get(f"/diagnostics/items/{item.pk}/?tab=history"))
        assert ("задание заведено" in body, "*" in body) == (True, False)
        assert ("а первое; б второе; в третье" in body) == (item.kind in ("single", "multiple"))


def test_card_of_a_test_says_yes_and_no(browse: Browse, cast: Cast) -> None:
    with acting(SYSTEM):
        make_bank_item(cast.cnppm)
        test = make_online_test(cast.cnppm, {"Т-01": 1})
    body = text_of(browse("cnppm").get(f"/diagnostics/tests/{test.pk}/"))
    assert ("True" in body, "False" in body) == (False, False)
