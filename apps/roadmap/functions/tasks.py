"""The background kind of the matrix of functions."""

from datetime import date

from django.urls import reverse

from apps.core.actor import current
from apps.core.documents.formats import DocumentFormat, render
from apps.core.jobs import JobContext, JobRefused, Outcome, job_kind
from apps.core.services import history
from apps.core.web import nav
from apps.organizations.models import Municipality, Organization
from apps.roadmap.functions.document import document, file_name
from apps.roadmap.functions.selectors import Asked, matrix, profiles_in_sight


@job_kind("functions_file", title="Исполнение функций субъектов")
def file(
    context: JobContext, *, profile: str, start: date, end: date, form: DocumentFormat, municipality: int | None = None
) -> Outcome:
    """The matrix of a profile's functions as a file, with what the person who asks may see."""
    found = next((one for one in profiles_in_sight(current()) if one.code == profile), None)
    if found is None or not nav.holders("functions")(current()):
        raise JobRefused("Функции этого профиля не открыты вашей роли")
    part = Municipality.objects.filter(pk=municipality, region=found.region_id).first() if municipality else None
    asked = Asked(found, start, end, part)
    context.progress(0, 1, "Документ")
    name = file_name(asked, form)
    issuer = Organization.objects.filter(pk=current().organization_id or 0).first()
    data = render(document(asked, matrix(asked, current()), str(issuer or found)), form)
    context.file(name).write_bytes(data)
    history.log_export(name, 0)
    context.progress(1, 1, "Готово")
    return Outcome("Файл готов", f"{reverse('roadmap:functions')}?profile={found.code}")
