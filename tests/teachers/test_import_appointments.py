"""The spreadsheet of appointments."""

from datetime import date

import pytest

from apps.core.actor import acting
from apps.core.models import HistoryEntry
from apps.teachers.models import Appointment
from tests import factories as make
from tests.cast import Cast
from tests.support_imports import CREATED, REJECTED, SYSTEM, UNCHANGED, UPDATED, Load, counts, messages

pytestmark = pytest.mark.django_db
KIND = "appointments"


def row(cast: Cast, **cells: object) -> dict[str, object]:
    """The teacher is an expert at the service of the municipality."""
    given = {name.replace("_", " "): value for name, value in cells.items()}
    return {
        "СНИЛС": cast.teacher.snils,
        "Код организации": cast.mms_a.code,
        "Вид": "эксперт",
        "С": "01.09.2024",
        **given,
    }


def stored() -> Appointment:
    with acting(SYSTEM):
        return Appointment.objects.get()


def test_new_appointment_lies_with_the_person(cast: Cast, load: Load) -> None:
    result = load(row(cast, По="31.08.2025", Акт="приказ № 7"))
    assert (counts(result), result.errors) == (CREATED, [])
    made = stored()
    assert (made.person_id, made.at_organization_id, made.organization_id) == (
        cast.teacher.pk,
        cast.mms_a.pk,
        cast.school_a.pk,
    )
    assert (made.kind, made.start, made.end, made.act) == (
        "expert",
        date(2024, 9, 1),
        date(2025, 8, 31),
        "приказ № 7",
    )
    with acting(SYSTEM):
        assert HistoryEntry.objects.get(object_kind="teachers.appointment").person_ref == cast.teacher.pk


def test_same_file_twice_changes_nothing(cast: Cast, load: Load) -> None:
    rows = (row(cast, По="31.08.2025"), row(cast, Вид="региональный методист"))
    assert counts(load(*rows)) == (2, 0, 0, 0)
    assert counts(load(*rows)) == (0, 0, 2, 0)


def test_changed_cells_update_empty_keep_and_dash_clears(cast: Cast, load: Load) -> None:
    load(row(cast, По="31.08.2025", Акт="приказ № 7"))
    assert counts(load(row(cast, Акт="приказ № 8"))) == UPDATED
    assert (stored().act, stored().end) == ("приказ № 8", date(2025, 8, 31))
    assert counts(load(row(cast, По="-"))) == UPDATED
    assert stored().end is None


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        ({"По": "31.08.2024"}, "По: «31.08.2024» раньше, чем «С» (01.09.2024); ожидается дата не раньше неё."),
        ({"Вид": "директор"}, "Вид: «директор» — такого значения нет в списке; ожидается одно из значений: «работник"),
        ({"Код организации": "НЕТ"}, "Код организации: «НЕТ» — такой организации нет; ожидается код организации"),
        ({"СНИЛС": make.make_snils(783)}, "СНИЛС: «***-***-783 "),
        ({"С": ""}, "С: ячейка пуста; ожидается дата в виде"),
    ],
)
def test_bad_row_is_rejected_with_its_reason(cast: Cast, load: Load, cells: dict[str, str], message: str) -> None:
    result = load({**row(cast), **cells})
    assert counts(result) == REJECTED
    assert messages(result)[0].startswith(message)


def test_methodist_appoints_the_own_people_only(cast: Cast, load: Load) -> None:
    actor = cast.actor("methodist")
    result = load(row(cast), row(cast, СНИЛС=cast.stranger.snils), row(cast, СНИЛС=make.make_snils(784)), actor=actor)
    assert counts(result) == (1, 0, 0, 2)
    stranger, nobody = (message.partition("»")[2] for message in messages(result))
    assert stranger == nobody
    assert counts(load(row(cast), actor=actor)) == UNCHANGED


def test_duplicates_and_dry_run(cast: Cast, load: Load) -> None:
    assert counts(load(row(cast), dry_run=True)) == CREATED
    assert counts(load(row(cast), row(cast), row(cast, Акт="другой"))) == (1, 0, 1, 1)
