"""The roadmap of an act is loaded with its profile; loaded again nothing changes."""

import copy
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from apps.core.actor import acting, system
from apps.core.models import HistoryEntry
from apps.indicators.profile_file import BadProfile
from apps.indicators.services.profiles import find, load_profile
from apps.organizations.models import Profile, Region
from apps.organizations.services.placement import regional_level
from apps.roadmap.models import Executor, Occurrence, Quantity, Roadmap, RoadmapItem
from apps.roadmap.quantities import read
from apps.roadmap.selectors import late
from apps.roadmap.services.digest import waiting_of
from tests import factories as make

pytestmark = pytest.mark.django_db
SYSTEM = system("test")


@pytest.fixture
def load() -> Any:
    """Load a shipped profile, or a changed copy of it."""

    def loader(code: str, change: Any = None, folder: Path | None = None) -> Profile:
        path = find(code)
        if change is not None and folder is not None:
            raw = copy.deepcopy(yaml.safe_load(path.read_text(encoding="utf-8")))
            change(raw)
            path = folder / f"{code}.yaml"
            path.write_text(yaml.safe_dump(raw, allow_unicode=True), encoding="utf-8")
        with acting(SYSTEM):
            return load_profile(path).profile

    return loader


def numbers(model: type[Any]) -> int:
    """How many rows of the model there are."""
    count: int = model.objects.count()
    return count


def test_krasnoyarsk_comes_with_its_53_measures(load: Any) -> None:
    load("krasnoyarsk")
    with acting(SYSTEM):
        roadmap = Roadmap.objects.get()
        assert (roadmap.first_year, roadmap.last_year, roadmap.items.count()) == (2021, 2024, 53)
        assert (roadmap.region.oktmo, roadmap.municipality.regional) == ("04000000", True)
        assert len(set(roadmap.items.values_list("section", flat=True))) == 7
        item = roadmap.items.get(number="13")
        assert item.quantity_texts == ["не менее 2600 педагогических работников в год"]
        assert [(q.value, q.at_least, q.period, q.counter) for q in item.quantities.all()] == [
            (2600, True, "year", "trained_iro")
        ]


def test_executors_keep_the_kinds_and_the_fan_out_of_the_file(load: Any) -> None:
    load("krasnoyarsk")
    with acting(SYSTEM):
        found = Executor.objects.filter(item__number="8").values_list("name", "kind", "fan_out")
        assert list(found) == [
            ("КК ИПК", "iro", False),
            ("ЦНППМ", "cnppm", False),
            ("ММС", "mms", True),
            ("ОО", "educational", True),
        ]


def test_loading_twice_changes_nothing(load: Any) -> None:
    load("krasnoyarsk")
    with acting(SYSTEM):
        before = [numbers(m) for m in (RoadmapItem, Executor, Quantity, Occurrence, HistoryEntry)]
        ids = list(Executor.objects.order_by("pk").values_list("pk", flat=True))
    load("krasnoyarsk")
    with acting(SYSTEM):
        assert [numbers(m) for m in (RoadmapItem, Executor, Quantity, Occurrence, HistoryEntry)] == before
        assert list(Executor.objects.order_by("pk").values_list("pk", flat=True)) == ids


def test_profiles_without_a_table_have_no_roadmap_and_oktyabrsky_an_empty_one(load: Any) -> None:
    for code in ("perm", "aksay", "oktyabrsky", "vladimir"):
        load(code)
    with acting(SYSTEM):
        found = Roadmap.objects.order_by("profile__code")
        assert [(r.profile.code, r.items.count()) for r in found] == [("oktyabrsky", 0), ("vladimir", 8)]
        assert found[0].municipality.oktmo == "71821000"


def test_changed_file_updates_its_measures_and_leaves_out_the_gone(load: Any, tmp_path: Path) -> None:
    load("vladimir")

    def change(raw: dict[str, Any]) -> None:
        items = raw["roadmap"]["items"]
        items[0]["term"] = "до 31 декабря 2021 года"
        del items[7]

    load("vladimir", change, tmp_path)
    with acting(SYSTEM):
        assert RoadmapItem.objects.get(number="1").term_kind == "before"
        assert list(RoadmapItem.objects.filter(active=False).values_list("number", flat=True)) == ["8"]
        assert RoadmapItem.objects.count() == 8


