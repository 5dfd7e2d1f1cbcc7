"""The way of an occurrence: reported by its executor, accepted or returned by who leads the roadmap."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from apps.core.actor import acting
from apps.core.models import HistoryEntry, Notification
from apps.core.services import attachments
from apps.roadmap.enums import State
from apps.roadmap.models import Evidence, Move, Occurrence
from apps.roadmap.services import work
from tests import factories as make
from tests.roadmap.conftest import SYSTEM, Scene

pytestmark = pytest.mark.django_db


def as_role(scene: Scene, role: str, run: Any, row: Any, **data: Any) -> Any:
    """Run a service as a role of the cast."""
    with acting(scene.cast.actor(role)):
        return run(row, **data)


def refusal(scene: Scene, role: str, run: Any, row: Any, **data: Any) -> list[str]:
    """What a service answers to a role it refuses."""
    with pytest.raises(ValidationError) as refused:
        as_role(scene, role, run, row, **data)
    return list(refused.value.messages)


def state(row: Occurrence) -> tuple[str, str, str]:
    """The stored state, report and remark."""
    with acting(SYSTEM):
        stored = Occurrence.objects.get(pk=row.pk)
    return stored.state, stored.report, stored.remark


def test_executor_reports_and_the_centre_accepts(scene: Scene) -> None:
    row = scene.of(scene.act, "ministry")
    as_role(scene, "ministry", work.report_occurrence, row, report=" Приказ № 5 ")
    assert state(row) == (State.REPORTED, "Приказ № 5", "")
    as_role(scene, "cnppm", work.accept_occurrence, scene.of(scene.act, "ministry"))
    assert state(row) == (State.ACCEPTED, "Приказ № 5", "")
    with acting(SYSTEM):
        assert Occurrence.objects.get(pk=row.pk).accepted_on == timezone.localdate()
        assert list(Move.objects.values_list("state", "remark")) == [
            ("reported", " Приказ № 5 ".strip()),
            ("accepted", ""),
        ]
        verbs = (
            HistoryEntry.objects.filter(object_kind="roadmap.occurrence").order_by("pk").values_list("verb", flat=True)
        )
        assert list(verbs) == ["report_occurrence", "accept_occurrence"]


def test_returned_report_comes_back_with_a_remark_and_a_notification(scene: Scene) -> None:
    row = scene.of(scene.everybody, "school_a")
    as_role(scene, "operator", work.report_occurrence, row, report="Провели")
    as_role(scene, "cnppm", work.return_occurrence, scene.of(scene.everybody, "school_a"), remark="Нет ссылки")
    assert state(row) == (State.RETURNED, "Провели", "Нет ссылки")
    with acting(SYSTEM):
        told = Notification.objects.get()
        assert (told.user_id, told.text) == (
            scene.cast.grants["operator"].user_id,
            "Отчёт о мере 3 возвращён: Нет ссылки",
        )
    as_role(scene, "operator", work.report_occurrence, scene.of(scene.everybody, "school_a"), report="Провели, ссылка")
    assert state(row) == (State.REPORTED, "Провели, ссылка", "")


def test_accepted_report_may_be_returned(scene: Scene) -> None:
    row = scene.of(scene.act, "ministry")
    as_role(scene, "ministry", work.report_occurrence, row, report="Приказ")
    as_role(scene, "cnppm", work.accept_occurrence, scene.of(scene.act, "ministry"))
    as_role(scene, "cnppm", work.return_occurrence, scene.of(scene.act, "ministry"), remark="Не тот приказ")
    with acting(SYSTEM):
        stored = Occurrence.objects.get(pk=row.pk)
        assert (stored.state, stored.accepted_on) == (State.RETURNED, None)


@pytest.mark.parametrize("role", ["ministry", "moo", "umo", "methodist"])
def test_nobody_else_reports_for_a_school(scene: Scene, role: str) -> None:
    row = scene.of(scene.everybody, "school_a")
    assert refusal(scene, role, work.report_occurrence, row, report="за них") == [work.NOT_YOURS]


@pytest.mark.parametrize("role", ["ministry", "operator", "moo"])
def test_only_who_leads_the_roadmap_accepts(scene: Scene, role: str) -> None:
    row = scene.of(scene.everybody, "school_a")
    as_role(scene, "operator", work.report_occurrence, row, report="Провели")
    again = scene.of(scene.everybody, "school_a")
    assert refusal(scene, role, work.accept_occurrence, again) == [work.NOT_LEADING]
    assert refusal(scene, role, work.return_occurrence, again, remark="нет") == [work.NOT_LEADING]


def test_report_needs_words_or_evidence(scene: Scene) -> None:
    row = scene.of(scene.act, "ministry")
    assert refusal(scene, "ministry", work.report_occurrence, row, report="  ") == [work.NOTHING_SHOWN]
    with acting(scene.cast.actor("ministry")):
        work.add_evidence(occurrence=row, url="https://example.org/prikaz")
    as_role(scene, "ministry", work.report_occurrence, row)
    assert state(row) == (State.REPORTED, "", "")


def test_steps_out_of_turn_are_refused(scene: Scene) -> None:
    row = scene.of(scene.act, "ministry")
    assert refusal(scene, "cnppm", work.accept_occurrence, row) == ["Принять можно только представленный отчёт."]
    assert refusal(scene, "cnppm", work.return_occurrence, row, remark="нет") == [
        "Вернуть можно только представленный или принятый отчёт."
    ]
    as_role(scene, "ministry", work.report_occurrence, row, report="Приказ")
    again = scene.of(scene.act, "ministry")
    assert refusal(scene, "ministry", work.report_occurrence, again, report="ещё") == ["Отчёт уже представлен."]


def test_file_of_evidence_is_kept_beside_its_organization(scene: Scene) -> None:
    row = scene.of(scene.everybody, "school_a")
    file = SimpleUploadedFile("Фото занятия.JPG", b"bytes of a picture")
    with acting(scene.cast.actor("operator")):
        made = work.add_evidence(occurrence=row, text="Фото", file=file)
        path = attachments.path_of(made.file_key, organization=scene.cast.school_a.pk)
    assert path is not None
    assert (made.file_name, path.read_bytes()) == ("Фото занятия.jpg", b"bytes of a picture")


def test_file_of_another_kind_is_refused_at_its_field(scene: Scene) -> None:
    row = scene.of(scene.everybody, "school_a")
    with acting(scene.cast.actor("operator")), pytest.raises(ValidationError) as refused:
        work.add_evidence(occurrence=row, file=SimpleUploadedFile("virus.exe", b"MZ"))
    assert list(refused.value.message_dict) == ["file"]


def test_empty_evidence_is_refused(scene: Scene) -> None:
    row = scene.of(scene.everybody, "school_a")
    with acting(scene.cast.actor("operator")), pytest.raises(ValidationError) as refused:
        work.add_evidence(occurrence=row, text=" ")
    assert refused.value.message_dict == {"text": [work.NOTHING_SHOWN]}


def test_evidence_of_an_accepted_measure_stands_still(scene: Scene) -> None:
    row = scene.of(scene.act, "ministry")
    with acting(scene.cast.actor("ministry")):
        proof = work.add_evidence(occurrence=row, text="Приказ № 5")
    as_role(scene, "ministry", work.report_occurrence, row)
    as_role(scene, "cnppm", work.accept_occurrence, scene.of(scene.act, "ministry"))
    with acting(SYSTEM):
        proof = Evidence.objects.select_related("occurrence__item__roadmap").get(pk=proof.pk)
    assert refusal(scene, "ministry", work.remove_evidence, proof) == [work.ACCEPTED]


def test_evidence_is_taken_away_with_a_trace(scene: Scene) -> None:
    row = scene.of(scene.act, "ministry")
    with acting(scene.cast.actor("ministry")):
        proof = work.add_evidence(occurrence=row, text="Не то")
        work.remove_evidence(proof)
    with acting(SYSTEM):
        assert Evidence.objects.count() == 0
        assert HistoryEntry.objects.filter(verb="remove_evidence").count() == 1


def test_municipal_authority_leads_the_roadmap_of_its_municipality(scene: Scene) -> None:
    from apps.roadmap.services.occurrences import make_occurrences
    from tests.roadmap.rows import make_executor, make_item, make_profile, make_roadmap

    with acting(SYSTEM):
        roadmap = make_roadmap(make_profile(scene.cast.region, scene.cast.municipality_a))
        item = make_item(roadmap, "1")
        make_executor(item, "educational", fan_out=True)
        make_occurrences(roadmap)
    as_role(scene, "operator", work.report_occurrence, scene.of(item, "school_a"), report="Провели")
    as_role(scene, "moo", work.accept_occurrence, scene.of(item, "school_a"))
    assert scene.of(item, "school_a").state == State.ACCEPTED


def test_neighbour_sees_no_execution_of_another_municipality(scene: Scene) -> None:
    with acting(SYSTEM):
        place = scene.cast.municipality_b
        other = make.make_user("neighbour", "methodist", make.make_organization(place, "mms", short_name="ММС Б"))
    from apps.accounts.rights import actor_of

    with acting(actor_of(other)):
        names = set(Occurrence.objects.filter(year=2025).values_list("organization_id", flat=True))
    assert names == {scene.cast.school_b.pk, scene.cast.ministry.pk}
