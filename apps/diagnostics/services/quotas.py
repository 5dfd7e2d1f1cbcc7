"""Quotas of a campaign: контрольные цифры by municipality."""

from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.db import transaction

from apps.core.services import history
from apps.diagnostics.models import Campaign, Quota
from apps.diagnostics.services.campaigns import require_open

FOREIGN = "Муниципалитет не из региона кампании."


def proposed(total: int, staff: Mapping[int, int]) -> dict[int, int]:
    """Share ``total`` among municipalities by their staff; the largest remainders get what is left over.

    The numbers add up to ``total`` (to nothing where there is no staff); equal remainders go to the larger staff.
    """
    everybody = sum(staff.values())
    if not everybody:
        return dict.fromkeys(staff, 0)
    shares = {key: divmod(total * count, everybody) for key, count in staff.items()}
    left = total - sum(whole for whole, _ in shares.values())
    first = sorted(shares, key=lambda key: (-shares[key][1], -staff[key], key))[:left]
    return {key: whole + (key in first) for key, (whole, _) in shares.items()}


@transaction.atomic
def set_quotas(campaign: Campaign, numbers: Mapping[int, int]) -> None:
    """Make the quotas these (municipality → people); nought takes one away. Raises ``ValidationError``."""
    require_open(campaign)
    region = set(campaign.region.municipalities.values_list("pk", flat=True))
    if set(numbers) - region:
        raise ValidationError(FOREIGN)
    before = dict(Quota.objects.filter(campaign=campaign).values_list("municipality", "number"))
    wanted = {key: number for key, number in numbers.items() if number}
    if before == wanted:
        return
    Quota.objects.filter(campaign=campaign).exclude(municipality__in=wanted).delete()
    place = {"campaign": campaign, "conductor_id": campaign.organization_id, "region_id": campaign.region_id}
    Quota.objects.bulk_create(
        (Quota(**place, municipality_id=key, number=number) for key, number in wanted.items()),
        update_conflicts=True,
        unique_fields=("campaign", "municipality"),
        update_fields=("number",),
    )
    kept, made = ({str(key): number for key, number in sorted(rows.items())} for rows in (before, wanted))
    history.record_many([history.entry("set_quotas", campaign, kept, made)])
