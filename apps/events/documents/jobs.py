"""The documents of mentoring as files."""

from datetime import date

from django.urls import reverse

from apps.core.actor import current
from apps.core.documents.formats import DocumentFormat, render
from apps.core.jobs import JobContext, JobRefused, Outcome, job_kind
from apps.core.services import history
from apps.core.web import resource as resources
from apps.events.documents import pair as pairs
from apps.events.documents import summary as summaries
from apps.events.mentoring_summary import summary
from apps.events.models import MentoringPair
from apps.organizations.models import Organization


@job_kind("pair_file", title="Документ наставнической пары")
def pair_file(context: JobContext, *, pair: int, form: DocumentFormat) -> Outcome:
    """The plan and report of a pair that the asker sees; the export is logged."""
    found: MentoringPair | None = resources.get("events.pair").rows(current()).filter(pk=pair).first()
    if found is None:
        raise JobRefused("Этой пары больше нет, или она не открыта вашей роли")
    context.progress(0, 1, "Документ")
    name = pairs.file_name(found, form)
    context.file(name).write_bytes(render(pairs.pair_document(found), form))
    history.log_export(name, 1)
    context.progress(1, 1, "Готово")
    return Outcome("Файл готов", reverse("events:pair_detail", args=(found.pk,)))


@job_kind("mentoring_file", title="Сводка наставничества")
def mentoring_file(context: JobContext, *, form: DocumentFormat, day: date) -> Outcome:
    """The numbers of the asker's territory: nobody is named in them."""
    context.progress(0, 1, "Сводка")
    actor = current()
    name = summaries.file_name(form, day)
    tree = summaries.summary_document(summary(actor, day), issuer(), day)
    context.file(name).write_bytes(render(tree, form))
    history.log_export(name, 0)
    context.progress(1, 1, "Готово")
    return Outcome("Файл готов", reverse("events:mentoring_summary"))


def issuer() -> str:
    """The organization that the asker acts for."""
    found = Organization.objects.filter(pk=current().organization_id or 0).first()
    return found.full_name if found else "Методическая служба"
