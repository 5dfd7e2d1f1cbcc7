"""Templates of routes: made by hand or of a route, applied once."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from apps.core.actor import acting, system
from apps.routes.enums import ItemKind
from apps.routes.models import IndividualRoute, RouteTemplate
from apps.routes.services import templates
from tests import factories as make
from tests.cast import Cast
from tests.core.web.checks import assert_constant_queries
from tests.routes.conftest import Browse

pytestmark = pytest.mark.django_db
SYSTEM = system("test")
DAY = date(2024, 2, 1)


@pytest.fixture
def route(cast: Cast) -> IndividualRoute:
    with acting(SYSTEM):
        session = make.make_session(cast.teacher, cast.cnppm, DAY, scores={"Т-01": 40, "Т-02": 90})
        return make.make_route(cast.teacher, session, drafted_on=DAY)


@pytest.fixture
def template(cast: Cast) -> RouteTemplate:
    """A programme for two competences, a reading for one nobody was asked about, a word for everybody."""
    with acting(cast.actor("cnppm")):
        made = templates.create_template(title="Молодым")
        program = make.make_program(cast.iro, hours=48)
        both = [make.make_competence("Т-01"), make.make_competence("Т-09")]
        templates.add_template_item(template=made, kind="formal", program=program, days=30, competences=both)
        templates.add_template_item(template=made, kind="informal", content="Чтение", competences=both[1:])
        templates.add_template_item(template=made, kind="informal", content="Самоанализ", responsible_words="Завуч")
    return made


def plan_of(route: IndividualRoute) -> list[tuple[str, int | None, str, list[str]]]:
    with acting(SYSTEM):
        return [
            (item.kind, item.hours, item.content, [aim.competence.code for aim in item.aims.all()])
            for item in route.items.order_by("pk")
        ]


def test_template_adds_what_suits_the_results_once(cast: Cast, route: IndividualRoute, template: RouteTemplate) -> None:
    with acting(cast.actor("council")):
        assert templates.apply_template(route, template=template) == 2
        with pytest.raises(ValidationError, match="ничего не добавляет"):
            templates.apply_template(route, template=template)
    assert plan_of(route) == [("formal", 48, "", ["Т-01"]), ("informal", None, "Самоанализ", [])]
    with acting(SYSTEM):
        assert route.items.earliest("pk").due == timezone.localdate() + timedelta(days=30)


def test_route_becomes_a_template_with_nothing_of_the_person(cast: Cast, route: IndividualRoute) -> None:
    with acting(SYSTEM):
        item = make.make_item(route, make.make_program(cast.iro), "Т-01")
        item.due = DAY + timedelta(days=60)
        item.save()
    with acting(cast.actor("council")):
        made = templates.template_from_route(route, title="Как у лучших")
        row = made.items.get()
        kept = (row.kind, row.days, [c.code for c in row.competences.all()], made.organization_id)
    assert kept == ("formal", 60, ["Т-01"], cast.school_a.pk)


def test_empty_route_makes_no_template(cast: Cast, route: IndividualRoute) -> None:
    with acting(cast.actor("cnppm")), pytest.raises(ValidationError, match="нет ни одного пункта"):
        templates.template_from_route(route, title="Пусто")


def test_formal_item_of_a_template_names_its_programme(cast: Cast, template: RouteTemplate) -> None:
    with acting(cast.actor("cnppm")), pytest.raises(ValidationError):
        templates.add_template_item(template=template, kind=ItemKind.FORMAL, content="Курсы")


def test_templates_are_read_by_all_who_work_with_routes_and_kept_by_their_owner(
    browse: Browse, template: RouteTemplate
) -> None:
    statuses = {
        role: (browse(role).get(f"/routes/templates/{template.pk}/").status_code,
               browse(role).get(f"/routes/templates/{template.pk}/edit/").status_code)
        for role in ("cnppm", "council", "tutor", "teacher", "ministry")
    }  # fmt: skip
    assert statuses == {
        "cnppm": (200, 200), "council": (200, 403), "tutor": (200, 403), "teacher": (200, 403), "ministry": (403, 403),
    }  # fmt: skip


def test_template_is_applied_to_chosen_drafts_and_removed(
    browse: Browse, route: IndividualRoute, template: RouteTemplate
) -> None:
    browser = browse("cnppm")
    form = {"ids": [str(route.pk)], "confirmed": "1", "template": str(template.pk)}
    browser.post("/routes/bulk/apply/", form)
    assert len(plan_of(route)) == 2
    browser.post(f"/routes/templates/{template.pk}/do/remove/")
    with acting(SYSTEM):
        assert RouteTemplate.objects.count() == 0


def test_list_asks_the_same_number_of_questions_for_one_row_and_three(browse: Browse, cast: Cast) -> None:
    numbers = iter(range(9))

    def make_row() -> None:
        with acting(cast.actor("cnppm")):
            made = templates.create_template(title=f"Шаблон {next(numbers)}")
            templates.add_template_item(template=made, kind="informal", content="Чтение")

    for url in ("/routes/templates/", "/routes/template-items/"):
        assert_constant_queries(browse("cnppm"), url, make_row, queries=7)
