"""Codes of rows that people enter by hand: «ДПП-12», the next free number after a prefix."""

from django.db import models

from apps.core.actor import acting, system


def fresh_code(model: type[models.Model], prefix: str, field: str = "code") -> str:
    """A code that no row has, in anybody's scope: the prefix with the first free number after the last row's."""
    with acting(system("codes")):
        rows = model._default_manager
        last = rows.order_by("-pk").values_list("pk", flat=True).first() or 0
        number = int(last) + 1
        while rows.filter(**{field: f"{prefix}-{number}"}).exists():
            number += 1
    return f"{prefix}-{number}"
