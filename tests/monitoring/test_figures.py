"""Figures beside targets and the year before, and the tree of units as each role sees it."""

from datetime import date
from decimal import Decimal

from apps.core.actor import acting, system
from apps.indicators.models import Target
from apps.monitoring.models import Report
from apps.monitoring.selectors.figures import Branch, Figure, figures, report_tree
from apps.monitoring.selectors.values import Value
from apps.organizations.models import Profile
from tests import factories as make
from tests.cast import Cast
from tests.reports import compute, make_profile

MAY = date(2025, 5, 5)


def profile_with_sessions(cast: Cast) -> Profile:
    """One of four assessed in 2024, two in 2025."""
    with acting(system("test")):
        make.make_session(cast.teacher, cast.cnppm, date(2024, 5, 5))
        for person in (cast.teacher, cast.stranger):
            make.make_session(person, cast.cnppm, MAY)
        profile = make_profile(cast.region, "diagnosed")
        for territory, value in (("", 60), ("99601000", 20)):
            Target.objects.create(
                indicator=profile.indicators.get(), year=2025, territory=territory, value=Decimal(value)
            )
    return profile


def figure_of(report: Report, **unit: str) -> Figure:
    """The figure of one unit."""
    with acting(system("test")):
        return figures(report, report.units.filter(**unit))[0]


def names(branches: list[Branch]) -> list[object]:
    """The tree as nested names."""
    return [
        (branch.unit.name, names(list(branch.children))) if branch.children else branch.unit.name for branch in branches
    ]


def test_figure_stands_beside_the_profiles_target_and_the_year_before(cast: Cast) -> None:
    profile = profile_with_sessions(cast)
    compute(profile, date(2024, 1, 1), date(2024, 12, 31))
    whole = figure_of(compute(profile), level="region")
    assert (whole.value, whole.before, whole.target) == (Value(2, 4), Value(1, 4), Decimal(60))
    assert (whole.difference, whole.change) == (Decimal("-10.0"), Decimal("25.0"))


def test_municipality_has_its_own_target_only(cast: Cast) -> None:
    report = compute(profile_with_sessions(cast))
    assert figure_of(report, code="99601000").target == Decimal(20)
    assert figure_of(report, code="99602000").target is None
    assert figure_of(report, code=cast.school_a.code).target is None


def test_municipal_profiles_target_is_the_municipalitys(cast: Cast) -> None:
    with acting(system("test")):
        profile = make_profile(cast.region, "diagnosed", municipality=cast.municipality_a)
        Target.objects.create(indicator=profile.indicators.get(), year=2025, territory="", value=Decimal(30))
    assert figure_of(compute(profile), level="municipality").target == Decimal(30)


def test_first_report_has_no_change(cast: Cast) -> None:
    figure = figure_of(compute(profile_with_sessions(cast)), level="region")
    assert (figure.before, figure.change) == (None, None)


def test_figure_without_a_denominator_has_no_difference(cast: Cast) -> None:
    with acting(system("test")):
        make.make_municipality(cast.region, "99603000", "Пустой район")
        profile = make_profile(cast.region, "diagnosed")
        Target.objects.create(indicator=profile.indicators.get(), year=2025, territory="99603000", value=Decimal(1))
    assert figure_of(compute(profile), code="99603000").difference is None


def test_tree_holds_municipalities_and_their_organizations(cast: Cast) -> None:
    report = compute(profile_with_sessions(cast))
    with acting(cast.actor("cnppm")):
        tree = report_tree(report)
    assert names(tree) == [
        (
            cast.region.name,
            [("Район А", ["Школа А-1", "Школа А-2"]), ("Район Б", ["Школа Б-1"])],
        )
    ]


def test_whole_tree_holds_bodies_that_count_nothing(cast: Cast) -> None:
    report = compute(profile_with_sessions(cast))
    with acting(system("test")):
        tree = report_tree(report, everything=True)
    assert names(tree) == [
        (
            cast.region.name,
            [
                ("Район А", ["ММС района А", "Школа А-1", "Школа А-2"]),
                ("Район Б", ["Школа Б-1"]),
                "ИРО",
                "Министерство",
                "ЦНППМ",
                "ЦОПМКП",
            ],
        )
    ]


def test_tree_of_a_municipal_role_begins_with_its_municipality(cast: Cast) -> None:
    report = compute(profile_with_sessions(cast))
    with acting(cast.actor("moo")):
        assert names(report_tree(report)) == [("Район А", ["Школа А-1", "Школа А-2"])]


def test_tree_of_a_school_is_the_school(cast: Cast) -> None:
    report = compute(profile_with_sessions(cast))
    with acting(cast.actor("operator")):
        assert names(report_tree(report)) == ["Школа А-1"]
