"""A row of the effect of programmes for the permission tests."""

from apps.organizations.models import Organization
from apps.routes.models import ProgramEffect
from apps.teachers.models import Person
from tests import factories as make
from tests.cast import Cast
from tests.permissions.rows import DAY, filler


@filler
def effect_rows(cast: Cast, mark: str, organization: Organization, person: Person) -> None:
    program = make.make_program(organization, code=f"Э-{mark}")
    ProgramEffect.objects.create(program=program, n=5, gain=1, low=0, high=2, counted_on=DAY)
