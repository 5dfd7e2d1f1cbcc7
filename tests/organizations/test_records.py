"""Writes of what organizations hold."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from apps.core.actor import acting, system
from apps.core.models import HistoryEntry
from apps.organizations.services import records
from tests.cast import Cast

START = date(2024, 9, 1)


def test_record_lies_where_its_organization_lies(cast: Cast) -> None:
    with acting(cast.actor("methodist")):
        flag = records.give_flag(organization=cast.school_a, flag="shnor", valid_from=START)
    assert (flag.organization_id, flag.municipality_id, flag.region_id) == (
        cast.school_a.pk,
        cast.municipality_a.pk,
        cast.region.pk,
    )


@pytest.mark.parametrize(
    ("start", "end", "taken"),
    [
        (date(2024, 8, 1), date(2024, 8, 31), False),
        (date(2024, 8, 1), START, True),
        (date(2025, 1, 1), None, True),
        (date(2025, 9, 1), None, False),
        (date(2020, 1, 1), None, True),
    ],
)
def test_flag_is_held_once_at_a_time(cast: Cast, start: date, end: date | None, taken: bool) -> None:
    with acting(system("test")):
        records.give_flag(organization=cast.school_a, flag="shnor", valid_from=START, valid_to=date(2025, 8, 31))
        records.give_flag(organization=cast.school_a, flag="shnsu", valid_from=START)
        if taken:
            with pytest.raises(ValidationError, match="уже держит этот признак"):
                records.give_flag(organization=cast.school_a, flag="shnor", valid_from=start, valid_to=end)
        else:
            made = records.give_flag(organization=cast.school_a, flag="shnor", valid_from=start, valid_to=end)
            assert (made.valid_from, made.valid_to) == (start, end)


def test_flag_is_ended_on_its_last_day(cast: Cast) -> None:
    with acting(system("test")):
        flag = records.give_flag(organization=cast.school_a, flag="shnor", valid_from=START)
        records.end_flag(flag, valid_to=date(2025, 5, 31))
        flag.refresh_from_db()
        with pytest.raises(ValidationError, match="Окончание раньше начала"):
            records.end_flag(flag, valid_to=date(2024, 8, 31))
    assert flag.valid_to == date(2025, 5, 31)


def test_status_of_a_site_has_its_act_and_term(cast: Cast) -> None:
    with acting(system("test")):
        status = records.give_site_status(
            organization=cast.school_a, kind="rip", valid_from=START, topic="Наставничество", act="Приказ № 1"
        )
        records.end_site_status(status, valid_to=date(2026, 8, 31))
        with pytest.raises(ValidationError, match="Такой статус с этого дня уже записан"):
            records.give_site_status(organization=cast.school_a, kind="rip", valid_from=START)
    assert (status.topic, status.valid_to) == ("Наставничество", date(2026, 8, 31))


def make_all(cast: Cast) -> list[tuple[Any, Any, dict[str, Any]]]:
    """One of each: the record, the verb that changes it, what it changes."""
    mine: dict[str, Any] = {"organization": cast.mms_a}
    return [
        (
            records.sign_agreement(**mine, number="7", signed_on=START),
            records.update_agreement,
            {"valid_to": date(2027, 1, 1)},
        ),
        (records.record_headcount(**mine, on_date=START, pedagogues=30), records.update_headcount, {"managers": 3}),
        (
            records.publish_act(**mine, title="Положение", number="12", signed_on=START),
            records.update_act,
            {"url": "https://example.org/12"},
        ),
        (records.give_flag(**mine, flag="shnor", valid_from=START), records.update_flag, {"flag": "shnsu"}),
        (records.give_site_status(**mine, kind="rip", valid_from=START), records.update_site_status, {"kind": "mmrc"}),
    ]


def test_every_record_can_be_corrected(cast: Cast) -> None:
    with acting(cast.actor("methodist")):
        for record, update, change in make_all(cast):
            update(record, **change)
            record.refresh_from_db()
            assert {name: getattr(record, name) for name in change} == change


def test_every_verb_leaves_an_entry(cast: Cast) -> None:
    with acting(cast.actor("methodist")):
        made = make_all(cast)
        for record, update, change in made:
            update(record, **change)
    with acting(system("test")):
        assert HistoryEntry.objects.count() == 2 * len(made)
        assert set(HistoryEntry.objects.values_list("organization_ref", flat=True)) == {cast.mms_a.pk}


def test_record_never_goes_over_to_another_organization(cast: Cast) -> None:
    with acting(cast.actor("cnppm")):
        for record, update, _ in make_all(cast):
            with pytest.raises(ValidationError, match="не меняется"):
                update(record, organization=cast.school_b)


def test_same_key_twice_is_refused(cast: Cast) -> None:
    mine: dict[str, Any] = {"organization": cast.mms_a}
    with acting(system("test")):
        make_all(cast)
        with pytest.raises(ValidationError, match="Такое соглашение уже записано"):
            records.sign_agreement(**mine, number="7", signed_on=START)
        with pytest.raises(ValidationError, match="уже записана"):
            records.record_headcount(**mine, on_date=START, pedagogues=1)
        with pytest.raises(ValidationError, match="уже записан"):
            records.publish_act(**mine, title="Другое", number="12", signed_on=START)


def test_headcount_moves_to_no_taken_date(cast: Cast) -> None:
    with acting(system("test")):
        records.record_headcount(organization=cast.mms_a, on_date=START, pedagogues=30)
        other = records.record_headcount(organization=cast.mms_a, on_date=date(2025, 9, 1), pedagogues=31)
        with pytest.raises(ValidationError, match="уже записана"):
            records.update_headcount(other, on_date=START)
