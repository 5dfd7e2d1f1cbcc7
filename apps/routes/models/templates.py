"""Templates of routes: a named set of items for competences, applied to people (DOMAIN 5)."""

from django.db import models
from django.db.models import Q

from apps.core.access import Access, Path
from apps.core.constraints import CompositeForeignKey, placed_in_organization
from apps.core.locks import Undated
from apps.core.models import PlacedModel
from apps.diagnostics.models import Competence
from apps.events.models import Event
from apps.programs.models import Program
from apps.routes.enums import ItemKind

# Everybody who works with routes takes the templates of the region; who writes routes of a unit keeps its own.
SHARED = Access("routes", (Path(), Path(everyone=True, holders=True)))
CATALOGUE = "заготовка маршрута: даты есть только у маршрутов, которые по ней составлены"


class RouteTemplate(PlacedModel):
    """A named set of items for competences."""

    access = SHARED
    dated = Undated(CATALOGUE)

    title = models.CharField("название", max_length=200)
    sort_key = models.CharField("ключ сортировки", max_length=200, editable=False, db_collation="C")
    description = models.CharField("для кого", max_length=1000, blank=True)

    class Meta:
        verbose_name = "шаблон ИОМ"
        verbose_name_plural = "шаблоны ИОМ"
        ordering = ("sort_key", "id")
        constraints = (
            placed_in_organization("routetemplate_place"),
            models.UniqueConstraint(fields=("organization", "sort_key"), name="routetemplate_key"),
            models.UniqueConstraint(fields=("id", "organization"), name="routetemplate_owner"),
        )

    def __str__(self) -> str:
        return self.title


class TemplateItem(PlacedModel):
    """An item of a template: as an item of a route, its term counted in days from the drafting."""

    access = SHARED
    dated = Undated(CATALOGUE)

    template = models.ForeignKey(
        RouteTemplate, models.CASCADE, verbose_name="шаблон", related_name="items", db_constraint=False
    )
    kind = models.CharField("вид", max_length=10, choices=ItemKind)
    content = models.CharField("содержание", max_length=500, blank=True)
    program = models.ForeignKey(
        Program, models.PROTECT, verbose_name="программа", null=True, blank=True, related_name="+"
    )
    event = models.ForeignKey(
        Event, models.PROTECT, verbose_name="мероприятие", null=True, blank=True, related_name="+"
    )
    competences = models.ManyToManyField(Competence, verbose_name="компетенции", blank=True, related_name="+")
    days = models.PositiveIntegerField("срок, дней", null=True, blank=True)
    hours = models.PositiveIntegerField("часы", null=True, blank=True)
    responsible_words = models.CharField("ответственный", max_length=200, blank=True)

    class Meta:
        verbose_name = "пункт шаблона"
        verbose_name_plural = "пункты шаблона"
        ordering = ("template", "id")
        constraints = (
            placed_in_organization("templateitem_place"),
            CompositeForeignKey(
                name="templateitem_owner",
                fields=("template", "organization"),
                table="routes_routetemplate",
                columns=("id", "organization_id"),
            ),
            models.CheckConstraint(
                condition=~Q(content="") | Q(program__isnull=False) | Q(event__isnull=False),
                name="templateitem_said",
            ),
        )

    def __str__(self) -> str:
        return f"Пункт шаблона {self.pk}"
