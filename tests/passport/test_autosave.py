"""A part saves by itself: entry by entry, never over what somebody else has written meanwhile."""

import json
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from apps.core.actor import acting
from apps.core.models import HistoryEntry
from apps.passport.models import Figure, Part
from apps.passport.services import parts
from tests.cast import Cast
from tests.core.web.checks import text_of
from tests.passport.conftest import Browse
from tests.passport.scene import SYSTEM, begin, hand_in, part_of

pytestmark = pytest.mark.django_db
ROOMS, SOURCE, MONEY = "infrastructure__rooms", "infrastructure__rooms__source", "absent_financing"
NOTHING = {ROOMS: "", SOURCE: ""}


def send(browser: Client, part: Part, place: Any, value: Any, was: Any) -> Any:
    """What the script sends for one entry."""
    message = {"place": place, "value": value, "was": was, "given": 1_790_000_000_000}
    return browser.post(f"/passport/parts/{part.pk}/autosave/", message, content_type="application/json")


def rooms(value: str, source: str = "") -> dict[str, str]:
    return {ROOMS: value, SOURCE: source}


def stored(part: Part) -> tuple[str, str] | None:
    with acting(SYSTEM):
        found = Figure.objects.filter(part=part, code="infrastructure.rooms").first()
        return None if found is None else parts.entry_of(found)


def fill(cast: Cast, role: str, part: Part, number: int) -> None:
    with acting(cast.actor(role)):
        parts.fill_part(part, figures={"infrastructure.rooms": number}, sources={"infrastructure.rooms": "приказ"})


def test_entry_is_saved_and_what_is_held_is_told(browse: Browse, cast: Cast) -> None:
    part = part_of(begin(cast), "mms")
    answer = send(browse("methodist"), part, ROOMS, rooms("12.50", " ОО-2 "), NOTHING)
    assert (answer.status_code, answer.json()["now"]) == (200, rooms("12.5", "ОО-2"))
    assert len(answer.json()["saved"]) == len("14:05:10")
    assert stored(part) == ("12.5", "ОО-2")
    with acting(SYSTEM):
        assert Part.objects.get(pk=part.pk).state == "filling"


def test_the_same_message_twice_is_saved_once(browse: Browse, cast: Cast) -> None:
    part, browser = part_of(begin(cast), "mms"), browse("methodist")
    assert [send(browser, part, ROOMS, rooms("3"), NOTHING).status_code for _ in range(2)] == [200, 200]
    with acting(SYSTEM):
        assert HistoryEntry.objects.filter(verb="enter_figure").count() == 1


def test_what_another_wrote_meanwhile_is_not_written_over(browse: Browse, cast: Cast) -> None:
    part = part_of(begin(cast), "mms")
    fill(cast, "cnppm", part, 7)
    answer = send(browse("methodist"), part, ROOMS, rooms("3"), NOTHING)
    assert (answer.status_code, answer.json()["now"]) == (409, rooms("7", "приказ"))
    assert "здесь внесли другое: «7» (Тест cnppm" in answer.json()["words"]
    assert stored(part) == ("7", "приказ")


def test_seen_again_it_may_be_changed(browse: Browse, cast: Cast) -> None:
    part = part_of(begin(cast), "mms")
    fill(cast, "cnppm", part, 7)
    assert send(browse("methodist"), part, ROOMS, rooms("3"), rooms("7", "приказ")).status_code == 200
    assert stored(part) == ("3", "")


def test_ones_own_message_whose_answer_was_lost_is_no_strangers(browse: Browse, cast: Cast) -> None:
    part, browser = part_of(begin(cast), "mms"), browse("methodist")
    send(browser, part, ROOMS, rooms("3"), NOTHING)
    assert send(browser, part, ROOMS, rooms("4"), NOTHING).status_code == 200
    assert stored(part) == ("4", "")


def test_value_taken_away_by_another_is_told(browse: Browse, cast: Cast) -> None:
    part = part_of(begin(cast), "mms")
    answer = send(browse("methodist"), part, ROOMS, rooms("4"), rooms("7", "приказ"))
    assert (answer.status_code, "это значение убрали" in answer.json()["words"]) == (409, True)


def test_emptied_entry_is_removed(browse: Browse, cast: Cast) -> None:
    part, browser = part_of(begin(cast), "mms"), browse("methodist")
    send(browser, part, ROOMS, rooms("3"), NOTHING)
    assert send(browser, part, ROOMS, NOTHING, rooms("3")).json()["now"] == NOTHING
    assert stored(part) is None


