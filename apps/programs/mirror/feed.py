"""The whole registry over HTTP, page by page (FORMATS): everything is read before anything is believed."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from apps.core.text import count_text
from apps.programs.mirror.http import Client, Page, PageBroken, Patience
from apps.programs.mirror.items import BrokenItem, Item, Reading, SourceFailed, item_of, read_all

MOST_PAGES, MOST_ENTRIES = 20_000, 2_000_000
Progress = Callable[[int, int | None, str], None]


@dataclass(frozen=True, slots=True)
class Extent:
    """How much the feed says there is."""

    total: int
    pages: int

    @property
    def words(self) -> str:
        """«20 000 записей на 100 страницах»."""
        entries = count_text(self.total, "запись", "записи", "записей")
        return f"{entries} на {count_text(self.pages, 'странице', 'страницах', 'страницах')}"


def is_feed(source: str) -> bool:
    """Whether a source is an address and not a file."""
    return source.strip().lower().startswith(("http://", "https://"))


def read_feed(
    base: str, *, etags: list[str], private: bool, progress: Progress, patience: Patience | None = None
) -> Reading:
    """Read all pages, or learn that none has changed since they bore ``etags``.

    Raises ``SourceFailed`` where a page cannot be had; a broken page or a feed that contradicts itself is a trouble of
    the reading.
    """
    client = Client(base, private=private, patience=patience or Patience())
    try:
        if etags and unchanged(client, etags, progress):
            return Reading([], etags, unchanged=True)
        return Pages(client, progress).read()
    finally:
        client.close()


def unchanged(client: Client, etags: list[str], progress: Progress) -> bool:
    """Whether every page still bears its mark; the first that does not ends the asking."""
    for number, etag in enumerate(etags, 1):
        progress(number, len(etags), f"Проверка страницы {number} из {len(etags)}")
        try:
            if client.page(number, etag).body is not None:
                return False
        except PageBroken:
            return False
    return True


class Pages:
    """One reading of all pages."""

    def __init__(self, client: Client, progress: Progress) -> None:
        self.client = client
        self.progress = progress
        self.items: list[Item] = []
        self.etags: list[str] = []

    def read(self) -> Reading:
        """All pages, or what makes the reading not whole. Raises ``SourceFailed``."""
        try:
            extent = self._pages()
        except BrokenItem as error:
            return Reading(self.items, [], trouble=str(error))
        if len(self.items) != extent.total:
            found = count_text(len(self.items), "запись", "записи", "записей")
            return Reading(self.items, [], trouble=f"Реестр обещал {extent.words}, а прислал {found}.")
        return Reading(self.items, self.etags if all(self.etags) else [])

    def _pages(self) -> Extent:
        extent = self._take(1, None)
        for number in range(2, extent.pages + 1):
            self._take(number, extent)
        return extent

    def _take(self, number: int, before: Extent | None) -> Extent:
        try:
            page = self.client.page(number)
            rows, extent = opened(page)
        except PageBroken as error:
            raise BrokenItem(f"Страница {number} реестра испорчена: {error}.") from error
        if before is not None and extent != before:
            raise BrokenItem(
                f"Реестр менялся во время чтения: сначала {before.words}, на странице {number} — {extent.words}."
            )
        self.items += read_all(rows, item_of, lambda index: f"Страница {number} реестра, запись {index + 1}")
        self.etags.append(page.etag)
        self.progress(number, extent.pages, f"Страница {number} из {extent.pages}")
        return extent


def opened(page: Page) -> tuple[list[Any], Extent]:
    """The rows of a page and what it says of the whole. Raises ``PageBroken``, ``SourceFailed``."""
    body = page.body
    if not isinstance(body, dict):
        raise PageBroken("это не страница реестра")
    total, pages, rows = body.get("total"), body.get("pages"), body.get("items")
    numbers = all(isinstance(one, int) and not isinstance(one, bool) and one >= 0 for one in (total, pages))
    if not numbers or not isinstance(rows, list):
        raise PageBroken("в ней нет числа записей, числа страниц или самих записей")
    assert isinstance(total, int)
    assert isinstance(pages, int)
    if total > MOST_ENTRIES or pages > MOST_PAGES:
        raise SourceFailed("Реестр называет слишком много записей или страниц: это не похоже на ФР ДПП.")
    return rows, Extent(total, pages)
