"""One page of the registry over HTTP: a pinned address, time-outs, limits of size, retries with backoff and jitter."""

from __future__ import annotations

import ipaddress
import json
import random
import socket
import time
from dataclasses import dataclass
from typing import Any
from urllib.parse import SplitResult, urlsplit

from urllib3 import BaseHTTPResponse, HTTPConnectionPool, HTTPSConnectionPool, Timeout
from urllib3.exceptions import HTTPError

from apps.core.text import NBSP, count_text, format_number
from apps.programs.mirror.items import SourceFailed

OK, NOT_MODIFIED = 200, 304
# Statuses that may pass by themselves.
PASSING = frozenset({408, 425, 429, *range(500, 600)})
BLOCK = 1 << 16
SCHEMES = {"http": 80, "https": 443}
NOT_ADDRESS = "Адрес реестра должен начинаться с http:// или https:// и называть сервер, без имени и пароля в нём."
CLOSED = "Адрес реестра ведёт во внутреннюю сеть: по нему портал не ходит."


@dataclass(frozen=True, slots=True)
class Patience:
    """How long to wait and how much to take: seconds, bytes, tries of one page."""

    tries: int = 5
    pause: float = 0.5
    longest_pause: float = 20.0
    connect: float = 5.0
    read: float = 20.0
    page_seconds: float = 60.0
    page_bytes: int = 32 * 2**20


class PageBroken(Exception):
    """The page came, but not as the feed's form demands, however often it was asked for: a Russian clause."""


class Again(Exception):
    """This try failed, the next may not: a Russian clause."""


@dataclass(frozen=True, slots=True)
class Page:
    """An answer: the parsed body and the mark of the version; ``body`` is None where nothing has changed."""

    body: Any
    etag: str


def split(base: str) -> SplitResult:
    """A base address in parts. Raises ``SourceFailed``."""
    try:
        parts = urlsplit(base.strip())
        port = parts.port
    except ValueError as error:
        raise SourceFailed(NOT_ADDRESS) from error
    if parts.scheme not in SCHEMES or not parts.hostname or parts.username or port == 0:
        raise SourceFailed(NOT_ADDRESS)
    return parts


def is_open(address: str) -> bool:
    """Whether an address belongs to the open internet and not to somebody's own network."""
    found = ipaddress.ip_address(address.partition("%")[0])
    mapped = getattr(found, "ipv4_mapped", None)
    one = mapped or found
    return one.is_global and not one.is_multicast and not one.is_reserved


def resolve(parts: SplitResult, *, private: bool) -> str:
    """The address of the server; every later request goes to this one. Raises ``SourceFailed``."""
    assert parts.hostname
    try:
        found = socket.getaddrinfo(parts.hostname, parts.port or SCHEMES[parts.scheme], type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise SourceFailed(f"Сервер реестра «{parts.hostname}» не найден: проверьте адрес и сеть.") from error
    addresses = [str(one[4][0]) for one in found]
    if not private and not all(map(is_open, addresses)):
        raise SourceFailed(CLOSED)
    return addresses[0]


class Client:
    """The registry at one base address. ``private`` lets it lie in one's own network (for trying)."""

    def __init__(self, base: str, *, private: bool, patience: Patience) -> None:
        self.parts = split(base)
        self.patience = patience
        self.pool = self._pool(resolve(self.parts, private=private))
        self.path = self.parts.path.rstrip("/") + "/programs?page="

    def _pool(self, address: str) -> HTTPConnectionPool:
        waits = Timeout(connect=self.patience.connect, read=self.patience.read)
        port = self.parts.port or SCHEMES[self.parts.scheme]
        if self.parts.scheme == "http":
            return HTTPConnectionPool(address, port, timeout=waits)
        name = self.parts.hostname
        return HTTPSConnectionPool(address, port, timeout=waits, server_hostname=name, assert_hostname=name)

    def close(self) -> None:
        """Close the connections."""
        self.pool.close()

    def page(self, number: int, etag: str = "") -> Page:
        """A page, tried several times. Raises ``SourceFailed``, ``PageBroken``."""
        last: Exception = Again("")
        for turn in range(self.patience.tries):
            if turn:
                time.sleep(self._pause(turn))
            try:
                return self._once(number, etag)
            except (Again, PageBroken) as error:
                last = error
        tries = count_text(self.patience.tries, "попытка", "попытки", "попыток")
        if isinstance(last, PageBroken):
            raise last
        raise SourceFailed(f"Страница {number} реестра не получена ({tries}): {last}.") from last

    def _pause(self, turn: int) -> float:
        full: float = min(self.patience.pause * 2.0 ** (turn - 1), self.patience.longest_pause)
        return full * random.uniform(0.5, 1)

    def _once(self, number: int, etag: str) -> Page:
        response = self._ask(number, etag)
        try:
            if response.status == NOT_MODIFIED and etag:
                return Page(None, etag)
            self._check(response, number)
            return Page(parsed(self._body(response, number)), response.headers.get("ETag", ""))
        except HTTPError as error:
            raise Again(reason(error)) from error
        finally:
            response.close()

    def _ask(self, number: int, etag: str) -> BaseHTTPResponse:
        host = self.parts.netloc
        headers = {"Host": host, "Accept": "application/json", "Accept-Encoding": "gzip", "User-Agent": "rsnms-portal"}
        if etag:
            headers["If-None-Match"] = etag
        try:
            return self.pool.urlopen(
                "GET", f"{self.path}{number}", headers=headers, retries=False, redirect=False, preload_content=False
            )
        except (HTTPError, OSError) as error:
            raise Again(reason(error)) from error

    def _check(self, response: BaseHTTPResponse, number: int) -> None:
        if response.status in PASSING:
            raise Again(f"сервер ответил кодом {response.status}")
        if 300 <= response.status < 400:
            raise SourceFailed("Реестр переадресует на другой адрес: укажите источником прямой.")
        if response.status != OK:
            raise SourceFailed(f"Страница {number} реестра не получена: сервер ответил кодом {response.status}.")

    def _body(self, response: BaseHTTPResponse, number: int) -> bytes:
        until, body = time.monotonic() + self.patience.page_seconds, bytearray()
        for block in response.stream(BLOCK, decode_content=True):
            body += block
            if len(body) > self.patience.page_bytes:
                size = format_number(self.patience.page_bytes // 2**20)
                raise SourceFailed(f"Страница {number} реестра больше {size}{NBSP}МБ: портал её не читает.")
            if time.monotonic() > until:
                raise Again("ответ идёт слишком медленно")
        return bytes(body)


def parsed(body: bytes) -> Any:
    """The JSON of a page. Raises ``PageBroken``."""
    try:
        return json.loads(body)
    except (ValueError, RecursionError) as error:
        raise PageBroken("содержание не разбирается") from error


def reason(error: Exception) -> str:
    """What went wrong, in words."""
    name = type(error).__name__
    if "Timeout" in name:
        return "сервер не отвечает"
    return "соединение оборвалось" if name in ("ProtocolError", "IncompleteRead", "InvalidChunkLength") else "нет связи"
