"""Answers are added to sums: the only trace of an anonymous answer.

Every row of the unit is written anew with each answer, also those that do not grow: so neither the numbers, nor the
system columns of PostgreSQL (which transaction wrote a row, where it lies) tell what the last one chose.
"""

from collections.abc import Iterator
from typing import Any

from django.db import connection

from apps.diagnostics.enums import QuestionKind
from apps.diagnostics.models import Survey, SurveyQuestion
from apps.teachers.models import Person

Key = tuple[int, str, str]
Answers = dict[int, Any]

READY = """
INSERT INTO diagnostics_surveytally
  (survey_id, question_id, unit, "row", option, number, texts, organization_id, municipality_id, region_id)
SELECT %(survey)s, k.question, %(unit)s, k."row", k.option, 0, '{}', %(organization)s, %(municipality)s, %(region)s
FROM unnest(%(questions)s::bigint[], %(rows)s::text[], %(options)s::text[]) AS k(question, "row", option)
ORDER BY k.question, k."row", k.option
ON CONFLICT (survey_id, question_id, unit, "row", option) DO NOTHING
"""
LOCK = """
SELECT id FROM diagnostics_surveytally WHERE survey_id = %(survey)s AND unit = %(unit)s ORDER BY id FOR UPDATE
"""
GROW = """
UPDATE diagnostics_surveytally t SET
  number = t.number + (EXISTS (
    SELECT FROM unnest(%(questions)s::bigint[], %(rows)s::text[], %(options)s::text[]) AS k(question, "row", option)
    WHERE k.question = t.question_id AND k."row" = t."row" AND k.option = t.option))::int,
  texts = ARRAY(
    SELECT x FROM unnest(t.texts || ARRAY(
      SELECT w.words FROM unnest(%(asked)s::bigint[], %(words)s::text[]) AS w(question, words)
      WHERE w.question = t.question_id AND t."row" = '' AND t.option = '')) AS x ORDER BY x)
WHERE t.survey_id = %(survey)s AND t.unit = %(unit)s
"""


def keys_of(question: SurveyQuestion, value: Any) -> Iterator[Key]:
    """What one answer adds to: that the question was answered, and the options chosen."""
    yield question.pk, "", ""
    match question.kind:
        case QuestionKind.SINGLE | QuestionKind.SCALE:
            yield question.pk, "", str(value)
        case QuestionKind.MULTIPLE | QuestionKind.COMPETENCES:
            yield from ((question.pk, "", str(one)) for one in value)
        case QuestionKind.MATRIX:
            for row, mark in value.items():
                yield question.pk, str(row), ""
                yield question.pk, str(row), str(mark)


def unit_of(survey: Survey, person: Person) -> int:
    """The unit by which the results are broken down: the municipality, of a municipal survey the organization."""
    return person.municipality_id if survey.municipality.regional else person.organization_id


def add(survey: Survey, person: Person, answers: Answers) -> None:
    """Add somebody's answers to the sums of their unit; the caller acts as the system."""
    questions = {one.pk: one for one in survey.questions.all()}
    keys = [key for pk, value in answers.items() for key in keys_of(questions[pk], value)]
    texts = [(pk, str(value)) for pk, value in answers.items() if questions[pk].kind == QuestionKind.TEXT]
    values: dict[str, Any] = {
        "survey": survey.pk, "unit": unit_of(survey, person), "organization": survey.organization_id,
        "municipality": survey.municipality_id, "region": survey.region_id,
        "questions": [key[0] for key in keys], "rows": [key[1] for key in keys], "options": [key[2] for key in keys],
        "asked": [pk for pk, _ in texts], "words": [words for _, words in texts],
    }  # fmt: skip
    with connection.cursor() as cursor:
        for sql in (READY, LOCK, GROW):
            cursor.execute(sql, values)
