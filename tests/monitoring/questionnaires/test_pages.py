"""The pages of monitoring forms: built, sent out, filled with a draft kept, checked, taken away as a file."""

from io import BytesIO
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from apps.accounts.rights import actor_of
from apps.core.actor import acting
from apps.indicators.services.profiles import SHIPPED, load_profile
from apps.monitoring.models import CriterionAnswer, FormReport, FormRound, MonitoringForm
from apps.monitoring.services.questionnaires import rounds
from tests import factories as make
from tests.cast import Cast
from tests.core.web.checks import assert_constant_queries, log_in, queries_of, text_of
from tests.monitoring.questionnaires.scene import (
    KINDS,
    SYSTEM,
    WORDS,
    criteria,
    hand_in,
    make_form,
    make_round,
    publish,
    report_of,
)

pytestmark = pytest.mark.django_db


def joined(response: Any) -> bytes:
    """The whole of a file that comes in pieces."""
    return b"".join(response.streaming_content)


def page(name: str, *args: object) -> str:
    return reverse(f"monitoring:{name}", args=args)


def test_form_is_built_and_sent_out_on_the_screen(cast: Cast) -> None:
    client = log_in(cast, "methodist")
    assert client.post(page("form_create"), WORDS).status_code == 302
    with acting(SYSTEM):
        form = MonitoringForm.objects.get()
    one = {"form": form.pk, "number": "1", "title": "Есть план", "kind": "yes_no", "required": "on"}
    assert client.post(page("criterion_create"), one).status_code == 302
    conditions = {"form": form.pk, "span": "2026-1", "due_on": "15.07.2026", "kinds": ["school", "mms"]}
    assert "Добавить критерий" in text_of(client.get(f"{page('form_detail', form.pk)}?tab=criteria"))
    assert client.post(page("form_round_create"), conditions).status_code == 302
    with acting(SYSTEM):
        round_ = FormRound.objects.get()
    assert (str(round_.period_from), str(round_.period_to)) == ("2026-01-01", "2026-06-30")
    url = page("form_round_action", round_.pk, "publish")
    assert "Каждая организация-адресат" in text_of(client.get(url))
    assert client.post(url).status_code == 302
    with acting(SYSTEM):
        assert FormReport.objects.count() == 3
    assert "Добавить критерий" not in text_of(client.get(f"{page('form_detail', form.pk)}?tab=criteria"))


def test_own_days_of_a_round_are_asked_for(cast: Cast) -> None:
    form = make_form(cast.actor("methodist"), "yes_no")
    data = {"form": form.pk, "span": "own", "due_on": "15.07.2026", "kinds": ["school"]}
    client = log_in(cast, "methodist")
    assert client.post(page("form_round_create"), data).status_code == 422
    days = {"period_from": "01.03.2026", "period_to": "31.05.2026"}
    assert client.post(page("form_round_create"), {**data, **days}).status_code == 302


def data_of(report: FormReport, **changed: Any) -> dict[str, Any]:
    """What the page of a report sends."""
    given = {"yes_no": "1", "scale": "4", "number": "12.5", "text": "Есть", "link": "https://school.example", **changed}
    return {f"c{one.pk}": given[kind] for kind, one in criteria(report).items() if given.get(kind) is not None}


def kept(report: FormReport) -> dict[str, str]:
    with acting(SYSTEM):
        rows = CriterionAnswer.objects.filter(report=report)
        return {one.criterion.kind: str(one.number or one.text or one.file_name) for one in rows}


def test_addressee_fills_and_hands_in(cast: Cast) -> None:
    report = report_of(publish(cast.actor("methodist")), cast)
    client, url = log_in(cast, "operator"), page("form_report_edit", report.pk)
    text = text_of(client.get(url))
    assert "1. Критерий yes_no" in text
    assert "Пункт 7.3 положения." in text
    file = SimpleUploadedFile("План.pdf", b"%PDF-1.7 plan")
    assert client.post(url, {**data_of(report), f"c{criteria(report)['document'].pk}": file}).status_code == 302
    assert kept(report) == {
        "yes_no": "1.00", "scale": "4.00", "number": "12.50", "text": "Есть", "link": "https://school.example",
        "document": "План.pdf",
    }  # fmt: skip
    assert client.post(url, {**data_of(report), "hand_in": "1"}).status_code == 302
    assert (report_of(report.round, cast).state, kept(report)["document"]) == ("submitted", "План.pdf")
    assert client.get(url).status_code == 403


