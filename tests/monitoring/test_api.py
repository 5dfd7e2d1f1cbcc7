"""Values and explanations by program: of the own scope, without names where the role sees none."""

from django.test import Client

from tests.monitoring.scene import Scene


def get(scene: Scene, role: str, tail: str) -> object:
    client = Client()
    client.force_login(scene.cast.grants[role].user)
    return client.get(f"/api/v1/monitoring/report/{scene.report.pk}/{tail}")


def answer(scene: Scene, role: str, tail: str, status: int = 200) -> dict[str, object]:
    response = get(scene, role, tail)
    assert response.status_code == status  # type: ignore[attr-defined]
    found: dict[str, object] = response.json()  # type: ignore[attr-defined]
    return found


def test_values_are_those_of_the_scope(scene: Scene) -> None:
    found = answer(scene, "methodist", "values/")
    indicators = found["indicators"]
    assert isinstance(indicators, list)
    units = {value["unit"]: value["value"] for value in indicators[0]["values"]}
    assert units == {"99601000": "33.3", scene.cast.school_a.code: "50.0", scene.cast.school_a2.code: "0.0",
                     scene.cast.mms_a.code: None}  # fmt: skip


def test_roles_without_figures_get_403_and_drafts_are_not_there_for_the_federal_operator(scene: Scene) -> None:
    answer(scene, "teacher", "values/", 403)
    answer(scene, "federal", "values/", 404)


def test_explanation_counts_reasons(scene: Scene) -> None:
    found = answer(scene, "ministry", "figures/diagnosed/")
    assert (found["level"], found["numerator"], found["denominator"], found["value"]) == ("region", 1, 4, "25.0")
    assert found["reasons"] == [{"stage": 0, "reason": "диагностики в учитываемом периоде нет", "count": 3}]
    assert "subjects" not in found


def test_explanation_names_people_to_those_who_may_see_them(scene: Scene) -> None:
    found = answer(scene, "methodist", "figures/diagnosed/?group=numerator")
    subjects = found["subjects"]
    assert isinstance(subjects, list)
    assert [one["name"] for one in subjects] == [scene.cast.teacher.full_name]
    assert (found["count"], found["not_shown"]) == (1, 0)
    rest = answer(scene, "methodist", "figures/diagnosed/?group=denominator_only&stage=0")["subjects"]
    assert isinstance(rest, list)
    assert {one["name"] for one in rest} == {scene.cast.head.full_name, scene.cast.colleague.full_name}
    assert answer(scene, "methodist", "figures/diagnosed/?group=not_in_staff")["subjects"] == []
    answer(scene, "ministry", "figures/diagnosed/?group=numerator", 403)


def test_nonsense_is_refused_by_name(scene: Scene) -> None:
    assert list(answer(scene, "cnppm", "figures/diagnosed/?group=all", 400)) == ["group"]
    assert list(answer(scene, "cnppm", "figures/diagnosed/?group=denominator_only", 400)) == ["stage"]
    assert list(answer(scene, "cnppm", "figures/diagnosed/?group=numerator&offset=x", 400)) == ["offset"]


def test_what_is_not_in_the_report_is_404(scene: Scene) -> None:
    answer(scene, "cnppm", "figures/nonsense/", 404)
    answer(scene, "methodist", "figures/diagnosed/?unit=99602000", 404)
