"""Every data-quality rule: its doubt in words, and silence where there is none."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.utils import timezone

from apps.core.actor import acting, system
from apps.monitoring.findings import EVERY, RULES
from apps.monitoring.models import Finding
from apps.organizations.models import Organization
from apps.teachers.models import Consent, Employment, Person
from tests import factories as make
from tests.cast import Cast
from tests.monitoring.findings import test_activity, test_people, test_sessions, test_trainings
from tests.reports import DAY, START, compute, make_profile

MAY, JUNE = date(2025, 5, 5), date(2025, 6, 6)
Spoil = Callable[[Cast], None]
# Rules that are silent about clean data (below), or in a test of their own.
SILENT_ELSEWHERE = {
    "no_main",
    "no_job",
    "young_unknown",
    "employment_closed",
    "employment_not_opened",
    "employment_before_career",
    "hired_under_14",
    "item_competence_lacking",
    "item_outside_registry",
}


def sentences(cast: Cast, rule: str) -> list[str]:
    """What the report for 2025 says under the rule."""
    with acting(system("test")):
        profile = make_profile(cast.region, "qualified")
        report = compute(profile)
        return list(Finding.objects.filter(report=report, rule=rule).values_list("sentence", flat=True))


def only_extra_job(cast: Cast) -> None:
    cast.teacher.employments.update(is_main=False)


def left(cast: Cast) -> None:
    cast.teacher.employments.update(end=JUNE)


def no_birth_date(cast: Cast) -> None:
    Person.objects.filter(pk=cast.teacher.pk).update(birth_date=None, career_start=date(2024, 9, 1))


def no_career_start(cast: Cast) -> None:
    Person.objects.filter(pk=cast.teacher.pk).update(birth_date=date(2000, 1, 1), career_start=None)


def no_dates(cast: Cast) -> None:
    Person.objects.filter(pk=cast.teacher.pk).update(birth_date=None, career_start=None)


def closed(cast: Cast) -> None:
    Organization.objects.filter(pk=cast.school_b.pk).update(closed_on=JUNE)


def opened(cast: Cast) -> None:
    Organization.objects.filter(pk=cast.school_b.pk).update(opened_on=JUNE)


def before_career(cast: Cast) -> None:
    Person.objects.filter(pk=cast.teacher.pk).update(career_start=date(2016, 9, 1))


def child(cast: Cast) -> None:
    Person.objects.filter(pk=cast.teacher.pk).update(birth_date=date(2001, 9, 2))


def idle_session(cast: Cast) -> None:
    make.make_session(cast.teacher, cast.cnppm, MAY)
    cast.teacher.employments.update(start=JUNE)


def early_training(cast: Cast) -> None:
    program = make.make_program(cast.iro, title="Программа")
    route = make.make_route(
        cast.teacher, make.make_session(cast.teacher, cast.cnppm, MAY), approved_on=JUNE, number="1"
    )
    make.make_item(route, program)
    make.make_enrollment(cast.teacher, program, START, MAY)


def late_training(cast: Cast) -> None:
    program = make.make_program(cast.iro, title="Программа", runs_to=MAY)
    make.make_enrollment(cast.teacher, program, START, JUNE)


def self_assessed(cast: Cast) -> None:
    session = make.make_session(cast.teacher, cast.cnppm, MAY, independent=False)
    make.make_route(cast.teacher, session, approved_on=JUNE, number="1")


def annulled(cast: Cast) -> None:
    session = make.make_session(cast.teacher, cast.cnppm, MAY, annulled_on=JUNE - timedelta(days=1))
    make.make_route(cast.teacher, session, approved_on=JUNE, number="1")


def twice(cast: Cast) -> None:
    program = make.make_program(cast.iro, title="Программа")
    route = make.make_route(
        cast.teacher, make.make_session(cast.teacher, cast.cnppm, MAY), approved_on=JUNE, number="1"
    )
    make.make_item(route, program)
    make.make_item(route, program)


def one_item(cast: Cast) -> None:
    program = make.make_program(cast.iro, title="Программа")
    route = make.make_route(
        cast.teacher, make.make_session(cast.teacher, cast.cnppm, MAY), approved_on=JUNE, number="1"
    )
    item = make.make_item(route, program)
    item.number = "5"
    item.save()


CASES: list[tuple[str, Spoil, str]] = [
    ("no_main", only_extra_job, "На отчётную дату есть место работы, но нет основного: ни в чьём штате не учтён"),
    ("no_job", left, "На отчётную дату нет места работы: ни в чьём штате не учтён"),
    ("young_unknown", no_birth_date, "Нет даты рождения: среди молодых специалистов не учтён"),
    ("young_unknown", no_career_start, "Нет начала педагогической деятельности: среди молодых специалистов не учтён"),
    (
        "young_unknown",
        no_dates,
        "Нет даты рождения и начала педагогической деятельности: среди молодых специалистов не учтён",
    ),
    ("employment_closed", closed, "Работает в организации «Школа Б-1» после её закрытия 06.06.2025"),
    ("employment_not_opened", opened, "Принят 01.09.2015 в организацию «Школа Б-1», открытую 06.06.2025"),
    (
        "employment_before_career",
        before_career,
        "Принят 01.09.2015 — раньше начала педагогической деятельности 01.09.2016",
    ),
    ("hired_under_14", child, "Принят 01.09.2015 в возрасте до 14 лет: дата рождения 02.09.2001"),
    ("session_outside_employment", idle_session, "Диагностика 05.05.2025 пройдена, когда человек нигде не работал"),
    (
        "trained_before_route",
        early_training,
        "Программа «Программа» завершена 05.05.2025, а ИОМ № 1 с ней утверждён 06.06.2025",
    ),
    (
        "trained_outside_program",
        late_training,
        "Обучение с 01.01.2025 по 06.06.2025 выходит за сроки реализации программы «Программа»",
    ),
    ("route_on_self_assessment", self_assessed, "ИОМ № 1 построен на самодиагностике 05.05.2025"),
    ("route_after_annulment", annulled, "ИОМ № 1 утверждён 06.06.2025, диагностика аннулирована 05.06.2025"),
    ("route_without_items", annulled, "ИОМ № 1 утверждён без единого пункта"),
    ("program_twice", twice, "ИОМ № 1 называет программу «Программа» дважды"),
    ("item_competence_lacking", one_item, "ИОМ № 1, пункт 5: в программе «Программа» нет компетенции Т-01"),
    (
        "item_outside_registry",
        one_item,
        "ИОМ № 1, пункт 5: программа «Программа» на дату утверждения не входила в ФР ДПП",
    ),
]


@pytest.mark.parametrize(("rule", "spoil", "expected"), CASES, ids=[f"{c[0]}-{c[1].__name__}" for c in CASES])
def test_doubt_is_told_in_words(cast: Cast, rule: str, spoil: Spoil, expected: str) -> None:
    with acting(system("test")):
        spoil(cast)
    assert sentences(cast, rule) == [expected]


def test_date_that_has_not_come_is_told(cast: Cast) -> None:
    today = timezone.localdate()
    with acting(system("test")):
        make.make_session(cast.teacher, cast.cnppm, today + timedelta(days=1))
        report = compute(make_profile(cast.region, "qualified"), today, today + timedelta(days=1))
        found = list(Finding.objects.filter(report=report, rule="date_in_future").values_list("sentence", flat=True))
    assert found == [f"Диагностика: дата {today + timedelta(days=1):%d.%m.%Y} ещё не наступила"]


def test_every_rule_has_a_case_of_doubt_and_a_case_of_silence() -> None:
    told = [case for module in (test_people, test_sessions, test_trainings, test_activity) for case in module.CASES]
    doubted = {case.rule for case in told if case.sentences} | {case[0] for case in CASES} | {"date_in_future"}
    silent = {case.rule for case in told if not case.sentences} | SILENT_ELSEWHERE
    assert (doubted, silent) == (set(RULES), set(RULES))


def test_every_rule_says_what_to_do() -> None:
    assert [rule.code for rule in EVERY.values() if not rule.advice.endswith(".")] == []


def clean(cast: Cast) -> None:
    """Every school has a head, everybody has agreed to the processing of their data."""
    test_activity.manned(cast)
    for person in Person.objects.all():
        Consent.objects.create(person=person, given_on=START)


def test_clean_data_have_no_findings(cast: Cast) -> None:
    with acting(system("test")):
        clean(cast)
        report = compute(make_profile(cast.region, "qualified"))
        assert Finding.objects.filter(report=report).count() == 0


@pytest.mark.parametrize("rule", ["employment_closed", "employment_not_opened"])
def test_employment_within_the_organizations_life_is_not_doubted(cast: Cast, rule: str) -> None:
    with acting(system("test")):
        Organization.objects.filter(pk=cast.school_b.pk).update(opened_on=make.LONG_AGO, closed_on=JUNE)
        Employment.objects.filter(person=cast.stranger).update(end=JUNE)
    assert sentences(cast, rule) == []


def test_findings_change_the_hash(cast: Cast) -> None:
    with acting(system("test")):
        profile = make_profile(cast.region, "qualified")
        first = compute(profile).hash
        opened(cast)
    assert compute(profile).hash != first


def test_finding_is_seen_by_the_municipality_of_its_person(cast: Cast) -> None:
    with acting(system("test")):
        clean(cast)
        opened(cast)
        before_career(cast)
        compute(make_profile(cast.region, "qualified"), START, DAY)
    with acting(cast.actor("methodist")):
        assert list(Finding.objects.values_list("person_id", flat=True)) == [cast.teacher.pk]
    with acting(cast.actor("ministry")):
        assert Finding.objects.count() == 0
