"""Yes/no indicators: who answers them, by which document, what the approval keeps of it."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from apps.core.actor import acting, system
from apps.monitoring.models import Confirmation
from apps.monitoring.selectors.confirmations import answers
from apps.monitoring.services.confirming import confirm
from apps.organizations.models import Profile
from tests.monitoring.scene import Scene, approved
from tests.monitoring.web.conftest import Enter

ASKED = [
    {"code": "plan", "number": "1", "title": "план разработан", "clause": "6.1", "first_year": 2023, "last_year": None},
    {"code": "old", "number": "2", "title": "прежний", "clause": "6.1", "first_year": 2020, "last_year": 2024},
]
DOCUMENT = {"title": "Приказ о плане", "number": "5", "signed_on": date(2025, 2, 3), "link": ""}


@pytest.fixture
def asking(scene: Scene) -> Scene:
    """The profile asks a question of the year, and one that is over."""
    with acting(system("test")):
        Profile.objects.filter(pk=scene.report.profile_id).update(yes_no=ASKED)
    scene.report.profile.refresh_from_db()
    return scene


def url(scene: Scene, code: str = "plan", name: str = "yes_no") -> str:
    return reverse(f"monitoring:{name}", args=(scene.report.pk, code))


def told(scene: Scene) -> list[tuple[str, str, str]]:
    """The answers as anyone reads them."""
    with acting(scene.cast.actor("operator")):
        return [(one.code, one.words, one.document) for one in answers(scene.report)]


def test_question_of_the_year_waits_for_an_answer(asking: Scene, enter: Enter) -> None:
    assert told(asking) == [("plan", "не подтверждено", "")]
    page = enter("cnppm").get(reverse("monitoring:report_detail", args=(asking.report.pk,))).content.decode()
    assert ("План разработан" in page, "Подтвердить" in page) == (True, True)


def test_answer_is_given_with_its_document_and_scan(asking: Scene, enter: Enter) -> None:
    client = enter("cnppm")
    scan = SimpleUploadedFile("приказ.pdf", b"%PDF-1.7")
    data = {
        "holds": "yes",
        "title": "Приказ о плане",
        "number": "5",
        "signed_on": "03.02.2025",
        "link": "",
        "file": scan,
    }
    assert client.get(url(asking)).status_code == 200
    assert client.post(url(asking), data).status_code == 302
    assert told(asking) == [("plan", "да", "Приказ о плане от 03.02.2025 №\N{NO-BREAK SPACE}5")]
    assert b"".join(enter("ministry").get(url(asking, name="yes_no_file")).streaming_content) == b"%PDF-1.7"  # type: ignore[attr-defined]


def test_yes_without_a_document_is_refused_and_no_is_not(asking: Scene, enter: Enter) -> None:
    client = enter("cnppm")
    refused = client.post(url(asking), {"holds": "yes"})
    assert (refused.status_code, "подтверждается документом" in refused.content.decode()) == (422, True)
    assert client.post(url(asking), {"holds": "no"}).status_code == 302
    assert told(asking) == [("plan", "нет", "")]


def test_question_that_is_over_is_not_there(asking: Scene, enter: Enter) -> None:
    assert enter("cnppm").get(url(asking, "old")).status_code == 404
    with acting(asking.cast.actor("cnppm")), pytest.raises(ValidationError, match="такого показателя нет"):
        confirm(report=asking.report, code="old", holds=False)


def test_only_who_makes_the_report_answers(asking: Scene, enter: Enter) -> None:
    assert [enter(role).get(url(asking)).status_code for role in ("ministry", "methodist", "federal")] == [
        403,
        403,
        404,
    ]


def test_approved_report_keeps_the_answer(asking: Scene, enter: Enter) -> None:
    with acting(asking.cast.actor("cnppm")):
        confirm(report=asking.report, code="plan", holds=True, **DOCUMENT)
    approved(asking)
    assert enter("cnppm").get(url(asking)).status_code == 403
    with acting(system("test")):
        Confirmation.objects.update(holds=False, title="Другое")
    assert told(asking) == [("plan", "да", "Приказ о плане от 03.02.2025 №\N{NO-BREAK SPACE}5")]
