"""From answers to a session: marks of the items, scores of the competences, deficits (as the system)."""

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction

from django.utils import timezone

from apps.core.services import history
from apps.core.text import round_half_up
from apps.diagnostics.models import Answer, Attempt, DiagnosticSession, Invitation, Item, ItemKey, Mark, Score
from apps.diagnostics.services.completion import complete_invitation
from apps.diagnostics.services.deficits import rebuild_deficits
from apps.diagnostics.services.scoring import share
from apps.diagnostics.services.sessions import create_session
from apps.organizations.models import Organization
from apps.teachers.models.base import STAMP

Marked = list[tuple[Item, Fraction]]


def grade(attempt: Attempt) -> DiagnosticSession:
    """The session of an attempt that is being submitted: points are shares of the items, the maximum their number."""
    marked = mark(attempt)
    session = session_of(attempt)
    keep_marks(attempt, marked)
    keep_scores(session, marked)
    rebuild_deficits([session.pk])
    close_invitation(attempt, session)
    return session


def close_invitation(attempt: Attempt, session: DiagnosticSession) -> None:
    """The invitation by which the test was taken, where the session itself has not closed it (the campaign is over)."""
    invitation = Invitation.objects.select_related("campaign").filter(attempts=attempt, session=None).first()
    if invitation is not None:
        complete_invitation(invitation=invitation, session=session)


def mark(attempt: Attempt) -> Marked:
    """What each item of the variant brought; one without an answer brought nothing."""
    ids = [pk for pk, _ in attempt.paper]
    items = Item.objects.in_bulk(ids)
    keys = dict(ItemKey.objects.filter(item__in=ids).values_list("item_id", "value"))
    answers = dict(Answer.objects.filter(attempt=attempt).values_list("item_id", "value"))
    return [(items[pk], share(items[pk].kind, keys[pk], answers.get(pk))) for pk in ids]


def session_of(attempt: Attempt) -> DiagnosticSession:
    """A new session of the day of submission, or the one entered for that very day by hand, which is completed."""
    test, day = attempt.test, timezone.localdate(attempt.submitted_at)
    stored = DiagnosticSession.objects.filter(person_id=attempt.person_id, tool_id=test.tool_id, completed_on=day)
    return stored.first() or create_session(
        tool=test.tool,
        provider=Organization.objects.get(pk=attempt.provider_id),
        completed_on=day,
        person=attempt.person,
        independent=test.independent,
        purpose=attempt.invitation.campaign.purpose if attempt.invitation else "",
    )


def keep_marks(attempt: Attempt, marked: Marked) -> None:
    """The marks in the bank of who conducts the test."""
    owner = Organization.objects.get(pk=attempt.provider_id)
    place = {"organization": owner, "municipality_id": owner.municipality_id, "region_id": owner.region_id}
    Mark.objects.bulk_create(
        Mark(attempt_ref=attempt.pk, test_id=attempt.test_id, item=item, competence_id=item.competence_id,
             share=decimal(worth, 4), **place)
        for item, worth in marked
    )  # fmt: skip


def decimal(value: Fraction, places: int) -> Decimal:
    """Rounded half up."""
    return round_half_up(Decimal(value.numerator) / Decimal(value.denominator), places)


def sums(marked: Marked) -> Iterable[tuple[int, Fraction, int]]:
    """(competence, points, number of items) by competence."""
    points: dict[int, list[Fraction]] = defaultdict(list)
    for item, worth in marked:
        points[item.competence_id].append(worth)
    return [(pk, sum(found, Fraction(0)), len(found)) for pk, found in sorted(points.items())]


def keep_scores(session: DiagnosticSession, marked: Marked) -> None:
    """The scores; a competence that already has one (entered by hand) keeps it."""
    known = set(session.scores.values_list("competence_id", flat=True))
    place = {column: getattr(session, column) for column in STAMP}
    made = Score.objects.bulk_create(
        Score(session=session, person_id=session.person_id, provider_id=session.provider_id, competence_id=pk,
              points=decimal(points, 2), maximum=Decimal(count), **place)
        for pk, points, count in sums(marked)
        if pk not in known
    )  # fmt: skip
    history.record_many(history.entry("add_score", score, {}, history.snapshot(score)) for score in made)
