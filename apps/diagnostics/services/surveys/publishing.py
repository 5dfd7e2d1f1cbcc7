"""A questionnaire is published to those it asks, and closed."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from apps.core.actor import acting, current, system
from apps.core.services import notices, records
from apps.core.text import format_date
from apps.diagnostics.enums import SurveyState
from apps.diagnostics.models import Survey
from apps.diagnostics.selectors.surveys import audience
from apps.diagnostics.services.surveys.answering import answered_tokens, token_of
from apps.diagnostics.services.surveys.building import NOT_MAKER, owns, require_draft
from apps.teachers.enums import Relation
from apps.teachers.models import PersonLink

EMPTY = "В анкете нет вопросов: добавьте их, прежде чем объявлять."
NOBODY = "Под выбранных адресатов не подходит ни один работник."
OVER = "Срок анкеты уже прошёл: исправьте даты."
NOT_OPEN = "Анкета не объявлена или уже закрыта."
BELL = system("surveys")


def require_open(survey: Survey) -> None:
    """Refuse what needs a published survey of the actor's own. Raises ``PermissionDenied``, ``ValidationError``."""
    if not owns(current(), survey):
        raise PermissionDenied(NOT_MAKER)
    if survey.state != SurveyState.OPEN:
        raise ValidationError(NOT_OPEN, code="state")


@transaction.atomic
def publish_survey(survey: Survey) -> Survey:
    """Open a questionnaire to those it asks and ring their bells; from now on it is fixed.

    Raises ``PermissionDenied``, ``ValidationError``.
    """
    require_draft(survey)
    if survey.closes_on < timezone.localdate():
        raise ValidationError(OVER, code="over")
    if not survey.questions.exists():
        raise ValidationError(EMPTY, code="empty")
    if not audience(survey).exists():
        raise ValidationError(NOBODY, code="nobody")
    records.change(survey, "publish_survey", state=SurveyState.OPEN, published=True)
    ring(survey, f"Ответьте на анкету «{survey.title}» до {format_date(survey.closes_on)}. Это добровольно.")
    return survey


@transaction.atomic
def close_survey(survey: Survey) -> Survey:
    """Close a questionnaire: nobody answers any more, drafts by name are dropped. Raises as ``require_open``."""
    require_open(survey)
    with acting(BELL):
        survey.sheets.filter(handed_on=None).delete()
    values: dict[str, Any] = {"state": SurveyState.CLOSED, "closed_on": timezone.localdate()}
    return records.change(survey, "close_survey", **values)


@transaction.atomic
def remind(survey: Survey) -> int:
    """Remind those who have not answered; returns how many bells rang. Raises as ``require_open``."""
    require_open(survey)
    return ring(survey, f"Анкета «{survey.title}» открыта до {format_date(survey.closes_on)}. Отвечать не обязательно.")


def ring(survey: Survey, text: str) -> int:
    """Ring the bell of every user who is asked and has not answered; nobody is told who they are."""
    url = reverse("diagnostics:survey_answer", args=(survey.pk,))
    with acting(BELL):
        asked = audience(survey).exclude(surveysheets__survey=survey, surveysheets__handed_on__isnull=False)
        links = PersonLink.objects.filter(relation=Relation.SELF, user__isnull=False, person__in=asked.values("pk"))
        done = answered_tokens(survey)
        found = links.values_list("user_id", "person_id")
        users = [user for user, person in found if user and token_of(survey, person) not in done]
        return notices.notify((user, text, url) for user in users)
