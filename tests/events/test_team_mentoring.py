"""Mentoring of teams: a leader school, a school with a flag, the contract, the internship, the result."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from apps.core.actor import acting, system
from apps.events.models import TeamMentoring
from apps.events.services import team_mentoring as teams
from apps.organizations.models import Organization, StatusFlag
from tests import factories as make
from tests.cast import Cast
from tests.core.web.checks import assert_constant_queries, text_of
from tests.events.conftest import Browse
from tests.permissions.rows import place_columns

pytestmark = pytest.mark.django_db
SYSTEM = system("test")
DAY, TODAY = date(2024, 9, 1), timezone.localdate()


def flag(school: Organization, word: str = "shnor", **fields: Any) -> None:
    with acting(SYSTEM):
        StatusFlag.objects.create(**place_columns(school), flag=word, valid_from=DAY, **fields)


def refusal(run: Any) -> Any:
    with pytest.raises(ValidationError) as caught:
        run()
    return dict(caught.value.message_dict) if hasattr(caught.value, "error_dict") else caught.value.messages


def test_team_is_made_signed_and_ended_with_a_result(cast: Cast) -> None:
    with acting(cast.actor("methodist")):
        values: dict[str, Any] = {"organization": cast.school_a, "start": DAY}
        assert refusal(lambda: teams.create_team(**values, leader=cast.school_a)) == {"leader": [teams.SAME]}
        made = teams.create_team(**values, leader=cast.school_a2)
        assert (made.municipality_id, made.leader_municipality_id) == (cast.municipality_a.pk,) * 2
        assert refusal(lambda: teams.update_team(made, contract_number="4")) == {"contract_number": [teams.BOTH]}
        teams.update_team(made, contract_number="4", contract_on=DAY, internship_from=DAY, interns=3)
        assert refusal(lambda: teams.update_team(made, internship_to=date(2024, 8, 1))).keys() == {"internship_to"}
        later = TODAY + timedelta(days=1)
        assert refusal(lambda: teams.close_team(made, closed_on=later, result="Да")) == {"closed_on": [teams.FUTURE]}
        assert refusal(lambda: teams.correct_team(made, closed_on=TODAY, result="Да")) == [teams.NOT_OVER]
        teams.close_team(made, closed_on=TODAY, result=" Вышли из списка ")
        assert (made.end, made.result) == (TODAY, "Вышли из списка")
        assert refusal(lambda: teams.update_team(made, plan="Ещё")) == [teams.OVER]
        teams.correct_team(made, closed_on=TODAY, result="Вышли из списка ШНОР")
        assert TeamMentoring.objects.get().result == "Вышли из списка ШНОР"


def test_both_schools_see_it_and_others_do_not(browse: Browse, cast: Cast) -> None:
    with acting(SYSTEM):
        supported = make.make_team(cast.school_a, cast.school_b)
        leading = make.make_team(cast.school_b, cast.school_a)
        apart = make.make_team(cast.school_b, cast.school_a2)
    seen = {
        role: [browse(role).get(f"/events/team-mentoring/{one.pk}/").status_code for one in (supported, leading, apart)]
        for role in ("operator", "methodist", "ministry", "teacher")
    }
    assert seen == {
        "operator": [200, 200, 404], "methodist": [200, 200, 200], "ministry": [200, 200, 200],
        "teacher": [403, 403, 403],
    }  # fmt: skip


def test_contract_is_kept_and_given_to_who_sees_the_row(browse: Browse, cast: Cast) -> None:
    with acting(SYSTEM):
        made = make.make_team(cast.school_a, cast.school_a2)
    scan = SimpleUploadedFile("договор.pdf", b"%PDF-1.4 test", content_type="application/pdf")
    form = {"start": "01.09.2024", "contract_number": "4", "contract_on": "02.09.2024", "file": scan}
    client = browse("methodist")
    assert client.post(f"/events/team-mentoring/{made.pk}/edit/", form).status_code == 302
    page = text_of(client.get(f"/events/team-mentoring/{made.pk}/"))
    assert ("№ 4 от 02.09.2024" in page, "договор.pdf" in page) == (True, True)
    file = client.get(f"/events/team-mentoring/{made.pk}/file/")
    assert b"".join(file.streaming_content) == b"%PDF-1.4 test"  # type: ignore[attr-defined]
    bad = SimpleUploadedFile("договор.exe", b"MZ")
    refused = client.post(f"/events/team-mentoring/{made.pk}/edit/", {**form, "file": bad})
    assert (refused.status_code, list(refused.context["form"].errors)) == (422, ["file"])


def test_schools_with_a_flag_and_no_contract_are_told(browse: Browse, cast: Cast) -> None:
    flag(cast.school_a)
    flag(cast.school_a, "shnsu")
    flag(cast.school_a2)
    flag(cast.school_b)
    with acting(SYSTEM):
        over = make.make_organization(cast.municipality_a, short_name="Бывшая")
        flag(over, valid_to=TODAY - timedelta(days=1))
        make.make_team(cast.school_a2, cast.school_b)
        make.make_team(cast.school_b, cast.school_a, contract_number="1", contract_on=DAY)
    listing = browse("cnppm").get("/organizations/lacking/").context["listing"]
    assert [(row[2], row[4], row[5]) for row in listing.table.page.rows] == [
        ("Школа А-1", "ШНОР, ШНСУ", "нет школы-лидера"), ("Школа А-2", "ШНОР", "нет договора"),
    ]  # fmt: skip
    assert browse("teacher").get("/organizations/lacking/").status_code == 403


def test_lists_of_teams_ask_constantly(browse: Browse, cast: Cast) -> None:
    def make_row() -> None:
        school = make.make_organization(cast.municipality_a)
        StatusFlag.objects.create(**place_columns(school), flag="shnor", valid_from=DAY)
        make.make_team(school, cast.school_a)

    for url, queries in {"/events/team-mentoring/": 8, "/organizations/lacking/": 8}.items():
        assert_constant_queries(browse("methodist"), url, make_row, queries=queries)
