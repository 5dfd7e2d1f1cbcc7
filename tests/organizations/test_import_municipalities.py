"""The spreadsheet of municipalities."""

from datetime import date

import pytest

from apps.core.actor import acting
from apps.core.imports.services import NotAllowed
from apps.core.models import HistoryEntry
from apps.organizations.models import Membership, Municipality
from tests import factories as make
from tests.cast import Cast
from tests.support_imports import CREATED, REJECTED, SYSTEM, UNCHANGED, UPDATED, Load, counts, messages

pytestmark = pytest.mark.django_db
KIND = "municipalities"


def row(oktmo: str = "99603000", **cells: object) -> dict[str, object]:
    """A complete row; underscores stand for spaces."""
    given = {name.replace("_", " "): value for name, value in cells.items()}
    return {"ОКТМО": oktmo, "ОКТМО региона": "99000000", "Наименование": "Район В", **given}


def stored(oktmo: str = "99603000") -> Municipality:
    with acting(SYSTEM):
        return Municipality.objects.filter(oktmo=oktmo).latest("pk")


def test_new_municipality_is_created_with_history(cast: Cast, load: Load) -> None:
    result = load(row(Центр="г. Центр", Широта="56,1290571", Долгота="40.4066"))
    assert (counts(result), result.errors) == (CREATED, [])
    made = stored()
    assert (made.name, made.sort_key, made.region, made.regional) == ("Район В", "район в", cast.region, False)
    assert (str(made.latitude), str(made.longitude)) == ("56.12906", "40.40660")
    with acting(SYSTEM):
        entry = HistoryEntry.objects.get(object_kind="organizations.municipality", object_ref=str(made.pk))
    assert (entry.verb, entry.region_ref, entry.after["name"]) == ("import", cast.region.pk, "Район В")


def test_same_file_twice_changes_nothing(cast: Cast, load: Load) -> None:
    rows = (
        row(Широта="56,1290571", Действует_по="31.12.2024", **{"Преемник (ОКТМО)": "99604000"}),
        row("99604000", Наименование="Округ Г", Действует_с="01.01.2025"),
    )
    assert counts(load(*rows)) == (2, 0, 0, 0)
    assert counts(load(*rows)) == (0, 0, 2, 0)


def test_changed_name_updates_and_empty_cells_keep(cast: Cast, load: Load) -> None:
    load(row(Центр="г. Центр"))
    result = load(row(Наименование="Округ В"))
    assert counts(result) == UPDATED
    assert [(c.field, c.old, c.new) for c in result.changes] == [("name", "Район В", "Округ В")]
    assert (stored().sort_key, stored().center) == ("округ в", "г. Центр")


def test_dash_clears_what_may_be_empty_and_is_refused_elsewhere(cast: Cast, load: Load) -> None:
    load(row(Центр="г. Центр"))
    assert counts(load(row(Центр="-"))) == UPDATED
    assert stored().center == ""
    result = load(row(Наименование="-"))
    assert messages(result) == [
        "Наименование: «-» стирает значение, а оно обязательно; ожидается текст не длиннее 200 знаков."
    ]


def test_validity_is_part_of_the_key(cast: Cast, load: Load) -> None:
    assert counts(load(row(), row(Действует_с="01.01.2025", Наименование="Округ В"))) == (2, 0, 0, 0)
    with acting(SYSTEM):
        assert Municipality.objects.filter(oktmo="99603000").count() == 2


def test_successor_may_stand_later_and_organizations_follow_it(cast: Cast, load: Load) -> None:
    ended = row("99601000", Наименование="Район А", Действует_по="31.12.2024", **{"Преемник (ОКТМО)": "99605000"})
    result = load(ended, row("99605000", Наименование="Округ А", Действует_с="01.01.2025"))
    assert (counts(result), result.errors) == ((1, 1, 0, 0), [])
    successor = stored("99605000")
    with acting(SYSTEM):
        cast.school_a.refresh_from_db()
        cast.teacher.refresh_from_db()
        assert (cast.school_a.municipality, cast.teacher.municipality) == (successor, successor)
        parts = Membership.objects.filter(organization=cast.school_a).order_by("pk")
        assert [(p.member_of.oktmo, p.valid_from, p.valid_to) for p in parts] == [
            ("99601000", None, date(2024, 12, 31)),
            ("99605000", date(2025, 1, 1), None),
        ]


