"""A resource: the one declaration from which a model's list, card, forms, actions and exports are made.

See docs/resources.md for how to declare one. A class is checked when Python reads it and then stands in the registry;
addresses, navigation, search and the API are made from the registry.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar

from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.db.models import Q, QuerySet
from django.forms import BaseForm
from django.urls import reverse
from django.utils.module_loading import autodiscover_modules

from apps.core import access
from apps.core.access import READ, WRITE, Access
from apps.core.actor import Actor
from apps.core.text import plural
from apps.core.web import actions, nav, sections
from apps.core.web.actions import Action
from apps.core.web.columns import Column, final_field
from apps.core.web.filters import FilterSet, contains, contains_words, equals, starts_with
from apps.core.web.sections import Facts, Part, Related, Section

PAGE_SIZE = 50
SEARCHES: dict[str, Callable[[str, str], Q]] = {
    "starts": starts_with,
    "equals": equals,
    "words": contains_words,
    "part": contains,
}


@dataclass(frozen=True, slots=True)
class Titles:
    """What rows are called: the list's heading, and the noun with 1, 2 and 5."""

    page: str
    one: str
    few: str
    many: str

    def count(self, n: int) -> str:
        """The form of the noun that goes with n."""
        return plural(n, self.one, self.few, self.many)


@dataclass(frozen=True, slots=True)
class Write:
    """A page with a form. Creating: ``run(**data) -> object``; editing: ``run(object, **data)``. Both are services."""

    form: type[BaseForm]
    run: Callable[..., Any]
    title: str = ""
    button: str = ""
    done: str = ""


class Resource:
    """The base of all resources: declare the attributes, override the hooks you need."""

    model: ClassVar[type[models.Model]]
    slug: ClassVar[str]
    prefix: ClassVar[str] = ""
    titles: ClassVar[Titles]
    right: ClassVar[str] = ""
    section: ClassVar[str] = ""
    order: ClassVar[int] = 50
    columns: ClassVar[tuple[Column, ...]]
    card: ClassVar[tuple[str, ...]] = ()
    filterset: ClassVar[type[FilterSet] | None] = None
    search: ClassVar[tuple[tuple[str, str], ...]] = ()
    search_hint: ClassVar[str] = ""
    ordering: ClassVar[str]
    actions: ClassVar[tuple[Action, ...]] = ()
    sections: ClassVar[tuple[Section, ...]] = ()
    create: ClassVar[Write | None] = None
    edit: ClassVar[Write | None] = None
    parent: ClassVar[tuple[str, str] | None] = None
    personal: ClassVar[bool] = False
    exports: ClassVar[bool] = True
    detail: ClassVar[bool] = True
    history: ClassVar[bool] = True
    help: ClassVar[str] = ""
    empty: ClassVar[str] = "Здесь появятся записи."

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if "model" in cls.__dict__:
            check(cls)
            _registry[cls.label()] = cls()
            if cls.section:
                nav.register(nav.Entry(cls.section, cls.titles.page, cls.name("list"), cls.opens, cls.order))

    # --- names and addresses
    @classmethod
    def label(cls) -> str:
        """The key of the registry: ``organizations.organization``."""
        return f"{cls.model._meta.app_label}.{cls.slug}"

    @classmethod
    def name(cls, page: str) -> str:
        """The name of an address: ``organizations:organization_list``."""
        return f"{cls.model._meta.app_label}:{cls.slug}_{page}"

    def url(self, page: str, *args: Any) -> str:
        """An address of this resource: list, create, export, columns, view, bulk, detail, edit, action."""
        return reverse(self.name(page), args=args)

    def column(self, name: str) -> Column | None:
        """The column of that name."""
        return next((column for column in self.columns if column.name == name), None)

    # --- who may do what
    @classmethod
    def kind(cls) -> str:
        """The kind of rights that opens these rows."""
        rule = access.of(cls.model)
        return cls.right or (rule.kind if isinstance(rule, Access) else "")

    @classmethod
    def may(cls, actor: Actor, action: str) -> bool:
        """Whether the role may read (or write) such rows at all, in its own scope."""
        return actor.is_system or not cls.kind() or bool(access.rights().level(actor, cls.kind(), action))

    @classmethod
    def opens(cls, actor: Actor) -> bool:
        """Whether the role may open the list."""
        return cls.may(actor, READ)

    def may_create(self, actor: Actor) -> bool:
        """Whether the role may make a new row."""
        return self.create is not None and self.may(actor, WRITE)

    def may_change(self, actor: Actor, obj: models.Model) -> bool:
        """Whether the actor may change this very object."""
        return self.may(actor, WRITE) and access.can(actor, WRITE, obj)

    def edits(self, actor: Actor) -> bool:
        """Whether the role may open forms of such rows at all: else a list does not lead there."""
        return self.edit is not None and self.may(actor, WRITE)

    def may_act(self, actor: Actor, action: Action, obj: models.Model) -> bool:
        """Whether the role may do this with this very object; its state is asked apart (``Action.suits``)."""
        return action.single and action.open_to(actor) and (action.by_reader or self.may_change(actor, obj))

    def may_edit(self, actor: Actor, obj: models.Model) -> bool:
        """Whether the actor may open the form of this very object."""
        return self.edit is not None and self.may_change(actor, obj)

    @classmethod
    def every_action(cls) -> tuple[Action, ...]:
        """Its own actions and those that other applications have added."""
        return (*cls.actions, *actions.added_to(cls.label()))

    # --- rows
    def base(self) -> QuerySet[Any]:
        """The rows before any scope; override to leave some out or to annotate."""
        return self.model._default_manager.all()

    def rows(self, actor: Actor) -> QuerySet[Any]:
        """The rows in the actor's scope: the literal scope column, on top of the wall."""
        return self.base().filter(access.scope(self.model, actor, READ))

    def objects(self, actor: Actor) -> QuerySet[Any]:
        """The rows as the pages of single objects read them; override to add ``select_related`` of dictionaries."""
        return self.rows(actor)

    def find(self, text: str) -> Q:
        """The condition of a search: any of the declared ones."""
        condition = Q()
        for path, way in self.search:
            condition |= SEARCHES[way](path, text)
        return condition

    def writable(self, actor: Actor, rows: QuerySet[Any]) -> QuerySet[Any]:
        """Of these rows those that actions of the list may be done with."""
        return rows.filter(access.scope(self.model, actor, WRITE))

    def offers_bulk(self, actor: Actor, rows: QuerySet[Any]) -> bool:
        """Whether actions over chosen rows are offered: a list of others' rows alone may say no."""
        return True

    # --- words
    def title_of(self, obj: Any) -> str:
        """The heading of an object's page."""
        return str(obj)

    def lead_of(self, obj: Any) -> str:
        """One line under the heading."""
        return ""

    def warnings_of(self, obj: Any) -> list[str]:
        """What is said beside «сохранено» after a form: nothing is refused, yet somebody should look."""
        return []

    def logs_view(self, actor: Actor, obj: Any) -> bool:
        """Whether opening the page is logged as looking at a person's data (never for one's own)."""
        return self.personal

    def tabs(self, actor: Actor) -> list[Related | Part]:
        """The tabs after the first one: own and added, those open to the role, in their order."""
        own = [section for section in self.sections if not isinstance(section, Facts)]
        every = [*own, *sections.added_to(self.label())]
        shown = [tab for tab in every if self._shows(tab, actor)]
        return sorted(shown, key=lambda tab: tab.order)

    def _shows(self, tab: Related | Part, actor: Actor) -> bool:
        if tab.allowed is not None and not tab.allowed(actor):
            return False
        return not isinstance(tab, Related) or get(tab.resource).opens(actor)

    def cards(self, actor: Actor) -> list[Facts]:
        """The cards of facts of the first tab."""
        facts = [section for section in self.sections if isinstance(section, Facts)]
        return [card for card in facts if card.allowed is None or card.allowed(actor)]


