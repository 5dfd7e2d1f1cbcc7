"""The certificate of participation as a document."""

from apps.core.actor import acting
from apps.core.documents.tree import Document, Paragraph, ParagraphRole, Requisites, Section, Signature
from apps.core.services.results import clean_name
from apps.core.text import NBSP, format_interval
from apps.events.models import EventCertificate, Participation
from apps.events.services.telling import BELL
from apps.organizations.models import Organization

TITLE = "Сертификат"
CHECK = "Проверить сертификат: раздел портала «Проверка сертификата» (/events/check/), номер {number}, код {code}."


def document(certificate: EventCertificate, name: str) -> Document:
    """The certificate of the person of that name; an annulled one says so."""
    with acting(BELL):
        # An institute gives out certificates of its events, the participations of the region it does not read.
        took = Participation.objects.select_related("event").get(pk=certificate.participation_id)
    event = took.event
    issuer = Organization.objects.filter(pk=certificate.issuer_id).first()
    term = format_interval(took.on_date or event.start, took.on_date or event.last_day)
    facts = f"Мероприятие: «{event.title}» ({event.get_kind_display()}), уровень — {event.get_level_display()}."
    blocks = (
        Paragraph(f"Настоящий сертификат подтверждает, что {name}", ParagraphRole.CONCLUSION),
        Paragraph(facts),
        Paragraph(f"Роль: {took.get_role_display()}. Время участия: {term}."),
        Paragraph(
            CHECK.format(number=certificate.registration_number, code=certificate.check_code), ParagraphRole.NOTE
        ),
    )
    requisites = Requisites(issuer.full_name if issuer else "", certificate.issued_on, certificate.registration_number)
    return Document(
        f"{TITLE} №{NBSP}{certificate.registration_number}",
        requisites,
        (Section("Участие в мероприятии", blocks, number=""),),
        subtitle=name,
        state="АННУЛИРОВАН" if certificate.annulled_on else "",
        signatures=(Signature("Руководитель организации"),),
    )


def file_name(certificate: EventCertificate, ending: str) -> str:
    """The name of the file: without the person's."""
    return clean_name(f"Сертификат {certificate.registration_number.replace('/', '-')}.{ending}")
