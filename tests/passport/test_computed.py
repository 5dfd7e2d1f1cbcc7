"""The computed figures are what independent SQL counts, over a generated region; sums of entered ones are sums."""

from datetime import date
from decimal import Decimal

import pytest
from scipy import stats

from apps.core.actor import acting
from apps.monitoring.models import ReportUnit
from apps.monitoring.services.compute import compute_report
from apps.organizations.models import Profile
from apps.passport.models import Figure, Passport, StudentResult
from apps.passport.registry import COUNTED, INDICATOR
from apps.passport.selectors.computed import computed
from apps.passport.selectors.correlation import Links, year_report
from apps.passport.selectors.view import View
from tests import factories as make
from tests.cast import Cast
from tests.passport.naive import STATEMENTS, figures
from tests.passport.scene import SYSTEM, WHO, begin, hand_in, profile_of

pytestmark = pytest.mark.django_db


def test_every_counted_figure_is_what_independent_sql_counts(region: Profile) -> None:
    with acting(SYSTEM):
        found = computed(Passport(profile=region, region=region.region, year=2025))
        expected = figures(region.region_id)
    counted = {one.code: one.number for one in found if one.code in expected}
    assert counted == expected
    assert sorted(STATEMENTS) == sorted(figure.code for figure in COUNTED)
    assert sum(number > 0 for number in expected.values()) > 30


def test_a_share_names_the_number_it_is_of(region: Profile) -> None:
    with acting(SYSTEM):
        found = {one.code: one for one in computed(Passport(profile=region, region=region.region, year=2025))}
        expected = figures(region.region_id)
    for code, whole in (("staff.highest", "staff.pedagogues"), ("programs.running_registry", "programs.running")):
        assert found[code].denominator == expected[whole]


def test_indicators_are_those_of_the_report(region: Profile) -> None:
    with acting(SYSTEM):
        unit = ReportUnit.objects.get(level="region")
        found = computed(Passport(profile=region, region=region.region, year=2025))
    pairs = [(one.number, one.denominator) for one in found if one.code.startswith(INDICATOR)]
    assert pairs == list(zip(map(Decimal, unit.numerators), unit.denominators, strict=True))
    assert {one.source for one in found if one.code.startswith(INDICATOR)} == {"Отчёт за 2025 год, версия 1 (черновик)"}


def test_correlations_are_scipys_over_the_same_schools(region: Profile) -> None:
    with acting(SYSTEM):
        report = year_report(region, 2025)
        lines = Links(report, region=region.region_id, year=2025).lines()
        units = {unit.organization_id: unit for unit in ReportUnit.objects.filter(level="organization")}
        scores = dict(StudentResult.objects.values_list("organization_id", "average"))
    codes = ["diagnosed", "routed", "trained_fr", "young_supported", "deficits"]
    assert [line.measure.code for line in lines] == codes
    assert sum(not line.refusal for line in lines) >= 3
    for line in (one for one in lines[:-1] if not one.refusal):
        pairs = [
            (100 * unit.numerators[line.measure.number] / unit.denominators[line.measure.number], float(scores[pk]))
            for pk, unit in units.items()
            if pk in scores and unit.denominators[line.measure.number]
        ]
        xs, ys = zip(*pairs, strict=True)
        assert line.found is not None
        assert line.found.n == len(pairs) >= 10
        for ours, theirs in (
            (line.found.pearson, stats.pearsonr(xs, ys)),
            (line.found.spearman, stats.spearmanr(xs, ys)),
        ):
            assert ours is not None
            assert ours.value == pytest.approx(theirs.statistic)
            assert ours.p == pytest.approx(theirs.pvalue)


def test_nine_schools_are_refused_with_a_sentence(cast: Cast) -> None:
    profile = profile_of(cast)
    with acting(SYSTEM):
        for number in range(9):
            school = make.make_organization(cast.municipality_a)
            make.make_person(school)
            make.make_result(school, str(50 + number))
        compute_report(profile=profile, period_from=date(2025, 1, 1), period_to=date(2025, 12, 31))
        lines = Links(year_report(profile, 2025), region=cast.region.pk, year=2025).lines()
    assert [(line.found, line.refusal) for line in lines] == [
        (None, "школ с обоими значениями меньше 10 (9)"),
        (None, "школ с обоими значениями меньше 10 (9)"),
        (None, "школ с обоими значениями меньше 10 (0)"),
    ]


def test_schools_that_are_all_alike_have_no_link(cast: Cast) -> None:
    profile = profile_of(cast)
    with acting(SYSTEM):
        for number in range(10):
            school = make.make_organization(cast.municipality_a)
            make.make_person(school)
            make.make_result(school, str(50 + number))
        compute_report(profile=profile, period_from=date(2025, 1, 1), period_to=date(2025, 12, 31))
        lines = Links(year_report(profile, 2025), region=cast.region.pk, year=2025).lines()
    alike, unknown = "значения у всех школ одинаковы: связь не определена", "школ с обоими значениями меньше 10 (0)"
    assert [line.refusal for line in lines] == [*[alike] * (len(lines) - 1), unknown]


def test_without_a_report_the_indicators_say_so(cast: Cast) -> None:
    passport = begin(cast)
    with acting(SYSTEM):
        missing = Figure.objects.filter(part__passport=passport).exclude(missing="")
        found = dict(missing.values_list("code", "missing"))
    assert found == {
        "programs.running_registry": "знаменатель равен нулю",
        "results.indicator.diagnosed": "отчёт за 2025 год не рассчитан",
        "results.indicator.routed": "отчёт за 2025 год не рассчитан",
        "results.indicator.programs_in_fr": "отчёт за 2025 год не рассчитан",
        "results.correlation": "отчёт за 2025 год не рассчитан",
    }


def test_an_entered_figure_of_the_region_is_the_sum_over_its_parts(cast: Cast) -> None:
    passport = begin(cast)
    for number, (kind, role) in enumerate(WHO.items(), start=1):
        hand_in(passport, kind, cast.actor(role), number)
    with acting(cast.actor("ministry")):
        view = View(passport)
        entries = {entry.code: entry for one in view.sections_entered for entry in view.entries(one)}
        filled = view.all_filled
    rooms = entries["infrastructure.rooms"]
    assert (rooms.number, rooms.source) == (Decimal(6), "Сведения организаций: 3 из 3")
    assert rooms.parts == (("ЦНППМ", "3", "форма"), ("ИРО", "2", "форма"), ("ММС района А", "1", "форма"))
    assert entries["infrastructure.beds"].number == Decimal(2)
    assert (filled.done, filled.total) == (25, 25)