def test_mark_of_an_empty_list_is_saved_beside_the_others(browse: Browse, cast: Cast) -> None:
    part, browser = part_of(begin(cast), "mms"), browse("methodist")
    with acting(cast.actor("cnppm")):
        parts.fill_part(part, absent=["6"])
    assert send(browser, part, MONEY, {MONEY: "on"}, {MONEY: ""}).json()["now"] == {MONEY: "on"}
    with acting(SYSTEM):
        assert Part.objects.get(pk=part.pk).absent == ["4", "6"]
    send(browser, part, MONEY, {MONEY: ""}, {MONEY: "on"})
    with acting(SYSTEM):
        assert Part.objects.get(pk=part.pk).absent == ["6"]


def test_wrong_value_is_told_and_not_saved(browse: Browse, cast: Cast) -> None:
    part = part_of(begin(cast), "mms")
    answer = send(browse("methodist"), part, ROOMS, rooms("-1"), NOTHING)
    assert (answer.status_code, answer.json()["words"].startswith("Не сохранено: ")) == (422, True)
    assert stored(part) is None


@pytest.mark.parametrize(
    ("place", "value", "was"),
    [("nothing", {}, {}), (7, {}, {}), (ROOMS, "3", {}), (ROOMS, {}, None), (["x"], {}, {})],
)
def test_message_that_is_none_is_refused(browse: Browse, cast: Cast, place: Any, value: Any, was: Any) -> None:
    part = part_of(begin(cast), "mms")
    answer = send(browse("methodist"), part, place, value, was)
    assert (answer.status_code, answer.json()["words"]) == (422, "Сообщение не понято: обновите страницу.")


def test_closed_part_says_so(browse: Browse, cast: Cast) -> None:
    part = hand_in(begin(cast), "mms", cast.actor("methodist"))
    answer = send(browse("methodist"), part, ROOMS, rooms("1"), rooms("5", "форма"))
    assert (answer.status_code, "сейчас не заполняется" in answer.json()["words"]) == (410, True)


def test_part_of_another_is_not_there(browse: Browse, cast: Cast) -> None:
    part = part_of(begin(cast), "iro")
    statuses = {role: send(browse(role), part, ROOMS, rooms("1"), NOTHING).status_code
                for role in ("methodist", "ministry", "teacher")}  # fmt: skip
    assert statuses == {"methodist": 404, "ministry": 403, "teacher": 403}
    other = part_of(part.passport, "mms")
    assert send(browse("iro"), other, ROOMS, rooms("1"), NOTHING).status_code == 403


def page_of(browser: Client, part: Part) -> tuple[str, str]:
    """The address of the form of a part, and its page."""
    url = f"/passport/parts/{part.pk}/edit/"
    return url, browser.get(url).content.decode()


def test_page_carries_what_was_seen(browse: Browse, cast: Cast) -> None:
    part = part_of(begin(cast), "mms")
    fill(cast, "methodist", part, 7)
    _, page = page_of(browse("methodist"), part)
    assert f'data-autosave="/passport/parts/{part.pk}/autosave/"' in page
    assert json.dumps(rooms("7", "приказ"), ensure_ascii=False).replace('"', "&quot;") in page


def submitted(browser: Client, url: str, value: str, was: dict[str, str]) -> HttpResponse:
    """The form sent by its button."""
    return browser.post(url, {ROOMS: value, SOURCE: "", f"was-{ROOMS}": json.dumps(was)})  # type: ignore[return-value]


def test_form_sent_by_its_button_leaves_what_was_not_touched(browse: Browse, cast: Cast) -> None:
    part, browser = part_of(begin(cast), "mms"), browse("methodist")
    url, _ = page_of(browser, part)
    fill(cast, "cnppm", part, 7)
    assert submitted(browser, url, "", NOTHING).status_code == 302
    assert stored(part) == ("7", "приказ")


def test_form_sent_by_its_button_is_shown_again_where_another_was_faster(browse: Browse, cast: Cast) -> None:
    part, browser = part_of(begin(cast), "mms"), browse("methodist")
    url, _ = page_of(browser, part)
    fill(cast, "cnppm", part, 7)
    again = submitted(browser, url, "3", NOTHING)
    assert (again.status_code, "здесь внесли другое" in text_of(again)) == (422, True)
    assert submitted(browser, url, "3", rooms("7", "приказ")).status_code == 302
    assert stored(part) == ("3", "")


def test_hidden_field_that_is_no_record_is_as_none(browse: Browse, cast: Cast) -> None:
    part, browser = part_of(begin(cast), "mms"), browse("methodist")
    url, _ = page_of(browser, part)
    assert browser.post(url, {ROOMS: "3", f"was-{ROOMS}": "{не то"}).status_code == 302
    assert stored(part) == ("3", "")
