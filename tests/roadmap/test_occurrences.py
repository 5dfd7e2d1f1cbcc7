"""The times each measure is due, for each executor."""

from datetime import date

import pytest

from apps.core.actor import acting, system
from apps.organizations.models import Organization
from apps.roadmap.executors import Meaning, meaning_of
from apps.roadmap.models import Evidence, Executor, Occurrence, RoadmapItem
from apps.roadmap.services.occurrences import Made, make_occurrences
from tests import factories as make
from tests.cast import Cast
from tests.permissions.rows import DAY, place_columns
from tests.roadmap.conftest import Scene
from tests.roadmap.rows import make_executor, make_item, make_profile, make_roadmap

pytestmark = pytest.mark.django_db
SYSTEM = system("test")


def executors(item: RoadmapItem, year: int) -> list[str]:
    """The names of the organizations that carry a measure out in a year."""
    rows = Occurrence.objects.filter(item=item, year=year).order_by("organization__sort_key")
    return list(rows.values_list("organization__short_name", flat=True))


def test_class_of_organizations_fans_out_and_a_body_stands_alone(scene: Scene) -> None:
    with acting(SYSTEM):
        assert executors(scene.act, 2025) == ["Министерство"]
        assert executors(scene.service, 2025) == ["ММС района А"]
        assert executors(scene.everybody, 2026) == ["Школа А-1", "Школа А-2", "Школа Б-1"]


def test_measure_due_once_has_one_row_and_a_yearly_one_a_row_a_year(scene: Scene) -> None:
    with acting(SYSTEM):
        assert [(o.year, o.due) for o in Occurrence.objects.filter(item=scene.service)] == [(2025, date(2025, 3, 1))]
        assert [(o.year, o.due) for o in Occurrence.objects.filter(item=scene.act)] == [
            (2025, date(2025, 12, 31)),
            (2026, date(2026, 12, 31)),
        ]


def test_made_again_nothing_changes(scene: Scene) -> None:
    assert make_occurrences(scene.roadmap) == Made(0, 0, 0)


def test_new_organization_gets_its_rows_and_one_closed_before_the_term_has_none(scene: Scene) -> None:
    with acting(SYSTEM):
        make.make_organization(scene.cast.municipality_a, short_name="Школа А-3", opened_on=date(2026, 2, 1))
        make.make_organization(scene.cast.municipality_a, short_name="Школа А-4", closed_on=date(2024, 12, 31))
    assert make_occurrences(scene.roadmap) == Made(1, 0, 0)
    with acting(SYSTEM):
        assert executors(scene.everybody, 2026) == ["Школа А-1", "Школа А-2", "Школа А-3", "Школа Б-1"]


def test_only_the_asked_year_is_made(scene: Scene) -> None:
    with acting(SYSTEM):
        Occurrence.objects.all().delete()
    assert make_occurrences(scene.roadmap, years=[2026]) == Made(4, 0, 0)


def test_changed_term_moves_the_rows(scene: Scene) -> None:
    with acting(SYSTEM):
        RoadmapItem.objects.filter(pk=scene.act.pk).update(term="декабрь ежегодно")
    assert make_occurrences(scene.roadmap) == Made(0, 2, 0)
    assert scene.of(scene.act, "ministry").start == date(2025, 12, 1)


def test_rows_that_nobody_worked_on_go_and_reported_ones_stay(scene: Scene) -> None:
    with acting(SYSTEM):
        kept = scene.of(scene.everybody, "school_a")
        Evidence.objects.create(
            occurrence=kept, **place_columns(scene.cast.school_a), text="фото", added_on=DAY, added_by="Тест"
        )
        RoadmapItem.objects.filter(pk=scene.everybody.pk).update(active=False)
    assert make_occurrences(scene.roadmap) == Made(0, 0, 5)
    with acting(SYSTEM):
        assert executors(scene.everybody, 2025) == ["Школа А-1"]


