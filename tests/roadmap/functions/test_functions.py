"""The matrix of functions: what the portal shows by itself, what people confirm, who may."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from apps.core import counters
from apps.core.actor import acting, system
from apps.core.counters import Place
from apps.core.documents.formats import DocumentFormat, render
from apps.core.models import HistoryEntry, Job
from apps.core.text import NBSP
from apps.indicators.profile_file import BadProfile, read
from apps.indicators.services.profiles import SHIPPED
from apps.indicators.shown import BadShownBy, way_of
from apps.monitoring.models import FormReport, Report
from apps.organizations.models import Profile
from apps.passport.models import MoneyLine, Part, Passport
from apps.roadmap.functions import services
from apps.roadmap.functions.document import document
from apps.roadmap.functions.selectors import Asked, Standing, matrix, narrowed, url_of
from apps.roadmap.models import FunctionEvidence
from tests import factories as make
from tests.cast import Cast
from tests.core.web.checks import log_in, queries_of, text_of
from tests.monitoring.questionnaires.scene import hand_in, publish, report_of
from tests.permissions.matrix.bodies import unpacked
from tests.reports import make_profile

pytestmark = pytest.mark.django_db
SYSTEM = system("test")
START, END = date(2025, 1, 1), date(2025, 12, 31)
PAGE = "/roadmap/functions/?period=2025"
FUNCTIONS: list[dict[str, Any]] = [
    {"code": "cnppm-01", "subject": "cnppm", "subject_title": "Центр", "clause": "3.1", "lead": "обеспечить",
     "text": "проведение семинаров", "shown_by": {"counter": "events_seminar"}},
    {"code": "cnppm-02", "subject": "cnppm", "subject_title": "Центр", "clause": "3.2", "lead": None,
     "text": "взаимодействует с оператором"},
    {"code": "mms-01", "subject": "mms", "subject_title": "Служба", "clause": "4.1", "lead": None,
     "text": "ведёт наставничество", "shown_by": {"register": "pairs"}},
]  # fmt: skip
WORDS = {"period_from": START, "period_to": END, "text": "Письмо № 5"}


@pytest.fixture
def profile(cast: Cast) -> Profile:
    with acting(SYSTEM):
        return make_profile(cast.region, functions=FUNCTIONS)


def lines(profile: Profile, cast: Cast, role: str = "ministry", **where: Any) -> dict[str, tuple[Standing, str]]:
    """Every function's standing and figure as a role sees it."""
    actor = cast.actor(role)
    with acting(actor):
        found = matrix(Asked(profile, START, END, **where), actor)
    return {line.code: (line.standing, line.figure.replace(NBSP, " ")) for subject in found for line in subject.lines}


def confirm(cast: Cast, role: str, profile: Profile, code: str = "cnppm-02", **changed: Any) -> FunctionEvidence:
    with acting(cast.actor(role)):
        return services.confirm_function(profile=profile, function=code, **{**WORDS, **changed})


def test_counter_shows_a_function_by_itself(cast: Cast, profile: Profile) -> None:
    before = lines(profile, cast)
    with acting(SYSTEM):
        make.make_event(cast.mms_a, date(2025, 3, 1))
        make.make_event(cast.mms_a, date(2024, 3, 1))
    assert before == {
        "cnppm-01": (Standing.OPEN, "0 мероприятий"),
        "cnppm-02": (Standing.OPEN, ""),
        "mms-01": (Standing.OPEN, "0 пар"),
    }
    assert lines(profile, cast)["cnppm-01"] == (Standing.SHOWN, "1 мероприятие")
    assert lines(profile, cast, municipality=cast.municipality_b)["cnppm-01"] == (Standing.OPEN, "0 мероприятий")


def test_hand_confirms_a_function_for_its_period(cast: Cast, profile: Profile) -> None:
    confirm(cast, "cnppm", profile)
    assert lines(profile, cast)["cnppm-02"] == (Standing.CONFIRMED, "")
    with acting(cast.actor("ministry")):
        later = matrix(Asked(profile, date(2026, 1, 1), date(2026, 12, 31)), cast.actor("ministry"))
    assert later[0].lines[1].standing == Standing.OPEN


def test_confirmation_of_a_municipality_is_seen_there_and_above(cast: Cast, profile: Profile) -> None:
    confirm(cast, "moo", profile)
    roles = ("ministry", "cnppm", "moo", "methodist", "umo")
    seen = {role: lines(profile, cast, role)["cnppm-02"][0].value for role in roles}
    assert seen == dict.fromkeys(roles, "confirmed")
    confirm(cast, "ministry", profile, "mms-01")
    assert lines(profile, cast, "moo")["mms-01"][0] == Standing.CONFIRMED


