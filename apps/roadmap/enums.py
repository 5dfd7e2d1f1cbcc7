"""The closed lists of roadmaps (DOMAIN 6)."""

from django.db import models


class TermKind(models.TextChoices):
    """What a term of a measure names."""

    DAY = "day", "день"
    BEFORE = "before", "не позднее дня"
    MONTH = "month", "месяц"
    QUARTER = "quarter", "квартал"
    HALF = "half", "полугодие"
    INTERVAL = "interval", "промежуток"
    YEAR = "year", "год"
    REQUEST = "request", "по запросу"
    WORDS = "words", "словами"


class Repeat(models.TextChoices):
    """How often a measure is due."""

    ONCE = "once", "однократно"
    YEARLY = "year", "ежегодно"
    HALF_YEARLY = "half", "раз в полугодие"
    QUARTERLY = "quarter", "ежеквартально"
    MONTHLY = "month", "ежемесячно"


class QuantityPeriod(models.TextChoices):
    """For how long a planned quantity is meant; empty: once."""

    YEAR = "year", "в год"
    WEEK = "week", "в неделю"


class State(models.TextChoices):
    """Where the execution of a measure stands."""

    PLANNED = "planned", "не представлена"
    REPORTED = "reported", "на приёмке"
    RETURNED = "returned", "возвращена"
    ACCEPTED = "accepted", "исполнена"


# What still waits for its executor.
OPEN_STATES = (State.PLANNED, State.RETURNED)
