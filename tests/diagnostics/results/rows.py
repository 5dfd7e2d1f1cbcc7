"""Results of groups in the world of the walls."""

from datetime import date

from apps.diagnostics.enums import GroupLevel
from apps.diagnostics.models import GroupResult
from apps.organizations.models import Organization
from apps.teachers.models import Person
from tests.cast import Cast
from tests.permissions.rows import filler


@filler
def group_rows(cast: Cast, mark: str, organization: Organization, person: Person) -> None:
    """A hidden group for the organization of each place."""
    GroupResult.objects.get_or_create(
        region=organization.region,
        municipality=organization.municipality,
        organization=organization,
        level=GroupLevel.ORGANIZATION,
        defaults={"on_date": date(2025, 3, 1), "hidden": True},
    )
