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
