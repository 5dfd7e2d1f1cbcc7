"""The spreadsheet of programmes."""

from datetime import date

import pytest

from apps.core.actor import acting
from apps.core.models import HistoryEntry
from apps.programs.models import Program, RegistryEntry
from tests import factories as make
from tests.cast import Cast
from tests.support_imports import CREATED, REJECTED, SYSTEM, UNCHANGED, UPDATED, Load, counts, messages

pytestmark = pytest.mark.django_db
KIND = "programs"


@pytest.fixture(autouse=True)
def competences(cast: Cast) -> None:
    make.make_competence("Т-01")
    make.make_competence("Т-02")


def row(cast: Cast, code: str = "П-1", **cells: object) -> dict[str, object]:
    """A complete row of the institute's programme."""
    given = {name.replace("_", " "): value for name, value in cells.items()}
    return {
        "Код": code,
        "Наименование": "Пробная программа",
        "Вид": "ПК",
        "Часы": "36",
        "Код организации": cast.iro.code,
        **given,
    }


def stored(code: str = "П-1") -> Program:
    with acting(SYSTEM):
        return Program.objects.get(code=code)


def codes(code: str = "П-1") -> list[str]:
    with acting(SYSTEM):
        return sorted(Program.objects.get(code=code).competences.values_list("code", flat=True))


IN_REGISTRY = {"Номер в ФР": "777", "Включена в ФР": "01.02.2024"}


def test_new_programme_has_its_place_and_competences(cast: Cast, load: Load) -> None:
    cells = {"Форма": "дистанционная", "Тематика": "управление качеством образования", "Компетенции": "Т-02; Т-01"}
    result = load(row(cast, Реализуется_с="01.02.2025", **cells))
    assert (counts(result), result.errors) == (CREATED, [])
    made = stored()
    assert (made.organization_id, made.region_id, made.open) == (cast.iro.pk, cast.region.pk, False)
    assert (made.kind, made.hours, made.form, made.theme) == ("pk", 36, "distance", "управление качеством образования")
    assert (made.sort_key, made.runs_from, made.runs_to) == ("пробная программа", date(2025, 2, 1), None)
    assert codes() == ["Т-01", "Т-02"]
    with acting(SYSTEM):
        assert HistoryEntry.objects.get(object_kind="programs.program").organization_ref == cast.iro.pk


def test_same_file_twice_changes_nothing(cast: Cast, load: Load) -> None:
    rows = (
        row(cast, **IN_REGISTRY, Компетенции="Т-01;Т-02"),
        row(cast, "П-2", Вид="ПП", Реализуется_по="2025-12-31"),
    )
    assert counts(load(*rows)) == (2, 0, 0, 0)
    assert counts(load(*rows)) == (0, 0, 2, 0)


def test_list_of_competences_replaces_the_stored_one(cast: Cast, load: Load) -> None:
    load(row(cast, Компетенции="Т-01"))
    result = load(row(cast, Компетенции="Т-02"))
    assert (counts(result), codes()) == (UPDATED, ["Т-02"])
    assert [(c.field, c.old, c.new) for c in result.changes] == [("competences", "Т-01", "Т-02")]
    assert (counts(load(row(cast))), codes()) == (UNCHANGED, ["Т-02"])
    assert (counts(load(row(cast, Компетенции="-"))), codes()) == (UPDATED, [])


def test_changed_cells_update_and_empty_ones_keep(cast: Cast, load: Load) -> None:
    load(row(cast, Тематика="прочее", Форма="очная"))
    assert counts(load(row(cast, Часы="72", Тематика="", Форма="-"))) == UPDATED
    made = stored()
    assert (made.hours, made.theme, made.form) == (72, "прочее", "")


def test_number_makes_a_registry_entry_from_the_row(cast: Cast, load: Load) -> None:
    assert counts(load(row(cast, Форма="очная", **IN_REGISTRY))) == CREATED
    with acting(SYSTEM):
        entry = RegistryEntry.objects.get(number="777")
    assert (entry.program_id, entry.included_on, entry.excluded_on) == (stored().pk, date(2024, 2, 1), None)
    assert (entry.title, entry.kind, entry.hours, entry.form) == ("Пробная программа", "pk", 36, "очная")
    assert (entry.organization_name, entry.organization_inn) == (cast.iro.full_name, cast.iro.inn)


