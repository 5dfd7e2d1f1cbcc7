"""Readings with what stands beside them: scope, target, earlier years."""

from datetime import date
from decimal import Decimal

from apps.core.actor import acting, system
from apps.indicators.models import Indicator, Target
from apps.monitoring.models import ReportUnit
from apps.monitoring.selectors.readings import Reading, Readings, earlier_reports, tops_of, visible_units
from apps.monitoring.selectors.values import NOTHING
from tests.monitoring.scene import Scene
from tests.reports import compute


def reading(scene: Scene, role: str, code: str = "diagnosed") -> Reading:
    with acting(scene.cast.actor(role)):
        units = visible_units(scene.report)
        figures = Readings(scene.report, units)
        return next(r for r in figures.of(units[0]) if r.method["code"] == code)


def names(scene: Scene, role: str) -> list[str]:
    with acting(scene.cast.actor(role)):
        return [unit.name for unit in visible_units(scene.report) if unit.counted]


def test_units_of_the_centre_are_the_whole_region(scene: Scene) -> None:
    assert names(scene, "cnppm") == [
        scene.cast.region.name,
        "Район А",
        "Район Б",
        "Школа А-1",
        "Школа А-2",
        "Школа Б-1",
    ]


def test_units_of_a_methodist_are_the_own_municipality(scene: Scene) -> None:
    assert names(scene, "methodist") == ["Район А", "Школа А-1", "Школа А-2"]


def test_units_of_an_operator_are_the_own_school(scene: Scene) -> None:
    assert names(scene, "operator") == ["Школа А-1"]


def test_units_of_a_teacher_are_none(scene: Scene) -> None:
    assert names(scene, "teacher") == []


def test_draft_shows_the_federal_operator_nothing(scene: Scene) -> None:
    assert names(scene, "federal") == []


def test_tops_are_the_highest_units_seen(scene: Scene) -> None:
    with acting(scene.cast.actor("methodist")):
        assert [unit.code for unit in tops_of(visible_units(scene.report))] == ["99601000"]
    assert tops_of([]) == []


def test_reading_has_value_target_and_the_year_before(scene: Scene) -> None:
    found = reading(scene, "cnppm")
    assert (found.value.numerator, found.value.denominator) == (1, 4)
    assert (found.percent, found.target, found.difference) == (Decimal("25.0"), Decimal(40), Decimal("-15.0"))
    assert [(past.label, past.value.numerator if past.value else None) for past in found.past] == [("2024", 1)]
    assert found.change == Decimal("0.0")


def test_reading_below_compares_with_the_same_unit(scene: Scene) -> None:
    found = reading(scene, "methodist")
    assert (found.percent, found.change) == (Decimal("33.3"), Decimal("33.3"))


def test_target_of_a_municipality_goes_before_the_profiles(scene: Scene) -> None:
    with acting(system("test")):
        indicator = Indicator.objects.get(code="diagnosed")
        Target.objects.create(indicator=indicator, year=2025, territory="99601000", value=Decimal("12.50"))
    assert reading(scene, "methodist").target == Decimal("12.5")
    assert reading(scene, "operator").target == Decimal("12.5")
    assert reading(scene, "cnppm").target == Decimal(40)
    assert [reading(scene, role).borrowed for role in ("cnppm", "methodist", "operator")] == [False, False, True]


def test_a_unit_without_a_target_of_its_own_borrows_the_profiles(scene: Scene) -> None:
    found = reading(scene, "methodist")
    assert (found.target, found.borrowed) == (Decimal(40), True)
    assert (reading(scene, "methodist", "routed").target, reading(scene, "methodist", "routed").borrowed) == (
        None,
        False,
    )


def test_a_changed_method_is_not_compared(scene: Scene) -> None:
    with acting(system("test")):
        scene.before.methods[0]["parameters"] = {"providers": ["copmkp"]}
        scene.before.save(update_fields=["methods"])
    found = reading(scene, "cnppm")
    assert (found.past[0].alike, found.previous, found.change) == (False, None, None)


def test_earlier_reports_are_of_the_same_part_of_the_year(scene: Scene) -> None:
    half = compute(scene.report.profile, date(2024, 1, 1), date(2024, 6, 30))
    with acting(system("test")):
        assert earlier_reports(scene.report) == [scene.before]
        assert earlier_reports(half) == []


def test_an_approved_earlier_version_stands_before_a_later_draft(scene: Scene) -> None:
    with acting(system("test")):
        scene.before.state, scene.before.published = "approved", True
        scene.before.save(update_fields=["state", "published"])
        scene.before.pk, scene.before.version, scene.before.state, scene.before.published = None, 2, "draft", False
        scene.before.save(force_insert=True)
        assert [report.version for report in earlier_reports(scene.report)] == [1]


def test_programmes_are_not_applicable_to_a_school_and_people_not_to_an_institute() -> None:
    school = ReportUnit(level="organization", counted=True, numerators=[0], denominators=[0], extras=[0], lost=[])
    people, programs = {"rule": "diagnosed"}, {"rule": "programs_in_fr"}

    def applicable(method: dict[str, str], counted: bool) -> bool:
        school.counted = counted
        return Reading(0, method, school, NOTHING, None, ()).applicable

    assert [applicable(people, True), applicable(people, False)] == [True, False]
    assert [applicable(programs, True), applicable(programs, False)] == [False, True]
