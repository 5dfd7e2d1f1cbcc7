"""The closed lists of events and mentoring (FORMATS «Values»)."""

from django.db import models


class EventKind(models.TextChoices):
    """Kind of an event."""

    SKILL_CONTEST = "skill_contest", "конкурс профессионального мастерства"
    CONTEST = "contest", "иной конкурс"
    SEMINAR = "seminar", "семинар"
    WEBINAR = "webinar", "вебинар"
    MASTER_CLASS = "master_class", "мастер-класс"
    INTERNSHIP = "internship", "стажировка"
    CONFERENCE = "conference", "конференция"
    FORUM = "forum", "форум"
    YOUNG_SCHOOL = "young_school", "школа молодого педагога"
    METHODICAL_DAY = "methodical_day", "методический день"
    READINGS = "readings", "педагогические чтения"
    FESTIVAL = "festival", "фестиваль"
    OTHER = "other", "другое"


class EventLevel(models.TextChoices):
    """Level of an event."""

    INSTITUTIONAL = "institutional", "институциональный"
    MUNICIPAL = "municipal", "муниципальный"
    REGIONAL = "regional", "региональный"
    FEDERAL = "federal", "федеральный"


class ParticipationRole(models.TextChoices):
    """Role in an event."""

    PARTICIPANT = "participant", "участник"
    PRIZE = "prize", "призёр"
    WINNER = "winner", "победитель"
    EXPERIENCE = "experience", "представление опыта"
    EXPERT = "expert", "эксперт"
    JURY = "jury", "член жюри"
    TUTOR_METHODIST = "tutor_methodist", "тьютор-методист"


class PairForm(models.TextChoices):
    """Form of a mentoring pair."""

    YOUNG = "young", "наставник – молодой специалист"
    SUBJECT = "subject", "предметная"
    COMPETENCE = "competence", "по компетенции"


class PairOutcome(models.TextChoices):
    """How a pair ended."""

    DONE = "done", "завершена с результатом"
    EARLY = "early", "прекращена досрочно"


class MeetingForm(models.TextChoices):
    """Form of a meeting of a pair."""

    TALK = "talk", "беседа, консультация"
    LESSON = "lesson", "посещение урока наставляемого"
    SHOW = "show", "открытый урок наставника"
    DOCUMENTS = "documents", "разбор документов и планов"
    DISTANT = "distant", "дистанционная встреча"
    OTHER = "other", "другое"


class MentoringState(models.TextChoices):
    """State of a programme of mentoring."""

    DRAFT = "draft", "готовится"
    ACTIVE = "active", "действует"
    CLOSED = "closed", "завершена"


class LimitReach(models.IntegerChoices):
    """For whom a body sets the load of a mentor; the lowest number is the nearest."""

    ORGANIZATION = 1, "своя организация"
    MUNICIPALITY = 2, "муниципалитет"
    REGION = 3, "регион"


class Rhythm(models.TextChoices):
    """How the events of a series follow each other."""

    WEEKS = "weeks", "по неделям, в тот же день недели"
    DATE = "date", "по месяцам, в то же число"
    WEEKDAY = "weekday", "по месяцам, в тот же по счёту день недели"


class RegistrationState(models.TextChoices):
    """Where a registration stands."""

    REGISTERED = "registered", "записан"
    WAITING = "waiting", "в листе ожидания"
    WITHDRAWN = "withdrawn", "запись снята"
