"""The background kinds of programmes: thin, the work is in the services."""

from django.urls import reverse

from apps.core import access
from apps.core.actor import current
from apps.core.documents.formats import DocumentFormat, render
from apps.core.jobs import JobContext, JobRefused, Outcome, job_kind
from apps.core.services import history
from apps.programs.mirror import jobs  # noqa: F401 - the kinds «sync_registry» and «sync_registry_file»
from apps.programs.models import StudyGroup
from apps.programs.papers import PAPERS, document, file_name
from apps.programs.services.groups import members


@job_kind("group_file", title="Документ учебной группы")
def group_file(context: JobContext, *, group: int, paper: str, form: DocumentFormat) -> Outcome:
    """An order or a list of a group as a file, with the people whom the person who asks may see."""
    found = StudyGroup.objects.filter(access.scope(StudyGroup, current()), pk=group).first()
    if found is None or paper not in PAPERS:
        raise JobRefused("Этой группы больше нет, или она не открыта вашей роли")
    context.progress(0, 1, "Документ")
    name = file_name(found, paper, form.value)
    context.file(name).write_bytes(render(document(found, paper), form))
    history.log_export(name, members(found).count())
    context.progress(1, 1, "Готово")
    return Outcome("Файл готов", reverse("programs:group_detail", args=(found.pk,)))
