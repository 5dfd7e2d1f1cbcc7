"""Rows of submission for the permission tests."""

from django.utils import timezone

from apps.monitoring.models import Submission, SubmissionPeriod
from apps.organizations.models import Organization, Profile
from apps.teachers.models import Person, StaffConfirmation
from tests.cast import Cast
from tests.permissions.rows import DAY, filler, place_columns


@filler
def submission_rows(cast: Cast, mark: str, organization: Organization, person: Person) -> None:
    region = organization.region
    StaffConfirmation.objects.get_or_create(
        organization=organization, on_date=DAY, defaults={**place_columns(organization), "people": 1, "author": mark}
    )
    profile, _ = Profile.objects.get_or_create(
        code=f"terms-{region.oktmo}",
        defaults={
            "title": "Профиль сроков",
            "level": "region",
            "region": region,
            "population": {"education_kinds": ["school"], "founders": None},
        },
    )
    period, _ = SubmissionPeriod.objects.get_or_create(profile=profile, start=DAY, end=DAY, defaults={"due": DAY})
    Submission.objects.get_or_create(
        period=period,
        municipality=organization.municipality,
        defaults={"region": region, "checked_at": timezone.now()},
    )
