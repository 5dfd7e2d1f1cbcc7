"""The spreadsheet of events."""

from datetime import date

import pytest

from apps.core.actor import acting
from apps.core.models import HistoryEntry
from apps.events.models import Event
from tests.cast import Cast
from tests.support_imports import CREATED, REJECTED, SYSTEM, UNCHANGED, UPDATED, Load, counts, messages

pytestmark = pytest.mark.django_db
KIND = "events"


def row(cast: Cast, code: str = "М-1", **cells: object) -> dict[str, object]:
    """A complete row of the centre's event."""
    given = {name.replace("_", " "): value for name, value in cells.items()}
    return {
        "Код": code,
        "Наименование": "Пробный семинар",
        "Вид": "семинар",
        "Уровень": "региональный",
        "Дата начала": "10.02.2025",
        "Код организатора": cast.cnppm.code,
        **given,
    }


def stored(code: str = "М-1") -> Event:
    with acting(SYSTEM):
        return Event.objects.get(code=code)


def test_new_event_lies_with_its_organizer(cast: Cast, load: Load) -> None:
    result = load(row(cast, Форма_поддержки_молодых="1", Дата_окончания="12.02.2025"))
    assert (counts(result), result.errors) == (CREATED, [])
    made = stored()
    assert (made.organization_id, made.region_id, made.open) == (cast.cnppm.pk, cast.region.pk, False)
    assert (made.kind, made.level, made.supports_young) == ("seminar", "regional", True)
    assert (made.start, made.end, made.sort_key) == (date(2025, 2, 10), date(2025, 2, 12), "пробный семинар")
    with acting(SYSTEM):
        assert HistoryEntry.objects.get(object_kind="events.event").organization_ref == cast.cnppm.pk


def test_same_file_twice_changes_nothing(cast: Cast, load: Load) -> None:
    rows = (row(cast), row(cast, "М-2", Вид="мастер–класс", Форма_поддержки_молодых="нет"))
    assert counts(load(*rows)) == (2, 0, 0, 0)
    assert counts(load(*rows)) == (0, 0, 2, 0)


def test_changed_cells_update_empty_keep_and_dash_clears(cast: Cast, load: Load) -> None:
    load(row(cast, Форма_поддержки_молодых="да", Дата_окончания="12.02.2025"))
    assert counts(load(row(cast, Уровень="федеральный"))) == UPDATED
    assert (stored().level, stored().supports_young) == ("federal", True)
    assert counts(load(row(cast, Уровень="", Дата_окончания="-", Форма_поддержки_молодых="-"))) == UPDATED
    assert (stored().level, stored().end, stored().supports_young) == ("federal", None, False)
    assert counts(load(row(cast))) == UPDATED


def test_other_organizer_moves_the_event(cast: Cast, load: Load) -> None:
    load(row(cast))
    assert counts(load(row(cast, Код_организатора=cast.school_a.code))) == UPDATED
    assert stored().municipality_id == cast.municipality_a.pk


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        (
            {"Дата окончания": "09.02.2025"},
            "Дата окончания: «09.02.2025» раньше, чем «Дата начала» (10.02.2025); ожидается дата не раньше неё.",
        ),
        ({"Вид": "сбор"}, "Вид: «сбор» — такого значения нет в списке; ожидается одно из значений: «конкурс"),
        ({"Уровень": ""}, "Уровень: ячейка пуста; ожидается одно из значений: «институциональный», "),
        ({"Дата начала": "-"}, "Дата начала: «-» стирает значение, а оно обязательно; ожидается дата в виде"),
        ({"Код организатора": "НЕТ"}, "Код организатора: «НЕТ» — такой организации нет; ожидается код организации"),
        ({"Форма поддержки молодых": "может"}, "Форма поддержки молодых: «может» не подходит; ожидается «да» или"),
    ],
)
def test_bad_row_is_rejected_with_its_reason(cast: Cast, load: Load, cells: dict[str, str], message: str) -> None:
    result = load({**row(cast), **cells})
    assert counts(result) == REJECTED
    assert messages(result)[0].startswith(message)


def test_start_after_the_stored_end_is_refused(cast: Cast, load: Load) -> None:
    load(row(cast, Дата_окончания="12.02.2025"))
    assert counts(load(row(cast, Дата_начала="13.02.2025"))) == REJECTED


def test_methodist_writes_events_of_the_own_municipality(cast: Cast, load: Load) -> None:
    actor = cast.actor("methodist")
    assert counts(load(row(cast, Код_организатора=cast.school_a.code), actor=actor)) == CREATED
    assert counts(load(row(cast, "М-2"), actor=actor)) == REJECTED
    assert counts(load(row(cast, "М-3", Код_организатора=cast.school_b.code), actor=actor)) == REJECTED
    load(row(cast, "М-4"))
    assert counts(load(row(cast, "М-4", Код_организатора=cast.school_a.code), actor=actor)) == REJECTED
    assert counts(load(row(cast, Код_организатора=cast.school_a.code), actor=actor)) == UNCHANGED


def test_duplicates_and_dry_run(cast: Cast, load: Load) -> None:
    assert counts(load(row(cast), dry_run=True)) == CREATED
    assert counts(load(row(cast), row(cast), row(cast, Вид="форум"))) == (1, 0, 1, 1)
