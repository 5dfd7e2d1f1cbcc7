"""What is in the bank says whose it is and how experts judged it, to those who see neither of them."""

from decimal import Decimal

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from apps.core.actor import acting, system

POINTS = ("relevance", "novelty", "result", "transfer")


def tell_published(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Whose the published practices are, the mean of their experts' sums."""
    practices, judgements = apps.get_model("registers", "Practice"), apps.get_model("registers", "Expertise")
    organizations = apps.get_model("organizations", "Organization")
    with acting(system("migrate")):
        for row in practices.objects.filter(published=True):
            sums = [sum(points) for points in judgements.objects.filter(practice_id=row.pk).values_list(*POINTS)]
            row.house = organizations.objects.get(pk=row.organization_id).short_name[:300]
            row.score = round(Decimal(sum(sums)) / len(sums), 1) if sums else None
            row.save(update_fields=["house", "score"])


class Migration(migrations.Migration):
    dependencies = [("organizations", "0004_natural_keys"), ("registers", "0003_vacancy_key")]

    operations = [
        migrations.AddField(
            model_name="practice",
            name="house",
            field=models.CharField(blank=True, editable=False, max_length=300, verbose_name="чья практика"),
        ),
        migrations.AddField(
            model_name="practice",
            name="score",
            field=models.DecimalField(
                blank=True,
                decimal_places=1,
                editable=False,
                max_digits=3,
                null=True,
                verbose_name="оценка экспертов из 20",
            ),
        ),
        migrations.RunPython(tell_published, migrations.RunPython.noop),
    ]
