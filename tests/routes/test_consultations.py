"""The register of questions: asked by a teacher or an organization, answered by a consultant."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from apps.core import counters
from apps.core.actor import acting, system
from apps.core.models import HistoryEntry, Notification
from apps.routes.models import Consultation
from apps.routes.services import consultations
from tests import factories as make
from tests.cast import Cast
from tests.core.web.checks import assert_constant_queries, text_of
from tests.routes.conftest import Browse

pytestmark = pytest.mark.django_db
SYSTEM = system("test")
ASKED = date(2025, 3, 3)


def themes(response: Any) -> set[str]:
    assert response.status_code == 200
    return {row[2] for row in response.context["listing"].table.page.rows}


def test_teacher_asks_for_herself_and_sees_the_answer(browse: Browse, cast: Cast) -> None:
    teacher = browse("teacher")
    form = text_of(teacher.get("/routes/consultations/create/"))
    assert ('name="person"' in form, 'name="organization"' in form, 'name="theme"' in form) == (False, False, True)
    teacher.post("/routes/consultations/create/", {"theme": "Оценивание", "question": "Как оценивать проекты?"})
    with acting(SYSTEM):
        made = Consultation.objects.get()
    assert (made.person_id, made.personal, made.asked_on) == (cast.teacher.pk, True, timezone.localdate())
    answered = browse("cnppm").post(
        f"/routes/consultations/{made.pk}/do/answer/",
        {"outcome": "По критериям.", "answered_on": f"{timezone.localdate():%d.%m.%Y}"},
    )
    assert answered.status_code == 302
    assert "По критериям." in text_of(teacher.get(f"/routes/consultations/{made.pk}/"))
    with acting(SYSTEM):
        bell = Notification.objects.get(user=cast.grants["teacher"].user)
        made.refresh_from_db()
    assert (bell.text, made.consultant) == ("На ваш вопрос «Оценивание» ответили.", "Тест cnppm (Специалист ЦНППМ)")


def test_teacher_changes_a_question_until_it_is_answered(browse: Browse, cast: Cast) -> None:
    with acting(SYSTEM):
        made = make.make_question(cast.teacher, asked_on=ASKED)
    url = f"/routes/consultations/{made.pk}/edit/"
    assert browse("teacher").post(url, {"theme": "Другая тема", "question": "Что?"}).status_code == 302
    with acting(SYSTEM):
        consultations.answer(made, outcome="Так.", answered_on=ASKED)
    assert browse("teacher").get(url).status_code == 403


def test_teacher_answers_nobody(browse: Browse, cast: Cast) -> None:
    with acting(SYSTEM):
        made = make.make_question(cast.teacher)
    assert browse("teacher").get(f"/routes/consultations/{made.pk}/do/answer/").status_code == 403
    with acting(cast.actor("teacher")), pytest.raises(PermissionDenied):
        consultations.answer(made, outcome="Сама.")


def test_operator_asks_for_the_school_and_sees_no_personal_question(browse: Browse, cast: Cast) -> None:
    with acting(SYSTEM):
        make.make_question(cast.teacher, theme="Личное")
        make.make_question(cast.school_a2, theme="Чужая школа спросила")
    operator = browse("operator")
    operator.post("/routes/consultations/create/", {"theme": "Для школы", "question": "Как вести журнал?"})
    assert themes(operator.get("/routes/consultations/")) == {"Для школы"}
    with acting(SYSTEM):
        assert Consultation.objects.get(theme="Для школы").organization == cast.school_a


@pytest.mark.parametrize("role", ["ministry", "moo", "umo", "iro", "council", "copmkp", "administrator", "federal"])
def test_questions_are_closed_to_roles_that_take_no_part(browse: Browse, role: str) -> None:
    assert browse(role).get("/routes/consultations/").status_code == 403


@pytest.mark.parametrize(
    ("role", "seen"),
    [
        ("cnppm", {"своя", "коллеги", "соседа"}),
        ("methodist", {"своя", "коллеги"}),
        ("tutor", {"своя"}),
        ("teacher", {"своя"}),
    ],
)
def test_list_shows_the_questions_of_the_scope(browse: Browse, cast: Cast, role: str, seen: set[str]) -> None:
    with acting(SYSTEM):
        for who, theme in ((cast.teacher, "своя"), (cast.colleague, "коллеги"), (cast.stranger, "соседа")):
            make.make_question(who, theme=theme)
    assert themes(browse(role).get("/routes/consultations/?state=open")) == seen


def test_consultant_names_one_asker(browse: Browse, cast: Cast) -> None:
    form = {"theme": "Тема", "question": "Что?", "channel": "phone", "asked_on": "03.03.2025"}
    nobody = browse("cnppm").post("/routes/consultations/create/", form)
    both = browse("cnppm").post(
        "/routes/consultations/create/",
        {**form, "person": str(cast.teacher.pk), "organization": str(cast.school_a.pk)},
    )
    assert (list(nobody.context["form"].errors), list(both.context["form"].errors)) == (["person"], ["organization"])
    browse("cnppm").post("/routes/consultations/create/", {**form, "organization": str(cast.school_a.pk)})
    with acting(SYSTEM):
        made = Consultation.objects.get()
    assert (made.personal, made.organization_id, made.channel) == (False, cast.school_a.pk, "phone")


@pytest.mark.parametrize(
    ("day", "field"),
    [(ASKED - timedelta(days=1), "answered_on"), (timezone.localdate() + timedelta(days=1), "answered_on")],
)
def test_answer_is_dated_between_the_question_and_today(cast: Cast, day: date, field: str) -> None:
    with acting(SYSTEM):
        made = make.make_question(cast.teacher, asked_on=ASKED)
        with pytest.raises(ValidationError) as refused:
            consultations.answer(made, outcome="Так.", answered_on=day)
    assert list(refused.value.message_dict) == [field]


def test_answered_question_goes_back_into_the_worklist(cast: Cast) -> None:
    with acting(SYSTEM):
        made = make.make_question(cast.teacher, asked_on=ASKED)
        consultations.answer(made, outcome="Так.", answered_on=ASKED, follow_up_on=ASKED)
        with pytest.raises(ValidationError):
            consultations.withdraw(made)
        consultations.reopen(made)
        assert (made.answered_on, made.outcome) == (None, "Так.")
        with pytest.raises(ValidationError):
            consultations.reopen(made)
        consultations.withdraw(made)
        verbs = list(HistoryEntry.objects.order_by("id").values_list("verb", flat=True))
    assert verbs == ["answer_consultation", "reopen_consultation", "withdraw_consultation"]


def test_question_moves_with_its_person(cast: Cast) -> None:
    with acting(SYSTEM):
        made = make.make_question(cast.teacher)
        make.make_employment(cast.teacher, cast.school_b, is_main=False)
        job = cast.teacher.employments.get(is_main=True)
        job.end = date(2025, 1, 1)
        job.save()
        make.make_employment(cast.teacher, cast.school_a2, start=date(2025, 2, 1))
        made.refresh_from_db()
    assert made.organization_id == cast.school_a2.pk


def test_counter_counts_answers_of_the_term(cast: Cast) -> None:
    with acting(SYSTEM):
        make.make_question(cast.teacher)
        consultations.answer(make.make_question(cast.teacher, asked_on=ASKED), outcome="Так.", answered_on=ASKED)
    found = counters.get("consultations")
    place = counters.Place(region=cast.region.pk)
    assert found.count(place, date(2025, 1, 1), date(2025, 12, 31)) == 1
    assert found.count(place, date(2024, 1, 1), date(2024, 12, 31)) == 0


def test_first_page_says_what_waits_for_an_answer(browse: Browse, cast: Cast) -> None:
    with acting(SYSTEM):
        make.make_question(cast.teacher)
    assert "Обращения ждут ответа" in text_of(browse("cnppm").get("/"))
    assert "Обращения ждут ответа" not in text_of(browse("teacher").get("/"))


def test_list_and_card_ask_the_same_number_of_questions(browse: Browse, cast: Cast) -> None:
    def make_row() -> None:
        make.make_question(make.make_person(cast.school_a))

    assert_constant_queries(browse("cnppm"), "/routes/consultations/", make_row, queries=9)
