"""The pages of mentoring: the pair's card, one's own page, the numbers of a territory and the documents."""

from datetime import date, timedelta
from io import BytesIO
from typing import Any

import docx
import pytest
from django.urls import reverse
from django.utils import timezone

from apps.accounts.models import Assignment
from apps.core.actor import acting, system
from apps.core.documents.formats import DocumentFormat, render
from apps.core.models import Job
from apps.events.documents.pair import pair_document
from apps.events.documents.summary import summary_document
from apps.events.mentoring_summary import Numbers, summary, together
from apps.events.models import MentoringPair, MentoringProgram, PairMeeting
from apps.teachers.models import PersonLink
from tests import factories as make
from tests.cast import Cast
from tests.core.web.checks import assert_constant_queries, queries_of, text_of
from tests.events.conftest import Browse
from tests.events.test_young import novice
from tests.permissions.rows import place_columns

pytestmark = pytest.mark.django_db
SYSTEM = system("test")
START, TODAY = date(2024, 2, 1), timezone.localdate()
MINE = "/events/mentoring/mine/"


@pytest.fixture
def pair(cast: Cast) -> MentoringPair:
    with acting(SYSTEM):
        return make.make_pair(cast.teacher, cast.colleague, START, order="приказ № 5")


def step(browse: Browse, pair: MentoringPair, name: str, **data: Any) -> str:
    """What the page says after one click."""
    return text_of(browse("teacher").post(f"{MINE}{pair.pk}/{name}/", data, follow=True))


def test_mentor_notes_a_meeting_by_one_click(browse: Browse, pair: MentoringPair) -> None:
    with acting(SYSTEM):
        item = make.make_pair_item(pair, "Рабочая программа")
    assert "вы наставник" in text_of(browse("teacher").get(MINE))
    assert f"Встреча {TODAY:%d.%m.%Y} записана: Рабочая программа." in step(browse, pair, "meet")
    assert "Встреча с этой темой в этот день уже записана." in step(browse, pair, "meet")
    assert "записана: Урок." in step(browse, pair, "meet", theme="Урок", note="Хорошо")
    assert "Пункт плана выполнен." in step(browse, pair, "item", row=item.pk)
    assert "Согласие записано." in step(browse, pair, "agree")
    assert "Спасибо, ваш отзыв записан." in step(browse, pair, "say", word="Получается")
    with acting(SYSTEM):
        planned = make.make_meeting(pair, TODAY, held=False)
        pair.refresh_from_db()
    assert "Встреча отмечена." in step(browse, pair, "held", row=planned.pk)
    assert "Этой записи больше нет." in step(browse, pair, "held", row="много")
    assert (pair.mentor_agreed_on, pair.mentor_word) == (TODAY, "Получается")


def test_own_page_is_of_the_two_only(browse: Browse, cast: Cast, pair: MentoringPair) -> None:
    with acting(SYSTEM):
        theirs = make.make_pair(cast.stranger, make.make_person(cast.school_b), START)
    assert browse("teacher").post(f"{MINE}{theirs.pk}/meet/").status_code == 404
    assert browse("teacher").post(f"{MINE}{pair.pk}/burn/").status_code == 404
    assert browse("methodist").get(MINE).status_code == 403
    with acting(SYSTEM):
        assert PairMeeting.objects.count() == 0


def test_mentor_plans_on_the_portal_and_does_not_change_the_pair(browse: Browse, pair: MentoringPair) -> None:
    client = browse("teacher")
    made = client.post("/events/mentoring-plans/create/", {"pair": str(pair.pk), "theme": "Собрание"})
    assert made.headers["Location"] == f"/events/mentoring/{pair.pk}/"
    form = {"pair": str(pair.pk), "on_date": "02.02.2024", "theme": "Урок", "form": "lesson", "held": "on"}
    assert client.post("/events/mentoring-meetings/create/", form).status_code == 302
    assert client.get(f"/events/mentoring/{pair.pk}/edit/").status_code == 403
    assert client.get(reverse("events:pair_action", args=(pair.pk, "close"))).status_code == 403
    body = text_of(client.get(f"/events/mentoring/{pair.pk}/?tab=plan"))
    assert "Собрание" in body


