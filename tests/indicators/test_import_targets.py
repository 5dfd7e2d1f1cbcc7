"""The spreadsheet of targets."""

from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from apps.core.actor import Actor, acting
from apps.core.imports import kinds
from apps.core.imports.services import NotAllowed
from apps.core.imports.templates import template
from apps.core.models import HistoryEntry
from apps.core.text import NBSP
from apps.indicators.models import Target
from apps.organizations.models import Profile
from tests import factories as make
from tests.cast import Cast
from tests.reports import make_profile
from tests.support_imports import CREATED, REJECTED, SYSTEM, UNCHANGED, UPDATED, Load, counts, messages

pytestmark = pytest.mark.django_db
KIND = "targets"
FOREIGN = "Показатель: «{0}» — такого показателя среди доступных вам нет; ожидается код, номер или название показателя"


@pytest.fixture
def profile(cast: Cast) -> Profile:
    """A regional profile of two indicators."""
    with acting(SYSTEM):
        return make_profile(cast.region, "diagnosed", "routed")


@pytest.fixture
def cnppm(cast: Cast, profile: Profile) -> Actor:
    """Who computes the reports of the profile."""
    return cast.actor("cnppm")


def row(indicator: object = "diagnosed", place: str = "99000000", **cells: object) -> dict[str, object]:
    """A complete row."""
    return {"Показатель": indicator, "Год": 2026, "Территория": place, "Значение": "30", **cells}


def stored() -> list[tuple[str, int, str, Decimal]]:
    with acting(SYSTEM):
        rows = Target.objects.order_by("indicator__position", "year", "territory")
        return list(rows.values_list("indicator__code", "year", "territory", "value"))


@pytest.mark.parametrize("name", ["diagnosed", "1", "1.", 1, "показатель  DIAGNOSED", "1. Показатель diagnosed"])
def test_indicator_is_known_by_code_number_and_title(cnppm: Actor, load: Load, name: object) -> None:
    result = load(row(name), actor=cnppm)
    assert (counts(result), result.errors) == (CREATED, [])
    assert stored() == [("diagnosed", 2026, "", Decimal(30))]


@pytest.mark.parametrize("place", ["99601000", "район А", " РАЙОН  а "])
def test_territory_is_known_by_code_and_name(cnppm: Actor, load: Load, place: str) -> None:
    assert counts(load(row(place=place, Значение="12,5"), actor=cnppm)) == CREATED
    assert stored() == [("diagnosed", 2026, "99601000", Decimal("12.5"))]


def test_name_means_the_municipality_of_that_year(cast: Cast, cnppm: Actor, load: Load) -> None:
    with acting(SYSTEM):
        make.make_municipality(cast.region, "99501000", "Округ В", valid_from="2026-01-01")
        make.make_municipality(cast.region, "99603000", "Округ В", valid_to="2025-12-31")
    rows = [row(place="Округ В", Год=year) for year in (2025, 2026)]
    assert counts(load(*rows, actor=cnppm)) == (2, 0, 0, 0)
    assert [(year, place) for _, year, place, _ in stored()] == [(2025, "99603000"), (2026, "99501000")]


def test_same_file_twice_changes_nothing_and_a_new_value_updates(cnppm: Actor, load: Load) -> None:
    assert counts(load(row(), actor=cnppm)) == CREATED
    assert counts(load(row("1", "Еврейская автономная область"), actor=cnppm)) == UNCHANGED
    result = load(row(Значение="33,25"), actor=cnppm)
    assert counts(result) == UPDATED
    assert [(c.field, c.old, c.new) for c in result.changes] == [("value", "30.00", "33.25")]
    with acting(SYSTEM):
        assert HistoryEntry.objects.filter(object_kind="indicators.target", verb="import").count() == 2


def test_two_spellings_of_one_target_in_a_file_are_one_key(cnppm: Actor, load: Load) -> None:
    result = load(row(), row("1", "Еврейская автономная область", Значение="31"), actor=cnppm)
    assert counts(result) == (1, 0, 0, 1)
    assert messages(result) == [
        "Строка с тем же ключом («Показатель», «Год», «Территория») уже есть в файле — строка 2, и данные в них"
        " различаются; ожидается одна строка."
    ]


def test_unknown_indicator_and_territory_are_told(cnppm: Actor, load: Load) -> None:
    result = load(row("доля"), row(place="Чужой район"), actor=cnppm)
    assert counts(result) == (0, 0, 0, 2)
    assert messages(result) == [
        FOREIGN.format("доля") + " профиля, чьи цели вы задаёте.",
        "Территория: «Чужой район» — у профиля показателя такой территории нет;"
        " ожидается ОКТМО или название его части.",
    ]


