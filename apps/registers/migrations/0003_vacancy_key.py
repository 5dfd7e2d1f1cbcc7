"""Two vacancies alike of one day are told apart by the note; those that are not yet get a number there."""

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from apps.core.actor import acting, system

KEY = ("organization", "position", "subject", "opened_on", "note")


def number_twins(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Number the later of rows alike in their notes."""
    model = apps.get_model("registers", "Vacancy")
    with acting(system("migrate")):
        seen = {}
        for row in model.objects.order_by("id"):
            key = tuple(getattr(row, name) for name in ("organization_id", "position_id", "subject_id", *KEY[3:]))
            seen[key] = seen.get(key, 0) + 1
            if seen[key] > 1:
                row.note = f"{row.note[:280]} № {seen[key]}".strip()
                row.save(update_fields=["note"])


class Migration(migrations.Migration):
    dependencies = [
        ("organizations", "0004_natural_keys"),
        ("registers", "0002_union_events"),
        ("teachers", "0002_confirmation"),
    ]

    operations = [
        migrations.RunPython(number_twins, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="vacancy",
            constraint=models.UniqueConstraint(fields=KEY, name="registers_vacancy_key", nulls_distinct=False),
        ),
    ]
