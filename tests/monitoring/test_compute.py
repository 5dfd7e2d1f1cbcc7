"""``compute_report``: drafts, corrections, refusals, composition on the date, what stands beside the figures."""

from datetime import date, timedelta
from typing import Any

import pytest

from apps.core.actor import acting, system
from apps.monitoring.models import Report
from apps.monitoring.services.compute import ReportRefused, compute_report
from apps.organizations.models import Headcount, Organization
from apps.organizations.services.placement import rebuild_memberships, reorganize
from tests import factories as make
from tests.cast import Cast
from tests.reports import DAY, START, compute, counts, figure, make_profile

MAY = date(2025, 5, 5)


def approve(report: Report) -> None:
    """Approved, however it came to it."""
    with acting(system("test")):
        Report.objects.filter(pk=report.pk).update(state="approved", published=True)


def units(report: Report, level: str) -> set[str]:
    """The codes of the report's units of a level."""
    with acting(system("test")):
        return set(report.units.filter(level=level).values_list("code", flat=True))


def test_changed_facts_replace_the_draft_in_its_place(cast: Cast) -> None:
    with acting(system("test")):
        profile = make_profile(cast.region, "diagnosed")
    first = compute(profile)
    with acting(system("test")):
        make.make_session(cast.teacher, cast.cnppm, MAY)
    second = compute(profile)
    assert (second.pk, second.version, second.previous) == (first.pk, 1, None)
    assert second.hash != first.hash
    assert counts(second, "diagnosed") == (1, 4)


def test_returned_report_is_computed_anew_in_its_place(cast: Cast) -> None:
    with acting(system("test")):
        profile = make_profile(cast.region, "diagnosed")
    first = compute(profile)
    with acting(system("test")):
        Report.objects.filter(pk=first.pk).update(state="returned")
        make.make_session(cast.teacher, cast.cnppm, MAY)
    assert compute(profile).pk == first.pk


def test_correction_of_an_approved_report_is_a_new_version_that_names_it(cast: Cast) -> None:
    with acting(system("test")):
        profile = make_profile(cast.region, "diagnosed")
    first = compute(profile)
    approve(first)
    with acting(system("test")):
        make.make_session(cast.teacher, cast.cnppm, MAY)
    second = compute(profile)
    assert (second.version, second.previous, second.state) == (2, first, "draft")
    assert counts(first, "diagnosed") == (0, 4)
    assert counts(second, "diagnosed") == (1, 4)


def test_approved_report_with_the_same_facts_is_given_back(cast: Cast) -> None:
    with acting(system("test")):
        profile = make_profile(cast.region, "diagnosed")
    first = compute(profile)
    approve(first)
    assert compute(profile) == first
    with acting(system("test")):
        assert Report.objects.count() == 1


def test_submitted_report_is_not_computed(cast: Cast) -> None:
    with acting(system("test")):
        profile = make_profile(cast.region, "diagnosed")
        report = compute(profile)
        Report.objects.filter(pk=report.pk).update(state="submitted")
    with pytest.raises(ReportRefused) as refused:
        compute(profile)
    assert str(refused.value) == "Отчёт представлен на утверждение: пересчитать его можно после возврата"


def test_profile_without_indicators_is_refused(cast: Cast) -> None:
    with acting(system("test")):
        profile = make_profile(cast.region)
    with pytest.raises(ReportRefused) as refused:
        compute(profile)
    assert str(refused.value) == "В профиле «Тестовый профиль» нет показателей"


def test_period_that_ends_before_its_start_is_refused(cast: Cast) -> None:
    with acting(system("test")):
        profile = make_profile(cast.region, "diagnosed")
    with pytest.raises(ReportRefused) as refused:
        compute(profile, DAY, START)
    assert str(refused.value) == "Начало периода позже его конца"


def test_progress_is_told_to_its_end(cast: Cast) -> None:
    told: list[tuple[int, int, str]] = []
    with acting(system("test")):
        profile = make_profile(cast.region, "diagnosed")
    compute_report(profile=profile, period_from=START, period_to=DAY, progress=lambda *step: told.append(step))
    assert told == [(0, 3, "Показатели"), (1, 3, "Качество данных"), (2, 3, "Отпечаток"), (3, 3, "Готово")]


def test_hash_does_not_depend_on_ids(cast: Cast) -> None:
    with acting(system("test")):
        session = make.make_session(cast.teacher, cast.cnppm, MAY)
        profile = make_profile(cast.region, "diagnosed")
    first = compute(profile).hash
    with acting(system("test")):
        session.scores.all().delete()
        session.deficits.all().delete()
        session.delete()
        make.make_session(cast.teacher, cast.cnppm, MAY)
    assert compute(profile).hash == first


