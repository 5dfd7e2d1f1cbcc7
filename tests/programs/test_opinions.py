"""Opinions of participants and employers, likenesses of programmes, контрольные цифры."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from apps.core.actor import acting, system
from apps.core.models import HistoryEntry
from apps.organizations.models import Organization
from apps.programs.models import CourseEvaluation, Enrollment, Likeness, PlatformQuota, Program, StudyGroup
from apps.programs.selectors import evaluation as reads
from apps.programs.services import evaluation, likeness, quotas
from tests import factories as make
from tests.cast import Cast
from tests.core.web.checks import assert_constant_queries, text_of
from tests.programs.conftest import Browse

pytestmark = pytest.mark.django_db
SYSTEM = system("test")
START, DONE = date(2025, 3, 3), date(2025, 3, 20)
MARKS = dict.fromkeys(reads.COURSE, 4)
SEEN: dict[str, Any] = {"applies": 5, "results": 4, "shares": 3}


@pytest.fixture
def done(cast: Cast) -> Enrollment:
    with acting(SYSTEM):
        program = make.make_program(cast.iro, title="Оценивание")
        group = StudyGroup.objects.create(program=program, code="Г-1", start=START, end=DONE)
        return Enrollment.objects.create(
            person=cast.teacher, program=program, group=group, enrolled_on=START, completed_on=DONE
        )


def test_participant_is_heard_once_and_not_named(cast: Cast, done: Enrollment) -> None:
    with acting(cast.actor("teacher")):
        evaluation.evaluate_course(done, **MARKS, words="Больше практики")
        with pytest.raises(ValidationError, match="уже оставили"):
            evaluation.evaluate_course(done, **MARKS)
    with acting(SYSTEM):
        made = CourseEvaluation.objects.get()
        assert (made.group_id, made.content, made.words) == (done.group_id, 4, "Больше практики")
        done.refresh_from_db()
        assert done.evaluated is True
        assert HistoryEntry.objects.filter(object_kind="programs.courseevaluation").count() == 0


def test_only_the_participant_speaks_and_only_after_the_course(cast: Cast, done: Enrollment) -> None:
    with acting(cast.actor("cnppm")), pytest.raises(ValidationError, match="кто на нём учился"):
        evaluation.evaluate_course(done, **MARKS)
    with acting(SYSTEM):
        Enrollment.objects.filter(pk=done.pk).update(completed_on=None)
        done.refresh_from_db()
    with acting(cast.actor("teacher")), pytest.raises(ValidationError, match="ещё не завершено"):
        evaluation.evaluate_course(done, **MARKS)


def test_paper_opinions_are_no_more_than_those_who_completed(cast: Cast, done: Enrollment) -> None:
    assert done.group is not None
    with acting(cast.actor("iro")):
        evaluation.enter_evaluation(done.group, **MARKS)
        with pytest.raises(ValidationError, match="больше быть не может"):
            evaluation.enter_evaluation(done.group, **MARKS)


def opinions(cast: Cast, program: Program) -> reads.Opinion:
    with acting(cast.actor("iro")):
        found: reads.Opinion = reads.opinions_context(program, cast.actor("iro"))["course"]
    return found


def test_averages_are_shown_from_five_answers_on(cast: Cast, done: Enrollment) -> None:
    def say(overall: int) -> None:
        with acting(SYSTEM):
            CourseEvaluation.objects.create(program=done.program, words="Слова", **{**MARKS, "overall": overall})

    for overall in (5, 5, 4, 4):
        say(overall)
    found = opinions(cast, done.program)
    assert (found.n, found.shown, found.averages, found.words) == (4, False, (), ())
    say(4)
    found = opinions(cast, done.program)
    assert (found.n, found.shown, found.averages[-1]) == (5, True, ("В целом", "4,4"))


def test_employer_speaks_of_the_own_people_after_the_course(cast: Cast, done: Enrollment) -> None:
    with acting(cast.actor("operator")):
        made = evaluation.evaluate_as_employer(enrollment=done, **SEEN)
        evaluation.update_employer_evaluation(made, shares=5)
        assert (made.applies, made.shares, made.organization_id) == (5, 5, cast.school_a.pk)
        with pytest.raises(ValidationError):
            evaluation.evaluate_as_employer(enrollment=done, **SEEN)
    with acting(SYSTEM):
        theirs = make.make_enrollment(cast.stranger, done.program, START, DONE)
    with acting(cast.actor("operator")), pytest.raises(ValidationError, match="где человек работает"):
        evaluation.evaluate_as_employer(enrollment=theirs, **SEEN)


def test_employer_is_asked_from_three_to_six_months_later(cast: Cast, done: Enrollment) -> None:
    days = {"early": 60, "first": reads.ASKED_FROM, "last": reads.ASKED_TO, "late": 200}
    today = date(2025, 12, 1)
    with acting(SYSTEM):
        made = {
            name: make.make_enrollment(make.make_person(cast.school_a), done.program, START, today - timedelta(days=n))
            for name, n in days.items()
        }
        due = set(Enrollment.objects.filter(reads.employer_due(today)).values_list("pk", flat=True))
    assert due == {made["first"].pk, made["last"].pk}


def test_worklists_ask_the_participant_and_the_employer(browse: Browse, cast: Cast, done: Enrollment) -> None:
    today = timezone.localdate()
    with acting(SYSTEM):
        Enrollment.objects.filter(pk=done.pk).update(completed_on=today - timedelta(days=10))
        old = make.make_enrollment(cast.head, done.program, START, today - timedelta(days=120))
    assert "Оцените пройденный курс" in text_of(browse("teacher").get("/"))
    assert "Внесите отзыв о курсе" in text_of(browse("operator").get("/"))
    page = browse("operator").get("/programs/trainings/?due=employer")
    assert [row[0] for row in page.context["listing"].table.page.rows] == [old.pk]


def test_teacher_evaluates_on_the_own_page(browse: Browse, cast: Cast, done: Enrollment) -> None:
    url, data = f"/programs/trainings/{done.pk}/evaluate/", {name: "5" for name in reads.COURSE}
    assert "Оценить курс" in text_of(browse("teacher").get(f"/programs/trainings/{done.pk}/?tab=opinion"))
    assert browse("teacher").post(url, {**data, "overall": "9"}).status_code == 422
    assert browse("teacher").post(url, data).headers["Location"] == f"/programs/trainings/{done.pk}/"
    assert "Спасибо за отзыв" in text_of(browse("teacher").get(f"/programs/trainings/{done.pk}/?tab=opinion"))
    assert browse("operator").get(url).status_code == 403


def federal(cast: Cast) -> Organization:
    return make.make_organization(cast.school_b.municipality, "federal", short_name="Академия")


def test_repetition_of_a_federal_programme_is_found_and_explained(cast: Cast) -> None:
    competence = make.make_competence
    with acting(SYSTEM):
        own = make.make_program(cast.iro, title="Формирующее оценивание в начальной школе")
        other = make.make_program(federal(cast), title="Формирующее оценивание в школе начальной")
        make.make_program(cast.iro, title="Цифровая среда", form="network")
        make.make_program(cast.iro, title="Функциональная грамотность")
        for program in (own, other):
            program.competences.add(competence("Т-01"))
        assert likeness.find_likenesses() == 1
        row = Likeness.objects.get()
    assert (row.program_id, row.other_id, row.score >= likeness.LIKE, row.shared) == (own.pk, other.pk, True, 1)
    with acting(cast.actor("iro")):
        with pytest.raises(ValidationError):
            likeness.explain_likeness(row, reason=" ")
        likeness.explain_likeness(row, reason="Другие часы")
    with acting(SYSTEM):
        assert likeness.find_likenesses() == 1
        assert Likeness.objects.get().reason == "Другие часы"
        Program.objects.filter(pk=other.pk).update(title="Иное", sort_key="иное")
        assert (likeness.find_likenesses(), Likeness.objects.count()) == (0, 0)


def test_network_programme_of_another_region_is_no_likeness(cast: Cast) -> None:
    with acting(SYSTEM):
        make.make_program(cast.iro, title="Цифровая среда")
        make.make_program(cast.foreign_school, title="Цифровая среда", form="network")
        assert likeness.find_likenesses() == 0
        make.make_program(cast.cnppm, title="Среда цифровая", form="network")
        assert likeness.find_likenesses() == 1


def test_accepted_are_never_more_than_applied(cast: Cast) -> None:
    values: dict[str, Any] = {"year": 2025, "territory": cast.municipality_a, "course": "Школа Минпросвещения"}
    with acting(cast.actor("iro")):
        made = quotas.set_quota(organization=cast.iro, quota=20, applied=5, accepted=5, **values)
        with pytest.raises(ValidationError) as caught:
            quotas.update_quota(made, accepted=6)
        assert list(caught.value.message_dict) == ["accepted"]
        quotas.update_quota(made, applied=12, accepted=6)
        quotas.remove_quota(made)
        assert PlatformQuota.objects.count() == 0


def test_lists_ask_the_same_number_of_questions_for_one_row_and_three(browse: Browse, cast: Cast) -> None:
    def make_row() -> None:
        number = next(make.numbers)
        own, other = make.make_program(cast.iro), make.make_program(cast.iro)
        Likeness.objects.create(program=own, other=other, score=90)
        place = {"organization": cast.iro, "municipality": cast.iro.municipality, "region": cast.region}
        PlatformQuota.objects.create(
            **place, year=2025, territory=cast.municipality_a, course=f"Курс {number}", quota=1
        )

    for url, queries in {"/programs/likenesses/": 7, "/programs/quotas/": 8}.items():
        assert_constant_queries(browse("iro"), url, make_row, queries=queries)
        with acting(SYSTEM):
            Likeness.objects.all().delete()
            PlatformQuota.objects.all().delete()
