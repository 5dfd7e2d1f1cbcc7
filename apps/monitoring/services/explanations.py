"""Explaining doubts: somebody has looked into one and found the data right (ADR 0009)."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction

from apps.core.actor import current
from apps.core.services import history
from apps.monitoring.models import Finding, FindingExplanation
from apps.monitoring.selectors.violations import Violation
from apps.organizations.models import Organization
from apps.teachers.models import Person

COPIED = ("rule", "about", "private", "sentence", "mark")
PLACE = ("region_id", "municipality_id", "organization_id", "person_id", "managerial")


def explanation_of(doubt: Finding) -> FindingExplanation | None:
    """The explanation of a doubt in the acting person's scope."""
    return FindingExplanation.objects.filter(mark=doubt.mark).first()


@transaction.atomic
def explain(*, doubt: Finding, reason: str) -> FindingExplanation:
    """Mark a doubt as explained, with the reason in words; a second explanation takes the place of the first.

    ``doubt`` is a finding, or what ``doubt_of`` makes of a live violation. Raises ``ValidationError`` without a reason.
    """
    if not reason.strip():
        raise ValidationError({"reason": "Напишите, почему данные верны."})
    actor = current()
    found = explanation_of(doubt)
    before = history.snapshot(found) if found else None
    made = found or FindingExplanation(**{name: getattr(doubt, name) for name in (*COPIED, *PLACE)})
    made.reason, made.explained_by_id, made.author = reason.strip()[:500], actor.user_id, actor.who
    made.save()
    history.record("explain_finding", made, before=before)
    return made


@transaction.atomic
def withdraw(*, doubt: Finding) -> None:
    """Take an explanation back: the doubt stands again. Raises ``ValidationError`` where there is none."""
    found = explanation_of(doubt)
    if found is None:
        raise ValidationError("Пояснения к этому замечанию нет.")
    history.record("withdraw_explanation", found, before=history.snapshot(found))
    found.delete()


def doubt_of(violation: Violation) -> Finding:
    """An unsaved finding of what the live check says now, placed as a stored one would be."""
    person = Person.objects.filter(pk=violation.person_id).first() if violation.person_id else None
    place = Organization.objects.get(pk=violation.organization_id)
    return Finding(
        rule=violation.rule,
        about=violation.about,
        private=violation.private,
        sentence=violation.sentence,
        mark=violation.mark,
        person=person,
        managerial=person.managerial if person else False,
        organization=place,
        municipality_id=place.municipality_id,
        region_id=place.region_id,
    )


def explain_all(*, doubts: Iterable[Finding], reason: str) -> int:
    """Explain several doubts by one reason; returns how many."""
    return len([explain(doubt=doubt, reason=reason) for doubt in doubts])
