"""Results of diagnostics as files: what each page asked for, as whoever asks may see it; every file is logged."""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import QueryDict
from django.utils import timezone

from apps.core import access
from apps.core.actor import Actor
from apps.core.documents.formats import DocumentFormat
from apps.core.documents.tree import Document
from apps.core.services import history
from apps.core.text import format_date
from apps.diagnostics.documents.certificate import certificate, number_of
from apps.diagnostics.models import DiagnosticSession
from apps.organizations.models import Organization, Region
from apps.teachers import selectors as people
from apps.teachers.services.people import is_self


@dataclass(frozen=True, slots=True)
class Made:
    """A document and the name of its file without the ending."""

    document: Document
    name: str


Maker = Callable[[Actor, QueryDict, DocumentFormat], Made | None]
MAKERS: dict[str, Maker] = {}


def maker(page: str) -> Callable[[Maker], Maker]:
    """Register what makes the document of a page; None where the reader may not have it (any more)."""

    def register(made: Maker) -> Maker:
        MAKERS[page] = made
        return made

    return register


def issuer_of(actor: Actor) -> str:
    """The organization that prints."""
    return str(Organization.objects.filter(pk=actor.organization_id or 0).first() or "")


@maker("certificate")
def certificate_file(actor: Actor, query: QueryDict, form: DocumentFormat) -> Made | None:
    """The certificate of a session in sight; the view of it is logged unless it is one's own."""
    mine = DiagnosticSession.objects.filter(access.scope(DiagnosticSession, actor)).select_related("tool")
    session = mine.filter(pk=query.get("session") or 0).first()
    if session is None:
        return None
    name, provider = people.name_of(session), Organization.objects.filter(pk=session.provider_id).first()
    if not is_self(session.person_id):
        history.log_view(session, f"Справка о диагностике {number_of(session)}")
    place = str(Region.objects.get(pk=session.region_id))
    made = certificate(session, name, str(provider or ""), place, timezone.localdate())
    return Made(made, f"Справка о диагностике {number_of(session)} {format_date(session.completed_on)}")
