"""The link between students' results and the share of teachers with deficits: whose share, of whom, SciPy's numbers."""

from datetime import date

import pytest
from scipy import stats

from apps.core.actor import acting
from apps.diagnostics.models import DiagnosticSession
from apps.organizations.models import Organization
from apps.passport.selectors.correlation import DEFICITS, Line, Links, year_report
from apps.passport.selectors.deficits import shares
from tests import factories as make
from tests.cast import Cast
from tests.core.web.checks import text_of
from tests.passport.conftest import Browse
from tests.passport.scene import SYSTEM, begin, profile_of
from tests.reports import compute

pytestmark = pytest.mark.django_db
IN, END = date(2025, 3, 1), date(2025, 12, 31)
WEAK, STRONG = {"Т-01": 40}, {"Т-01": 90}
SCORES = (71, 66, 70, 58, 61, 49, 55, 52, 44, 47)


def school_of(cast: Cast, weak: int, diagnosed: int = 5, score: int = 50) -> Organization:
    """A school with so many diagnosed teachers, of whom so many have a deficit."""
    school = make.make_organization(cast.municipality_a)
    for number in range(diagnosed):
        make.make_session(make.make_person(school), cast.cnppm, IN, scores=WEAK if number < weak else STRONG)
    make.make_result(school, str(score), subject="Физика")
    return school


def line_of(cast: Cast) -> Line:
    """The line of deficits in physics."""
    links = Links(year_report(profile_of(cast), 2025), region=cast.region.pk, year=2025)
    return links.line("ege", "Физика", DEFICITS)


def test_share_is_of_diagnosed_teachers_in_the_staff(cast: Cast) -> None:
    with acting(SYSTEM):
        school = school_of(cast, 2)
        make.make_person(school)
        head = make.make_person(school, position=make.make_position("Директор", "manager"))
        make.make_session(head, cast.cnppm, IN, scores=WEAK)
        left = make.make_person(school, end=date(2025, 6, 1))
        make.make_session(left, cast.cnppm, IN, scores=WEAK)
        again = make.make_person(school)
        make.make_session(again, cast.cnppm, IN, scores=WEAK)
        make.make_session(again, cast.cnppm, date(2025, 9, 1), scores=STRONG)
        old = make.make_person(school)
        make.make_session(old, cast.cnppm, date(2020, 3, 1), scores=WEAK)
    report = compute(profile_of(cast))
    assert shares(report, [school.pk]) == {school.pk: (2, 6)}


def test_annulled_and_later_diagnostics_do_not_count(cast: Cast) -> None:
    with acting(SYSTEM):
        school = school_of(cast, 0)
        person = make.make_person(school)
        make.make_session(person, cast.cnppm, IN, scores=WEAK, annulled_on=END)
        make.make_session(person, cast.cnppm, date(2026, 2, 1), scores=WEAK)
    report = compute(profile_of(cast))
    assert shares(report, [school.pk]) == {school.pk: (0, 5)}


def test_school_with_four_diagnosed_is_told_of_nobody(cast: Cast) -> None:
    with acting(SYSTEM):
        school = school_of(cast, 4, diagnosed=4)
    assert shares(compute(profile_of(cast)), [school.pk]) == {}


def test_link_is_scipys(cast: Cast) -> None:
    with acting(SYSTEM):
        for weak, score in zip((0, 1, 1, 2, 2, 3, 3, 4, 5, 5), SCORES, strict=True):
            school_of(cast, weak, score=score)
    compute(profile_of(cast))
    xs, ys = [0, 20, 20, 40, 40, 60, 60, 80, 100, 100], list(SCORES)
    with acting(cast.actor("ministry")):
        assert DiagnosticSession.objects.count() == 0
        line = line_of(cast)
    assert line.found is not None
    assert (line.found.n, line.refusal) == (10, "")
    for ours, theirs in ((line.found.pearson, stats.pearsonr(xs, ys)), (line.found.spearman, stats.spearmanr(xs, ys))):
        assert ours is not None
        assert ours.value == pytest.approx(theirs.statistic)
        assert ours.p == pytest.approx(theirs.pvalue)


def test_nine_schools_are_refused(cast: Cast) -> None:
    with acting(SYSTEM):
        for number in range(9):
            school_of(cast, number % 3, score=50 + number)
    compute(profile_of(cast))
    with acting(SYSTEM):
        line = line_of(cast)
    assert (line.found, line.refusal) == (None, "школ с обоими значениями меньше 10 (9)")


def test_page_and_passport_show_the_link(browse: Browse, cast: Cast) -> None:
    with acting(SYSTEM):
        for number, score in enumerate(SCORES):
            school_of(cast, number // 2, score=score)
    compute(profile_of(cast))
    text = text_of(browse("ministry").get("/passport/correlation/?exam=ege&subject=Физика&indicator=deficits"))
    assert "ЕГЭ, Физика: Учителя с дефицитами" in text
    assert "Корреляция не означает причины" in text
    assert "Учителя с дефицитами" in text_of(browse("ministry").get(f"/passport/{begin(cast).pk}/"))
