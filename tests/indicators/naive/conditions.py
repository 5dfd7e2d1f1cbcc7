"""Conditions the rules are made of: what counts, what was completed, who took part."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from tests.indicators.naive.composition import Setting, main_employment
from tests.indicators.naive.dates import Span
from tests.indicators.naive.world import Enrollment, Participation, Program, Route, Session, World

IsWanted = Callable[[Participation], bool]


def session_counts(world: World, setting: Setting, session: Session, day: date) -> bool:
    """Independent, by a provider of kind P, not annulled on or before D."""
    provider_kind = world.organization(session.provider).kind
    return (
        session.is_independent
        and (setting.providers is None or provider_kind in setting.providers)
        and (session.annulled_on is None or session.annulled_on > day)
    )


def route_counts(world: World, setting: Setting, route: Route, day: date) -> bool:
    """Built from a session that counts and not cancelled on or before D; a draft is for the caller."""
    return (
        route.session is not None
        and session_counts(world, setting, route.session, day)
        and not route.is_cancelled_on(day)
    )


def completed(world: World, window: Span) -> list[Enrollment]:
    """Enrollments completed in the window."""
    return [enrollment for enrollment in world.enrollments if enrollment.completed in window]


def was_in_registry(world: World, enrollment: Enrollment) -> bool:
    """Was the programme in the registry on the enrollment date or on the completion date?"""
    program = world.program(enrollment.program)
    return program.is_in_registry_on(enrollment.enrolled) or (
        enrollment.completed is not None and program.is_in_registry_on(enrollment.completed)
    )


def stands_on_route(world: World, setting: Setting, enrollment: Enrollment, day: date) -> bool:
    """Is the programme an item, for a deficit, of a route approved on or before the completion?"""
    return any(
        route.person == enrollment.person
        and route_counts(world, setting, route, day)
        and enrollment.completed is not None
        and route.approved is not None
        and route.approved <= enrollment.completed
        and aims_at_deficit(route, enrollment.program)
        for route in world.routes
    )


def aims_at_deficit(route: Route, program: str) -> bool:
    """Has the route an item of the programme aimed at a deficit of its session, not only at goals?"""
    deficits = route.session.deficits() if route.session else frozenset()
    return any(item.program == program and deficits & set(item.competences) for item in route.items)


def has_theme(program: Program, theme: str) -> bool:
    """The theme is free words: case and outer spaces do not matter."""
    return program.theme is not None and program.theme.strip().casefold() == theme.casefold()


def was_carried_out(world: World, program: Program, period: Span) -> bool:
    """Somebody began or completed it in the period, or its implementation dates overlap the period."""
    if program.impl_from is not None or program.impl_to is not None:
        dates = Span(program.impl_from, program.impl_to)
        if dates.overlaps(period):
            return True
    return any(
        enrollment.program == program.code and (enrollment.enrolled in period or enrollment.completed in period)
        for enrollment in world.enrollments
    )


def people_in_events(world: World, window: Span, wanted: IsWanted) -> set[str]:
    """People who took part in the window, as wanted."""
    return {p.person for p in world.participations if p.person is not None and p.day() in window and wanted(p)}


def organizations_in_events(world: World, window: Span, wanted: IsWanted) -> set[str]:
    """Organizations that took part in the window, themselves or by a person of theirs on that day."""
    result: set[str] = set()
    for participation in world.participations:
        if participation.day() not in window or not wanted(participation):
            continue
        if participation.organization is not None:
            result.add(participation.organization)
        elif participation.person is not None:
            employment = main_employment(world, participation.person, participation.day())
            if employment is not None:
                result.add(employment.organization)
    return result
