"""Roles (DOMAIN 8)."""

from django.db import models


class Role(models.TextChoices):
    """A role at an organization."""

    ADMINISTRATOR = "administrator", "Администратор"
    FEDERAL = "federal", "Федеральный оператор"
    CNPPM = "cnppm", "Специалист ЦНППМ"
    IRO = "iro", "Специалист ИРО"
    COPMKP = "copmkp", "Специалист ЦОПМКП"
    MINISTRY = "ministry", "Сотрудник министерства"
    MOO = "moo", "Сотрудник МОУО"
    UMO = "umo", "Член УМО"
    METHODIST = "methodist", "Муниципальный методист"
    OPERATOR = "operator", "Оператор организации"
    COUNCIL = "council", "Методический совет"
    TUTOR = "tutor", "Методист или тьютор"
    TEACHER = "teacher", "Педагог"


# The unit that bounds the role's scope.
SCOPE_LEVEL: dict[str, str] = {
    Role.ADMINISTRATOR: "installation",
    Role.FEDERAL: "region",
    Role.CNPPM: "region",
    Role.IRO: "region",
    Role.COPMKP: "persons",
    Role.MINISTRY: "region",
    Role.MOO: "municipality",
    Role.UMO: "region",
    Role.METHODIST: "municipality",
    Role.OPERATOR: "organization",
    Role.COUNCIL: "organization",
    Role.TUTOR: "persons",
    Role.TEACHER: "persons",
}
