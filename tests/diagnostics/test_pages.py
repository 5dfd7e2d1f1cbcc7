"""The pages of diagnostics: scope, the tab of results, forms, the filter of people."""

from datetime import date
from typing import Any

import pytest
from django.utils import timezone

from apps.core.actor import acting, system
from apps.diagnostics.models import DiagnosticSession, Score, Tool
from apps.diagnostics.services.sessions import NOBODY, UNKNOWN
from apps.teachers.enums import Relation
from apps.teachers.models import PersonLink
from tests import factories as make
from tests.cast import Cast
from tests.core.web.checks import assert_constant_queries, text_of
from tests.diagnostics.conftest import Browse

pytestmark = pytest.mark.django_db
SYSTEM = system("test")
DAY = date(2024, 2, 1)


@pytest.fixture
def session(cast: Cast) -> DiagnosticSession:
    with acting(SYSTEM):
        return make.make_session(cast.teacher, cast.cnppm, DAY, scores={"Т-01": 40, "Т-02": 60})


@pytest.fixture
def foreign(cast: Cast) -> DiagnosticSession:
    with acting(SYSTEM):
        return make.make_session(cast.stranger, cast.cnppm, DAY)


def dates(response: Any) -> list[date]:
    assert response.status_code == 200
    return [row[2] for row in response.context["listing"].table.page.rows]


@pytest.mark.parametrize(
    ("role", "count"), [("cnppm", 2), ("methodist", 1), ("council", 1), ("teacher", 1), ("tutor", 1), ("copmkp", 0)]
)
def test_list_shows_the_sessions_of_the_scope(
    browse: Browse, session: DiagnosticSession, foreign: DiagnosticSession, role: str, count: int
) -> None:
    assert len(dates(browse(role).get("/diagnostics/"))) == count


@pytest.mark.parametrize("role", ["ministry", "moo", "umo", "federal", "operator", "iro", "administrator"])
def test_list_is_closed_to_roles_that_see_no_diagnostics(browse: Browse, role: str) -> None:
    for page in ("", "deficits/", "tools/", "competences/"):
        assert browse(role).get(f"/diagnostics/{page}").status_code == 403


def test_council_sees_no_managers(browse: Browse, cast: Cast) -> None:
    with acting(SYSTEM):
        of_head = make.make_session(cast.head, cast.cnppm, DAY)
    assert browse("council").get(f"/diagnostics/{of_head.pk}/").status_code == 404


def test_session_out_of_scope_is_not_there_and_one_only_read_is_closed(
    browse: Browse, session: DiagnosticSession, foreign: DiagnosticSession
) -> None:
    assert browse("methodist").get(f"/diagnostics/{foreign.pk}/").status_code == 404
    assert browse("methodist").get(f"/diagnostics/{session.pk}/edit/").status_code == 403
    assert browse("teacher").post(f"/diagnostics/{session.pk}/do/annul/").status_code == 403


def test_results_stand_beside_their_threshold_in_words(browse: Browse, session: DiagnosticSession) -> None:
    body = text_of(browse("teacher").get(f"/diagnostics/{session.pk}/?tab=results"))
    assert "Дефицитов: 1 из 2." in body
    assert "40,0 % при пороге 60 %: дефицит" in body
    assert "60,0 % при пороге 60 %: в норме" in body


def test_session_and_its_scores_are_entered_by_forms(browse: Browse, cast: Cast) -> None:
    tool = Tool.objects.create(provider=cast.cnppm, title="Проба")
    competence = make.make_competence()
    form = {
        "person": str(cast.teacher.pk),
        "provider": str(cast.cnppm.pk),
        "tool": str(tool.pk),
        "completed_on": "01.02.2024",
        "independent": "on",
    }
    made = browse("cnppm").post("/diagnostics/create/", form)
    with acting(SYSTEM):
        session = DiagnosticSession.objects.get()
    assert made.headers["Location"] == f"/diagnostics/{session.pk}/"
    score = {"session": str(session.pk), "competence": str(competence.pk), "points": "12", "maximum": "20"}
    wrong = browse("cnppm").post("/diagnostics/scores/create/", {**score, "points": "21"})
    assert (wrong.status_code, dict(wrong.context["form"].errors)) == (422, {"points": ["Балл от 0 до 20."]})
    done = browse("cnppm").post("/diagnostics/scores/create/", score)
    assert done.headers["Location"] == f"/diagnostics/{session.pk}/"
    with acting(SYSTEM):
        assert Score.objects.count() == 1


