"""The job table: the truth about every long action; Redis is only the doorbell (docs/adr/0003-job-table.md)."""

import uuid

from django.conf import settings
from django.db import models

from apps.core.access import OwnRows


class JobState(models.TextChoices):
    """The life of a job."""

    QUEUED = "queued", "в очереди"
    RUNNING = "running", "выполняется"
    DONE = "done", "готово"
    FAILED = "failed", "не выполнено"
    CANCELLED = "cancelled", "отменено"


ACTIVE = (JobState.QUEUED, JobState.RUNNING)


class Job(models.Model):
    """One long action of one user: what, with which validated parameters, how far, with what result."""

    access = OwnRows()

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField("вид", max_length=60)
    title = models.CharField("что делается", max_length=200)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="владелец", null=True, related_name="jobs"
    )
    actor_key = models.CharField("действующее лицо", max_length=60)
    parameters = models.JSONField("параметры", default=dict)
    key = models.CharField("ключ одинаковых заданий", max_length=200)
    lock = models.CharField("замок", max_length=200, blank=True)
    state = models.CharField("состояние", max_length=10, choices=JobState, default=JobState.QUEUED)
    done = models.PositiveBigIntegerField("сделано", default=0)
    total = models.PositiveBigIntegerField("всего", null=True)
    message = models.CharField("что сейчас", max_length=300, blank=True)
    result = models.JSONField("итог", default=dict)
    result_file = models.CharField("файл результата", max_length=300, blank=True)
    result_name = models.CharField("имя файла для сохранения", max_length=200, blank=True)
    error = models.TextField("ошибка", blank=True)
    attempts = models.PositiveSmallIntegerField("попыток", default=0)
    fence = models.PositiveBigIntegerField("номер запуска", default=0)
    cancel_requested = models.BooleanField("просили отменить", default=False)
    created_at = models.DateTimeField("создано", auto_now_add=True)
    sent_at = models.DateTimeField("отправлено", null=True)
    started_at = models.DateTimeField("начато", null=True)
    heartbeat_at = models.DateTimeField("признак жизни", null=True)
    finished_at = models.DateTimeField("закончено", null=True)

    class Meta:
        verbose_name = "задание"
        verbose_name_plural = "задания"
        ordering = ("-created_at",)
        indexes = (
            models.Index(fields=("user", "-created_at"), name="job_user_recent"),
            models.Index(fields=("state", "heartbeat_at"), name="job_state_heartbeat"),
        )
        constraints = (
            # A double click is one job: at most one active job of a kind with the same parameters.
            models.UniqueConstraint(
                fields=("kind", "key"),
                condition=models.Q(state__in=("queued", "running")),
                name="job_one_active",
            ),
            # What a kind locks (one report, one region's staff) is held by one running job at a time.
            models.UniqueConstraint(
                fields=("lock",), condition=models.Q(state="running") & ~models.Q(lock=""), name="job_one_holds_lock"
            ),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def is_active(self) -> bool:
        """Whether it is still to be finished."""
        return self.state in ACTIVE
