"""The background kinds of diagnostics."""

from django.urls import reverse

from apps.core.jobs import JobContext, Outcome, job_kind
from apps.core.text import count_text
from apps.diagnostics.services.group_results import rebuild_group_results


@job_kind("group_results", title="Сводные результаты диагностики", lock="group_results", system=True, daily="01:20")
def group_results(context: JobContext) -> Outcome:
    """The results of groups for those who see no people, as of today."""
    context.progress(0, 1, "Результаты групп")
    count = rebuild_group_results()
    context.progress(1, 1, "Готово")
    groups = count_text(count, "группа", "группы", "групп")
    return Outcome(f"Сводные результаты обновлены: {groups}", reverse("diagnostics:deficit_map"))
