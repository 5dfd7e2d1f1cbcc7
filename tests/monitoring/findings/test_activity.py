"""Doubts about participations, pairs, appointments and organizations: each rule speaks only where it should."""

from datetime import date
from typing import Any

import pytest

from apps.organizations.models import Agreement, Headcount, Organization
from apps.teachers.models import Appointment, Person
from tests import factories as make
from tests.cast import Cast
from tests.monitoring.findings.doubts import DAY, FEBRUARY, JUNE, MARCH, MAY, START, Case, Spoil, check
from tests.permissions.rows import place_columns


def took_part(on: date, until: date | None = None) -> Spoil:
    """The teacher took part in an event of 5–6 May; the job ended then."""

    def spoil(cast: Cast) -> None:
        event = make.make_event(cast.mms_a, MAY, title="Семинар", end=date(2025, 5, 6))
        make.make_participation(event, cast.teacher, on_date=on)
        cast.teacher.employments.update(end=until)

    return spoil


def appointed(left: date | None = None, **fields: Any) -> Spoil:
    """The teacher is an expert."""

    def spoil(cast: Cast) -> None:
        values = {"kind": "expert", "start": MARCH, "at_organization": cast.mms_a, **fields}
        Appointment.objects.create(person=cast.teacher, **values)
        cast.teacher.employments.update(end=left)

    return spoil


def pair(started: date = MARCH, mentee: dict[str, Any] | None = None, mentor: dict[str, Any] | None = None,
         mentor_leaves: date | None = None, mentee_leaves: date | None = None, **fields: Any) -> Spoil:  # fmt: skip
    """The head leads the teacher."""

    def spoil(cast: Cast) -> None:
        make.make_pair(cast.head, cast.teacher, started, **{"form": "subject", **fields})
        Person.objects.filter(pk=cast.teacher.pk).update(**{"career_start": date(2005, 9, 1), **(mentee or {})})
        Person.objects.filter(pk=cast.head.pk).update(**{"career_start": date(2005, 9, 1), **(mentor or {})})
        cast.head.employments.update(end=mentor_leaves)
        cast.teacher.employments.update(end=mentee_leaves)

    return spoil


def many_pairs(number: int) -> Spoil:
    """The head leads that many."""

    def spoil(cast: Cast) -> None:
        for _ in range(number):
            make.make_pair(cast.head, make.make_person(cast.school_a), MARCH)

    return spoil


def place(school: str, **fields: Any) -> Spoil:
    """The card of an organization says this."""
    return lambda cast: Organization.objects.filter(pk=getattr(cast, school).pk).update(**fields)


def manned(cast: Cast) -> None:
    """Every school has a head."""
    director = make.make_position("Директор", "manager")
    for school in (cast.school_a2, cast.school_b):
        make.make_person(school, position=director, last_name="Главная")


def emptied(closed_on: date | None) -> Spoil:
    """Nobody works in a school any more."""

    def spoil(cast: Cast) -> None:
        cast.stranger.employments.update(end=JUNE)
        place("school_b", closed_on=closed_on)(cast)

    return spoil


def headcount(official: int) -> Spoil:
    """Ten people work in a school, so many there are officially."""

    def spoil(cast: Cast) -> None:
        for _ in range(9):
            make.make_person(cast.school_b)
        Headcount.objects.create(**place_columns(cast.school_b), on_date=START, pedagogues=official)

    return spoil


def same_inn(inn: str) -> Spoil:
    """Two schools with a number each."""

    def spoil(cast: Cast) -> None:
        place("school_a", inn="3300000001")(cast)
        place("school_b", inn=inn)(cast)

    return spoil


def authority(valid_to: date | None) -> Spoil:
    """The municipality's authority has an agreement."""

    def spoil(cast: Cast) -> None:
        moo = make.make_organization(cast.municipality_a, "moo")
        Agreement.objects.create(**place_columns(moo), number="1", signed_on=START, valid_to=valid_to)

    return spoil


def gathered(visited: bool) -> Spoil:
    """An event of March."""

    def spoil(cast: Cast) -> None:
        event = make.make_event(cast.mms_a, MARCH, title="Семинар")
        if visited:
            make.make_participation(event, cast.teacher)

    return spoil


