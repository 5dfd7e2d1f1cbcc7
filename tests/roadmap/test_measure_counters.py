"""Counters that mean exactly what a measure of a roadmap plans: routes in courses, themes, communities' events."""

from datetime import date
from typing import Any

import pytest

from apps.core import counters
from apps.core.actor import acting, system
from apps.core.counters import Place
from apps.indicators.services.profiles import find, load_profile
from apps.organizations.services.placement import regional_level
from apps.registers.models import Union
from apps.registers.services import registers
from apps.roadmap.models import Progress, RoadmapItem
from apps.roadmap.selectors import planned
from apps.roadmap.services.progress import refresh_progress
from apps.teachers.models import Employment, Person, Subject
from tests import factories as make
from tests.cast import Cast
from tests.permissions.rows import place_columns

pytestmark = pytest.mark.django_db
SYSTEM = system("test")
START, END, IN, BEFORE = date(2025, 1, 1), date(2025, 12, 31), date(2025, 3, 1), date(2024, 3, 1)


def number(cast: Cast, code: str) -> int:
    return counters.get(code).count(Place(cast.region.pk), START, END)


def drafted(person: Person, provider: Any, on: date, scores: dict[str, int] | None = None) -> None:
    """A route drafted on a day by diagnostics of a provider."""
    session = make.make_session(person, provider, BEFORE, scores=scores or {"Т-01": 40})
    make.make_route(person, session, approved_on=on, drafted_on=on)


def test_route_drafted_in_a_course_of_the_institute_counts(cast: Cast) -> None:
    with acting(SYSTEM):
        course, other = make.make_program(cast.iro), make.make_program(cast.copmkp)
        for person in (cast.teacher, cast.head):
            make.make_enrollment(person, course, date(2025, 2, 1), date(2025, 3, 1))
        make.make_enrollment(cast.colleague, other, date(2025, 2, 1))
        drafted(cast.teacher, cast.iro, IN)
        drafted(cast.head, cast.iro, date(2025, 3, 2))
        drafted(cast.colleague, cast.iro, IN)
        drafted(cast.stranger, cast.iro, IN)
    assert (number(cast, "routes_in_courses"), number(cast, "routes_drafted")) == (1, 4)


def test_route_by_the_centres_diagnostics_is_not_the_institutes(cast: Cast) -> None:
    with acting(SYSTEM):
        make.make_enrollment(cast.teacher, make.make_program(cast.iro), IN)
        drafted(cast.teacher, cast.cnppm, IN)
    assert number(cast, "routes_in_courses") == 0


def test_routes_of_mathematicians_by_subject_competences_count(cast: Cast) -> None:
    with acting(SYSTEM):
        subject = Subject.objects.get(name="Математика")
        for person in (cast.teacher, cast.head, cast.colleague):
            Employment.objects.get(person=person).subjects.add(subject)
        drafted(cast.teacher, cast.iro, IN, {"П-01": 40})
        drafted(cast.head, cast.iro, IN, {"М-01": 40})
        drafted(cast.colleague, cast.cnppm, IN, {"П-01": 40})
        drafted(cast.stranger, cast.iro, IN, {"П-01": 40})
    assert number(cast, "routes_mathematics") == 1


@pytest.mark.parametrize(
    ("theme", "code"),
    [
        ("Педагогическая супервизия", "trained_supervision"),
        ("наставничество", "trained_mentors"),
        ("Кураторство программ наставничества", "trained_curators"),
    ],
)
def test_people_trained_on_a_theme_count_once(cast: Cast, theme: str, code: str) -> None:
    with acting(SYSTEM):
        program = make.make_program(cast.iro, theme=theme)
        longer = make.make_program(cast.iro, theme=theme, kind="pp")
        make.make_enrollment(cast.teacher, program, BEFORE, IN)
        make.make_enrollment(cast.teacher, make.make_program(cast.cnppm, theme=theme), BEFORE, END)
        make.make_enrollment(cast.head, program, BEFORE, BEFORE)
        make.make_enrollment(cast.colleague, longer, BEFORE, IN)
        make.make_enrollment(cast.stranger, program, IN)
    assert number(cast, code) == 1


def community(cast: Cast, title: str, **fields: Any) -> Union:
    """A network community on a subject at the methodical service."""
    words = {"kind": "community", "level": "regional", "subject": Subject.objects.get(name="Физика"), **fields}
    return Union.objects.create(**place_columns(cast.mms_a), title=title, sort_key=title.lower(), **words)


def test_communities_that_held_something_count_once_each(cast: Cast) -> None:
    with acting(SYSTEM):
        first, second = community(cast, "Физики"), community(cast, "Астрономы")
        for kind in ("contest", "skill_contest", "seminar", "webinar"):
            registers.hold_event(union=first, event=make.make_event(cast.mms_a, IN, kind=kind))
        registers.hold_event(union=second, event=make.make_event(cast.cnppm, IN, kind="seminar"))
        registers.hold_event(union=second, event=make.make_event(cast.cnppm, BEFORE, kind="contest"))
        for other in (community(cast, "Клуб", kind="club"), community(cast, "Все предметы", subject=None)):
            registers.hold_event(union=other, event=make.make_event(cast.mms_a, IN, kind="contest"))
    assert (number(cast, "communities_with_contest"), number(cast, "communities_with_event")) == (1, 2)
    assert number(cast, "communities") == 2


def test_plan_for_each_community_is_their_number(cast: Cast) -> None:
    with acting(SYSTEM):
        profile = load_profile(find("krasnoyarsk")).profile
        item = RoadmapItem.objects.get(roadmap__profile=profile, number="29")
        region = profile.region
        centre = make.make_organization(regional_level(region), "iro", short_name="Институт")
        held = [
            Union.objects.create(
                **place_columns(centre), title=f"Сообщество {name}", sort_key=f"сообщество {name}", kind="community",
                level="regional", subject=Subject.objects.get(name=name),
            )
            for name in ("Физика", "Химия", "Биология")
        ]  # fmt: skip
        year = item.roadmap.last_year
        registers.hold_event(union=held[0], event=make.make_event(centre, date(year, 3, 1), kind="contest"))
        refresh_progress([item.roadmap], years=[year])
        rows = Progress.objects.filter(quantity__item=item, year=year).order_by("quantity__position")
        assert [(row.number, row.each, planned(1, "year", row.each)) for row in rows] == [(1, 3, 3), (0, 3, 3)]
