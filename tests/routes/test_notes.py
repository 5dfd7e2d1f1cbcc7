"""The talk about a route, and what shows that its items were done."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from apps.core.actor import acting, system
from apps.core.models import Notification
from apps.routes.models import IndividualRoute, ItemEvidence, RouteComment, RouteItem
from apps.routes.services import notes
from tests import factories as make
from tests.cast import Cast
from tests.core.web.checks import assert_constant_queries, text_of
from tests.routes.conftest import Browse

pytestmark = pytest.mark.django_db
SYSTEM = system("test")
DAY = date(2024, 2, 1)


@pytest.fixture
def route(cast: Cast) -> IndividualRoute:
    with acting(SYSTEM):
        return make.make_route(cast.teacher, None, number="2024-1", approved_on=DAY)


@pytest.fixture
def item(cast: Cast, route: IndividualRoute) -> RouteItem:
    with acting(SYSTEM):
        return make.make_item(route, make.make_program(cast.iro))


def rung(cast: Cast) -> dict[str, list[str]]:
    """The bells by role."""
    with acting(SYSTEM):
        names = {grant.user_id: role for role, grant in cast.grants.items()}
        found: dict[str, list[str]] = {}
        for bell in Notification.objects.order_by("pk"):
            found.setdefault(names[bell.user_id], []).append(bell.text)
    return found


def test_everybody_in_the_talk_hears_of_a_comment_but_who_wrote_it(cast: Cast, route: IndividualRoute) -> None:
    with acting(cast.actor("council")):
        notes.add_comment(route=route, text=" Посмотрите срок ")
    assert rung(cast) == {"teacher": ["Комментарий к ИОМ № 2024-1: Посмотрите срок"]}
    with acting(cast.actor("teacher")):
        notes.add_comment(route=route, text="Подходит")
    assert rung(cast)["council"] == ["Комментарий к ИОМ № 2024-1: Подходит"]
    assert len(rung(cast)["teacher"]) == 1


def test_who_only_reads_routes_does_not_speak(cast: Cast, route: IndividualRoute) -> None:
    with acting(cast.actor("methodist")), pytest.raises(PermissionDenied):
        notes.add_comment(route=route, text="Слова")


def test_comment_is_taken_away_by_its_author_and_the_centre(cast: Cast, route: IndividualRoute) -> None:
    with acting(cast.actor("council")):
        made = [notes.add_comment(route=route, text=f"Слова {n}") for n in range(2)]
        notes.remove_comment(made[0])
    with acting(cast.actor("tutor")), pytest.raises(PermissionDenied):
        notes.remove_comment(made[1])
    with acting(cast.actor("cnppm")):
        notes.remove_comment(made[1])
    with acting(SYSTEM):
        assert RouteComment.objects.count() == 0


def test_comment_is_written_on_the_page_of_the_route(browse: Browse, cast: Cast, route: IndividualRoute) -> None:
    form = {"route": str(route.pk), "text": "Срок сдвинули"}
    browse("tutor").post("/routes/comments/create/", form)
    assert "Срок сдвинули" in text_of(browse("teacher").get(f"/routes/{route.pk}/?tab=comments"))


def test_evidence_is_kept_with_its_file_and_given_to_those_who_see_it(
    browse: Browse, cast: Cast, item: RouteItem, settings: Any, tmp_path: Path
) -> None:
    settings.FILES_DIR = tmp_path
    file = SimpleUploadedFile("конспект.pdf", b"%PDF-1.4 text")
    with acting(cast.actor("council")):
        made = notes.add_evidence(item=item, text="Конспект урока", file=file)
    answer = browse("teacher").get(f"/routes/evidence/{made.pk}/file/")
    assert answer.getvalue() == b"%PDF-1.4 text"
    assert browse("ministry").get(f"/routes/evidence/{made.pk}/file/").status_code == 403
    assert "конспект.pdf" in text_of(browse("cnppm").get(f"/routes/evidence/{made.pk}/"))


@pytest.mark.parametrize("fields", [{"approved_on": None, "agreed_on": None}, {"cancelled_on": DAY}])
def test_evidence_belongs_to_an_approved_route(
    cast: Cast, route: IndividualRoute, item: RouteItem, fields: dict[str, date | None]
) -> None:
    with acting(SYSTEM):
        IndividualRoute.objects.filter(pk=route.pk).update(**fields)
        item.route.refresh_from_db()
    with acting(cast.actor("cnppm")), pytest.raises(ValidationError, match="подтверждать пока нечего"):
        notes.add_evidence(item=item, text="Сделано")


def test_evidence_says_something(cast: Cast, item: RouteItem) -> None:
    with acting(cast.actor("cnppm")):
        with pytest.raises(ValidationError, match="Напишите, что сделано"):
            notes.add_evidence(item=item, text="  ")
        notes.remove_evidence(notes.add_evidence(item=item, url="https://example.org/a"))
        assert ItemEvidence.objects.count() == 0


def test_lists_ask_the_same_number_of_questions_for_one_row_and_three(
    browse: Browse, cast: Cast, route: IndividualRoute, item: RouteItem
) -> None:
    def make_row() -> None:
        RouteComment.objects.create(route=route, person=cast.teacher, text="Слова", who="Тест")
        ItemEvidence.objects.create(item=item, person=cast.teacher, text="Дело", added_on=DAY, added_by="Тест")

    for url in ("/routes/comments/", "/routes/evidence/"):
        assert_constant_queries(browse("cnppm"), url, make_row, queries=7)
