"""The questions of a questionnaire as controls, at the size of a phone."""

from typing import Any

from django import forms

from apps.core.web.forms import Form
from apps.diagnostics.enums import CompetenceState, QuestionKind
from apps.diagnostics.models import Competence, Survey, SurveyQuestion

LONGEST = 2000
# The points of a scale stand in one line.
MARK = {"class": "scale-mark"}
Answers = dict[int, Any]


def scale_hint(question: SurveyQuestion) -> str:
    """What the ends of a scale mean."""
    ends = ((question.minimum, question.low), (question.maximum, question.high))
    return "; ".join(f"{mark} — {words}" for mark, words in ends if words)


def hint_of(question: SurveyQuestion) -> str:
    """What stands under a question."""
    scale = scale_hint(question) if question.kind == QuestionKind.SCALE else ""
    return " ".join(part if part.endswith(".") else f"{part}." for part in (question.hint, scale) if part)


def scale_choices(question: SurveyQuestion) -> list[tuple[str, str]]:
    """The points of a scale."""
    return [(str(mark), str(mark)) for mark in range(question.minimum, question.maximum + 1)]


def field_of(question: SurveyQuestion) -> forms.Field:
    """The control of a question that is one field: nothing is required, answering is voluntary."""
    words: dict[str, Any] = {"label": question.title, "help_text": hint_of(question), "required": False}
    options = [(str(place), text) for place, text in enumerate(question.options)]
    match question.kind:
        case QuestionKind.SINGLE:
            return forms.ChoiceField(choices=options, widget=forms.RadioSelect(), **words)
        case QuestionKind.MULTIPLE:
            return forms.MultipleChoiceField(choices=options, widget=forms.CheckboxSelectMultiple(), **words)
        case QuestionKind.SCALE:
            return forms.ChoiceField(choices=scale_choices(question), widget=forms.RadioSelect(MARK), **words)
        case QuestionKind.COMPETENCES:
            return forms.MultipleChoiceField(choices=competences(), widget=forms.CheckboxSelectMultiple(), **words)
        case _:
            return forms.CharField(max_length=LONGEST, widget=forms.Textarea({"rows": 3}), **words)


def competences() -> list[tuple[str, str]]:
    """The competences in force, as they are chosen."""
    rows = Competence.objects.filter(state=CompetenceState.PUBLISHED).order_by("code")
    return [(str(one.pk), one.title) for one in rows]


class AnswerForm(Form):
    """A questionnaire as it is answered."""

    def __init__(self, *args: Any, survey: Survey, answers: dict[str, Any] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.questions = list(survey.questions.all())
        self.groups = tuple(self.add_question(question) for question in self.questions)
        for question in self.questions:
            self.show(question, (answers or {}).get(str(question.pk)))
        self.dress_fields()

    def add_question(self, question: SurveyQuestion) -> tuple[str, tuple[str, ...]]:
        """The fields of a question under its heading: a matrix has one for each row."""
        name = f"q{question.pk}"
        if question.kind != QuestionKind.MATRIX:
            self.fields[name] = field_of(question)
            return question.section, (name,)
        scale = scale_hint(question)
        for place, row in enumerate(question.rows):
            self.fields[f"{name}_{place}"] = forms.ChoiceField(
                label=row[:1].upper() + row[1:], choices=scale_choices(question), required=False,
                widget=forms.RadioSelect(MARK),
            )  # fmt: skip
        heading = f"{question.title} ({scale})" if scale else question.title
        return heading, tuple(f"{name}_{place}" for place in range(len(question.rows)))

    def show(self, question: SurveyQuestion, value: Any) -> None:
        """What was answered before."""
        name = f"q{question.pk}"
        if question.kind == QuestionKind.MATRIX:
            self.initial.update({f"{name}_{row}": str(mark) for row, mark in (value or {}).items()})
        elif value is not None:
            listed = isinstance(value, list)
            self.initial[name] = [str(one) for one in value] if listed else str(value)

    def given(self) -> Answers:
        """The answers that are right, by the numbers of the questions; what is left empty is no answer."""
        found = {question.pk: self.answer(question) for question in self.questions}
        return {pk: value for pk, value in found.items() if value not in (None, "", [], {})}

    def answer(self, question: SurveyQuestion) -> Any:
        """The answer to one question as it is kept."""
        name, data = f"q{question.pk}", self.cleaned_data
        match question.kind:
            case QuestionKind.MATRIX:
                marks = {str(place): data.get(f"{name}_{place}") for place in range(len(question.rows))}
                return {row: int(mark) for row, mark in marks.items() if mark}
            case QuestionKind.SINGLE | QuestionKind.SCALE:
                return int(data[name]) if data.get(name) else None
            case QuestionKind.MULTIPLE | QuestionKind.COMPETENCES:
                return [int(one) for one in data.get(name, ())]
            case _:
                return data.get(name, "").strip()
