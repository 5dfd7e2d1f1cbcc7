"""Online tests and their attempts: the blueprint, the paper that was drawn, the answers as they come in."""

from django.db import models

from apps.core.access import PERSON_PLACE, Access, Exempt
from apps.core.constraints import CompositeForeignKey, placed_in_organization, placed_with_person
from apps.core.locks import Undated
from apps.core.models import PlacedModel
from apps.diagnostics.models.bank import DIFFICULTY, EASIEST, HARDEST, Item
from apps.diagnostics.models.campaign import Invitation
from apps.diagnostics.models.framework import Competence, Tool
from apps.diagnostics.models.sessions import BY_PROVIDER, DiagnosticSession
from apps.organizations.models import Organization
from apps.teachers.models import PersonModel


class OnlineTest(models.Model):
    """A tool taken in the browser: conducted by ``provider`` with the items of its bank."""

    access = Exempt("справочник: время и число попыток онлайн-теста; задания и ключи за стеной")

    tool = models.ForeignKey(Tool, models.PROTECT, verbose_name="инструмент", related_name="online_tests")
    provider = models.ForeignKey(Organization, models.PROTECT, verbose_name="кто проводит", related_name="+")
    title = models.CharField("название", max_length=200)
    minutes = models.PositiveSmallIntegerField("время, минут", default=60)
    attempts = models.PositiveSmallIntegerField("попыток", default=1)
    shuffle = models.BooleanField("перемешивать задания и варианты", default=True)
    independent = models.BooleanField("независимая оценка", default=True)
    by_invitation = models.BooleanField("только по приглашению", default=True)
    published = models.BooleanField("опубликован", default=False)

    class Meta:
        verbose_name = "онлайн-тест"
        verbose_name_plural = "онлайн-тесты"
        ordering = ("title",)
        constraints = (
            models.UniqueConstraint(fields=("provider", "title"), name="onlinetest_key"),
            models.UniqueConstraint(
                fields=("tool", "provider"), condition=models.Q(published=True), name="onlinetest_one_published"
            ),
            models.CheckConstraint(
                condition=models.Q(minutes__gte=1, minutes__lte=600, attempts__gte=1, attempts__lte=20),
                name="onlinetest_bounds",
            ),
        )

    def __str__(self) -> str:
        return self.title


class BlueprintRow(models.Model):
    """How many items of a competence and a difficulty stand in every variant."""

    access = Exempt("справочник: план теста; задания и ключи за стеной")

    test = models.ForeignKey(OnlineTest, models.CASCADE, verbose_name="онлайн-тест", related_name="rows")
    competence = models.ForeignKey(Competence, models.PROTECT, verbose_name="компетенция", related_name="+")
    difficulty = models.PositiveSmallIntegerField("сложность", default=3, validators=DIFFICULTY)
    count = models.PositiveSmallIntegerField("заданий", default=1)

    class Meta:
        verbose_name = "строка плана теста"
        verbose_name_plural = "план теста"
        ordering = ("test", "competence__code", "difficulty")
        constraints = (
            models.UniqueConstraint(fields=("test", "competence", "difficulty"), name="blueprint_key"),
            models.CheckConstraint(
                condition=models.Q(difficulty__gte=EASIEST, difficulty__lte=HARDEST, count__gte=1), name="blueprint_row"
            ),
        )

    def __str__(self) -> str:
        return f"{self.competence_id}, сложность {self.difficulty}: {self.count}"


