"""Entering sessions, scores and tools; deficits follow."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from apps.core.actor import acting, system
from apps.diagnostics.models import Deficit, DiagnosticSession, Tool, ToolThreshold
from apps.diagnostics.policies import may_conduct
from apps.diagnostics.services import framework, sessions
from tests import factories as make
from tests.cast import Cast

pytestmark = pytest.mark.django_db
DAY = date(2024, 3, 1)


@pytest.fixture
def tool(cast: Cast) -> Tool:
    with acting(cast.actor("cnppm")):
        return framework.create_tool(provider=cast.cnppm, title="Проверка", threshold=Decimal(60))


def session_of(cast: Cast, tool: Tool) -> DiagnosticSession:
    return sessions.create_session(person=cast.teacher, tool=tool, provider=cast.cnppm, completed_on=DAY)


def deficits(session: DiagnosticSession) -> list[tuple[str, Decimal]]:
    return list(Deficit.objects.filter(session=session).values_list("competence__code", "percent"))


def test_score_under_the_threshold_makes_a_deficit_and_a_corrected_one_takes_it_away(cast: Cast, tool: Tool) -> None:
    with acting(cast.actor("cnppm")):
        session = session_of(cast, tool)
        score = sessions.add_score(session=session, competence=make.make_competence(), points=Decimal(59))
        assert deficits(session) == [("Т-01", Decimal(59))]
        sessions.update_score(score, points=Decimal(60))
        assert deficits(session) == []


def test_removed_score_takes_its_deficit_along(cast: Cast, tool: Tool) -> None:
    with acting(cast.actor("cnppm")):
        session = session_of(cast, tool)
        sessions.remove_score(sessions.add_score(session=session, competence=make.make_competence(), points=Decimal(1)))
        assert deficits(session) == []


def test_new_threshold_of_the_tool_makes_deficits_anew(cast: Cast, tool: Tool) -> None:
    with acting(cast.actor("cnppm")):
        session = session_of(cast, tool)
        sessions.add_score(session=session, competence=make.make_competence(), points=Decimal(70))
        framework.update_tool(tool, threshold=Decimal(80))
        assert deficits(session) == [("Т-01", Decimal(70))]


def test_threshold_of_a_competence_is_stronger_than_the_tools(cast: Cast, tool: Tool) -> None:
    competence = make.make_competence()
    with acting(cast.actor("cnppm")):
        session = session_of(cast, tool)
        sessions.add_score(session=session, competence=competence, points=Decimal(55))
        threshold = framework.set_threshold(tool=tool, competence=competence, percent=Decimal(50))
        assert deficits(session) == []
        framework.set_threshold(tool=tool, competence=competence, percent=Decimal(58))
        assert ToolThreshold.objects.get().percent == 58
        threshold.refresh_from_db()
        framework.remove_threshold(threshold)
        assert deficits(session) == [("Т-01", Decimal(55))]


@pytest.mark.parametrize(
    ("points", "maximum", "field"), [("101", "100", "points"), ("-1", "5", "points"), ("0", "0", "maximum")]
)
def test_points_outside_the_scale_are_refused(cast: Cast, tool: Tool, points: str, maximum: str, field: str) -> None:
    with acting(cast.actor("cnppm")), pytest.raises(ValidationError) as caught:
        sessions.add_score(
            session=session_of(cast, tool),
            competence=make.make_competence(),
            points=Decimal(points),
            maximum=Decimal(maximum),
        )
    assert list(caught.value.message_dict) == [field]


def test_annulled_session_stays_and_is_restored(cast: Cast, tool: Tool) -> None:
    with acting(cast.actor("cnppm")):
        session = session_of(cast, tool)
        sessions.annul_session(session, annulled_on=DAY)
        assert DiagnosticSession.objects.get().annulled_on == DAY
        sessions.restore_session(session)
        assert DiagnosticSession.objects.get().annulled_on is None
        with pytest.raises(ValidationError) as caught:
            sessions.annul_session(session, annulled_on=date(2024, 2, 1))
    assert list(caught.value.message_dict) == ["annulled_on"]


def test_same_session_twice_is_refused(cast: Cast, tool: Tool) -> None:
    with acting(cast.actor("cnppm")):
        session_of(cast, tool)
        with pytest.raises(ValidationError):
            session_of(cast, tool)


def test_provider_of_the_session_must_be_the_actors(cast: Cast, tool: Tool) -> None:
    assert may_conduct(cast.actor("cnppm"), cast.copmkp) is True
    assert may_conduct(cast.actor("cnppm"), cast.foreign_school) is False
    assert may_conduct(cast.actor("copmkp"), cast.copmkp) is True
    assert may_conduct(cast.actor("copmkp"), cast.cnppm) is False
    assert may_conduct(cast.actor("operator"), cast.school_a) is False
    assert may_conduct(system("test"), cast.foreign_school) is True
    with acting(cast.actor("copmkp")), pytest.raises(ValidationError) as caught:
        framework.update_tool(tool, threshold=Decimal(1))
    assert list(caught.value.message_dict) == ["provider"]


def test_competence_is_created_and_marked_outdated(cast: Cast) -> None:
    with acting(cast.actor("cnppm")):
        competence = framework.create_competence(code="Т-77", title="Проба", block="ict")
        framework.update_competence(competence, state="outdated")
    competence.refresh_from_db()
    assert (competence.code, competence.state) == ("Т-77", "outdated")
