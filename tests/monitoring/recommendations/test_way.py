"""The way of a recommendation: who takes which step, what the addressee sees, what is late."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from apps.core.actor import acting, system
from apps.core.models import HistoryEntry, Notification
from apps.monitoring.models import Recommendation
from apps.monitoring.selectors.recommendations import overdue, readable, recommendations_of, summary, trail_of
from apps.monitoring.services import recommend
from apps.monitoring.services.propose import default_due
from tests.cast import Cast
from tests.monitoring.recommendations.scene import Scene, make_scene
from tests.monitoring.recommendations.test_rules import set_target

TODAY = timezone.localdate()
SOON = TODAY + timedelta(days=30)


@pytest.fixture
def scene(cast: Cast) -> Scene:
    """Proposals about both municipalities; only Район А has who answers."""
    made = make_scene(cast)
    set_target(made, 50)
    made.proposed("under_target")
    return made


def about(name: str = "Район А") -> Recommendation:
    """The recommendation about a unit."""
    with acting(system("test")):
        return Recommendation.objects.get(unit_name=name)


def sent(cast: Cast) -> Recommendation:
    """The one about Район А, sent."""
    with acting(cast.actor("cnppm")):
        recommend.send_recommendations([about()], due=SOON)
    return about()


def test_recommendation_goes_from_the_proposal_to_its_end(scene: Scene, cast: Cast) -> None:
    row = about()
    with acting(cast.actor("cnppm")):
        recommend.edit_recommendation(row, text=" Составьте план ", due=SOON, organization=scene.moo)
        recommend.send_recommendations([row])
    with acting(cast.actor("moo")):
        recommend.acknowledge(row)
        recommend.report_done(row, answer="План утверждён", evidence="https://example.org/plan")
    with acting(cast.actor("cnppm")):
        recommend.return_done(row, remark="Нет сроков")
    with acting(cast.actor("methodist")):
        recommend.report_done(row, answer="Сроки внесены")
    with acting(cast.actor("cnppm")):
        recommend.accept_done(row)
        steps = [(step.title, step.who, step.words) for step in trail_of(row)]
        verbs = HistoryEntry.objects.filter(object_kind="monitoring.recommendation").count()
    names = {role: cast.actor(role).label for role in ("cnppm", "moo", "methodist")}
    assert steps == [
        ("подготовлена", names["cnppm"], ""),
        ("направлена", names["cnppm"], ""),
        ("принята к исполнению", names["moo"], ""),
        ("исполнена, на проверке", names["moo"], "План утверждён"),
        ("принята к исполнению", names["cnppm"], "Нет сроков"),
        ("исполнена, на проверке", names["methodist"], "Сроки внесены"),
        ("исполнение принято", names["cnppm"], ""),
    ]
    assert (row.text, row.due, row.remark, verbs) == ("Составьте план", SOON, "", 7)


def test_prepared_one_is_seen_by_the_centre_alone(scene: Scene, cast: Cast) -> None:
    def seen(role: str) -> int:
        with acting(cast.actor(role)):
            return readable().count()

    assert {role: seen(role) for role in ("cnppm", "ministry", "moo", "methodist", "operator", "iro")} == {
        "cnppm": 2, "ministry": 0, "moo": 0, "methodist": 0, "operator": 0, "iro": 0,
    }  # fmt: skip
    sent(cast)
    assert {role: seen(role) for role in ("cnppm", "ministry", "moo", "methodist", "operator", "iro")} == {
        "cnppm": 2, "ministry": 1, "moo": 1, "methodist": 1, "operator": 0, "iro": 0,
    }  # fmt: skip


def test_report_shows_what_its_reader_may_see_and_nothing_dropped(scene: Scene, cast: Cast) -> None:
    sent(cast)
    with acting(cast.actor("cnppm")):
        report = scene.report()
        assert [row.unit_name for row in recommendations_of(report)] == ["Район А", "Район Б"]
        recommend.drop_recommendation(about("Район Б"), reason="Один работник")
        assert [row.unit_name for row in recommendations_of(report)] == ["Район А"]
    with acting(cast.actor("moo")):
        assert [row.unit_name for row in recommendations_of(report)] == ["Район А"]


def test_all_are_sent_or_none(scene: Scene, cast: Cast) -> None:
    with acting(cast.actor("cnppm")), pytest.raises(ValidationError) as refused:
        recommend.send_recommendations([about(), about("Район Б")])
    assert refused.value.messages == ["Не указан адресат: Район Б."]
    assert (about().state, about("Район Б").state) == ("proposed", "proposed")


@pytest.mark.parametrize("role", ["ministry", "moo", "methodist", "operator"])
def test_only_the_centre_prepares_and_sends(scene: Scene, cast: Cast, role: str) -> None:
    row = about()
    with acting(cast.actor(role)):
        with pytest.raises(ValidationError):
            recommend.edit_recommendation(row, text="Текст", due=None, organization=None)
        with pytest.raises(ValidationError):
            recommend.send_recommendations([row])
        with pytest.raises(ValidationError):
            recommend.drop_recommendation(row, reason="Не нужна")


@pytest.mark.parametrize("role", ["cnppm", "ministry", "operator", "iro"])
def test_only_the_addressee_answers(scene: Scene, cast: Cast, role: str) -> None:
    row = sent(cast)
    with acting(cast.actor(role)):
        for step in (recommend.acknowledge, lambda r: recommend.report_done(r, answer="Да")):
            with pytest.raises(ValidationError):
                step(row)
        with pytest.raises(ValidationError):
            recommend.decline(row, answer="Нет")


def test_steps_need_their_words_and_their_turn(scene: Scene, cast: Cast) -> None:
    row = about()
    with acting(cast.actor("cnppm")):
        for refused in (
            lambda: recommend.edit_recommendation(row, text=" ", due=None, organization=None),
            lambda: recommend.drop_recommendation(row, reason=" "),
            lambda: recommend.accept_done(row),
            lambda: recommend.return_done(row, remark="Нет"),
            lambda: recommend.send_recommendations([row], due=TODAY - timedelta(days=1)),
        ):
            with pytest.raises(ValidationError):
                refused()
    row = sent(cast)
    with acting(cast.actor("moo")):
        for refused in (
            lambda: recommend.report_done(row, answer=" "),
            lambda: recommend.decline(row, answer=" "),
        ):
            with pytest.raises(ValidationError):
                refused()
        recommend.decline(row, answer="Нет ставок")
        with pytest.raises(ValidationError):
            recommend.acknowledge(row)


def test_sending_tells_each_person_once(scene: Scene, cast: Cast) -> None:
    with acting(system("test")):
        row = about("Район Б")
        Recommendation.objects.filter(pk=row.pk).update(organization=cast.mms_a, municipality=cast.municipality_a)
        Recommendation.objects.filter(unit_name="Район А").update(organization=cast.mms_a)
    with acting(cast.actor("cnppm")):
        recommend.send_recommendations([about(), about("Район Б")], due=SOON)
    with acting(system("test")):
        told = sorted(Notification.objects.values_list("user__login", "text"))
    assert told == [(role, "Вам направлено: 2\u00a0рекомендации") for role in ("methodist", "moo")]


def test_lateness_follows_from_the_date(scene: Scene, cast: Cast) -> None:
    row = sent(cast)
    assert (row.overdue_text(SOON), row.overdue_text(SOON + timedelta(days=3))) == ("", "просрочена на 3 дня")
    with acting(cast.actor("moo")):
        assert (overdue(readable(), SOON).count(), overdue(readable(), SOON + timedelta(days=1)).count()) == (0, 1)
        assert summary(readable()) == {
            "total": 1, "prepared": 0, "owed": 1, "overdue": 0, "answered": 0, "closed": 0,
        }  # fmt: skip


def test_reminder_is_one_digest_a_person(scene: Scene, cast: Cast) -> None:
    with acting(system("test")):
        Recommendation.objects.filter(unit_name="Район А").update(organization=cast.mms_a)
    sent(cast)
    with acting(system("test")):
        Notification.objects.all().delete()
        assert (recommend.remind(TODAY), recommend.remind(SOON), recommend.remind(SOON + timedelta(days=1))) == (
            0,
            2,
            2,
        )
        told = set(Notification.objects.values_list("text", flat=True))
    assert told == {
        "Срок исполнения — в течение недели: 1\u00a0рекомендация",
        "Срок исполнения прошёл: 1\u00a0рекомендация",
    }


@pytest.mark.parametrize(
    ("day", "due"),
    [
        (date(2025, 1, 15), date(2025, 4, 30)),
        (date(2025, 10, 1), date(2026, 1, 31)),
        (date(2025, 11, 30), date(2026, 2, 28)),
    ],
)
def test_usual_term_is_the_end_of_the_third_month(day: date, due: date) -> None:
    assert default_due(day) == due
