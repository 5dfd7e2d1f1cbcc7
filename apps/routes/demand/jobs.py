"""The request as a file."""

from django.urls import reverse

from apps.core.actor import current
from apps.core.documents.formats import DocumentFormat, render
from apps.core.jobs import JobContext, JobRefused, Outcome, job_kind
from apps.core.services import history
from apps.core.web import resource as resources
from apps.routes.demand.document import document, file_name
from apps.routes.models import DemandRequest


@job_kind("demand_file", title="Заявка на программы")
def file(context: JobContext, *, request: int, form: DocumentFormat) -> Outcome:
    """The document of a request that the asker sees."""
    found: DemandRequest | None = resources.get("routes.demand").rows(current()).filter(pk=request).first()
    if found is None:
        raise JobRefused("Этой заявки больше нет, или она не открыта вашей роли")
    context.progress(0, 1, "Документ")
    name = file_name(found, form)
    context.file(name).write_bytes(render(document(found), form))
    history.log_export(name, 0)
    context.progress(1, 1, "Готово")
    return Outcome("Файл готов", reverse("routes:demand_detail", args=(found.pk,)))