def test_hash_depends_on_who_is_in_the_numerator(cast: Cast) -> None:
    with acting(system("test")):
        make.make_session(cast.teacher, cast.cnppm, MAY)
        profile = make_profile(cast.region, "diagnosed")
    first = compute(profile).hash
    with acting(system("test")):
        type(cast.teacher.diagnosticsessions.get()).objects.update(independent=False)
        make.make_session(cast.head, cast.cnppm, MAY)
    second = compute(profile)
    assert counts(second, "diagnosed") == (1, 4)
    assert second.hash != first


def test_report_uses_the_composition_of_its_date(cast: Cast) -> None:
    with acting(system("test")):
        target = make.make_municipality(cast.region, "99699000", "Округ", valid_from=date(2025, 7, 1))
        reorganize(sources=[cast.municipality_a, cast.municipality_b], target=target, on=date(2025, 7, 1))
        profile = make_profile(cast.region, "diagnosed")
    half, whole = compute(profile, START, date(2025, 6, 30)), compute(profile)
    assert units(half, "municipality") == {"99601000", "99602000"}
    assert units(whole, "municipality") == {"99699000"}
    assert counts(half, "diagnosed", cast.municipality_a) == (0, 3)
    assert counts(whole, "diagnosed", target) == (0, 4)


def test_municipality_without_organizations_is_there_with_nothing(cast: Cast) -> None:
    with acting(system("test")):
        empty = make.make_municipality(cast.region, "99603000", "Пустой район")
        profile = make_profile(cast.region, "diagnosed")
    assert figure(compute(profile), "diagnosed", empty).percent is None


def test_municipality_that_has_ended_is_not_there(cast: Cast) -> None:
    with acting(system("test")):
        make.make_municipality(cast.region, "99603000", "Бывший район", valid_to=date(2024, 1, 1))
        profile = make_profile(cast.region, "diagnosed")
    assert units(compute(profile), "municipality") == {"99601000", "99602000"}


@pytest.mark.parametrize("fields", [{"opened_on": DAY + timedelta(days=1)}, {"closed_on": date(2020, 1, 1)}])
def test_organization_that_is_not_open_is_there_with_nothing(cast: Cast, fields: dict[str, Any]) -> None:
    with acting(system("test")):
        school = make.make_organization(cast.municipality_a, **fields)
        profile = make_profile(cast.region, "diagnosed")
    assert figure(compute(profile), "diagnosed", school).percent is None


def test_closed_organization_with_staff_is_there(cast: Cast) -> None:
    with acting(system("test")):
        Organization.objects.filter(pk=cast.school_b.pk).update(closed_on=date(2025, 6, 1))
        profile = make_profile(cast.region, "diagnosed")
    assert counts(compute(profile), "diagnosed", cast.school_b) == (0, 1)


def test_municipal_profile_has_its_municipality_and_no_region(cast: Cast) -> None:
    with acting(system("test")):
        profile = make_profile(cast.region, "diagnosed", municipality=cast.municipality_a)
    report = compute(profile)
    assert units(report, "region") == set()
    assert units(report, "municipality") == {"99601000"}
    assert counts(report, "diagnosed", cast.municipality_a) == (0, 3)


def test_population_of_founders_holds_the_unstated_one(cast: Cast) -> None:
    with acting(system("test")):
        Organization.objects.filter(pk=cast.school_b.pk).update(founder="private")
        profile = make_profile(cast.region, "diagnosed", founders=["municipal", "unstated"])
    report = compute(profile)
    assert counts(report, "diagnosed") == (0, 3)
    assert counts(report, "diagnosed", cast.school_b) == (0, 0)


def test_official_headcount_stands_beside_the_entered_staff(cast: Cast) -> None:
    with acting(system("test")):
        place = {"organization": cast.school_a, "municipality": cast.municipality_a, "region": cast.region}
        for on, pedagogues in ((date(2024, 9, 1), 5), (date(2025, 9, 20), 7), (date(2026, 1, 1), 50)):
            Headcount.objects.create(**place, on_date=on, pedagogues=pedagogues, managers=1)
        profile = make_profile(cast.region, "diagnosed")
    report = compute(profile)
    with acting(system("test")):
        school = report.units.get(code=cast.school_a.code)
        whole = report.units.get(level="region")
    assert (school.staff, school.managers, school.official, school.official_staff) == (2, 1, 8, 2)
    assert (whole.staff, whole.managers, whole.official, whole.official_staff) == (4, 1, 8, 2)


def test_sums_are_additive_upward(cast: Cast) -> None:
    with acting(system("test")):
        for person in (cast.teacher, cast.colleague, cast.stranger):
            make.make_session(person, cast.cnppm, MAY)
        rebuild_memberships()
        report = compute(make_profile(cast.region, "diagnosed"))
        rows = list(report.units.values_list("level", "numerators", "denominators"))
    sums = {
        level: [
            sum(numbers[0] for numbers in parts)
            for parts in zip(*(row[1:] for row in rows if row[0] == level), strict=True)
        ]
        for level in ("region", "municipality", "organization")
    }
    assert sums == {"region": [3, 4], "municipality": [3, 4], "organization": [3, 4]}
