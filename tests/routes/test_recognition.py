"""Learning recognized by a decision closes an item of a route and counts as no training; reasons of routes."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from apps.core import counters
from apps.core.actor import acting, system
from apps.core.models import HistoryEntry
from apps.monitoring.models import Report, ReportUnit
from apps.routes.models import IndividualRoute, Recognition, RouteItem, RouteSource
from apps.routes.services import recognition, sources
from tests import factories as make
from tests.cast import Cast
from tests.core.web.checks import assert_constant_queries, text_of
from tests.reports import compute, make_profile
from tests.routes.conftest import Browse

pytestmark = pytest.mark.django_db
SYSTEM = system("test")
DAY, DECIDED = date(2025, 3, 3), date(2025, 4, 4)


@pytest.fixture
def item(cast: Cast) -> RouteItem:
    """An open item of an approved route, aimed at a deficit, with a programme of the registry."""
    with acting(SYSTEM):
        session = make.make_session(cast.teacher, cast.cnppm, DAY, scores={"Т-01": 40, "Т-02": 40})
        route = make.make_route(cast.teacher, session, approved_on=DAY)
        program = make.make_program(cast.iro)
        make.make_entry(program, date(2024, 1, 1))
        return make.make_item(route, program, "Т-01")


def test_centre_records_a_decision(browse: Browse, cast: Cast) -> None:
    form = {
        "person": str(cast.teacher.pk), "title": "Школа методиста", "learned_at": "Ассоциация", "hours": "16",
        "competences": [str(make.make_competence("Т-01").pk)], "decided_on": "04.04.2025", "number": "12-р",
    }  # fmt: skip
    assert browse("cnppm").post("/routes/recognitions/create/", form).status_code == 302
    with acting(SYSTEM):
        made = Recognition.objects.get()
        assert [c.code for c in made.competences.all()] == ["Т-01"]
    assert "Школа методиста" in text_of(browse("teacher").get(f"/teachers/{cast.teacher.pk}/?tab=recognitions"))
    assert "Т-01" in text_of(browse("cnppm").get(f"/routes/recognitions/{made.pk}/?tab=history"))
    again = browse("cnppm").post("/routes/recognitions/create/", form)
    assert again.status_code == 422


def test_history_tells_which_competences_were_recognized(cast: Cast) -> None:
    first, second = ([make.make_competence(code)] for code in ("Т-01", "Т-02"))
    with acting(cast.actor("cnppm")):
        fields: dict[str, Any] = {"person": cast.teacher, "decided_on": DECIDED, "number": "12-р", "hours": 16}
        made = recognition.recognize(title="Школа методиста", learned_at="Вуз", competences=first, **fields)
        recognition.update_recognition(made, competences=first)
        recognition.update_recognition(made, competences=second)
    with acting(SYSTEM):
        told = HistoryEntry.objects.filter(verb="recognize_competences").order_by("pk")
        assert [(one.before, one.after, one.person_ref) for one in told] == [
            ({"competences": []}, {"competences": [str(first[0])]}, cast.teacher.pk),
            ({"competences": [str(first[0])]}, {"competences": [str(second[0])]}, cast.teacher.pk),
        ]


@pytest.mark.parametrize("role", ["methodist", "council", "tutor", "teacher"])
def test_others_record_no_decisions(browse: Browse, cast: Cast, role: str) -> None:
    assert browse(role).get("/routes/recognitions/create/").status_code == 403
    with acting(cast.actor(role)), pytest.raises(PermissionDenied):
        recognition.require_decider()


def test_decision_closes_an_item_of_its_competence_and_lets_it_go(cast: Cast, item: RouteItem) -> None:
    with acting(SYSTEM):
        made = make.make_recognition(cast.teacher, "Т-01", decided_on=DECIDED)
        recognition.close_item(made, item=item)
        item.refresh_from_db()
        assert (item.done_on, made.item) == (DECIDED, item)
        with pytest.raises(ValidationError):
            recognition.update_recognition(made, title="Иное")
        with pytest.raises(ValidationError):
            recognition.close_item(made, item=item)
        recognition.remove_recognition(made)
        item.refresh_from_db()
    with acting(SYSTEM):
        assert (item.done_on, Recognition.objects.count()) == (None, 0)


def test_item_of_another_competence_person_or_state_is_not_closed(cast: Cast, item: RouteItem) -> None:
    with acting(SYSTEM):
        other = make.make_recognition(cast.teacher, "Т-02", decided_on=DECIDED)
        stranger = make.make_recognition(cast.colleague, "Т-01", decided_on=DECIDED)
        fitting = make.make_recognition(cast.teacher, "Т-01", decided_on=DECIDED)
        for one in (other, stranger):
            with pytest.raises(ValidationError) as refused:
                recognition.close_item(one, item=item)
            assert list(refused.value.message_dict) == ["item"]
        IndividualRoute.objects.update(cancelled_on=DECIDED, cancel_reason="Уволилась")
        with pytest.raises(ValidationError):
            recognition.close_item(fitting, item=item)


def test_page_offers_the_items_that_suit(browse: Browse, cast: Cast, item: RouteItem) -> None:
    with acting(SYSTEM):
        made = make.make_recognition(cast.teacher, "Т-01", decided_on=DECIDED)
    url = f"/routes/recognitions/{made.pk}/"
    assert "Закрыть этот пункт" in text_of(browse("cnppm").get(f"{url}?tab=closing"))
    assert "Закрыть этот пункт" not in text_of(browse("teacher").get(f"{url}?tab=closing"))
    assert browse("cnppm").post(f"{url}do/close/", {"item": str(item.pk)}).status_code == 302
    with acting(SYSTEM):
        item.refresh_from_db()
    assert item.done_on == DECIDED


def shares(report: Report) -> tuple[list[int], list[int]]:
    with acting(SYSTEM):
        unit = ReportUnit.objects.get(report=report, level="region")
    return unit.numerators, unit.denominators


def test_recognized_learning_moves_no_indicator_of_the_registry(cast: Cast, item: RouteItem) -> None:
    with acting(SYSTEM):
        profile = make_profile(cast.region, "trained_fr", "qualified")
    before = shares(compute(profile))
    with acting(SYSTEM):
        recognition.close_item(make.make_recognition(cast.teacher, "Т-01", decided_on=DECIDED), item=item)
    assert (shares(compute(profile)), before[0]) == (before, [0, 0])


def test_counter_counts_decisions_of_the_term(cast: Cast) -> None:
    with acting(SYSTEM):
        make.make_recognition(cast.teacher, decided_on=DECIDED)
    place = counters.Place(organization=cast.school_a.pk)
    assert counters.get("recognized").count(place, date(2025, 1, 1), date(2025, 12, 31)) == 1


def test_days_to_come_are_refused(cast: Cast, item: RouteItem) -> None:
    tomorrow = timezone.localdate() + timedelta(days=1)
    values: dict[str, Any] = {"title": "Школа", "learned_at": "Клуб", "hours": 2, "number": "1", "competences": []}
    with acting(SYSTEM):
        with pytest.raises(ValidationError) as refused:
            recognition.recognize(person=cast.teacher, decided_on=tomorrow, **values)
        with pytest.raises(ValidationError) as late:
            sources.add_source(route=item.route, kind="results", text="ВПР", on_date=tomorrow)
    assert (list(refused.value.message_dict), list(late.value.message_dict)) == (["decided_on"], ["on_date"])


def test_reasons_of_a_route_are_written_by_those_who_draft(browse: Browse, cast: Cast, item: RouteItem) -> None:
    form = {"route": str(item.route_id), "kind": "attestation", "text": "Подтянуть ИКТ", "on_date": "01.02.2025"}
    for role in ("cnppm", "council", "tutor", "teacher"):
        assert browse(role).post("/routes/sources/create/", form).status_code == 302
    assert browse("methodist").post("/routes/sources/create/", form).status_code == 403
    page = text_of(browse("methodist").get(f"/routes/{item.route_id}/?tab=sources"))
    assert ("рекомендация аттестационной комиссии" in page, "Подтянуть ИКТ" in page) == (True, True)


def test_reasons_of_a_route_that_is_over_stay_as_they_are(browse: Browse, cast: Cast, item: RouteItem) -> None:
    with acting(SYSTEM):
        made = make.make_source(item.route)
        sources.update_source(made, text="Точнее", on_date=DAY)
        IndividualRoute.objects.update(completed_on=DECIDED)
    assert browse("cnppm").get(f"/routes/sources/{made.pk}/edit/").status_code == 403
    with acting(SYSTEM):
        made = RouteSource.objects.get()
        with pytest.raises(PermissionDenied):
            sources.remove_source(made)
    assert (made.text, made.on_date) == ("Точнее", DAY)


def test_lists_ask_the_same_number_of_questions(browse: Browse, cast: Cast) -> None:
    def decision() -> None:
        make.make_recognition(make.make_person(cast.school_a))

    def reason() -> None:
        make.make_source(make.make_route(make.make_person(cast.school_a), None))

    assert_constant_queries(browse("cnppm"), "/routes/recognitions/", decision, queries=9)
    assert_constant_queries(browse("cnppm"), "/routes/sources/", reason, queries=9)
