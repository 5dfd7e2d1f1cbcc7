"""The closed lists of diagnostics (DOMAIN 5)."""

from django.db import models


class Block(models.TextChoices):
    """Blocks of the competence framework."""

    SUBJECT = "subject", "предметные"
    METHODICAL = "methodical", "методические"
    PEDAGOGICAL = "pedagogical", "психолого-педагогические"
    COMMUNICATIVE = "communicative", "коммуникативные"
    ICT = "ict", "ИКТ"
    MANAGERIAL = "managerial", "управленческие"


class CompetenceState(models.TextChoices):
    """An outdated competence is not assigned anew, its history stays."""

    DRAFT = "draft", "черновик"
    PUBLISHED = "published", "действует"
    OUTDATED = "outdated", "устарела"
