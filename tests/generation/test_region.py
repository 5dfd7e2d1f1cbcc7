"""A generated region holds what the portal demands of any data."""

import pytest

from apps.core.models import HistoryEntry
from apps.core.snils import is_valid
from apps.diagnostics.models import Deficit
from apps.diagnostics.services.deficits import rebuild_deficits
from apps.monitoring.generation.plan import Plan
from apps.monitoring.generation.region import AlreadyThere, generate
from apps.organizations.enums import OrganizationKind
from apps.organizations.models import Headcount, Organization
from apps.organizations.services.placement import rebuild_memberships
from apps.programs.models import Enrollment
from apps.teachers.models import Employment, Person, PersonLink
from apps.teachers.services.stamp import restamp
from tests.generation.conftest import UNTIL
from tests.generation.digests import number

pytestmark = pytest.mark.django_db
DATED = (
    ("teachers_employment", "start"), ("teachers_employment", '"end"'), ("teachers_person", "career_start"),
    ("diagnostics_diagnosticsession", "completed_on"), ("diagnostics_diagnosticsession", "annulled_on"),
    ("routes_individualroute", "drafted_on"), ("routes_individualroute", "approved_on"),
    ("routes_individualroute", "cancelled_on"), ("routes_routeitem", "done_on"),
    ("programs_enrollment", "enrolled_on"), ("programs_enrollment", "completed_on"),
    ("programs_enrollment", "issued_on"), ("programs_registryentry", "included_on"),
    ("programs_registryentry", "excluded_on"), ("events_event", "start"), ("events_mentoringpair", "start"),
    ("teachers_appointment", "start"), ("organizations_organization", "closed_on"),
)  # fmt: skip


def test_region_has_as_many_people_as_asked(small: Plan) -> None:
    assert Person.objects.count() == 300


def test_every_snils_has_right_check_digits(small: Plan) -> None:
    assert all(is_valid(digits) for digits in Person.objects.values_list("snils", flat=True))


def test_every_person_has_an_employment(small: Plan) -> None:
    assert not Person.objects.exclude(pk__in=Employment.objects.values("person")).exists()


def test_every_kind_of_body_is_there(small: Plan) -> None:
    kinds = set(Organization.objects.values_list("kind", flat=True))
    assert {k.value for k in OrganizationKind} - kinds <= {"college", "other_edu", "additional"}


def test_every_municipality_has_a_service(small: Plan) -> None:
    homes = Organization.objects.filter(kind="mms").values_list("home", flat=True)
    assert len(set(homes)) == len(homes) == Organization.objects.filter(kind="moo").count()


def test_centre_is_a_unit_of_the_institute(small: Plan) -> None:
    parent = Organization.objects.get(kind="cnppm").parent
    assert parent is not None
    assert parent.kind == "iro"


def test_stamps_are_those_of_the_service(small: Plan) -> None:
    assert restamp() == 0


def test_memberships_are_those_of_the_service(small: Plan) -> None:
    assert rebuild_memberships() == 0


def test_deficits_are_those_of_the_service(small: Plan) -> None:
    before = Deficit.objects.count()
    rebuild_deficits()
    assert before == Deficit.objects.count() > 0


@pytest.mark.parametrize(("table", "column"), DATED)
def test_nothing_happens_after_the_history(small: Plan, table: str, column: str) -> None:
    assert number(f"SELECT count(*) FROM {table} WHERE {column} > %s", f"{UNTIL}-12-31") == 0


def test_nothing_is_measured_before_the_history(small: Plan) -> None:
    early = f"{UNTIL - 2}-01-01"
    assert number("SELECT count(*) FROM diagnostics_diagnosticsession WHERE completed_on < %s", early) == 0


def test_names_on_employments_are_those_of_the_people(small: Plan) -> None:
    assert {(e.person_name, e.person.full_name) for e in Employment.objects.select_related("person")} == {
        (p.full_name, p.full_name) for p in Person.objects.all()
    }


def test_official_headcounts_are_there_for_every_year(small: Plan) -> None:
    years = {day.year for day in Headcount.objects.values_list("on_date", flat=True)}
    assert years == set(small.calendar)


def test_completed_training_has_a_document(small: Plan) -> None:
    assert not Enrollment.objects.filter(completed_on__isnull=False, document_number="").exists()


def test_assessment_centre_sees_whom_it_assessed(small: Plan) -> None:
    seen = PersonLink.objects.filter(relation="assessed").count()
    query = (
        "SELECT count(DISTINCT s.person_id) FROM diagnostics_diagnosticsession s"
        " JOIN organizations_organization o ON o.id = s.provider_id WHERE o.kind = 'copmkp'"
    )
    assert seen == number(query) > 0


def test_generation_leaves_a_trace(small: Plan) -> None:
    assert HistoryEntry.objects.filter(verb="generate").count() == 1


def test_second_generation_of_a_unit_is_refused(small: Plan) -> None:
    with pytest.raises(AlreadyThere, match="уже создан"):
        generate(small)
