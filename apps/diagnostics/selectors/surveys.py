"""Reads of questionnaires: whom one asks, which ones ask somebody, what of them waits."""

from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from apps.core import access
from apps.core.access import WRITE
from apps.core.actor import Actor
from apps.diagnostics.enums import SurveyState
from apps.diagnostics.models import Need, Survey
from apps.teachers.models import Employment, Person
from apps.teachers.selectors import going_on, holding, own_person

M_PLACES, M_HOUSES = Survey.municipalities.through, Survey.organizations.through


def audience(survey: Survey, day: date | None = None) -> QuerySet[Person]:
    """The people a questionnaire asks: of the maker's territory, with a main employment of the asked kinds today."""
    own = Q(region=survey.region_id) if survey.municipality.regional else Q(municipality=survey.municipality_id)
    kinds = Q(position__kind__in=survey.kinds) if survey.kinds else Q()
    rows = Person.objects.filter(own, holding(kinds, day))
    if places := list(survey.municipalities.values_list("pk", flat=True)):
        rows = rows.filter(municipality__in=places)
    if houses := list(survey.organizations.values_list("pk", flat=True)):
        rows = rows.filter(organization__in=houses)
    return rows


def addressed_to(person: Person, day: date | None = None) -> QuerySet[Survey]:
    """The published questionnaires open on the day that ask this person: the same rule, asked of the person."""
    on = day or timezone.localdate()
    jobs = Employment.objects.filter(going_on(on), person=person, is_main=True).values_list("position__kind", flat=True)
    held = list(jobs[:1])
    if not held:
        return Survey.objects.none()
    territory = Q(municipality__regional=True) | Q(municipality=person.municipality_id)
    of_kind = Q(kinds=[]) | Q(kinds__contains=held)
    days = {"opens_on__lte": on, "closes_on__gte": on, "state": SurveyState.OPEN}
    rows = Survey.objects.filter(territory, of_kind, region=person.region_id, **days)
    rows = narrowed(rows, M_PLACES, "municipality_id", person.municipality_id)
    return narrowed(rows, M_HOUSES, "organization_id", person.organization_id)


def narrowed(rows: QuerySet[Survey], through: Any, column: str, value: int) -> QuerySet[Survey]:
    """Of these questionnaires those that name no unit, or name this one."""
    named = through.objects.filter(survey_id=OuterRef("pk"))
    return rows.filter(~Exists(named) | Exists(named.filter(**{column: value})))


def in_sight(actor: Actor) -> QuerySet[Survey]:
    """The questionnaires the actor makes or leads by place, and for a teacher those that ask them.

    A municipality sees the published ones of its region that ask its people: their results are broken down for it.
    """
    rows = Survey.objects.filter(access.scope(Survey, actor))
    if actor.is_system:
        return rows
    if access.rights().level(actor, "surveys", WRITE):
        own = rows.filter(access.Access("surveys").scope(actor))
        return own | regional_for(rows, actor)
    person = own_person()
    return rows.filter(pk__in=addressed_to(person).values("pk")) if person is not None else rows.none()


def regional_for(rows: QuerySet[Survey], actor: Actor) -> QuerySet[Survey]:
    """Of these the published ones of the actor's region that ask the actor's municipality."""
    above = rows.filter(published=True, municipality__regional=True, region=actor.region_id)
    return narrowed(above, M_PLACES, "municipality_id", actor.municipality_id or 0)


def needs_of(person_id: int, actor: Actor) -> QuerySet[Need]:
    """The competences that a person has asked to develop, the latest first."""
    rows = Need.objects.filter(access.scope(Need, actor), person_id=person_id)
    return rows.select_related("competence").order_by("-named_on", "competence__code")
