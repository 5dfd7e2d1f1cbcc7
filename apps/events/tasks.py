"""The background kinds of events and mentoring: thin, the work is in the services."""

from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone

from apps.core import access
from apps.core.actor import current
from apps.core.documents.formats import DocumentFormat, render
from apps.core.jobs import JobContext, JobRefused, Outcome, job_kind
from apps.core.services import history
from apps.core.text import count_text
from apps.events.documents import certificate as certificate_document
from apps.events.documents import jobs  # noqa: F401 - the kinds «pair_file» and «mentoring_file»
from apps.events.documents import plan as plan_document
from apps.events.documents import results as results_document
from apps.events.models import Event, EventCertificate
from apps.events.services.reminding import remind_by_calendar
from apps.events.web.plan import plan_tree
from apps.teachers.selectors import name_of
from apps.teachers.services.people import is_self


@job_kind("event_file", title="Документ мероприятия")
def event_file(context: JobContext, *, event: int, paper: str, form: DocumentFormat) -> Outcome:
    """A list of an event as a file, with the people whom the person who asks may see."""
    found = Event.objects.filter(access.scope(Event, current()), pk=event).first()
    if found is None or paper not in results_document.PAPERS:
        raise JobRefused("Этого мероприятия больше нет, или оно не открыто вашей роли")
    context.progress(0, 1, "Документ")
    name = results_document.file_name(found, paper, form.value)
    context.file(name).write_bytes(render(results_document.document(found, paper), form))
    history.log_export(name, results_document.size(found, paper))
    context.progress(1, 1, "Готово")
    return Outcome("Файл готов", reverse("events:event_detail", args=(found.pk,)))


@job_kind("certificate_file", title="Сертификат участника")
def certificate_file(context: JobContext, *, certificate: int, form: DocumentFormat) -> Outcome:
    """A certificate in sight as a file; the export is logged unless it is one's own."""
    scope = access.scope(EventCertificate, current())
    found = EventCertificate.objects.filter(scope, pk=certificate).first()
    name = name_of(found) if found is not None else ""
    if found is None or not name:
        raise JobRefused("Этого сертификата больше нет, или он не открыт вашей роли")
    context.progress(0, 1, "Документ")
    file = certificate_document.file_name(found, form.value)
    context.file(file).write_bytes(render(certificate_document.document(found, name), form))
    if not is_self(found.person_id):
        history.log_export(file, 1)
    context.progress(1, 1, "Готово")
    return Outcome("Файл готов", reverse("events:certificate_detail", args=(found.pk,)))


@job_kind("event_plan_file", title="План мероприятий")
def plan_file(context: JobContext, *, year: int, query: str, form: DocumentFormat) -> Outcome:
    """The yearly plan as the person who asks sees it; no person stands in it."""
    context.progress(0, 1, "Документ")
    name = plan_document.file_name(year, form.value)
    context.file(name).write_bytes(render(plan_tree(QueryDict(query), year), form))
    context.progress(1, 1, "Готово")
    return Outcome("Файл готов", f"{reverse('events:plan')}?{query}")


@job_kind("event_reminders", title="Напоминания о мероприятиях", lock="event_reminders", system=True, daily="06:20")
def remind(context: JobContext) -> Outcome:
    """Remind the registered of the events of tomorrow, once each."""
    told = remind_by_calendar(timezone.localdate())
    return Outcome(f"Напоминания получили: {count_text(told, 'человек', 'человека', 'человек')}")