NO_FOUNDER = "Учредитель не указан, организация учтена в совокупности"
COUNTED_WITHOUT_FOUNDER = ["municipal", ""]
SIZES = "Внесено работников: 10, официальная численность на 01.01.2025: {}"
UNLED = "В штате нет ни руководителя, ни заместителя: управленческой команды нет"
TWINS = ("Тот же ИНН у организации «Школа А-1»", "Тот же ИНН у организации «Школа Б-1»")
SINCE = "Наставничество с 03.03.2025"
CASES = [
    Case(
        "participation_outside_event",
        took_part(date(2025, 5, 7)),
        ("Участие 07.05.2025 вне дат мероприятия «Семинар», которое началось 05.05.2025",),
    ),
    Case("participation_outside_event", took_part(date(2025, 5, 6))),
    Case(
        "participation_outside_employment",
        took_part(MAY, until=MARCH),
        ("Мероприятие «Семинар» 05.05.2025 прошло, когда человек нигде не работал",),
    ),
    Case("participation_outside_employment", took_part(MAY, until=MAY)),
    Case(
        "appointment_without_act",
        appointed(),
        ("Назначение «эксперт» с 03.03.2025 без приказа или иного акта",),
    ),
    Case("appointment_without_act", appointed(act="Приказ № 1")),
    Case(
        "appointment_unemployed",
        appointed(left=JUNE),
        ("Назначение «эксперт» с 03.03.2025 действует, а места работы нет",),
    ),
    Case("appointment_unemployed", appointed(left=JUNE, end=JUNE)),
    Case(
        "pair_mentor_left",
        pair(mentor_leaves=MAY),
        (f"{SINCE} не завершено, а наставник нигде не работает",),
    ),
    Case("pair_mentor_left", pair(mentor_leaves=MAY, end=MAY)),
    Case(
        "pair_mentee_left",
        pair(mentee_leaves=MAY),
        (f"{SINCE} не завершено, а наставляемый нигде не работает",),
    ),
    Case("pair_mentee_left", pair(mentee_leaves=MAY, end=MAY)),
    Case(
        "pair_not_young",
        pair(form="young", mentee={"career_start": MARCH.replace(year=2022)}),
        (f"{SINCE} в форме «наставник – молодой специалист», а наставляемый уже не молодой специалист",),
    ),
    Case(
        "pair_not_young",
        pair(form="young", mentee={"career_start": date(2022, 3, 4), "birth_date": date(1995, 1, 1)}),
    ),
    Case(
        "pair_mentor_junior",
        pair(mentor={"career_start": date(2022, 3, 4)}),
        (f"{SINCE}: наставник начал педагогическую деятельность 04.03.2022, меньше трёх лет до этого",),
    ),
    Case("pair_mentor_junior", pair(mentor={"career_start": MARCH.replace(year=2022)})),
    Case("pair_without_order", pair(), (f"{SINCE} без приказа",)),
    Case("pair_without_order", pair(order="№ 5")),
    Case(
        "pair_too_long",
        pair(started=DAY.replace(year=2022)),
        ("Наставничество с 31.12.2022 без даты окончания длится больше трёх лет",),
    ),
    Case("pair_too_long", pair(started=START.replace(year=2023))),
    Case("mentor_overloaded", many_pairs(6), ("Наставляемых одновременно: 6",)),
    Case("mentor_overloaded", many_pairs(5)),
    Case("organization_no_staff", emptied(None), ("Организация открыта, а в штате никого нет",)),
    Case("organization_no_staff", emptied(JUNE)),
    Case("organization_no_managers", lambda cast: None, (UNLED, UNLED)),
    Case("organization_no_managers", manned),
    Case("headcount_over", headcount(9), (SIZES.format(9),)),
    Case("headcount_over", headcount(10)),
    Case("headcount_short", headcount(12), (SIZES.format(12),)),
    Case("headcount_short", headcount(11)),
    Case("founder_unstated", place("school_a2", founder="municipal"), (NO_FOUNDER,), COUNTED_WITHOUT_FOUNDER),
    Case("founder_unstated", place("school_a2", founder="")),
    Case("inn_twin", same_inn("3300000001"), TWINS),
    Case("inn_twin", same_inn("3300000002")),
    Case("moo_no_agreement", authority(FEBRUARY), ("Нет действующего соглашения между МОУО, РОИВ и ИРО",)),
    Case("moo_no_agreement", authority(None)),
    Case(
        "event_without_people",
        gathered(False),
        ("Мероприятие «Семинар» 03.03.2025 прошло, а участников в портале нет",),
    ),
    Case("event_without_people", gathered(True)),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=str)
def test_activity_or_organization_is_doubted_where_the_rule_says(cast: Cast, case: Case) -> None:
    check(cast, case)
