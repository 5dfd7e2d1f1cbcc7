"""The spreadsheet of a roadmap."""

from pathlib import Path

import pytest

from apps.core.actor import acting
from apps.core.imports import kinds
from apps.core.imports.services import NotAllowed, run
from apps.core.imports.templates import template
from apps.core.models import HistoryEntry
from apps.indicators.services.profiles import find, load_profile
from apps.roadmap.models import Executor, Occurrence, Progress, Quantity, Roadmap, RoadmapItem
from tests.cast import Cast
from tests.roadmap.conftest import SYSTEM, Scene
from tests.roadmap.rows import make_profile
from tests.support_imports import CREATED, REJECTED, UNCHANGED, UPDATED, Load, counts, messages

pytestmark = pytest.mark.django_db
KIND = "roadmap"
ROW = {
    "Дорожная карта": "Карта МСМС",
    "Раздел": "Кадры",
    "Номер": "7",
    "Мероприятие": "Обучены наставники",
    "Исполнители": "ЦНППМ; все ММС; Школа А-1",
    "Срок": "февраль – май, ежегодно",
    "Результат": "Обучено 25 наставников",
    "Количество": "не менее 25 наставников в год; 3 форума",
    "Счётчик": "Наставников; events_forum",
}


@pytest.fixture
def ready(cast: Cast) -> Cast:
    with acting(SYSTEM):
        make_profile(cast.region)
    return cast


def test_new_roadmap_comes_with_its_measures_executors_and_counters(ready: Cast, load: Load) -> None:
    assert counts(load(ROW, actor=ready.actor("cnppm"))) == CREATED
    with acting(SYSTEM):
        item = RoadmapItem.objects.select_related("roadmap__profile").get()
        assert (item.roadmap.title, item.roadmap.profile.code) == ("Карта МСМС", "karta-99000000")
        assert (item.section, item.term_kind, item.sort_key) == ("Кадры", "interval", "обучены наставники")
        assert list(Executor.objects.values_list("name", "kind", "fan_out", "organization_id")) == [
            ("ЦНППМ", "cnppm", False, ready.cnppm.pk),
            ("все ММС", "mms", True, None),
            ("Школа А-1", "school", False, ready.school_a.pk),
        ]
        assert list(Quantity.objects.values_list("value", "unit", "at_least", "period", "counter")) == [
            (25, "наставников", True, "year", "mentors"),
            (3, "форума", False, "", "events_forum"),
        ]
        assert Occurrence.objects.count() == 3 * 4
        assert Progress.objects.count() == 2 * 4
        verbs = HistoryEntry.objects.filter(verb="import").values_list("object_kind", flat=True)
        assert set(verbs) == {"roadmap.roadmap", "roadmap.roadmapitem"}


def test_same_file_again_changes_nothing(ready: Cast, load: Load) -> None:
    load(ROW, actor=ready.actor("cnppm"))
    with acting(SYSTEM):
        before = list(Executor.objects.order_by("pk").values_list("pk", flat=True))
    assert counts(load(ROW, actor=ready.actor("cnppm"))) == UNCHANGED
    with acting(SYSTEM):
        assert list(Executor.objects.order_by("pk").values_list("pk", flat=True)) == before


def test_changed_cell_updates_and_an_empty_one_leaves(ready: Cast, load: Load) -> None:
    load(ROW)
    changed = {**ROW, "Исполнители": "все ММС", "Результат": "", "Счётчик": "-"}
    assert counts(load(changed)) == UPDATED
    with acting(SYSTEM):
        item = RoadmapItem.objects.get()
        assert (item.result, item.executor_names, item.counter_codes) == ("Обучено 25 наставников", ["все ММС"], [])
        assert {row.organization_id for row in Occurrence.objects.all()} == {ready.mms_a.pk}


