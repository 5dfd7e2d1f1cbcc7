"""The background kinds of routes: thin, the work is in the services."""

from django.urls import reverse

from apps.core import access
from apps.core.actor import current
from apps.core.documents.formats import DocumentFormat, render
from apps.core.jobs import JobContext, JobRefused, Outcome, job_kind
from apps.core.services import history
from apps.core.text import count_text
from apps.routes.demand import jobs  # noqa: F401 - the kind of jobs «demand_file»
from apps.routes.document import file_name, route_document
from apps.routes.models import IndividualRoute
from apps.routes.services.closing import settle_all
from apps.routes.services.effects import count_effects


@job_kind("route_file", title="Файл ИОМ")
def file(context: JobContext, *, route: int, form: DocumentFormat) -> Outcome:
    """The route as a file, with what the person who asks may see; the export is logged."""
    found = IndividualRoute.objects.filter(access.scope(IndividualRoute, current()), pk=route).first()
    if found is None:
        raise JobRefused("Этого ИОМ больше нет, или он не открыт вашей роли")
    context.progress(0, 1, "Документ")
    name = file_name(found, form)
    context.file(name).write_bytes(render(route_document(found), form))
    history.log_export(name, 1)
    context.progress(1, 1, "Готово")
    return Outcome("Файл готов", reverse("routes:route_detail", args=(found.pk,)))


@job_kind("routes_nightly", title="Маршруты: пункты, выполненные вчера", system=True, daily="04:10")
def settle(context: JobContext) -> Outcome:
    """Close the items whose training or event, recorded beforehand, has happened by today."""
    return Outcome(f"Закрыто: {count_text(settle_all(), 'пункт', 'пункта', 'пунктов')}")


@job_kind("program_effects", title="Эффект программ", system=True, daily="05:20")
def effects(context: JobContext) -> Outcome:
    """Count the gain of graduates on the competences of every programme."""
    return Outcome(f"Программ с посчитанным эффектом: {count_effects()}")
