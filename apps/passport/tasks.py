"""The background kinds of the passport: files, and the night's reminders."""

from django.urls import reverse

from apps.core import access
from apps.core.actor import current
from apps.core.documents.formats import DocumentFormat
from apps.core.jobs import JobContext, JobRefused, Outcome, job_kind
from apps.core.text import count_text
from apps.passport.models import Passport
from apps.passport.services.files import file_name, write_file
from apps.passport.services.notices import remind


@job_kind("passport_file", title="Файл паспорта")
def file(context: JobContext, *, passport: int, form: DocumentFormat) -> Outcome:
    """A file of a passport with what the person who asks may see of it."""
    rows = Passport.objects.filter(access.scope(Passport, current()), pk=passport)
    found = rows.select_related("profile", "region").first()
    if found is None:
        raise JobRefused("Этого паспорта больше нет, или он не открыт вашей роли")
    context.progress(0, 1, "Документ")
    write_file(found, form, context.file(file_name(found, form.value)))
    context.progress(1, 1, "Готово")
    return Outcome("Файл готов", reverse("passport:passport_detail", args=(found.pk,)))


@job_kind("passport_reminders", title="Напоминания о частях паспорта", system=True, daily="07:10")
def reminders(context: JobContext) -> Outcome:
    """One message to everybody whose part is due within a week or late."""
    return Outcome(f"Напоминаний: {count_text(remind(), 'сообщение', 'сообщения', 'сообщений')}")
