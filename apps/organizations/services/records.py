"""Writes of what an organization holds: flags, statuses of sites, agreements, headcounts, normative acts.

All of them lie where their organization lies and follow it when it moves. Every verb is atomic and audited.
"""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q

from apps.core.services import history
from apps.organizations.models import Agreement, Headcount, NormativeAct, Organization, SiteStatus, StatusFlag

BACKWARDS = "Окончание раньше начала."


def place_of(organization: Organization) -> dict[str, Any]:
    """The unit columns of a row that lies with the organization."""
    return {
        "organization": organization,
        "municipality_id": organization.municipality_id,
        "region_id": organization.region_id,
    }


def _make(verb: str, made: models.Model) -> None:
    made.save(force_insert=True)
    history.record(verb, made)


def _change(verb: str, obj: Any, organization: Organization | None, fields: dict[str, Any]) -> None:
    """Change fields; the organization itself is fixed: a record of another one is another record."""
    if organization is not None and organization.pk != obj.organization_id:
        raise ValidationError({"organization": "Организация записи не меняется: заведите новую запись."})
    before = history.snapshot(obj)
    for name, value in fields.items():
        setattr(obj, name, value)
    obj.save()
    history.record(verb, obj, before=before)


def check_order(start: date, end: date | None) -> None:
    """An end is never before its start. Raises ``ValidationError`` at ``valid_to``."""
    if end is not None and end < start:
        raise ValidationError({"valid_to": BACKWARDS})


def _overlaps(start: date, end: date | None) -> Q:
    """Periods that share a day with this one."""
    shares = Q(valid_to__isnull=True) | Q(valid_to__gte=start)
    return shares if end is None else shares & Q(valid_from__lte=end)


def _check_once(model: Any, key: dict[str, Any], start: date, end: date | None, pk: int | None, text: str) -> None:
    check_order(start, end)
    if model.objects.filter(_overlaps(start, end), **key).exclude(pk=pk).exists():
        raise ValidationError({"valid_from": text})


@transaction.atomic
def give_flag(*, organization: Organization, flag: str, valid_from: date, valid_to: date | None = None) -> StatusFlag:
    """Mark an organization as ШНОР or ШНСУ from–to. Raises ``ValidationError`` where the flag is held then already."""
    made = StatusFlag(**place_of(organization), flag=flag, valid_from=valid_from, valid_to=valid_to)
    _check_flag(made)
    _make("give_flag", made)
    return made


@transaction.atomic
def update_flag(flag: StatusFlag, /, *, organization: Organization | None = None, **fields: Any) -> StatusFlag:
    """Correct a flag or its dates."""
    probe = StatusFlag(pk=flag.pk, organization_id=flag.organization_id, flag=flag.flag, valid_from=flag.valid_from,
                       valid_to=flag.valid_to)  # fmt: skip
    for name, value in fields.items():
        setattr(probe, name, value)
    _check_flag(probe)
    _change("update_flag", flag, organization, fields)
    return flag


def _check_flag(flag: StatusFlag) -> None:
    key = {"organization_id": flag.organization_id, "flag": flag.flag}
    text = "В эти дни организация уже держит этот признак."
    _check_once(StatusFlag, key, flag.valid_from, flag.valid_to, flag.pk, text)


def end_flag(flag: StatusFlag, /, *, valid_to: date) -> StatusFlag:
    """The last day of a flag."""
    return update_flag(flag, valid_to=valid_to)


@transaction.atomic
def give_site_status(*, organization: Organization, kind: str, valid_from: date, **fields: Any) -> SiteStatus:
    """Give a status of a site (РИП, стажировочная площадка, ММРЦ, ОБИП) by an act, from–to.

    Raises ``ValidationError`` for an end before the beginning and for the same status from the same day.
    """
    check_order(valid_from, fields.get("valid_to"))
    if SiteStatus.objects.filter(organization=organization, kind=kind, valid_from=valid_from).exists():
        raise ValidationError({"valid_from": "Такой статус с этого дня уже записан."})
    made = SiteStatus(**place_of(organization), kind=kind, valid_from=valid_from, **fields)
    _make("give_site_status", made)
    return made


@transaction.atomic
def update_site_status(status: SiteStatus, /, *, organization: Organization | None = None, **fields: Any) -> SiteStatus:
    """Correct a status of a site."""
    check_order(fields.get("valid_from", status.valid_from), fields.get("valid_to", status.valid_to))
    _change("update_site_status", status, organization, fields)
    return status


def end_site_status(status: SiteStatus, /, *, valid_to: date) -> SiteStatus:
    """The last day of a status."""
    return update_site_status(status, valid_to=valid_to)


@transaction.atomic
def sign_agreement(
    *, organization: Organization, number: str, signed_on: date, valid_to: date | None = None
) -> Agreement:
    """Record a tripartite agreement МОУО – РОИВ – ИРО, placed with the МОУО (DOMAIN 2). Raises ``ValidationError``."""
    check_order(signed_on, valid_to)
    if Agreement.objects.filter(organization=organization, number=number, signed_on=signed_on).exists():
        raise ValidationError({"number": "Такое соглашение уже записано."})
    made = Agreement(**place_of(organization), number=number, signed_on=signed_on, valid_to=valid_to)
    _make("sign_agreement", made)
    return made


@transaction.atomic
def update_agreement(agreement: Agreement, /, *, organization: Organization | None = None, **fields: Any) -> Agreement:
    """Correct an agreement."""
    check_order(fields.get("signed_on", agreement.signed_on), fields.get("valid_to", agreement.valid_to))
    _change("update_agreement", agreement, organization, fields)
    return agreement


@transaction.atomic
def record_headcount(
    *, organization: Organization, on_date: date, pedagogues: int, managers: int = 0, source: str = ""
) -> Headcount:
    """Record the official headcount on a date, in people. Raises ``ValidationError`` for a known date."""
    if Headcount.objects.filter(organization=organization, on_date=on_date).exists():
        raise ValidationError({"on_date": "Численность на эту дату уже записана: измените ту запись."})
    numbers = {"pedagogues": pedagogues, "managers": managers, "source": source}
    made = Headcount(**place_of(organization), on_date=on_date, **numbers)
    _make("record_headcount", made)
    return made


@transaction.atomic
def update_headcount(headcount: Headcount, /, *, organization: Organization | None = None, **fields: Any) -> Headcount:
    """Correct a headcount."""
    day = fields.get("on_date", headcount.on_date)
    same = Headcount.objects.filter(organization_id=headcount.organization_id, on_date=day)
    if same.exclude(pk=headcount.pk).exists():
        raise ValidationError({"on_date": "Численность на эту дату уже записана."})
    _change("update_headcount", headcount, organization, fields)
    return headcount


@transaction.atomic
def publish_act(*, organization: Organization, title: str, number: str, signed_on: date, url: str = "") -> NormativeAct:
    """Record a normative act of a body of the system. Raises ``ValidationError`` for a known number and date."""
    if NormativeAct.objects.filter(organization=organization, number=number, signed_on=signed_on).exists():
        raise ValidationError({"number": "Акт с этим номером и датой уже записан."})
    made = NormativeAct(**place_of(organization), title=title, number=number, signed_on=signed_on, url=url)
    _make("publish_act", made)
    return made


@transaction.atomic
def update_act(act: NormativeAct, /, *, organization: Organization | None = None, **fields: Any) -> NormativeAct:
    """Correct a normative act."""
    _change("update_act", act, organization, fields)
    return act
