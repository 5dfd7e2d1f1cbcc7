"""Recommendations on the screen: the report's page, the list and the cabinet, the buttons of each role."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from apps.core.actor import acting, system
from apps.core.jobs import kinds
from apps.core.models import Job
from apps.monitoring.models import Recommendation, Report
from tests.cast import Cast
from tests.core.web.checks import assert_constant_queries, log_in, text_of
from tests.monitoring.recommendations.scene import Scene
from tests.monitoring.recommendations.test_way import about, scene, sent  # noqa: F401 - the fixture

LIST = "/monitoring/recommendations/"


def report_url() -> str:
    """The page of the report's recommendations."""
    with acting(system("test")):
        return reverse("monitoring:report_recommendations", args=(Report.objects.get().pk,))


def test_report_page_tells_the_centre_what_is_proposed(scene: Scene, cast: Cast) -> None:  # noqa: F811
    text = text_of(log_in(cast, "cnppm").get(report_url()))
    assert "Значение ниже цели" in text
    assert "Составить предложения" in text
    assert "не хватает: 2 человека" in text


@pytest.mark.parametrize("role", ["moo", "ministry"])
def test_report_page_tells_others_of_what_was_sent_only(scene: Scene, cast: Cast, role: str) -> None:  # noqa: F811
    client = log_in(cast, role)
    assert "Рекомендаций нет" in text_of(client.get(report_url()))
    sent(cast)
    text = text_of(client.get(report_url()))
    assert "Район А" in text
    assert "Составить предложения" not in text
    assert client.post(report_url()).status_code == 403


def test_roles_with_no_part_in_it_are_refused(scene: Scene, cast: Cast) -> None:  # noqa: F811
    assert log_in(cast, "umo").get(report_url()).status_code == 403
    assert log_in(cast, "umo").get(LIST).status_code == 403


def test_proposals_are_made_by_a_job(scene: Scene, cast: Cast) -> None:  # noqa: F811
    client = log_in(cast, "cnppm")
    assert client.post(report_url()).status_code == 302
    with acting(system("test")):
        assert Job.objects.get(kind="recommendations").title == "Предложения: Отчёт за 2025\u00a0год"
    assert {"recommendations", "recommendation_reminders"} <= set(kinds())


def test_centre_sends_chosen_ones_after_a_preview(scene: Scene, cast: Cast) -> None:  # noqa: F811
    client = log_in(cast, "cnppm")
    url = reverse("monitoring:recommendation_bulk", args=("send",))
    preview = text_of(client.post(url, {"ids": [about().pk]}))
    assert "Адресаты получат уведомление" in preview
    assert about().state == "proposed"
    due = f"{timezone.localdate() + timedelta(days=9):%d.%m.%Y}"
    client.post(url, {"ids": [about().pk], "confirmed": "1", "due": due})
    assert (about().state, f"{about().due:%d.%m.%Y}") == ("sent", due)


def test_addressee_answers_from_the_cabinet(scene: Scene, cast: Cast) -> None:  # noqa: F811
    row = sent(cast)
    client = log_in(cast, "moo")
    card = text_of(client.get(f"{LIST}{row.pk}/"))
    assert "Сообщить об исполнении" in card
    assert "Направить" not in card
    step = reverse("monitoring:recommendation_action", args=(row.pk, "done"))
    client.post(step, {"answer": "Сделано", "evidence": "https://example.org/"})
    assert (about().state, about().answer) == ("done", "Сделано")
    assert "Исполнена, на проверке" in text_of(client.get(f"{LIST}{row.pk}/?tab=way"))


def test_centre_edits_what_is_not_sent(scene: Scene, cast: Cast) -> None:  # noqa: F811
    client, row = log_in(cast, "cnppm"), about("Район Б")
    data = {"text": "Иначе", "organization": f"ММС (№ {cast.mms_a.pk})", "due": ""}
    assert client.post(f"{LIST}{row.pk}/edit/", data).status_code == 302
    assert (about("Район Б").text, about("Район Б").organization_id) == ("Иначе", cast.mms_a.pk)
    assert client.get(f"{LIST}{sent(cast).pk}/edit/").status_code == 403


def test_late_ones_are_found_and_marked(scene: Scene, cast: Cast) -> None:  # noqa: F811
    sent(cast)
    with acting(system("test")):
        Recommendation.objects.filter(sent=True).update(due=timezone.localdate() - timedelta(days=3))
    text = text_of(log_in(cast, "moo").get(f"{LIST}?late=1"))
    assert "просрочена" in text
    assert "Рекомендации просрочены" in text_of(log_in(cast, "moo").get("/"))


def test_list_asks_the_same_number_of_questions(scene: Scene, cast: Cast) -> None:  # noqa: F811
    with acting(system("test")):
        pattern = Recommendation.objects.get(unit_name="Район А")
        Recommendation.objects.all().delete()

    def another() -> None:
        pattern.pk, pattern.topic, pattern._state.adding = None, f"{pattern.topic}x", True
        pattern.save()

    assert_constant_queries(log_in(cast, "cnppm"), LIST, another, queries=8)
