"""What questionnaires add to the first page of those they ask."""

from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from apps.core.actor import Actor
from apps.core.web import agenda
from apps.core.web.period import Period
from apps.diagnostics.models import Survey, SurveySheet, SurveyToken
from apps.diagnostics.selectors.surveys import addressed_to
from apps.diagnostics.services.surveys.answering import token_of
from apps.teachers.models import Person
from apps.teachers.selectors import own_person


def waiting(person: Person | None) -> QuerySet[Survey]:
    """The open questionnaires that ask this person and that they have not answered."""
    if person is None:
        return Survey.objects.none()
    rows = addressed_to(person)
    tokens = {token_of(survey, person.pk): survey.pk for survey in rows.filter(anonymous=True)}
    done = SurveyToken.objects.filter(token__in=tokens).values_list("survey_id", flat=True)
    sheets = SurveySheet.objects.filter(person=person, survey=OuterRef("pk"), handed_on__isnull=False)
    return rows.exclude(pk__in=list(done)).exclude(Exists(sheets))


def mine(actor: Actor, period: Period) -> QuerySet[Any]:
    """The questionnaires that wait for the current user."""
    return waiting(own_person())


agenda.add_todo(
    agenda.Todo("surveys", "Анкеты ждут ответа (добровольно)", mine, "diagnostics:survey_list", "",
                frozenset({"teacher"}), 40)
)  # fmt: skip
