"""The passport for programs: JSON under the schema of docs/passport.schema.json."""

import json
from decimal import Decimal
from typing import Any

from django.conf import settings

from apps.core.text import percent
from apps.passport.models import Part
from apps.passport.registry import POINTS, SECTIONS, Section
from apps.passport.selectors.view import Entry, View

SCHEMA = settings.BASE_DIR / "docs" / "passport.schema.json"


def schema() -> dict[str, Any]:
    """The published schema."""
    found: dict[str, Any] = json.loads(SCHEMA.read_text(encoding="utf-8"))
    return found


def as_json(view: View) -> dict[str, Any]:
    """The whole passport as its reader may see it."""
    passport = view.passport
    return {
        "passport": passport.pk,
        "profile": passport.profile.code,
        "region": {"oktmo": passport.region.oktmo, "name": passport.region.name},
        "year": passport.year,
        "version": passport.version,
        "state": passport.state,
        "computed_at": passport.computed_at.isoformat() if passport.computed_at else None,
        "submitted_at": passport.submitted_at.isoformat() if passport.submitted_at else None,
        "decided_at": passport.decided_at.isoformat() if passport.decided_at else None,
        "sent": letter(passport.sent_on, passport.sent_number),
        "outcome": letter(passport.outcome_on, passport.outcome_number),
        "sections": [section_json(view, one) for one in SECTIONS if view.whole or not one.computed],
        "parts": [part_json(part) for part in view.parts],
    }


def letter(on: Any, number: str) -> dict[str, str] | None:
    """The date and the number of a letter; null where there is none."""
    return {"date": on.isoformat(), "number": number} if on else None


def number(value: Decimal | None) -> int | float | None:
    """A number as JSON has it."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def section_json(view: View, section: Section) -> dict[str, Any]:
    """A section with its figures and its list."""
    filled = view.filled(section)
    found: dict[str, Any] = {
        "number": section.number,
        "code": section.code,
        "title": section.title,
        "computed": section.computed,
        "filled": None if section.computed else {"done": filled.done, "total": filled.total},
        "figures": [figure_json(entry) for entry in view.entries(section)],
    }
    if section.lists:
        found["rows"] = [row_json(row, section.code) for row in view.lists[section.code]]
    if section.code == "results":
        # The points are for the document's pictures; who reads the data has the coefficients with n and p.
        found["correlations"] = [{k: v for k, v in row.items() if k != POINTS} for row in view.correlations]
    return found


def figure_json(entry: Entry) -> dict[str, Any]:
    """A figure; of a share the numerator is ``value``, and ``percent`` is text with one decimal and a point."""
    share = percent(int(entry.number), entry.denominator) if entry.number is not None and entry.denominator else None
    return {
        "code": entry.code,
        "title": entry.title,
        "unit": entry.unit,
        "value": number(entry.number),
        "denominator": entry.denominator,
        "percent": None if share is None else str(share),
        "text": entry.text,
        "source": entry.source,
        "responsible": entry.responsible,
        "missing": entry.missing,
    }


ROW_FIELDS = {
    "infrastructure": ("kind", "title", "address", "quantity", "description"),
    "financing": ("money_source", "year", "amount", "purpose"),
    "resources": ("kind", "title", "url", "owner", "purpose"),
}


def row_json(row: Any, section: str) -> dict[str, Any]:
    """A row of a list with the name of whose part it stands in."""
    values = {name: getattr(row, name) for name in ROW_FIELDS[section]}
    plain = {name: number(value) if isinstance(value, Decimal) else value for name, value in values.items()}
    return {"part": row.part.name, **plain}


def part_json(part: Part) -> dict[str, Any]:
    """A part and how far it is."""
    return {
        "name": part.name,
        "kind": part.kind,
        "state": part.state,
        "due_on": part.due_on.isoformat(),
        "submitted_at": part.submitted_at.isoformat() if part.submitted_at else None,
    }
