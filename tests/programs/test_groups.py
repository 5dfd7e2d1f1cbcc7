"""Groups: opening, enrolling with doubts, the journal, completion."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from apps.core.actor import acting, system
from apps.core.models import AccessLogEntry, HistoryEntry
from apps.programs.models import Attendance, Enrollment, StudyGroup
from apps.programs.papers import COMPLETED, ENROLLED, document
from apps.programs.selectors import groups as reads
from apps.programs.services import attendance, enrolling, groups, training
from apps.teachers.models import Consent, Person
from tests import factories as make
from tests.cast import Cast
from tests.core.web.checks import assert_constant_queries, text_of
from tests.programs.conftest import Browse

pytestmark = pytest.mark.django_db
SYSTEM = system("test")
START, MIDDLE, END = date(2025, 3, 3), date(2025, 3, 10), date(2025, 3, 20)


@pytest.fixture
def group(cast: Cast) -> StudyGroup:
    with acting(SYSTEM):
        for person in (cast.teacher, cast.colleague, cast.stranger):
            Consent.objects.create(person=person, given_on=START)
    with acting(cast.actor("iro")):
        program = make.make_program(cast.iro, title="Оценивание")
        return groups.open_group(program=program, start=START, end=END, code="Г-1", capacity=3, curator="Кураторова")


def doubts(cast: Cast, group: StudyGroup, *people: Person) -> list[tuple[str, ...]]:
    with acting(cast.actor("iro")):
        found = enrolling.candidates(group, people)
    return [tuple(text.replace("\u00a0", " ") for text in one.doubts) for one in found]


def enrol(cast: Cast, group: StudyGroup, *people: Person, on: date = START) -> int:
    with acting(cast.actor("iro")):
        return enrolling.enroll_people(group, people=people, enrolled_on=on)


def test_group_lies_where_its_programme_does_and_names_itself(cast: Cast, group: StudyGroup) -> None:
    with acting(cast.actor("iro")):
        other = groups.open_group(program=group.program, start=START, end=END)
    assert (group.organization_id, group.region_id, other.code[:2]) == (cast.iro.pk, cast.region.pk, "Г-")


def test_group_ends_after_it_begins_and_keeps_its_places(cast: Cast, group: StudyGroup) -> None:
    enrol(cast, group, cast.teacher, cast.colleague)
    with acting(cast.actor("iro")):
        for values, field in (({"end": date(2025, 1, 1)}, "end"), ({"capacity": 1}, "capacity")):
            with pytest.raises(ValidationError) as caught:
                groups.update_group(group, **values)
            assert list(caught.value.message_dict) == [field]


def test_candidate_without_objections_has_no_doubts(cast: Cast, group: StudyGroup) -> None:
    assert doubts(cast, group, cast.teacher) == [()]


def test_doubts_are_named_each(cast: Cast, group: StudyGroup) -> None:
    with acting(SYSTEM):
        Consent.objects.filter(person=cast.teacher).update(withdrawn_on=START)
        make.make_enrollment(cast.teacher, group.program, date(2024, 2, 1), date(2024, 3, 1))
        beside = StudyGroup.objects.create(program=make.make_program(cast.iro), code="Г-9", start=MIDDLE, end=END)
        Enrollment.objects.create(person=cast.colleague, program=beside.program, group=beside, enrolled_on=MIDDLE)
        Enrollment.objects.create(person=cast.stranger, program=group.program, enrolled_on=MIDDLE)
    assert doubts(cast, group, cast.teacher, cast.colleague, cast.stranger) == [
        (
            "уже учился на этой программе: завершил 01.03.2024",
            "нет согласия на обработку персональных данных",
        ),
        ("учится в другой группе с 10.03.2025 по 20.03.2025",),
        ("уже зачислен на эту программу 10.03.2025",),
    ]


def test_broken_off_training_is_no_doubt(cast: Cast, group: StudyGroup) -> None:
    with acting(SYSTEM):
        left = make.make_enrollment(cast.teacher, group.program, date(2024, 2, 1))
        training.expel(left, expelled_on=date(2024, 2, 2))
    assert doubts(cast, group, cast.teacher) == [()]


def test_who_is_in_the_group_is_blocked_and_not_enrolled_twice(cast: Cast, group: StudyGroup) -> None:
    assert enrol(cast, group, cast.teacher) == 1
    with acting(cast.actor("iro")):
        (found,) = enrolling.candidates(group, [cast.teacher])
    assert (found.blocked, found.doubts) == (True, (enrolling.HERE,))
    assert enrol(cast, group, cast.teacher, cast.colleague) == 1
    with pytest.raises(ValidationError, match="Никто не выбран"):
        enrol(cast, group, cast.teacher)


def test_places_are_not_exceeded(cast: Cast, group: StudyGroup) -> None:
    enrol(cast, group, cast.teacher, cast.colleague)
    with pytest.raises(ValidationError) as caught:
        enrol(cast, group, cast.stranger, cast.head)
    assert caught.value.messages[0].replace("\u00a0", " ").startswith("Свободных мест в группе: 1, выбрано: 2 человека")
    with acting(SYSTEM):
        assert Enrollment.objects.filter(group=group).count() == 2


def test_list_of_names_finds_people_and_tells_who_is_missing(cast: Cast) -> None:
    text = "Своева Тест\n  коллегина  ТЕСТ \nНезнакомцев Пётр"
    with acting(cast.actor("iro")):
        found = list(enrolling.named(Person.objects.order_by("sort_key"), text))
    assert [one.last_name for one in found] == ["Коллегина", "Своева"]
    assert enrolling.missing(text, found) == ["Незнакомцев Пётр"]


def test_journal_is_written_changed_and_cleared_with_history(cast: Cast, group: StudyGroup) -> None:
    enrol(cast, group, cast.teacher)
    with acting(cast.actor("iro")):
        for day in (START, MIDDLE):
            groups.add_lesson(group=group, on=day, topic="Тема")
        (one,) = groups.members(group)
        assert attendance.mark_attendance(group, marks={(one.pk, START): True, (one.pk, MIDDLE): False}) == 2
        days, (line,) = reads.journal(group)
        assert (days, [mark for _, mark in line.marks]) == ([START, MIDDLE], [True, False])
        assert line.share.replace("\u00a0", " ") == "50,0 %"
        assert attendance.mark_attendance(group, marks={(one.pk, START): True, (one.pk, MIDDLE): True}) == 1
        assert (
            attendance.mark_attendance(group, marks={(one.pk, START): None, (one.pk, END): True, (0, START): True}) == 1
        )
    with acting(SYSTEM):
        assert list(Attendance.objects.values_list("on", "present")) == [(MIDDLE, True)]
        assert HistoryEntry.objects.filter(verb="mark_attendance").count() == 4


def test_lesson_outside_of_the_group_is_refused(cast: Cast, group: StudyGroup) -> None:
    with acting(cast.actor("iro")), pytest.raises(ValidationError) as caught:
        groups.add_lesson(group=group, on=date(2025, 4, 1), topic="Поздно")
    assert list(caught.value.message_dict) == ["on"]


def test_group_is_completed_but_for_those_expelled(cast: Cast, group: StudyGroup) -> None:
    enrol(cast, group, cast.teacher, cast.colleague, cast.stranger)
    with acting(cast.actor("iro")):
        training.expel(Enrollment.objects.get(person=cast.stranger.pk), expelled_on=MIDDLE)
        assert groups.complete_group(group, completed_on=END) == 2
        with pytest.raises(ValidationError, match="некого завершать"):
            groups.complete_group(group, completed_on=END)
        done = Enrollment.objects.filter(completed_on=END).values_list("person_id", flat=True)
        assert set(done) == {cast.teacher.pk, cast.colleague.pk}


def test_orders_name_the_people_of_the_group(cast: Cast, group: StudyGroup) -> None:
    enrol(cast, group, cast.teacher, cast.colleague)
    with acting(cast.actor("iro")):
        training.complete_enrollment(Enrollment.objects.get(person=cast.teacher.pk), completed_on=END)
        tables = {paper: document(group, paper).sections[0].blocks[1] for paper in (ENROLLED, COMPLETED)}
    names = {paper: [row.cells[1] for row in table.rows] for paper, table in tables.items()}  # type: ignore[union-attr]
    assert names == {ENROLLED: ["Коллегина Тест", "Своева Тест"], COMPLETED: ["Своева Тест"]}


# --- pages


def enroll_url(group: StudyGroup) -> str:
    return f"/programs/groups/{group.pk}/enroll/"


def test_people_are_found_by_a_filter_and_enrolled(browse: Browse, cast: Cast, group: StudyGroup) -> None:
    browser = browse("iro")
    found = browser.post(enroll_url(group), {"name": "св"})
    assert [row.person.pk for row, _ in found.context["rows"]] == [cast.teacher.pk]
    data = {"enroll": "1", "people": [str(cast.teacher.pk), str(cast.foreigner.pk)], "enrolled_on": "03.03.2025"}
    done = browser.post(enroll_url(group), data)
    assert done.headers["Location"] == f"/programs/groups/{group.pk}/?tab=people"
    with acting(SYSTEM):
        assert list(Enrollment.objects.values_list("person_id", "group_id")) == [(cast.teacher.pk, group.pk)]
        assert AccessLogEntry.objects.filter(subject__startswith="Отбор слушателей").count() == 1


def test_refusal_keeps_what_was_chosen(browse: Browse, cast: Cast, group: StudyGroup) -> None:
    with acting(SYSTEM):
        StudyGroup.objects.filter(pk=group.pk).update(capacity=0)
    data = {"enroll": "1", "people": [str(cast.teacher.pk)], "enrolled_on": "03.03.2025", "name": "св"}
    refused = browse("iro").post(enroll_url(group), data)
    assert refused.status_code == 422
    assert "Свободных мест в группе: 0" in text_of(refused)


@pytest.mark.parametrize(("role", "status"), [("cnppm", 200), ("ministry", 403), ("teacher", 403), ("operator", 403)])
def test_groups_are_for_those_who_teach(browse: Browse, group: StudyGroup, role: str, status: int) -> None:
    for url in ("/programs/groups/", enroll_url(group), f"/programs/groups/{group.pk}/journal/"):
        assert browse(role).get(url).status_code == status


def test_another_institute_does_not_lead_the_group(browse: Browse, cast: Cast) -> None:
    with acting(SYSTEM):
        other = make.make_program(cast.cnppm)
        theirs = StudyGroup.objects.create(program=other, code="Ч-1", start=START, end=END)
    browser = browse("iro")
    assert browser.get(f"/programs/groups/{theirs.pk}/journal/").status_code == 200
    assert browser.post(f"/programs/groups/{theirs.pk}/journal/").status_code == 403
    assert browser.get(enroll_url(theirs)).status_code == 403


def test_journal_is_saved_from_its_page(browse: Browse, cast: Cast, group: StudyGroup) -> None:
    enrol(cast, group, cast.teacher)
    with acting(cast.actor("iro")):
        groups.add_lesson(group=group, on=START, topic="Тема")
        (one,) = groups.members(group)
    data = {f"mark_{one.pk}_2025-03-03": "1", f"mark_{one.pk}_never": "1", "mark_x": "1"}
    browse("iro").post(f"/programs/groups/{group.pk}/journal/", data)
    with acting(SYSTEM):
        assert list(Attendance.objects.values_list("enrollment_id", "present")) == [(one.pk, True)]


def test_papers_are_asked_for_by_a_job(browse: Browse, group: StudyGroup) -> None:
    url = f"/programs/groups/{group.pk}/file/"
    assert browse("iro").post(url, {"paper": "enrolled", "form": "docx"}).headers["Location"].startswith("/jobs/")
    assert browse("iro").post(url, {"paper": "letter", "form": "docx"}).status_code == 404


def test_lists_ask_the_same_number_of_questions_for_one_row_and_three(browse: Browse, cast: Cast) -> None:
    def make_row() -> None:
        number = next(make.numbers)
        made = StudyGroup.objects.create(program=make.make_program(cast.iro), code=f"К-{number}", start=START, end=END)
        made.lessons.create(
            on=START, topic="Тема", organization=cast.iro, municipality=cast.iro.municipality, region=cast.region
        )

    assert_constant_queries(browse("iro"), "/programs/groups/", make_row, queries=7)
    with acting(SYSTEM):
        StudyGroup.objects.all().delete()
    assert_constant_queries(browse("iro"), "/programs/lessons/", make_row, queries=7)