def test_report_that_lacks_answers_is_shown_again(cast: Cast) -> None:
    report = report_of(publish(cast.actor("methodist")), cast)
    client, url = log_in(cast, "operator"), page("form_report_edit", report.pk)
    response = client.post(url, {**data_of(report, text=None), "hand_in": "1"})
    assert response.status_code == 422
    assert "обязательные критерии: 4." in text_of(response)
    assert report_of(report.round, cast).state == "draft"


@pytest.mark.parametrize(("name", "words"), [("план.exe", "Такой вид файла не принимается"), ("п.pdf", "")])
def test_document_of_another_kind_is_refused(cast: Cast, name: str, words: str) -> None:
    report = report_of(publish(cast.actor("methodist"), "document"), cast)
    data = {f"c{criteria(report)['document'].pk}": SimpleUploadedFile(name, b"MZ")}
    response = log_in(cast, "operator").post(page("form_report_edit", report.pk), data)
    assert (response.status_code, words in text_of(response)) == (422 if words else 302, True)


def test_document_is_given_to_those_who_see_the_report(cast: Cast) -> None:
    report = report_of(publish(cast.actor("methodist"), "document"), cast)
    data = {f"c{criteria(report)['document'].pk}": SimpleUploadedFile("План.pdf", b"%PDF plan")}
    log_in(cast, "operator").post(page("form_report_edit", report.pk), data)
    with acting(SYSTEM):
        url = page("form_document", CriterionAnswer.objects.get().pk)
    for role, status in (("operator", 200), ("methodist", 200), ("ministry", 200), ("iro", 404), ("teacher", 403)):
        response = log_in(cast, role).get(url)
        assert (role, response.status_code) == (role, status)
        body = joined(response) if status == 200 else b"%PDF plan"
        assert (body, response.get("Content-Type", "").startswith("application/")) == (b"%PDF plan", status == 200)


def test_checker_returns_in_bulk_with_one_remark(cast: Cast) -> None:
    round_ = publish(cast.actor("methodist"), "yes_no")
    for school in ("school_a", "school_a2"):
        hand_in(report_of(round_, cast, school), SYSTEM)
    with acting(SYSTEM):
        ids = list(FormReport.objects.values_list("pk", flat=True))
    url = page("form_report_bulk", "return")
    response = log_in(cast, "methodist").post(url, {"ids": ids, "confirmed": "1", "remark": "Приложите план"})
    assert response.status_code == 302
    with acting(SYSTEM):
        rows = FormReport.objects.values_list("state", "remark", "checked_by")
        assert set(rows) == {("returned", "Приложите план", "Тест methodist (Муниципальный методист)")}


def test_site_is_checked_on_the_screen(cast: Cast) -> None:
    report = report_of(publish(cast.actor("methodist"), "yes_no", method="site"), cast)
    url = page("form_report_edit", report.pk)
    assert log_in(cast, "operator").get(url).status_code == 403
    data = {**data_of(report), "link": "https://school.example", "checked_on": "01.06.2026", "hand_in": "1"}
    assert log_in(cast, "methodist").post(url, data).status_code == 302
    report = report_of(report.round, cast)
    assert (report.state, report.link, str(report.checked_on)) == ("accepted", "https://school.example", "2026-06-01")


