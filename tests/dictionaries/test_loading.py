"""The dictionaries are there after every migrate, and later corrections outlive it."""

from collections import Counter
from datetime import date, timedelta
from typing import Any

import pytest
from django.apps.registry import Apps
from django.core.management import call_command
from django.db import models
from django.db.migrations.state import ModelState, ProjectState
from django.db.models import F, Q

from apps.core import dictionaries
from apps.core.actor import acting, system
from apps.core.models import HistoryEntry
from apps.core.services import records
from apps.diagnostics import dictionaries as frameworks
from apps.diagnostics.enums import Block
from apps.diagnostics.models import Competence
from apps.organizations import dictionaries as territories
from apps.organizations.models import Municipality, Region
from apps.teachers import dictionaries as staff
from apps.teachers.enums import PositionKind
from apps.teachers.models import Position, Subject

PROFILE_REGIONS = ("04000000", "17000000", "57000000", "60000000", "71800000")
MODELS = (Region, Municipality, Position, Subject, Competence)
pytestmark = pytest.mark.django_db
SYSTEM = system("test")


def counts() -> dict[str, int]:
    """How many rows each dictionary has."""
    return {model.__name__: model._default_manager.count() for model in MODELS}


def load() -> None:
    """What happens after a migrate."""
    for loader in (territories, staff, frameworks):
        loader.load()


def test_regions_of_the_file_are_loaded() -> None:
    expected = {(row["oktmo"], row["name"]) for row in dictionaries.rows("regions")}
    assert expected <= set(Region.objects.values_list("oktmo", "name"))


def test_municipalities_of_the_file_are_loaded() -> None:
    expected = {territories.key_of(row) for row in dictionaries.rows("municipalities")}
    assert expected == set(Municipality.objects.filter(regional=False).values_list("oktmo", "valid_from"))


@pytest.mark.parametrize("oktmo", PROFILE_REGIONS)
def test_region_of_a_profile_has_its_regional_level(oktmo: str) -> None:
    assert Municipality.objects.filter(oktmo=oktmo, regional=True).count() == 1


def test_successor_is_in_force_on_the_day_after_the_end() -> None:
    ended = Municipality.objects.exclude(successor=None)
    assert ended.count() > 20
    late = Q(successor__valid_to__lte=F("valid_to")) | Q(successor__valid_from__gt=F("valid_to") + timedelta(days=1))
    assert not ended.filter(late).exists()


def test_successor_is_the_one_of_the_file() -> None:
    rows = [row for row in dictionaries.rows("municipalities") if row["successor"]]
    ended = Municipality.objects.exclude(successor=None).values_list("oktmo", "valid_from", "successor__oktmo")
    assert set(ended) == {(*territories.key_of(row), row["successor"]) for row in rows}


def test_positions_of_the_contract_are_there() -> None:
    kinds = dict(Position.objects.values_list("name", "kind"))
    names = ("Директор", "Заместитель директора", "Заведующий", "Руководитель структурного подразделения", "Методист")
    assert [kinds[name] for name in names] == [PositionKind.MANAGER] * 4 + [PositionKind.PEDAGOGUE]
    assert kinds["Иная должность"] == PositionKind.OTHER


def test_synonyms_are_a_list() -> None:
    row = next(row for row in dictionaries.rows("subjects") if ";" in row["synonyms"])
    assert Subject.objects.get(name=row["name"]).synonyms == row["synonyms"].split(";")


def test_every_block_has_competences() -> None:
    found = Counter(Competence.objects.values_list("block", flat=True))
    assert set(found) == set(Block.values)
    assert min(found.values()) >= 4


def test_loading_again_changes_nothing() -> None:
    before = counts()
    load()
    assert counts() == before


def test_migrate_again_changes_nothing() -> None:
    before = counts()
    call_command("migrate", verbosity=0)
    assert counts() == before


def entries(row: models.Model, verb: str = dictionaries.VERB) -> list[tuple[str, dict[str, Any], dict[str, Any]]]:
    """The history of a row by a verb."""
    with acting(SYSTEM):
        rows = HistoryEntry.objects.filter(object_kind=row._meta.label_lower, object_ref=str(row.pk), verb=verb)
        return list(rows.values_list("actor_key", "before", "after"))


def outdated(model: type[models.Model], values: dict[str, Any], **key: Any) -> Any:
    """A row as an older file had shipped it: nobody has touched it."""
    model._default_manager.filter(**key).update(**values)
    return model._default_manager.get(**key)


