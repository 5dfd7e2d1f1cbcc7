"""Programmes, registry entries, training."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import ProgrammingError, transaction

from apps.core.actor import acting, system
from apps.core.models import HistoryEntry
from apps.programs.models import Enrollment, Program
from apps.programs.services import programs, registry, training
from tests import factories as make
from tests.cast import Cast

pytestmark = pytest.mark.django_db
DAY, LATER = date(2024, 2, 1), date(2024, 5, 1)


def test_program_gets_a_code_a_key_and_competences(cast: Cast) -> None:
    competence = make.make_competence()
    with acting(cast.actor("iro")):
        made = programs.create_program(
            organization=cast.iro, title="Ёлочная  программа", kind="pk", hours=36, competences=[competence]
        )
        programs.update_program(made, title="Другая", competences=[])
    with acting(system("test")):
        made = Program.objects.get(pk=made.pk)
        assert (made.sort_key, made.region_id, list(made.competences.all())) == ("другая", cast.region.pk, [])
        assert made.code.startswith("ДПП-")
        entries = HistoryEntry.objects.filter(verb="set_competences").order_by("id")
        assert [(e.before, e.after) for e in entries] == [
            ({"competences": []}, {"competences": ["Т-01"]}),
            ({"competences": ["Т-01"]}, {"competences": []}),
        ]


def test_institute_cannot_write_a_program_of_another_organization(cast: Cast) -> None:
    with acting(cast.actor("iro")), pytest.raises(ProgrammingError), transaction.atomic():
        programs.create_program(organization=cast.school_b, title="Чужая", kind="pk", hours=36)


def test_program_with_training_is_not_removed(cast: Cast) -> None:
    with acting(cast.actor("cnppm")):
        program = programs.create_program(organization=cast.cnppm, title="Программа", kind="pk", hours=36)
        training.remove_enrollment(training.enroll(person=cast.teacher, program=program, enrolled_on=DAY))
        training.enroll(person=cast.teacher, program=program, enrolled_on=DAY)
        with pytest.raises(ValidationError) as caught:
            programs.remove_program(program)
    assert caught.value.messages == ["Запись нельзя удалить: на неё опираются другие записи."]


def test_dates_of_a_program_stand_in_order(cast: Cast) -> None:
    with acting(cast.actor("cnppm")):
        program = programs.create_program(
            organization=cast.cnppm, title="Программа", kind="pk", hours=36, runs_from=LATER
        )
        with pytest.raises(ValidationError) as caught:
            programs.update_program(program, runs_to=DAY)
    assert list(caught.value.message_dict) == ["runs_to"]


def test_entry_is_linked_once_and_unlinked(cast: Cast) -> None:
    with acting(cast.actor("cnppm")):
        one, two = (
            programs.create_program(organization=cast.cnppm, title=title, kind="pk", hours=36) for title in "АБ"
        )
        entry = registry.create_entry(number="ТЕСТ-1", title="А", included_on=DAY)
        registry.link_entry(entry, program=one)
        with pytest.raises(ValidationError):
            registry.link_entry(entry, program=two)
        registry.unlink_entry(entry)
        registry.link_entry(entry, program=two)
        registry.update_entry(entry, excluded_on=LATER)
    entry.refresh_from_db()
    assert (entry.program_id, entry.excluded_on) == (two.pk, LATER)


def test_training_is_completed_with_its_document_and_reopened(cast: Cast) -> None:
    with acting(cast.actor("operator")):
        program = _program(cast)
        begun = training.enroll(person=cast.teacher, program=program, enrolled_on=DAY)
        training.complete_enrollment(begun, completed_on=LATER, document_number="У-1")
        training.complete_enrollment(begun, completed_on=LATER, issued_on=LATER)
        found = Enrollment.objects.get(pk=begun.pk)
        assert (found.completed_on, found.document_number, found.issued_on) == (LATER, "У-1", LATER)
        with pytest.raises(ValidationError) as caught:
            training.expel(begun, expelled_on=LATER)
        assert list(caught.value.message_dict) == ["expelled_on"]
        training.reopen_enrollment(begun)
        training.expel(begun, expelled_on=LATER)
        assert Enrollment.objects.get(pk=begun.pk).expelled_on == LATER


def _program(cast: Cast) -> Program:
    with acting(system("test")):
        return make.make_program(cast.iro)


def test_completion_before_enrollment_is_refused(cast: Cast) -> None:
    with acting(cast.actor("operator")), pytest.raises(ValidationError) as caught:
        training.enroll(person=cast.teacher, program=_program(cast), enrolled_on=LATER, completed_on=DAY)
    assert list(caught.value.message_dict) == ["completed_on"]
