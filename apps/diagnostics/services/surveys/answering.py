"""A questionnaire is answered: by name as a draft that keeps itself, anonymously in one piece.

Of an anonymous answer nothing is kept that names a person: no row, no history, no log; only sums and a keyed hash.
"""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from apps.core.actor import acting, system
from apps.core.services import history, records
from apps.diagnostics.enums import QuestionKind
from apps.diagnostics.models import Need, Survey, SurveySheet, SurveyToken
from apps.diagnostics.selectors.surveys import addressed_to
from apps.diagnostics.services.surveys import tallying
from apps.teachers.models import Person
from apps.teachers.selectors import own_person

NOT_ASKED = "Эта анкета адресована не вам, ещё не открыта или уже закрыта."
ANSWERED = "Вы уже ответили на эту анкету. Спасибо!"
NOTHING = "Ответьте хотя бы на один вопрос."
SYSTEM = system("surveys")
Answers = tallying.Answers


def token_of(survey: Survey, person_id: int) -> str:
    """The mark that this person has answered: a hash keyed with the installation's secret.

    Without the key the database cannot turn it into a person. Where the key is changed while a survey is open, those
    who have answered could answer once more.
    """
    return salted_hmac("diagnostics.survey", f"{survey.pk}:{person_id}", algorithm="sha256").hexdigest()


def answered_tokens(survey: Survey) -> set[str]:
    """The marks of everybody who has answered an anonymous survey."""
    return set(survey.tokens.values_list("token", flat=True))


def has_answered(survey: Survey, person: Person) -> bool:
    """Whether this person has handed in their answers."""
    if survey.anonymous:
        return SurveyToken.objects.filter(token=token_of(survey, person.pk)).exists()
    return SurveySheet.objects.filter(survey=survey, person=person, handed_on__isnull=False).exists()


def require_asked(survey: Survey) -> Person:
    """The person who answers: the current user's own. Raises ``PermissionDenied``, ``ValidationError``."""
    person = own_person()
    if person is None or not addressed_to(person).filter(pk=survey.pk).exists():
        raise PermissionDenied(NOT_ASKED)
    if has_answered(survey, person):
        raise ValidationError(ANSWERED, code="answered")
    return person


@transaction.atomic
def keep_answers(survey: Survey, answers: Answers) -> SurveySheet:
    """Keep the draft of answers by name. Raises ``PermissionDenied``, ``ValidationError``."""
    person = require_asked(survey)
    if survey.anonymous:
        raise ValidationError("Черновик анонимной анкеты не хранится.", code="anonymous")
    sheet, _ = SurveySheet.objects.get_or_create(survey=survey, person=person)
    sheet.answers = {str(pk): value for pk, value in answers.items()}
    records.save(sheet, update_fields=["answers"])
    return sheet


@transaction.atomic
def hand_in(survey: Survey, answers: Answers) -> None:
    """Hand the answers in, once and for good. Raises ``PermissionDenied``, ``ValidationError``."""
    person = require_asked(survey)
    if not answers:
        raise ValidationError(NOTHING, code="empty")
    if survey.anonymous:
        cast_anonymously(survey, person, answers)
    else:
        hand_in_by_name(survey, person, answers)


def cast_anonymously(survey: Survey, person: Person, answers: Answers) -> None:
    """Add the answers to the sums and leave the keyed mark. Raises ``ValidationError`` for a second answer."""
    with acting(SYSTEM):
        try:
            with transaction.atomic():
                SurveyToken.objects.create(token=token_of(survey, person.pk), survey=survey, day=timezone.localdate())
        except IntegrityError as error:
            raise ValidationError(ANSWERED, code="answered") from error
        tallying.add(survey, person, answers)


def hand_in_by_name(survey: Survey, person: Person, answers: Answers) -> None:
    """Fix the sheet, add it to the sums, make requests of the competences chosen."""
    sheet = keep_answers(survey, answers)
    today = timezone.localdate()
    SurveySheet.objects.filter(pk=sheet.pk).update(handed_on=today)
    history.record_many([history.entry("hand_in_survey", sheet, {}, {"handed_on": today.isoformat()})])
    chosen = survey.questions.filter(kind=QuestionKind.COMPETENCES).values_list("pk", flat=True)
    wanted = {int(one) for pk in chosen for one in answers.get(pk, ())}
    with acting(SYSTEM):
        tallying.add(survey, person, answers)
        for competence in sorted(wanted):
            Need.objects.get_or_create(
                survey=survey, person=person, competence_id=competence, defaults={"named_on": today}
            )
