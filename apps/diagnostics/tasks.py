"""The background kinds of diagnostics."""

from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone

from apps.core.actor import current
from apps.core.documents.formats import DocumentFormat, render
from apps.core.jobs import JobContext, JobRefused, Outcome, job_kind
from apps.core.services import history
from apps.core.services.results import clean_name
from apps.core.text import count_text
from apps.diagnostics import testing_tasks  # noqa: F401 - its kinds register themselves
from apps.diagnostics.services.campaign_reminders import remind_by_calendar
from apps.diagnostics.services.files import MAKERS
from apps.diagnostics.services.group_results import rebuild_group_results
from apps.diagnostics.web import assessment_page, results_files  # noqa: F401 - registers the makers of documents


@job_kind("group_results", title="Сводные результаты диагностики", lock="group_results", system=True, daily="01:20")
def group_results(context: JobContext) -> Outcome:
    """The results of groups for those who see no people, as of today."""
    context.progress(0, 1, "Результаты групп")
    count = rebuild_group_results()
    context.progress(1, 1, "Готово")
    groups = count_text(count, "группа", "группы", "групп")
    return Outcome(f"Сводные результаты обновлены: {groups}", reverse("diagnostics:deficit_map"))


@job_kind("diagnostics_file", title="Результаты диагностики")
def diagnostics_file(context: JobContext, *, page: str, query: str, form: DocumentFormat) -> Outcome:
    """A document of results with what the person who asks may see."""
    make = MAKERS.get(page)
    context.progress(0, 1, "Документ")
    made = make(current(), QueryDict(query), form) if make else None
    if made is None:
        raise JobRefused("Этого документа больше нет, или он не открыт вашей роли")
    name = clean_name(f"{made.name}.{form.value}")
    context.file(name).write_bytes(render(made.document, form))
    history.log_export(name, 0)
    context.progress(1, 1, "Готово")
    return Outcome("Файл готов")


@job_kind("campaigns", title="Напоминания о диагностике", lock="campaigns", system=True, daily="06:10")
def remind(context: JobContext) -> Outcome:
    """Remind the invited of campaigns that begin today or end soon, once a day each."""
    told = remind_by_calendar(timezone.localdate())
    return Outcome(f"Напоминания получили: {count_text(told, 'человек', 'человека', 'человек')}")
