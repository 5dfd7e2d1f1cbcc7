"""A lesson of a group is named by its day, its beginning and its topic; doubled ones get a number in the topic."""

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from apps.core.actor import acting, system


def number_twins(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Number the later of rows alike in their topics."""
    model = apps.get_model("programs", "Lesson")
    with acting(system("migrate")):
        seen = {}
        for row in model.objects.order_by("id"):
            key = (row.group_id, row.on, row.begins, row.topic)
            seen[key] = seen.get(key, 0) + 1
            if seen[key] > 1:
                row.topic = f"{row.topic[:280]} № {seen[key]}"
                row.save(update_fields=["topic"])


class Migration(migrations.Migration):
    dependencies = [("programs", "0005_frdo_and_opinions")]

    operations = [
        migrations.RunPython(number_twins, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="lesson",
            constraint=models.UniqueConstraint(
                fields=("group", "on", "begins", "topic"), name="lesson_key", nulls_distinct=False
            ),
        ),
    ]
