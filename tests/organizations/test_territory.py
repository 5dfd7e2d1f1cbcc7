"""Municipalities: entered, corrected, reorganized."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from apps.core.actor import acting, system
from apps.core.models import HistoryEntry
from apps.organizations.models import Membership, Municipality, Organization
from apps.organizations.services import territory
from tests import factories as make
from tests.cast import Cast
from tests.core.web.checks import log_in, text_of

LIST = "/organizations/municipalities/"
DAY = date(2025, 1, 1)
MERGE = {"confirmed": "1", "on": "01.01.2025", "name": "Округ АБ", "oktmo": "99609000"}


def merge(cast: Cast, **changes: Any) -> Municipality:
    """Both municipalities of the region become one."""
    values = {"oktmo": "99609000", "name": "Округ АБ", "on": DAY, **changes}
    with acting(cast.actor("cnppm")):
        return territory.merge_municipalities([cast.municipality_a, cast.municipality_b], **values)


def test_many_become_one_and_organizations_follow(cast: Cast) -> None:
    made = merge(cast)
    with acting(system("test")):
        cast.school_a.refresh_from_db()
        cast.teacher.refresh_from_db()
        timeline = Membership.objects.filter(organization=cast.school_a).order_by("valid_from")
        spans = {(m.member_of_id, m.valid_from, m.valid_to) for m in timeline}
    assert (cast.school_a.municipality_id, cast.teacher.municipality_id) == (made.pk, made.pk)
    assert spans == {(cast.municipality_a.pk, None, date(2024, 12, 31)), (made.pk, DAY, None)}
    assert (made.region_id, made.valid_from) == (cast.region.pk, DAY)


def test_new_municipality_that_is_entered_already_is_taken(cast: Cast) -> None:
    with acting(system("test")):
        entered = make.make_municipality(cast.region, "99609000", "Округ АБ", valid_from=DAY)
    assert merge(cast, name="Другое название").pk == entered.pk


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"valid_from": date(2026, 1, 1)}, "Район А: действует только с 01.01.2026."),
        ({"valid_to": date(2020, 1, 1)}, "Район А: уже не действует с 01.01.2020."),
        ({"regional": True}, "Район А: это региональный уровень, он не преобразуется."),
    ],
)
def test_source_that_cannot_be_reorganized_is_named(cast: Cast, fields: dict[str, Any], words: str) -> None:
    for name, value in fields.items():
        setattr(cast.municipality_a, name, value)
    with pytest.raises(ValidationError) as refused:
        merge(cast)
    assert refused.value.messages == [words]


def test_municipalities_of_two_regions_do_not_merge(cast: Cast) -> None:
    sources = [cast.municipality_a, cast.foreign_school.municipality]
    with acting(system("test")), pytest.raises(ValidationError, match="разных регионов"):
        territory.merge_municipalities(sources, oktmo="99609000", name="Округ", on=DAY)


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"oktmo": "1234"}, "oktmo"),
        ({"oktmo": "99601000"}, "oktmo"),
        ({"valid_from": DAY, "valid_to": date(2024, 1, 1)}, "valid_to"),
    ],
)
def test_wrong_field_is_named(cast: Cast, fields: dict[str, Any], name: str) -> None:
    values = {"region": cast.region, "oktmo": "99605000", "name": "Новый район", **fields}
    with acting(system("test")), pytest.raises(ValidationError) as refused:
        territory.create_municipality(**values)
    assert list(refused.value.message_dict) == [name]


def test_correction_is_written_into_the_history(cast: Cast) -> None:
    with acting(cast.actor("cnppm")):
        territory.update_municipality(cast.municipality_a, name="Ёлкинский район")
    with acting(system("test")):
        entry = HistoryEntry.objects.get(verb="update_municipality")
    assert entry.after == {"name": "Ёлкинский район", "sort_key": "елкинский район"}


def test_page_merges_the_chosen_ones_at_once(cast: Cast) -> None:
    ids = [str(cast.municipality_a.pk), str(cast.municipality_b.pk)]
    client = log_in(cast, "cnppm")
    asked = text_of(client.post(f"{LIST}bulk/merge/", {"ids": ids}))
    assert ("2 записи" in asked, "Район А" in asked) == (True, True)
    assert "Сделано: 2 записи." in text_of(client.post(f"{LIST}bulk/merge/", {"ids": ids, **MERGE}, follow=True))
    with acting(system("test")):
        assert Organization.objects.get(pk=cast.school_b.pk).municipality.name == "Округ АБ"


def test_merge_is_done_whole_or_not_at_all(cast: Cast) -> None:
    with acting(system("test")):
        Municipality.objects.filter(pk=cast.municipality_b.pk).update(valid_from=date(2026, 1, 1))
    ids = [str(cast.municipality_a.pk), str(cast.municipality_b.pk)]
    body = text_of(log_in(cast, "cnppm").post(f"{LIST}bulk/merge/", {"ids": ids, **MERGE}, follow=True))
    cast.municipality_a.refresh_from_db()
    assert ("Район Б: действует только с 01.01.2026." in body, cast.municipality_a.valid_to) == (True, None)


@pytest.mark.parametrize("role", ["methodist", "operator", "ministry"])
def test_dictionary_is_read_by_many_and_kept_by_few(cast: Cast, role: str) -> None:
    client = log_in(cast, role)
    assert client.get(LIST).status_code == 200
    assert client.get(f"{LIST}create/").status_code == 403
    assert client.post(f"{LIST}bulk/merge/", {"everything": "1", **MERGE}).status_code == 403


def test_dictionary_shows_ones_own_region(cast: Cast) -> None:
    assert "Чужой район" not in text_of(log_in(cast, "cnppm").get(LIST))
    assert "Чужой район" in text_of(log_in(cast, "administrator").get(f"{LIST}?q=чужой"))