def test_quarterly_measure_has_four_rows_a_year(scene: Scene) -> None:
    with acting(SYSTEM):
        RoadmapItem.objects.filter(pk=scene.act.pk).update(term="ежеквартально")
        make_occurrences(scene.roadmap)
        rows = Occurrence.objects.filter(item=scene.act, year=2026).order_by("part")
        assert [(o.part, o.label.replace("\xa0", " ")) for o in rows][:2] == [
            (1, "I квартал 2026 года"),
            (2, "II квартал 2026 года"),
        ]


def test_executor_in_words_leaves_the_measure_to_the_centre(scene: Scene) -> None:
    with acting(SYSTEM):
        item = make_item(scene.roadmap, "4", term="по запросу Федерального оператора")
        make_executor(item, "", name="с привлечением субъектов системы")
        make_occurrences(scene.roadmap)
        assert executors(item, 2025) == ["ЦНППМ"]
        assert Occurrence.objects.get(item=item, year=2025).due is None


def test_organization_of_many_is_meant_only_by_its_name(scene: Scene) -> None:
    with acting(SYSTEM):
        item = make_item(scene.roadmap, "5")
        make_executor(item, "school", name="Школа А-2")
        other = make_item(scene.roadmap, "6")
        make_executor(other, "school", name="Лицей, которого нет")
        make_occurrences(scene.roadmap)
        assert (executors(item, 2025), executors(other, 2025)) == (["Школа А-2"], ["ЦНППМ"])


def test_municipal_roadmap_stays_in_its_municipality(cast: Cast) -> None:
    with acting(SYSTEM):
        roadmap = make_roadmap(make_profile(cast.region, cast.municipality_a))
        item = make_item(roadmap, "1")
        make_executor(item, "educational", fan_out=True)
        make_occurrences(roadmap)
        assert executors(item, 2025) == ["Школа А-1", "Школа А-2"]


@pytest.mark.parametrize(
    ("name", "kind", "fan_out"),
    [
        ("Министерство образования", "ministry", False),
        ("ЦНППМ", "cnppm", False),
        ("все ММС", "mms", True),
        ("ММС", "mms", True),
        ("ОО", "educational", True),
        ("Каждая школа", "school", True),
        ("МОУО", "moo", True),
        ("субъекты системы", "", False),
    ],
)
def test_name_of_a_class_is_understood(cast: Cast, name: str, kind: str, fan_out: bool) -> None:
    with acting(SYSTEM):
        Organization.objects.filter(pk=cast.cnppm.pk).update(short_name="Центр", sort_key="центр", full_name="Центр")
        assert meaning_of(name, make_profile(cast.region), {}) == Meaning(kind, fan_out)


def test_name_or_code_of_an_organization_means_it(cast: Cast) -> None:
    with acting(SYSTEM):
        profile = make_profile(cast.region)
        expected = Meaning("school", False, cast.school_a.pk)
        assert meaning_of("школа а-1", profile, {}) == expected
        assert meaning_of(cast.school_a.code, profile, {}) == expected
        assert meaning_of("Чужая школа", profile, {}) == Meaning()


def test_name_known_to_the_roadmap_keeps_its_meaning(cast: Cast) -> None:
    with acting(SYSTEM):
        known = {"кк ипк": Meaning("iro")}
        assert meaning_of("КК ИПК", make_profile(cast.region), known) == Meaning("iro")


def test_move_of_an_organization_takes_its_rows_along(scene: Scene) -> None:
    from apps.organizations.services.placement import rebuild_memberships

    with acting(SYSTEM):
        Organization.objects.filter(pk=scene.cast.school_b.pk).update(home=scene.cast.municipality_a)
        rebuild_memberships([scene.cast.school_b.pk])
    assert scene.of(scene.everybody, "school_b").municipality_id == scene.cast.municipality_a.pk


def test_executor_row_says_its_name(scene: Scene) -> None:
    with acting(SYSTEM):
        assert str(Executor.objects.get(item=scene.act)) == "ministry"
