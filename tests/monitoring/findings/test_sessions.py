"""Doubts about diagnostics and routes: each rule speaks where it should and is silent where it should not."""

from datetime import date, timedelta
from typing import Any

import pytest

from apps.diagnostics.models import Score
from apps.organizations.models import Organization
from apps.routes.models import IndividualRoute, RouteItem
from tests import factories as make
from tests.cast import Cast
from tests.monitoring.findings.doubts import DAY, FEBRUARY, JUNE, MARCH, MAY, START, Case, Spoil, check


def session(**fields: Any) -> Spoil:
    """The teacher was diagnosed in May."""
    return lambda cast: make.make_session(cast.teacher, cast.cnppm, MAY, **fields)


def unscored(cast: Cast) -> None:
    session()(cast)
    Score.objects.all().delete()


def repeated(after: int) -> Spoil:
    """The same tool again after some days."""

    def spoil(cast: Cast) -> None:
        session()(cast)
        make.make_session(cast.teacher, cast.cnppm, MAY + timedelta(days=after))

    return spoil


def provider_closed(on: date) -> Spoil:
    """The centre was closed, and yet it diagnosed in May."""

    def spoil(cast: Cast) -> None:
        session()(cast)
        Organization.objects.filter(pk=cast.cnppm.pk).update(closed_on=on)

    return spoil


def route(on: date = JUNE, taken: date = MAY, **fields: Any) -> Spoil:
    """A route with one item on a session."""

    def spoil(cast: Cast) -> None:
        made = make.make_route(
            cast.teacher, make.make_session(cast.teacher, cast.cnppm, taken), approved_on=on, number="7", **fields
        )
        make.make_item(made, make.make_program(cast.iro, title="Программа"))
        RouteItem.objects.filter(route=made).update(number="1")

    return spoil


def item(trained: bool = False, **fields: Any) -> Spoil:
    """The route's item says this; the training may be there."""

    def spoil(cast: Cast) -> None:
        route()(cast)
        RouteItem.objects.filter(person=cast.teacher).update(**fields)
        if trained:
            program = RouteItem.objects.get(person=cast.teacher).program
            assert program is not None
            make.make_enrollment(cast.teacher, program, JUNE, fields["done_on"])

    return spoil


def completed(done_on: date | None) -> Spoil:
    """The route is completed, its item perhaps not."""

    def spoil(cast: Cast) -> None:
        item(done_on=done_on)(cast)
        IndividualRoute.objects.filter(number="7").update(completed_on=DAY)

    return spoil


def second_route(**fields: Any) -> Spoil:
    """A later route of the same teacher."""

    def spoil(cast: Cast) -> None:
        route()(cast)
        IndividualRoute.objects.filter(number="7").update(**fields)
        make.make_route(cast.teacher, None, approved_on=date(2025, 9, 9), number="8")

    return spoil


def left(on: date) -> Spoil:
    """The teacher with a route does not work any more."""

    def spoil(cast: Cast) -> None:
        route()(cast)
        cast.teacher.employments.update(end=on)

    return spoil


CASES = [
    Case("session_without_scores", unscored, ("Диагностика 05.05.2025 внесена без единого балла",)),
    Case("session_without_scores", session()),
    Case(
        "session_repeated",
        repeated(30),
        ("Диагностика 04.06.2025 тем же инструментом «Тестовый инструмент» уже была 05.05.2025",),
    ),
    Case("session_repeated", repeated(31)),
    Case(
        "session_provider_closed",
        provider_closed(MARCH),
        ("Диагностика 05.05.2025 проведена организацией «ЦНППМ», закрытой 03.03.2025",),
    ),
    Case("session_provider_closed", provider_closed(MAY)),
    Case(
        "session_annulled_before",
        session(annulled_on=MARCH),
        ("Диагностика 05.05.2025 аннулирована 03.03.2025 — раньше, чем пройдена",),
    ),
    Case("session_annulled_before", session(annulled_on=MAY)),
    Case(
        "route_before_session",
        route(on=FEBRUARY),
        ("ИОМ № 7 утверждён 02.02.2025 — раньше своей диагностики 05.05.2025",),
    ),
    Case("route_before_session", route(on=MAY)),
    Case(
        "route_old_session",
        route(taken=date(2022, 6, 6)),
        ("ИОМ № 7 утверждён 06.06.2025 на диагностике 06.06.2022, которой больше трёх лет",),
    ),
    Case("route_old_session", route(taken=date(2022, 6, 7))),
    Case(
        "item_done_early",
        item(done_on=MAY),
        ("ИОМ № 7, пункт 1 выполнен 05.05.2025 — раньше утверждения 06.06.2025",),
    ),
    Case("item_done_early", item(done_on=JUNE)),
    Case(
        "item_done_untrained",
        item(done_on=DAY),
        ("ИОМ № 7, пункт 1 выполнен 31.12.2025, а завершённого обучения по программе «Программа» нет",),
    ),
    Case("item_done_untrained", item(done_on=DAY, trained=True)),
    Case("item_overdue", item(due=JUNE), ("ИОМ № 7, пункт 1 не выполнен в срок 06.06.2025",)),
    Case("item_overdue", item(due=DAY)),
    Case(
        "route_completed_undone",
        completed(None),
        ("ИОМ № 7 завершён 31.12.2025, невыполненных пунктов: 1",),
    ),
    Case("route_completed_undone", completed(DAY)),
    Case("routes_in_parallel", second_route(), ("ИОМ № 8 действует вместе с ИОМ № 7",)),
    Case("routes_in_parallel", second_route(cancelled_on=JUNE)),
    Case("route_of_unemployed", left(JUNE), ("ИОМ № 7 не завершён, а места работы нет",)),
    Case("route_of_unemployed", left(DAY)),
    Case("session_outside_employment", session()),
    Case("route_on_self_assessment", route()),
    Case("route_after_annulment", route()),
    Case("route_without_items", route()),
    Case("program_twice", route()),
    Case("date_in_future", session()),
]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_session_or_route_is_doubted_where_the_rule_says(cast: Cast, case: Case) -> None:
    check(cast, case)


def test_item_with_the_competence_of_a_registered_programme_is_fine(cast: Cast) -> None:
    def spoil(cast: Cast) -> None:
        route()(cast)
        program = RouteItem.objects.get(person=cast.teacher).program
        assert program is not None
        program.competences.add(make.make_competence())
        make.make_entry(program, START)

    check(cast, Case("item_competence_lacking", spoil))
    check(cast, Case("item_outside_registry", lambda cast: None))
