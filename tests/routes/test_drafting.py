"""Drafts of routes from the deficits of the latest diagnostics."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from apps.core.actor import acting, system
from apps.core.text import NBSP
from apps.programs.models import Program
from apps.routes.models import IndividualRoute
from apps.routes.services import templates
from apps.routes.services.drafting import Drafts, draft_route, drafts_of, preview, shortest
from apps.teachers.models import Person
from tests import factories as make
from tests.cast import Cast
from tests.core.web.checks import text_of
from tests.routes.conftest import Browse

pytestmark = pytest.mark.django_db

SCORES = {"Т-01": 40, "Т-02": 30, "Т-03": 20, "Т-04": 90}


def offer(cast: Cast, hours: int, *codes: str, included: date | None = date(2020, 1, 1)) -> Program:
    """A programme of the registry for these competences."""
    program = make.make_program(cast.iro, hours=hours)
    program.competences.set([make.make_competence(code) for code in codes])
    if included:
        make.make_entry(program, included)
    return program


def plan_of(route: IndividualRoute) -> list[tuple[str, int | None, list[str]]]:
    """The items: kind, programme, what they aim at."""
    return [
        (item.kind, item.program_id, sorted(aim.competence.code for aim in item.aims.all()))
        for item in route.items.order_by("pk")
    ]


def test_a_draft_takes_the_fewest_hours_that_cover_and_leaves_gaps_to_be_filled(cast: Cast) -> None:
    with acting(system("test")):
        make.make_session(cast.teacher, cast.cnppm, date(2026, 3, 1), scores=SCORES)
        offer(cast, 16, "Т-01")
        both = offer(cast, 72, "Т-01", "Т-02", "Т-04")
        offer(cast, 16, "Т-03", included=None)
        made = draft_route(cast.teacher)
        assert made.state == "draft"
        assert plan_of(made) == [("formal", both.pk, ["Т-01", "Т-02"]), ("informal", None, ["Т-03"])]


def test_of_equal_programmes_the_shorter_is_taken(cast: Cast) -> None:
    with acting(system("test")):
        offer(cast, 72, "Т-01")
        shorter = offer(cast, 36, "Т-01")
        wanted = {make.make_competence("Т-01").pk}
        assert shortest(wanted, timezone.localdate()) == [(shorter, wanted)]


def test_a_programme_out_of_the_registry_is_not_offered(cast: Cast) -> None:
    with acting(system("test")):
        program = offer(cast, 36, "Т-01", included=None)
        make.make_entry(program, date(2020, 1, 1), date(2021, 1, 1))
        assert shortest({make.make_competence("Т-01").pk}, timezone.localdate()) == []


def test_the_latest_counting_session_is_drafted_from(cast: Cast) -> None:
    with acting(system("test")):
        make.make_session(cast.teacher, cast.cnppm, date(2025, 3, 1))
        last = make.make_session(cast.teacher, cast.cnppm, date(2026, 3, 1))
        make.make_session(cast.teacher, cast.cnppm, date(2026, 4, 1), annulled_on=date(2026, 4, 2))
        make.make_session(cast.teacher, cast.cnppm, date(2026, 5, 1), independent=False)
        assert draft_route(cast.teacher).session_id == last.pk


def test_a_draft_of_a_template_takes_what_suits_and_covers_the_rest(cast: Cast) -> None:
    with acting(cast.actor("cnppm")):
        template = templates.create_template(title="Методика")
        for kind, content, codes in (("informal", "Чтение", ()), ("non_formal", "Стажировка", ("Т-02", "Т-09")),
                                     ("non_formal", "Не про него", ("Т-09",))):  # fmt: skip
            templates.add_template_item(
                template=template, kind=kind, content=content, competences=[make.make_competence(one) for one in codes]
            )
    with acting(system("test")):
        make.make_session(cast.teacher, cast.cnppm, date(2026, 3, 1), scores=SCORES)
        program = offer(cast, 16, "Т-01", "Т-02")
        made = draft_route(cast.teacher, template=template)
        assert plan_of(made) == [
            ("informal", None, []), ("non_formal", None, ["Т-02"]), ("formal", program.pk, ["Т-01"]),
            ("informal", None, ["Т-03"]),
        ]  # fmt: skip


def test_everybody_diagnosed_without_a_route_gets_a_draft_by_a_template(cast: Cast, browse: Browse) -> None:
    with acting(cast.actor("cnppm")):
        template = templates.create_template(title="Методика")
        templates.add_template_item(template=template, kind="informal", content="Чтение")
    today = timezone.localdate()
    with acting(system("test")):
        for person in (cast.teacher, cast.colleague, cast.stranger):
            make.make_session(person, cast.cnppm, today)
        draft_route(cast.stranger)
    address, everyone = "/teachers/standing/bulk/draft_routes/?standing=none", {"everything": "1"}
    asked = browse("cnppm").post(address, everyone)
    shown = text_of(asked)
    assert ("Будет составлено: 2 черновика ИОМ." in shown, "Методика" in shown) == (True, True)
    chosen = {**everyone, "confirmed": "1", "template": str(template.pk)}
    assert browse("council").post(address, chosen).status_code == 302
    with acting(system("test")):
        assert set(IndividualRoute.objects.values_list("person", flat=True)) == {cast.stranger.pk, cast.teacher.pk}
    assert browse("cnppm").post(address, chosen).status_code == 302
    with acting(system("test")):
        drafted = IndividualRoute.objects.exclude(person=cast.stranger)
        assert {one.person_id: one.items.filter(content="Чтение").count() for one in drafted} == {
            cast.teacher.pk: 1, cast.colleague.pk: 1,
        }  # fmt: skip
    assert browse("methodist").post(address, chosen).status_code == 403


def test_a_second_draft_is_refused(cast: Cast) -> None:
    with acting(system("test")):
        make.make_session(cast.teacher, cast.cnppm, date(2026, 3, 1))
        draft_route(cast.teacher)
        with pytest.raises(ValidationError, match="уже составлен"):
            draft_route(cast.teacher)


def test_a_draft_from_nothing_is_refused(cast: Cast) -> None:
    with acting(system("test")):
        make.make_session(cast.teacher, cast.cnppm, date(2026, 3, 1), scores={"Т-01": 90})
        with pytest.raises(ValidationError, match="Нет независимой диагностики"):
            draft_route(cast.teacher)


def test_counts_beforehand_are_what_comes_of_it(cast: Cast) -> None:
    with acting(system("test")):
        for person in (cast.teacher, cast.head, cast.colleague):
            make.make_session(person, cast.cnppm, date(2026, 3, 1))
        draft_route(cast.head)
        named = (cast.teacher, cast.head, cast.colleague, cast.stranger)
        people = Person.objects.filter(pk__in=[one.pk for one in named])
        assert drafts_of(people) == Drafts(2, 1, 1)
        assert preview(people) == [
            f"Будет составлено: 2{NBSP}черновика ИОМ.",
            f"ИОМ по последней диагностике уже есть: 1{NBSP}человек.",
            f"Составить не по чему: 1{NBSP}человек без диагностики.",
        ]
