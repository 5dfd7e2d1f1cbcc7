"""The explanation of a figure: what each role sees of it, the lists and their pages, the records in words."""

from datetime import date

import pytest

from apps.core.actor import acting, system
from apps.monitoring.models import Report
from apps.monitoring.selectors.explanation import (
    Line,
    NotInReport,
    explain,
    lines,
    members,
    number_of,
    numerator_group,
    unit_of,
)
from apps.monitoring.selectors.subjects import Group
from apps.programs.models import EarlierStay
from apps.teachers.models import Appointment
from tests import factories as make
from tests.cast import Cast
from tests.reports import compute, make_profile

MAY, JUNE = date(2025, 5, 5), date(2025, 6, 6)
REGION = "99000000"


def diagnosed(cast: Cast) -> Report:
    """The teacher and the stranger were assessed, the colleague assessed herself."""
    with acting(system("test")):
        for person in (cast.teacher, cast.stranger):
            make.make_session(person, cast.cnppm, MAY)
        make.make_session(cast.colleague, cast.cnppm, MAY, independent=False)
        return compute(make_profile(cast.region, "diagnosed", parameters={"providers": ["cnppm"]}))


def listed(report: Report, code: str, unit: str, group: Group | None = None) -> list[Line]:
    """The numerator's list, or another group's."""
    number = number_of(report, code)
    return lines(report, number, unit_of(report, unit), group or numerator_group(report, number))


def told(found: list[Line]) -> list[tuple[str, str, str]]:
    """Name, organization, record."""
    return [(line.subject.name, line.subject.organization, line.record) for line in found]


def record(cast: Cast, rule: str) -> str:
    """The record that put somebody into the numerator."""
    report = compute(make_profile(cast.region, rule))
    return listed(report, rule, REGION)[0].record


def test_figure_is_told_with_its_rule_and_reasons(cast: Cast) -> None:
    report = diagnosed(cast)
    with acting(cast.actor("cnppm")):
        explanation = explain(report, "diagnosed", unit_of(report, REGION))
    assert (explanation.value.numerator, explanation.value.denominator) == (2, 4)
    assert explanation.words == (
        "Знаменатель — педагогические работники и управленческие кадры на 31.12.2025. Числитель — те из них,"
        " кто завершил с\u00a001.01.2025 по\u00a031.12.2025 независимую диагностику в ЦНППМ, не аннулированную"
        " на 31.12.2025."
    )
    assert [(reason.sentence, reason.count) for reason in explanation.reasons] == [
        ("диагностики в учитываемом периоде нет", 1),
        ("пройдена только самодиагностика", 1),
    ]


def test_counts_of_reasons_are_figures_for_those_who_see_no_people(cast: Cast) -> None:
    report = diagnosed(cast)
    with acting(cast.actor("ministry")):
        explanation = explain(report, "diagnosed", unit_of(report, REGION))
        assert [reason.count for reason in explanation.reasons] == [1, 1]
        assert listed(report, "diagnosed", REGION) == []


def test_methodist_sees_the_own_municipality_only(cast: Cast) -> None:
    report = diagnosed(cast)
    with acting(cast.actor("methodist")):
        assert told(listed(report, "diagnosed", "99601000")) == [
            ("Своева Тест", "Школа А-1", "диагностика 05.05.2025, ЦНППМ")
        ]
        for unit in (REGION, "99602000", cast.school_b.code):
            with pytest.raises(NotInReport):
                unit_of(report, unit)


def test_person_who_moved_away_has_no_name_for_the_former_municipality(cast: Cast) -> None:
    report = diagnosed(cast)
    with acting(system("test")):
        cast.teacher.employments.update(end=date(2026, 1, 1))
        make.make_employment(cast.teacher, cast.school_b, start=date(2026, 1, 2))
    with acting(cast.actor("methodist")):
        assert told(listed(report, "diagnosed", "99601000")) == [("", "Школа А-1", "диагностика 05.05.2025")]


def test_record_that_is_gone_keeps_its_kind_and_date(cast: Cast) -> None:
    report = diagnosed(cast)
    with acting(system("test")):
        for session in cast.stranger.diagnosticsessions.all():
            session.scores.all().delete()
            session.deficits.all().delete()
            session.delete()
        assert told(listed(report, "diagnosed", "99602000")) == [
            ("Посторонняя Тест", "Школа Б-1", "диагностика 05.05.2025")
        ]


def test_others_are_grouped_by_the_first_failed_condition(cast: Cast) -> None:
    report = diagnosed(cast)
    with acting(system("test")):
        assert told(listed(report, "diagnosed", REGION, Group(0))) == [("Директорова Тест", "Школа А-1", "")]
        assert told(listed(report, "diagnosed", REGION, Group(1))) == [
            ("Коллегина Тест", "Школа А-2", "самодиагностика 05.05.2025, ЦНППМ")
        ]


def test_those_not_in_the_staff_are_listed_apart(cast: Cast) -> None:
    with acting(system("test")):
        cast.stranger.employments.update(end=JUNE)
    report = diagnosed(cast)
    with acting(system("test")):
        assert told(listed(report, "diagnosed", REGION, Group(outside=True))) == [
            ("Посторонняя Тест", "Школа Б-1", "диагностика 05.05.2025, ЦНППМ")
        ]
        assert [name for name, *_ in told(listed(report, "diagnosed", REGION))] == ["Своева Тест"]


