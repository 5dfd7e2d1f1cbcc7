"""Migrations render no more than they need, and make the same tables."""

from contextlib import nullcontext
from typing import Any

import pytest
from django.db import connection, migrations, models
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.state import ProjectState

from apps.core.db.states import narrow_states


def made() -> ProjectState:
    """A school, its teacher and the teacher's lesson, rendered."""
    state = ProjectState()
    for name, owner in (("School", ""), ("Teacher", "School"), ("Lesson", "Teacher")):
        fields: list[tuple[str, models.Field[Any, Any]]] = [("id", models.BigAutoField(primary_key=True))]
        if owner:
            fields.append((owner.lower(), models.ForeignKey(f"house.{owner}", models.CASCADE)))
        migrations.CreateModel(name, fields).state_forwards("house", state)
    assert [model.__name__ for model in state.apps.get_models()] == ["School", "Teacher", "Lesson"]
    return state


ADDED = migrations.AddField("School", "number", models.IntegerField(default=1))


def test_an_added_column_renders_its_own_model_only() -> None:
    state = made()
    before = {model.__name__: model for model in state.apps.get_models()}
    with narrow_states():
        ADDED.state_forwards("house", state)
    after = {model.__name__: model for model in state.apps.get_models()}
    assert [name for name in before if after[name] is not before[name]] == ["School"]
    assert [field.name for field in after["School"]._meta.fields] == ["id", "number"]


def test_outside_of_the_block_django_renders_all_that_are_related() -> None:
    state = made()
    before = {model.__name__: model for model in state.apps.get_models()}
    ADDED.state_forwards("house", state)
    after = {model.__name__: model for model in state.apps.get_models()}
    assert [name for name in before if after[name] is not before[name]] == ["School", "Teacher"]


def test_code_of_a_migration_gets_classes_that_know_each_other() -> None:
    state = made()
    with narrow_states():
        ADDED.state_forwards("house", state)
    state.clear_delayed_apps_cache()
    school, teacher = state.apps.get_model("house", "School"), state.apps.get_model("house", "Teacher")
    assert teacher._meta.get_field("school").related_model is school


def test_an_alteration_goes_the_usual_way() -> None:
    state = made()
    before = state.apps.get_model("house", "Teacher")
    with narrow_states():
        migrations.AlterField("School", "id", models.AutoField(primary_key=True)).state_forwards("house", state)
    assert state.apps.get_model("house", "Teacher") is not before


@pytest.mark.django_db
def test_statements_are_the_same() -> None:
    executor = MigrationExecutor(connection)
    targets = executor.loader.graph.leaf_nodes("accounts")
    plan = executor.migration_plan(targets, clean_start=True)
    found = []
    for way in (nullcontext(), narrow_states()):
        with way:
            found.append(MigrationExecutor(connection).loader.collect_sql(plan))
    assert len(found[0]) > 100
    assert found[0] == found[1]