def test_successor_is_the_row_valid_on_the_next_day(cast: Cast, load: Load) -> None:
    load(
        row("99604000", Наименование="Округ Г", Действует_по="31.12.2025", **{"Преемник (ОКТМО)": "99602000"}),
        row("99604000", Наименование="Округ Г новый", Действует_с="01.01.2026"),
        row(Действует_по="31.12.2023", **{"Преемник (ОКТМО)": "99604000"}),
    )
    successor = stored().successor
    assert successor is not None
    assert successor.name == "Округ Г"


def test_unknown_successor_is_rejected_with_those_that_lean_on_it(cast: Cast, load: Load) -> None:
    result = load(
        row(Действует_по="31.12.2024", **{"Преемник (ОКТМО)": "99604000"}),
        row("99604000", Действует_по="31.12.2025", **{"Преемник (ОКТМО)": "99609000"}),
    )
    assert counts(result) == (0, 0, 0, 2)
    expected = "такого муниципалитета нет; ожидается код муниципалитета из справочника или из этого же файла."
    assert messages(result) == [
        f"Преемник (ОКТМО): «99604000» — {expected}",
        f"Преемник (ОКТМО): «99609000» — {expected}",
    ]


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        ({"ОКТМО региона": "98999000"}, "ОКТМО региона: «98999000» — такого региона нет"),
        ({"ОКТМО": "99000000"}, "ОКТМО: «99000000» — это код региона; ожидается код муниципалитета."),
        ({"Наименование": ""}, "Наименование: ячейка пуста; ожидается текст не длиннее 200 знаков."),
        ({"Преемник (ОКТМО)": "99601000"}, "Преемник (ОКТМО): «99601000» — преемник указан, а «Действует по» пусто"),
        (
            {"Действует с": "01.01.2025", "Действует по": "31.12.2024"},
            "Действует по: «31.12.2024» раньше, чем «Действует с» (01.01.2025); ожидается дата не раньше неё.",
        ),
        ({"Широта": "91"}, "Широта: «91» — слишком много; ожидается число от −90 до 90."),
        ({"ОКТМО": "996"}, "ОКТМО: «996» — цифр 3; ожидается код ОКТМО из 8 цифр."),
    ],
)
def test_bad_row_is_rejected_with_its_reason(cast: Cast, load: Load, cells: dict[str, str], message: str) -> None:
    result = load({**row(), **cells})
    assert counts(result) == REJECTED
    assert messages(result)[0].startswith(message)


def test_end_cannot_be_cleared_while_there_is_a_successor(cast: Cast, load: Load) -> None:
    load(row(Действует_по="31.12.2024", **{"Преемник (ОКТМО)": "99601000"}))
    assert counts(load(row(Действует_по="-"))) == REJECTED
    assert counts(load(row(Действует_по="-", **{"Преемник (ОКТМО)": "-"}))) == UPDATED
    assert (stored().valid_to, stored().successor) == (None, None)


def test_centre_writes_its_own_region_only(cast: Cast, load: Load) -> None:
    actor = cast.actor("cnppm")
    assert counts(load(row(), actor=actor)) == CREATED
    foreign = {**row("98602000"), "ОКТМО региона": "98000000"}
    assert counts(load(foreign, actor=actor)) == REJECTED
    assert counts(load(foreign, actor=cast.actor("administrator"))) == CREATED
    moved = {**row("98602000"), "ОКТМО региона": "99000000"}
    assert counts(load(moved, actor=actor)) == REJECTED


def test_methodist_may_not_write_dictionaries(cast: Cast, load: Load) -> None:
    with pytest.raises(NotAllowed):
        load(row(), actor=cast.actor("methodist"))


def test_dry_run_writes_nothing(cast: Cast, load: Load) -> None:
    assert counts(load(row(), dry_run=True)) == CREATED
    with acting(SYSTEM):
        assert not Municipality.objects.filter(oktmo="99603000").exists()
    assert counts(load(row())) == CREATED


def test_two_rows_of_one_key(cast: Cast, load: Load) -> None:
    result = load(row(), row(), row(Наименование="Другой"))
    assert counts(result) == (1, 0, 1, 1)
    assert "строка 2" in messages(result)[0]
    assert counts(load(row())) == UNCHANGED


def test_cleared_validity_counts_as_an_open_one(cast: Cast, load: Load) -> None:
    make.make_municipality(cast.region, "99603000", "Район В")
    assert counts(load(row(Действует_с=""))) == UNCHANGED
