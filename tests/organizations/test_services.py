"""Writes of organizations."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError

from apps.core.actor import acting, system
from apps.core.models import HistoryEntry
from apps.organizations.models import Membership, Organization
from apps.organizations.services import organizations as services
from tests import factories as make
from tests.cast import Cast


def create(cast: Cast, **fields: Any) -> Organization:
    """A new school of municipality А."""
    own = {"code": "Н-1", "kind": "school", "full_name": "Ёлкинская школа", "home": cast.municipality_a}
    return services.create_organization(**{**own, **fields})


def test_create_fills_what_follows_from_the_rest(cast: Cast) -> None:
    with acting(cast.actor("cnppm")):
        made = create(cast)
    assert (made.short_name, made.sort_key) == ("Ёлкинская школа", "елкинская школа")
    assert (made.municipality_id, made.region_id) == (cast.municipality_a.pk, cast.region.pk)
    assert (made.shared, made.open) == (False, False)


@pytest.mark.parametrize(("kind", "shared", "is_open"), [("iro", True, False), ("university", False, True)])
def test_create_opens_bodies_to_those_who_need_them(cast: Cast, kind: str, shared: bool, is_open: bool) -> None:
    with acting(system("test")):
        made = create(cast, kind=kind)
    assert (made.shared, made.open) == (shared, is_open)


def test_create_at_a_reorganized_municipality_lies_in_its_successor(cast: Cast) -> None:
    with acting(system("test")):
        old = make.make_municipality(
            cast.region, "99604000", "Прежний район", valid_to=date(2023, 12, 31), successor=cast.municipality_b
        )
        made = create(cast, home=old)
        timeline = list(made.memberships.order_by("valid_from").values_list("member_of_id", "valid_to"))
    assert made.municipality_id == cast.municipality_b.pk
    assert sorted(timeline) == sorted([(old.pk, date(2023, 12, 31)), (cast.municipality_b.pk, None)])


def test_create_out_of_scope_is_refused_by_the_wall(cast: Cast) -> None:
    with pytest.raises(DatabaseError, match="row-level security"), acting(cast.actor("methodist")):
        create(cast, home=cast.municipality_b)


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"inn": "7707083890"}, "inn"),
        ({"ogrn": "1027700132190"}, "ogrn"),
        ({"opened_on": date(2024, 1, 2), "closed_on": date(2024, 1, 1)}, "closed_on"),
        ({"code": "taken"}, "code"),
    ],
)
def test_wrong_field_is_named(cast: Cast, fields: dict[str, Any], name: str) -> None:
    with acting(system("test")):
        create(cast, code="taken")
        with pytest.raises(ValidationError) as refused:
            create(cast, **{"code": "new", **fields})
    assert list(refused.value.message_dict) == [name]


def test_right_check_digits_are_taken(cast: Cast) -> None:
    with acting(system("test")):
        made = create(cast, inn="7707083893", ogrn="1027700132195")
    assert (made.inn, made.ogrn) == ("7707083893", "1027700132195")


def test_update_writes_the_difference_into_the_history(cast: Cast) -> None:
    with acting(cast.actor("cnppm")):
        services.update_organization(cast.school_a, full_name="Лицей", short_name="")
    with acting(system("test")):
        entry = HistoryEntry.objects.get(verb="update_organization")
    assert entry.before == {"full_name": "Школа А-1", "short_name": "Школа А-1", "sort_key": "школа а-00001"}
    assert entry.after == {"full_name": "Лицей", "short_name": "Лицей", "sort_key": "лицей"}


def test_update_of_the_home_moves_all_that_hangs_on_the_organization(cast: Cast) -> None:
    with acting(cast.actor("cnppm")):
        services.update_organization(cast.school_a, home=cast.municipality_b)
    with acting(system("test")):
        cast.teacher.refresh_from_db()
        places = list(Membership.objects.filter(organization=cast.school_a).values_list("member_of_id", flat=True))
    assert (cast.school_a.municipality_id, cast.teacher.municipality_id, places) == (
        cast.municipality_b.pk,
        cast.municipality_b.pk,
        [cast.municipality_b.pk],
    )


def test_update_that_moves_it_out_of_ones_own_sight_still_ends_well(cast: Cast) -> None:
    with acting(cast.actor("methodist")):
        services.update_organization(cast.school_a, home=cast.municipality_b)
        assert Organization.objects.filter(pk=cast.school_a.pk).count() == 0
    assert cast.school_a.municipality_id == cast.municipality_b.pk


def test_organization_never_stands_above_itself(cast: Cast) -> None:
    with acting(system("test")):
        services.update_organization(cast.school_a2, parent=cast.school_a)
        for parent in (cast.school_a, cast.school_a2):
            with pytest.raises(ValidationError, match="над самой собой"):
                services.update_organization(cast.school_a, parent=parent)


def test_close_and_reopen_leave_their_entries(cast: Cast) -> None:
    with acting(cast.actor("cnppm")):
        services.close_organization(cast.school_a, closed_on=date(2025, 8, 31))
        assert Organization.objects.get(pk=cast.school_a.pk).closed_on == date(2025, 8, 31)
        services.reopen_organization(cast.school_a)
        assert Organization.objects.get(pk=cast.school_a.pk).closed_on is None
    with acting(system("test")):
        verbs = list(HistoryEntry.objects.order_by("id").values_list("verb", flat=True))
    assert verbs == ["close_organization", "reopen_organization"]


def test_close_before_the_opening_is_refused(cast: Cast) -> None:
    with acting(system("test")):
        services.update_organization(cast.school_a, opened_on=date(2020, 9, 1))
        with pytest.raises(ValidationError, match="Закрыта раньше, чем открыта"):
            services.close_organization(cast.school_a, closed_on=date(2020, 8, 31))


def test_update_of_the_kind_opens_what_the_organization_offers(cast: Cast) -> None:
    with acting(system("test")):
        body = make.make_organization(cast.municipality_a, "school", short_name="Будущий вуз")
        program = make.make_program(body)
        services.update_organization(body, kind="university")
        program.refresh_from_db()
    assert (body.open, program.open) == (True, True)