@pytest.mark.parametrize("role", ["operator", "umo", "iro", "teacher", "federal"])
def test_other_roles_confirm_nothing(cast: Cast, profile: Profile, role: str) -> None:
    with pytest.raises(PermissionDenied):
        confirm(cast, role, profile)


def test_unknown_function_and_turned_period_are_refused(cast: Cast, profile: Profile) -> None:
    with pytest.raises(ValidationError, match="Такой функции"):
        confirm(cast, "cnppm", profile, "nothing-01")
    with pytest.raises(ValidationError) as refused:
        confirm(cast, "cnppm", profile, period_to=date(2024, 1, 1))
    assert list(refused.value.message_dict) == ["period_to"]


def test_confirmation_is_withdrawn_by_who_gave_it(cast: Cast, profile: Profile) -> None:
    found = confirm(cast, "cnppm", profile)
    with acting(cast.actor("ministry")), pytest.raises(PermissionDenied):
        services.withdraw_evidence(found)
    with acting(cast.actor("cnppm")):
        services.withdraw_evidence(found)
    with acting(SYSTEM):
        verbs = HistoryEntry.objects.filter(object_kind="roadmap.functionevidence").order_by("pk")
        assert [entry.verb for entry in verbs] == ["confirm_function", "withdraw_evidence"]
    assert lines(profile, cast)["cnppm-02"][0] == Standing.OPEN


def test_matrix_is_narrowed_by_subject_and_standing(cast: Cast, profile: Profile) -> None:
    confirm(cast, "cnppm", profile)
    actor = cast.actor("ministry")
    with acting(actor):
        whole = matrix(Asked(profile, START, END), actor)
    assert [subject.title for subject in narrowed(whole, "2")] == ["Служба"]
    assert [[one.code for one in s.lines] for s in narrowed(whole, standing="confirmed")] == [["cnppm-02"]]
    assert narrowed(whole, "2", "confirmed") == []
    assert [[s.count(state) for state in Standing] for s in whole] == [[0, 1, 1], [0, 0, 1]]


def test_page_tells_figures_states_and_links_that_the_reader_may_open(cast: Cast, profile: Profile) -> None:
    with acting(SYSTEM):
        make.make_event(cast.mms_a, date(2025, 3, 1))
    text = text_of(log_in(cast, "ministry").get(PAGE))
    assert "Положение называет 3 функции: видно в портале — 1" in text
    assert "kind=seminar" in text
    assert "обеспечить проведение семинаров" in text
    assert "взаимодействует" not in text_of(log_in(cast, "ministry").get(PAGE + "&state=shown"))


def test_list_behind_a_figure_is_linked_for_its_readers_only(cast: Cast, profile: Profile) -> None:
    counter, asked = counters.get("categories"), Asked(profile, START, END)
    assert url_of(counter, asked, cast.actor("ministry")) == ""
    assert url_of(counter, asked, cast.actor("cnppm")).startswith(reverse("teachers:category_list"))


def test_municipal_reader_sees_the_figures_of_the_municipality(cast: Cast, profile: Profile) -> None:
    with acting(SYSTEM):
        make.make_event(cast.school_b, date(2025, 3, 1))
    assert "1 мероприятие" in text_of(log_in(cast, "ministry").get(PAGE))
    assert "1 мероприятие" not in text_of(log_in(cast, "moo").get(PAGE))
    chosen = text_of(log_in(cast, "ministry").get(f"{PAGE}&municipality={cast.municipality_a.pk}"))
    assert "1 мероприятие" not in chosen
    assert log_in(cast, "ministry").get(PAGE + "&municipality=0").status_code == 404


def test_function_is_confirmed_by_a_document_on_the_screen(cast: Cast, profile: Profile) -> None:
    client = log_in(cast, "cnppm")
    url = reverse("roadmap:function_confirm", args=(profile.code, "cnppm-02"))
    assert 'value="01.01.2025"' in text_of(client.get(url + "?period=2025"))
    data = {"text": "Соглашение", "period_from": "01.01.2025", "period_to": "31.12.2025"}
    assert client.post(url, {**data, "period_to": "31.12.2024"}).status_code == 422
    assert client.post(url, {**data, "file": SimpleUploadedFile("о.exe", b"MZ")}).status_code == 422
    assert client.post(url, {**data, "file": SimpleUploadedFile("Скан.pdf", b"%PDF")}).status_code == 302
    with acting(SYSTEM):
        found = FunctionEvidence.objects.get()
    kept = reverse("roadmap:function_document", args=(found.pk,))
    assert kept in text_of(client.get(PAGE))
    response = log_in(cast, "ministry").get(kept)
    assert b"".join(response.streaming_content) == b"%PDF"  # type: ignore[attr-defined]
    withdraw = reverse("roadmap:function_withdraw", args=(found.pk,))
    assert log_in(cast, "ministry").post(withdraw).status_code == 403
    assert client.post(withdraw).status_code == 302
    with acting(SYSTEM):
        assert not FunctionEvidence.objects.exists()


