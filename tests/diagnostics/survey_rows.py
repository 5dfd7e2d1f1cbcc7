"""Questionnaires for tests, and a row of each of their tables for the permission tests."""

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from apps.diagnostics.enums import SurveyState
from apps.diagnostics.models import Need, Survey, SurveyQuestion, SurveySheet, SurveyTally, SurveyToken
from apps.diagnostics.services.surveys.answering import token_of
from apps.organizations.models import Organization
from apps.teachers.models import Person
from tests import factories as make
from tests.cast import Cast
from tests.permissions.rows import DAY, filler, place_columns

QUESTIONS: tuple[dict[str, Any], ...] = (
    {"kind": "single", "title": "Один", "options": ["первый", "второй"]},
    {"kind": "multiple", "title": "Несколько", "options": ["а", "б", "в"]},
    {"kind": "scale", "title": "Балл", "minimum": 1, "maximum": 5},
    {"kind": "matrix", "title": "Строки", "rows": ["сил", "радости"], "minimum": 0, "maximum": 3},
    {"kind": "text", "title": "Словами"},
)


def make_survey(owner: Organization, *, questions: Any = QUESTIONS, **fields: Any) -> Survey:
    """A published questionnaire open today, of a maker, with a question of every kind."""
    today = timezone.localdate()
    days: dict[str, date] = {"opens_on": today - timedelta(days=7), "closes_on": today + timedelta(days=7)}
    values = {"title": "Анкета", "state": SurveyState.OPEN, "published": True, **days, **fields}
    survey = Survey.objects.create(**place_columns(owner), **values)
    for place, question in enumerate(questions, 1):
        own = {"survey": survey, "published": survey.published, "position": place}
        SurveyQuestion.objects.create(**place_columns(owner), **own, **question)
    return survey


@filler
def survey_rows(cast: Cast, mark: str, organization: Organization, person: Person) -> None:
    survey = make_survey(organization, title=f"Анкета {mark}", anonymous=False, opens_on=DAY, closes_on=DAY)
    SurveySheet.objects.create(survey=survey, person=person, handed_on=DAY)
    question = survey.questions.all()[0]
    place = place_columns(organization)
    SurveyTally.objects.create(**place, survey=survey, question=question, unit=organization.pk, number=1)
    SurveyToken.objects.create(token=token_of(survey, person.pk), survey=survey, day=DAY)
    Need.objects.create(survey=survey, person=person, competence=make.make_competence(), named_on=DAY)
