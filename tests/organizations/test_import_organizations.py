"""The spreadsheet of organizations."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from apps.core.actor import acting
from apps.core.models import HistoryEntry
from apps.organizations.models import Membership, Municipality, Organization, StatusFlag
from apps.programs.models import Program
from tests import factories as make
from tests.cast import Cast
from tests.support_imports import CREATED, REJECTED, SYSTEM, UNCHANGED, UPDATED, Load, counts, messages

pytestmark = pytest.mark.django_db
KIND = "organizations"


def row(code: str = "Ш-1", **cells: object) -> dict[str, object]:
    """A complete row; underscores stand for spaces."""
    given = {name.replace("_", " "): value for name, value in cells.items()}
    return {"Код": code, "Тип": "Школа", "Полное наименование": "Школа № 1", "ОКТМО": "99601000", **given}


def stored(code: str = "Ш-1") -> Organization:
    with acting(SYSTEM):
        return Organization.objects.select_related("home", "municipality", "region", "parent").get(code=code)


def flags(code: str = "Ш-1") -> list[tuple[str, date, date | None]]:
    with acting(SYSTEM):
        found = StatusFlag.objects.filter(organization__code=code).order_by("pk")
        return list(found.values_list("flag", "valid_from", "valid_to"))


def test_new_organization_has_its_place_and_timeline(cast: Cast, load: Load) -> None:
    result = load(row(Учредитель="муниципальный", Открыта="01.09.1990", ИНН="7707083893"))
    assert (counts(result), result.errors) == (CREATED, [])
    made = stored()
    assert (made.home, made.municipality, made.region) == (cast.municipality_a, cast.municipality_a, cast.region)
    assert (made.short_name, made.sort_key, made.founder, made.opened_on) == (
        "Школа № 1",
        "школа № 00001",
        "municipal",
        date(1990, 9, 1),
    )
    assert (made.shared, made.open) == (False, False)
    with acting(SYSTEM):
        assert Membership.objects.get(organization=made).member_of == cast.municipality_a
        assert HistoryEntry.objects.get(object_kind="organizations.organization").organization_ref == made.pk


def test_same_file_twice_changes_nothing(cast: Cast, load: Load) -> None:
    rows = (
        row(ШНОР="да", ШНСУ="нет", Телефон="1", Код_вышестоящей="Ш-2"),
        row("Ш-2", Краткое_наименование="Вторая", Сайт="example.ru"),
        row("Р-1", Тип="РОИВ", ОКТМО="99000000"),
    )
    assert counts(load(*rows)) == (3, 0, 0, 0)
    assert counts(load(*rows)) == (0, 0, 3, 0)


def test_changed_cells_update_and_empty_ones_keep(cast: Cast, load: Load) -> None:
    load(row(Телефон="1", Адрес="ул. Ленина, 1", Краткое_наименование="Первая"))
    assert counts(load(row(Телефон="2", Адрес=""))) == UPDATED
    made = stored()
    assert (made.phone, made.address, made.short_name) == ("2", "ул. Ленина, 1", "Первая")
    assert counts(load(row(Адрес="-", Краткое_наименование="-"))) == UPDATED
    made = stored()
    assert (made.address, made.short_name, made.sort_key) == ("", "Школа № 1", "школа № 00001")


def test_parent_may_stand_later_in_the_file(cast: Cast, load: Load) -> None:
    assert counts(load(row(Код_вышестоящей="Ш-2"), row("Ш-2"))) == (2, 0, 0, 0)
    assert stored().parent == stored("Ш-2")
    assert counts(load(row(Код_вышестоящей="-"))) == UPDATED
    assert stored().parent is None


def test_unknown_parent_takes_down_those_below(cast: Cast, load: Load) -> None:
    result = load(row(Код_вышестоящей="Ш-2"), row("Ш-2", Код_вышестоящей="НЕТ"))
    assert counts(result) == (0, 0, 0, 2)
    assert messages(result) == [
        f"Код вышестоящей: «{code}» — такой организации нет; ожидается код организации из справочника"
        " или из этого же файла."
        for code in ("Ш-2", "НЕТ")
    ]


def test_parents_cannot_close_a_circle(cast: Cast, load: Load) -> None:
    load(row(Код_вышестоящей="Ш-2"), row("Ш-2"))
    result = load(row("Ш-2", Код_вышестоящей="Ш-1"))
    assert messages(result) == [
        "Код вышестоящей: «Ш-1» — вышестоящие организации замыкаются в круг; ожидается код другой организации."
    ]
    assert counts(load(row("Ш-3", Код_вышестоящей="Ш-3"))) == REJECTED
    assert counts(load(row(Код_вышестоящей="-"), row("Ш-2", Код_вышестоящей="Ш-1"))) == (0, 2, 0, 0)


def test_region_code_is_the_regional_level_and_no_place_for_a_school(cast: Cast, load: Load) -> None:
    result = load(row("Р-1", Тип="РОИВ", ОКТМО="99000000"), row(ОКТМО="99000000"))
    assert counts(result) == (1, 0, 0, 1)
    assert stored("Р-1").home.regional is True
    assert stored("Р-1").shared is True
    assert messages(result) == [
        "ОКТМО: «99000000» — это код региона; ожидается для образовательной организации код муниципалитета."
    ]
    assert messages(load({"Код": "Р-1", "Тип": "Школа", "Полное наименование": "", "ОКТМО": ""}))[0].startswith(
        "Тип: «Школа» — организация внесена на уровне региона"
    )


def test_latest_row_of_the_oktmo_is_the_home_and_its_successor_the_place(cast: Cast, load: Load) -> None:
    with acting(SYSTEM):
        old = make.make_municipality(
            cast.region, "99609000", "Был", valid_to=date(2024, 12, 31), successor=cast.municipality_b
        )
    assert counts(load(row(ОКТМО="99609000"))) == CREATED
    made = stored()
    assert (made.home, made.municipality) == (old, cast.municipality_b)
    with acting(SYSTEM):
        newer = make.make_municipality(cast.region, "99609000", "Стал", valid_from=date(2025, 1, 1))
    assert counts(load(row(ОКТМО="99609000"))) == UPDATED
    assert stored().home == newer


def test_move_carries_the_people(cast: Cast, load: Load) -> None:
    code = cast.school_a.code
    assert counts(load({"Код": code, "Тип": "", "Полное наименование": "", "ОКТМО": "99602000"})) == UPDATED
    with acting(SYSTEM):
        cast.teacher.refresh_from_db()
        assert cast.teacher.municipality == cast.municipality_b


def test_flags_hold_from_the_day_of_import(cast: Cast, load: Load) -> None:
    today = timezone.localdate()
    load(row(ШНОР="да"))
    assert flags() == [("shnor", today, None)]
    assert counts(load(row())) == UNCHANGED
    assert counts(load(row(ШНОР="нет", ШНСУ="да"))) == UPDATED
    assert flags() == [("shnor", today, today), ("shnsu", today, None)]


def test_closed_flag_ends_the_day_before(cast: Cast, load: Load) -> None:
    load(row())
    with acting(SYSTEM):
        own = Organization.objects.get(code="Ш-1")
        place = {"organization": own, "municipality": own.municipality, "region": own.region}
        StatusFlag.objects.create(**place, flag="shnor", valid_from=date(2024, 1, 1))
    result = load(row(ШНОР="-"))
    yesterday = timezone.localdate() - timedelta(days=1)
    assert (counts(result), flags()) == (UPDATED, [("shnor", date(2024, 1, 1), yesterday)])
    assert [(c.field, c.new) for c in result.changes] == [("valid_to", yesterday.isoformat())]


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        ({"Тип": "Лицей"}, "Тип: «Лицей» — такого значения нет в списке; ожидается одно из значений: «РОИВ», "),
        ({"ОКТМО": "99999000"}, "ОКТМО: «99999000» — такого муниципалитета или региона нет; ожидается код муници"),
        ({"ИНН": "7707083894"}, "ИНН: «7707083894» — не сходятся контрольные цифры; ожидается ИНН из 10 или 12"),
        (
            {"Открыта": "01.09.2020", "Закрыта": "31.08.2020"},
            "Закрыта: «31.08.2020» раньше, чем «Открыта» (01.09.2020); ожидается дата не раньше неё.",
        ),
        ({"Полное наименование": ""}, "Полное наименование: ячейка пуста; ожидается текст не длиннее 500 знаков."),
    ],
)
def test_bad_row_is_rejected_with_its_reason(cast: Cast, load: Load, cells: dict[str, str], message: str) -> None:
    result = load({**row(), **cells})
    assert counts(result) == REJECTED
    assert messages(result)[0].startswith(message)


def test_closing_before_the_stored_opening_is_refused(cast: Cast, load: Load) -> None:
    load(row(Открыта="01.09.2020"))
    assert counts(load(row(Закрыта="31.08.2020"))) == REJECTED
    assert counts(load(row(Закрыта="31.08.2020", Открыта="-"))) == UPDATED


def test_methodist_writes_the_own_municipality_only(cast: Cast, load: Load) -> None:
    actor = cast.actor("methodist")
    assert counts(load(row(), actor=actor)) == CREATED
    assert messages(load(row("Ш-2", ОКТМО="99602000"), actor=actor)) == [
        "ОКТМО: «99602000». Запись относится к организации вне вашей области;"
        " внесите её от имени той организации или ЦНППМ."
    ]
    assert counts(load(row(ОКТМО="99602000"), actor=actor)) == REJECTED
    foreign = {"Код": cast.school_b.code, "Тип": "", "Полное наименование": "", "ОКТМО": "", "Телефон": "1"}
    assert counts(load(foreign, actor=actor)) == REJECTED


def test_operator_corrects_the_own_school_but_does_not_move_or_turn_it(cast: Cast, load: Load) -> None:
    actor = cast.actor("operator")
    own = {"Код": cast.school_a.code, "Тип": "", "Полное наименование": "", "ОКТМО": ""}
    assert counts(load({**own, "Телефон": "1"}, actor=actor)) == UPDATED
    assert counts(load({**own, "ОКТМО": "99602000"}, actor=actor)) == REJECTED
    assert counts(load({**own, "Тип": "ЦНППМ"}, actor=actor)) == REJECTED
    assert counts(load(row(), actor=actor)) == REJECTED


def test_parent_out_of_sight_is_told_as_one_that_does_not_exist(cast: Cast, load: Load) -> None:
    actor = cast.actor("methodist")
    told = [
        messages(load(row(Код_вышестоящей=code), actor=actor))[0].replace(code, "…")
        for code in (cast.foreign_school.code, "НЕТ")
    ]
    assert told[0] == told[1]


def test_turned_kind_changes_who_sees_what_it_offers(cast: Cast, load: Load) -> None:
    load(row("В-1", Тип="Вуз", ОКТМО="99000000"))
    with acting(SYSTEM):
        program = make.make_program(Organization.objects.get(code="В-1"))
        assert program.open is True
    load(row("В-1", Тип="ИРО", ОКТМО="99000000"))
    with acting(SYSTEM):
        assert Program.objects.get().open is False
        assert Municipality.objects.filter(oktmo="99000000", regional=True).count() == 1
