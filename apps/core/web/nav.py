"""The left navigation: the sections of the frame, filled by the applications in ``AppConfig.ready()``."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from django.urls import reverse

from apps.core import access
from apps.core.actor import Actor

Condition = Callable[[Actor], bool]


@dataclass(frozen=True, slots=True)
class Group:
    """A folder of a section, for what is opened seldom; an entry names it as «section.key»."""

    key: str
    title: str


@dataclass(frozen=True, slots=True)
class Section:
    """One line of the navigation: its key, its words, its icon (a name of scripts/icons.txt) and its folders."""

    key: str
    title: str
    icon: str
    groups: tuple[Group, ...] = ()


def groups(**titles: str) -> tuple[Group, ...]:
    """Folders in the order they stand: ``groups(papers="Акты и договоры")``."""
    return tuple(Group(key, title) for key, title in titles.items())


# The frame of UI.md, in its order. A section is shown when the actor may open at least one of its entries.
SECTIONS = (
    Section("home", "Главная", "home"),
    Section(
        "organizations",
        "Организации",
        "building-community",
        groups(sites="Площадки и отбор", papers="Акты и договоры", meetings="Заседания и письма"),
    ),
    Section(
        "people",
        "Кадры",
        "users",
        groups(service="Методическая служба", need="Потребность в кадрах", records="Отпуска и согласия"),
    ),
    Section(
        "diagnostics",
        "Диагностика",
        "clipboard-check",
        groups(online="Кампании и тесты", content="Содержание диагностики"),
    ),
    Section("routes", "Маршруты", "route", groups(support="Сопровождение")),
    Section(
        "programs",
        "Программы",
        "certificate",
        groups(papers="Документы об обучении", quality="План и качество", registry="Федеральный реестр ДПП"),
    ),
    Section(
        "events",
        "Мероприятия",
        "calendar-event",
        groups(
            papers="Участие и документы",
            mentoring="Наставничество",
            unions="Объединения",
            practices="Практики и материалы",
        ),
    ),
    Section("roadmap", "Дорожная карта", "road"),
    Section("reports", "Показатели и отчёты", "chart-bar", groups(forms="Формы мониторинга", rules="Правила расчёта")),
    Section("passport", "Паспорт ДППО", "file-description"),
    Section("data", "Данные", "database"),
    Section("administration", "Администрирование", "settings"),
)
# So many pages of a section are seen at once: folders would only hide them.
FEW = 7
KEYS = frozenset(key for s in SECTIONS for key in (s.key, *(f"{s.key}.{group.key}" for group in s.groups)))


@dataclass(frozen=True, slots=True)
class Entry:
    """One page of a section or of its folder: ``url`` is the name of an address without arguments."""

    section: str
    title: str
    url: str
    allowed: Condition
    order: int = 50

    @property
    def address(self) -> str:
        """Where it leads."""
        return address(self.url)


@cache
def address(name: str) -> str:
    """The address of that name: a page draws a hundred of them, twice, and they never change."""
    return reverse(name)


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
class Folder:
    """Pages that stand together as they are drawn; without a title they stand in the section itself."""

    title: str
    links: tuple[Link, ...]

    @property
    def current(self) -> bool:
        """Whether the open page is here: then the folder is drawn open."""
        return any(link.current for link in self.links)


@dataclass(frozen=True, slots=True)
class Item:
    """A section as it is drawn: the pages of the open section stand under it."""

    section: Section
    url: str
    active: bool
    folders: tuple[Folder, ...]

    @property
    def links(self) -> list[Link]:
        """Every page of the section; none where the section is one page."""
        return [link for folder in self.folders for link in folder.links]


def _place(entries: list[Entry], path: str) -> str:
    """The address of the entry that a page belongs to: the longest one it begins with, in whichever section."""
    urls = [entry.address for entry in entries]
    return max((url for url in urls if path == url or (len(url) > 1 and path.startswith(url))), key=len, default="")


def _folder(title: str, key: str, entries: list[Entry], place: str) -> Folder:
    found = sorted((entry for entry in entries if entry.section == key), key=lambda entry: (entry.order, entry.title))
    urls = [(entry.title, entry.address) for entry in found]
    return Folder(title, tuple(Link(name, url, url == place) for name, url in urls))


def _item(section: Section, entries: list[Entry], place: str) -> Item | None:
    """The section of the role: a folder of one page is no folder, and a role of few pages needs none."""
    named = [(group.title, f"{section.key}.{group.key}") for group in section.groups]
    folders = [_folder(title, key, entries, place) for title, key in (("", section.key), *named)]
    plain, kept = folders[0].links, [folder for folder in folders[1:] if folder.links]
    few = sum(len(folder.links) for folder in folders) <= FEW
    loose = [link for folder in kept if few or len(folder.links) == 1 for link in folder.links]
    drawn = Folder("", (*plain, *loose)), *(folder for folder in kept if not few and len(folder.links) > 1)
    links = [link for folder in drawn for link in folder.links]
    if not links:
        return None
    return Item(section, links[0].url, any(link.current for link in links), drawn if len(links) > 1 else ())


def menu(actor: Actor, path: str) -> list[Item]:
    """The navigation of an actor on a page: only what the role may open."""
    entries = [entry for entry in _entries.values() if entry.allowed(actor)]
    place = _place(entries, path)
    drawn = (_item(section, entries, place) for section in SECTIONS)
    return [item for item in drawn if item is not None]
