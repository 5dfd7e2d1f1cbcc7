"""Recommendations to assessed people, made from a centre's texts and corrected by hand (DOMAIN 8: ЦОПМКП)."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse

from apps.core.actor import acting, system
from apps.core.services import notices, records
from apps.core.text import format_date
from apps.diagnostics.enums import Standing
from apps.diagnostics.models import Advice, AdviceText, Competence, DiagnosticSession, YearConclusion
from apps.diagnostics.selectors.sessions import Result, results
from apps.diagnostics.services.framework import require_provider
from apps.organizations.models import Organization
from apps.teachers.enums import Relation
from apps.teachers.models import PersonLink
from apps.teachers.models.base import STAMP

NO_TEXTS = "Для этих результатов нет текстов: заведите их на странице «Тексты рекомендаций»."
NO_RESULTS = "Баллы ещё не внесены: рекомендовать пока нечего."


def create_text(*, provider: Organization, **values: Any) -> AdviceText:
    """A text of a centre. Raises ``ValidationError`` for a centre out of the actor's hands, or a text twice."""
    require_provider(provider)
    return records.create(AdviceText(provider=provider, **values), "create_advice_text")


def update_text(text: AdviceText, **values: Any) -> AdviceText:
    """Correct a text; recommendations already given stay as they are."""
    return records.change(text, "update_advice_text", **values)


def remove_text(text: AdviceText) -> None:
    """Remove a text."""
    records.remove(text, "remove_advice_text")


def fitting(texts: Iterable[AdviceText], result: Result) -> AdviceText | None:
    """The text that fits a result best: of the very competence before any, of its level before every level."""
    standing = Standing.UNDER if result.is_deficit else Standing.NORM
    found = [
        one
        for one in texts
        if one.standing == standing
        and (one.competence is None or one.competence.code == result.code)
        and (not one.level or one.level.casefold() == result.level.casefold())
    ]
    return max(found, key=lambda one: (one.competence is not None, bool(one.level)), default=None)


@transaction.atomic
def give_advice(session: DiagnosticSession) -> list[Advice]:
    """Make the recommendations that a session has not yet, from the texts of whoever conducted it, and tell the person.

    What was given and corrected stays. Raises ``ValidationError``: no results yet, no text fits any of them.
    """
    found = results(session)
    if not found:
        raise ValidationError(NO_RESULTS)
    given = set(Advice.objects.filter(session=session).values_list("competence__code", flat=True))
    texts = list(AdviceText.objects.filter(provider=session.provider_id).select_related("competence"))
    wanted = {one.code: text for one in found if one.code not in given and (text := fitting(texts, one))}
    if not wanted and not given:
        raise ValidationError(NO_TEXTS)
    keys = dict(Competence.objects.filter(code__in=wanted).values_list("code", "pk"))
    made = [records.create(advice_of(session, keys[code], one.text), "give_advice") for code, one in wanted.items()]
    if made:
        tell(session)
    return made


def advice_of(session: DiagnosticSession, competence: int, text: str) -> Advice:
    """A recommendation in the place of its session."""
    place = {column: getattr(session, column) for column in STAMP}
    return Advice(
        session=session,
        person_id=session.person_id,
        provider_id=session.provider_id,
        competence_id=competence,
        text=text,
        **place,
    )


def tell(session: DiagnosticSession) -> None:
    """A message to the person, where they have a login."""
    with acting(system("advice")):
        users = PersonLink.objects.filter(person=session.person_id, relation=Relation.SELF, user__isnull=False)
        url = f"{reverse('diagnostics:session_detail', args=(session.pk,))}?tab=advice"
        text = f"Вам даны рекомендации по диагностике {format_date(session.completed_on)}"
        notices.notify([(user, text, url) for user in users.values_list("user_id", flat=True) if user])


def update_advice(advice: Advice, **values: Any) -> Advice:
    """Correct a recommendation."""
    return records.change(advice, "update_advice", **values)


def remove_advice(advice: Advice) -> None:
    """Take a recommendation back."""
    records.remove(advice, "remove_advice")


@transaction.atomic
def write_conclusion(*, provider: Organization, year: int, managerial: bool, text: str) -> YearConclusion:
    """The conclusions of a centre's report of a year; written anew over the old ones. Raises ``ValidationError``."""
    require_provider(provider)
    known = YearConclusion.objects.filter(organization=provider, year=year, managerial=managerial).first()
    if known is not None:
        return records.change(known, "write_conclusion", text=text)
    place = {"municipality_id": provider.municipality_id, "region_id": provider.region_id}
    made = YearConclusion(organization=provider, year=year, managerial=managerial, text=text, **place)
    return records.create(made, "write_conclusion")
