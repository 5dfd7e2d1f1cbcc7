"""Where a figure of a passport leads: the list or the report behind it, where the reader may open it."""

from django.urls import reverse

from apps.core import access, counters
from apps.core.actor import Actor
from apps.core.counters import Place
from apps.core.web import resource as resources
from apps.passport.models import Passport
from apps.passport.registry import BY_CODE, INDICATOR
from apps.passport.selectors.computed import bounds
from apps.passport.selectors.view import Entry


def opens_list(page: str, actor: Actor) -> bool:
    """Whether the role may open the list of that name («teachers:person_list»)."""
    app, _, name = page.partition(":")
    try:
        return resources.get(f"{app}.{name.removesuffix('_list')}").opens(actor)
    except KeyError:
        return False


def entry_url(passport: Passport, entry: Entry, actor: Actor) -> str:
    """The address behind a figure; empty where there is none for this reader."""
    if entry.code.startswith(INDICATOR):
        return indicator_url(entry, actor)
    declared = BY_CODE.get(entry.code)
    if declared is None or not declared.computed:
        return ""
    counter = counters.get(declared.counter)
    if not counter.page or not opens_list(counter.page, actor):
        return ""
    return counter.url(Place(region=passport.region_id), *bounds(passport.year)) or ""


def indicator_url(entry: Entry, actor: Actor) -> str:
    """The explanation of an indicator in its report."""
    if entry.report is None or not access.rights().level(actor, "figures", access.READ):
        return ""
    return reverse("monitoring:figure", args=(entry.report, entry.code.removeprefix(INDICATOR)))
