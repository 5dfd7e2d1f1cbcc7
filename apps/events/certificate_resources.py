"""Certificates of participation, and how the young specialists are supported."""

from typing import Any

from django import forms
from django.utils import timezone

from apps.core.actor import Actor, current
from apps.core.web import actions as core_actions
from apps.core.web import filters as core_filters
from apps.core.web import sections as core_sections
from apps.core.web.actions import Action
from apps.core.web.columns import Column, Kind
from apps.core.web.filters import ChoiceFilter
from apps.core.web.forms import Form
from apps.core.web.history import name_verbs
from apps.core.web.resource import Resource, Titles
from apps.core.web.sections import Fact, Facts, Part, Related
from apps.events import filters, policies
from apps.events.enums import ParticipationRole
from apps.events.models import Event, EventCertificate
from apps.events.services import certificates
from apps.teachers import selectors as people
from apps.teachers.services.people import is_self

name_verbs({"issue_certificate": "сертификат выдан", "annul_certificate": "сертификат аннулирован"})
ROLES = dict(ParticipationRole.choices)
WHO: dict[str, Any] = {"link": "teachers.person", "link_key": "person_id"}


class IssueForm(Form):
    """The day of the certificates."""

    issued_on = forms.DateField(label="Дата выдачи", initial=timezone.localdate)


class AnnulForm(Form):
    """Why a certificate is in force no longer."""

    on = forms.DateField(label="Аннулирован", initial=timezone.localdate)
    reason = forms.CharField(label="Причина", max_length=300)


def file_context(certificate: EventCertificate, actor: Actor) -> dict[str, Any]:
    """The buttons of the file."""
    return {"certificate": certificate}


class CertificateResource(Resource):
    """Certificates by their numbers."""

    model = EventCertificate
    slug = "certificate"
    prefix = "certificates/"
    titles = Titles("Сертификаты участников", "сертификат", "сертификата", "сертификатов")
    section = "events.papers"
    order = 24
    personal = True
    columns = (
        Column("registration_number", "Номер", sort="number", link="self", width=14),
        Column("person", "Кому выдан", source=people.of_person("name"), width=40, **WHO),
        Column("event", "Мероприятие", source="participation__event__title", width=60),
        Column("role", "Роль", source="participation__role", labels=ROLES, width=18),
        Column("issued_on", "Выдан", kind=Kind.DATE, sort=True, width=12),
        Column("annulled_on", "Аннулирован", kind=Kind.DATE, sort=True, visible=False, width=12),
        Column("annulled_reason", "Причина", visible=False, width=36),
    )
    card = ("person", "registration_number", "issued_on")
    filterset = filters.CertificateFilters
    search = (("person__sort_key", "starts"), ("registration_number", "equals"))
    search_hint = "Начало фамилии или номер"
    ordering = "-issued_on"
    actions = (
        Action("annul", "Аннулировать", certificates.annul_certificate, "Сертификат аннулирован.", icon="circle-x",
               form=AnnulForm, danger=True, applies=lambda row: row.annulled_on is None,
               consequence="Номер останется занятым; участнику можно выдать другой сертификат."),
    )  # fmt: skip
    sections = (
        Facts(
            "Сертификат",
            (
                Fact("holder", "Кому выдан", write=people.name_of, **WHO),
                Fact("participation__event__title", "Мероприятие"),
                Fact("participation__role", "Роль", labels=ROLES),
                "registration_number",
                Fact("check_code", "Код проверки"),
                Fact("issued_on", kind=Kind.DATE),
                Fact("annulled_on", kind=Kind.DATE, hide_empty=True),
                Fact("annulled_reason", "Причина", hide_empty=True),
            ),
        ),
        Part("file", "Скачать", "events/certificate_file.html", file_context, order=5),
    )
    help = "Сертификаты участников по порядку номеров организатора. Выдают их на карточке мероприятия."
    empty = "Здесь появятся сертификаты: их выдают на карточке мероприятия, когда участники отмечены."

    def title_of(self, obj: EventCertificate) -> str:
        return f"Сертификат {obj}"

    def logs_view(self, actor: Actor, obj: EventCertificate) -> bool:
        return not is_self(obj.person_id)


def ready(event: Event) -> bool:
    """Whether certificates can be given out now, by the reader."""
    return event.cancelled_on is None and event.start <= timezone.localdate() and policies.may_lead(current(), event)


core_actions.add(
    "events.event",
    Action("certificates", "Выдать сертификаты", certificates.issue_certificates, "Сертификаты выданы.",
           icon="certificate", form=IssueForm, applies=ready,
           consequence="Каждый участник без сертификата получит следующий номер по порядку и узнает об этом."),
)  # fmt: skip
core_sections.add(
    "teachers.person",
    Related("certificates", "Сертификаты", "events.certificate", "person", order=53,
            columns=("registration_number", "event", "role", "issued_on"), empty="Сертификатов ещё не было."),
)  # fmt: skip
core_filters.add(
    "teachers.person",
    "supported",
    ChoiceFilter(label="Форма поддержки в этом году", choices=filters.YES_NO, method=filters.by_support_this_year),
)
