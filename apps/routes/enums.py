"""The closed lists of routes (DOMAIN 5)."""

from django.db import models


class ItemKind(models.TextChoices):
    """Kind of learning of a route's item."""

    FORMAL = "formal", "формальное"
    NON_FORMAL = "non_formal", "неформальное"
    INFORMAL = "informal", "информальное"


class RouteState(models.TextChoices):
    """Where a route stands; it follows from its dates."""

    DRAFT = "draft", "черновик"
    AGREED = "agreed", "согласован"
    APPROVED = "approved", "утверждён"
    IN_PROGRESS = "in_progress", "выполняется"
    COMPLETED = "completed", "завершён"
    CANCELLED = "cancelled", "отменён"
