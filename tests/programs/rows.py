"""Rows of programmes for the permission tests: a group with its schedule, the register, what hangs on a programme."""

from apps.organizations.models import Organization
from apps.programs.models import (
    Attendance,
    DocumentSeries,
    Enrollment,
    Expertise,
    IssuedDocument,
    Lesson,
    Likeness,
    Partner,
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
    IssuedDocument.objects.create(
        person=person, issuer=organization, enrollment=enrollment, counter=series, number=number,
        blank_number=f"{number:06}", registration_number=f"{number}/2025", issued_on=DAY,
    )  # fmt: skip
