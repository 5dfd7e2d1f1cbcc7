"""The closed lists of the registers (issue of the regulations' registers; words of the screen)."""

from django.db import models


class Body(models.TextChoices):
    """Whose meeting it was."""

    SCHOOL_COUNCIL = "school_council", "методический совет организации"
    MUNICIPAL_COUNCIL = "municipal_council", "муниципальный методический совет"
    REGIONAL_COUNCIL = "regional_council", "региональный методический совет"
    UMO = "umo", "учебно-методическое объединение"
    UNION = "union", "методическое объединение"
    EXPERT = "expert", "экспертный совет"
    OTHER = "other", "иное"


class Area(models.TextChoices):
    """What a responsible person answers for."""

    SUPPORT = "support", "научно-методическое сопровождение"
    DIAGNOSTICS = "diagnostics", "диагностика профессиональных дефицитов"
    ROUTES = "routes", "сопровождение ИОМ"
    MENTORING = "mentoring", "наставничество"
    TRAINING = "training", "повышение квалификации"
    DATA = "data", "внесение данных в портал"


class LetterKind(models.TextChoices):
    """What is sent to the Federal operator."""

    LETTER = "letter", "письмо"
    RESEARCH = "research", "исследовательский запрос"
    PROPOSAL = "proposal", "предложение"


class UnionKind(models.TextChoices):
    """What unites teachers."""

    UNION = "union", "методическое объединение"
    COMMUNITY = "community", "сетевое сообщество"
    COUNCIL = "council", "методический совет"
    SECTION = "section", "секция УМО"
    CLUB = "club", "профессиональный клуб"


class UnionLevel(models.TextChoices):
    """How far a union reaches."""

    INSTITUTIONAL = "institutional", "институциональный"
    MUNICIPAL = "municipal", "муниципальный"
    REGIONAL = "regional", "региональный"
    FEDERAL = "federal", "федеральный"


class MemberRole(models.TextChoices):
    """What a person is in a union or a team."""

    HEAD = "head", "руководитель"
    SECRETARY = "secretary", "секретарь"
    MEMBER = "member", "участник"


class ReserveKind(models.TextChoices):
    """What a person is in reserve for."""

    MUNICIPAL = "municipal", "муниципальный методист"
    REGIONAL = "regional", "региональный методист"
    TUTOR = "tutor", "тьютор"
    MANAGER = "manager", "руководитель организации"


class MaterialKind(models.TextChoices):
    """What a methodical material is."""

    RECOMMENDATIONS = "recommendations", "методические рекомендации"
    MANUAL = "manual", "пособие"
    LESSON = "lesson", "разработка занятия"
    VIDEO = "video", "видеозапись"
    COLLECTION = "collection", "сборник"
    OTHER = "other", "иное"


class InformationKind(models.TextChoices):
    """What an information resource is."""

    SITE = "site", "сайт"
    LMS = "lms", "система дистанционного обучения"
    DATABASE = "database", "база данных"
    COMMUNITY = "community", "страница в социальной сети"
    OTHER = "other", "иное"
