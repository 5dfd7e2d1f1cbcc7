"""The pages of roadmaps: lists, cards, the timeline, the document, what waits on the first page."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from apps.core.actor import acting
from apps.roadmap.enums import State
from apps.roadmap.models import Evidence, Occurrence, Progress, RoadmapItem
from tests import factories as make
from tests.core.web.checks import assert_constant_queries, text_of
from tests.core.web.test_agenda import part, todo
from tests.permissions.rows import DAY
from tests.roadmap.conftest import SYSTEM, Browse, Scene
from tests.roadmap.rows import make_item, make_occurrence, make_roadmap

pytestmark = pytest.mark.django_db
READERS = ["cnppm", "iro", "copmkp", "ministry", "moo", "umo", "methodist", "operator"]
STRANGERS = ["administrator", "federal", "council", "tutor", "teacher"]


def shift(row: Occurrence, **fields: object) -> None:
    """Change a stored row."""
    with acting(SYSTEM):
        Occurrence.objects.filter(pk=row.pk).update(**fields)


@pytest.mark.parametrize("role", READERS)
def test_role_reads_the_measures_and_the_timeline(scene: Scene, browse: Browse, role: str) -> None:
    client = browse(role)
    assert "Проведены мероприятия" in text_of(client.get("/roadmap/"))
    assert client.get("/roadmap/timeline/").status_code == 200
    assert client.get(f"/roadmap/maps/{scene.roadmap.pk}/course/").status_code == 200


@pytest.mark.parametrize("role", STRANGERS)
def test_other_roles_have_no_roadmap(scene: Scene, browse: Browse, role: str) -> None:
    client = browse(role)
    urls = ("/roadmap/", "/roadmap/work/", "/roadmap/timeline/", f"/roadmap/maps/{scene.roadmap.pk}/course/")
    assert [client.get(url).status_code for url in urls] == [403] * 4


def test_list_keeps_two_roadmaps_apart(scene: Scene, browse: Browse) -> None:
    with acting(SYSTEM):
        other = make_roadmap(scene.roadmap.profile, title="Вторая карта")
        for number, position in (("2", 2), ("10", 10), ("1", 1)):
            make_item(other, number, title=f"Мера {number}", position=position)
    rows = browse("cnppm").get("/roadmap/").context["listing"].table.page.rows
    numbers = [row[2] for row in rows]
    assert numbers == ["1", "2", "10", "1", "2", "3"]


def test_list_shows_how_a_measure_stands_and_its_progress(scene: Scene, browse: Browse) -> None:
    with acting(SYSTEM):
        year = timezone.localdate().year
        make.make_event(scene.cast.mms_a, date(min(max(year, 2025), 2026), 3, 1))
    shift(scene.of(scene.everybody, "school_a"), state=State.ACCEPTED, reported_on=DAY, accepted_on=DAY)
    text = text_of(browse("cnppm").get("/roadmap/"))
    assert "исполнено 1 из 6" in text
    assert "1 из 4, 25,0 %" in text


def test_ministry_reads_a_number_of_events_and_no_person(scene: Scene, browse: Browse) -> None:
    browse("cnppm").get("/roadmap/")
    card = text_of(browse("ministry").get(f"/roadmap/{scene.everybody.pk}/?tab=progress"))
    assert "Проведено мероприятий" in card
    assert "0 из 4, 0,0 %" in card


def test_progress_is_counted_anew_when_the_page_is_opened_a_minute_later(scene: Scene, browse: Browse) -> None:
    client = browse("cnppm")
    client.get("/roadmap/")
    with acting(SYSTEM):
        year = Progress.objects.get().year
        make.make_event(scene.cast.mms_a, date(year, 3, 1))
        Progress.objects.update(counted_at=timezone.now() - timedelta(minutes=2))
    assert "1 из 4, 25,0 %" in text_of(client.get("/roadmap/"))


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("section=Раздел 1", {"Издан приказ"}),
        ("state=reported", {"Обучены методисты"}),
        ("overdue=yes", {"Издан приказ"}),
        ("year=2026", {"Издан приказ", "Проведены мероприятия"}),
        ("term_kind=before", {"Обучены методисты"}),
        ("mine=yes", set()),
        ("q=методисты", {"Обучены методисты"}),
    ],
)
def test_filter_of_measures_narrows(scene: Scene, browse: Browse, query: str, titles: set[str]) -> None:
    shift(scene.of(scene.service, "mms_a"), state=State.REPORTED, reported_on="2025-02-01")
    with acting(SYSTEM):
        Occurrence.objects.filter(item__in=(scene.act, scene.everybody)).update(due="2999-12-31")
    shift(scene.of(scene.act, "ministry"), due="2025-01-31", start=None)
    text = text_of(browse("cnppm").get(f"/roadmap/?{query}"))
    every = {"Издан приказ", "Обучены методисты", "Проведены мероприятия"}
    assert {title for title in every if title in text} == titles


def test_executor_filter_finds_the_measures_of_an_organization(scene: Scene, browse: Browse) -> None:
    text = text_of(browse("cnppm").get(f"/roadmap/?organization={scene.cast.mms_a.pk}"))
    assert ("Обучены методисты" in text, "Издан приказ" in text) == (True, False)


def test_own_worklist_has_only_own_rows(scene: Scene, browse: Browse) -> None:
    with acting(SYSTEM):
        rows = browse("operator").get("/roadmap/work/?mine=yes").context["listing"].table.count
    assert rows == 2


def test_list_of_measures_asks_the_same_number_of_questions(scene: Scene, browse: Browse) -> None:
    client = browse("cnppm")
    client.get("/roadmap/")
    numbers = iter(range(10, 20))
    assert_constant_queries(client, "/roadmap/", lambda: make_item(scene.roadmap, str(next(numbers))), queries=11)


def test_list_of_execution_asks_the_same_number_of_questions(scene: Scene, browse: Browse) -> None:
    client = browse("cnppm")
    years = iter(range(2030, 2040))
    assert_constant_queries(
        client, "/roadmap/work/", lambda: make_occurrence(scene.act, scene.cast.ministry, year=next(years)), queries=9
    )


def test_timeline_asks_the_same_number_of_questions(scene: Scene, browse: Browse) -> None:
    client, url = browse("cnppm"), f"/roadmap/timeline/?roadmap={scene.roadmap.pk}&year=2025"
    client.get(url)
    numbers = iter(range(10, 20))

    def row() -> None:
        make_occurrence(make_item(scene.roadmap, str(next(numbers))), scene.cast.ministry)

    assert_constant_queries(client, url, row, queries=10)


def test_document_asks_the_same_number_of_questions(scene: Scene, browse: Browse) -> None:
    client, url = browse("cnppm"), f"/roadmap/maps/{scene.roadmap.pk}/course/?year=2025"
    client.get(url)
    numbers = iter(range(10, 20))

    def row() -> None:
        make_occurrence(make_item(scene.roadmap, str(next(numbers))), scene.cast.ministry)

    assert_constant_queries(client, url, row, queries=10)


def test_executor_reports_and_the_centre_accepts_on_the_screen(scene: Scene, browse: Browse) -> None:
    row = scene.of(scene.everybody, "school_a")
    school, url = browse("operator"), f"/roadmap/work/{row.pk}/"
    assert "Представить отчёт" in text_of(school.get(url))
    file = SimpleUploadedFile("Справка.pdf", b"%PDF-1.7")
    data = {"occurrence": row.pk, "text": "Проведено два мероприятия", "url": "https://example.org/p", "file": file}
    assert school.post("/roadmap/evidence/create/", data).status_code == 302
    assert school.post(f"{url}do/report/", {"report": "Готово"}).status_code == 302
    centre = browse("cnppm")
    proofs = text_of(centre.get(f"{url}?tab=evidence"))
    assert "Проведено два мероприятия" in proofs
    with acting(SYSTEM):
        proof = Evidence.objects.get()
    download = centre.get(f"/roadmap/evidence/{proof.pk}/file/")
    assert (download.status_code, b"".join(download)) == (200, b"%PDF-1.7")
    assert centre.post(f"{url}do/accept/").status_code == 302
    assert "исполнена" in text_of(school.get(url))
    assert scene.of(scene.everybody, "school_a").state == State.ACCEPTED


def test_many_reports_are_accepted_at_once(scene: Scene, browse: Browse) -> None:
    names = ("school_a", "school_a2", "school_b")
    for name in names:
        shift(scene.of(scene.everybody, name), state=State.REPORTED, reported_on=timezone.localdate())
    ids = [scene.of(scene.everybody, name).pk for name in names]
    browse("cnppm").post("/roadmap/work/bulk/accept/", {"ids": ids, "confirmed": "yes"})
    assert {scene.of(scene.everybody, name).state for name in names} == {State.ACCEPTED}


def test_file_of_a_neighbour_is_not_there(scene: Scene, browse: Browse) -> None:
    row = scene.of(scene.everybody, "school_b")
    with acting(SYSTEM):
        place = {"organization": scene.cast.school_b, "municipality": scene.cast.municipality_b}
        proof = Evidence.objects.create(
            occurrence=row, region=scene.cast.region, **place, text="x", added_on="2025-01-01", added_by="Тест",
            file_key="nothing.pdf", file_name="n.pdf",
        )  # fmt: skip
    assert browse("operator").get(f"/roadmap/evidence/{proof.pk}/file/").status_code == 404
    assert browse("cnppm").get(f"/roadmap/evidence/{proof.pk}/file/").status_code == 404
    assert browse("teacher").get(f"/roadmap/evidence/{proof.pk}/file/").status_code == 403


def test_first_page_says_what_waits_for_the_executor_and_for_the_centre(scene: Scene, browse: Browse) -> None:
    today = timezone.localdate()
    with acting(SYSTEM):
        Occurrence.objects.update(due=today + timedelta(days=100), start=None)
    shift(scene.of(scene.everybody, "school_a"), due=today - timedelta(days=1))
    shift(scene.of(scene.everybody, "school_a", 2026), due=today + timedelta(days=14))
    shift(scene.of(scene.everybody, "school_b"), state=State.REPORTED, reported_on=today)
    found = {title: count for title, count in todo(browse("operator")).items() if "мероприяти" in title.lower()}
    assert found == {
        "Просрочены мероприятия дорожной карты": "1",
        "Мероприятия дорожной карты: срок в ближайшие 14 дней": "1",
    }
    assert todo(browse("cnppm"))["Отчёты о мероприятиях ждут приёмки"] == "1"


def test_lines_of_the_first_page_lead_to_the_rows_they_count(scene: Scene, browse: Browse) -> None:
    today = timezone.localdate()
    with acting(SYSTEM):
        Occurrence.objects.update(due=today + timedelta(days=100), start=None)
    shift(scene.of(scene.everybody, "school_a"), due=today - timedelta(days=1))
    shift(scene.of(scene.everybody, "school_a", 2026), due=today)
    client = browse("operator")
    blocks = {block.key: context for block, context in client.get("/").context["blocks"]}
    urls = [line.url for line in blocks["todo"]["lines"] if line.url.startswith("/roadmap/")]
    assert [client.get(url).context["listing"].table.count for url in urls] == [1, 1]


def test_first_page_names_the_next_terms_the_nearest_first(scene: Scene, browse: Browse) -> None:
    today = timezone.localdate()
    with acting(SYSTEM):
        Occurrence.objects.update(due=today + timedelta(days=100), start=None)
    shift(scene.of(scene.everybody, "school_a"), due=today + timedelta(days=30))
    shift(scene.of(scene.everybody, "school_a", 2026), due=today)
    found = part(browse("operator"), "deadlines")
    assert found is not None
    assert [days for _, days in found["deadlines"]] == [0, 30]
    assert browse("operator").get(found["deadlines"][0][0].url).status_code == 200
    assert part(browse("council"), "deadlines") is None


def test_centre_adds_a_measure_that_gets_its_rows(scene: Scene, browse: Browse) -> None:
    data = {
        "roadmap": scene.roadmap.pk, "number": "4", "section": "", "title": "Проведён форум", "term": "ежегодно",
        "result": "", "executor_names": "Министерство\nвсе ММС", "quantity_texts": "не менее 1 форума в год",
        "counter_codes": "Проведено форумов",
    }  # fmt: skip
    response = browse("cnppm").post("/roadmap/create/", data)
    assert response.status_code == 302
    with acting(SYSTEM):
        item = RoadmapItem.objects.get(number="4")
        assert (item.executor_names, item.counter_codes) == (["Министерство", "все ММС"], ["events_forum"])
        assert Occurrence.objects.filter(item=item).count() == 4
        assert Progress.objects.filter(quantity__item=item).count() == 1


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("quantity_texts", "много", "«много» — не количество; например, «не менее 50 человек в год»."),
        ("counter_codes", "Число звёзд", "Нет счётчика «Число звёзд»."),
        ("number", "3", ""),
    ],
)
def test_wrong_measure_is_refused_at_its_field(scene: Scene, browse: Browse, field: str, value: str, says: str) -> None:
    data = {"roadmap": scene.roadmap.pk, "number": "9", "title": "Мера", "term": "ежегодно", field: value}
    response = browse("cnppm").post("/roadmap/create/", data)
    assert response.status_code == 422
    assert says in text_of(response)


def test_changed_measure_is_read_anew(scene: Scene, browse: Browse) -> None:
    client, url = browse("cnppm"), f"/roadmap/{scene.everybody.pk}/edit/"
    form = client.get(url).context["form"]
    data = {name: form[name].value() or "" for name in form.fields} | {"executor_names": "Школа А-1"}
    assert client.post(url, data).status_code == 302
    with acting(SYSTEM):
        rows = Occurrence.objects.filter(item=scene.everybody)
        assert {row.organization_id for row in rows} == {scene.cast.school_a.pk}


def test_measure_is_taken_out_of_force_and_back(scene: Scene, browse: Browse) -> None:
    client = browse("cnppm")
    url = f"/roadmap/{scene.everybody.pk}/"
    client.post(f"{url}do/drop/", {"confirmed": "yes"})
    assert "Проведены мероприятия" not in text_of(client.get("/roadmap/"))
    assert "Снято с исполнения" in text_of(client.get(url))
    client.post(f"{url}do/restore/")
    with acting(SYSTEM):
        assert Occurrence.objects.filter(item=scene.everybody).count() == 6


def test_others_may_not_write_measures(scene: Scene, browse: Browse) -> None:
    for role in ("ministry", "iro", "moo", "methodist", "operator"):
        client = browse(role)
        assert client.get(f"/roadmap/{scene.act.pk}/edit/").status_code == 403
        assert client.get("/roadmap/create/").status_code == (200 if role == "moo" else 403)


def test_roadmap_is_entered_by_the_centre_and_renewed(scene: Scene, browse: Browse) -> None:
    client = browse("cnppm")
    data = {"profile": scene.roadmap.profile_id, "title": "Карта 2027", "first_year": 2027, "last_year": 2028}
    assert client.post("/roadmap/maps/create/", data).status_code == 302
    assert client.post("/roadmap/maps/create/", {**data, "title": "Назад", "last_year": 2020}).status_code == 422
    url = f"/roadmap/maps/{scene.roadmap.pk}/"
    with acting(SYSTEM):
        Occurrence.objects.all().delete()
    assert client.post(f"{url}do/renew/").status_code == 302
    with acting(SYSTEM):
        assert Occurrence.objects.count() == 9


def test_timeline_draws_the_measures_and_the_table_behind_them(scene: Scene, browse: Browse) -> None:
    shift(scene.of(scene.act, "ministry"), state=State.ACCEPTED, reported_on=DAY, accepted_on=DAY)
    text = text_of(browse("cnppm").get(f"/roadmap/timeline/?roadmap={scene.roadmap.pk}&year=2025"))
    assert "с 01.01.2025 по 31.12.2025: исполнена" in text
    assert "просрочена" in text
    assert "с 01.01.2025 по 01.03.2025" in text
    assert f'href="/roadmap/{scene.act.pk}/"' in text


def test_timeline_of_an_unknown_roadmap_is_not_there(scene: Scene, browse: Browse) -> None:
    assert browse("cnppm").get("/roadmap/timeline/?roadmap=999999").status_code == 404
