"""A questionnaire is made, empty or from a shipped one; its questions are written while it is not published."""

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Max

from apps.core import access
from apps.core.access import WRITE
from apps.core.actor import Actor, current
from apps.core.services import records
from apps.diagnostics.enums import QuestionKind, SurveyState
from apps.diagnostics.models import Survey, SurveyQuestion
from apps.organizations.models import Organization
from apps.organizations.services.records import place_of

NOT_MAKER = "Анкеты составляют ЦНППМ и методисты — каждая организация свои."
FIXED = "Анкета уже объявлена, её вопросы и адресаты не меняются."
NO_OPTIONS = "Назовите хотя бы два варианта, каждый с новой строки."
NO_ROWS = "Назовите строки, каждую с новой строки."
BAD_SCALE = "Высший балл должен быть больше низшего, и не больше чем на десять."
BY_NAME_ONLY = "Выбор компетенций бывает только в именной анкете: запрос попадает в маршрут этого человека."
LONGEST_SCALE = 10
WITH_OPTIONS = (QuestionKind.SINGLE, QuestionKind.MULTIPLE)
WITH_SCALE = (QuestionKind.SCALE, QuestionKind.MATRIX)


@cache
def library() -> dict[str, dict[str, Any]]:
    """The shipped questionnaires by code."""
    files = sorted((Path(settings.BASE_DIR) / "fixtures" / "surveys").glob("*.yaml"))
    found = [yaml.safe_load(path.read_text(encoding="utf-8")) for path in files]
    return {one["code"]: one for one in found}


def builds(actor: Actor) -> bool:
    """Whether the role makes questionnaires."""
    return actor.is_system or bool(access.rights().level(actor, "surveys", WRITE))


def owns(actor: Actor, survey: Survey) -> bool:
    """Whether the actor works for the organization whose questionnaire it is."""
    return actor.is_system or (builds(actor) and actor.organization_id == survey.organization_id)


def require_draft(survey: Survey) -> None:
    """Refuse changes by others, and of a published questionnaire. Raises ``PermissionDenied``, ``ValidationError``."""
    if not owns(current(), survey):
        raise PermissionDenied(NOT_MAKER)
    if survey.state != SurveyState.DRAFT:
        raise ValidationError(FIXED, code="published")


@transaction.atomic
def create_survey(
    *, organization: Organization | None = None, template: str = "", municipalities: Iterable[Any] = (),
    organizations: Iterable[Any] = (), **fields: Any,
) -> Survey:  # fmt: skip
    """Make a questionnaire of the actor's organization, with the questions of a shipped one where it is named.

    Raises ``PermissionDenied`` for roles that make none, ``ValidationError``.
    """
    owner = organization or Organization.objects.filter(pk=current().organization_id or 0).first()
    if owner is None or not builds(current()):
        raise PermissionDenied(NOT_MAKER)
    records.require_order(fields.get("opens_on"), fields.get("closes_on"), "closes_on")
    made = records.create(Survey(**place_of(owner), **with_words(template, fields)), "create_survey")
    address(made, municipalities, organizations)
    for question in library()[template]["questions"] if template else ():
        add_question(survey=made, **question)
    return made


def with_words(template: str, fields: dict[str, Any]) -> dict[str, Any]:
    """The fields of a new questionnaire; what is left empty comes from the shipped one."""
    if not template:
        return fields
    shipped = library()[template]
    words = {name: fields.get(name) or shipped[name] for name in ("title", "purpose")}
    return {**fields, **words, "anonymous": shipped["anonymous"]}


@transaction.atomic
def update_survey(
    survey: Survey, *, municipalities: Iterable[Any] | None = None, organizations: Iterable[Any] | None = None,
    **fields: Any,
) -> Survey:  # fmt: skip
    """Change a questionnaire that is not published. Raises ``PermissionDenied``, ``ValidationError``."""
    require_draft(survey)
    final = {name: fields.get(name, getattr(survey, name)) for name in ("opens_on", "closes_on", "anonymous")}
    records.require_order(final["opens_on"], final["closes_on"], "closes_on")
    if final["anonymous"] and survey.questions.filter(kind=QuestionKind.COMPETENCES).exists():
        raise ValidationError({"anonymous": BY_NAME_ONLY})
    records.change(survey, "update_survey", **fields)
    address(survey, municipalities, organizations)
    return survey


def address(survey: Survey, municipalities: Iterable[Any] | None, organizations: Iterable[Any] | None) -> None:
    """Whom the questionnaire asks, as the history keeps it; None leaves it as it is."""
    for name, units in (("municipalities", municipalities), ("organizations", organizations)):
        if units is not None:
            records.link(survey, name, units, "address_survey")


@transaction.atomic
def remove_survey(survey: Survey) -> None:
    """Delete a questionnaire that is not published. Raises ``PermissionDenied``, ``ValidationError``."""
    require_draft(survey)
    records.remove(survey, "remove_survey")


def check_question(survey: Survey, words: dict[str, Any]) -> None:
    """Refuse a question that nobody could answer. Raises ``ValidationError`` at its field."""
    kind = words["kind"]
    if kind in WITH_OPTIONS and len(words.get("options") or []) < 2:
        raise ValidationError({"options": NO_OPTIONS})
    if kind == QuestionKind.MATRIX and not words.get("rows"):
        raise ValidationError({"rows": NO_ROWS})
    if kind in WITH_SCALE and not 0 < words.get("maximum", 5) - words.get("minimum", 1) <= LONGEST_SCALE:
        raise ValidationError({"maximum": BAD_SCALE})
    if kind == QuestionKind.COMPETENCES and survey.anonymous:
        raise ValidationError({"kind": BY_NAME_ONLY})


def settled(words: dict[str, Any]) -> dict[str, Any]:
    """Only what the kind of the question has: options, rows, a scale."""
    kind = words["kind"]
    words = {**words, "options": list(words.get("options") or []) if kind in WITH_OPTIONS else []}
    words["rows"] = list(words.get("rows") or []) if kind == QuestionKind.MATRIX else []
    return words if kind in WITH_SCALE else {**words, "minimum": 1, "maximum": 5, "low": "", "high": ""}


@transaction.atomic
def add_question(*, survey: Survey, position: int | None = None, **words: Any) -> SurveyQuestion:
    """Add a question to the end, or at ``position``. Raises ``PermissionDenied``, ``ValidationError``."""
    require_draft(survey)
    check_question(survey, words)
    place = {name: getattr(survey, name) for name in ("organization_id", "municipality_id", "region_id")}
    last = survey.questions.aggregate(last=Max("position"))["last"] or 0
    made = SurveyQuestion(**place, survey=survey, position=position or last + 1, **settled(words))
    return records.create(made, "add_question")


@transaction.atomic
def update_question(question: SurveyQuestion, *, survey: Survey | None = None, **words: Any) -> SurveyQuestion:
    """Change a question. Raises ``PermissionDenied``, ``ValidationError``."""
    require_draft(question.survey)
    names = ("kind", "options", "rows", "minimum", "maximum")
    final = {**{name: getattr(question, name) for name in names}, **words}
    check_question(question.survey, final)
    return records.change(question, "update_question", **settled(final))


@transaction.atomic
def remove_question(question: SurveyQuestion) -> None:
    """Delete a question. Raises ``PermissionDenied``, ``ValidationError``."""
    require_draft(question.survey)
    records.remove(question, "remove_question")
