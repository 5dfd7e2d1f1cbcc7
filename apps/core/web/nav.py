"""The left navigation: the sections of the frame, filled by the applications in ``AppConfig.ready()``."""

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse

from apps.core import access
from apps.core.actor import Actor

Condition = Callable[[Actor], bool]


@dataclass(frozen=True, slots=True)
class Section:
    """One line of the navigation: its key, its words and its icon (a name of scripts/icons.txt)."""

    key: str
    title: str
    icon: str


# The frame of UI.md, in its order. A section is shown when the actor may open at least one of its entries.
SECTIONS = (
    Section("home", "Главная", "home"),
    Section("organizations", "Организации", "building-community"),
    Section("people", "Кадры", "users"),
    Section("diagnostics", "Диагностика", "clipboard-check"),
    Section("routes", "Маршруты", "route"),
    Section("programs", "Программы", "certificate"),
    Section("events", "Мероприятия", "calendar-event"),
    Section("roadmap", "Дорожная карта", "road"),
    Section("reports", "Показатели и отчёты", "chart-bar"),
    Section("passport", "Паспорт ДППО", "file-description"),
    Section("data", "Данные", "database"),
    Section("administration", "Администрирование", "settings"),
)
KEYS = frozenset(section.key for section in SECTIONS)


@dataclass(frozen=True, slots=True)
class Entry:
    """One page of a section: ``url`` is the name of an address without arguments."""

    section: str
    title: str
    url: str
    allowed: Condition
    order: int = 50


_entries: dict[str, Entry] = {}


def register(entry: Entry) -> Entry:
    """Add a page to a section; the same address registered twice is the same entry. Raises on an unknown section."""
    if entry.section not in KEYS:
        raise ValueError(f"Нет раздела «{entry.section}»")
    _entries[entry.url] = entry
    return entry


def holders(kind: str, action: str = access.READ) -> Condition:
    """The condition «the role may read (or write) this kind of rows»."""
    return lambda actor: actor.is_system or bool(access.rights().level(actor, kind, action))


def everyone(actor: Actor) -> bool:
    """The condition of pages that every user with a role may open."""
    return bool(actor.user_id)


@dataclass(frozen=True, slots=True)
class Link:
    """A page of the navigation as it is drawn."""

    title: str
    url: str
    current: bool


@dataclass(frozen=True, slots=True)
class Item:
    """A section as it is drawn: the pages of the open section stand under it."""

    section: Section
    url: str
    active: bool
    links: tuple[Link, ...]


def _place(entries: list[Entry], path: str) -> str:
    """The address of the entry that a page belongs to: the longest one it begins with, in whichever section."""
    urls = [reverse(entry.url) for entry in entries]
    return max((url for url in urls if path == url or (len(url) > 1 and path.startswith(url))), key=len, default="")


def _item(section: Section, entries: list[Entry], place: str) -> Item:
    links = [(entry, reverse(entry.url)) for entry in sorted(entries, key=lambda e: (e.order, e.title))]
    here = place if any(url == place for _, url in links) else ""
    drawn = tuple(Link(entry.title, url, url == here) for entry, url in links)
    return Item(section, drawn[0].url, bool(here), drawn if len(drawn) > 1 else ())


def menu(actor: Actor, path: str) -> list[Item]:
    """The navigation of an actor on a page: only what the role may open."""
    open_entries = [entry for entry in _entries.values() if entry.allowed(actor)]
    by_section = {s: [e for e in open_entries if e.section == s.key] for s in SECTIONS}
    place = _place(open_entries, path)
    return [_item(section, entries, place) for section, entries in by_section.items() if entries]