def test_assessment_centre_enters_its_own_only(browse: Browse, cast: Cast) -> None:
    with acting(SYSTEM):
        PersonLink.objects.create(person=cast.stranger, relation=Relation.ASSESSED, organization=cast.copmkp)
        tool = Tool.objects.create(provider=cast.copmkp, title="Своя")
        other = Tool.objects.create(provider=cast.cnppm, title="Чужая")
    form = {"person": str(cast.stranger.pk), "tool": str(tool.pk), "completed_on": "01.02.2024", "independent": "on"}
    browser = browse("copmkp")
    refused = browser.post("/diagnostics/create/", {**form, "provider": str(cast.cnppm.pk)})
    assert (refused.status_code, list(refused.context["form"].errors)) == (422, ["provider"])
    assert browser.post("/diagnostics/create/", {**form, "provider": str(cast.copmkp.pk)}).status_code == 302
    assert browser.get(f"/diagnostics/tools/{other.pk}/edit/").status_code == 403
    assert browser.get(f"/diagnostics/tools/{tool.pk}/edit/").status_code == 200
    assert browser.get("/diagnostics/competences/create/").status_code == 403


def test_assessment_centre_names_a_stranger_by_snils_and_sees_them_from_then_on(browse: Browse, cast: Cast) -> None:
    with acting(SYSTEM):
        tool = Tool.objects.create(provider=cast.copmkp, title="Своя")
    browser = browse("copmkp")
    form = {"provider": str(cast.copmkp.pk), "tool": str(tool.pk), "completed_on": "01.02.2024", "independent": "on"}
    assert browser.get(f"/teachers/{cast.stranger.pk}/").status_code == 404
    unknown = browser.post("/diagnostics/create/", {**form, "snils": make.make_snils(730_001)})
    assert dict(unknown.context["form"].errors) == {"snils": [UNKNOWN]}
    nobody = browser.post("/diagnostics/create/", form)
    assert dict(nobody.context["form"].errors) == {"snils": [NOBODY]}
    assert browser.post("/diagnostics/create/", {**form, "snils": cast.stranger.snils}).status_code == 302
    assert browser.get(f"/teachers/{cast.stranger.pk}/").status_code == 200


def test_other_roles_choose_from_people_in_sight_only(browse: Browse, cast: Cast) -> None:
    assert 'name="snils"' not in text_of(browse("cnppm").get("/diagnostics/create/"))
    empty = browse("cnppm").post("/diagnostics/create/", {"snils": cast.stranger.snils})
    assert "person" in empty.context["form"].errors


def test_annulment_is_confirmed_and_undone(browse: Browse, session: DiagnosticSession) -> None:
    browser = browse("cnppm")
    assert "не входит в показатели" in text_of(browser.get(f"/diagnostics/{session.pk}/do/annul/"))
    browser.post(f"/diagnostics/{session.pk}/do/annul/", {"annulled_on": "01.03.2024"})
    early = browser.post(f"/diagnostics/{session.pk}/do/annul/", {"annulled_on": "01.03.2023"})
    assert early.status_code == 422
    with acting(SYSTEM):
        session.refresh_from_db()
        assert session.annulled_on == date(2024, 3, 1)
    browser.post(f"/diagnostics/{session.pk}/do/restore/")
    with acting(SYSTEM):
        session.refresh_from_db()
        assert session.annulled_on is None


@pytest.mark.parametrize(("value", "found"), [("yes", ["Своева"]), ("no", ["Директорова", "Коллегина"])])
def test_people_are_narrowed_by_a_fresh_session(browse: Browse, cast: Cast, value: str, found: list[str]) -> None:
    today = timezone.localdate()
    with acting(SYSTEM):
        make.make_session(cast.teacher, cast.cnppm, today.replace(year=today.year - 2, day=1))
        make.make_session(cast.colleague, cast.cnppm, date(today.year - 4, 1, 1))
        make.make_session(cast.head, cast.cnppm, today, independent=False)
    response = browse("methodist").get(f"/teachers/?diagnosed={value}")
    assert [row[2].split()[0] for row in response.context["listing"].table.page.rows] == found


def test_card_of_a_person_has_tabs_of_sessions_and_deficits(
    browse: Browse, cast: Cast, session: DiagnosticSession
) -> None:
    for tab, words in (("sessions", "Тестовый инструмент"), ("deficits", "40 %")):
        assert words in text_of(browse("methodist").get(f"/teachers/{cast.teacher.pk}/?tab={tab}"))
    assert "Дефициты" not in text_of(browse("operator").get(f"/teachers/{cast.teacher.pk}/"))


def test_lists_ask_the_same_number_of_questions_for_one_row_and_three(browse: Browse, cast: Cast) -> None:
    def make_row() -> None:
        make.make_session(make.make_person(cast.school_a), cast.cnppm, DAY)

    for url, queries in {"/diagnostics/": 9, "/diagnostics/deficits/": 11}.items():
        assert_constant_queries(browse("cnppm"), url, make_row, queries=queries)
