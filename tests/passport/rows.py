"""Rows of the passport's tables for the permission tests."""

from decimal import Decimal

from apps.organizations.models import Organization
from apps.passport.models import (
    Figure,
    InformationResource,
    InfrastructureObject,
    MoneyLine,
    Part,
    Passport,
    StudentResult,
)
from apps.teachers.models import Person
from tests.cast import Cast
from tests.monitoring.rows import report_of
from tests.permissions.rows import DAY, filler, place_columns


def passport_of(organization: Organization, version: int) -> Passport:
    """The passport of the organization's region: the first version is approved, the second one open."""
    region, approved = organization.region, version == 1
    profile = report_of(organization, "draft").profile
    state = "approved" if approved else "filling"
    fields = {"region": region, "state": state, "published": approved, "due_on": DAY}
    return Passport.objects.get_or_create(profile=profile, year=2025, version=version, defaults=fields)[0]


@filler
def passport_rows(cast: Cast, mark: str, organization: Organization, person: Person) -> None:
    place = place_columns(organization)
    key = {"year": 2025, "exam": "ege", "subject": "Русский язык"}
    StudentResult.objects.get_or_create(organization=organization, **key, defaults={
        **place, "average": Decimal("61.5"), "participants": 9})  # fmt: skip
    for version in (1, 2):
        passport = passport_of(organization, version)
        own = {**place, "published": passport.published}
        names = {"name": organization.short_name, "sort_key": organization.sort_key, "due_on": DAY}
        part, _ = Part.objects.get_or_create(
            passport=passport, organization=organization, defaults={**own, "kind": "mms", **names}
        )
        row = {"part": part, **own}
        Figure.objects.create(**row, code=mark, number=1)
        MoneyLine.objects.create(**row, money_source="regional", year=2025, amount=1, purpose=mark)
        InfrastructureObject.objects.create(**row, kind="room", title=mark)
        InformationResource.objects.create(**row, kind="site", title=mark, owner=mark, purpose=mark)
