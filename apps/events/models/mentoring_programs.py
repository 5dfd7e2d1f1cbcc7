"""Programmes of mentoring, and how many mentees a mentor may have at once."""

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from apps.core.access import Access, Path
from apps.core.constraints import ordered, placed_in_organization
from apps.core.locks import Undated
from apps.core.models import PlacedModel
from apps.events.enums import LimitReach, MentoringState, PairForm

OF_NO_PERIOD = Undated("показатели этого не читают: пара датирована сама")
MOST_PAIRS = 30


class MentoringProgram(PlacedModel):
    """A programme of mentoring of an organization: its term, the forms of its pairs, its goals, its act."""

    access = Access("registers")
    dated = OF_NO_PERIOD

    title = models.CharField("программа", max_length=300)
    sort_key = models.CharField("ключ сортировки", max_length=300, editable=False, db_collation="C")
    forms = ArrayField(models.CharField(max_length=12, choices=PairForm), verbose_name="формы пар", default=list)
    goals = models.TextField("цели", max_length=4000, blank=True)
    start = models.DateField("с")
    end = models.DateField("по", null=True, blank=True)
    act_number = models.CharField("номер акта", max_length=100, blank=True)
    act_on = models.DateField("дата акта", null=True, blank=True)
    url = models.URLField("ссылка на текст", max_length=500, blank=True)
    state = models.CharField(
        "состояние", max_length=8, choices=MentoringState, default=MentoringState.DRAFT, editable=False
    )
    closed_on = models.DateField("завершена", null=True, blank=True, editable=False)
    outcome = models.TextField("итоги", max_length=4000, blank=True, editable=False)

    class Meta:
        verbose_name = "программа наставничества"
        verbose_name_plural = "программы наставничества"
        ordering = ("-start", "-id")
        constraints = (
            placed_in_organization("mentoringprogram_place"),
            ordered("start", "end", "mentoringprogram_dates"),
            models.UniqueConstraint(fields=("organization", "title", "start"), name="mentoringprogram_key"),
            models.CheckConstraint(
                condition=models.Q(state=MentoringState.DRAFT)
                | (~models.Q(act_number="") & models.Q(act_on__isnull=False)),
                name="mentoringprogram_act",
            ),
        )

    def __str__(self) -> str:
        return self.title


class MentorLimit(PlacedModel):
    """The most pairs a mentor should have at once, set by a body for its reach; the nearest one counts.

    Open to the whole region: a mentor's own organization is warned by the centre's rule too.
    """

    access = Access("registers", (Path(), Path(everyone=True)))
    dated = OF_NO_PERIOD

    pairs = models.PositiveSmallIntegerField(
        "пар у наставника одновременно", validators=[MinValueValidator(1), MaxValueValidator(MOST_PAIRS)]
    )
    reach = models.PositiveSmallIntegerField("для кого", choices=LimitReach, editable=False)

    class Meta:
        verbose_name = "норма нагрузки наставника"
        verbose_name_plural = "нормы нагрузки наставника"
        ordering = ("reach", "id")
        constraints = (
            placed_in_organization("mentorlimit_place"),
            models.UniqueConstraint(fields=("organization",), name="mentorlimit_key"),
            models.CheckConstraint(
                condition=models.Q(pairs__gte=1, pairs__lte=MOST_PAIRS), name="mentorlimit_sensible"
            ),
        )

    def __str__(self) -> str:
        return f"Не более {self.pairs}"
