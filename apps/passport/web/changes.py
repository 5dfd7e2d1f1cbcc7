"""The tab of a passport with its versions, what a correction changed, and how today's data differ."""

from typing import Any

from apps.core.actor import Actor
from apps.passport import policies
from apps.passport.models import Passport
from apps.passport.selectors.changes import against_today, differences, versions_of


def changes_context(passport: Passport, actor: Actor) -> dict[str, Any]:
    """What the tab «Версии и изменения» reads."""
    versions = versions_of(passport)
    previous = next((one for one in versions if one.pk == passport.previous_id), None)
    compares = policies.at_centre(actor, passport.region_id) or policies.at_ministry(actor, passport.region_id)
    return {
        "passport": passport,
        "versions": versions,
        "previous": previous,
        "changed": differences(previous, passport) if previous else [],
        "compares": compares,
        "today": against_today(passport) if compares else [],
    }
