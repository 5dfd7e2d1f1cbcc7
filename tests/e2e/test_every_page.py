"""Every page a role can walk to by links: fields are labelled, one heading, nothing scrolls sideways, no error."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page

from apps.core.actor import acting
from apps.monitoring.services.compute import compute_report
from apps.organizations.models import Profile
from tests.cast import Cast
from tests.e2e.checks import cramped, hollow, pale, problems, sideways
from tests.e2e.conftest import LAPTOP, PHONE, Browse
from tests.e2e.scene import END, START, make_scene

pytestmark = pytest.mark.slow
# Pages that differ only in the numbers and codes of their rows are one page.
NUMBER = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|\d+")
LINKS = "[...document.querySelectorAll('a[href]:not([download])')].map((link) => link.href)"
# A file is no page, and an exported list leaves none.
FILES = re.compile(r"/(file|template|export)/")


@pytest.fixture
def cast(people: Cast) -> Cast:
    """The cast with last year's report."""
    make_scene(people)
    with acting(people.actor("cnppm")):
        compute_report(profile=Profile.objects.get(code="test"), period_from=START, period_to=END)
    return people


def shape(address: str) -> str:
    """The address with its numbers and its query left out; an open tab of a card is a page of its own."""
    parts = urlsplit(address)
    tab = re.search(r"(?:^|&)(tab=[^&]*)", parts.query)
    return NUMBER.sub("N", parts.path) + (f"?{tab[1]}" if tab else "")


@dataclass(frozen=True)
class Loaded:
    """A loaded page: its address, how the portal answered, which page led to it; or what programs read instead."""

    address: str
    status: int
    source: str
    html: bool

    def says(self, trouble: str) -> str:
        """A trouble with its place."""
        return f"{self.address} (from {self.source}): {trouble}"


def walk(page: Page) -> Iterator[Loaded]:
    """Every page that links lead to, once."""
    home = urlsplit(page.url).netloc
    queue, known = deque([(page.url, "login")]), {shape(page.url)}
    while queue:
        address, source = queue.popleft()
        answer = page.goto(address)
        assert answer is not None
        html = answer.headers["content-type"].startswith("text/html")
        loaded = Loaded(shape(address), answer.status, source, html)
        yield loaded
        for link in page.evaluate(LINKS):
            if urlsplit(link).netloc == home and shape(link) not in known and not FILES.search(link):
                known.add(shape(link))
                queue.append((link, loaded.address))


def troubles(page: Page, loaded: Loaded) -> Iterator[str]:
    """What is wrong with the loaded page on a laptop and on a phone."""
    if loaded.status != 200:
        yield f"answers {loaded.status}"
    if not loaded.html:
        return
    yield from problems(page)
    yield from pale(page)
    for viewport in (PHONE, LAPTOP):
        page.set_viewport_size(viewport)  # type: ignore[arg-type]
        if over := sideways(page):
            yield f"{over} pixels wider than {viewport['width']}"
        yield from cramped(page)
        yield from hollow(page)


@pytest.mark.parametrize(("role", "least"), [("cnppm", 100), ("administrator", 10), ("methodist", 60), ("teacher", 20)])
def test_every_page_opens_is_readable_and_fits(browse: Browse, cast: Cast, role: str, least: int) -> None:
    page = browse(role)
    seen = {loaded.address: [loaded.says(trouble) for trouble in troubles(page, loaded)] for loaded in walk(page)}
    print(f"{role}: {len(seen)} pages")
    found = [line for lines in seen.values() for line in lines]
    assert not found, "\n".join(found)
    assert len(seen) >= least
