"""Organizations are chosen by name as addressees of a round, beside the kinds it asks."""

from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db import transaction

from apps.core.services import history, records
from apps.monitoring.models import FormRound, RoundAddressee
from apps.monitoring.selectors.questionnaires import reach
from apps.monitoring.services.questionnaires.rounds import require_draft
from apps.organizations.models import Organization

NAMED = 5


def require_reached(round_: FormRound, organizations: Sequence[Organization]) -> None:
    """Refuse organizations closed by the round's last day or out of the maker's scope. Raises ``ValidationError``."""
    known = set(reach(round_).filter(pk__in=[one.pk for one in organizations]).values_list("pk", flat=True))
    beyond = [one.short_name for one in organizations if one.pk not in known]
    if beyond:
        names = ", ".join(f"«{name}»" for name in beyond[:NAMED])
        more = f" и ещё {len(beyond) - NAMED}" if len(beyond) > NAMED else ""
        raise ValidationError(
            {"addressee": f"Нельзя адресовать сбор: {names}{more}. Организация не действует в последний день"
             " периода или не относится к вашей территории."}, code="reach",
        )  # fmt: skip


@transaction.atomic
def choose(organizations: Sequence[Organization], /, *, round: FormRound) -> int:
    """Add organizations to the addressees of a round that is not published; returns how many are new.

    Whoever is chosen already stays so. Raises ``ValidationError``.
    """
    require_draft(round)
    require_reached(round, organizations)
    known = set(round.chosen.values_list("addressee_id", flat=True))
    place = {name: getattr(round, name) for name in ("organization_id", "municipality_id", "region_id")}
    fresh = [RoundAddressee(**place, round=round, addressee=one) for one in organizations if one.pk not in known]
    RoundAddressee.objects.bulk_create(fresh, batch_size=1000)
    history.record_many([history.entry("choose_addressee", one, {}, history.snapshot(one)) for one in fresh])
    return len(fresh)


@transaction.atomic
def choose_one(*, round: FormRound, addressee: Organization) -> RoundAddressee:
    """Add one organization to the addressees. Raises ``ValidationError``, for one chosen already too."""
    require_draft(round)
    require_reached(round, [addressee])
    place = {name: getattr(round, name) for name in ("organization_id", "municipality_id", "region_id")}
    return records.create(RoundAddressee(**place, round=round, addressee=addressee), "choose_addressee")


@transaction.atomic
def leave_out(chosen: RoundAddressee, /) -> None:
    """Take an organization out of the chosen addressees. Raises ``ValidationError``."""
    require_draft(chosen.round)
    records.remove(chosen, "leave_out_addressee")