def test_wrong_roadmap_is_refused_with_its_places(load: Any, tmp_path: Path) -> None:
    def change(raw: dict[str, Any]) -> None:
        items = raw["roadmap"]["items"]
        raw["roadmap"]["last_year"] = 2020
        items[0]["counters"] = ["stars"]
        items[1]["number"] = "1"
        items[2]["executor_kinds"] = ["ministry"]
        items[3]["quantities"] = [{"value": "много"}]
        items[4]["term"] = ""

    with pytest.raises(BadProfile) as refused:
        load("vladimir", change, tmp_path)
    assert str(refused.value).removeprefix("файл «vladimir.yaml»: ").split("; ") == [
        "roadmap.last_year: последний год раньше первого",
        "roadmap.items[1].counters: нет счётчика «stars»",
        "roadmap.items[2].number: номер «1» уже есть",
        "roadmap.items[3].executor_kinds: ожидается вид для каждого исполнителя",
        "roadmap.items[4].quantities: ожидается value — целое число",
        "roadmap.items[5].term: ожидается текст",
    ]


@pytest.mark.parametrize("code", ["vladimir", "krasnoyarsk"])
def test_stored_quantities_read_again_are_the_same(load: Any, code: str) -> None:
    load(code)
    with acting(SYSTEM):
        for item in RoadmapItem.objects.prefetch_related("quantities"):
            plans = [read(text) for text in item.quantity_texts]
            stored = [q for q in item.quantities.all() if q.value is not None]
            assert [(p.value, p.unit, p.at_least, p.period, p.per) for p in plans if p] == [
                (q.value, q.unit, q.at_least, q.period, q.per) for q in stored
            ]


def region_with_bodies() -> Region:
    """Vladimir with a ministry, an institute and two municipal authorities."""
    region = Region.objects.get(oktmo="17000000")
    top = regional_level(region)
    make.make_organization(top, "ministry", short_name="Департамент")
    make.make_organization(top, "iro", short_name="ВИРО")
    for number in (1, 2):
        place = make.make_municipality(region, f"1769900{number}", f"Округ {number}")
        make.make_organization(place, "moo", short_name=f"Управление {number}")
    return region


def test_profile_loaded_over_organizations_makes_the_execution_of_its_measures(load: Any) -> None:
    load("vladimir")
    with acting(SYSTEM):
        region_with_bodies()
    load("vladimir")
    with acting(SYSTEM):
        found = {
            number: list(
                Occurrence.objects.filter(item__number=number)
                .order_by("organization__code")
                .values_list("organization__short_name", flat=True)
            )
            for number in ("1", "7")
        }
        assert {number: sorted(names) for number, names in found.items()} == {
            "1": ["ВИРО", "Департамент"],
            "7": ["ВИРО", "Департамент", "Управление 1", "Управление 2"],
        }
        assert Occurrence.objects.count() == 6 * 2 + 2 * 4
        # The terms of 2021 were over before the portal came: nobody is late with them, and their rows say so.
        assert Occurrence.objects.filter(passed=True).count() == 6 * 2 + 2 * 4
        assert Occurrence.objects.filter(late()).count() == 0
        assert waiting_of(set(Occurrence.objects.values_list("organization_id", flat=True)), date(2026, 1, 1)) == {}


def test_terms_after_the_load_become_late(load: Any) -> None:
    load("vladimir")
    with acting(SYSTEM):
        region_with_bodies()
        Roadmap.objects.update(watched_from=date(2021, 8, 20))
    load("vladimir")
    with acting(SYSTEM):
        assert Roadmap.objects.get().watched_from == date(2021, 8, 20)
        found = Occurrence.objects.filter(late()).values_list("item__number", flat=True)
        assert sorted(set(found)) == ["3", "4", "5", "6", "7", "8"]
