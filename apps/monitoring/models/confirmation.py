"""Yes/no indicators of a regulation, confirmed by a document (DOMAIN 4: Oktyabrsky 6.1 has two)."""

from django.conf import settings
from django.db import models

from apps.core.access import PLACE, Access, Path
from apps.core.constraints import placed_in_organization
from apps.core.locks import Undated
from apps.core.models import PlacedModel
from apps.organizations.models import Profile


class Confirmation(PlacedModel):
    """The answer of one yes/no indicator for one year, with the document that shows it.

    Placed with the body that answers; everyone in the region who reads figures reads it.
    """

    access = Access("figures", (PLACE, Path(everyone=True, holders=True)))
    dated = Undated("ответ того, кто составляет отчёт: его закрывает ход самого отчёта")

    profile = models.ForeignKey(Profile, models.PROTECT, verbose_name="профиль", related_name="confirmations")
    code = models.SlugField("показатель", max_length=40)
    year = models.PositiveSmallIntegerField("год")
    holds = models.BooleanField("выполнен")
    title = models.CharField("документ", max_length=500, blank=True)
    number = models.CharField("номер", max_length=60, blank=True)
    signed_on = models.DateField("дата", null=True, blank=True)
    link = models.URLField("ссылка", max_length=500, blank=True)
    file_key = models.CharField("ключ файла", max_length=80, blank=True, editable=False)
    file_name = models.CharField("файл", max_length=200, blank=True, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False)
    at = models.DateTimeField("когда", auto_now=True)

    class Meta:
        verbose_name = "подтверждение показателя"
        verbose_name_plural = "подтверждения показателей"
        ordering = ("profile", "year", "code")
        constraints = (
            models.UniqueConstraint(fields=("profile", "code", "year"), name="confirmation_key"),
            placed_in_organization("confirmation_place"),
        )

    def __str__(self) -> str:
        return f"{self.code}, {self.year}: {'да' if self.holds else 'нет'}"
