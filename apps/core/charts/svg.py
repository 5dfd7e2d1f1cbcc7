"""Writing SVG: elements, text that is measured and wrapped, shades and hatches legible in grey."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from html import escape

FONT = "Inter, 'PT Sans', 'Liberation Sans', Arial, 'DejaVu Sans', sans-serif"
FONT_SIZE = 14
LINE_HEIGHT = 16
INK = "#1f2933"
MUTED = "#52606d"
GRID = "#d5dbe1"
TARGET_INK = "#9b1c1c"

# Neighbours differ in lightness, and each has a hatch of its own: shade alone is never the sign.
FILLS = ("#1f4e79", "#e9b44c", "#6b9ac4", "#c8d5e1", "#7a4f8a", "#8fb996")
HATCHES = ("", "/", "-", "|", "x", "\\")
HATCH_INKS = ("", "#6b4a00", "#12304a", "#52606d", "#e6d9ec", "#22543d")
HATCH_STEP = 7
DASHES = ("", "8 4", "2 3", "10 3 2 3", "5 5", "12 4")

_NARROW = frozenset(" .,:;!|'()[]ijlIft\u00a0\u202f«»-")
_WIDE = frozenset("ШЩЮЖФМЫЪшщюжфмыmwMW—%@")


def tag(name: str, content: str = "", /, **attributes: str | float) -> str:
    """Write one element; ``_`` in an attribute's name is ``-``, content is already SVG."""
    pairs = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(_value(value))}"' for key, value in attributes.items()
    )
    return f"<{name}{pairs}>{content}</{name}>" if content else f"<{name}{pairs}/>"


def _value(value: str | float) -> str:
    return value if isinstance(value, str) else f"{value:.2f}".rstrip("0").rstrip(".")


def text(x: float, y: float, content: str, **attributes: str | float) -> str:
    """Write one line of text with its baseline at y."""
    return tag("text", escape(content, quote=False), x=x, y=y, **attributes)


def lines(x: float, y: float, rows: Iterable[str], **attributes: str | float) -> str:
    """Write several lines of text one under another, the first with its baseline at y."""
    return "".join(text(x, y + k * LINE_HEIGHT, row, **attributes) for k, row in enumerate(rows))


def plate(x: float, y: float, content: str, anchor: str) -> str:
    """Write a number on a white plate, legible where the target or the grid passes behind it."""
    width = text_width(content) + 2
    left = x - width / 2 if anchor == "middle" else x - 1
    ground = tag("rect", x=left, y=y - 12, width=width, height=15, fill="#ffffff")
    return ground + text(x, y, content, text_anchor=anchor)


@lru_cache(maxsize=4096)
def text_width(content: str, size: float = FONT_SIZE) -> float:
    """Estimate a text's width in pixels, on the generous side of the fonts named in FONT."""
    return sum(_letter_width(letter) for letter in content) * size


def _letter_width(letter: str) -> float:
    if letter in _NARROW:
        return 0.36
    if letter in _WIDE:
        return 0.92
    return 0.70 if letter.isupper() else 0.60


def wrap(content: str, width: float, most: int) -> list[str]:
    """Break a text into at most ``most`` lines of ``width`` pixels; what is cut off ends in «…»."""
    rows = [""]
    for word in content.split(" "):
        longer = f"{rows[-1]} {word}" if rows[-1] else word
        if rows[-1] and text_width(longer) > width:
            rows.append(word)
        else:
            rows[-1] = longer
    if len(rows) > most:
        rows = [*rows[: most - 1], " ".join(rows[most - 1 :])]
    return [shorten(row, width) for row in rows]


def shorten(content: str, width: float) -> str:
    """Cut a text to ``width`` pixels with «…» at its end; a text that fits stays as it is."""
    if text_width(content) <= width:
        return content
    kept = content
    while kept and text_width(f"{kept}…") > width:
        kept = kept[:-1]
    return f"{kept.rstrip()}…"


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in pixels."""

    x: float
    y: float
    width: float
    height: float


def bar(index: int, box: Box) -> str:
    """Draw a bar in the shade and the hatch of its series.

    The hatch is drawn line by line: ``<pattern>`` comes out differently in every renderer.
    """
    edge: dict[str, str | float] = {"stroke": INK, "stroke_width": 0.7}
    ground = tag("rect", x=box.x, y=box.y, width=box.width, height=box.height, fill=FILLS[index], **edge)
    strokes = "".join(_stroke(*ends) for ends in _hatch(HATCHES[index], box))
    return ground + (tag("path", d=strokes, stroke=HATCH_INKS[index], fill="none") if strokes else "")


_Ends = tuple[float, float, float, float]


def _stroke(x1: float, y1: float, x2: float, y2: float) -> str:
    return f"M{_value(x1)} {_value(y1)}L{_value(x2)} {_value(y2)}"


def _hatch(kind: str, box: Box) -> list[_Ends]:
    if kind == "-":
        return [(box.x, box.y + k, box.x + box.width, box.y + k) for k in _steps(box.height)]
    if kind == "|":
        return [(box.x + k, box.y, box.x + k, box.y + box.height) for k in _steps(box.width)]
    rising = _slanted(box) if kind in ("/", "x") else []
    return rising + [_mirrored(ends, box) for ends in _slanted(box)] if kind in ("\\", "x") else rising


def _steps(length: float) -> range:
    return range(HATCH_STEP // 2, int(length), HATCH_STEP)


def _slanted(box: Box) -> list[_Ends]:
    """Return the rising strokes: those of x + y = sum that lie within the box."""
    return [
        (
            box.x + max(0, total - box.height),
            box.y + min(total, box.height),
            box.x + min(total, box.width),
            box.y + max(0, total - box.width),
        )
        for total in _steps(box.width + box.height)
    ]


def _mirrored(ends: _Ends, box: Box) -> _Ends:
    turn = 2 * box.x + box.width
    return (turn - ends[0], ends[1], turn - ends[2], ends[3])


def marker(index: int, x: float, y: float) -> str:
    """Write the sign of a line series at a point: circle, square, triangle, diamond, and hollow ones."""
    shade = "#ffffff" if index in (4, 5) else FILLS[index]
    style: dict[str, str | float] = {"fill": shade, "stroke": INK, "stroke_width": 1}
    if index in (0, 4):
        return tag("circle", cx=x, cy=y, r=4.5, **style)
    if index in (1, 5):
        return tag("rect", x=x - 4, y=y - 4, width=8, height=8, **style)
    shape = "M{0} {1}l5 9h-10z" if index == 2 else "M{0} {1}l5 5l-5 5l-5 -5z"
    return tag("path", d=shape.format(_value(x), _value(y - 5)), **style)