def test_results_are_read_by_the_authority_and_taken_away(cast: Cast) -> None:
    round_ = publish(cast.actor("methodist"))
    hand_in(report_of(round_, cast), cast.actor("operator"))
    client = log_in(cast, "moo")
    text = text_of(client.get(page("form_round_detail", round_.pk) + "?tab=results"))
    assert "Сдано 1 из 2 отчётов (50,0 %)." in text
    assert "Среднее по сданным" in text
    response = client.post(page("form_results", round_.pk))
    book = openpyxl.load_workbook(BytesIO(joined(response)))
    cells = [cell.value for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {"Школа А-1", "Школа А-2", "да", 12.5, "критерий scale"} <= set(cells)
    told = [row[:3] for row in book["2. Ответы словами и ссылками"].iter_rows(min_row=4, values_only=True)]
    assert told[:2] == [("Школа А-1", "4", "Служба работает"), ("Школа А-1", "5", "https://school.example/service")]


def test_round_of_a_neighbour_is_not_there(cast: Cast) -> None:
    with acting(SYSTEM):
        neighbour = make.make_organization(cast.municipality_b, "mms", short_name="ММС района Б")
        other = make.make_user("other", "methodist", neighbour)
    round_ = publish(actor_of(other), "yes_no")
    report = report_of(round_, cast, "school_b")
    client = log_in(cast, "methodist")
    rows = (("form_round_detail", round_), ("form_report_detail", report), ("form_detail", round_.form))
    assert [client.get(page(name, row.pk)).status_code for name, row in rows] == [404, 404, 404]
    assert client.post(page("form_results", round_.pk)).status_code == 404


def test_addressee_reads_the_round_whose_maker_is_out_of_sight(cast: Cast) -> None:
    round_ = publish(cast.actor("methodist"), "yes_no")
    client = log_in(cast, "operator")
    for name, row in (("form_round_detail", round_), ("form_detail", round_.form)):
        assert client.get(page(name, row.pk)).status_code == 200
    text = text_of(client.get(page("form_round_detail", round_.pk) + "?tab=results"))
    assert ("Школа А-1" in text, "Школа А-2" in text) == (True, False)
    assert client.post(page("form_results", round_.pk)).status_code == 200


def test_form_of_the_regulation_is_taken(cast: Cast) -> None:
    with acting(SYSTEM):
        profile = load_profile(SHIPPED / "oktyabrsky.yaml").profile
        assert profile.municipality is not None
        service = make.make_organization(profile.municipality, "mms", short_name="ЦРО")
        user = make.make_user("cro", "methodist", service).user
    client = Client()
    client.force_login(user)
    assert "Готовая форма из положения" in text_of(client.get(page("form_list")))
    assert client.post(page("form_take"), {"code": "oktyabrsky-school"}).status_code == 302
    with acting(SYSTEM):
        form = MonitoringForm.objects.get()
    assert (form.organization_id, form.template) == (service.pk, "oktyabrsky-school")
    asked = text_of(client.get(page("form_round_create") + f"?form={form.pk}"))
    assert asked.count("checked") == 3
    assert "Готовая форма" not in text_of(log_in(cast, "methodist").get(page("form_list")))


def test_nothing_to_take_says_what_to_do_instead(cast: Cast) -> None:
    text = text_of(log_in(cast, "methodist").get(page("form_take")))
    assert ("Готовых форм нет" in text, "Составить форму" in text, "form-page" in text) == (True, True, False)


def test_home_names_what_waits(cast: Cast) -> None:
    round_ = publish(cast.actor("methodist"), "yes_no")
    assert "Заполнить отчёты по формам мониторинга" in text_of(log_in(cast, "operator").get("/"))
    hand_in(report_of(round_, cast), cast.actor("operator"))
    assert "Проверить отчёты по формам мониторинга" in text_of(log_in(cast, "methodist").get("/"))
    waiting = text_of(log_in(cast, "methodist").get(page("form_report_list") + "?whose=check"))
    assert ("Школа А-1" in waiting, "Школа А-2" in waiting) == (True, False)


@pytest.mark.parametrize(("name", "queries"), [("form_list", 8), ("form_round_list", 8), ("form_report_list", 9)])
def test_list_asks_the_same_number_of_questions(cast: Cast, name: str, queries: int) -> None:
    methodist = cast.actor("methodist")
    titles = iter("АБВГД")
    assert_constant_queries(
        log_in(cast, "methodist"), page(name), lambda: publish(methodist, "yes_no", title=next(titles)), queries=queries
    )


def test_results_ask_the_same_number_of_questions(cast: Cast) -> None:
    methodist = cast.actor("methodist")
    client, counts = log_in(cast, "methodist"), []
    for kinds in (("yes_no",), KINDS):
        round_ = make_round(methodist, make_form(methodist, *kinds, title=f"Форма {len(kinds)}"))
        with acting(methodist):
            rounds.publish_round(round_)
        hand_in(report_of(round_, cast), cast.actor("operator"))
        counts.append(len(queries_of(client, page("form_round_detail", round_.pk) + "?tab=results")))
        with acting(SYSTEM):
            make.make_organization(cast.municipality_a, short_name="Ещё школа")
            make.make_organization(cast.municipality_a, short_name="И ещё школа")
    assert counts == [9, 9]
