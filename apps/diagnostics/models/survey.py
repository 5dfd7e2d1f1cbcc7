"""Questionnaires for people: needs, satisfaction with the methodical service, burnout (issue 4, item 6).

What is answered anonymously is never a row of anybody: it is added to sums (``SurveyTally``), and that somebody has
answered is a keyed hash with a day (``SurveyToken``). See docs/adr/0012-anonymous-surveys.md.
"""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from apps.core.access import PERSON_PLACE, Access, Exempt, Path
from apps.core.constraints import CompositeForeignKey, ordered, placed_in_organization, placed_with_person
from apps.core.locks import Undated
from apps.core.models import PlacedModel
from apps.diagnostics.enums import QuestionKind, SurveyState
from apps.diagnostics.models.framework import Competence
from apps.organizations.models import Municipality, Organization
from apps.teachers.enums import PositionKind
from apps.teachers.models import PersonModel

# A questionnaire lies with the organization that made it; a published one is read by everyone who may be asked.
SURVEY_ACCESS = Access("surveys", (Path(), Path(where={"published": True}, everyone=True, holders=True)))
PLAN = Undated("анкета: показатели её не читают, закрывает её срок")


class Survey(PlacedModel):
    """A questionnaire: whom it asks, when, whether by name. Its questions are fixed once it is published."""

    access = SURVEY_ACCESS
    dated = PLAN

    title = models.CharField("название", max_length=200)
    purpose = models.TextField("пояснение для тех, кто отвечает", max_length=2000, blank=True)
    anonymous = models.BooleanField("анонимная", default=True)
    opens_on = models.DateField("открыта с")
    closes_on = models.DateField("открыта по")
    kinds = ArrayField(models.CharField(max_length=12, choices=PositionKind), verbose_name="кому", default=list)
    municipalities = models.ManyToManyField(
        Municipality, verbose_name="только в муниципалитетах", blank=True, related_name="+"
    )
    organizations = models.ManyToManyField(
        Organization, verbose_name="только в организациях", blank=True, related_name="+"
    )
    state = models.CharField("состояние", max_length=8, choices=SurveyState, default=SurveyState.DRAFT)
    published = models.BooleanField("объявлена", default=False, editable=False)
    closed_on = models.DateField("закрыта", null=True, editable=False)

    class Meta:
        verbose_name = "анкета"
        verbose_name_plural = "анкеты"
        ordering = ("-opens_on", "-id")
        constraints = (
            placed_in_organization("survey_place"),
            ordered("opens_on", "closes_on", "survey_days"),
            models.UniqueConstraint(fields=("id", "organization", "published"), name="survey_published"),
            models.CheckConstraint(
                condition=Q(state=SurveyState.DRAFT, published=False)
                | (~Q(state=SurveyState.DRAFT) & Q(published=True)),
                name="survey_state",
            ),
        )

    def __str__(self) -> str:
        return self.title


class SurveyQuestion(PlacedModel):
    """A question: the kind of its answer, its options, the rows and the ends of its scale."""

    access = SURVEY_ACCESS
    dated = PLAN

    survey = models.ForeignKey(Survey, models.CASCADE, verbose_name="анкета", related_name="questions")
    section = models.CharField("раздел", max_length=200, blank=True)
    title = models.CharField("вопрос", max_length=600)
    hint = models.CharField("пояснение", max_length=300, blank=True)
    kind = models.CharField("вид ответа", max_length=11, choices=QuestionKind, default=QuestionKind.SINGLE)
    options = ArrayField(models.CharField(max_length=300), verbose_name="варианты ответа", default=list, blank=True)
    rows = ArrayField(models.CharField(max_length=300), verbose_name="строки шкал", default=list, blank=True)
    minimum = models.PositiveSmallIntegerField("шкала от", default=1)
    maximum = models.PositiveSmallIntegerField("шкала до", default=5)
    low = models.CharField("что значит низший балл", max_length=100, blank=True)
    high = models.CharField("что значит высший балл", max_length=100, blank=True)
    position = models.PositiveSmallIntegerField("порядок", default=0)
    published = models.BooleanField(default=False, editable=False)

    class Meta:
        verbose_name = "вопрос анкеты"
        verbose_name_plural = "вопросы анкет"
        ordering = ("survey", "position", "id")
        constraints = (
            placed_in_organization("question_place"),
            CompositeForeignKey(
                name="question_survey",
                fields=("survey", "organization", "published"),
                table="diagnostics_survey",
                columns=("id", "organization_id", "published"),
            ),
            models.CheckConstraint(condition=Q(maximum__gt=F("minimum")), name="question_scale"),
        )

    def __str__(self) -> str:
        return self.title


