"""The background kinds of roadmaps: thin, the work is in the services."""

from django.urls import reverse

from apps.core import access
from apps.core.actor import current
from apps.core.documents.formats import DocumentFormat, render
from apps.core.jobs import JobContext, JobRefused, Outcome, job_kind
from apps.core.services import history
from apps.core.text import count_text
from apps.roadmap.course import course, file_name
from apps.roadmap.functions import tasks  # noqa: F401 - the kind of jobs «functions_file»
from apps.roadmap.models import Roadmap
from apps.roadmap.services.digest import nightly


@job_kind("roadmap_nightly", title="Дорожные карты: исполнение и напоминания", system=True, daily="04:40")
def care(context: JobContext) -> Outcome:
    """Make the execution rows of the year, count the progress, remind of what is late or near."""
    made, told = nightly()
    return Outcome(f"Новых записей: {made}, напомнили {count_text(told, 'человеку', 'людям', 'людям')}")


@job_kind("roadmap_file", title="Ход выполнения дорожной карты")
def file(context: JobContext, *, roadmap: int, year: int, form: DocumentFormat) -> Outcome:
    """«Ход выполнения дорожной карты» as a file, with what the person who asks may see."""
    found = Roadmap.objects.filter(access.scope(Roadmap, current()), pk=roadmap).select_related("profile").first()
    if found is None:
        raise JobRefused("Этой дорожной карты больше нет, или она не открыта вашей роли")
    context.progress(0, 1, "Документ")
    name = file_name(found, year, form)
    context.file(name).write_bytes(render(course(found, year), form))
    history.log_export(name, 0)
    context.progress(1, 1, "Готово")
    return Outcome("Файл готов", reverse("roadmap:roadmap_detail", args=(found.pk,)))
