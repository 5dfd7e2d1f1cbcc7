"""Templates of routes and their items."""

from typing import Any

from django.contrib.postgres.aggregates import StringAgg
from django.db.models import OuterRef, Subquery

from apps.core import access
from apps.core.actor import Actor
from apps.core.subqueries import counted
from apps.core.web.actions import Action
from apps.core.web.columns import Column, Kind
from apps.core.web.history import name_verbs
from apps.core.web.resource import Resource, Titles, Write
from apps.core.web.sections import Fact, Facts, Related
from apps.routes import template_forms as forms
from apps.routes.models import RouteTemplate, TemplateItem
from apps.routes.selectors import item_title
from apps.routes.services import templates

name_verbs(
    {
        "create_template": "шаблон ИОМ создан",
        "update_template": "шаблон ИОМ изменён",
        "remove_template": "шаблон ИОМ удалён",
        "add_template_item": "пункт шаблона добавлен",
        "aim_template_item": "компетенции пункта шаблона названы",
        "update_template_item": "пункт шаблона изменён",
        "remove_template_item": "пункт шаблона удалён",
        "apply_template": "применён шаблон",
    }
)
AIMS = TemplateItem.competences.through.objects.filter(templateitem_id=OuterRef("pk")).order_by()
NAMED: Any = AIMS.values("templateitem_id").annotate(codes=StringAgg("competence__code", ", "))
CODES = Subquery(NAMED.values("codes")[:1])


def keeps(actor: Actor) -> bool:
    """Whether the role keeps templates: who drafts routes of a unit, not of single people."""
    level = access.rights().level(actor, "routes", access.WRITE)
    return actor.is_system or level in (access.INSTALLATION, access.REGION, access.ORGANIZATION)


class TemplateResource(Resource):
    """Named sets of items for competences."""

    model = RouteTemplate
    slug = "template"
    prefix = "templates/"
    titles = Titles("Шаблоны маршрутов", "шаблон", "шаблона", "шаблонов")
    section = "routes"
    order = 30
    columns = (
        Column("title", "Шаблон", sort="sort_key", link="self", width=44),
        Column("description", "Для кого", width=50),
        Column("items", "Пунктов", kind=Kind.NUMBER, width=10,
               source=counted(TemplateItem.objects.all(), "template_id")),
        Column("organization", "Чей", source="organization__short_name", width=30,
               link="organizations.organization", link_key="organization_id"),
    )  # fmt: skip
    card = ("title", "description", "items")
    search = (("sort_key", "part"),)
    search_hint = "Слово названия"
    ordering = "title"
    create = Write(forms.TemplateForm, templates.create_template, "Новый шаблон ИОМ", "Создать",
                   "Шаблон создан. Добавьте пункты.")  # fmt: skip
    edit = Write(forms.TemplateForm, templates.update_template, "Изменение шаблона")
    actions = (
        Action("remove", "Удалить", templates.remove_template, "Шаблон удалён.", icon="trash", danger=True,
               consequence="Шаблон и его пункты исчезнут; составленные по нему ИОМ останутся."),
    )  # fmt: skip
    sections = (
        Facts("Шаблон", ("title", "description")),
        Related("items", "Пункты", "routes.templateitem", "template", order=10, add="Добавить пункт",
                columns=("title", "kind", "competences", "hours", "days"), empty="Пунктов ещё нет."),
    )  # fmt: skip
    help = "Набор пунктов для компетенций: его применяют к черновику ИОМ или к целой группе педагогов."
    empty = "Здесь появятся шаблоны. Заведите первый или сохраните как шаблон удачный маршрут."

    @classmethod
    def may(cls, actor: Actor, action: str) -> bool:
        """Writing is for those who draft routes of a unit."""
        return super().may(actor, action) and (action == access.READ or keeps(actor))


class TemplateItemResource(Resource):
    """Items of templates."""

    model = TemplateItem
    slug = "templateitem"
    prefix = "template-items/"
    titles = Titles("Пункты шаблонов", "пункт", "пункта", "пунктов")
    parent = ("template", "routes.template")
    columns = (
        Column("title", "Что сделать", source=item_title(), link="self", width=60),
        Column("kind", "Вид", sort=True, width=16),
        Column("competences", "Развивает", source=CODES, width=20),
        Column("hours", "Часов", kind=Kind.NUMBER, sort=True, width=8),
        Column("days", "Срок, дней", kind=Kind.NUMBER, sort=True, width=10),
        Column("responsible_words", "Ответственный", visible=False, width=30),
    )
    card = ("title", "kind", "competences")
    search = (("content", "part"),)
    search_hint = "Слово содержания"
    ordering = "kind"
    create = Write(forms.NewTemplateItemForm, templates.add_template_item, "Новый пункт шаблона", "Добавить",
                   "Пункт добавлен.")  # fmt: skip
    edit = Write(forms.TemplateItemForm, templates.update_template_item, "Изменение пункта шаблона")
    actions = (
        Action("remove", "Удалить", templates.remove_template_item, "Пункт удалён.", icon="trash", danger=True,
               consequence="Пункт исчезнет из шаблона; составленные маршруты не изменятся."),
    )  # fmt: skip
    sections = (
        Facts(
            "Пункт шаблона",
            (
                "kind",
                Fact("program__title", "Программа", link="programs.program", link_key="program_id", hide_empty=True),
                Fact("event__title", "Мероприятие", link="events.event", link_key="event_id", hide_empty=True),
                Fact("content", hide_empty=True),
                "hours",
                "days",
                Fact("responsible_words", hide_empty=True),
                Fact("aims", "Развивает", write=lambda item: "; ".join(map(str, item.competences.all()))),
            ),
        ),
    )
    help = "Из чего состоят шаблоны."
    empty = "Здесь появятся пункты шаблонов."

    @classmethod
    def may(cls, actor: Actor, action: str) -> bool:
        """Writing is for those who draft routes of a unit."""
        return super().may(actor, action) and (action == access.READ or keeps(actor))
