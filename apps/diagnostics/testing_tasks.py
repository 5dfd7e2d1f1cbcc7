"""The background kinds of online tests."""

from django.urls import reverse

from apps.core import access
from apps.core.actor import current
from apps.core.documents.formats import DocumentFormat, render
from apps.core.imports import uploads
from apps.core.jobs import JobContext, JobRefused, Outcome, job_kind
from apps.core.text import format_number
from apps.core.web import nav
from apps.diagnostics.models import Competence, OnlineTest
from apps.diagnostics.qti.model import Refused
from apps.diagnostics.selectors.item_statistics import statistics
from apps.diagnostics.services.packages import import_package
from apps.diagnostics.web.item_document import document, file_name


@job_kind("item_package", title="Задания из пакета QTI")
def load_package(context: JobContext, *, upload: str, competence: int, difficulty: int) -> Outcome:
    """Drafts in the bank of whoever asks, of a package kept before; why the other items were refused is a file."""
    if not nav.holders("item_bank", access.WRITE)(current()):
        raise JobRefused("Банк заданий открыт тем, кто его ведёт")
    try:
        path = uploads.find(upload, name="Пакет QTI").path
        known = Competence.objects.get(pk=competence)
        loaded = import_package(path, competence=known, difficulty=difficulty, progress=context.progress)
    except (Refused, uploads.UploadRefused) as refused:
        raise JobRefused(str(refused)) from None
    if loaded.refused:
        context.file("Отклонённые задания.txt").write_text("\n".join(loaded.refused) + "\n", encoding="utf-8")
    words = f"Заведено черновиков: {format_number(loaded.made)}. Отклонено: {format_number(len(loaded.refused))}."
    return Outcome(words, f"{reverse('diagnostics:item_list')}?state=draft")


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