def test_methodist_ends_the_pair_on_its_card_and_then_corrects_the_outcome(browse: Browse, pair: MentoringPair) -> None:
    client, address = browse("methodist"), reverse("events:pair_action", args=(pair.pk, "close"))
    refused = client.post(address, {"end": "01.06.2024", "outcome_text": ""})
    assert (refused.status_code, list(refused.context["form"].errors)) == (422, ["outcome_text"])
    client.post(address, {"end": "01.06.2024", "outcome_text": "Ведёт уроки сам"})
    page = text_of(client.get(f"/events/mentoring/{pair.pk}/"))
    assert ("завершена с результатом" in page, "Ведёт уроки сам" in page, "Исправить итог" in page) == (True,) * 3
    assert client.get(f"/events/mentoring/{pair.pk}/edit/").status_code == 403
    assert "Добавить пункт" not in text_of(client.get(f"/events/mentoring/{pair.pk}/?tab=plan"))


def test_pair_as_a_document_tells_its_plan_meetings_and_outcome(cast: Cast, pair: MentoringPair) -> None:
    with acting(SYSTEM):
        make.make_pair_item(pair, "Рабочая программа", done_on=START)
        make.make_meeting(pair, START, theme="Урок", note="Разобрали цель")
        make.make_meeting(pair, TODAY, theme="Ещё не было", held=False)
    with acting(cast.actor("methodist")):
        draft = words(render(pair_document(pair), DocumentFormat.DOCX))
        MentoringPair.objects.filter(pk=pair.pk).update(
            outcome="done", outcome_text="Ведёт сам", end=TODAY, closed_on=TODAY, person_word="Спасибо"
        )
        pair.refresh_from_db()
        final = words(render(pair_document(pair), DocumentFormat.DOCX))
    for text in ("Рабочая программа", "Разобрали цель", "приказ № 5", "Коллегина Тест"):
        assert text in draft, text
    assert ("Ещё не было" in draft, "итог не внесён" in draft) == (False, True)
    assert ("Ведёт сам" in final, "«Спасибо»" in final) == (True, True)


def words(data: bytes) -> str:
    """The text of a DOCX."""
    found = docx.Document(BytesIO(data))
    cells = [cell.text for table in found.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(one.text for one in found.paragraphs), *cells]).replace("\u00a0", " ")


def test_files_are_asked_for_by_those_who_see_the_pair(browse: Browse, cast: Cast, pair: MentoringPair) -> None:
    with acting(SYSTEM):
        theirs = make.make_pair(cast.stranger, make.make_person(cast.school_b), START)
    client = browse("methodist")
    assert client.post(f"/events/mentoring/{theirs.pk}/file/", {"form": "pdf"}).status_code == 404
    assert client.post(f"/events/mentoring/{pair.pk}/file/", {"form": "xlsx"}).status_code == 404
    assert client.post(f"/events/mentoring/{pair.pk}/file/", {"form": "docx"}).status_code == 302
    assert browse("ministry").post("/events/mentoring/summary/file/", {"form": "xlsx"}).status_code == 302
    with acting(SYSTEM):
        assert sorted(Job.objects.values_list("kind", flat=True)) == ["mentoring_file", "pair_file"]


