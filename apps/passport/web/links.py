"""Where a figure of a passport leads: the list or the report behind it, where the reader may open it."""

from dataclasses import dataclass

from django.urls import reverse

from apps.core import access, counters
from apps.core.actor import Actor
from apps.core.counters import Counter, Place
from apps.core.text import format_date
from apps.core.web import resource as resources
from apps.passport.models import Passport
from apps.passport.registry import BY_CODE, INDICATOR
from apps.passport.selectors.computed import bounds
from apps.passport.selectors.view import Entry

TRAININGS = ("programs:enrollment_list", "completed_from={start}&completed_to={end}")
PARTICIPATIONS = ("events:participation_list", "")
# The registers of figures whose counters name no list.
REGISTERS = {
    "staff.total": ("teachers:person_list", "staff=now"),
    "staff.pedagogues": ("teachers:person_list", "kind=pedagogue"),
    "staff.managers": ("teachers:person_list", "kind=manager"),
    "programs.running": ("programs:program_list", ""),
    "programs.running_pk": ("programs:program_list", "kind=pk"),
    "programs.running_pp": ("programs:program_list", "kind=pp"),
    "programs.running_registry": ("programs:program_list", "registry=in"),
    "programs.included": ("programs:entry_list", ""),
    **dict.fromkeys(
        (f"programs.trained{kind}" for kind in ("", "_pk", "_pp", "_registry", "_managers", "_quality")), TRAININGS
    ),
    **dict.fromkeys(
        (f"events.{name}" for name in ("people", "participations", "contest_people", "experience", "interns")),
        PARTICIPATIONS,
    ),
    "events.organizations": PARTICIPATIONS,
    "events.mentors": ("events:pair_list", ""),
    "results.diagnosed": ("diagnostics:session_list", "kind=independent&completed_from={start}&completed_to={end}"),
    "results.deficits": ("diagnostics:deficit_list", ""),
    "results.routes": ("routes:route_list", "approved_from={start}&approved_to={end}"),
    "results.items": ("routes:item_list", ""),
}


def opens_list(page: str, actor: Actor) -> bool:
    """Whether the role may open the list of that name («teachers:person_list»)."""
    app, _, name = page.partition(":")
    try:
        return resources.get(f"{app}.{name.removesuffix('_list')}").opens(actor)
    except KeyError:
        return False


@dataclass(frozen=True, slots=True)
class Behind:
    """The address behind a figure: ``exact`` shows the very rows, else the register as it stands today."""

    url: str = ""
    exact: bool = True


NOWHERE = Behind()


def behind(passport: Passport, entry: Entry, actor: Actor) -> Behind:
    """What stands behind a figure; empty where there is nothing for this reader."""
    if entry.code.startswith(INDICATOR):
        return Behind(indicator_url(entry, actor))
    declared = BY_CODE.get(entry.code)
    if declared is None or not declared.computed:
        return NOWHERE
    start, end = bounds(passport.year)
    counter = counters.get(declared.counter)
    exact = counter.url(Place(region=passport.region_id), start, end) if counter.page else None
    page, query = (counter.page, "") if exact else register_of(entry.code, counter)
    if not page or not opens_list(page, actor):
        return NOWHERE
    if exact:
        return Behind(exact)
    bounded = query.format(start=format_date(start), end=format_date(end))
    return Behind(reverse(page) + (f"?{bounded}" if bounded else ""), exact=False)


def register_of(code: str, counter: Counter) -> tuple[str, str]:
    """The list nearest to a figure: the counter's own as of today, else the register it is counted from."""
    return (counter.page, counter.query) if counter.page else REGISTERS.get(code, ("", ""))


def indicator_url(entry: Entry, actor: Actor) -> str:
    """The explanation of an indicator in its report."""
    if entry.report is None or not access.rights().level(actor, "figures", access.READ):
        return ""
    return reverse("monitoring:figure", args=(entry.report, entry.code.removeprefix(INDICATOR)))
