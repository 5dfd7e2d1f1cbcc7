"""A draft of a route from the deficits of a person's latest diagnostics: a beginning, which people then work on.

The programmes of the federal registry that cover all they can in the fewest hours are taken; a deficit that no
programme covers becomes an item of its own to be filled in (DOMAIN 5, «Suggestion»).
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.utils import timezone

from apps.core.text import count_text
from apps.diagnostics.enums import CompetenceState
from apps.diagnostics.models import Competence, Deficit, DiagnosticSession
from apps.diagnostics.selectors import counting_sessions
from apps.programs.models import Program
from apps.routes.enums import ItemKind
from apps.routes.models import IndividualRoute, RouteTemplate
from apps.routes.proposals.programs import cover_of
from apps.routes.services import templates
from apps.routes.services.moves import TOLD_DRAFTED
from apps.routes.services.plan import add_item, create_route
from apps.routes.services.telling import tell
from apps.teachers.models import Person

HAS_ROUTE = "По последней диагностике ИОМ уже составлен."
NO_SESSION = "Нет независимой диагностики, по которой выявлены дефициты."
OWN_WORK = "Подобрать способ восполнить дефицит: {title}"
CONTENT_LENGTH = 500


def latest_session(person_id: Any) -> QuerySet[DiagnosticSession]:
    """The latest session of a person (or of an outer query's) that found deficits."""
    found = Deficit.objects.filter(session=OuterRef("pk"))
    return counting_sessions().filter(Exists(found), person_id=person_id)


def open_routes(session: Any) -> QuerySet[IndividualRoute]:
    """Routes built from a session that are not cancelled."""
    return IndividualRoute.objects.filter(session=session, cancelled_on=None)


def open_gaps(session: DiagnosticSession) -> QuerySet[Deficit]:
    """The deficits that may be worked at anew: an outdated competence is not assigned any more (DOMAIN 5)."""
    return session.deficits.filter(competence__state=CompetenceState.PUBLISHED).select_related("competence")


@transaction.atomic
def draft_route(person: Person, *, template: RouteTemplate | None = None) -> IndividualRoute:
    """Draft a route from the person's latest diagnostics with deficits, an item for each programme or gap.

    Of a template those items come first that suit the results; what they leave uncovered is drafted as without one.
    The teacher hears of it where they have a login. Raises ``ValidationError`` where there is no such diagnostics, or
    its route is drafted already.
    """
    session = latest_session(person.pk).first()
    if session is None:
        raise ValidationError(NO_SESSION)
    if open_routes(session).exists():
        raise ValidationError(HAS_ROUTE)
    made = create_route(person=person, session=session)
    covered = templates.take_items(made, template) if template is not None else set()
    fill_from_registry(made, session, covered)
    tell(made, TOLD_DRAFTED.format(number=made.number), leader=False)
    return made


def fill_from_registry(route: IndividualRoute, session: DiagnosticSession, covered: Collection[int] = ()) -> None:
    """Items for the deficits not covered yet: programmes in the fewest hours, then an item of words for each gap."""
    gaps = {gap.competence_id: gap.competence for gap in open_gaps(session).exclude(competence__in=covered)}
    for program, keys in shortest(set(gaps), timezone.localdate()):
        aims: list[Competence] = [gaps.pop(key) for key in sorted(keys)]
        add_item(route=route, kind=ItemKind.FORMAL, competences=aims, program=program)
    for gap in gaps.values():
        content = OWN_WORK.format(title=gap.title)[:CONTENT_LENGTH]
        add_item(route=route, kind=ItemKind.INFORMAL, competences=[gap], content=content)


def shortest(wanted: set[int], day: date) -> list[tuple[Program, set[int]]]:
    """Programmes of the registry that cover all they can of ``wanted`` in the fewest hours, with what each adds."""
    found = cover_of(wanted, day)
    programs = Program.objects.in_bulk([offer.key for offer in found.chosen])
    left, chosen = set(wanted), []
    for offer in sorted(found.chosen, key=lambda one: (-len(one.covers & wanted), one.hours, one.key)):
        adds = set(offer.covers) & left
        left -= adds
        chosen.append((programs[offer.key], adds))
    return chosen


@dataclass(frozen=True, slots=True)
class Drafts:
    """What drafting would do with people: how many get a draft, have one, have nothing to draft from."""

    ready: int
    there: int
    nothing: int


def drafts_of(people: QuerySet[Person]) -> Drafts:
    """The counts beforehand."""
    latest = Subquery(latest_session(OuterRef("pk")).values("pk")[:1])
    rows = people.order_by().annotate(_session=latest)
    whole, with_session = rows.count(), rows.exclude(_session=None)
    there = with_session.filter(Exists(open_routes(OuterRef("_session")))).count()
    found = with_session.count()
    return Drafts(found - there, there, whole - found)


def preview(people: QuerySet[Person]) -> list[str]:
    """The same in words."""
    found = drafts_of(people)
    nouns = ("черновик", "черновика", "черновиков")
    lines = [f"Будет составлено: {count_text(found.ready, *nouns)} ИОМ."]
    if found.there:
        lines.append(
            f"ИОМ по последней диагностике уже есть: {count_text(found.there, 'человек', 'человека', 'человек')}."
        )
    if found.nothing:
        lines.append(
            f"Составить не по чему: {count_text(found.nothing, 'человек', 'человека', 'человек')} без диагностики."
        )
    return lines