def test_number_links_the_entry_of_the_mirror(cast: Cast, load: Load) -> None:
    with acting(SYSTEM):
        entry = RegistryEntry.objects.create(number="777", title="Из реестра", included_on=date(2023, 5, 5))
    assert counts(load(row(cast, **{"Номер в ФР": "777", "Исключена из ФР": "01.01.2025"}))) == CREATED
    with acting(SYSTEM):
        entry.refresh_from_db()
    assert (entry.title, entry.included_on, entry.excluded_on) == ("Из реестра", date(2023, 5, 5), date(2025, 1, 1))
    assert entry.program_id == stored().pk
    assert counts(load(row(cast, **{"Номер в ФР": "777", "Исключена из ФР": "-"}))) == UPDATED
    assert counts(load(row(cast, **{"Номер в ФР": "-"}))) == UPDATED
    with acting(SYSTEM):
        assert RegistryEntry.objects.filter(number="777", program=None, excluded_on=None).count() == 1


def test_dash_takes_the_date_of_inclusion_with_the_link_only(cast: Cast, load: Load) -> None:
    load(row(cast, **IN_REGISTRY))
    undated = load(row(cast, **{**IN_REGISTRY, "Включена в ФР": "-"}))
    assert messages(undated) == [
        "Включена в ФР: «-» стирает дату, а у записи реестра она есть всегда; ожидается дата включения."
    ]
    nothing = {"Номер в ФР": "-", "Включена в ФР": "-", "Исключена из ФР": "-"}
    assert [counts(load(row(cast, **nothing))) for _ in range(2)] == [UPDATED, UNCHANGED]
    with acting(SYSTEM):
        entry = RegistryEntry.objects.get(number="777")
    assert (entry.program_id, entry.included_on) == (None, date(2024, 2, 1))


def test_entry_belongs_to_one_programme(cast: Cast, load: Load) -> None:
    result = load(row(cast, **IN_REGISTRY), row(cast, "П-2", **IN_REGISTRY))
    assert messages(result) == [
        "Номер в ФР: «777» — этот номер уже назван в этом файле; ожидается номер другой записи реестра."
    ]
    again = load(row(cast, "П-2", **IN_REGISTRY))
    assert messages(again) == [
        "Номер в ФР: «777» — эта запись реестра связана с другой программой; ожидается номер этой программы."
    ]


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        ({"Часы": "0"}, "Часы: «0» — слишком мало; ожидается целое число от 1."),
        ({"Вид": "КПК"}, "Вид: «КПК» — такого значения нет в списке; ожидается одно из значений: «ПК», «ПП»."),
        (
            {"Компетенции": "Т-01; Т-99"},
            "Компетенции: «Т-99» — такой компетенции нет; ожидается перечень кодов компетенций из справочника через",
        ),
        ({"Код организации": "НЕТ"}, "Код организации: «НЕТ» — такой организации нет; ожидается код организации из"),
        (
            {"Реализуется с": "01.02.2025", "Реализуется по": "01.01.2025"},
            "Реализуется по: «01.01.2025» раньше, чем «Реализуется с» (01.02.2025); ожидается дата не раньше неё.",
        ),
        ({"Номер в ФР": "777"}, "Включена в ФР: ячейка пуста; ожидается дата в виде ДД.ММ.ГГГГ"),
        ({"Включена в ФР": "01.01.2025"}, "Номер в ФР: ячейка пуста; ожидается текст не длиннее 60 знаков."),
        (
            {**IN_REGISTRY, "Исключена из ФР": "01.01.2024"},
            "Исключена из ФР: «01.01.2024» раньше, чем «Включена в ФР» (01.02.2024); ожидается дата не раньше неё.",
        ),
    ],
)
def test_bad_row_is_rejected_with_its_reason(cast: Cast, load: Load, cells: dict[str, str], message: str) -> None:
    result = load({**row(cast), **cells})
    assert counts(result) == REJECTED
    assert messages(result)[0].startswith(message)


def test_end_before_the_stored_start_is_refused(cast: Cast, load: Load) -> None:
    load(row(cast, Реализуется_с="01.02.2025"))
    assert counts(load(row(cast, Реализуется_по="31.01.2025"))) == REJECTED


def test_institute_writes_its_own_programmes_only(cast: Cast, load: Load) -> None:
    actor = cast.actor("iro")
    assert counts(load(row(cast), actor=actor)) == CREATED
    assert counts(load(row(cast, "П-2", Код_организации=cast.cnppm.code), actor=actor)) == REJECTED
    load(row(cast, "П-3", Код_организации=cast.cnppm.code))
    result = load(row(cast, "П-3"), actor=actor)
    assert [(e.column, e.code) for e in result.errors] == [("Код", "scope")]
    assert counts(load(row(cast, "П-3"), actor=cast.actor("cnppm"))) == UPDATED


def test_duplicates_and_dry_run(cast: Cast, load: Load) -> None:
    assert counts(load(row(cast), dry_run=True)) == CREATED
    assert counts(load(row(cast), row(cast), row(cast, Часы="40"))) == (1, 0, 1, 1)
