"""The spreadsheet of participation."""

from datetime import date

import pytest

from apps.core.actor import acting
from apps.core.models import HistoryEntry
from apps.events.models import Event, Participation
from tests import factories as make
from tests.cast import Cast
from tests.support_imports import CREATED, REJECTED, SYSTEM, UNCHANGED, UPDATED, Load, counts, messages

pytestmark = pytest.mark.django_db
KIND = "participations"


@pytest.fixture(autouse=True)
def event(cast: Cast) -> Event:
    with acting(SYSTEM):
        return make.make_event(cast.cnppm, date(2025, 2, 10), code="М-1")


def row(cast: Cast, **cells: object) -> dict[str, object]:
    """The teacher took part."""
    given = {name.replace("_", " "): value for name, value in cells.items()}
    return {"СНИЛС": cast.teacher.snils, "Код организации": "", "Код мероприятия": "М-1", "Роль": "участник", **given}


def of_school(cast: Cast, **cells: object) -> dict[str, object]:
    """The school itself took part."""
    return row(cast, **{"СНИЛС": "", "Код_организации": cast.school_a.code, **cells})


def test_person_and_organization_take_part(cast: Cast, load: Load, event: Event) -> None:
    result = load(row(cast, Дата="11.02.2025"), of_school(cast))
    assert (counts(result), result.errors) == ((2, 0, 0, 0), [])
    with acting(SYSTEM):
        person, school = Participation.objects.order_by("pk")
        assert (person.person, person.organization_id, person.on_date) == (
            cast.teacher,
            cast.school_a.pk,
            date(2025, 2, 11),
        )
        assert (school.person, school.organization_id, school.on_date) == (None, cast.school_a.pk, None)
        assert (school.municipality_id, school.event_id) == (cast.municipality_a.pk, event.pk)
        assert HistoryEntry.objects.filter(object_kind="events.participation").count() == 2


def test_same_file_twice_changes_nothing(cast: Cast, load: Load) -> None:
    rows = (row(cast), row(cast, Роль="победитель", Дата="10.02.2025"), of_school(cast), of_school(cast, Роль="призер"))
    assert counts(load(*rows)) == (4, 0, 0, 0)
    assert counts(load(*rows)) == (0, 0, 4, 0)


def test_date_is_kept_changed_and_cleared(cast: Cast, load: Load) -> None:
    load(row(cast, Дата="11.02.2025"))
    assert counts(load(row(cast))) == UNCHANGED
    assert counts(load(row(cast, Дата="12.02.2025"))) == UPDATED
    assert counts(load(row(cast, Дата="-"))) == UPDATED
    with acting(SYSTEM):
        assert Participation.objects.get().on_date is None


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        ({"СНИЛС": ""}, "СНИЛС: пусто, и «Код организации» тоже; ожидается ровно одно из двух."),
        ({"Код организации": "Х"}, "Код организации: указан вместе со СНИЛС; ожидается ровно одно из двух."),
        ({"Код мероприятия": "НЕТ"}, "Код мероприятия: «НЕТ» — такого мероприятия нет; ожидается код мероприятия"),
        ({"Роль": "зритель"}, "Роль: «зритель» — такого значения нет в списке; ожидается одно из значений: «участник»"),
        ({"СНИЛС": "", "Код организации": "НЕТ"}, "Код организации: «НЕТ» — такой организации нет"),
        ({"СНИЛС": make.make_snils(780)}, "СНИЛС: «***-***-780 "),
    ],
)
def test_bad_row_is_rejected_with_its_reason(cast: Cast, load: Load, cells: dict[str, str], message: str) -> None:
    result = load({**row(cast), **cells})
    assert counts(result) == REJECTED
    assert messages(result)[0].startswith(message)


def test_methodist_writes_the_own_municipality_only(cast: Cast, load: Load) -> None:
    actor = cast.actor("methodist")
    result = load(
        row(cast),
        of_school(cast),
        row(cast, СНИЛС=cast.stranger.snils),
        of_school(cast, Код_организации=cast.school_b.code),
        of_school(cast, Код_организации=cast.cnppm.code),
        actor=actor,
    )
    assert counts(result) == (2, 0, 0, 3)
    assert [(e.row, e.column, e.code) for e in result.errors] == [
        (4, "СНИЛС", "person"),
        (5, "Код организации", "reference"),
        (6, "Код организации", "scope"),
    ]


def test_duplicates_and_dry_run(cast: Cast, load: Load) -> None:
    assert counts(load(row(cast), dry_run=True)) == CREATED
    result = load(row(cast), row(cast), row(cast, Дата="10.02.2025"), of_school(cast), of_school(cast))
    assert counts(result) == (2, 0, 2, 1)
