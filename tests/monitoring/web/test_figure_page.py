"""The explanation of a figure: counts for all who see the figure, people for those who may see them."""

from datetime import date

from django.urls import reverse

from apps.core.actor import acting, system
from apps.core.models import AccessLogEntry
from apps.core.text import NBSP
from apps.monitoring.models import Finding
from apps.teachers.models import Employment
from apps.teachers.services.stamp import restamp
from tests import factories as make
from tests.monitoring.scene import Scene
from tests.monitoring.web.conftest import Enter
from tests.reports import make_finding


def url(scene: Scene, indicator: str = "diagnosed", query: str = "") -> str:
    return reverse("monitoring:figure", args=(scene.report.pk, indicator)) + query


def body(enter: Enter, role: str, address: str) -> str:
    response = enter(role).get(address)
    assert response.status_code == 200
    return response.content.decode()


def move(scene: Scene) -> None:
    """The teacher leaves Район А for Район Б."""
    with acting(system("test")):
        teacher = scene.cast.teacher
        Employment.objects.filter(person=teacher).update(end=date(2026, 1, 31))
        make.make_employment(teacher, scene.cast.school_b, start=date(2026, 2, 1))
        restamp([teacher.pk])


def test_figure_is_told_in_words_with_clause_and_version(scene: Scene, enter: Enter) -> None:
    text = body(enter, "cnppm", url(scene))
    assert f"25,0{NBSP}%" in text
    assert f"В{NBSP}знаменателе 4{NBSP}человека: условие выполнено у{NBSP}1, не{NBSP}выполнено у{NBSP}3." in text
    assert "Знаменатель — педагогические работники и управленческие кадры на 31.12.2025." in text
    assert "Пункт 1 акта, версия методики 1." in text


def test_numerator_names_people_with_the_deciding_record(scene: Scene, enter: Enter) -> None:
    text = body(enter, "cnppm", url(scene))
    assert scene.cast.teacher.full_name in text
    assert "Диагностика 01.03.2025" in text
    assert scene.cast.stranger.full_name not in text


def test_rest_is_grouped_by_the_first_reason(scene: Scene, enter: Enter) -> None:
    text = body(enter, "cnppm", url(scene, query="?tab=rest"))
    assert "Диагностики в учитываемом периоде нет" in text
    assert f"3{NBSP}человека" in text
    people = body(enter, "cnppm", url(scene, query="?tab=rest&stage=0"))
    assert scene.cast.stranger.full_name in people
    assert scene.cast.teacher.full_name not in people


def test_a_methodist_sees_the_own_people_only(scene: Scene, enter: Enter) -> None:
    people = body(enter, "methodist", url(scene, query="?tab=rest&stage=0"))
    assert scene.cast.head.full_name in people
    assert scene.cast.stranger.full_name not in people
    assert enter("methodist").get(url(scene, query="?unit=99602000")).status_code == 404


def test_the_ministry_sees_counts_without_people(scene: Scene, enter: Enter) -> None:
    text = body(enter, "ministry", url(scene, query="?tab=rest&stage=0"))
    assert f"3{NBSP}человека" in text
    assert "Вашей роли показываются только числа" in text
    assert scene.cast.stranger.full_name not in text


def test_looking_at_people_is_logged(scene: Scene, enter: Enter) -> None:
    body(enter, "ministry", url(scene))
    with acting(system("test")):
        assert AccessLogEntry.objects.filter(action="view").count() == 0
    body(enter, "methodist", url(scene))
    with acting(system("test")):
        assert AccessLogEntry.objects.filter(action="view", subject__contains="diagnosed").count() == 1


def test_those_who_have_moved_away_are_counted_and_not_named(scene: Scene, enter: Enter) -> None:
    move(scene)
    text = body(enter, "methodist", url(scene))
    assert scene.cast.teacher.full_name not in text
    assert f"Ещё 1{NBSP}человек не показан: теперь они вне вашей территории" in text
    assert scene.cast.teacher.full_name in body(enter, "cnppm", url(scene))


def test_those_outside_of_the_staff_have_a_tab(scene: Scene, enter: Enter) -> None:
    assert f"Не в{NBSP}штате на дату: 0" in body(enter, "cnppm", url(scene))
    assert "Здесь никого нет" in body(enter, "cnppm", url(scene, query="?tab=outside"))


def test_a_team_leads_to_its_members(scene: Scene, enter: Enter) -> None:
    text = body(enter, "methodist", url(scene, "teams_trained", "?tab=rest&stage=0"))
    address = reverse("monitoring:team", args=(scene.report.pk, "teams_trained", scene.cast.school_a.pk))
    assert address in text
    assert scene.cast.head.full_name in body(enter, "methodist", address)
    assert enter("ministry").get(address).status_code == 403


def test_a_team_that_is_not_there_is_404(scene: Scene, enter: Enter) -> None:
    def team(indicator: str, organization: int) -> int:
        address = reverse("monitoring:team", args=(scene.report.pk, indicator, organization))
        return enter("methodist").get(address).status_code

    assert team("teams_trained", scene.cast.school_b.pk) == 404
    assert team("diagnosed", scene.cast.school_a.pk) == 404


def test_an_unknown_indicator_or_report_is_404(scene: Scene, enter: Enter) -> None:
    assert enter("cnppm").get(url(scene, "nonsense")).status_code == 404
    assert enter("cnppm").get(reverse("monitoring:figure", args=(0, "diagnosed"))).status_code == 404


def test_findings_are_counted_by_rule_and_place(scene: Scene, enter: Enter) -> None:
    with acting(system("test")):
        Finding.objects.filter(report=scene.report).delete()
        for person in (scene.cast.teacher, scene.cast.stranger):
            make_finding(scene.report, person)
    address = reverse("monitoring:report_findings", args=(scene.report.pk,))
    assert f"2{NBSP}замечания" in body(enter, "cnppm", address)
    own = body(enter, "methodist", address)
    assert f"1{NBSP}замечание" in own
    assert "Район Б" not in own
    assert enter("ministry").get(address).status_code == 403
    listed = body(enter, "methodist", reverse("monitoring:finding_list") + f"?report={scene.report.pk}")
    assert scene.cast.teacher.full_name in listed
    assert scene.cast.stranger.full_name not in listed
