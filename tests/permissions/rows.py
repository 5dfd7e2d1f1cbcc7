"""A row in every walled table for each place of the cast: policies are evaluated only when a row is tested."""

from collections.abc import Callable
from datetime import date, time
from decimal import Decimal
from typing import Any

from django.db import models

from apps.core import wall
from apps.core.models import AccessLogEntry, HistoryEntry, Job, Notification, SavedView
from apps.diagnostics.models import Quota, Slot
from apps.organizations.models import (
    Agreement,
    Headcount,
    NormativeAct,
    Organization,
    SiteStatus,
    StatusFlag,
)
from apps.programs.models import LinkProposal, RegistryEntry
from apps.routes.models import (
    DemandRequest,
    DemandRow,
    IndividualRoute,
    ItemEvidence,
    RouteComment,
    RouteTemplate,
    TemplateItem,
)
from apps.teachers.models import Appointment, AttestationCategory, Consent, Leave, Person
from tests import factories as make
from tests.cast import Cast

DAY = date(2025, 3, 1)
Filler = Callable[[Cast, str, Organization, Person], None]
FILLERS: list[Filler] = []


def filler(function: Filler) -> Filler:
    """Register what makes rows of one place; apps above add theirs beside their own tests."""
    FILLERS.append(function)
    return function


def place_columns(organization: Organization) -> dict[str, Any]:
    """The unit columns of an organization's row."""
    return {
        "organization": organization,
        "municipality": organization.municipality,
        "region": organization.region,
    }


@filler
def organization_rows(cast: Cast, mark: str, organization: Organization, person: Person) -> None:
    place = place_columns(organization)
    StatusFlag.objects.create(**place, flag="shnor", valid_from=DAY)
    SiteStatus.objects.create(**place, kind="rip", valid_from=DAY)
    Agreement.objects.create(**place, number=mark, signed_on=DAY)
    NormativeAct.objects.create(**place, title=mark, number=mark, signed_on=DAY)
    Headcount.objects.create(**place, on_date=DAY, pedagogues=1)


@filler
def person_rows(cast: Cast, mark: str, organization: Organization, person: Person) -> None:
    AttestationCategory.objects.create(person=person, category="first", assigned_on=DAY)
    Consent.objects.create(person=person, given_on=DAY)
    Leave.objects.create(person=person, kind="long", start=DAY)
    Appointment.objects.create(person=person, at_organization=organization, kind="expert", start=DAY)


@filler
def work_rows(cast: Cast, mark: str, organization: Organization, person: Person) -> None:
    session = make.make_session(person, cast.cnppm, DAY)
    program = make.make_program(organization, code=f"П-{mark}")
    make.make_enrollment(person, program, DAY)
    item = make.make_item(make.make_route(person, session, approved_on=DAY), program)
    RouteComment.objects.create(route=item.route, person=person, text=mark, who="Тест")
    ItemEvidence.objects.create(item=item, person=person, text=mark, added_on=DAY, added_by="Тест")
    place = {**place_columns(organization), "title": mark, "sort_key": mark}
    template = RouteTemplate.objects.create(**place)
    TemplateItem.objects.create(**place_columns(organization), template=template, kind="informal", content=mark)
    event = make.make_event(organization, DAY, code=f"М-{mark}")
    make.make_participation(event, person)
    make.make_pair(make.make_person(organization, last_name=f"Наставникова{mark}"), person, DAY)


@filler
def campaign_rows(cast: Cast, mark: str, organization: Organization, person: Person) -> None:
    campaign = make.make_campaign(cast.cnppm, DAY, DAY, title=mark)
    Quota.objects.create(campaign=campaign, municipality=organization.municipality, number=1)
    Slot.objects.create(campaign=campaign, day=DAY, time=time(9), place=mark, capacity=1)
    make.make_invitation(campaign, person)
    make.make_campaign(organization, DAY, DAY, tool=campaign.tool, announced_on=None)


@filler
def methodical_rows(cast: Cast, mark: str, organization: Organization, person: Person) -> None:
    route = IndividualRoute.objects.get(person=person)
    make.make_question(person, theme=f"Вопрос {mark}")
    make.make_source(route)
    make.make_recognition(person)
    make.make_practice(person, route=route)


@filler
def demand_rows(cast: Cast, mark: str, organization: Organization, person: Person) -> None:
    if DemandRequest.objects.filter(organization=organization).exists():
        return
    place = place_columns(organization)
    program = make.make_program(organization, code=f"С-{mark}")
    entry = RegistryEntry.objects.create(number=f"С-{mark}", title=mark, included_on=DAY)
    LinkProposal.objects.create(**place, entry=entry, program=program, score=90)
    request = DemandRequest.objects.create(
        **place, number=mark, institute=cast.iro, day=DAY, norm=Decimal(1000), sent_on=DAY
    )
    competence = make.make_competence()
    DemandRow.objects.create(**place, request=request, competence=competence, group=mark, people=5, cost=Decimal(5000))


@filler
def journal_rows(cast: Cast, mark: str, organization: Organization, person: Person) -> None:
    common = {
        "actor_key": "system:test",
        "actor_label": "Тест",
        "region_ref": organization.region_id,
        "municipality_ref": organization.municipality_id,
        "organization_ref": organization.pk,
    }
    HistoryEntry.objects.create(**common, verb="create", object_kind="organizations.organization", object_ref=mark)
    AccessLogEntry.objects.create(**common, action="view", subject=mark)


def own_rows(cast: Cast) -> None:
    """Rows that belong to users, one for each role."""
    for role, grant in cast.grants.items():
        user = grant.user
        Job.objects.create(kind="test", title=role, user=user, actor_key=f"grant:{grant.pk}", key=role)
        SavedView.objects.create(user=user, resource="people", name=role)
        Notification.objects.create(user=user, text=role)


def fill(cast: Cast) -> None:
    """A row in every walled table for every place."""
    places = {
        "ours": (cast.school_a, cast.teacher),
        "managers": (cast.school_a, cast.head),
        "colleague": (cast.school_a2, cast.colleague),
        "stranger": (cast.school_b, cast.stranger),
        "foreigner": (cast.foreign_school, cast.foreigner),
    }
    for mark, (organization, person) in places.items():
        for make_rows in FILLERS:
            if mark == "managers" and make_rows is organization_rows:
                continue
            make_rows(cast, mark, organization, person)
    own_rows(cast)


def walled_models() -> list[type[models.Model]]:
    """Every model behind the wall."""
    tables = wall.walled()
    return [m for m in wall.our_models() if m._meta.db_table in tables]
