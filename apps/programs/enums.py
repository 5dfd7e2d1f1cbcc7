"""The closed lists of programmes (DOMAIN 5)."""

from django.db import models

QUALITY_THEME = "управление качеством образования"


class ProgramKind(models.TextChoices):
    """Kind of an in-service programme."""

    PK = "pk", "ПК"
    PP = "pp", "ПП"


class StudyForm(models.TextChoices):
    """Form of study."""

    FULL_TIME = "full_time", "очная"
    MIXED = "mixed", "очно-заочная"
    PART_TIME = "part_time", "заочная"
    DISTANCE = "distance", "дистанционная"
    INTERNSHIP = "internship", "стажировка"
    NETWORK = "network", "сетевая"


class SyncState(models.TextChoices):
    """How a synchronization of the registry mirror ended."""

    READING = "reading", "читается"
    APPLIED = "applied", "применена"
    UNCHANGED = "unchanged", "без изменений"
    QUARANTINED = "quarantined", "ждёт решения"
    REJECTED = "rejected", "отклонена"
    OUTDATED = "outdated", "устарела"
    FAILED = "failed", "не удалась"


class Fate(models.TextChoices):
    """What a synchronization saw happen to an entry."""

    NEW = "new", "появилась"
    CHANGED = "changed", "изменилась"
    GONE = "gone", "исчезла"
    BACK = "back", "вернулась"