def test_page_asks_the_same_number_of_questions(cast: Cast, profile: Profile) -> None:
    client, counts = log_in(cast, "cnppm"), []
    for times in (1, 2):
        for number in range(times):
            confirm(cast, "cnppm", profile, text=f"Письмо {times}-{number}")
        counts.append(len(queries_of(client, PAGE)))
    assert counts == [10, 10]


@pytest.mark.parametrize("form", [DocumentFormat.XLSX, DocumentFormat.DOCX])
def test_document_holds_the_matrix(cast: Cast, profile: Profile, form: DocumentFormat) -> None:
    confirm(cast, "cnppm", profile)
    actor = cast.actor("ministry")
    asked = Asked(profile, START, END)
    with acting(actor):
        text = unpacked(render(document(asked, matrix(asked, actor), "Министерство"), form))
    found = [
        word in text.replace("\u00a0", " ")
        for word in ("Центр", "взаимодействует с оператором", "Письмо № 5", "подтверждено вручную")
    ]
    assert found == [True] * 4


def test_file_is_made_by_a_job(cast: Cast, profile: Profile) -> None:
    url = reverse("roadmap:functions_file", args=(profile.code,))
    client = log_in(cast, "ministry")
    assert client.post(url + "?period=2025", {"form": "xlsx"}).status_code == 302
    assert client.post(url, {"form": "exe"}).status_code == 404
    with acting(SYSTEM):
        job = Job.objects.get(kind="functions_file")
    assert (job.parameters["start"], job.parameters["form"]) == ("2025-01-01", "xlsx")


@pytest.mark.parametrize("told", [{"counter": "nothing"}, {"wish": "events"}, {"counter": "a", "register": "b"}, "да"])
def test_wrong_way_is_refused(told: object) -> None:
    with pytest.raises(BadShownBy):
        way_of({"code": "x-01", "shown_by": told})


def test_profile_file_with_an_unknown_counter_is_not_loaded(tmp_path: Any) -> None:
    text = (SHIPPED / "vladimir.yaml").read_text(encoding="utf-8")
    text = text.replace("{document: passports}", "{counter: none}", 1)
    path = tmp_path / "bad.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BadProfile, match=r"functions\[3\].shown_by"):
        read(path)


def test_documents_and_registers_of_upper_rooms_are_counted(cast: Cast, profile: Profile) -> None:
    hand_in(report_of(publish(cast.actor("methodist"), "yes_no"), cast), cast.actor("operator"))
    with acting(SYSTEM):
        FormReport.objects.filter(state="submitted").update(state="accepted", checked_on=date(2025, 7, 1))
        Report.objects.create(
            profile=profile, region=cast.region, period_from=START, period_to=END, state="approved", published=True
        )
        passport = Passport.objects.create(profile=profile, region=cast.region, year=2025, due_on=END)
        place = {"organization": cast.mms_a, "municipality": cast.municipality_a, "region": cast.region}
        part = Part.objects.create(passport=passport, kind="mms", state="accepted", due_on=END, **place)
        MoneyLine.objects.create(part=part, year=2025, money_source="federal", amount=1, **place)
    region, ours = Place(region=cast.region.pk), Place(municipality=cast.municipality_a.pk)
    other = Place(municipality=cast.municipality_b.pk)
    codes = ("form_reports_accepted", "reports_approved", "passports", "passport_parts", "passport_money")
    assert {code: tuple(counters.get(code).count(p, START, END) for p in (region, ours, other)) for code in codes} == {
        "form_reports_accepted": (1, 1, 0), "reports_approved": (1, 0, 0), "passports": (0, 0, 0),
        "passport_parts": (1, 1, 0), "passport_money": (1, 1, 0),
    }  # fmt: skip
    with acting(SYSTEM):
        Passport.objects.update(state="approved", published=True)
    assert counters.get("passports").count(region, START, END) == 1
