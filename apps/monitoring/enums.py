"""The closed words of monitoring (DOMAIN 6)."""

from django.db import models


class ReportState(models.TextChoices):
    """The life of a report."""

    DRAFT = "draft", "черновик"
    SUBMITTED = "submitted", "представлен"
    APPROVED = "approved", "утверждён"
    RETURNED = "returned", "возвращён"
    TRIAL = "trial", "пробный расчёт"


class ReportKind(models.TextChoices):
    """What a computation is kept for. ``live`` is kept equal to today's data, ``month`` shows the way of the year."""

    REPORT = "report", "отчёт"
    LIVE = "live", "показатели сегодня"
    MONTH = "month", "показатели на конец месяца"


class Changed(models.TextChoices):
    """Whose figures a change of the data touches (docs/adr/0007-live-indicators.md).

    ``carried`` is a programme whose being carried out may have changed, ``program`` one that itself has changed;
    ``place`` an organization the figures of which may have changed, ``organization`` one that has changed itself, so
    that everybody in it is looked at anew.
    """

    PERSON = "person", "человек"
    ORGANIZATION = "organization", "организация"
    PLACE = "place", "показатели организации"
    PROGRAM = "program", "программа"
    CARRIED = "carried", "реализация программы"
    EVENT = "event", "мероприятие"
    REGION = "region", "регион"
    ALL = "all", "всё"


class Level(models.TextChoices):
    """The level of a unit of a report."""

    REGION = "region", "регион"
    MUNICIPALITY = "municipality", "муниципалитет"
    ORGANIZATION = "organization", "организация"


class Severity(models.TextChoices):
    """How much a finding can change the figures."""

    ERROR = "error", "ошибка"
    WARNING = "warning", "сомнение"
    NOTE = "note", "к сведению"


class CheckMethod(models.TextChoices):
    """How the answers of a form are collected (Oktyabrsky 7.4)."""

    REPORT = "report", "отчёт организации"
    SITE = "site", "проверка сайта"
    ACT = "act", "проверка локальных актов"


class CriterionKind(models.TextChoices):
    """The kind of an answer."""

    YES_NO = "yes_no", "да / нет"
    SCALE = "scale", "балл"
    NUMBER = "number", "число"
    TEXT = "text", "текст"
    LINK = "link", "ссылка"
    DOCUMENT = "document", "документ"


class RoundState(models.TextChoices):
    """The life of a round."""

    DRAFT = "draft", "готовится"
    OPEN = "open", "идёт сбор"
    CLOSED = "closed", "закрыт"


class FormReportState(models.TextChoices):
    """The life of a report by a form."""

    DRAFT = "draft", "заполняется"
    SUBMITTED = "submitted", "на проверке"
    ACCEPTED = "accepted", "принят"
    RETURNED = "returned", "возвращён"


class SubmissionState(models.TextChoices):
    """Where a municipality stands with its data of a period."""

    COLLECTING = "collecting", "собираются"
    SUBMITTED = "submitted", "представлены"
    ACCEPTED = "accepted", "приняты"
    RETURNED = "returned", "возвращены"


class Move(models.TextChoices):
    """The steps of a report's way."""

    SUBMIT = "submit", "представлен на утверждение"
    APPROVE = "approve", "утверждён"
    RETURN = "return", "возвращён с замечаниями"
    SIGN = "sign", "приложена подпись"


class FileKind(models.TextChoices):
    """What a kept file of an approved report is."""

    PDF = "pdf", "Аналитическая справка (PDF)"
    DOCX = "docx", "Аналитическая справка (DOCX)"
    XLSX = "xlsx", "Таблицы (XLSX)"
    JSON = "json", "Данные для программ (JSON)"
    SIGNATURE = "signature", "Откреплённая подпись"


class About(models.TextChoices):
    """Whom or what a finding is about."""

    PERSON = "person", "работник"
    ORGANIZATION = "organization", "организация"
    PROGRAM = "program", "программа"
    UNIT = "unit", "показатели территории"


class FindingRecord(models.TextChoices):
    """The kind of the record in which a finding is mended."""

    PERSON = "person", "карточка работника"
    EMPLOYMENT = "employment", "место работы"
    SESSION = "session", "диагностика"
    ROUTE = "route", "ИОМ"
    ENROLLMENT = "enrollment", "обучение"
    PARTICIPATION = "participation", "участие в мероприятии"
    PAIR = "pair", "наставническая пара"
    APPOINTMENT = "appointment", "назначение"
    PROGRAM = "program", "программа"
    EVENT = "event", "мероприятие"
    ORGANIZATION = "organization", "организация"


class RecommendationState(models.TextChoices):
    """The life of a recommendation; that a term has passed follows from the date."""

    PROPOSED = "proposed", "предложена"
    EDITED = "edited", "подготовлена"
    DROPPED = "dropped", "снята"
    SENT = "sent", "направлена"
    ACKNOWLEDGED = "acknowledged", "принята к исполнению"
    DECLINED = "declined", "отклонена адресатом"
    DONE = "done", "исполнена, на проверке"
    ACCEPTED = "accepted", "исполнение принято"
