"""What saves by itself in a real browser, a part of the passport and a report by a form: the connection is cut, the
page closed, nothing lost."""

import re

from playwright.sync_api import expect

from apps.core.actor import acting
from apps.monitoring.models import FormReport
from apps.monitoring.services.questionnaires import filling
from apps.passport.models import Figure, Part
from apps.passport.services import parts
from tests.cast import Cast
from tests.e2e.checks import PROBLEMS
from tests.e2e.conftest import LAPTOP, PHONE, Browse
from tests.e2e.steps import follow, touch
from tests.monitoring.questionnaires.scene import criteria, publish, report_of
from tests.passport.scene import SYSTEM, begin, part_of

ROOMS, SEATS = "infrastructure__rooms", "infrastructure__seats"


def saved(part: Part) -> dict[str, str]:
    """What the portal holds of the part."""
    with acting(SYSTEM):
        rows = Figure.objects.filter(part=part, computed=False)
        return {row.code.partition(".")[2]: parts.plain(row.number) for row in rows}


def test_part_saves_by_itself_with_the_connection_cut(browse: Browse, people: Cast) -> None:
    part = part_of(begin(people), "mms")
    page = browse("methodist", PHONE)
    page.goto(f"/passport/parts/{part.pk}/edit/")
    assert page.evaluate(PROBLEMS) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    state = page.locator("[data-state]")
    page.locator(f'[name="{ROOMS}"]').fill("3")
    expect(state).to_have_text(re.compile(r"Сохранено в \d\d:\d\d"))
    assert saved(part) == {"rooms": "3"}

    page.context.set_offline(True)
    page.locator(f'[name="{SEATS}"]').fill("40")
    expect(state).to_have_text(re.compile("Нет связи. Записи целы"))
    touch(page.get_by_role("button", name="Сохранить"))
    expect(state).to_have_text(re.compile("Нет связи"))
    assert saved(part) == {"rooms": "3"}
    page.context.set_offline(False)
    expect(state).to_have_text(re.compile("Сохранено в"), timeout=15_000)
    assert saved(part) == {"rooms": "3", "seats": "40"}


def test_what_was_typed_without_a_connection_survives_the_closed_page(browse: Browse, people: Cast) -> None:
    part = part_of(begin(people), "mms")
    page = browse("methodist", LAPTOP)
    address = f"/passport/parts/{part.pk}/edit/"
    page.goto(address)
    page.context.set_offline(True)
    page.locator(f'[name="{ROOMS}"]').fill("5")
    expect(page.locator("[data-state]")).to_have_text(re.compile("Нет связи"))
    second = page.context.new_page()
    page.close()
    assert saved(part) == {}
    second.context.set_offline(False)
    second.goto(address)
    expect(second.locator(f'[name="{ROOMS}"]')).to_have_value("5")
    expect(second.locator("[data-state]")).to_have_text(re.compile("Сохранено в"))
    assert saved(part) == {"rooms": "5"}


def test_two_people_do_not_write_over_each_other(browse: Browse, people: Cast) -> None:
    part = part_of(begin(people), "mms")
    page = browse("methodist")
    page.goto(f"/passport/parts/{part.pk}/edit/")
    with acting(people.actor("cnppm")):
        parts.fill_part(part, figures={"infrastructure.rooms": 7})
    page.locator(f'[name="{ROOMS}"]').fill("3")
    expect(page.locator("[data-state]")).to_have_text(re.compile("здесь внесли другое: «7»"))
    assert saved(part) == {"rooms": "7"}
    page.locator(f'[name="{ROOMS}"]').fill("4")
    expect(page.locator("[data-state]")).to_have_text(re.compile("Сохранено в"))
    assert saved(part) == {"rooms": "4"}


def answered(report: FormReport) -> dict[str, str]:
    """What the portal holds of a report."""
    with acting(SYSTEM):
        rows = report.answers.all()
        return {one.criterion.kind: filling.written(one) or one.file_name for one in rows}


def test_report_by_a_form_is_answered_with_the_connection_cut_and_handed_in(browse: Browse, people: Cast) -> None:
    report = report_of(publish(people.actor("methodist")), people)
    name = {kind: f"c{one.pk}" for kind, one in criteria(report).items()}
    page = browse("operator", PHONE)
    page.goto(f"/monitoring/form-reports/{report.pk}/edit/")
    assert page.evaluate(PROBLEMS) == []
    state = page.locator("[data-state]")
    page.locator(f'[name="{name["yes_no"]}"][value="1"]').check()
    expect(state).to_have_text(re.compile(r"Сохранено в \d\d:\d\d"))

    page.context.set_offline(True)
    page.locator(f'[name="{name["scale"]}"][value="4"]').check()
    page.locator(f'[name="{name["text"]}"]').fill("План утверждён")
    expect(state).to_have_text(re.compile("Нет связи. Записи целы"))
    document = {"name": "План.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7 plan"}
    page.locator(f'[name="{name["document"]}"]').set_input_files(document)  # type: ignore[arg-type]
    expect(state).to_have_text(re.compile("нет связи"))
    touch(page.get_by_role("button", name="Сдать отчёт"))
    expect(state).to_have_text(re.compile("[Нн]ет связи"))
    assert answered(report) == {"yes_no": "1"}

    page.context.set_offline(False)
    expect(page.locator("[data-state]")).to_have_text(re.compile("План.pdf|Сохранено"), timeout=15_000)
    page.locator(f'[name="{name["number"]}"]').fill("12.5")
    page.locator(f'[name="{name["link"]}"]').fill("https://school.example")
    follow(page.get_by_role("button", name="Сдать отчёт"))
    expect(page.get_by_text("Отчёт сдан.")).to_be_visible()
    assert answered(report) == {
        "yes_no": "1", "scale": "4", "number": "12.5", "text": "План утверждён", "link": "https://school.example",
        "document": "План.pdf",
    }  # fmt: skip


def test_answer_survives_the_closed_page(browse: Browse, people: Cast) -> None:
    report = report_of(publish(people.actor("methodist"), "yes_no", "scale"), people)
    mark = f'[name="c{criteria(report)["scale"].pk}"][value="3"]'
    page = browse("operator", LAPTOP)
    page.goto(f"/monitoring/form-reports/{report.pk}/edit/")
    page.context.set_offline(True)
    page.locator(mark).check()
    expect(page.locator("[data-state]")).to_have_text(re.compile("Нет связи"))
    second = page.context.new_page()
    page.close()
    second.context.set_offline(False)
    second.goto(f"/monitoring/form-reports/{report.pk}/edit/")
    expect(second.locator(mark)).to_be_checked()
    expect(second.locator("[data-state]")).to_have_text(re.compile("Сохранено в"))
    assert answered(report) == {"scale": "3"}
