"""The closed lists of organizations (DOMAIN 1, 2; FORMATS «Values»)."""

from django.db import models


class OrganizationKind(models.TextChoices):
    """Kind of an organization: FORMATS «Тип»."""

    MINISTRY = "ministry", "РОИВ"
    CNPPM = "cnppm", "ЦНППМ"
    IRO = "iro", "ИРО"
    COPMKP = "copmkp", "ЦОПМКП"
    UMO = "umo", "УМО"
    MOO = "moo", "МОУО"
    MMS = "mms", "ММС"
    SCHOOL = "school", "Школа"
    KINDERGARTEN = "kindergarten", "Детский сад"
    ADDITIONAL = "additional", "Дополнительное образование"
    COLLEGE = "college", "Колледж"
    OTHER_EDU = "other_edu", "Иная образовательная организация"
    FEDERAL = "federal", "Федеральный оператор"
    UNIVERSITY = "university", "Вуз"
    OTHER = "other", "Иная организация"


# The population of the indicators: DOMAIN 1, «ОО».
EDUCATIONAL = frozenset({"school", "kindergarten", "additional", "college", "other_edu"})
# Bodies that every role of the region may see: its staff is no population, its name is public.
REGIONAL_BODIES = frozenset({"ministry", "cnppm", "iro", "copmkp", "umo"})
# Providers that belong to no region's system.
OPEN_BODIES = frozenset({"federal", "university", "other"})


class Founder(models.TextChoices):
    """Founder of an organization; an empty value is «не указан»."""

    MUNICIPAL = "municipal", "муниципальный"
    REGIONAL = "regional", "региональный"
    FEDERAL = "federal", "федеральный"
    PRIVATE = "private", "частный"


class Flag(models.TextChoices):
    """Flags an organization holds from–to."""

    SHNOR = "shnor", "ШНОР"
    SHNSU = "shnsu", "ШНСУ"


# A flag in full, where it stands alone.
FLAG_WORDS = {
    Flag.SHNOR: "Школа с низкими образовательными результатами (ШНОР)",
    Flag.SHNSU: "Школа, функционирующая в сложных условиях (ШНСУ)",
}


class SiteKind(models.TextChoices):
    """Statuses an organization holds from–to by an act (DOMAIN 1, «site»)."""

    RIP = "rip", "РИП"
    INTERNSHIP = "internship", "Стажировочная площадка"
    MMRC = "mmrc", "ММРЦ"
    OBIP = "obip", "ОБИП"


class ProfileLevel(models.TextChoices):
    """Whose regulation a profile is."""

    REGION = "region", "регион"
    MUNICIPALITY = "municipality", "муниципалитет"
