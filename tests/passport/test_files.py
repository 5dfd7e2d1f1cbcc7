"""The passport as files: JSON under its published schema, workbook, documents, the command."""

import json
from decimal import Decimal as D
from io import BytesIO, StringIO
from pathlib import Path
from zipfile import ZipFile

import jsonschema
import pytest
from django.core.management import CommandError, call_command
from openpyxl import load_workbook

from apps.core.actor import acting
from apps.core.charts.scatter import ScatterData
from apps.core.documents.formats import DocumentFormat, render
from apps.core.documents.tree import Chart, Document, Paragraph
from apps.core.models import AccessLogEntry, Job
from apps.indicators.services.profiles import find, load_profile
from apps.passport.documents import document
from apps.passport.documents.data import as_json, schema
from apps.passport.models import Passport
from apps.passport.selectors.view import View
from apps.passport.services import parts
from tests import factories as make
from tests.cast import Cast
from tests.passport.conftest import Browse
from tests.passport.scene import SYSTEM, approved, begin, fresh, hand_in, part_of, profile_of
from tests.reports import compute

pytestmark = pytest.mark.django_db


def judged(data: object) -> None:
    """Refuse what the schema refuses; the schema itself is judged too."""
    jsonschema.Draft202012Validator.check_schema(schema())
    checker = jsonschema.Draft202012Validator.FORMAT_CHECKER
    jsonschema.Draft202012Validator(schema(), format_checker=checker).validate(json.loads(json.dumps(data)))


def full(cast: Cast) -> Passport:
    """A passport with rows in every list, a report and links with results."""
    profile = profile_of(cast)
    with acting(SYSTEM):
        for number in range(12):
            school = make.make_organization(cast.municipality_a)
            person = make.make_person(school)
            if number % 3:
                make.make_session(person, cast.cnppm, make.LONG_AGO.replace(year=2025))
            make.make_result(school, str(50 + number))
    compute(profile)
    passport = begin(cast)
    part = part_of(passport, "mms")
    with acting(cast.actor("methodist")):
        parts.add_money(part=part, money_source="municipal", year=2024, amount=100, purpose="Курсы")
        parts.add_money(part=part, money_source="own", year=2025, amount="12.5", purpose="Стажировки")
        parts.add_object(part=part, kind="room", title="Кабинет", quantity=2, address="ул. Школьная")
        parts.add_resource(part=part, kind="site", title="Сайт", owner="ММС", purpose="Новости", url="https://a.test")
    return fresh(passport)


def test_json_of_an_empty_and_of_a_full_passport_keeps_to_the_schema(cast: Cast) -> None:
    with acting(cast.actor("cnppm")):
        judged(as_json(View(begin(cast, 2024))))
    passport = full(cast)
    with acting(cast.actor("ministry")):
        data = as_json(View(passport))
    judged(data)
    sections = {one["code"]: one for one in data["sections"]}
    assert list(sections) == ["staff", "programs", "infrastructure", "financing", "events", "resources", "results"]
    figures = {one["code"]: one for one in sections["staff"]["figures"]}
    assert (figures["staff.total"]["value"], figures["staff.total"]["source"]) == (16, "Реестры портала на 31.12.2025")
    assert sections["financing"]["rows"][1] == {
        "part": "ММС района А",
        "money_source": "own",
        "year": 2025,
        "amount": 12.5,
        "purpose": "Стажировки",
    }
    link = sections["results"]["correlations"][0]
    assert (link["schools"], link["indicator"], link["refusal"]) == (12, "diagnosed", "")
    assert "points" not in link


def test_document_draws_the_strongest_link_of_every_subject(cast: Cast) -> None:
    passport = full(cast)
    with acting(cast.actor("ministry")):
        made = document(View(passport))
    charts = [block for block in made.sections[-1].blocks if isinstance(block, Chart)]
    assert [chart.caption for chart in charts] == ["ЕГЭ, Русский язык: Диагностика"]
    data = charts[0].data
    assert isinstance(data, ScatterData)
    assert [(spot.x, spot.y) for spot in data.spots[:2]] == [(D("0.0"), D("50.0")), (D("100.0"), D("51.0"))]
    assert charts[0].table().columns[1].title == "Диагностика, %"
    for form in DocumentFormat:
        assert len(render(made, form)) > 10_000


def test_json_of_an_own_part_keeps_to_the_schema_and_says_no_more(cast: Cast) -> None:
    passport = full(cast)
    with acting(cast.actor("methodist")):
        data = as_json(View(passport))
    judged(data)
    assert [one["code"] for one in data["sections"]] == ["infrastructure", "financing", "resources"]
    assert [part["name"] for part in data["parts"]] == ["ММС района А"]


def test_json_of_an_approved_passport_names_the_letters(cast: Cast) -> None:
    from datetime import date

    from apps.passport.services.passports import send_passport

    passport = approved(cast)
    with acting(cast.actor("cnppm")):
        send_passport(passport, sent_on=date(2036, 3, 1), sent_number="12-п")
    with acting(cast.actor("federal")):
        data = as_json(View(fresh(passport)))
    judged(data)
    assert (data["state"], data["sent"]) == ("sent", {"date": "2036-03-01", "number": "12-п"})


