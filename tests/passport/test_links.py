"""Where figures lead: to lists that exist and know their filters, and only for roles that may open them."""

from urllib.parse import parse_qsl, urlsplit

import pytest
from django.urls import resolve

from apps.core.actor import acting
from apps.core.web import resource as resources
from apps.passport.models import Passport
from apps.passport.registry import COUNTED, SECTIONS
from apps.passport.selectors.view import View
from apps.passport.web.links import Behind, behind
from tests.cast import Cast
from tests.passport.scene import begin, profile_of
from tests.reports import compute

pytestmark = pytest.mark.django_db


def links(cast: Cast, passport: Passport, role: str) -> dict[str, Behind]:
    """Code of a figure → what stands behind it, for a role."""
    with acting(cast.actor(role)):
        view = View(passport)
        entries = [entry for section in SECTIONS for entry in view.entries(section)]
        return {entry.code: behind(passport, entry, cast.actor(role)) for entry in entries}


def test_every_counted_figure_leads_to_a_list_that_knows_its_filters(cast: Cast) -> None:
    found = links(cast, begin(cast), "cnppm")
    wrong = []
    for figure in COUNTED:
        parts = urlsplit(found[figure.code].url)
        resource = resolve(parts.path).func.view_initkwargs["resource"]  # type: ignore[attr-defined]
        known = set(resource.filterset.base_filters) if resource.filterset else set()
        wrong += [(figure.code, name) for name, _ in parse_qsl(parts.query) if name not in known]
    assert wrong == []


def test_a_list_of_the_year_is_exact_and_a_register_of_today_is_not(cast: Cast) -> None:
    found = links(cast, begin(cast, 2024), "cnppm")
    assert found["events.total"] == Behind("/events/?time=held&start_from=01.01.2024&start_to=31.12.2024")
    assert found["staff.managers"] == Behind("/teachers/?kind=manager", exact=False)
    assert found["infrastructure.rooms"] == Behind()


def test_the_ministry_is_led_to_no_person(cast: Cast) -> None:
    people = {resources.get(label).url("list") for label in ("teachers.person", "programs.enrollment", "routes.route")}
    found = links(cast, begin(cast), "ministry")
    led = {urlsplit(one.url).path for one in found.values() if one.url}
    assert led & people == set()
    assert "/events/" in led


def test_an_indicator_leads_to_its_explanation(cast: Cast) -> None:
    report = compute(profile_of(cast))
    found = links(cast, begin(cast), "ministry")
    assert found["results.indicator.diagnosed"].url == f"/monitoring/reports/{report.pk}/figures/diagnosed/"