def test_stored_measure_is_named_by_its_profile_too(scene: Scene, load: Load) -> None:
    row = {"Дорожная карта": "karta-99000000", "Номер": "1", "Мероприятие": "Издан приказ", "Срок": "2026 год"}
    assert counts(load(row)) == UPDATED
    with acting(SYSTEM):
        assert RoadmapItem.objects.get(pk=scene.act.pk).term_kind == "year"
        assert Roadmap.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        (
            {"Счётчик": "Число звёзд"},
            "Счётчик: «Число звёзд» — такого счётчика нет; ожидается название или код из справочника.",
        ),
        (
            {"Количество": "много"},
            "Количество: «много» — это не количество; ожидается число со словами: «не менее 50 человек в год».",
        ),
        ({"Срок": ""}, "Срок: ячейка пуста; ожидается текст не длиннее 200 знаков."),
        ({"Срок": "-"}, "Срок: «-» стирает значение, а оно обязательно; ожидается текст не длиннее 200 знаков."),
    ],
)
def test_row_that_cannot_be_read_is_rejected_and_leaves_no_roadmap(
    ready: Cast, load: Load, changes: dict[str, str], message: str
) -> None:
    result = load({**ROW, **changes})
    assert (counts(result), messages(result)) == (REJECTED, [message])
    with acting(SYSTEM):
        assert Roadmap.objects.count() == 0


def test_unknown_roadmap_of_several_profiles_is_rejected(ready: Cast, load: Load) -> None:
    with acting(SYSTEM):
        make_profile(ready.foreign_region)
    result = load(ROW)
    assert messages(result) == [
        "Дорожная карта: «Карта МСМС» — такой дорожной карты нет; ожидается название дорожной карты, название или код"
        " положения."
    ]


@pytest.mark.parametrize("role", ["ministry", "iro", "methodist", "operator"])
def test_who_does_not_lead_the_roadmap_writes_no_measure(scene: Scene, load: Load, role: str) -> None:
    row = {**ROW, "Дорожная карта": scene.roadmap.title, "Исполнители": "ОО"}
    with pytest.raises(NotAllowed):
        load(row, actor=scene.cast.actor(role))
    with acting(SYSTEM):
        assert RoadmapItem.objects.count() == 3


def test_authority_writes_no_measure_of_the_regions_roadmap(scene: Scene, load: Load) -> None:
    row = {**ROW, "Дорожная карта": scene.roadmap.title, "Исполнители": "ОО"}
    assert counts(load(row, actor=scene.cast.actor("moo"))) == REJECTED
    with acting(SYSTEM):
        assert RoadmapItem.objects.count() == 3


def test_municipal_authority_loads_the_roadmap_of_its_own_profile(cast: Cast, load: Load) -> None:
    with acting(SYSTEM):
        make_profile(cast.region)
        make_profile(cast.region, cast.municipality_a)
    assert counts(load({**ROW, "Исполнители": "ОО"}, actor=cast.actor("moo"))) == CREATED
    with acting(SYSTEM):
        assert Roadmap.objects.get().municipality_id == cast.municipality_a.pk


def test_dry_run_leaves_nothing(ready: Cast, load: Load) -> None:
    assert counts(load(ROW, dry_run=True)) == CREATED
    with acting(SYSTEM):
        assert Roadmap.objects.count() == 0


def test_measures_of_an_act_imported_again_change_nothing(tmp_path: Path) -> None:
    with acting(SYSTEM):
        load_profile(find("krasnoyarsk"))
        parts = list(Quantity.objects.order_by("pk").values_list("pk", flat=True))
        count = template(kinds.get(KIND), tmp_path / "data.xlsx", with_data=True)
        result = run(kinds.get(KIND), tmp_path / "data.xlsx")
        assert (count, counts(result), messages(result)) == (53, (0, 0, 53, 0), [])
        assert list(Quantity.objects.order_by("pk").values_list("pk", flat=True)) == parts


def test_oktyabrsky_gets_its_measures_from_a_table(load: Load) -> None:
    with acting(SYSTEM):
        load_profile(find("oktyabrsky"))
    assert counts(load({**ROW, "Дорожная карта": "oktyabrsky", "Исполнители": "ОО"})) == CREATED
    with acting(SYSTEM):
        assert RoadmapItem.objects.get().roadmap.of_act is True


def test_profile_without_a_roadmap_gets_one(load: Load) -> None:
    with acting(SYSTEM):
        load_profile(find("aksay"))
    assert counts(load({**ROW, "Дорожная карта": "aksay"})) == CREATED
    with acting(SYSTEM):
        assert Roadmap.objects.get().title.startswith("Дорожная карта: ")


def test_template_offers_roadmaps_executors_and_counters(scene: Scene) -> None:
    with acting(scene.cast.actor("cnppm")):
        offered = kinds.get(KIND).references()
    assert offered["Дорожная карта"] == [scene.roadmap.title]
    assert "Утверждено ИОМ" in offered["Счётчик"]
    assert "все ММС" in offered["Исполнители"]
