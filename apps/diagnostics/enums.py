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


class Purpose(models.TextChoices):
    """What a session is held for; empty where it was not stated."""

    ENTRANCE = "entrance", "входная"
    INTERIM = "interim", "промежуточная"
    FINAL = "final", "итоговая аттестация программы"
    QUALIFICATION = "nok", "независимая оценка квалификации (НОК)"
    ATTESTATION = "attestation", "перед аттестацией"


class CampaignState(models.TextChoices):
    """How far a campaign is; computed from its dates."""

    DRAFT = "draft", "готовится"
    ANNOUNCED = "announced", "объявлена"
    RUNNING = "running", "идёт"
    CLOSED = "closed", "закрыта"


class Attendance(models.TextChoices):
    """Whether an invited person came."""

    UNKNOWN = "unknown", "не отмечено"
    CAME = "came", "явился"
    ABSENT = "absent", "не явился"


class ItemKind(models.TextChoices):
    """Kinds of items of the bank."""

    SINGLE = "single", "один ответ"
    MULTIPLE = "multiple", "несколько ответов"
    MATCHING = "matching", "соответствие"
    ORDER = "order", "порядок"
    NUMBER = "number", "число"
    TEXT = "text", "краткий ответ"


class ItemState(models.TextChoices):
    """Only published items are drawn; an outdated one stays for the attempts it stood in."""

    DRAFT = "draft", "черновик"
    PUBLISHED = "published", "действует"
    OUTDATED = "outdated", "устарело"


class GroupLevel(models.TextChoices):
    """The groups whose results are stored for those who see no people."""

    REGION = "region", "регион"
    MUNICIPALITY = "municipality", "муниципалитет"
    ORGANIZATION = "organization", "организация"
    SUBJECT = "subject", "предмет"


class QuestionKind(models.TextChoices):
    """What is answered to a question of a questionnaire."""

    SINGLE = "single", "один вариант"
    MULTIPLE = "multiple", "несколько вариантов"
    SCALE = "scale", "балл шкалы"
    MATRIX = "matrix", "балл каждой строке"
    TEXT = "text", "словами"
    COMPETENCES = "competences", "выбор компетенций"


class SurveyState(models.TextChoices):
    """The life of a questionnaire."""

    DRAFT = "draft", "готовится"
    OPEN = "open", "объявлена"
    CLOSED = "closed", "закрыта"


class Standing(models.TextChoices):
    """How a result stands to the threshold."""

    UNDER = "under", "дефицит"
    NORM = "norm", "в норме"
