"""The closed words of monitoring (DOMAIN 6)."""

from django.db import models


class ReportState(models.TextChoices):
    """The life of a report."""

    DRAFT = "draft", "черновик"
    SUBMITTED = "submitted", "представлен"
    APPROVED = "approved", "утверждён"
    RETURNED = "returned", "возвращён"


class Level(models.TextChoices):
    """The level of a unit of a report."""

    REGION = "region", "регион"
    MUNICIPALITY = "municipality", "муниципалитет"
    ORGANIZATION = "organization", "организация"


class Severity(models.TextChoices):
    """How much a finding can change the figures."""

    ERROR = "error", "ошибка"
    WARNING = "warning", "сомнение"
    NOTE = "note", "к сведению"
