"""Doubts about people and their jobs: each rule speaks where it should and is silent where it should not."""

from datetime import date
from decimal import Decimal

import pytest

from apps.teachers.models import Consent, Employment, Person
from tests import factories as make
from tests.cast import Cast
from tests.monitoring.findings.doubts import DAY, FEBRUARY, JUNE, MAY, START, Case, Spoil, check


def person(**fields: object) -> Spoil:
    """The teacher's card says this."""
    return lambda cast: Person.objects.filter(pk=cast.teacher.pk).update(**fields)


def job(**fields: object) -> Spoil:
    """The teacher's job says this."""
    return lambda cast: Employment.objects.filter(person=cast.teacher).update(**fields)


def namesake(born: date) -> Spoil:
    """Somebody else has the teacher's name."""
    return lambda cast: make.make_person(
        cast.school_b, last_name=cast.teacher.last_name, first_name=cast.teacher.first_name, birth_date=born
    )


def second_job(start: date, *, first_ends: date | None = None, rate: str = "1") -> Spoil:
    """The teacher's post once more, not as the main one."""

    def spoil(cast: Cast) -> None:
        job(end=first_ends, rate=1)(cast)
        make.make_employment(cast.teacher, cast.school_a, start=start, is_main=False, rate=Decimal(rate))

    return spoil


def consents(*, withdrawn_on: date | None) -> Spoil:
    """Everybody has agreed; the teacher has perhaps changed their mind."""

    def spoil(cast: Cast) -> None:
        for one in (cast.teacher, cast.head, cast.colleague, cast.stranger):
            Consent.objects.create(person=one, given_on=START)
        Consent.objects.filter(person=cast.teacher).update(withdrawn_on=withdrawn_on)

    return spoil


TWINS = ("Есть другой работник с теми же фамилией, именем, отчеством и датой рождения 01.05.1980",) * 2
UNKNOWN = ": среди молодых специалистов не учтён"
CASES = [
    # Whoever cannot be counted is listed, however likely they are to be no young specialist (DOMAIN 3).
    Case("young_unknown", person(birth_date=None, career_start=date(1990, 9, 1)), ("Нет даты рождения" + UNKNOWN,)),
    Case("young_unknown", person(career_start=None), ("Нет начала педагогической деятельности" + UNKNOWN,)),
    Case("young_unknown", person(birth_date=date(2001, 1, 1), career_start=date(2025, 9, 1))),
    Case(
        "birth_improbable",
        person(birth_date=date(1940, 12, 31)),
        ("В штате работник старше 85 лет: дата рождения 31.12.1940",),
    ),
    Case("birth_improbable", person(birth_date=date(1941, 1, 1))),
    Case(
        "career_before_16",
        person(career_start=date(1996, 4, 30)),
        ("Педагогическая деятельность начата 30.04.1996 в возрасте до 16 лет: дата рождения 01.05.1980",),
    ),
    Case("career_before_16", person(career_start=date(1996, 5, 1))),
    Case("name_letters", person(last_name="Cвоева"), ("В фамилии, имени или отчестве есть латинские буквы или цифры",)),
    Case("name_letters", person(last_name="Своева-Тестова", middle_name="Оглы")),
    Case("person_twin", namesake(date(1980, 5, 1)), TWINS),
    Case("person_twin", namesake(date(1980, 5, 2))),
    Case(
        "sex_patronymic",
        person(sex="м", middle_name="Ивановна"),
        ("В карточке указан пол «мужской», отчество говорит о другом",),
    ),
    Case("sex_patronymic", person(sex="ж", middle_name="Ивановна")),
    Case(
        "no_consent",
        consents(withdrawn_on=DAY),
        ("Нет действующего согласия на обработку персональных данных",),
    ),
    Case("no_consent", consents(withdrawn_on=None)),
    Case("rate_unlikely", job(rate=Decimal("25.00")), ("Место работы с 01.09.2015: ставка 25",)),
    Case("rate_unlikely", job(rate=Decimal("1.25"))),
    Case(
        "rates_over_two", second_job(FEBRUARY, rate="1.5"), ("Сумма ставок по всем местам работы 2,5, это больше двух",)
    ),
    Case("rates_over_two", second_job(FEBRUARY)),
    Case(
        "employment_twice",
        second_job(FEBRUARY),
        ("Должность в организации «Школа А-1» с 02.02.2025 уже внесена с 01.09.2015",),
    ),
    Case("employment_twice", second_job(JUNE, first_ends=MAY)),
]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_person_is_doubted_where_the_rule_says(cast: Cast, case: Case) -> None:
    check(cast, case)
