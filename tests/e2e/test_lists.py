"""Lists, forms and the frame in a real browser."""

import re

import pytest
from playwright.sync_api import Dialog, Page, expect

from tests.cast import Cast
from tests.e2e.conftest import LAPTOP, PHONE, Browse
from tests.e2e.steps import follow, touch

LIST = "/organizations/"


def no_sideways(page: Page) -> bool:
    """Whether the page fits the window."""
    return bool(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))


def test_list_is_searched_while_one_types_and_the_address_follows(browse: Browse) -> None:
    page = browse("cnppm")
    page.goto(LIST)
    page.get_by_label("Найти в списке").press_sequentially("школа а")
    expect(page.get_by_role("row")).to_have_count(4)
    expect(page).to_have_url(re.compile(r"\?.*q="))
    expect(page.get_by_label("Найти в списке")).to_be_focused()
    touch(page.get_by_role("link", name="Поиск: «школа а»"))
    expect(page.get_by_role("link", name="ЦНППМ", exact=True)).to_be_visible()


def test_letters_typed_while_the_answer_comes_are_kept(browse: Browse) -> None:
    page = browse("cnppm")
    page.goto(LIST)
    field = page.get_by_label("Найти в списке")
    field.press_sequentially("школа а-", delay=120)
    page.wait_for_timeout(360)
    field.press_sequentially("2", delay=0)
    expect(page.get_by_role("row")).to_have_count(2)
    expect(field).to_have_value("школа а-2")


def test_filter_becomes_a_chip_and_back_brings_the_list_back(browse: Browse) -> None:
    page = browse("cnppm")
    page.goto(LIST)
    touch(page.locator("summary", has_text="Фильтры"))
    page.get_by_label("Школа", exact=True).check()
    touch(page.get_by_role("button", name="Показать", exact=True))
    chip = page.get_by_role("link", name="Тип: Школа")
    expect(chip).to_be_visible()
    expect(page.get_by_role("row")).to_have_count(4)
    page.go_back()
    expect(chip).to_have_count(0)
    expect(page.get_by_role("link", name="ЦНППМ", exact=True)).to_be_visible()


def test_click_on_a_head_sorts_without_loading_the_page_anew(browse: Browse) -> None:
    page = browse("cnppm")
    page.goto(LIST)
    page.evaluate("window.kept = true")
    touch(page.get_by_role("link", name="Организация", exact=True))
    expect(page.locator("th[aria-sort=descending]")).to_have_text(re.compile("Организация"))
    assert page.evaluate("window.kept") is True


