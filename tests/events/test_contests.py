"""Stages of contests, results, who passes on."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from apps.core.actor import acting, system
from apps.core.models import Notification
from apps.events.documents import results as paper
from apps.events.models import Event, EventRegistration, Participation
from apps.events.services import contests
from apps.events.stages import chain, results
from tests import factories as make
from tests.cast import Cast
from tests.core.web.checks import text_of
from tests.events.conftest import Browse

pytestmark = pytest.mark.django_db
SYSTEM = system("test")
DAY, LATER = date(2024, 2, 1), date(2024, 4, 1)


def stage(cast: Cast, organizer: str, day: date, level: str, **fields: object) -> Event:
    with acting(SYSTEM):
        title = f"Этап: {level}"
        return make.make_event(getattr(cast, organizer), day, level=level, title=title, kind="skill_contest", **fields)


@pytest.fixture
def municipal(cast: Cast) -> Event:
    return stage(cast, "mms_a", DAY, "municipal")


@pytest.fixture
def regional(cast: Cast) -> Event:
    return stage(cast, "cnppm", LATER, "regional", registration=True, capacity=0)


def result(cast: Cast, event: Event, row: Participation, *, role: str = "methodist", **values: object) -> int:
    made = contests.Result(**{"role": "winner", "points": Decimal("41.5"), "passed": False, **values})  # type: ignore[arg-type]
    with acting(cast.actor(role)):
        return contests.set_results(event, {row.pk: made})


def linked(cast: Cast, municipal: Event, regional: Event) -> Participation:
    with acting(cast.actor("methodist")):
        contests.link_stage(municipal, next_stage=regional)
    with acting(SYSTEM):
        return make.make_participation(municipal, cast.teacher)


def test_stages_are_listed_from_those_before_to_the_last(cast: Cast, municipal: Event, regional: Event) -> None:
    school, federal = stage(cast, "school_a", DAY, "institutional"), stage(cast, "iro", LATER, "federal")
    with acting(cast.actor("cnppm")):
        contests.link_stage(school, next_stage=municipal)
        contests.link_stage(municipal, next_stage=regional)
        contests.link_stage(regional, next_stage=federal)
        found = chain(municipal, cast.actor("cnppm"))
    words = [(one.event.level, one.here, one.depth) for one in found]
    assert words == [
        ("institutional", False, 0),
        ("municipal", True, 1),
        ("regional", False, 2),
        ("federal", False, 3),
    ]


def test_stage_that_cannot_follow_is_refused_in_words(cast: Cast, municipal: Event, regional: Event) -> None:
    seminar = stage(cast, "mms_a", LATER, "municipal")
    with acting(SYSTEM):
        Event.objects.filter(pk=seminar.pk).update(kind="seminar")
        seminar.refresh_from_db()
    same = stage(cast, "cnppm", LATER, "regional")
    early = stage(cast, "cnppm", date(2024, 1, 1), "regional")
    with acting(cast.actor("cnppm")):
        contests.link_stage(regional, next_stage=same)
        wrong = [(municipal, seminar), (regional, municipal), (municipal, early), (same, regional), (same, same)]
        told = []
        for event, after in wrong:
            with pytest.raises(ValidationError) as caught:
                contests.link_stage(event, next_stage=after)
            told.append(caught.value.messages[0])
    assert told == [contests.NO_CONTEST, contests.LOWER, contests.EARLIER, contests.ITSELF, contests.ITSELF]


def test_whoever_passes_is_registered_for_the_next_stage_and_told(
    cast: Cast, municipal: Event, regional: Event
) -> None:
    row = linked(cast, municipal, regional)
    assert result(cast, municipal, row, passed=True) == 1
    assert result(cast, municipal, row, passed=True) == 0
    with acting(SYSTEM):
        found = Participation.objects.get()
        assert (found.role, found.points, found.passed) == ("winner", Decimal("41.50"), True)
        entered = EventRegistration.objects.get()
        assert (entered.event_id, entered.person_id, entered.state) == (regional.pk, cast.teacher.pk, "registered")
        assert Notification.objects.get().text.startswith("Вы прошли на следующий этап конкурса: «Этап: regional»")
    result(cast, municipal, row, passed=False)
    with acting(SYSTEM):
        assert EventRegistration.objects.get().state == "withdrawn"
    result(cast, municipal, row, passed=True)
    with acting(SYSTEM):
        assert EventRegistration.objects.get().state == "registered"


def test_passing_is_not_taken_back_once_the_next_stage_saw_the_person(
    cast: Cast, municipal: Event, regional: Event
) -> None:
    row = linked(cast, municipal, regional)
    result(cast, municipal, row, passed=True)
    with acting(SYSTEM):
        EventRegistration.objects.update(attended=True)
    with pytest.raises(ValidationError, match="уже отмечено"):
        result(cast, municipal, row, passed=False)


def test_nobody_passes_to_nowhere_and_results_are_the_organizer_s(cast: Cast, municipal: Event) -> None:
    with acting(SYSTEM):
        row = make.make_participation(municipal, cast.teacher)
    with pytest.raises(ValidationError, match="Следующий этап не указан"):
        result(cast, municipal, row, passed=True)
    for role in ("operator", "teacher", "iro"):
        with pytest.raises(ValidationError, match="ведёт его организатор"):
            result(cast, municipal, row, role=role)


def test_results_stand_by_rank_points_and_names_and_only_those_in_sight(cast: Cast, regional: Event) -> None:
    with acting(SYSTEM):
        for person, role, points in (
            (cast.teacher, "participant", None), (cast.head, "winner", 70), (cast.colleague, "winner", 90),
            (cast.stranger, "prize", 60),
        ):  # fmt: skip
            make.make_participation(regional, person, role, points=points)
        make.make_participation(regional, cast.school_a2, "expert")
    names = {}
    for role in ("cnppm", "methodist", "operator"):
        with acting(cast.actor(role)):
            names[role] = [one.who.split()[0] for one in results(regional, cast.actor(role))]
    assert names == {
        "cnppm": ["Коллегина", "Директорова", "Посторонняя", "Своева", "Школа"],
        "methodist": ["Коллегина", "Директорова", "Своева", "Школа"],
        "operator": ["Директорова", "Своева"],
    }
    with acting(cast.actor("cnppm")):
        rows = paper.document(regional, "results").sections[0].blocks[1].rows  # type: ignore[union-attr]
    assert rows[0].cells == (1, "Коллегина Тест", "Школа А-2", "победитель", Decimal("90.00"), "")


def test_institute_keeps_the_results_of_its_own_contest(cast: Cast) -> None:
    event = stage(cast, "iro", DAY, "regional")
    with acting(SYSTEM):
        row = make.make_participation(event, cast.stranger)
    assert result(cast, event, row, role="iro") == 1
    with acting(cast.actor("iro")):
        assert [(one.who, one.role) for one in results(event, cast.actor("iro"))] == [("Посторонняя Тест", "winner")]


def test_winner_of_the_page_stands_in_the_register_of_winners(browse: Browse, cast: Cast, municipal: Event) -> None:
    with acting(SYSTEM):
        row = make.make_participation(municipal, cast.teacher)
    browser, url = browse("methodist"), f"/events/{municipal.pk}/results/"
    refused = browser.post(url, {f"role_{row.pk}": "winner", f"points_{row.pk}": "много"})
    assert (refused.status_code, "ожидается число" in text_of(refused)) == (422, True)
    browser.post(url, {f"role_{row.pk}": "winner", f"points_{row.pk}": "41,5"})
    assert "41,5" in text_of(browser.get(f"/events/{municipal.pk}/?tab=results"))
    winners = text_of(browser.get("/events/winners/"))
    assert ("Своева Тест" in winners, "победитель" in winners) == (True, True)
