"""The closed lists of programmes (DOMAIN 5)."""

from django.db import models

QUALITY_THEME = "управление качеством образования"
SUPERVISION_THEME = "педагогическая супервизия"
MENTORING_THEME = "наставничество"
CURATORS_THEME = "кураторство программ наставничества"
# The themes by which trainings are counted; any other theme may be written beside a programme too.
THEMES = (QUALITY_THEME, SUPERVISION_THEME, MENTORING_THEME, CURATORS_THEME)


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


class Funding(models.TextChoices):
    """What pays for the study on a programme."""

    TASK = "task", "государственное (муниципальное) задание"
    SUBSIDY = "subsidy", "федеральная субсидия"
    EMPLOYER = "employer", "средства работодателя"
    PAID = "paid", "договор с обучающимся"


class PartnerRole(models.TextChoices):
    """What an organization does on a programme of another one."""

    IMPLEMENTER = "implementer", "реализует"
    NETWORK = "network", "сетевой партнёр"
    BASE = "base", "база стажировки"
    EXPERTS = "experts", "предоставляет экспертов"


class Step(models.TextChoices):
    """Steps on the way to the federal registry (DOMAIN 5)."""

    PREPARED = "prepared", "подготовлена"
    SUBMITTED = "submitted", "подана"
    EXPERTISE = "expertise", "на экспертизе"
    RETURNED = "returned", "возвращена с замечаниями"
    INCLUDED = "included", "включена в ФР ДПП"
    EXCLUDED = "excluded", "исключена из ФР ДПП"


# Which step may follow which; the empty key stands for a programme that has not begun its way.
NEXT: dict[str, tuple[Step, ...]] = {
    "": (Step.PREPARED,),
    Step.PREPARED: (Step.SUBMITTED,),
    Step.SUBMITTED: (Step.EXPERTISE, Step.RETURNED),
    Step.EXPERTISE: (Step.INCLUDED, Step.RETURNED),
    Step.RETURNED: (Step.PREPARED, Step.SUBMITTED),
    Step.INCLUDED: (Step.EXCLUDED,),
    Step.EXCLUDED: (Step.PREPARED,),
}


class Verdict(models.TextChoices):
    """What an internal expertise came to."""

    ACCEPT = "accept", "рекомендована"
    REMARKS = "remarks", "доработать"
    REJECT = "reject", "не рекомендована"


class DocumentKind(models.TextChoices):
    """The document of qualification that a programme ends with."""

    CERTIFICATE = "certificate", "удостоверение о повышении квалификации"
    DIPLOMA = "diploma", "диплом о профессиональной переподготовке"


class DocumentFate(models.TextChoices):
    """What has become of an issued document."""

    VALID = "valid", "действует"
    SPOILED = "spoiled", "бланк испорчен"
    LOST = "lost", "утрачен"
    EXCHANGED = "exchanged", "обменян"
    DESTROYED = "destroyed", "уничтожен"


class LinkState(models.TextChoices):
    """What people made of a proposed link."""

    PROPOSED = "proposed", "ждёт решения"
    CONFIRMED = "confirmed", "подтверждена"
    REJECTED = "rejected", "отклонена"
    NEEDLESS = "needless", "уже не нужна"


class EducationLevel(models.TextChoices):
    """The education that the person came with, as ФИС ФРДО calls it."""

    HIGHER = "higher", "Высшее образование"
    SECONDARY = "secondary", "Среднее профессиональное образование"


class RegisterForm(models.TextChoices):
    """Forms of study that ФИС ФРДО knows."""

    FULL = "full", "Очная"
    PART = "part", "Заочная"
    MIXED = "mixed", "Очно-заочная"


class Payment(models.TextChoices):
    """Who pays, as ФИС ФРДО calls it."""

    PAID = "paid", "Платное обучение"
    BUDGET = "budget", "Бюджетное обучение"


class Receipt(models.TextChoices):
    """Where the education was received."""

    INSIDE = "inside", "в образовательной организации"
    OUTSIDE = "outside", "вне образовательной организации"


class RowState(models.TextChoices):
    """What ФИС ФРДО answered to a document."""

    WAITING = "waiting", "ожидает ответа"
    ACCEPTED = "accepted", "принят"
    FAULTY = "faulty", "ошибка"
    WITHDRAWN = "withdrawn", "отозван"
