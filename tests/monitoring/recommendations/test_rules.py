"""Every rule of recommendations: what it proposes, to whom, and silence where there is nothing to say."""

from datetime import date
from decimal import Decimal

import pytest

from apps.core.actor import acting, system
from apps.core.text import NBSP
from apps.indicators.models import Indicator, Target
from apps.monitoring.enums import RecommendationState
from apps.monitoring.models import Recommendation
from apps.monitoring.recommendations import RULES
from apps.monitoring.services.propose import propose
from apps.organizations.models import Headcount
from apps.routes.models import RouteItem
from apps.teachers.models import Person
from tests import factories as make
from tests.cast import Cast
from tests.monitoring.recommendations.scene import JUNE, MARCH, Scene, add_places, make_scene
from tests.permissions.rows import place_columns
from tests.reports import DAY, START


def plain(text: str) -> str:
    """With plain spaces."""
    return text.replace(NBSP, " ")


def diagnose(scene: Scene, *people: Person, on: date = MARCH, **scores: int) -> None:
    """These people were diagnosed."""
    with acting(system("test")):
        for person in people:
            make.make_session(person, scene.cast.cnppm, on, scores=scores or None)


def set_target(scene: Scene, value: int) -> None:
    """The target of 2025."""
    with acting(system("test")):
        indicator = Indicator.objects.get(profile=scene.profile)
        Target.objects.create(indicator=indicator, year=2025, value=Decimal(value))


def test_unit_under_its_target_is_told_how_many_are_lacking(cast: Cast) -> None:
    scene = make_scene(cast)
    diagnose(scene, cast.teacher)
    set_target(scene, 50)
    told = scene.told("under_target")
    assert list(told) == ["Район А", "Район Б"]
    assert plain(told["Район А"]).startswith(
        "Показатель «Показатель diagnosed»: 33,3 % (1 из 3) при цели 50 %, не хватает: 1 человек."
    )


def test_unit_at_its_target_is_left_alone(cast: Cast) -> None:
    scene = make_scene(cast)
    diagnose(scene, cast.teacher, cast.stranger)
    set_target(scene, 33)
    assert scene.told("under_target") == {}


def test_fall_in_two_periods_running_is_told(cast: Cast) -> None:
    scene = make_scene(cast)
    diagnose(scene, cast.teacher, cast.head, cast.colleague, cast.stranger, on=date(2023, 3, 3))
    diagnose(scene, cast.teacher, cast.head, cast.stranger, on=date(2024, 3, 3))
    diagnose(scene, cast.teacher, cast.stranger)
    for year in (2023, 2024):
        scene.report(date(year, 1, 1), date(year, 12, 31))
    told = scene.told("falling")
    assert list(told) == ["Район А"]
    assert "было 100 %, затем 66,7 %" in plain(told["Район А"])


def test_unit_far_behind_its_like_is_told(cast: Cast) -> None:
    scene = make_scene(cast)
    with acting(system("test")):
        add_places(scene, 8, 10)
        for _, school in scene.places[1:]:
            diagnose(scene, *Person.objects.filter(organization=school))
    told = scene.told("behind")
    assert list(told) == ["Район 00"]
    assert "выше значение у 7 из 8" in told["Район 00"]


def test_few_units_are_not_compared(cast: Cast) -> None:
    scene = make_scene(cast)
    with acting(system("test")):
        add_places(scene, 7, 10)
        for _, school in scene.places[1:]:
            diagnose(scene, *Person.objects.filter(organization=school))
    assert scene.told("behind") == {}


def test_untrained_teams_are_counted_by_municipality(cast: Cast) -> None:
    told = make_scene(cast, "teams_trained").told("teams_untrained")
    assert list(told) == ["Район А"]
    assert plain(told["Район А"]).startswith("1 организация, где управленческая команда не обучена")


def test_institute_is_told_of_its_programmes_outside_the_registry(cast: Cast) -> None:
    scene = make_scene(cast, "programs_in_fr")
    with acting(system("test")):
        make.make_entry(make.make_program(cast.iro, runs_from=START), START)
        make.make_program(cast.iro, runs_from=START)
    (row,) = scene.proposed("programs_unregistered")
    assert plain(row.text).startswith("Реализуются вне Федерального реестра ДПП: 1 программа из 2.")
    assert (row.organization_id, row.body) == (cast.iro.pk, "iro")


def test_young_specialists_without_a_mentor_are_counted(cast: Cast) -> None:
    scene = make_scene(cast)
    with acting(system("test")):
        for one in (cast.teacher, cast.colleague, cast.stranger):
            Person.objects.filter(pk=one.pk).update(birth_date=date(2000, 1, 1), career_start=date(2024, 9, 1))
        make.make_pair(cast.head, cast.stranger, MARCH)
    told = scene.told("young_unled")
    assert list(told) == ["Район А"]
    assert plain(told["Район А"]).startswith("Без наставника на отчётную дату: 2 молодых специалиста.")


def test_diagnosed_with_deficits_and_no_route_are_counted(cast: Cast) -> None:
    scene = make_scene(cast)
    diagnose(scene, cast.teacher, cast.colleague, cast.stranger)
    with acting(system("test")):
        make.make_route(cast.colleague, None, approved_on=JUNE)
    assert list(scene.told("diagnosed_unrouted", least=1)) == ["Район А", "Район Б"]
    assert plain(scene.told("diagnosed_unrouted", least=1)["Район А"]).endswith("на утверждение.")
    assert scene.told("diagnosed_unrouted", least=2) == {}


