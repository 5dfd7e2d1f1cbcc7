"""The background kinds of online tests."""

from django.urls import reverse

from apps.core.actor import current
from apps.core.documents.formats import DocumentFormat, render
from apps.core.jobs import JobContext, JobRefused, Outcome, job_kind
from apps.core.web import nav
from apps.diagnostics.models import OnlineTest
from apps.diagnostics.selectors.item_statistics import statistics
from apps.diagnostics.web.item_document import document, file_name


@job_kind("item_statistics_file", title="Статистика заданий")
def statistics_file(context: JobContext, *, test: int, form: DocumentFormat) -> Outcome:
    """The statistics of a test as a file; no person stands in it."""
    mine = OnlineTest.objects.filter(provider_id=current().organization_id or 0).select_related("provider")
    found = mine.filter(pk=test).first()
    if found is None or not nav.holders("item_bank")(current()):
        raise JobRefused("Этот тест ведёт другая организация")
    name = file_name(found, form)
    context.file(name).write_bytes(render(document(found, statistics(found)), form))
    return Outcome("Файл готов", reverse("diagnostics:test_statistics", args=(test,)))
