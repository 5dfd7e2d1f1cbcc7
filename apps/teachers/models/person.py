"""A person and the links of users to persons."""

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models

from apps.core.access import Access, Exempt, Path
from apps.core.constraints import placed_in_organization
from apps.core.locks import Undated
from apps.core.models import PlacedModel
from apps.teachers.enums import Relation, Sex

PERSON_ACCESS = Access("people", (Path(person="id"),))


class Person(PlacedModel):
    """A person, identified by СНИЛС inside the installation (DOMAIN 3).

    The unit columns are of the main employment today, else of the latest one; ``managerial`` says that its position is
    a manager's. ``services.restamp`` keeps them; everything that hangs on the person follows by composite foreign keys.
    """

    access = PERSON_ACCESS
    # Who a person is has no day, and the person may demand a correction at any time (152-ФЗ, статья 14).
    dated = Undated("сведения о самом человеке не датированы; исправить их он вправе потребовать всегда")

    # The indexes of pages begin with both; a plain one beside them would cost every imported row.
    municipality = models.ForeignKey(
        "organizations.Municipality",
        models.PROTECT,
        verbose_name="муниципалитет",
        related_name="+",
        db_constraint=False,
        db_index=False,
    )
    organization = models.ForeignKey(
        "organizations.Organization",
        models.PROTECT,
        verbose_name="организация",
        related_name="+",
        db_constraint=False,
        db_index=False,
    )
    snils = models.CharField("СНИЛС", max_length=11, unique=True, validators=[RegexValidator(r"^\d{11}$")])
    last_name = models.CharField("фамилия", max_length=100)
    first_name = models.CharField("имя", max_length=100)
    middle_name = models.CharField("отчество", max_length=100, blank=True)
    sort_key = models.CharField("ключ сортировки", max_length=310, editable=False, db_collation="C")
    birth_date = models.DateField("дата рождения", null=True, blank=True)
    sex = models.CharField("пол", max_length=1, choices=Sex, blank=True)
    career_start = models.DateField("начало педагогической деятельности", null=True, blank=True)
    education = models.CharField("образование", max_length=300, blank=True)
    email = models.EmailField("e-mail", blank=True)
    phone = models.CharField("телефон", max_length=60, blank=True)
    managerial = models.BooleanField("руководитель", default=False, editable=False)

    class Meta:
        verbose_name = "работник"
        verbose_name_plural = "работники"
        ordering = ("sort_key", "id")
        indexes = (
            models.Index(fields=("sort_key", "id"), name="person_page"),
            models.Index(fields=("region", "sort_key", "id"), name="person_region_page"),
            models.Index(fields=("municipality", "sort_key", "id"), name="person_mun_page"),
            models.Index(fields=("organization", "sort_key", "id"), name="person_org_page"),
        )
        constraints = (
            placed_in_organization("person_place"),
            models.UniqueConstraint(
                fields=("id", "organization", "municipality", "region", "managerial"), name="person_stamp"
            ),
        )

    def __str__(self) -> str:
        return self.full_name

    @property
    def full_name(self) -> str:
        """«Иванов Иван Иванович»."""
        return " ".join(part for part in (self.last_name, self.first_name, self.middle_name) if part)


class PersonLink(models.Model):
    """A user is this person, leads this person, or an organization assessed this person: numbers only."""

    access = Exempt("связи: читаются функциями стены; одни номера")

    person = models.ForeignKey(Person, models.CASCADE, verbose_name="человек", related_name="links")
    relation = models.CharField("связь", max_length=10, choices=Relation)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        verbose_name="пользователь",
        null=True,
        blank=True,
        related_name="+",
    )
    organization = models.ForeignKey(
        "organizations.Organization",
        models.CASCADE,
        verbose_name="организация",
        null=True,
        blank=True,
        related_name="+",
    )

    class Meta:
        verbose_name = "связь с человеком"
        verbose_name_plural = "связи с людьми"
        constraints = (
            models.UniqueConstraint(
                fields=("relation", "user", "organization", "person"),
                nulls_distinct=False,
                name="personlink_key",
            ),
            models.UniqueConstraint(fields=("user",), condition=models.Q(relation="self"), name="personlink_one_self"),
            models.CheckConstraint(
                condition=models.Q(user__isnull=True) ^ models.Q(organization__isnull=True),
                name="personlink_one_holder",
            ),
        )

    def __str__(self) -> str:
        return self.get_relation_display()