def test_workbook_has_real_numbers(cast: Cast) -> None:
    passport = full(cast)
    with acting(cast.actor("ministry")):
        book = load_workbook(BytesIO(render(document(View(passport)), DocumentFormat.XLSX)))
    cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]
    values = [cell.value for cell in cells]
    assert 16 in values
    assert 12.5 in values
    assert "Педагогические и управленческие работники в штате" in values


@pytest.mark.parametrize("form", [DocumentFormat.PDF, DocumentFormat.DOCX])
def test_documents_are_drawn(cast: Cast, form: DocumentFormat) -> None:
    passport = full(cast)
    with acting(cast.actor("ministry")):
        data = render(document(View(passport)), form)
    if form is DocumentFormat.PDF:
        assert data[:5] == b"%PDF-"
    else:
        with ZipFile(BytesIO(data)) as archive:
            text = archive.read("word/document.xml").decode()
        for words in ("Кадровый состав", "Финансирование по источникам и годам", "Корреляция не означает причины"):
            assert words in text


def told(made: Document) -> str:
    """The first paragraph."""
    first = made.sections[0].blocks[0]
    return first.text if isinstance(first, Paragraph) else ""


def test_an_approved_document_bears_the_approval_and_no_mark_of_a_draft(cast: Cast) -> None:
    passport = begin(cast, 2024)
    with acting(cast.actor("cnppm")):
        draft = document(View(fresh(passport)))
    assert (draft.state, draft.approval) == ("ЗАПОЛНЯЕТСЯ", None)
    done = approved(cast)
    with acting(cast.actor("ministry")):
        final = document(View(fresh(done)))
    assert final.state == ""
    assert [who in told(one) for one, who in ((draft, "вносят 3\u00a0организации, свои части сдали 0;"),
                                              (final, "внесли 3\u00a0организации;"))] == [True, True]  # fmt: skip
    assert final.approval is not None
    assert final.approval.day is not None


def test_files_are_asked_for_on_the_page(browse: Browse, cast: Cast) -> None:
    passport = begin(cast)
    url = f"/passport/{passport.pk}/file/"
    answer = browse("ministry").post(url, {"form": "json"})
    judged(answer.json())
    made = browse("ministry").post(url, {"form": "pdf"})
    with acting(SYSTEM):
        job = Job.objects.get(kind="passport_file")
        assert AccessLogEntry.objects.filter(action="export").count() == 1
    assert made.headers["Location"] == f"/jobs/{job.pk}/"
    assert browse("ministry").post(url, {"form": "exe"}).status_code == 404


def test_the_schema_is_served(browse: Browse, cast: Cast) -> None:
    answer = browse("federal").get("/passport/schema/")
    assert answer.headers["Content-Type"] == "application/schema+json"
    assert json.loads(answer.content) == schema()


def command(*arguments: str) -> str:
    """What the command says."""
    out = StringIO()
    call_command("export_passport", *arguments, stdout=out)
    return out.getvalue()


def test_command_begins_what_is_not_there_and_writes_what_is_asked(cast: Cast, tmp_path: Path) -> None:
    profile_of(cast)
    asked = ("--profile", "test", "--year", "2025")
    data = json.loads(command(*asked, "--json", "-"))
    judged(data)
    again = json.loads(command(*asked, "--json", "-"))
    assert again["passport"] == data["passport"]
    assert command(*asked, "--xlsx", str(tmp_path / "p.xlsx")) == "Паспорт ДППО за 2025 год: заполняется\n"
    assert load_workbook(tmp_path / "p.xlsx").worksheets != []


def test_command_exports_the_last_version(cast: Cast) -> None:
    from apps.passport.services.passports import correct_passport

    passport = approved(cast)
    with acting(cast.actor("cnppm")):
        correct_passport(passport, due_on=passport.due_on)
    data = json.loads(command("--profile", "test", "--year", "2025", "--json", "-"))
    assert (data["version"], data["state"]) == (2, "filling")


def test_command_refuses_in_words(cast: Cast) -> None:
    with pytest.raises(CommandError, match="Профиль «nowhere» не загружен"):
        command("--profile", "nowhere", "--year", "2025")
    with acting(SYSTEM):
        load_profile(find("oktyabrsky"))
        load_profile(find("perm"))
    with pytest.raises(CommandError, match="у муниципального профиля его нет"):
        command("--profile", "oktyabrsky", "--year", "2025")
    with pytest.raises(CommandError, match="нет организации вида «ЦНППМ»"):
        command("--profile", "perm", "--year", "2025")
    with acting(SYSTEM):
        assert Passport.objects.count() == 0


def test_a_file_of_a_part_names_the_part_only(cast: Cast) -> None:
    passport = begin(cast)
    hand_in(passport, "iro", cast.actor("iro"))
    with acting(cast.actor("methodist")):
        tree = document(View(fresh(passport)))
    assert [section.title for section in tree.sections] == [
        "Введение",
        "Региональная инфраструктура ДПО",
        "Финансовое обеспечение",
        "Информационные ресурсы",
    ]
