"""Recommendations of an assessment centre: made from its texts, corrected, seen by the person."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from apps.core.actor import acting, system
from apps.core.models import HistoryEntry, Notification
from apps.diagnostics.enums import Standing
from apps.diagnostics.models import Advice, AdviceText, DiagnosticSession
from apps.diagnostics.services import advice
from apps.teachers.enums import Relation
from apps.teachers.models import PersonLink
from tests import factories as make
from tests.cast import Cast
from tests.core.web.checks import assert_constant_queries, text_of
from tests.diagnostics.conftest import Browse

pytestmark = pytest.mark.django_db
SYSTEM = system("test")
DAY = date(2025, 3, 1)


@pytest.fixture
def session(cast: Cast) -> DiagnosticSession:
    """The teacher assessed by the centre: a deficit and a strength."""
    with acting(SYSTEM):
        PersonLink.objects.create(person=cast.teacher, relation=Relation.ASSESSED, organization=cast.copmkp)
        return make.make_session(cast.teacher, cast.copmkp, DAY, scores={"Т-01": 40, "Т-02": 90})


def text(cast: Cast, words: str, code: str = "", standing: Standing = Standing.UNDER, level: str = "") -> AdviceText:
    competence = make.make_competence(code) if code else None
    return AdviceText.objects.create(
        provider=cast.copmkp, competence=competence, standing=standing, level=level, text=words
    )


def given(session: DiagnosticSession) -> dict[str, str]:
    with acting(SYSTEM):
        return dict(Advice.objects.filter(session=session).values_list("competence__code", "text"))


def test_the_text_of_the_competence_goes_before_the_common_one(cast: Cast, session: DiagnosticSession) -> None:
    with acting(SYSTEM):
        text(cast, "Общая")
        text(cast, "Своя", "Т-01")
        text(cast, "Чужая", "Т-03")
    with acting(cast.actor("copmkp")):
        assert len(advice.give_advice(session)) == 1
    assert given(session) == {"Т-01": "Своя"}


def test_the_text_of_the_level_goes_before_every_level(cast: Cast, session: DiagnosticSession) -> None:
    with acting(SYSTEM):
        session.tool.bands = [{"name": "низкий", "from": "0"}, {"name": "высокий", "from": "80"}]
        session.tool.save()
        text(cast, "Молодец", standing=Standing.NORM)
        text(cast, "Делитесь опытом", standing=Standing.NORM, level="Высокий")
        text(cast, "Иному уровню", standing=Standing.UNDER, level="базовый")
    with acting(cast.actor("copmkp")):
        advice.give_advice(session)
    assert given(session) == {"Т-02": "Делитесь опытом"}


def test_what_was_corrected_stays_and_what_is_missing_is_added(cast: Cast, session: DiagnosticSession) -> None:
    with acting(SYSTEM):
        text(cast, "Общая")
    with acting(cast.actor("copmkp")):
        (first,) = advice.give_advice(session)
        advice.update_advice(first, text="Лично")
    with acting(SYSTEM):
        text(cast, "Сила", standing=Standing.NORM)
    with acting(cast.actor("copmkp")):
        advice.give_advice(session)
    assert given(session) == {"Т-01": "Лично", "Т-02": "Сила"}
    with acting(SYSTEM):
        verbs = list(HistoryEntry.objects.order_by("pk").values_list("verb", flat=True))
    assert verbs == ["give_advice", "update_advice", "give_advice"]


def test_without_texts_or_results_it_is_refused_in_words(cast: Cast, session: DiagnosticSession) -> None:
    with acting(cast.actor("copmkp")), pytest.raises(ValidationError, match="нет текстов"):
        advice.give_advice(session)
    with acting(SYSTEM):
        session.scores.all().delete()
    with acting(cast.actor("copmkp")), pytest.raises(ValidationError, match="Баллы ещё не внесены"):
        advice.give_advice(session)


def test_the_person_is_told_and_reads_it_others_do_not(browse: Browse, cast: Cast, session: DiagnosticSession) -> None:
    with acting(SYSTEM):
        text(cast, "Пройдите стажировку")
    done = browse("copmkp").post(f"/diagnostics/{session.pk}/do/advise/")
    assert done.status_code == 302
    with acting(SYSTEM):
        (note,) = Notification.objects.filter(text__startswith="Вам даны рекомендации")
        assert note.user_id == cast.grants["teacher"].user_id
    assert "Пройдите стажировку" in text_of(browse("teacher").get(note.url))
    assert "Пройдите стажировку" in text_of(browse("council").get(note.url))
    assert browse("ministry").get(note.url).status_code == 403
    assert browse("teacher").post(f"/diagnostics/{session.pk}/do/advise/").status_code == 403


def test_texts_are_kept_by_the_centre_that_conducts(browse: Browse, cast: Cast) -> None:
    form = {"provider": str(cast.copmkp.pk), "standing": "under", "text": "Общая", "level": "", "competence": ""}
    assert browse("copmkp").post("/diagnostics/advice-texts/create/", form).status_code == 302
    again = browse("copmkp").post("/diagnostics/advice-texts/create/", form)
    assert again.status_code == 422
    foreign = browse("copmkp").post("/diagnostics/advice-texts/create/", {**form, "provider": str(cast.cnppm.pk)})
    assert (foreign.status_code, list(foreign.context["form"].errors)) == (422, ["provider"])
    for role in ("methodist", "teacher", "council", "ministry"):
        assert browse(role).get("/diagnostics/advice-texts/").status_code == 403


def test_the_list_of_texts_asks_the_same_with_one_and_three(browse: Browse, cast: Cast) -> None:
    codes = iter(("Т-01", "Т-02", "Т-03"))
    assert_constant_queries(
        browse("copmkp"), "/diagnostics/advice-texts/", lambda: text(cast, "Текст", next(codes)), queries=8
    )
