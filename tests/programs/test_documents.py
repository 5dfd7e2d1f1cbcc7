"""The register of documents: numbers in sequence, spoilt blanks, duplicates, who may issue."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from apps.core.actor import Actor, acting, system
from apps.programs.models import DocumentSeries, Enrollment, IssuedDocument, StudyGroup
from apps.programs.services import documents
from tests import factories as make
from tests.cast import Cast, make_cast
from tests.programs.conftest import Browse

SYSTEM = system("test")
START, DONE, ISSUED = date(2025, 3, 3), date(2025, 3, 20), date(2025, 3, 25)


def trained(cast: Cast, *, kind: str = "pk", owner: str = "iro") -> Enrollment:
    with acting(SYSTEM):
        program = make.make_program(getattr(cast, owner), kind=kind)
        return make.make_enrollment(make.make_person(cast.school_a), program, START, DONE)


def issue(cast: Cast, training: Enrollment, on: date = ISSUED) -> IssuedDocument:
    with acting(cast.actor("iro")):
        return documents.issue_document(training, issued_on=on)


@pytest.mark.django_db
def test_numbers_follow_each_other_by_kind_and_year(cast: Cast) -> None:
    made = [
        issue(cast, trained(cast)),
        issue(cast, trained(cast)),
        issue(cast, trained(cast, kind="pp")),
        issue(cast, trained(cast), date(2026, 1, 12)),
    ]
    assert [(one.registration_number, one.blank_number) for one in made] == [
        ("1/2025", "000001"),
        ("2/2025", "000002"),
        ("1/2025", "000001"),
        ("1/2026", "000001"),
    ]


@pytest.mark.django_db
def test_numbers_look_as_the_numbering_says_and_the_next_year_inherits_it(cast: Cast) -> None:
    looks = {"series": "ПК", "prefix": "33-", "digits": 4, "mark": "У"}
    with acting(cast.actor("iro")):
        documents.open_series(organization=cast.iro, year=2025, kind="certificate", **looks)
    first, second = trained(cast), trained(cast)
    made = (issue(cast, first), issue(cast, second, date(2026, 2, 1)))
    assert [(one.blank_series, one.blank_number, one.registration_number) for one in made] == [
        ("ПК", "33-0001", "1/2025-У"),
        ("ПК", "33-0001", "1/2026-У"),
    ]
    with acting(SYSTEM):
        first.refresh_from_db()
    assert (first.document_number, first.registration_number, first.issued_on) == ("ПК 33-0001", "1/2025-У", ISSUED)


@pytest.mark.django_db
def test_only_a_completed_training_without_a_document_gets_one(cast: Cast) -> None:
    going, done = trained(cast), trained(cast)
    with acting(SYSTEM):
        Enrollment.objects.filter(pk=going.pk).update(completed_on=None)
        going.refresh_from_db()
    issue(cast, done)
    for training, on, sentence in (
        (going, ISSUED, "не завершено"),
        (done, ISSUED, "уже выдан"),
        (done, START, "Раньше"),
    ):
        with pytest.raises(ValidationError, match=sentence):
            issue(cast, training, on)
    with acting(SYSTEM):
        assert DocumentSeries.objects.get().last == 1


@pytest.mark.django_db
def test_spoilt_number_stays_used_and_the_training_waits_for_another(cast: Cast) -> None:
    training = trained(cast)
    first = issue(cast, training)
    with acting(cast.actor("iro")):
        documents.spoil_document(first, on=ISSUED, reason="Опечатка в фамилии")
        training.refresh_from_db()
        assert training.document_number == ""
        with pytest.raises(ValidationError, match="уже недействителен"):
            documents.spoil_document(first, on=ISSUED, reason="Ещё раз")
    second = issue(cast, training)
    with acting(SYSTEM):
        rows = IssuedDocument.objects.order_by("number").values_list("number", "fate", "fate_reason")
        assert list(rows) == [(1, "spoiled", "Опечатка в фамилии"), (2, "valid", "")]
    assert second.registration_number == "2/2025"


@pytest.mark.django_db
def test_duplicate_names_its_original_and_takes_the_next_number(cast: Cast) -> None:
    first = issue(cast, trained(cast))
    with acting(cast.actor("iro")):
        made = documents.issue_duplicate(first, on=date(2025, 9, 1), fate="lost", reason="Заявление")
        first.refresh_from_db()
    assert (made.number, made.original, first.fate, first.fate_on) == (2, first, "lost", date(2025, 9, 1))


@pytest.mark.django_db
def test_document_of_another_organization_is_not_issued(cast: Cast) -> None:
    theirs = trained(cast, owner="cnppm")
    with pytest.raises(ValidationError, match="организация программы"):
        issue(cast, theirs)
    with acting(cast.actor("cnppm")):
        documents.issue_document(theirs, issued_on=ISSUED)
    with acting(cast.actor("iro")):
        assert IssuedDocument.objects.count() == 0


@pytest.mark.django_db
def test_group_gets_its_documents_in_the_order_of_names_or_not_at_all(cast: Cast) -> None:
    with acting(SYSTEM):
        group = StudyGroup.objects.create(program=make.make_program(cast.iro), code="Г", start=START, end=DONE)
        people = [make.make_person(cast.school_a, last_name=name) for name in ("Яблокова", "Абрикосова", "Грушина")]
        for person in people:
            Enrollment.objects.create(
                person=person, program=group.program, group=group, enrolled_on=START, completed_on=DONE
            )
    with acting(cast.actor("iro")):
        with pytest.raises(ValidationError, match="Раньше"):
            documents.issue_to_group(group, issued_on=START)
        assert documents.issue_to_group(group, issued_on=ISSUED) == 3
        with pytest.raises(ValidationError, match="некому"):
            documents.issue_to_group(group, issued_on=ISSUED)
    with acting(SYSTEM):
        found = IssuedDocument.objects.order_by("number").values_list("number", "person__last_name")
        assert list(found) == [(1, "Абрикосова"), (2, "Грушина"), (3, "Яблокова")]


@pytest.mark.django_db
def test_counter_is_not_set_back_nor_moved_once_numbers_are_out(cast: Cast) -> None:
    issue(cast, trained(cast))
    with acting(cast.actor("iro")):
        series = DocumentSeries.objects.get()
        for last in (0, 5):
            with pytest.raises(ValidationError) as caught:
                documents.update_series(series, last=last)
            assert list(caught.value.message_dict) == ["last"]
        documents.update_series(series, last=1, mark="К")
    assert issue(cast, trained(cast)).registration_number == "2/2025-К"


@pytest.mark.django_db
def test_register_is_open_to_its_organization_only(browse: Browse, cast: Cast) -> None:
    made = issue(cast, trained(cast))
    for role, status in {"iro": 200, "cnppm": 404, "ministry": 403, "operator": 403, "teacher": 403}.items():
        assert browse(role).get(f"/programs/documents/{made.pk}/").status_code == status


@pytest.mark.django_db
def test_blank_is_written_off_on_its_page(browse: Browse, cast: Cast) -> None:
    made = issue(cast, trained(cast))
    data = {"on": "26.03.2025", "reason": "Порван"}
    browse("iro").post(f"/programs/documents/{made.pk}/do/spoil/", data)
    with acting(SYSTEM):
        made.refresh_from_db()
    assert (made.fate, made.fate_reason) == ("spoiled", "Порван")


@pytest.mark.django_db
def test_training_on_a_programme_out_of_sight_opens_and_gives_no_document(browse: Browse, cast: Cast) -> None:
    with acting(SYSTEM):
        theirs = make.make_enrollment(cast.teacher, make.make_program(cast.foreign_school), START, DONE)
    for role in ("operator", "iro"):
        assert browse(role).get(f"/programs/trainings/{theirs.pk}/").status_code == 200
    with pytest.raises(ValidationError, match="организация программы"):
        issue(cast, theirs)


TOGETHER = 10


def test_ten_at_once_leave_no_gap_and_no_repeat(committed: None) -> None:
    with acting(SYSTEM):
        cast = make_cast()
    ready = [trained(cast) for _ in range(TOGETHER)]
    failing = trained(cast)
    with acting(SYSTEM):
        Enrollment.objects.filter(pk=failing.pk).update(completed_on=None)
    actor, barrier = cast.actor("iro"), Barrier(TOGETHER + 1)

    def one(pk: int) -> str:
        return attempt(actor, barrier, pk)

    with ThreadPoolExecutor(TOGETHER + 1) as pool:
        said = list(pool.map(one, [*(training.pk for training in ready), failing.pk]))
    with acting(SYSTEM):
        assert DocumentSeries.objects.get().last == TOGETHER
    assert sorted(said) == sorted([f"{n}/2025" for n in range(1, TOGETHER + 1)] + [documents.NOT_DONE])


def attempt(actor: Actor, barrier: Barrier, pk: int) -> str:
    """Issue at the same moment as the others, over a connection of its own."""
    try:
        barrier.wait()
        with acting(actor):
            return documents.issue_document(Enrollment.objects.get(pk=pk), issued_on=ISSUED).registration_number
    except ValidationError as error:
        return str(error.messages[0])
    finally:
        connection.close()
