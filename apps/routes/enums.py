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


class SourceKind(models.TextChoices):
    """What an item of a route stands on."""

    DEFICIT = "deficit", "дефицит"
    RESULTS = "results", "результаты обучающихся"
    ATTESTATION = "attestation", "рекомендация аттестационной комиссии"
    REQUEST = "request", "запрос педагога"


class Channel(models.TextChoices):
    """How somebody turned to the centre."""

    PORTAL = "portal", "в портале"
    MEETING = "meeting", "лично"
    PHONE = "phone", "по телефону"
    MAIL = "mail", "по электронной почте"
    VIDEO = "video", "по видеосвязи"


class PracticeKind(models.TextChoices):
    """Where the transfer into practice was seen."""

    LESSON = "lesson", "посещение урока или занятия"
    INTERNSHIP = "internship", "стажировка"
    MASTER_CLASS = "master_class", "мастер-класс"


class ClosedBy(models.TextChoices):
    """What closed an item by itself; empty: a person confirmed it."""

    TRAINING = "training", "завершённым обучением"
    EVENT = "event", "участием в мероприятии"


class DemandBy(models.TextChoices):
    """Where the people of a row of demand are looked at."""

    MUNICIPALITY = "municipality", "по муниципалитетам"
    SUBJECT = "subject", "по предметам"


class DemandState(models.TextChoices):
    """Where a request to an institute stands."""

    DRAFT = "draft", "готовится"
    SENT = "sent", "отправлена"
    ANSWERED = "answered", "отвечена"


class AnswerState(models.TextChoices):
    """What an institute says to a row of demand."""

    WAITING = "waiting", "ждёт ответа"
    WORK = "work", "в работе"
    TAKEN = "taken", "принята в программу"
    DECLINED = "declined", "отклонена"