def test_routes_with_late_items_are_counted(cast: Cast) -> None:
    scene = make_scene(cast)
    with acting(system("test")):
        for person, due in ((cast.teacher, JUNE), (cast.stranger, DAY)):
            route = make.make_route(person, None, approved_on=MARCH)
            item = make.make_item(route, make.make_program(cast.iro))
            RouteItem.objects.filter(pk=item.pk).update(due=due)
    told = scene.told("routes_late", least=1)
    assert {name: plain(text)[:48] for name, text in told.items()} == {
        "Район А": "Действующие маршруты с просроченными пунктами: 1"
    }


def crowd(scene: Scene, deficits: int, others: int) -> None:
    """So many people of a school have a deficit in Т-01, so many have none."""
    with acting(system("test")):
        for number in range(deficits + others):
            person = make.make_person(scene.cast.school_b)
            points = {"Т-01": 40 if number < deficits else 90}
            make.make_session(person, scene.cast.cnppm, MARCH, scores=points)


def test_frequent_deficit_is_told_with_its_share(cast: Cast) -> None:
    scene = make_scene(cast)
    crowd(scene, 6, 4)
    told = scene.told("deficit_shared", share=60, least=6)
    assert "» — у 60,0 % (6 из 10) прошедших диагностику." in plain(told["Район Б"])
    assert scene.told("deficit_shared", share=61, least=6) == {}


def test_group_under_five_is_never_told(cast: Cast) -> None:
    scene = make_scene(cast)
    crowd(scene, 4, 0)
    assert scene.told("deficit_shared", share=1, least=1) == {}
    assert scene.told("deficit_unoffered", least=1) == {}


def test_deficit_without_a_registered_programme_is_told_to_the_institute(cast: Cast) -> None:
    scene = make_scene(cast)
    crowd(scene, 5, 0)
    (row,) = scene.proposed("deficit_unoffered", least=5)
    assert (row.organization_id, row.topic, row.level) == (cast.iro.pk, "Т-01", "region")
    with acting(system("test")):
        program = make.make_program(cast.iro)
        program.competences.add(make.make_competence())
        make.make_entry(program, START)
    assert scene.told("deficit_unoffered", least=5) == {}


def test_months_without_data_are_told(cast: Cast) -> None:
    scene = make_scene(cast)
    diagnose(scene, cast.teacher, on=MARCH)
    diagnose(scene, cast.stranger, on=DAY)
    told = scene.told("silent", months=6)
    assert list(told) == ["Район А"]
    assert "нет с 03.03.2025" in plain(told["Район А"])


def test_errors_in_the_data_are_told_until_they_are_explained(cast: Cast) -> None:
    scene = make_scene(cast)
    with acting(system("test")):
        cast.teacher.employments.update(is_main=False)
    assert plain(scene.told("doubtful", least=1)["Район А"]).startswith("В данных 1 ошибка без пояснения.")
    assert scene.told("doubtful", least=2) == {}


def test_staff_much_under_the_headcount_is_told(cast: Cast) -> None:
    scene = make_scene(cast)
    with acting(system("test")):
        Headcount.objects.create(**place_columns(cast.school_a), on_date=START, pedagogues=4)
        Headcount.objects.create(**place_columns(cast.school_b), on_date=START, pedagogues=1)
    told = scene.told("staff_incomplete")
    assert {name: plain(text)[:24] for name, text in told.items()} == {"Район А": "Внесено 50,0 % (2 из 4) "}


@pytest.mark.parametrize("code", sorted(RULES))
def test_rule_can_be_switched_off_and_takes_its_numbers_from_the_profile(code: str) -> None:
    rule = RULES[code]
    name = next(iter(rule.defaults))
    assert rule.parameters({code: {"off": True}}) is None
    assert rule.parameters({code: {name: "7.5"}}) == {**rule.defaults, name: Decimal("7.5")}
    assert all(given in rule.help for given in rule.defaults)


def test_proposals_follow_the_data_until_a_person_has_touched_them(cast: Cast) -> None:
    scene = make_scene(cast)
    set_target(scene, 50)
    first, second = scene.proposed("under_target")
    with acting(system("test")):
        Recommendation.objects.filter(pk=first.pk).update(state=RecommendationState.EDITED, text="Своими словами")
    diagnose(scene, cast.teacher, cast.colleague, cast.stranger)
    (kept,) = scene.proposed("under_target")
    assert (kept.pk, kept.text) == (first.pk, "Своими словами")
    assert second.pk != kept.pk


def test_second_run_changes_nothing(cast: Cast) -> None:
    scene = make_scene(cast)
    set_target(scene, 50)
    before = [row.pk for row in scene.proposed("under_target")]
    with acting(system("test")):
        done = propose(report=scene.report())
    assert (done.created, done.removed) == (0, 0)
    assert [row.pk for row in scene.proposed("under_target")] == before


def test_municipality_is_answered_for_by_its_own_body(cast: Cast) -> None:
    scene = make_scene(cast)
    set_target(scene, 50)
    ours, theirs = scene.proposed("under_target")
    assert (ours.organization_id, ours.body) == (scene.moo.pk, "moo")
    assert (theirs.organization_id, theirs.body, theirs.municipality_id) == (None, "moo", cast.municipality_b.pk)