class SurveySheet(PersonModel):
    """What a person has answered by name: a draft while it is typed, then handed in and fixed."""

    access = Access("survey_answers", (PERSON_PLACE,))
    dated = PLAN

    survey = models.ForeignKey(Survey, models.PROTECT, verbose_name="анкета", related_name="sheets")
    # Number of the question → what was answered.
    answers = models.JSONField("ответы", default=dict)
    handed_on = models.DateField("заполнена", null=True, editable=False)

    class Meta:
        verbose_name = "заполненная анкета"
        verbose_name_plural = "заполненные анкеты"
        ordering = ("-handed_on", "-id")
        constraints = (
            placed_with_person("sheet_place"),
            models.UniqueConstraint(fields=("survey", "person"), name="sheet_key"),
        )

    def __str__(self) -> str:
        return f"Анкета № {self.pk}"


class SurveyTally(PlacedModel):
    """How often an option was chosen in a unit: sums only, whoever answered. Placed with the maker of the survey."""

    access = Access("surveys")
    dated = PLAN

    survey = models.ForeignKey(Survey, models.CASCADE, verbose_name="анкета", related_name="tallies")
    question = models.ForeignKey(SurveyQuestion, models.CASCADE, verbose_name="вопрос", related_name="tallies")
    # The municipality of whoever answered, of a municipal survey the organization: by it the results are broken down.
    unit = models.BigIntegerField("где")
    # The row of a matrix; empty for the question as a whole.
    row = models.CharField("строка", max_length=6, blank=True)
    # The number of the option, the point of the scale, the competence; empty counts who answered at all.
    option = models.CharField("вариант", max_length=12, blank=True)
    number = models.PositiveIntegerField("сколько", default=0)
    # Answers in words, in the order of the alphabet: the order of arrival is not kept.
    texts = ArrayField(models.TextField(), verbose_name="ответы словами", default=list)

    class Meta:
        verbose_name = "итог по вопросу анкеты"
        verbose_name_plural = "итоги по вопросам анкет"
        ordering = ("survey", "question", "unit", "row", "option")
        constraints = (
            placed_in_organization("tally_place"),
            models.UniqueConstraint(fields=("survey", "question", "unit", "row", "option"), name="tally_key"),
        )

    def __str__(self) -> str:
        return f"{self.number}"


class SurveyToken(models.Model):
    """That somebody has answered an anonymous survey: a keyed hash which the database cannot turn into a person."""

    access = Exempt("ключевой хеш без человека: им узнают только, отвечал ли тот, кто спрашивает")

    token = models.CharField("отметка", max_length=64, primary_key=True)
    survey = models.ForeignKey(Survey, models.CASCADE, verbose_name="анкета", related_name="tokens")
    day = models.DateField("день")

    class Meta:
        verbose_name = "отметка об ответе"
        verbose_name_plural = "отметки об ответах"
        ordering = ("token",)

    def __str__(self) -> str:
        return self.token[:8]


class Need(PersonModel):
    """A competence that a person has asked to develop, by name, in a questionnaire of needs."""

    access = Access("diagnostics", (PERSON_PLACE,))
    dated = Undated("запрос педагога: показатели его не читают")

    survey = models.ForeignKey(Survey, models.PROTECT, verbose_name="анкета", related_name="needs")
    competence = models.ForeignKey(Competence, models.PROTECT, verbose_name="компетенция", related_name="+")
    named_on = models.DateField("назван")

    class Meta:
        verbose_name = "запрос педагога"
        verbose_name_plural = "запросы педагогов"
        ordering = ("-named_on", "competence")
        constraints = (
            placed_with_person("need_place"),
            models.UniqueConstraint(fields=("survey", "person", "competence"), name="need_key"),
        )

    def __str__(self) -> str:
        return str(self.competence_id)
