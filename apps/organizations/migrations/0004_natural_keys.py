"""Organizations are sorted as people count: «№ 3» before «№ 103»."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from apps.core.actor import acting, system
from apps.core.text import natural_key


def renew(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Write the keys of the organizations that have a number in their name."""
    model = apps.get_model("organizations", "Organization")
    with acting(system("migrate")):
        changed = []
        for row in model.objects.filter(sort_key__regex="[0-9]").only("sort_key"):
            key = natural_key(row.sort_key)[:200]
            if key != row.sort_key:
                row.sort_key = key
                changed.append(row)
        model.objects.bulk_update(changed, ["sort_key"], batch_size=1000)


class Migration(migrations.Migration):
    dependencies = [("organizations", "0003_profile_recommendations")]

    operations = [migrations.RunPython(renew, migrations.RunPython.noop)]
