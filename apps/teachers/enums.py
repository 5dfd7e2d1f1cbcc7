"""The closed lists of people (DOMAIN 3; FORMATS «Values»)."""

from django.db import models


class PositionKind(models.TextChoices):
    """What a position is for the indicators."""

    PEDAGOGUE = "pedagogue", "педагогический работник"
    MANAGER = "manager", "управленческие кадры"
    OTHER = "other", "иной работник"


class Sex(models.TextChoices):
    """Sex as the personnel form has it."""

    MALE = "м", "мужской"
    FEMALE = "ж", "женский"


class AppointmentKind(models.TextChoices):
    """Appointments by an act from–to."""

    MMS_WORKER = "mms_worker", "работник ММС"
    MUNICIPAL_METHODIST = "municipal_methodist", "муниципальный методист"
    REGIONAL_METHODIST = "regional_methodist", "региональный методист"
    TUTOR_METHODIST = "tutor_methodist", "тьютор-методист"
    EXPERT = "expert", "эксперт"
    JURY = "jury", "член жюри"


class Category(models.TextChoices):
    """Attestation categories."""

    NONE = "none", "Без категории"
    FIT = "fit", "Соответствие занимаемой должности"
    FIRST = "first", "Первая"
    HIGHEST = "highest", "Высшая"
    METHODIST = "methodist", "Педагог-методист"
    MENTOR = "mentor", "Педагог-наставник"


class LeaveKind(models.TextChoices):
    """Long absences that explain why somebody did not take part."""

    MATERNITY = "maternity", "отпуск по беременности и родам"
    CHILD_CARE = "child_care", "отпуск по уходу за ребёнком"
    LONG = "long", "длительный отпуск"
    SICK = "sick", "длительная нетрудоспособность"


class Relation(models.TextChoices):
    """How a user or an organization is linked to a person."""

    SELF = "self", "это я"
    LED = "led", "сопровождаю"
    ASSESSED = "assessed", "проводили диагностику"
