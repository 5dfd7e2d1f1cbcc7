"""Questionnaires: built, published, answered by name and anonymously."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test import Client
from django.utils import timezone

from apps.core.actor import acting, system
from apps.core.models import Notification
from apps.diagnostics.enums import SurveyState
from apps.diagnostics.models import Need, Survey, SurveyQuestion, SurveySheet, SurveyTally, SurveyToken
from apps.diagnostics.selectors.surveys import addressed_to, audience
from apps.diagnostics.services.surveys import answering, building, publishing
from tests import factories as make
from tests.cast import Cast
from tests.core.web.checks import assert_constant_queries, log_in, text_of
from tests.diagnostics.survey_rows import make_survey

pytestmark = pytest.mark.django_db
SYSTEM = system("test")
PEDAGOGUES = {"kinds": ["pedagogue"]}
TODAY = timezone.localdate()
DAYS = {"opens_on": f"{TODAY:%d.%m.%Y}", "closes_on": f"{TODAY + timedelta(days=3):%d.%m.%Y}"}


@pytest.fixture
def survey(cast: Cast) -> Survey:
    with acting(SYSTEM):
        return make_survey(cast.cnppm, anonymous=True)


@pytest.fixture
def teacher(cast: Cast) -> Client:
    return log_in(cast, "teacher")


def named(questions: Any) -> dict[str, SurveyQuestion]:
    return {one.kind: one for one in questions}


def filled(survey: Survey) -> dict[str, Any]:
    """What a browser sends: an answer to every question."""
    with acting(SYSTEM):
        of = named(survey.questions.all())
    return {
        f"q{of['single'].pk}": "1", f"q{of['multiple'].pk}": ["0", "2"], f"q{of['scale'].pk}": "4",
        f"q{of['matrix'].pk}_0": "3", f"q{of['text'].pk}": "Спасибо",
    }  # fmt: skip


# --- building
@pytest.mark.parametrize(("code", "anonymous"), [("needs", False), ("satisfaction", True), ("burnout", True)])
def test_shipped_questionnaire_becomes_ones_own(cast: Cast, code: str, anonymous: bool) -> None:
    browser = log_in(cast, "cnppm")
    form = {"template": code, "kinds": ["pedagogue"], **DAYS}
    assert browser.post("/diagnostics/surveys/create/", form).status_code == 302
    with acting(SYSTEM):
        made = Survey.objects.get()
        kinds = set(made.questions.values_list("kind", flat=True))
    assert (made.title, made.anonymous) == (building.library()[code]["title"], anonymous)
    assert (made.organization_id, len(kinds) > 2) == (cast.cnppm.pk, True)
    body = text_of(browser.get(f"/diagnostics/surveys/{made.pk}/?tab=questions"))
    assert "Добавить вопрос" in body


@pytest.mark.parametrize("role", ["teacher", "ministry", "council", "operator", "tutor"])
def test_others_make_no_questionnaires(cast: Cast, role: str) -> None:
    assert log_in(cast, role).get("/diagnostics/surveys/create/").status_code == 403
    with acting(cast.actor(role)), pytest.raises(PermissionDenied):
        building.create_survey(title="Чужая", opens_on=TODAY, closes_on=TODAY)


@pytest.mark.parametrize(
    ("words", "field"),
    [
        ({"kind": "single", "options": ["один"]}, "options"),
        ({"kind": "matrix", "rows": []}, "rows"),
        ({"kind": "scale", "minimum": 5, "maximum": 5}, "maximum"),
        ({"kind": "scale", "minimum": 0, "maximum": 11}, "maximum"),
        ({"kind": "competences"}, "kind"),
    ],
)
def test_question_that_nobody_could_answer_is_refused(cast: Cast, words: dict[str, Any], field: str) -> None:
    with acting(cast.actor("cnppm")):
        made = building.create_survey(title="Анкета", opens_on=TODAY, closes_on=TODAY, anonymous=True)
        with pytest.raises(ValidationError) as refused:
            building.add_question(survey=made, title="Вопрос", **words)
    assert list(refused.value.message_dict) == [field]


def test_question_is_typed_line_by_line_and_changed(cast: Cast) -> None:
    browser = log_in(cast, "methodist")
    browser.post("/diagnostics/surveys/create/", {"title": "Своя", "kinds": ["manager"], **DAYS})
    with acting(SYSTEM):
        made = Survey.objects.get()
    form = {"survey": str(made.pk), "title": "Вопрос", "kind": "single", "options": "один\n\n два \nодин"}
    assert browser.post("/diagnostics/survey-questions/create/", form).status_code == 302
    with acting(SYSTEM):
        question = SurveyQuestion.objects.get()
    assert (question.options, question.position) == (["один", "два"], 1)
    url = f"/diagnostics/survey-questions/{question.pk}/"
    assert "один\nдва</textarea>" in text_of(browser.get(f"{url}edit/"))
    browser.post(f"{url}edit/", {**form, "kind": "scale", "minimum": "0", "maximum": "3", "low": "нет"})
    with acting(SYSTEM):
        question.refresh_from_db()
    assert (question.options, question.minimum, question.low) == ([], 0, "нет")
    browser.post(f"{url}do/remove/", {"confirmed": "1"})
    with acting(SYSTEM):
        assert SurveyQuestion.objects.count() == 0


def test_published_questionnaire_is_fixed(cast: Cast) -> None:
    with acting(cast.actor("cnppm")):
        made = building.create_survey(
            title="Анкета", opens_on=TODAY, closes_on=TODAY, anonymous=True, kinds=["pedagogue"]
        )
        with pytest.raises(ValidationError):
            publishing.publish_survey(made)
        question = building.add_question(survey=made, kind="text", title="Что?")
        publishing.publish_survey(made)
        question.refresh_from_db()
        for deed in (
            lambda: building.update_survey(made, title="Иная"),
            lambda: building.remove_survey(made),
            lambda: building.update_question(question, title="Иначе?"),
            lambda: building.add_question(survey=made, kind="text", title="Ещё?"),
            lambda: publishing.publish_survey(made),
        ):
            with pytest.raises(ValidationError):
                deed()
    with acting(SYSTEM):
        bells = Notification.objects.filter(text__startswith="Ответьте на анкету «Анкета»")
        assert list(bells.values_list("user_id", flat=True)) == [cast.grants["teacher"].user_id]
    with acting(cast.actor("methodist")), pytest.raises(PermissionDenied):
        publishing.close_survey(made)


def test_questionnaire_over_or_for_nobody_is_not_published(cast: Cast) -> None:
    yesterday = TODAY - timedelta(days=1)
    with acting(cast.actor("cnppm")):
        over = building.create_survey(title="Прошла", opens_on=yesterday, closes_on=yesterday)
        nobody = building.create_survey(title="Никому", opens_on=TODAY, closes_on=TODAY, kinds=["other"])
        for made in (over, nobody):
            building.add_question(survey=made, kind="text", title="Что?")
            with pytest.raises(ValidationError):
                publishing.publish_survey(made)


# --- whom it asks
def narrowed_to(survey: Survey, cast: Cast, how: str) -> None:
    if how == "municipality":
        survey.municipalities.set([cast.municipality_b])
    if how == "organization":
        survey.organizations.set([cast.school_a2])


@pytest.mark.parametrize(
    ("maker", "how", "fields", "asked"),
    [
        ("cnppm", "", PEDAGOGUES, {"teacher", "colleague", "stranger"}),
        ("cnppm", "", {"kinds": ["manager"]}, {"head"}),
        ("cnppm", "", {}, {"teacher", "head", "colleague", "stranger"}),
        ("cnppm", "municipality", PEDAGOGUES, {"stranger"}),
        ("cnppm", "organization", PEDAGOGUES, {"colleague"}),
        ("mms_a", "", PEDAGOGUES, {"teacher", "colleague"}),
        ("cnppm", "", {"opens_on": date(2020, 1, 1), "closes_on": date(2020, 1, 2)}, None),
        ("cnppm", "", {"state": SurveyState.CLOSED}, None),
    ],
)
def test_audience_and_what_asks_a_person_are_one_rule(
    cast: Cast, maker: str, how: str, fields: dict[str, Any], asked: set[str] | None
) -> None:
    with acting(SYSTEM):
        survey = make_survey(getattr(cast, maker), **fields)
        narrowed_to(survey, cast, how)
        names = ("teacher", "head", "colleague", "stranger", "foreigner")
        of_people = {name for name in names if addressed_to(getattr(cast, name)).filter(pk=survey.pk).exists()}
        people = {name for name in names if audience(survey).filter(pk=getattr(cast, name).pk).exists()}
    assert of_people == (asked or set())
    if asked is not None:
        assert people == asked


def test_page_of_questions_is_there_for_those_asked_only(cast: Cast, survey: Survey, teacher: Client) -> None:
    with acting(SYSTEM):
        other = make_survey(cast.cnppm, kinds=["manager"])
    url = "/diagnostics/surveys/{}/answer/"
    assert "Анонимная анкета" in text_of(teacher.get(url.format(survey.pk)))
    assert teacher.get(url.format(other.pk)).status_code == 404
    assert log_in(cast, "cnppm").get(url.format(survey.pk)).status_code == 403
    with acting(SYSTEM), pytest.raises(PermissionDenied):
        answering.hand_in(survey, {1: 1})


# --- anonymous
def every_row() -> dict[str, set[str]]:
    """Every row of every table with its system column, as text."""
    found = {}
    with connection.cursor() as cursor:
        cursor.execute("SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace")
        for (table,) in cursor.fetchall():
            cursor.execute(f'SELECT t::text FROM "{table}" t')
            found[str(table)] = {str(row[0]) for row in cursor.fetchall()}
    return found


def test_anonymous_answer_leaves_nothing_that_leads_to_the_person(cast: Cast, survey: Survey, teacher: Client) -> None:
    form = filled(survey)
    teacher.get(f"/diagnostics/surveys/{survey.pk}/answer/")
    with acting(SYSTEM):
        before = every_row()
    assert teacher.post(f"/diagnostics/surveys/{survey.pk}/answer/", form).status_code == 302
    with acting(SYSTEM):
        after = every_row()
        fields = {f.name for model in (SurveyTally, SurveyToken) for f in model._meta.get_fields()}
        token = SurveyToken.objects.get()
    changed = {table for table, rows in after.items() if rows != before[table]}
    assert changed == {"diagnostics_surveytally", "diagnostics_surveytoken"}
    assert not fields & {"person", "user", "at", "created_at", "organization_of"}
    assert (token.day, len(token.token), str(cast.teacher.pk) in token.token[:0]) == (TODAY, 64, False)


def test_which_transaction_wrote_a_sum_tells_no_answer(cast: Cast, survey: Survey, teacher: Client) -> None:
    with acting(SYSTEM):
        of = named(survey.questions.all())
        answering.cast_anonymously(survey, cast.colleague, {of["single"].pk: 0, of["text"].pk: "Яблоко"})
        answering.cast_anonymously(survey, cast.teacher, {of["scale"].pk: 5, of["text"].pk: "Арбуз"})
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(DISTINCT xmin::text), count(*) FROM diagnostics_surveytally")
            writers, rows = cursor.fetchone()
        texts = SurveyTally.objects.get(question=of["text"], option="").texts
    assert (writers, rows, texts) == (1, 5, ["Арбуз", "Яблоко"])


def test_anonymous_answer_is_given_once(cast: Cast, survey: Survey, teacher: Client) -> None:
    url, form = f"/diagnostics/surveys/{survey.pk}/answer/", filled(survey)
    empty = teacher.post(url, {})
    assert (empty.status_code, "Ответьте хотя бы на один вопрос." in text_of(empty)) == (422, True)
    assert teacher.post(url, form).status_code == 302
    assert "Вы уже ответили" in text_of(teacher.get(url, follow=True))
    with acting(SYSTEM), pytest.raises(ValidationError):
        answering.cast_anonymously(survey, cast.teacher, {1: 1})
    with acting(SYSTEM):
        assert SurveyToken.objects.count() == 1


def test_nothing_of_an_anonymous_answer_is_kept_before_it_is_sent(survey: Survey, teacher: Client) -> None:
    url = f"/diagnostics/surveys/{survey.pk}/answer/"
    kept = teacher.post(url, filled(survey), headers={"HX-Request": "true"})
    assert "до отправки не сохраняются" in text_of(kept)
    with acting(SYSTEM):
        assert (SurveySheet.objects.count(), SurveyTally.objects.count()) == (0, 0)


# --- by name
def test_answers_by_name_keep_themselves_and_become_requests(cast: Cast, teacher: Client) -> None:
    with acting(SYSTEM):
        competence = make.make_competence("Т-05")
        chosen = {"kind": "competences", "title": "Чему хотите научиться?"}
        survey = make_survey(cast.cnppm, anonymous=False, questions=(chosen, {"kind": "text", "title": "Ещё"}))
        first, second = survey.questions.all()
        session = make.make_session(cast.teacher, cast.cnppm, TODAY)
        route = make.make_route(cast.teacher, session)
    url, form = f"/diagnostics/surveys/{survey.pk}/answer/", {f"q{first.pk}": [str(competence.pk)]}
    assert "Ответы сохранены в" in text_of(teacher.post(url, form, headers={"HX-Request": "true"}))
    assert f'value="{competence.pk}" class="form-check-input" id="id_q{first.pk}' in text_of(teacher.get(url))
    assert teacher.post(url, {**form, f"q{second.pk}": "Проекты"}).status_code == 302
    with acting(SYSTEM):
        sheet = SurveySheet.objects.get()
        need = Need.objects.get()
    assert (sheet.answers, sheet.handed_on) == ({str(first.pk): [competence.pk], str(second.pk): "Проекты"}, TODAY)
    assert (need.person_id, need.competence_id) == (cast.teacher.pk, competence.pk)
    page = text_of(log_in(cast, "council").get(f"/routes/{route.pk}/?tab=requests"))
    assert ("Т-05" in page, "Взять в основания" in page) == (True, True)
    assert "Т-05" in text_of(teacher.get(f"/teachers/{cast.teacher.pk}/?tab=needs"))


def test_draft_by_name_goes_when_the_questionnaire_is_closed(cast: Cast, teacher: Client) -> None:
    with acting(SYSTEM):
        survey = make_survey(cast.cnppm, anonymous=False)
    url = f"/diagnostics/surveys/{survey.pk}/answer/"
    teacher.post(url, filled(survey), headers={"HX-Request": "true"})
    log_in(cast, "cnppm").post(f"/diagnostics/surveys/{survey.pk}/do/close/", {"confirmed": "1"})
    assert teacher.get(url).status_code == 404
    with acting(SYSTEM):
        assert SurveySheet.objects.count() == 0


def test_reminder_rings_only_those_who_have_not_answered(cast: Cast, survey: Survey, teacher: Client) -> None:
    with acting(cast.actor("cnppm")):
        assert publishing.remind(survey) == 1
    teacher.post(f"/diagnostics/surveys/{survey.pk}/answer/", filled(survey))
    with acting(cast.actor("cnppm")):
        assert publishing.remind(survey) == 0


def test_first_page_and_list_of_a_teacher_show_what_waits(cast: Cast, survey: Survey, teacher: Client) -> None:
    assert "Анкеты ждут ответа" in text_of(teacher.get("/"))
    assert "Ответить" in text_of(teacher.get(f"/diagnostics/surveys/{survey.pk}/?tab=answer"))
    teacher.post(f"/diagnostics/surveys/{survey.pk}/answer/", filled(survey))
    assert "Анкеты ждут ответа" not in text_of(teacher.get("/"))


def test_pages_ask_the_same_number_of_questions(cast: Cast, teacher: Client) -> None:
    def make_row() -> None:
        make_survey(cast.cnppm, questions=())

    def make_question() -> None:
        survey = Survey.objects.order_by("pk")[0]
        place = {"organization": cast.cnppm, "municipality": cast.cnppm.municipality, "region": cast.region}
        SurveyQuestion.objects.create(**place, survey=survey, published=True, kind="text", title="Что?")

    assert_constant_queries(log_in(cast, "cnppm"), "/diagnostics/surveys/", make_row, queries=7)
    with acting(SYSTEM):
        pk = Survey.objects.order_by("pk")[0].pk
    assert_constant_queries(teacher, f"/diagnostics/surveys/{pk}/answer/", make_question, queries=10)
