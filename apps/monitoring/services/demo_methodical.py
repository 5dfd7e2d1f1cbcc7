"""What surrounds routes in the demonstration: questionnaires, questions, observations, a recognized course."""

import random
from datetime import date, timedelta
from typing import Any

from apps.diagnostics.enums import QuestionKind
from apps.diagnostics.models import Competence, Survey, SurveyQuestion
from apps.diagnostics.selectors.surveys import audience
from apps.diagnostics.services.surveys import answering, building, publishing
from apps.organizations.enums import OrganizationKind
from apps.organizations.models import Organization, Profile
from apps.routes.enums import PracticeKind, SourceKind
from apps.routes.models import Consultation, IndividualRoute
from apps.routes.services import consultations, practice, recognition, sources
from apps.teachers.enums import PositionKind, Relation
from apps.teachers.models import Person, PersonLink

SEED, ANSWERED, VISITS = 417, 60, 3
QUESTIONS = (
    ("Как оценивать проекты", "Как оценить групповой проект, чтобы отметка была у каждого своя?", True),
    ("Подготовка к аттестации", "Какие материалы собрать заранее для первой категории?", True),
    ("Работа с ИКТ", "С чего начать, если в классе один ноутбук на четверых?", False),
)
ANSWER = "Разобрали на встрече: договорились о листах оценивания, образец передан."


def make_demo_methodical(profile: Profile, day: date) -> None:
    """Make what is missing around the demo teacher; a second run changes nothing. The caller acts as the system."""
    if Survey.objects.filter(region=profile.region_id).exists():
        return
    centre = Organization.objects.filter(region=profile.region_id, kind=OrganizationKind.CNPPM).first()
    link = PersonLink.objects.filter(relation=Relation.SELF, user__login="teacher", user__demo=True).first()
    if centre is None or link is None:
        return
    make_surveys(centre, day)
    make_work(link.person, day)


def make_surveys(centre: Organization, day: date) -> None:
    """One questionnaire by name that waits, one anonymous that is closed with its results."""
    kinds = [PositionKind.PEDAGOGUE.value]
    span: dict[str, Any] = {"opens_on": day - timedelta(days=5), "closes_on": day + timedelta(days=9)}
    publishing.publish_survey(building.create_survey(organization=centre, template="needs", kinds=kinds, **span))
    told = building.create_survey(organization=centre, template="satisfaction", kinds=kinds, **span)
    publishing.publish_survey(told)
    chance = random.Random(SEED)
    for person in audience(told).order_by("pk")[:: max(audience(told).count() // ANSWERED, 1)][:ANSWERED]:
        answering.cast_anonymously(told, person, {one.pk: answer(one, chance) for one in told.questions.all()})
    publishing.close_survey(told)


def answer(question: SurveyQuestion, chance: random.Random) -> object:
    """A made-up answer to a question."""
    match question.kind:
        case QuestionKind.SINGLE:
            return chance.randrange(len(question.options))
        case QuestionKind.MULTIPLE:
            return sorted(chance.sample(range(len(question.options)), 2))
        case QuestionKind.SCALE:
            return chance.randint(question.minimum, question.maximum)
        case QuestionKind.MATRIX:
            return {str(row): chance.randint(question.minimum, question.maximum) for row in range(len(question.rows))}
        case _:
            return "Больше встреч с коллегами по предмету."


def make_work(person: Person, day: date) -> None:
    """Questions of the demo teacher, observations of one competence, a reason of the route, recognized learning."""
    for theme, question, answered in QUESTIONS:
        asked = day - timedelta(days=20)
        made: Consultation = consultations.ask(person=person, theme=theme, question=question, asked_on=asked)
        if answered:
            consultations.answer(made, outcome=ANSWER, answered_on=asked + timedelta(days=3), consultant="ЦНППМ")
    route = (
        IndividualRoute.objects.filter(person=person, cancelled_on=None, session__isnull=False).order_by("-pk").first()
    )
    competence = Competence.objects.filter(pk__in=aimed(route)).order_by("code").first() if route else None
    if route is None or competence is None:
        return
    for place in range(VISITS):
        marks = {code: min(2, (place + number) // 2) for number, code in enumerate(list(practice.criteria())[:5])}
        practice.record_practice(
            person=person, route=route, competence=competence, on_date=day - timedelta(days=90 - 30 * place),
            kind=PracticeKind.LESSON, marks=marks, observer="Методист ЦНППМ", theme="Открытый урок",
            conclusion="Освоенное видно на уроке.",
        )  # fmt: skip
    if route.completed_on is None:
        text = "По итогам проверочных работ треть класса не справилась с заданиями на понимание текста."
        sources.add_source(route=route, kind=SourceKind.RESULTS, text=text, on_date=day - timedelta(days=40))
    recognition.recognize(
        person=person, competences=[competence], decided_on=day - timedelta(days=30), title="Школа методиста",
        learned_at="Сетевое сообщество учителей", hours=16, number="Р-1",
    )  # fmt: skip


def aimed(route: IndividualRoute) -> list[int]:
    """The competences that the route's session scored."""
    return list(route.session.scores.values_list("competence_id", flat=True)) if route.session else []
