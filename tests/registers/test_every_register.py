"""What every register owes its keepers: a list, an export, an API, a history, a sheet to be loaded from."""

import pytest
from django.apps import apps
from django.urls import reverse

from apps.core.imports import kinds
from apps.core.imports.plain import PlainImport
from apps.core.web import resource as resources
from tests.cast import Cast
from tests.registers.conftest import Browse

OWN = [model for model in apps.get_app_config("registers").get_models() if not model._meta.auto_created]
# Links of unions with their events: made on the card of the union, not brought as a table.
BESIDE = {"registers.unionevent"}


def keepers() -> dict[str, resources.Resource]:
    """The resource of each model, by the model's label."""
    found = sorted(resources.every(), key=lambda one: one.label() == one.model._meta.label_lower)
    return {one.model._meta.label_lower: one for one in found}


def test_every_register_has_a_resource_with_history_and_a_sheet() -> None:
    labels = {model._meta.label_lower for model in OWN} - BESIDE
    assert labels - set(keepers()) == set()
    assert [label for label in labels if not keepers()[label].history] == []
    sheets = {kind.model._meta.label_lower for kind in kinds.all_kinds() if isinstance(kind, PlainImport)}
    assert labels - sheets == set()


@pytest.mark.django_db
def test_every_register_is_listed_and_read_by_programs(browse: Browse, cast: Cast) -> None:
    browser = browse("cnppm")
    for label in sorted({model._meta.label_lower for model in OWN} - BESIDE):
        found = keepers()[label]
        assert browser.get(reverse(f"api:{found.label().replace('.', '_')}_list")).status_code == 200
        page = browser.get(found.url("list"))
        assert (label, page.status_code) == (label, 200)
        assert reverse(f"registers:{found.slug}_export") == found.url("export")
