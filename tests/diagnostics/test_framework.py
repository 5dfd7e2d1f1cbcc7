"""The framework: what is assigned anew, the levels of a tool, self-assessment by nature."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from apps.core.actor import acting, system
from apps.diagnostics.bands import Band, level, read, stored, words
from apps.diagnostics.enums import CompetenceState
from apps.diagnostics.models import Competence, DiagnosticSession, Score, Tool
from apps.diagnostics.services import framework, sessions
from apps.programs.services import programs
from apps.routes.services import drafting, plan
from tests import factories as make
from tests.cast import Cast
from tests.core.web.checks import text_of
from tests.diagnostics.conftest import Browse
from tests.support_imports import Load, counts, import_rows

pytestmark = pytest.mark.django_db
KIND = "diagnostics"
SYSTEM = system("test")
BEFORE, SINCE, AFTER = date(2024, 3, 1), date(2025, 1, 1), date(2025, 3, 1)
LEVELS = [Band("низкий", Decimal(0)), Band("базовый", Decimal(60)), Band("высокий", Decimal("85.5"))]


@pytest.fixture
def outdated(cast: Cast) -> Competence:
    with acting(SYSTEM):
        made = make.make_competence("Т-09")
        Competence.objects.filter(pk=made.pk).update(state=CompetenceState.OUTDATED, outdated_on=SINCE)
        made.refresh_from_db()
        return made


def refused(field: str, run: Any, **values: Any) -> bool:
    """Whether it is refused at that field."""
    try:
        run(**values)
    except ValidationError as error:
        return list(error.message_dict) == [field]
    return False


def test_outdated_competence_is_scored_only_where_it_was_held_before(cast: Cast, outdated: Competence) -> None:
    with acting(cast.actor("cnppm")):
        tool = make.make_tool(cast.cnppm)
        old, new = (
            sessions.create_session(person=cast.teacher, tool=tool, provider=cast.cnppm, completed_on=day)
            for day in (BEFORE, AFTER)
        )
        sessions.add_score(session=old, competence=outdated, points=Decimal(40))
        assert refused("competence", sessions.add_score, session=new, competence=outdated, points=Decimal(40))
        draft = framework.create_competence(code="Т-98", title="Новая", block="ict", state="draft")
        assert refused("competence", sessions.add_score, session=old, competence=draft, points=Decimal(40))
        assert Score.objects.get().session_id == old.pk


def test_outdated_competence_stays_where_it_is_and_is_not_assigned_anew(cast: Cast, outdated: Competence) -> None:
    with acting(SYSTEM):
        session = make.make_session(cast.teacher, cast.cnppm, BEFORE, scores={"Т-01": 40, "Т-09": 30})
        program, other = make.make_program(cast.iro), make.make_program(cast.iro)
        program.competences.add(outdated)
        route = make.make_route(cast.teacher, session)
        item = make.make_item(route, program, "Т-09")
    with acting(cast.actor("cnppm")):
        assert refused("competences", programs.update_program, program=other, competences=[outdated])
        programs.update_program(program, competences=[outdated, make.make_competence()])
        plan.update_item(item, competences=[outdated, make.make_competence()])
        values = {"kind": "informal", "content": "Чтение", "competences": [outdated]}
        assert refused("competences", plan.add_item, route=route, **values)
    with acting(SYSTEM):
        assert list(program.competences.values_list("code", flat=True)) == ["Т-01", "Т-09"]
        assert [gap.competence.code for gap in drafting.open_gaps(session)] == ["Т-01"]


@pytest.mark.parametrize(("state", "since"), [("outdated", True), ("published", False), ("draft", False)])
def test_competence_remembers_since_when_it_is_outdated(cast: Cast, state: str, since: bool) -> None:
    with acting(cast.actor("cnppm")):
        competence = framework.create_competence(code="Т-97", title="Проба", block="ict", state=state)
        assert competence.outdated_on == (timezone.localdate() if since else None)
        framework.update_competence(competence, state="published")
        assert competence.outdated_on is None


@pytest.mark.parametrize(
    ("bands", "problem"),
    [
        ([Band("низкий", Decimal(10))], "Первый уровень начинается с 0"),
        ([*LEVELS[:2], Band("высокий", Decimal(60))], "выше предыдущего"),
        ([*LEVELS[:2], Band("высокий", Decimal(101))], "не дальше 100"),
        ([LEVELS[0], Band("Низкий", Decimal(60))], "одно название"),
    ],
)
def test_wrong_levels_are_refused(bands: list[Band], problem: str) -> None:
    with pytest.raises(ValidationError) as caught:
        stored(bands)
    assert problem in caught.value.message_dict["bands"][0].replace("\u00a0", " ")


def test_level_begins_with_its_percent() -> None:
    kept = read(stored(LEVELS))
    assert kept == LEVELS
    found = [level(kept, Decimal(p)) for p in ("0", "59.9", "60", "85.4", "85.5", "100")]
    assert found == ["низкий", "низкий", "базовый", "базовый", "высокий", "высокий"]
    assert words(kept) == "низкий — от\u00a00\u00a0%; базовый — от\u00a060\u00a0%; высокий — от\u00a085,5\u00a0%"
    assert level([], Decimal(50)) == ""


def test_levels_are_set_by_a_form_and_shown_with_results(browse: Browse, cast: Cast) -> None:
    with acting(SYSTEM):
        session = make.make_session(cast.teacher, cast.cnppm, BEFORE, scores={"Т-01": 40, "Т-02": 90})
        tool = Tool.objects.get()
    page = f"/diagnostics/tools/{tool.pk}/edit/"
    form = {"title": tool.title, "threshold": "60", "band_1": "низкий", "from_1": "0", "band_2": "базовый"}
    half = browse("cnppm").post(page, form)
    assert (half.status_code, list(half.context["form"].errors)) == (422, ["from_2"])
    wrong = browse("cnppm").post(page, {**form, "from_2": "0"})
    assert (wrong.status_code, list(wrong.context["form"].errors)) == (422, ["__all__"])
    assert browse("cnppm").post(page, {**form, "from_2": "60.5"}).status_code == 302
    assert 'value="базовый"' in text_of(browse("cnppm").get(page))
    assert "базовый — от 60,5 %" in text_of(browse("cnppm").get(f"/diagnostics/tools/{tool.pk}/"))
    body = text_of(browse("teacher").get(f"/diagnostics/{session.pk}/?tab=results"))
    assert "Уровень: базовый (65,0 %)." in body
    assert "дефицит; уровень: низкий" in body


def test_tool_of_self_assessment_never_makes_an_independent_session(cast: Cast) -> None:
    with acting(cast.actor("cnppm")):
        tool = framework.create_tool(provider=cast.cnppm, title="Самооценка", self_assessment=True)
        session = sessions.create_session(
            person=cast.teacher, tool=tool, provider=cast.cnppm, completed_on=BEFORE, purpose="entrance"
        )
        assert (session.independent, session.purpose) == (False, "entrance")
        assert refused("independent", sessions.update_session, session=session, independent=True)
        counted = make.make_session(cast.teacher, cast.cnppm, BEFORE).tool
        assert refused("self_assessment", framework.update_tool, tool=counted, self_assessment=True)


def row(cast: Cast, day: str, competence: str, self_assessment: str = "") -> dict[str, object]:
    return {
        "СНИЛС": cast.teacher.snils, "Дата": day, "Код провайдера": cast.cnppm.code, "Инструмент": "САМ",
        "Компетенция": competence, "Балл": "4", "Максимум": "10", "Самодиагностика": self_assessment,
    }  # fmt: skip


def test_import_refuses_outdated_competences_and_knows_self_assessment(
    cast: Cast, outdated: Competence, load: Load
) -> None:
    with acting(SYSTEM):
        make.make_competence()
        make.make_tool(cast.cnppm, "САМ", self_assessment=True)
    rows = [row(cast, "01.03.2024", "Т-09"), row(cast, "01.03.2025", "Т-09"), row(cast, "01.03.2025", "Т-01", "нет")]
    first, second = load(*rows), load(*rows)
    assert [(error.row, error.code) for error in first.errors] == [(3, "state")]
    assert (counts(first), counts(second)) == ((2, 0, 0, 1), (0, 0, 2, 1))
    with acting(SYSTEM):
        assert set(DiagnosticSession.objects.values_list("independent", flat=True)) == {False}
        assert Score.objects.count() == 2


@pytest.mark.parametrize("kind", ["programs", "routes"])
def test_import_does_not_link_an_outdated_competence_anew(
    cast: Cast, outdated: Competence, tmp_path: Path, kind: str
) -> None:
    with acting(SYSTEM):
        make.make_session(cast.teacher, cast.cnppm, BEFORE, scores={"Т-09": 30})
        make.make_program(cast.iro, code="П-1").competences.add(outdated)
    program: dict[str, object] = {
        "Наименование": "Проба", "Вид": "ПК", "Часы": "36", "Код организации": cast.iro.code, "Компетенции": "Т-09",
    }  # fmt: skip
    route: dict[str, object] = {
        "Номер": "ИОМ-1", "СНИЛС": cast.teacher.snils, "Дата диагностики": "01.03.2024",
        "Инструмент": "Тестовый инструмент", "Вид пункта": "информальное", "Содержание": "Чтение",
        "Компетенции": "Т-09",
    }  # fmt: skip
    rows = {
        "programs": ({**program, "Код": "П-1"}, {**program, "Код": "П-2"}),
        "routes": ({**route, "Пункт": "1", "Утверждён": "01.04.2024"}, {**route, "Номер": "ИОМ-2", "Пункт": "1"}),
    }
    result = import_rows(kind, tmp_path, *rows[kind])
    assert [(error.row, error.column, error.code) for error in result.errors] == [(3, "Компетенции", "state")]
