"""What the demonstration makes of the institute's programmes."""

from datetime import date

import pytest

from apps.core.actor import acting, system
from apps.monitoring.services.demo_programs import make_demo_programs
from apps.programs.models import CourseEvaluation, Enrollment, IssuedDocument, Lesson, ProgramModule, RegistryStep
from tests import factories as make
from tests.cast import Cast
from tests.reports import make_profile

pytestmark = pytest.mark.django_db
TODAY = date(2025, 10, 15)


def counts() -> list[int]:
    models = (ProgramModule, RegistryStep, Lesson, IssuedDocument, CourseEvaluation)
    return [model.objects.count() for model in models]


def test_programmes_come_alive_once(cast: Cast) -> None:
    with acting(system("test")):
        profile = make_profile(cast.region, "diagnosed")
        program = make.make_program(cast.iro, hours=37)
        make.make_entry(program, date(2024, 9, 1))
        for day in (1, 2, 3):
            person = make.make_person(cast.school_a)
            make.make_enrollment(person, program, date(2025, 2, day), date(2025, 3, day))
        going = make.make_enrollment(cast.teacher, program, date(2025, 10, 1))
        make_demo_programs(profile, TODAY)
        made = counts()
        make_demo_programs(profile, TODAY)
        assert counts() == made == [3, 4, 4, 3, 6]
        assert sum(ProgramModule.objects.values_list("hours", flat=True)) == 37
        groups = Enrollment.objects.order_by("group__code").values_list("group__code", flat=True)
        assert list(groups) == ["Г-01", "Г-01", "Г-01", "Г-02"]
        going.refresh_from_db()
        assert going.group is not None
        assert going.group.start <= TODAY <= going.group.end
