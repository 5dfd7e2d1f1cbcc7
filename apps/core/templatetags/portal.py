"""Template tags and filters of the portal (built in: no ``{% load %}`` is needed)."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django import template
from django.forms import BoundField
from django.http import QueryDict
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from apps.core import text
from apps.core.documents.formats import DocumentFormat
from apps.core.web import columns, controls
from apps.core.web.figures import Figure
from apps.core.web.resource import Resource

register = template.Library()
FILE_ICONS = {
    DocumentFormat.XLSX: "file-type-xls",
    DocumentFormat.DOCX: "file-type-docx",
    DocumentFormat.PDF: "file-type-pdf",
}


@register.simple_tag
def icon(name: str, css: str = "") -> SafeString:
    """An icon of scripts/icons.txt; it repeats a word beside it, so screen readers pass it by."""
    address = static("vendor/icons.svg")
    return format_html('<svg class="icon {}" aria-hidden="true"><use href="{}#{}"></use></svg>', css, address, name)


@register.filter
def number(value: int | float | Decimal | None, places: int | None = None) -> str:
    """A number as people write it: 1 204; 41,3."""
    return text.format_number(value, places)


@register.filter
def day(value: date | datetime | None) -> str:
    """A date: ДД.ММ.ГГГГ, in the portal's own time zone."""
    return text.format_date(timezone.localtime(value) if isinstance(value, datetime) else value)


@register.filter
def moment(value: datetime | None) -> str:
    """A date and time: ДД.ММ.ГГГГ ЧЧ:ММ."""
    return columns.format_moment(value)


@register.filter
def counted(value: int, forms: str) -> str:
    """A number with its noun: ``{{ 5|counted:"педагог,педагога,педагогов" }}`` → «5 педагогов»."""
    one, few, many = forms.split(",")
    return text.count_text(value, one, few, many)


@register.filter
def ratio(numerator: int | None, denominator: int | None) -> str:
    """A share with what it is made of: «41,3 % (124 из 300)»."""
    return text.ratio_text(numerator or 0, denominator or 0)


@register.filter
def page_name(resource: Resource, page: str) -> str:
    """The name of a resource's address, for ``{% url %}``."""
    return resource.name(page)


@register.filter
def control_kind(field: BoundField) -> str:
    """How a field is laid out: line, check, group."""
    return controls.control_kind(field.field.widget)


@register.simple_tag(takes_context=True)
def address(context: dict[str, Any], **changes: str | int | None) -> str:
    """The address of this page with these parameters set; an empty value removes one."""
    query: QueryDict = context["request"].GET.copy()
    for name, value in changes.items():
        query.pop(name, None)
        if value not in (None, ""):
            query[name] = str(value)
    return "?" + query.urlencode()


@register.inclusion_tag("components/figure.html")
def figure(value: Figure) -> dict[str, Any]:
    """The one component of figures."""
    return {"figure": value}


@register.inclusion_tag("components/progress.html")
def progress(done: int, total: int | None, label: str = "") -> dict[str, Any]:
    """A bar with done of total; without a total a moving one."""
    share = None if not total else min(100, round(100 * done / total))
    return {"done": done, "total": total, "share": share, "label": label}


@register.inclusion_tag("components/empty.html")
def empty(title: str, message: str = "", url: str = "", button: str = "", picture: str = "list") -> dict[str, str]:
    """An empty page: what will be here, and the first action."""
    return {"title": title, "message": message, "url": url, "button": button, "picture": picture}


@register.inclusion_tag("components/file_buttons.html")
def file_buttons(forms: str, of: str = "") -> dict[str, Any]:
    """The buttons of the forms a document is given in («docx pdf»), the one most asked for last.

    ``of`` names the document where a page has several: the buttons are small and each is read out with its title.
    """
    return {"forms": [(form, FILE_ICONS[form]) for form in map(DocumentFormat, forms.split())], "of": of}


@register.inclusion_tag("components/steps.html")
def steps(titles: list[str] | str, current: int) -> dict[str, Any]:
    """The bar of steps; ``titles`` is a list or a text with «|» between, ``current`` counts from 1."""
    names = titles.split("|") if isinstance(titles, str) else titles
    return {"steps": [(number, name) for number, name in enumerate(names, start=1)], "current": current}


@register.inclusion_tag("components/tile.html")
def tile(title: str, value: int | None, url: str = "", tone: str = "", hint: str = "") -> dict[str, Any]:
    """A tile with a count; the whole of it is the link."""
    return {"title": title, "value": value, "url": url, "tone": tone, "hint": hint}
