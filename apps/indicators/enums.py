"""The closed words of the indicators (DOMAIN 4)."""

from django.db import models


class Subject(models.TextChoices):
    """What an indicator counts."""

    PERSON = "person", "люди"
    TEAM = "team", "управленческие команды"
    PROGRAM = "program", "программы"
    ORGANIZATION = "organization", "организации"


class Population(models.TextChoices):
    """The denominator on the reporting date D (DOMAIN 3, 4)."""

    STAFF = "staff", "педагогические работники и управленческие кадры"
    PEDAGOGUES = "pedagogues", "педагогические работники"
    YOUNG = "young", "молодые специалисты: педагогические работники до 35 лет в первые 3 года работы"
    TEAMS = "teams", "управленческие команды образовательных организаций"
    ORGANIZATIONS = "organizations", "открытые образовательные организации"
    PROGRAMS = "programs", "программы ИРО и его подразделений, реализуемые в периоде"


class Record(models.TextChoices):
    """The kind of the record that decides a subject's outcome."""

    SESSION = "session", "диагностика"
    ROUTE = "route", "ИОМ"
    ENROLLMENT = "enrollment", "обучение"
    PARTICIPATION = "participation", "участие в мероприятии"
    PAIR = "pair", "наставническая пара"
    APPOINTMENT = "appointment", "назначение"
    ENTRY = "entry", "запись ФР ДПП"
