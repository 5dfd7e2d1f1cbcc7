"""Hiring, dismissal, and where a person belongs."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from apps.core.actor import acting, system
from apps.teachers.models import Employment, Person, Subject
from apps.teachers.services import employment as jobs
from tests import factories as make
from tests.cast import Cast

pytestmark = pytest.mark.django_db
SYSTEM = system("test")
LAST_DAY, NEXT_DAY = date(2024, 8, 31), date(2024, 9, 1)


def job_of(person: Person) -> Employment:
    return Employment.objects.get(person=person, is_main=True)


def messages(caught: pytest.ExceptionInfo[ValidationError]) -> dict[str, list[str]]:
    return dict(caught.value.message_dict)


def test_end_keeps_the_person_until_somebody_hires_them(cast: Cast) -> None:
    with acting(cast.actor("operator")):
        jobs.end_employment(job_of(cast.teacher), end=LAST_DAY)
        assert Person.objects.filter(pk=cast.teacher.pk).exists()


def test_new_main_job_takes_the_person_away(cast: Cast) -> None:
    with acting(cast.actor("cnppm")):
        jobs.end_employment(job_of(cast.teacher), end=LAST_DAY)
        person = Person.objects.get(pk=cast.teacher.pk)
        jobs.add_employment(
            person=person, organization=cast.school_b, position=make.make_position(), start=NEXT_DAY, is_main=True
        )
        assert person.organization_id == cast.school_b.pk
    with acting(cast.actor("operator")):
        assert not Person.objects.filter(pk=cast.teacher.pk).exists()


def test_second_main_job_names_the_employer_to_those_who_see_it(cast: Cast) -> None:
    with acting(cast.actor("cnppm")), pytest.raises(ValidationError) as caught:
        jobs.add_employment(
            person=cast.teacher, organization=cast.school_b, position=make.make_position(), start=NEXT_DAY
        )
    assert "Школа А-1" in messages(caught)["is_main"][0]


def test_main_job_begun_before_another_one_ended_is_refused(cast: Cast) -> None:
    with acting(SYSTEM):
        job = job_of(cast.teacher)
        jobs.end_employment(job, end=LAST_DAY)
        with pytest.raises(ValidationError) as caught:
            jobs.add_employment(
                person=cast.teacher, organization=cast.school_a, position=make.make_position("Методист"), start=LAST_DAY
            )
    assert list(messages(caught)) == ["is_main"]


def test_end_before_start_is_refused_at_its_field(cast: Cast) -> None:
    with acting(cast.actor("operator")), pytest.raises(ValidationError) as caught:
        jobs.end_employment(job_of(cast.teacher), end=date(2000, 1, 1))
    assert messages(caught) == {"end": ["Дата увольнения раньше даты приёма."]}


def test_reopened_job_is_current_again(cast: Cast) -> None:
    with acting(cast.actor("operator")):
        job = job_of(cast.teacher)
        jobs.end_employment(job, end=LAST_DAY)
        jobs.reopen_employment(job)
        assert job_of(cast.teacher).end is None


def test_reopening_is_refused_after_somebody_else_has_hired(cast: Cast) -> None:
    with acting(SYSTEM):
        job = job_of(cast.teacher)
        jobs.end_employment(job, end=LAST_DAY)
        jobs.add_employment(
            person=cast.teacher, organization=cast.school_b, position=make.make_position(), start=NEXT_DAY
        )
        with pytest.raises(ValidationError) as caught:
            jobs.reopen_employment(job)
    assert list(messages(caught)) == ["is_main"]


def test_outside_employer_cannot_touch_the_main_job(cast: Cast) -> None:
    with acting(SYSTEM):
        job = job_of(cast.stranger)
    with acting(cast.actor("operator")), pytest.raises(PermissionDenied):
        jobs.end_employment(job, end=LAST_DAY)


def test_outside_employer_ends_its_own_part_time_job(cast: Cast) -> None:
    with acting(SYSTEM):
        aside = make.make_employment(cast.stranger, cast.school_a, is_main=False)
    with acting(cast.actor("operator")):
        jobs.end_employment(Employment.objects.get(pk=aside.pk), end=LAST_DAY)
        assert Employment.objects.get(pk=aside.pk).end == LAST_DAY


def test_only_job_is_not_removed_and_a_second_one_is(cast: Cast) -> None:
    with acting(cast.actor("operator")):
        with pytest.raises(ValidationError) as caught:
            jobs.remove_employment(job_of(cast.teacher))
        assert caught.value.messages == [jobs.LAST_ONE]
        aside = jobs.add_employment(
            person=cast.teacher,
            organization=cast.school_a,
            position=make.make_position("Методист"),
            start=NEXT_DAY,
            is_main=False,
        )
        jobs.remove_employment(aside)
        assert [e.pk for e in Employment.objects.filter(person=cast.teacher)] == [job_of(cast.teacher).pk]


def test_same_job_twice_is_refused(cast: Cast) -> None:
    with acting(cast.actor("operator")), pytest.raises(ValidationError) as caught:
        jobs.add_employment(
            person=cast.teacher,
            organization=cast.school_a,
            position=make.make_position(),
            start=make.LONG_AGO,
            is_main=False,
        )
    assert caught.value.messages == ["Такая запись уже есть: измените её или проверьте, что введено."]


def test_position_of_a_manager_marks_the_person_and_their_rows(cast: Cast) -> None:
    with acting(cast.actor("operator")):
        jobs.update_employment(job_of(cast.teacher), position=make.make_position("Директор", "manager"))
        assert Person.objects.get(pk=cast.teacher.pk).managerial is True


def test_subjects_of_a_job_are_replaced(cast: Cast) -> None:
    one, two = (Subject.objects.create(name=name, sort_key=name) for name in ("Тест-физика", "Тест-химия"))
    with acting(cast.actor("operator")):
        job = jobs.update_employment(job_of(cast.teacher), subjects=[one, two])
        jobs.update_employment(job, subjects=[two])
        assert [s.name for s in job.subjects.all()] == ["Тест-химия"]