def test_correction_of_a_user_is_kept() -> None:
    row = Competence.objects.get(code="П-01")
    with acting(SYSTEM):
        records.change(row, "update_competence", title="Свой текст")
    load()
    assert Competence.objects.get(code="П-01").title == "Свой текст"


def test_corrected_row_of_the_file_corrects_the_stored_one() -> None:
    said = Competence.objects.get(code="П-01").title
    row = outdated(Competence, {"title": "Прежний текст"}, code="П-01")
    load()
    assert Competence.objects.get(code="П-01").title == said
    assert entries(row) == [("system:dictionaries", {"title": "Прежний текст"}, {"title": said})]


def test_field_that_nobody_changed_is_corrected_beside_one_that_somebody_did() -> None:
    said = Position.objects.get(name="Учитель")
    row = outdated(Position, {"synonyms": ["прежний"]}, name="Учитель")
    with acting(SYSTEM):
        records.change(row, "update_position", kind=PositionKind.OTHER)
    load()
    found = Position.objects.get(name="Учитель")
    assert (found.synonyms, found.kind) == (said.synonyms, PositionKind.OTHER)


def test_row_that_a_user_made_is_theirs() -> None:
    Subject.objects.filter(name="Математика").delete()
    with acting(SYSTEM):
        records.create(Subject(name="Математика", sort_key="математика", synonyms=["своё"]), "create_subject")
    load()
    assert Subject.objects.get(name="Математика").synonyms == ["своё"]


def test_row_that_is_in_no_file_is_not_touched() -> None:
    own = Subject.objects.create(name="Краеведение наше", sort_key="я", synonyms=["местное"])
    load()
    assert Subject.objects.values_list("sort_key", "synonyms").get(pk=own.pk) == ("я", ["местное"])


def test_municipality_and_region_take_their_corrected_names() -> None:
    place = Municipality.objects.filter(region__oktmo="17000000", regional=False, successor=None)[0]
    outdated(Municipality, {"name": "Старое", "latitude": 1}, pk=place.pk)
    region = outdated(Region, {"name": "Старая область"}, oktmo="17000000")
    load()
    found = Municipality.objects.get(pk=place.pk)
    assert (found.name, found.latitude) == (place.name, place.latitude)
    assert Region.objects.get(pk=region.pk).name == "Владимирская область"


def test_second_loading_writes_no_more_history() -> None:
    row = outdated(Subject, {"synonyms": []}, name="Физика")
    load()
    load()
    assert len(entries(row)) == 1


def test_row_that_is_gone_returns() -> None:
    Subject.objects.filter(name="Математика").delete()
    load()
    assert Subject.objects.filter(name="Математика").count() == 1


def test_municipality_closed_by_a_user_is_kept() -> None:
    ours = Municipality.objects.filter(region__oktmo="17000000", regional=False, successor=None, valid_from=None)
    Municipality.objects.filter(pk=ours[0].pk).update(valid_to=date(2030, 12, 31))
    load()
    assert Municipality.objects.get(pk=ours[0].pk).valid_to == date(2030, 12, 31)


def test_wrong_successor_of_the_file_is_refused() -> None:
    ended = Municipality(oktmo="99601000", valid_to=date(2020, 12, 31))
    with pytest.raises(LookupError, match="99602000"):
        territories.successor("99602000", ended, {})


def state_of(*fields: str) -> Apps:
    """The models of a migration that made subjects with these columns only."""
    state = ProjectState()
    made: list[tuple[str, models.Field[Any, Any]]] = [
        ("id", models.BigAutoField(primary_key=True)),
        *((name, models.TextField()) for name in fields),
    ]
    state.add_model(ModelState("teachers", "Subject", made))
    return state.apps


def test_table_as_the_code_knows_it_is_current() -> None:
    assert dictionaries.is_current(Subject, state_of("name", "sort_key", "synonyms"))


def test_table_made_in_part_is_not_current() -> None:
    assert not dictionaries.is_current(Subject, state_of("name"))


def test_table_that_is_gone_is_not_current() -> None:
    assert not dictionaries.is_current(Position, state_of("name"))


@pytest.mark.django_db(transaction=True)
def test_flush_brings_the_dictionaries_back() -> None:
    before = counts()
    call_command("flush", verbosity=0, interactive=False)
    assert counts() == before
