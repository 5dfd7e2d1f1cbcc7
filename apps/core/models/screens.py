"""What a user keeps of the screens: saved views of lists and notifications."""

from django.conf import settings
from django.db import models

from apps.core.access import OwnRows


class SavedView(models.Model):
    """A named state of a list: filters, sorting, columns (everything that stands in its address)."""

    access = OwnRows()

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, verbose_name="владелец", related_name="+")
    resource = models.CharField("список", max_length=60)
    name = models.CharField("название", max_length=80)
    query = models.TextField("адрес", blank=True)

    class Meta:
        verbose_name = "сохранённый вид"
        verbose_name_plural = "сохранённые виды"
        ordering = ("name",)
        constraints = (models.UniqueConstraint(fields=("user", "resource", "name"), name="savedview_name"),)

    def __str__(self) -> str:
        return self.name


class Notification(models.Model):
    """A message to a user with a link: a job has ended, something waits for them."""

    access = OwnRows()

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, verbose_name="кому", related_name="+")
    text = models.CharField("сообщение", max_length=300)
    url = models.CharField("ссылка", max_length=300, blank=True)
    created_at = models.DateTimeField("когда", auto_now_add=True)
    read_at = models.DateTimeField("прочитано", null=True)

    class Meta:
        verbose_name = "уведомление"
        verbose_name_plural = "уведомления"
        ordering = ("-created_at",)
        indexes = (models.Index(fields=("user", "-created_at"), name="notification_user"),)

    def __str__(self) -> str:
        return self.text
