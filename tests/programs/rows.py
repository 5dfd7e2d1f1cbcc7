"""Rows of programmes for the permission tests: a group with its schedule, the register, what hangs on a programme."""

from apps.organizations.models import Organization
from apps.programs.models import (
    Attendance,
    CourseEvaluation,
    DocumentSeries,
    EmployerEvaluation,
    Enrollment,
    Expertise,
    FrdoCard,
    FrdoPackage,
    FrdoRow,
    IssuedDocument,
    Lesson,
    Likeness,
    Partner,
    PlatformQuota,
    ProgramModule,
    RegistryStep,
    StudyGroup,
)
from apps.teachers.models import Person
from tests import factories as make
from tests.cast import Cast
from tests.permissions.rows import DAY, filler, place_columns


@filler
def program_rows(cast: Cast, mark: str, organization: Organization, person: Person) -> None:
    program = make.make_program(organization, code=f"Г-{mark}")
    ProgramModule.objects.create(program=program, position=1, title=mark, hours=36)
    Partner.objects.create(program=program, partner=organization, role="network")
    RegistryStep.objects.create(program=program, step="prepared", on=DAY, who=mark)
    Expertise.objects.create(program=program, expert=mark, verdict="accept", on=DAY)
    other = make.make_program(organization, code=f"Д-{mark}")
    Likeness.objects.create(program=program, other=other, score=90)
    group = StudyGroup.objects.create(program=program, code=mark, start=DAY, end=DAY)
    Lesson.objects.create(group=group, on=DAY, topic=mark)
    enrollment = Enrollment.objects.create(person=person, program=program, group=group, enrolled_on=DAY)
    Attendance.objects.create(enrollment=enrollment, person=person, on=DAY, present=True)
    series, _ = DocumentSeries.objects.get_or_create(
        **place_columns(organization), year=DAY.year, kind="certificate", defaults={"last": 1}
    )
    number = series.documents.count() + 1
    document = IssuedDocument.objects.create(
        person=person, issuer=organization, enrollment=enrollment, counter=series, number=number,
        blank_number=f"{number:06}", registration_number=f"{number}/2025", issued_on=DAY,
    )  # fmt: skip
    FrdoCard.objects.create(person=person, enrollment=enrollment, issuer=organization, citizenship="643")
    number = FrdoPackage.objects.filter(organization=organization).count() + 1
    package = FrdoPackage.objects.create(**place_columns(organization), number=number, formed_on=DAY, rows_count=1)
    FrdoRow.objects.create(
        person=person, issuer=organization, package=package, document=document, position=1, fate="valid", values=[mark]
    )
    marks = dict.fromkeys(("content", "teachers", "practice", "organization_mark", "overall"), 5)
    CourseEvaluation.objects.create(program=program, group=group, words=mark, **marks)
    EmployerEvaluation.objects.create(
        person=person, enrollment=enrollment, applies=5, results=5, shares=5, answered_on=DAY, who=mark
    )
    PlatformQuota.objects.get_or_create(
        **place_columns(organization), year=2025, territory=organization.municipality, course=mark, quota=1
    )
