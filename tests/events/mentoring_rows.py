"""A row of every table of mentoring for each place of the cast."""

from datetime import date

from apps.events.models import MentoringPair, MentoringProgram, MentorLimit
from apps.organizations.models import Organization
from apps.teachers.models import Person
from tests import factories as make
from tests.cast import Cast
from tests.permissions.rows import filler, place_columns

DAY = date(2025, 3, 1)


@filler
def mentoring_rows(cast: Cast, mark: str, organization: Organization, person: Person) -> None:
    pair = MentoringPair.objects.get(person=person)
    make.make_pair_item(pair, f"Пункт {mark}")
    make.make_meeting(pair, DAY)
    place = place_columns(organization)
    MentoringProgram.objects.create(**place, title=mark, sort_key=mark, forms=["young"], start=DAY)
    make.make_team(organization, make.make_organization(organization.home))
    if not MentorLimit.objects.filter(organization=organization).exists():
        MentorLimit.objects.create(**place, pairs=2, reach=1)
