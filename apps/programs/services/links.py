"""Links of registry entries to own programmes: proposed by likeness, confirmed by one person (DOMAIN 5)."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone
from rapidfuzz import fuzz, process

from apps.core.actor import acting, current, system
from apps.core.services import history
from apps.core.text import format_date, sort_key
from apps.programs.enums import LinkState
from apps.programs.models import LinkProposal, Program, RegistryEntry
from apps.programs.services.registry import link_entry

# Per cent of likeness from which a link is worth a person's look, and what a doubt takes off.
LEAST = 80
UNKNOWN_HOURS = 10
OTHER_OWNER = 10
# So many of the likest entries are proposed for one programme.
MOST = 3
DECIDED = "По этой связи уже решено: {state}{by}."
LINKED = "Запись ФР ДПП уже связана с программой: решать больше нечего."


@dataclass(frozen=True, slots=True)
class Candidate:
    """An entry that is linked to nothing, as it is compared."""

    pk: int
    title: str
    kind: str
    inn: str


def candidates() -> dict[int | None, list[Candidate]]:
    """The unlinked entries that stand in the registry, by hours."""
    found: dict[int | None, list[Candidate]] = defaultdict(list)
    rows = RegistryEntry.objects.filter(program=None, excluded_on=None)
    for pk, title, kind, hours, inn in rows.values_list("pk", "title", "kind", "hours", "organization_inn"):
        found[hours].append(Candidate(pk, sort_key(title), kind, inn))
    return found


def alike(program: Program, inn: str, pool: list[Candidate], penalty: int) -> Iterator[tuple[int, int]]:
    """Entries like a programme, as (entry, per cent)."""
    titles = [one.title for one in pool]
    least = LEAST + penalty
    near = process.extract(program.sort_key, titles, scorer=fuzz.token_sort_ratio, score_cutoff=least, limit=None)
    for _, likeness, index in near:
        one = pool[index]
        foreign = OTHER_OWNER if one.inn and inn and one.inn != inn else 0
        score = int(likeness) - penalty - foreign
        if score >= LEAST and one.kind in ("", program.kind):
            yield one.pk, score


def propose_links() -> int:
    """Propose links of programmes outside the registry to unlinked entries of the same hours; returns how many are new.

    Done by the system, whoever asks. A pair that was ever proposed is not proposed again, whatever was decided.
    """
    with acting(system("registry_links")):
        made = fresh_proposals()
        LinkProposal.objects.bulk_create(made, batch_size=2000)
    return len(made)


def fresh_proposals() -> list[LinkProposal]:
    """The unsaved proposals."""
    by_hours, made = candidates(), list[LinkProposal]()
    known = set(LinkProposal.objects.values_list("entry_id", "program_id"))
    standing = RegistryEntry.objects.filter(program=OuterRef("pk"), excluded_on=None)
    free = Program.objects.filter(~Exists(standing)).select_related("organization")
    for program in free.iterator(chunk_size=2000):
        inn = program.organization.inn
        found = [*alike(program, inn, by_hours[program.hours], 0), *alike(program, inn, by_hours[None], UNKNOWN_HOURS)]
        likest = sorted(found, key=lambda pair: (-pair[1], pair[0]))[:MOST]
        made += [proposal(program, entry, score) for entry, score in likest if (entry, program.pk) not in known]
    return made


def proposal(program: Program, entry: int, score: int) -> LinkProposal:
    """An unsaved proposal, placed with the programme."""
    place = {name: getattr(program, name) for name in ("region_id", "municipality_id", "organization_id")}
    return LinkProposal(program=program, entry_id=entry, score=score, **place)


@transaction.atomic
def confirm_link(found: LinkProposal) -> LinkProposal:
    """Link the entry to the programme. Of two who confirm at once the second is told.

    Raises ``ValidationError`` where it is decided, or the entry is linked by now.
    """
    waiting = undecided(found)
    entry = RegistryEntry.objects.select_for_update().get(pk=waiting.entry_id)
    if entry.program_id is not None:
        raise ValidationError(LINKED)
    confirmed = decide(waiting, LinkState.CONFIRMED)
    link_entry(entry, program=Program.objects.get(pk=waiting.program_id))
    return confirmed


@transaction.atomic
def reject_link(found: LinkProposal) -> LinkProposal:
    """Say that it is another programme; never proposed again. Raises ``ValidationError`` where it is decided."""
    return decide(undecided(found), LinkState.REJECTED)


def undecided(found: LinkProposal) -> LinkProposal:
    """The proposal as it is stored now, held until the end. Raises ``ValidationError`` where it is decided."""
    stored = LinkProposal.objects.select_for_update(of=("self",)).select_related("decided_by").get(pk=found.pk)
    if stored.state != LinkState.PROPOSED:
        who = f", {stored.decided_by.full_name}" if stored.decided_by else ""
        day = f", {format_date(timezone.localdate(stored.decided_at))}" if stored.decided_at else ""
        raise ValidationError(DECIDED.format(state=stored.get_state_display(), by=who + day))
    return stored


def decide(stored: LinkProposal, state: LinkState) -> LinkProposal:
    """Keep who decided what and when."""
    before = history.snapshot(stored)
    stored.state, stored.decided_at, stored.decided_by_id = state, timezone.now(), current().user_id
    stored.save()
    history.record(VERBS[state], stored, before=before)
    return stored


VERBS: dict[Any, str] = {LinkState.CONFIRMED: "confirm_link", LinkState.REJECTED: "reject_link"}