class Attempt(PersonModel):
    """One person's go at a test. ``paper`` is the variant: ``[[item, [option keys in the order shown]], …]``."""

    access = Access("attempts", (PERSON_PLACE, BY_PROVIDER))
    dated = Undated("в отчёт входит диагностика, которой заканчивается попытка")
    unlogged = frozenset({"paper", "seed"})

    test = models.ForeignKey(OnlineTest, models.PROTECT, verbose_name="онлайн-тест", related_name="taken")
    provider = models.ForeignKey(Organization, models.PROTECT, verbose_name="кто проводит", related_name="+")
    invitation = models.ForeignKey(
        Invitation, models.SET_NULL, verbose_name="приглашение", null=True, blank=True, related_name="attempts",
        db_constraint=False,
    )  # fmt: skip
    seed = models.BigIntegerField("номер варианта", editable=False)
    paper = models.JSONField("вариант", default=list, editable=False)
    started_at = models.DateTimeField("начата")
    deadline = models.DateTimeField("сдать до")
    submitted_at = models.DateTimeField("сдана", null=True, blank=True)
    timed_out = models.BooleanField("время вышло", default=False)
    session = models.OneToOneField(
        DiagnosticSession, models.SET_NULL, verbose_name="диагностика", null=True, blank=True, related_name="attempt",
        db_constraint=False,
    )  # fmt: skip

    class Meta:
        verbose_name = "попытка"
        verbose_name_plural = "попытки"
        ordering = ("-started_at", "-id")
        indexes = (
            models.Index(fields=("region", "-started_at", "-id"), name="attempt_region_page"),
            models.Index(fields=("deadline",), condition=models.Q(submitted_at=None), name="attempt_open"),
        )
        constraints = (
            placed_with_person("attempt_place"),
            CompositeForeignKey(
                name="attempt_session",
                fields=("session", "person"),
                table="diagnostics_diagnosticsession",
                columns=("id", "person_id"),
            ),
            models.UniqueConstraint(fields=("id", "person"), name="attempt_person"),
            models.UniqueConstraint(
                fields=("person", "test"), condition=models.Q(submitted_at=None), name="attempt_one_open"
            ),
        )

    def __str__(self) -> str:
        return f"Попытка {self.started_at:%d.%m.%Y}"


class Answer(PersonModel):
    """What the person answered: nobody else reads it. ``given_at`` tells a late message from a newer answer."""

    access = Access("answers", (PERSON_PLACE,))
    dated = Undated("в отчёт входит диагностика, которой заканчивается попытка")
    unlogged = frozenset({"value"})

    attempt = models.ForeignKey(
        Attempt, models.CASCADE, verbose_name="попытка", related_name="answers", db_constraint=False
    )
    item = models.ForeignKey(Item, models.PROTECT, verbose_name="задание", related_name="+")
    value = models.JSONField("ответ")
    given_at = models.DateTimeField("дан")
    saved_at = models.DateTimeField("сохранён")

    class Meta:
        verbose_name = "ответ"
        verbose_name_plural = "ответы"
        constraints = (
            placed_with_person("testanswer_place"),
            CompositeForeignKey(
                name="testanswer_attempt",
                fields=("attempt", "person"),
                table="diagnostics_attempt",
                columns=("id", "person_id"),
            ),
            models.UniqueConstraint(fields=("attempt", "item"), name="testanswer_key"),
        )

    def __str__(self) -> str:
        return f"Ответ на задание {self.item_id}"


class Mark(PlacedModel):
    """The share of a point an item brought in a submitted attempt: for the statistics of the bank, of no person."""

    access = Access("item_bank")
    dated = Undated("банк заданий не входит в отчёт")

    # A plain number: who keeps the bank need not see whose attempt it was.
    attempt_ref = models.BigIntegerField("номер попытки")
    test = models.ForeignKey(OnlineTest, models.PROTECT, verbose_name="онлайн-тест", related_name="+")
    item = models.ForeignKey(Item, models.PROTECT, verbose_name="задание", related_name="marks")
    competence = models.ForeignKey(Competence, models.PROTECT, verbose_name="компетенция", related_name="+")
    share = models.DecimalField("доля балла", max_digits=5, decimal_places=4)

    class Meta:
        verbose_name = "оценка задания"
        verbose_name_plural = "оценки заданий"
        constraints = (
            placed_in_organization("mark_place"),
            models.UniqueConstraint(fields=("attempt_ref", "item"), name="mark_key"),
            models.CheckConstraint(condition=models.Q(share__gte=0, share__lte=1), name="mark_share"),
        )

    def __str__(self) -> str:
        return str(self.share)
