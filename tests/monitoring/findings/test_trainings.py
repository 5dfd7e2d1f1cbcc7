"""Doubts about trainings and programmes: each rule speaks where it should and is silent where it should not."""

from datetime import date
from typing import Any

import pytest

from apps.organizations.models import Organization
from apps.programs.models import Enrollment
from tests import factories as make
from tests.cast import Cast
from tests.monitoring.findings.doubts import DAY, FEBRUARY, JUNE, MARCH, MAY, START, Case, Spoil, check


def training(begun: date = FEBRUARY, completed: date | None = MAY, hours: int = 36, **fields: Any) -> Spoil:
    """The teacher is trained from February to May."""

    def spoil(cast: Cast) -> None:
        program = make.make_program(cast.iro, title="Программа", hours=hours)
        made = make.make_enrollment(cast.teacher, program, begun, completed)
        Enrollment.objects.filter(pk=made.pk).update(**fields)

    return spoil


def idle(until: date) -> Spoil:
    """The teacher left before the training ended."""

    def spoil(cast: Cast) -> None:
        training()(cast)
        cast.teacher.employments.update(end=until)

    return spoil


def one_document(second: str) -> Spoil:
    """Two people with documents of one institute."""

    def spoil(cast: Cast) -> None:
        training(document_number="АБ-1")(cast)
        program = make.make_program(cast.iro, title="Другая")
        made = make.make_enrollment(cast.head, program, FEBRUARY, MAY)
        Enrollment.objects.filter(pk=made.pk).update(document_number=second)

    return spoil


def twice(first: date | None) -> Spoil:
    """The same programme in spring and in autumn."""

    def spoil(cast: Cast) -> None:
        program = make.make_program(cast.iro, title="Программа")
        make.make_enrollment(cast.teacher, program, FEBRUARY, first)
        make.make_enrollment(cast.teacher, program, JUNE, DAY)

    return spoil


def program(**fields: Any) -> Spoil:
    """The institute has this programme."""
    return lambda cast: make.make_program(cast.iro, title="Программа", **fields)


def learnt(*competences: str) -> Spoil:
    """A programme with a listener."""

    def spoil(cast: Cast) -> None:
        made = make.make_program(cast.iro, title="Программа")
        made.competences.set([make.make_competence(code) for code in competences])
        make.make_enrollment(cast.teacher, made, MAY)

    return spoil


def registered(*spans: tuple[date, date | None], **fields: Any) -> Spoil:
    """A programme of 36 hours with entries of the registry."""

    def spoil(cast: Cast) -> None:
        made = make.make_program(cast.iro, title="Программа")
        for number, (included, excluded) in enumerate(spans, start=1):
            entry = make.make_entry(made, included, excluded)
            for name, value in {"number": f"Ф-{number}", **fields}.items():
                setattr(entry, name, value)
            entry.save()

    return spoil


def owner_closed(runs_to: date) -> Spoil:
    """The institute was closed in June."""

    def spoil(cast: Cast) -> None:
        program(runs_to=runs_to)(cast)
        Organization.objects.filter(pk=cast.iro.pk).update(closed_on=JUNE)

    return spoil


def ended(with_listener: bool) -> Spoil:
    """A programme that ended in May."""

    def spoil(cast: Cast) -> None:
        made = make.make_program(cast.iro, title="Программа", runs_to=MAY)
        if with_listener:
            make.make_enrollment(cast.teacher, made, FEBRUARY)

    return spoil


DOUBLE = (
    "Документ № АБ-1 по программе «Другая» внесён ещё у одного обучения той же организации",
    "Документ № АБ-1 по программе «Программа» внесён ещё у одного обучения той же организации",
)
CASES = [
    Case(
        "training_outside_employment",
        idle(MARCH),
        ("Программа «Программа» завершена 05.05.2025, когда человек нигде не работал",),
    ),
    Case("training_outside_employment", idle(MAY)),
    Case(
        "training_unfinished",
        training(begun=date(2023, 12, 30), completed=None),
        ("Программа «Программа»: зачислен 30.12.2023, обучение не завершено и не прекращено больше двух лет",),
    ),
    Case("training_unfinished", training(begun=date(2023, 12, 31), completed=None)),
    Case(
        "training_no_document",
        training(),
        ("Программа «Программа» завершена 05.05.2025, номер документа не внесён",),
    ),
    Case("training_no_document", training(document_number="АБ-1")),
    Case("document_twin", one_document("АБ-1"), DOUBLE),
    Case("document_twin", one_document("АБ-2")),
    Case(
        "issued_before_completed",
        training(issued_on=MARCH),
        ("Программа «Программа» завершена 05.05.2025, а документ выдан 03.03.2025",),
    ),
    Case("issued_before_completed", training(issued_on=MAY)),
    Case(
        "trained_too_fast",
        training(begun=MAY, hours=13),
        ("Программа «Программа» объёмом 13 ч пройдена с 05.05.2025 по 05.05.2025: больше 12 часов в день",),
    ),
    Case("trained_too_fast", training(begun=MAY, hours=12)),
    Case(
        "trained_twice", twice(MAY), ("Программа «Программа» завершена 31.12.2025, но уже была завершена 05.05.2025",)
    ),
    Case("trained_twice", twice(None)),
    Case(
        "program_hours_few",
        program(kind="pp", hours=249),
        ("Программа «Программа»: объём 249 ч меньше допустимых 250 ч",),
    ),
    Case("program_hours_few", program(hours=16)),
    Case("program_no_competences", learnt(), ("Программа «Программа» реализуется, а компетенции не названы",)),
    Case("program_no_competences", learnt("Т-01")),
    Case(
        "registry_differs",
        registered((START, None), hours=72),
        ("Программа «Программа»: в записи ФР ДПП № Ф-1 другой объём или вид",),
    ),
    Case("registry_differs", registered((START, None), hours=36, kind="pk")),
    Case(
        "registry_twice",
        registered((START, JUNE), (MAY, None)),
        ("Программа «Программа» названа сразу в двух записях ФР ДПП: № Ф-1 и № Ф-2",),
    ),
    Case("registry_twice", registered((START, MAY), (MAY, None))),
    Case(
        "program_owner_closed",
        owner_closed(DAY),
        ("Программа «Программа» реализуется после закрытия организации 06.06.2025",),
    ),
    Case("program_owner_closed", owner_closed(JUNE)),
    Case("program_idle", ended(False), ("Программа «Программа» завершена 05.05.2025, а обучавшихся в портале нет",)),
    Case("program_idle", ended(True)),
    Case("trained_outside_program", training()),
    Case("trained_before_route", training()),
]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_training_or_programme_is_doubted_where_the_rule_says(cast: Cast, case: Case) -> None:
    check(cast, case)