@pytest.mark.parametrize("value", ["101", "-1", "12,345", "много"])
def test_value_is_a_percentage(cnppm: Actor, load: Load, value: str) -> None:
    assert counts(load(row(Значение=value), actor=cnppm)) == REJECTED
    assert stored() == []


def test_name_that_fits_two_profiles_asks_for_the_profile(cast: Cast, cnppm: Actor, load: Load) -> None:
    with acting(SYSTEM):
        other = make_profile(cast.region, "diagnosed", municipality=cast.municipality_a, code="district")
        Profile.objects.filter(pk=other.pk).update(title="Районный профиль")
    result = load(row(place="99601000"), actor=cnppm)
    assert messages(result) == [
        "Показатель: «diagnosed» — так называются показатели нескольких профилей; ожидается «Профиль: номер. название»."
    ]
    named = load(row("Районный профиль: 1. Показатель diagnosed", "99601000"), actor=cnppm)
    assert (counts(named), stored()) == (CREATED, [("diagnosed", 2026, "", Decimal(30))])
    assert counts(load(row("diagnosed", "99602000"), actor=cnppm)) == CREATED


def test_profile_of_another_region_is_not_there(cast: Cast, cnppm: Actor, load: Load) -> None:
    with acting(SYSTEM):
        make_profile(cast.foreign_region, "qualified", code="foreign")
    assert messages(load(row("qualified", "98000000"), actor=cnppm))[0].startswith(FOREIGN.format("qualified"))
    assert counts(load(row("qualified", "98000000"))) == CREATED


def test_methodist_sets_targets_of_an_own_municipal_profile_only(cast: Cast, profile: Profile, load: Load) -> None:
    methodist = cast.actor("methodist")
    assert counts(load(row(), actor=methodist)) == REJECTED
    with acting(SYSTEM):
        own = make_profile(cast.region, "teams_cum", municipality=cast.municipality_a, code="district")
        Profile.objects.filter(pk=own.pk).update(workflow={**own.workflow, "computes": ["mms"]})
    assert counts(load(row("teams_cum", "Район А"), actor=methodist)) == CREATED


def test_authority_sets_targets_of_an_own_municipal_profile_only(cast: Cast, profile: Profile, load: Load) -> None:
    authority = cast.actor("moo")
    assert counts(load(row(), actor=authority)) == REJECTED
    with acting(SYSTEM):
        own = make_profile(cast.region, "teams_cum", municipality=cast.municipality_a, code="district")
        Profile.objects.filter(pk=own.pk).update(workflow={**own.workflow, "approves": ["moo"]})
    assert counts(load(row("teams_cum", "Район А"), actor=authority)) == CREATED


@pytest.mark.parametrize("role", ["operator", "umo", "teacher", "federal"])
def test_other_roles_may_not_load_targets(cast: Cast, profile: Profile, load: Load, role: str) -> None:
    with pytest.raises(NotAllowed):
        load(row(), actor=cast.actor(role))


def test_template_offers_indicators_and_territories(cnppm: Actor, tmp_path: Path) -> None:
    with acting(cnppm):
        template(kinds.get(KIND), tmp_path / "empty.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "empty.xlsx")["Справочники"]
    offered = {column[0].value: [c.value for c in column[1:] if c.value] for column in sheet.columns}
    assert offered["Показатель"] == ["1. Показатель diagnosed", "2. Показатель routed"]
    assert offered["Территория"] == ["Еврейская автономная область", "Район А", "Район Б"]


def test_template_with_data_tells_profiles_apart(cast: Cast, cnppm: Actor, load: Load, tmp_path: Path) -> None:
    with acting(SYSTEM):
        other = make_profile(cast.region, "diagnosed", municipality=cast.municipality_a, code="district")
        Target.objects.create(indicator=other.indicators.get(), year=2026, value=40)
        Profile.objects.filter(pk=other.pk).update(title="Районный профиль", workflow={"computes": ["cnppm"]})
    load(row(place="99602000"), actor=cnppm)
    with acting(cnppm):
        rows = sorted(kinds.get(KIND).stored_rows(), key=str)
    assert rows == [
        ("Районный профиль: 1. Показатель diagnosed", 2026, "99601000", Decimal(40)),
        ("Тестовый профиль: 1. Показатель diagnosed", 2026, "99602000", Decimal(30)),
    ]


def test_percent_is_written_with_a_bound_space(cast: Cast, profile: Profile) -> None:
    from apps.indicators.target_resources import percents

    assert [percents(Decimal(text)) for text in ("30.00", "12.50")] == [f"30{NBSP}%", f"12,5{NBSP}%"]