def test_chosen_rows_are_counted_and_closed_after_a_question(browse: Browse) -> None:
    page = browse("cnppm")
    page.goto(f"{LIST}?q=школа")
    page.get_by_label("вся страница").check()
    expect(page.get_by_text("Выбрано: 3")).to_be_visible()
    follow(page.get_by_role("button", name="Закрыть организацию"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Закрыть организацию")
    page.get_by_label("Дата закрытия").fill("31.08.2025")
    follow(page.get_by_role("button", name="Закрыть организацию"))
    expect(page.get_by_text("Сделано: 3 записи.")).to_be_visible()


def test_errors_of_a_form_are_read_first_and_lead_to_their_fields(browse: Browse) -> None:
    page = browse("cnppm")
    page.goto(f"{LIST}create/")
    page.get_by_label("Адрес").fill("ул. Новая, 1")
    follow(page.get_by_role("button", name="Завести"))
    expect(page.locator(".summary")).to_be_focused()
    touch(page.get_by_role("link", name=re.compile("^Полное наименование")))
    expect(page.get_by_label("Полное наименование")).to_be_focused()
    expect(page.get_by_label("Адрес")).to_have_value("ул. Новая, 1")


def test_place_is_suggested_while_one_types(browse: Browse) -> None:
    page = browse("cnppm")
    page.goto(f"{LIST}create/")
    page.locator("#id_home").press_sequentially("район б")
    expect(page.locator("#id_home_options option")).to_have_attribute("value", re.compile(r"Район Б \(№ \d+\)"))


def test_search_finds_while_one_types_and_arrows_walk(browse: Browse) -> None:
    page = browse("cnppm")
    page.keyboard.press("/")
    page.keyboard.type("школа а-1")
    found = page.locator("#found").get_by_role("link", name="Школа А-1")
    expect(found).to_be_visible()
    page.keyboard.press("ArrowDown")
    expect(found).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Школа А-1")


def test_period_goes_into_the_address_and_stays(browse: Browse) -> None:
    page = browse("cnppm")
    page.goto(f"{LIST}?kind=school")
    page.get_by_label("Период").select_option(label="I\u00a0полугодие 2025")
    expect(page).to_have_url(re.compile(r"kind=school&period=2025-1|period=2025-1&kind=school"))
    menu = page.get_by_role("navigation", name="Разделы")
    touch(menu.get_by_text("Акты и договоры"))
    follow(menu.get_by_role("link", name="Соглашения"))
    expect(page).to_have_url(re.compile("period=2025-1"))


@pytest.mark.parametrize("viewport", [LAPTOP, PHONE], ids=["laptop", "phone"])
def test_pages_never_scroll_sideways(browse: Browse, people: Cast, viewport: dict[str, int]) -> None:
    page = browse("cnppm", viewport=viewport)
    card = f"{LIST}{people.school_a.pk}/"
    for url in ("/", LIST, f"{LIST}?kind=school&q=школа", card, f"{card}edit/", f"{card}?tab=flags", "/nothing/"):
        page.goto(url)
        assert no_sideways(page), url


def test_frame_and_heads_stay_while_the_rows_go_by(browse: Browse) -> None:
    page = browse("cnppm", viewport={"width": 1366, "height": 400})
    page.goto(LIST)
    page.evaluate("window.scrollTo(0, 300)")
    tops = [page.locator(part).first.bounding_box() for part in (".sidebar", ".topbar", "table.rows thead th")]
    assert [round(box["y"]) for box in tops if box] == [0, 0, 56]


def test_row_becomes_a_card_on_a_phone(browse: Browse) -> None:
    page = browse("cnppm", viewport=PHONE)
    page.goto(f"{LIST}?q=школа б-1")
    row = page.locator("table.rows tbody tr")
    expect(row.locator("td:visible").filter(has_not=page.locator("input"))).to_have_count(3)


def test_menu_of_a_phone_opens_and_closes(browse: Browse) -> None:
    page = browse("cnppm", viewport=PHONE)
    menu = page.get_by_role("navigation", name="Разделы")
    expect(menu).to_be_hidden()
    touch(page.get_by_role("link", name="Меню"))
    expect(menu).to_be_visible()
    touch(page.get_by_role("link", name="Закрыть меню"))
    expect(menu).to_be_hidden()


def test_keyboard_reaches_the_content_past_the_frame(browse: Browse) -> None:
    page = browse("cnppm")
    page.goto(LIST)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="К содержанию страницы")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#content")).to_be_focused()


def test_browser_finds_nothing_against_the_content_policy(browse: Browse, people: Cast) -> None:
    page = browse("cnppm")
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    for url in ("/", LIST, f"{LIST}{people.school_a.pk}/", f"{LIST}create/"):
        page.goto(url)
    assert said == []


def test_what_was_typed_is_not_lost_by_a_careless_click(browse: Browse) -> None:
    page = browse("cnppm")
    asked: list[str] = []

    def refuse(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", refuse)
    page.goto("/organizations/create/")
    page.get_by_label("Полное наименование").press_sequentially("Новая школа")
    touch(page.get_by_role("link", name="Главная", exact=True).first)
    expect(page.get_by_label("Полное наименование")).to_have_value("Новая школа")
    assert asked == ["beforeunload"]
    follow(page.get_by_role("link", name="Не сохранять"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Организации")
    assert asked == ["beforeunload"]
