"""Forms that come with a regulation (``fixtures/forms``): taken by an organization as forms of its own."""

from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.conf import settings
from django.db import transaction

from apps.core.actor import Actor
from apps.monitoring.enums import CriterionKind
from apps.monitoring.models import MonitoringForm
from apps.monitoring.services.questionnaires.building import add_criterion, create_form
from apps.organizations.models import Organization, Profile

SHIPPED = Path(settings.BASE_DIR) / "fixtures" / "forms"
# The scale of a task, where the regulation sets none: said beside every such criterion.
SCALE = "0 — не ведётся, 1 — частично, 2 — в полном объёме"
HIGHEST = 2


@cache
def library() -> dict[str, tuple[str, dict[str, Any]]]:
    """The shipped forms by code, each with the code of its profile."""
    found: dict[str, tuple[str, dict[str, Any]]] = {}
    for path in sorted(SHIPPED.glob("*.yaml")):
        raw = yaml.safe_load(path.read_text(encoding="utf-8"))
        found |= {form["code"]: (raw["profile"], form) for form in raw["forms"]}
    return found


def offered(actor: Actor) -> list[tuple[str, str]]:
    """The shipped forms an actor may take, as (code, title): those of the profiles of the actor's territory."""
    here = Profile.objects.filter(region=actor.region_id).values_list("code", "municipality_id")
    wide = actor.is_system or actor.level == "region"
    codes = {code for code, unit in here if wide or unit in (None, actor.municipality_id)}
    return [(code, form["title"]) for code, (profile, form) in library().items() if profile in codes]


@transaction.atomic
def take_form(code: str, /, *, organization: Organization | None = None) -> MonitoringForm:
    """Make a shipped form the organization's own. Raises ``KeyError`` for an unknown code, ``PermissionDenied``."""
    _, raw = library()[code]
    words = {name: raw[name] for name in ("title", "purpose", "basis", "method")}
    form = create_form(organization=organization, template=code, **words)
    for one in raw["criteria"]:
        add_criterion(form=form, **criterion_of(one))
    return form


def criterion_of(raw: dict[str, Any]) -> dict[str, Any]:
    """A criterion of the file as the service takes it."""
    scale = raw["kind"] == CriterionKind.SCALE
    return {
        **{name: raw[name] for name in ("section", "number", "title", "clause", "kind")},
        "hint": raw.get("hint", SCALE if scale else ""),
        "required": raw.get("required", True),
        **({"minimum": 0, "maximum": HIGHEST} if scale else {}),
    }


def kinds_of(form: MonitoringForm) -> list[str]:
    """Whom a shipped form asks by its regulation; nobody in particular for a form of one's own."""
    found = library().get(form.template)
    return list(found[1]["kinds"]) if found else []


@transaction.atomic
def ensure_forms(profile: Profile) -> int:
    """Give the forms of a profile to the methodical services of its territory that have none; returns how many."""
    codes = [code for code, (owner, _) in library().items() if owner == profile.code]
    services = Organization.objects.filter(kind="mms", municipality=profile.municipality_id)
    made = 0
    for service in services if profile.municipality_id else ():
        known = set(MonitoringForm.objects.filter(organization=service).values_list("template", flat=True))
        made += len([take_form(code, organization=service) for code in codes if code not in known])
    return made


def forms_of_file(profile: Profile, raw: dict[str, Any]) -> None:
    """Called when a profile is loaded: its forms come with it, where a methodical service is there to have them."""
    ensure_forms(profile)
