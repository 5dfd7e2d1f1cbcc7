"""A registry for trying and testing: deterministic by its seed, well or badly behaved. Everything in it is made up."""

import hashlib
import json
import random
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

FIRST_DAY = date(2019, 1, 9)
DAYS = 2000
KINDS = (("ПК", (16, 24, 36, 72, 108, 144)), ("ПП", (252, 288, 520)))
FORMS = ("очная", "очно-заочная", "заочная", "дистанционная")
WHAT = (
    "Методика преподавания",
    "Современные технологии обучения",
    "Оценка результатов обучения",
    "Проектирование урока",
    "Функциональная грамотность",
    "Работа с одарёнными детьми",
    "Цифровые средства обучения",
)
OF_WHAT = (
    "математики",
    "русского языка",
    "физики",
    "химии",
    "истории",
    "биологии",
    "информатики",
    "в начальной школе",
    "в детском саду",
    "в инклюзивном классе",
)
MIDDLE = 37


class Fault(StrEnum):
    """How a registry misbehaves on its page 37 (on the middle one of a shorter feed), or altogether."""

    PAGE = "page37"
    SLOW = "slow"
    REPEAT = "repeat"
    TOTAL = "total"
    ERROR = "500"
    CUT = "cut"
    HALF = "half"


def entry(number: int, seed: int) -> dict[str, Any]:
    """The entry of that number: the same for the same seed."""
    rng = random.Random(seed * 1_000_003 + number)
    kind, hours = rng.choice(KINDS)
    included = FIRST_DAY + timedelta(days=rng.randrange(DAYS))
    excluded = included + timedelta(days=rng.randrange(200, 1500)) if rng.random() < 0.1 else None
    owner = rng.randrange(1, 90)
    return {
        "number": f"ПРОБА-{number:06d}",
        "title": f"{rng.choice(WHAT)} {rng.choice(OF_WHAT)}: учебный пример № {number}",
        "kind": kind,
        "hours": rng.choice(hours),
        "format": rng.choice(FORMS),
        "organization": {"name": f"Вымышленный институт № {owner}", "inn": f"99{owner:08d}"},
        "included_on": included.isoformat(),
        "excluded_on": excluded.isoformat() if excluded else None,
        "competences": [],
        "audience": "учителя",
    }


@dataclass
class Registry:
    """What the server serves. ``times``: how often the fault shows (0: always); ``asked`` counts requests by page."""

    entries: list[dict[str, Any]]
    per_page: int = 200
    fault: Fault | None = None
    times: int = 0
    delay: float = 1.0
    asked: Counter[int] = field(default_factory=Counter)

    @property
    def shown(self) -> list[dict[str, Any]]:
        """The entries that are there: half of them where that is the fault."""
        return self.entries[::2] if self.fault is Fault.HALF else self.entries

    @property
    def pages(self) -> int:
        """How many pages they take."""
        return max(1, -(-len(self.shown) // self.per_page))

    @property
    def middle(self) -> int:
        """The page on which the registry misbehaves."""
        return MIDDLE if self.pages >= MIDDLE else self.pages // 2 + 1

    def misbehaves(self, page: int) -> bool:
        """Whether the fault shows in this answer."""
        return page == self.middle and (not self.times or self.asked[page] <= self.times)

    def body(self, page: int) -> bytes:
        """A page as it is sent."""
        faulty = self.fault if self.misbehaves(page) else None
        if faulty is Fault.PAGE:
            return '{"total": 20000, "pages": 100, "items": [{"number": "ПРОБА-'.encode()
        at = page - 1 if faulty is Fault.REPEAT else page
        items = self.shown[(at - 1) * self.per_page : at * self.per_page]
        total = len(self.shown) + (1 if faulty is Fault.TOTAL else 0)
        return json.dumps({"total": total, "pages": self.pages, "items": items}, ensure_ascii=False).encode()


class Handler(BaseHTTPRequestHandler):
    """GET /programs?page=N."""

    protocol_version = "HTTP/1.1"
    server: "RegistryServer"

    def do_GET(self) -> None:
        """Answer a page, its absence, or the fault."""
        address = urlsplit(self.path)
        text = parse_qs(address.query).get("page", ["1"])[0]
        registry = self.server.registry
        if not address.path.endswith("/programs") or not text.isdecimal() or not 1 <= int(text) <= registry.pages:
            self.answer(HTTPStatus.NOT_FOUND, b"{}")
            return
        page = int(text)
        registry.asked[page] += 1
        self.serve(page, registry.fault if registry.misbehaves(page) else None)

    def serve(self, page: int, fault: Fault | None) -> None:
        """A page, well or badly."""
        if fault is Fault.ERROR:
            self.answer(HTTPStatus.INTERNAL_SERVER_ERROR, b"{}")
            return
        if fault is Fault.SLOW:
            time.sleep(self.server.registry.delay)
        body = self.server.registry.body(page)
        etag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
        if self.headers.get("If-None-Match") == etag:
            self.answer(HTTPStatus.NOT_MODIFIED, b"", etag)
        else:
            self.answer(HTTPStatus.OK, body, etag, cut=fault is Fault.CUT)

    def answer(self, status: HTTPStatus, body: bytes, etag: str = "", *, cut: bool = False) -> None:
        """Send an answer; ``cut`` breaks the connection off in the middle of it."""
        self.send_response(status)
        self.send_header("Content-Type", "application/json; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        if etag:
            self.send_header("ETag", etag)
        self.end_headers()
        self.wfile.write(body[: len(body) // 2] if cut else body)
        self.close_connection = self.close_connection or cut

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing: whoever tries looks at the portal."""


class RegistryServer(ThreadingHTTPServer):
    """Serves a registry on this machine; port 0 takes a free one."""

    daemon_threads = True

    def __init__(self, registry: Registry, port: int = 0) -> None:
        super().__init__(("127.0.0.1", port), Handler)
        self.registry = registry

    @property
    def address(self) -> str:
        """The base address."""
        return f"http://127.0.0.1:{self.server_port}"

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that hung up is its own affair."""
