"""Organizations, their membership in municipalities by dates, statuses and flags (DOMAIN 2)."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import Func, Q

from apps.core.access import Access, Path
from apps.core.constraints import ordered, placed_in_organization
from apps.core.locks import Dated, Day, Span, Undated
from apps.core.models import PlacedModel
from apps.organizations.enums import Flag, Founder, OrganizationKind, SiteKind
from apps.organizations.models.territory import Municipality, Region

# An organization is placed by itself; bodies of the region and open providers are known to everybody.
ORGANIZATION_ACCESS = Access(
    "organizations",
    (
        Path(organization="id"),
        Path(where={"shared": True}, everyone=True),
        Path(region="", where={"open": True}, everyone=True),
    ),
)


class Organization(models.Model):
    """An organization of any kind.

    ``home`` is the municipality as entered (ОКТМО of the spreadsheet), ``municipality`` and ``region`` the place today:
    the home itself, or its successor after a reorganization. On other dates ``Membership`` says where it was.
    """

    access = ORGANIZATION_ACCESS
    # Its name, address, site may change at any time; what figures read of it by dates are these two days.
    dated = Dated((Day("opened_on", alone=True), Day("closed_on", alone=True)))

    code = models.CharField("код", max_length=40, unique=True)
    kind = models.CharField("тип", max_length=12, choices=OrganizationKind)
    full_name = models.CharField("полное наименование", max_length=500)
    short_name = models.CharField("краткое наименование", max_length=200)
    sort_key = models.CharField("ключ сортировки", max_length=200, editable=False, db_collation="C")
    inn = models.CharField("ИНН", max_length=12, blank=True)
    ogrn = models.CharField("ОГРН", max_length=15, blank=True)
    home = models.ForeignKey(Municipality, models.PROTECT, verbose_name="муниципалитет по ОКТМО", related_name="+")
    municipality = models.ForeignKey(
        Municipality, models.PROTECT, verbose_name="муниципалитет сегодня", related_name="organizations"
    )
    region = models.ForeignKey(
        Region, models.PROTECT, verbose_name="регион", related_name="organizations", db_index=False
    )
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        verbose_name="вышестоящая организация",
        null=True,
        blank=True,
        related_name="children",
    )
    address = models.CharField("адрес", max_length=500, blank=True)
    site = models.CharField("сайт", max_length=200, blank=True)
    email = models.EmailField("e-mail", blank=True)
    phone = models.CharField("телефон", max_length=60, blank=True)
    founder = models.CharField("учредитель", max_length=10, choices=Founder, blank=True)
    opened_on = models.DateField("открыта", null=True, blank=True)
    closed_on = models.DateField("закрыта", null=True, blank=True)
    shared = models.BooleanField("видна всему региону", default=False, editable=False)
    open = models.BooleanField("видна всем", default=False, editable=False)

    class Meta:
        verbose_name = "организация"
        verbose_name_plural = "организации"
        ordering = ("sort_key", "id")
        indexes = (
            models.Index(fields=("region", "sort_key", "id"), name="organization_region_page"),
            models.Index(fields=("municipality", "sort_key", "id"), name="organization_mun_page"),
        )
        constraints = (
            models.UniqueConstraint(fields=("id", "municipality", "region"), name="organization_place"),
            ordered("opened_on", "closed_on", "organization_dates"),
        )

    def __str__(self) -> str:
        return self.short_name


class Membership(PlacedModel):
    """In which municipality an organization was from–to: a partition of its timeline, made by reorganizations.

    The unit columns are the organization's place today (the wall); ``member_of`` is the municipality on these dates.
    """

    access = Access("organizations")
    dated = Undated("выводится из преобразований муниципалитетов, сама не вносится")

    organization = models.ForeignKey(
        Organization,
        models.CASCADE,
        verbose_name="организация",
        related_name="memberships",
        db_constraint=False,
    )
    member_of = models.ForeignKey(Municipality, models.PROTECT, verbose_name="муниципалитет", related_name="+")
    valid_from = models.DateField("с", null=True, blank=True)
    valid_to = models.DateField("по", null=True, blank=True)

    class Meta:
        verbose_name = "вхождение в муниципалитет"
        verbose_name_plural = "вхождения в муниципалитеты"
        ordering = ("organization", "valid_from")
        constraints = (
            placed_in_organization("membership_place"),
            ordered("valid_from", "valid_to", "membership_dates"),
            ExclusionConstraint(
                name="membership_one_at_a_time",
                expressions=[
                    (
                        Func("organization_id", "organization_id", models.Value("[]"), function="int8range"),
                        RangeOperators.OVERLAPS,
                    ),
                    (
                        Func("valid_from", "valid_to", models.Value("[]"), function="daterange"),
                        RangeOperators.OVERLAPS,
                    ),
                ],
            ),
        )

    def __str__(self) -> str:
        return f"{self.organization_id} в {self.member_of_id}"


class StatusFlag(PlacedModel):
    """ШНОР or ШНСУ from–to."""

    access = Access("organizations")
    dated = Dated(span=Span("valid_from", "valid_to"))

    organization = models.ForeignKey(
        Organization, models.CASCADE, verbose_name="организация", related_name="flags", db_constraint=False
    )
    flag = models.CharField("признак", max_length=8, choices=Flag)
    valid_from = models.DateField("с")
    valid_to = models.DateField("по", null=True, blank=True)

    class Meta:
        verbose_name = "признак организации"
        verbose_name_plural = "признаки организаций"
        ordering = ("organization", "flag", "valid_from")
        constraints = (
            placed_in_organization("flag_place"),
            ordered("valid_from", "valid_to", "flag_dates"),
            models.UniqueConstraint(
                fields=("organization", "flag"), condition=Q(valid_to__isnull=True), name="flag_one_current"
            ),
        )

    def __str__(self) -> str:
        return self.get_flag_display()


class SiteStatus(PlacedModel):
    """РИП, стажировочная площадка, ММРЦ, ОБИП: held from–to by an act."""

    access = Access("organizations")
    dated = Dated(span=Span("valid_from", "valid_to"))

    organization = models.ForeignKey(
        Organization,
        models.CASCADE,
        verbose_name="организация",
        related_name="site_statuses",
        db_constraint=False,
    )
    kind = models.CharField("статус", max_length=12, choices=SiteKind)
    topic = models.CharField("тема", max_length=300, blank=True)
    act = models.CharField("акт", max_length=300, blank=True)
    valid_from = models.DateField("с")
    valid_to = models.DateField("по", null=True, blank=True)

    class Meta:
        verbose_name = "статус площадки"
        verbose_name_plural = "статусы площадок"
        ordering = ("-valid_from", "id")
        constraints = (
            placed_in_organization("site_place"),
            ordered("valid_from", "valid_to", "site_dates"),
            models.UniqueConstraint(fields=("organization", "kind", "valid_from"), name="site_key"),
        )

    def __str__(self) -> str:
        return self.get_kind_display()