_registry: dict[str, Resource] = {}


def every() -> list[Resource]:
    """All resources; the applications' ``resources`` modules are read at the first call."""
    autodiscover_modules("resources")
    return list(_registry.values())


def get(label: str) -> Resource:
    """The resource of that label. Raises ``KeyError``."""
    if label not in _registry:
        every()
    return _registry[label]


def check(cls: type[Resource]) -> None:
    """Refuse a declaration that would fail in somebody's hands. Raises ``TypeError`` with all that is wrong."""
    problems = [*_check_columns(cls), *_check_rows(cls), *_check_pages(cls)]
    if problems:
        raise TypeError(f"{cls.__name__}: " + "; ".join(problems))


def _wrong_path(model: type[models.Model], path: Any) -> str:
    if not isinstance(path, str):
        return ""
    try:
        final_field(model, path)
    except (FieldDoesNotExist, AttributeError):
        return f"no field «{path}» in {model._meta.label}"
    return ""


def _check_columns(cls: type[Resource]) -> list[str]:
    names = [column.name for column in cls.columns]
    problems = [f"column «{name}» twice" for name in set(names) if names.count(name) > 1]
    paths = [path for column in cls.columns for path in (column.path, column.sort_path) if path]
    problems += [text for path in paths if (text := _wrong_path(cls.model, path))]
    problems += [f"card names no column: «{name}»" for name in cls.card if name not in names]
    problems += [
        f"column «{c.name}» links without link_key"
        for c in cls.columns
        if c.link not in ("", "self", "edit") and not c.link_key
    ]
    ordering = next((c for c in cls.columns if c.name == cls.ordering.lstrip("-")), None)
    if ordering is None or not ordering.sort_path:
        problems.append(f"ordering «{cls.ordering}» is no sortable column")
    return problems


def _check_rows(cls: type[Resource]) -> list[str]:
    problems = [text for path, _ in cls.search if (text := _wrong_path(cls.model, path))]
    problems += [f"no way of search «{way}»" for _, way in cls.search if way not in SEARCHES]
    if isinstance(access.of(cls.model), access.Exempt) and not cls.right:
        problems.append("the model has no wall: name the «right» that opens the list")
    if cls.parent and (text := _wrong_path(cls.model, cls.parent[0])):
        problems.append(text)
    return problems


def _check_pages(cls: type[Resource]) -> list[str]:
    keys = [s.key for s in cls.sections if not isinstance(s, Facts)]
    problems = [f"tab «{key}» twice" for key in set(keys) if keys.count(key) > 1]
    problems += [f"action «{a.name}» is no slug" for a in cls.actions if not a.name.isidentifier()]
    problems += [
        text
        for card in cls.sections
        if isinstance(card, Facts)
        for fact in card.facts
        if (name := fact if isinstance(fact, str) else "" if fact.write else fact.name)
        and (text := _wrong_path(cls.model, name))
    ]
    if cls.section and cls.section not in nav.KEYS:
        problems.append(f"no section of the navigation «{cls.section}»")
    return problems