def test_list_comes_in_pages(cast: Cast) -> None:
    report = diagnosed(cast)
    with acting(system("test")):
        unit = unit_of(report, REGION)
        pages = [lines(report, 0, unit, Group(), limit=2, offset=offset) for offset in (0, 2, 4)]
    assert [[line.subject.name for line in page] for page in pages] == [
        ["Директорова Тест", "Коллегина Тест"],
        ["Посторонняя Тест", "Своева Тест"],
        [],
    ]


def test_unknown_indicator_and_unit_are_refused(cast: Cast) -> None:
    report = diagnosed(cast)
    with acting(system("test")):
        with pytest.raises(NotInReport) as unit:
            unit_of(report, "нет")
        with pytest.raises(NotInReport) as indicator:
            explain(report, "routed", unit_of(report, REGION))
    assert str(unit.value) == "В отчёте нет территории или организации «нет»"
    assert str(indicator.value) == "В отчёте нет показателя «routed»"


def test_team_is_told_with_its_members(cast: Cast) -> None:
    with acting(system("test")):
        program = make.make_program(cast.iro, title="Качество", theme="управление качеством образования")
        make.make_enrollment(cast.head, program, MAY, JUNE)
        make.make_person(cast.school_a, last_name="Заместителева", position=make.make_position("Директор"))
        report = compute(make_profile(cast.region, "teams_trained"))
        found = members(report, 0, cast.school_a.pk)
        team = listed(report, "teams_trained", REGION)
    assert [(line.subject.name, line.record) for line in team] == [("Школа А-1", "")]
    assert [line.subject.trained for line in team] == [1]
    assert [(line.subject.name, line.record) for line in found] == [
        (
            "Директорова Тест",
            "«Качество», с\u00a005.05.2025 по\u00a006.06.2025; в ФР ДПП при зачислении: нет, при завершении: нет",
        ),
        ("Заместителева Анна", ""),
    ]


def test_members_are_of_teams_only(cast: Cast) -> None:
    report = diagnosed(cast)
    with acting(system("test")), pytest.raises(NotInReport):
        members(report, 0, cast.school_a.pk)


def test_training_is_told_with_the_registry_on_both_dates(cast: Cast) -> None:
    with acting(system("test")):
        program = make.make_program(cast.iro, title="Программа")
        make.make_entry(program, date(2025, 6, 1))
        make.make_enrollment(cast.teacher, program, MAY, JUNE)
        text = record(cast, "qualified")
    assert text == (
        "«Программа», с\u00a005.05.2025 по\u00a006.06.2025; в ФР ДПП при зачислении: нет, при завершении: да"
    )


def test_training_in_an_earlier_stay_of_the_entry_counts(cast: Cast) -> None:
    with acting(system("test")):
        program = make.make_program(cast.iro, title="Программа")
        entry = make.make_entry(program, date(2025, 6, 1))
        EarlierStay.objects.create(entry=entry, included_on=date(2024, 1, 1), excluded_on=date(2025, 5, 20))
        make.make_enrollment(cast.teacher, program, MAY, date(2025, 5, 25))
        session = make.make_session(cast.teacher, cast.cnppm, date(2025, 2, 1))
        make.make_item(make.make_route(cast.teacher, session, approved_on=date(2025, 3, 1)), program)
        text = record(cast, "trained_fr")
    assert text == (
        "«Программа», с\u00a005.05.2025 по\u00a025.05.2025; в ФР ДПП при зачислении: да, при завершении: нет"
    )


def test_entry_that_was_included_again_tells_its_earlier_stay(cast: Cast) -> None:
    with acting(system("test")):
        entry = make.make_entry(make.make_program(cast.iro, runs_from=MAY), date(2025, 6, 1))
        EarlierStay.objects.create(entry=entry, included_on=date(2024, 1, 1), excluded_on=date(2025, 2, 1))
        text = record(cast, "programs_in_fr")
    assert text == (
        f"№\u00a0{entry.number} в ФР ДПП, включена 01.06.2025; ранее включена 01.01.2024, исключена 01.02.2025"
    )


def test_route_is_told_by_its_number(cast: Cast) -> None:
    with acting(system("test")):
        make.make_route(cast.teacher, make.make_session(cast.teacher, cast.cnppm, MAY), approved_on=JUNE, number="7")
        assert record(cast, "routed") == "ИОМ №\u00a07, утверждён 06.06.2025"


def test_participation_is_told_by_event_and_role(cast: Cast) -> None:
    with acting(system("test")):
        event = make.make_event(cast.school_b, MAY, title="Урок года", kind="skill_contest")
        make.make_participation(event, cast.teacher, "winner")
        assert record(cast, "contest_people") == "«Урок года», победитель, 05.05.2025"


def test_appointment_is_told_with_its_term(cast: Cast) -> None:
    with acting(system("test")):
        Appointment.objects.create(person=cast.teacher, at_organization=cast.mms_a, kind="expert", start=MAY)
        assert record(cast, "experts") == "эксперт, с\u00a005.05.2025"


def test_pair_is_told_by_its_mentor(cast: Cast) -> None:
    with acting(system("test")):
        young = make.make_person(cast.school_a, birth_date=date(1999, 1, 1), career_start=date(2024, 9, 1))
        make.make_pair(cast.teacher, young, MAY)
        assert record(cast, "young_supported") == "наставник Своева Тест, с\u00a005.05.2025"


def test_registry_entry_is_told_by_its_number(cast: Cast) -> None:
    with acting(system("test")):
        program = make.make_program(cast.iro, runs_from=MAY)
        number = make.make_entry(program, date(2025, 2, 1)).number
        assert record(cast, "programs_in_fr") == f"№\u00a0{number} в ФР ДПП, включена 01.02.2025"