def test_numbers_are_counted_by_municipality(cast: Cast, pair: MentoringPair) -> None:
    novice(cast.school_a, left=20)
    led = novice(cast.school_a2, "Ведомова")
    with acting(SYSTEM):
        make.make_meeting(make.make_pair(cast.teacher, led, START), TODAY)
        make.make_pair(cast.stranger, make.make_person(cast.school_b), START, end=TODAY - timedelta(days=1))
        make.make_team(cast.school_a, cast.school_b)
    with acting(cast.actor("ministry")):
        told = {home.name: numbers for home, numbers in summary(cast.actor("ministry"), TODAY)}
    a = Numbers(young=2, alone=1, leaving=1, pairs=2, mentors=1, meetings=1, teams=1)
    b = Numbers(silent=1)
    assert told == {"Район А": a, "Район Б": b}
    assert (together([a, b]).silent, together([a, b]).mentored, len(a.values())) == (1, 1, 12)
    with acting(cast.actor("moo")):
        assert [home.name for home, _ in summary(cast.actor("moo"), TODAY)] == ["Район А"]


def test_summary_names_nobody(browse: Browse, cast: Cast, pair: MentoringPair) -> None:
    page = text_of(browse("ministry").get("/events/mentoring/summary/"))
    assert ("Район А" in page, "Район Б" in page, "Своева" in page) == (True, True, False)
    with acting(cast.actor("ministry")):
        rows = summary(cast.actor("ministry"), TODAY)
        tree = summary_document(rows, "Министерство", TODAY)
        assert render(tree, DocumentFormat.XLSX)[:2] == b"PK"
    assert "Район Б" in words(render(tree, DocumentFormat.DOCX))
    assert browse("operator").get("/events/mentoring/summary/").status_code == 403


def test_lists_of_mentoring_ask_constantly(browse: Browse, cast: Cast) -> None:
    def make_row() -> None:
        made = make.make_pair(cast.colleague, make.make_person(cast.school_a), START)
        make.make_meeting(made, START)
        make.make_pair_item(made)
        title = f"Программа {made.pk}"
        MentoringProgram.objects.create(**place_columns(cast.mms_a), title=title, sort_key=title, start=START)

    urls = {"/events/mentoring/": 8, "/events/mentoring-meetings/": 8, "/events/mentoring-plans/": 7}
    for url, queries in {**urls, "/events/mentoring-programs/": 8}.items():
        assert_constant_queries(browse("methodist"), url, make_row, queries=queries)


def test_own_page_and_summary_ask_constantly(browse: Browse, cast: Cast) -> None:
    counts = []
    for _ in range(2):
        with acting(SYSTEM):
            made = make.make_pair(cast.teacher, make.make_person(cast.school_a), START)
            make.make_meeting(made, START)
        counts.append((len(queries_of(browse("teacher"), MINE)),
                       len(queries_of(browse("ministry"), "/events/mentoring/summary/"))))  # fmt: skip
    assert counts[0] == counts[1]


def test_director_who_is_a_mentor_is_led_to_the_own_pairs(cast: Cast, browse: Browse) -> None:
    with acting(SYSTEM):
        make.make_pair(cast.head, cast.teacher, START)
        director = cast.grants["operator"].user
        PersonLink.objects.create(person=cast.head, relation="self", user=director)
    browser = browse("operator")
    page = text_of(browser.get("/"))
    assert "Вы сами в наставнической паре: 1 действующая пара." in page
    assert "её назначает администратор" in page
    with acting(SYSTEM):
        own = Assignment.objects.create(
            user=director, role="teacher", organization=cast.school_a, valid_from=START,
            municipality=cast.municipality_a, region=cast.region,
        )  # fmt: skip
    assert "Открыть в роли «Педагог»" in text_of(browser.get("/"))
    followed = browser.post("/accounts/role/", {"assignment": own.pk, "next": MINE}, follow=True)
    assert (followed.redirect_chain, "вы наставник" in text_of(followed)) == ([(MINE, 302)], True)
    assert "Вы сами в наставнической паре" not in text_of(browser.get("/"))


def test_user_in_no_pair_is_told_nothing_of_pairs(cast: Cast, browse: Browse) -> None:
    assert "наставнической паре" not in text_of(browse("operator").get("/"))
