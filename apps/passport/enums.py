"""The closed lists of the passport (DOMAIN 7)."""

from django.db import models


class Exam(models.TextChoices):
    """Where a school's average comes from."""

    EGE = "ege", "ЕГЭ"
    OGE = "oge", "ОГЭ"
    VPR = "vpr", "ВПР"


class PassportState(models.TextChoices):
    """The way of a passport: ЦНППМ → ministry → Federal operator."""

    FILLING = "filling", "заполняется"
    REVIEW = "review", "на согласовании у министерства"
    RETURNED = "returned", "возвращён министерством"
    APPROVED = "approved", "утверждён"
    SENT = "sent", "направлен Федеральному оператору"
    AGREED = "agreed", "согласован"
    DECLINED = "declined", "возвращён Федеральным оператором"


# The ЦНППМ and those who fill parts work on it; in every other state its figures stand still.
OPEN_STATES = frozenset({PassportState.FILLING, PassportState.RETURNED})
# Approved by the ministry: the bytes of the figures never change again, the Federal operator may read them.
PUBLISHED_STATES = frozenset({PassportState.APPROVED, PassportState.SENT, PassportState.AGREED, PassportState.DECLINED})


class PartKind(models.TextChoices):
    """Whose part of a passport it is."""

    MMS = "mms", "муниципальная методическая служба"
    IRO = "iro", "институт"
    CNPPM = "cnppm", "центр"


class PartState(models.TextChoices):
    """The way of a part: filled by its organization, accepted by the ЦНППМ."""

    EMPTY = "empty", "не начата"
    FILLING = "filling", "заполняется"
    SUBMITTED = "submitted", "сдана"
    ACCEPTED = "accepted", "принята"
    RETURNED = "returned", "возвращена"


# The states in which what the part says may be changed.
OPEN_PARTS = frozenset({PartState.EMPTY, PartState.FILLING, PartState.RETURNED})


class MoneySource(models.TextChoices):
    """Where the money comes from (section 4)."""

    FEDERAL = "federal", "федеральный бюджет"
    REGIONAL = "regional", "региональный бюджет"
    MUNICIPAL = "municipal", "муниципальный бюджет"
    OWN = "own", "внебюджетные средства"


class ObjectKind(models.TextChoices):
    """What the infrastructure of in-service education consists of (section 3)."""

    ORGANIZATION = "organization", "организация ДПО"
    SITE = "site", "площадка"
    ROOM = "room", "учебное помещение"
    EQUIPMENT = "equipment", "оборудование"
    HOUSING = "housing", "общежитие"


class ResourceKind(models.TextChoices):
    """Information resources (section 6)."""

    SITE = "site", "сайт организации"
    LEARNING = "learning", "система дистанционного обучения"
    DATABASE = "database", "база данных"
    LIBRARY = "library", "электронная библиотека"
    OTHER = "other", "иной ресурс"
