"""Loading profiles: the five shipped ones, twice, changed, and every fault told in Russian."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.core.management import CommandError, call_command

from apps.core.actor import acting, system
from apps.indicators.models import Indicator, MethodVersion, Target
from apps.indicators.profile_file import BadProfile, read
from apps.indicators.services.profiles import SHIPPED, find, load_profile
from apps.organizations.models import Municipality, Profile, Region
from tests.reports import compute

SIX = ["diagnosed", "routed", "trained_fr", "teams_trained", "young_supported", "programs_in_fr"]
Change = Callable[[dict[str, Any]], None]


def raw(name: str = "vladimir") -> dict[str, Any]:
    """The contents of a shipped profile."""
    found: dict[str, Any] = yaml.safe_load((SHIPPED / f"{name}.yaml").read_text(encoding="utf-8"))
    return found


def write(folder: Path, contents: Any) -> Path:
    """A profile file."""
    path = folder / "own.yaml"
    path.write_text(yaml.safe_dump(contents, allow_unicode=True), encoding="utf-8")
    return path


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "region", "municipality", "codes"),
    [
        ("vladimir", "17000000", None, SIX),
        ("krasnoyarsk", "04000000", None, SIX),
        ("perm", "57000000", None, SIX),
        ("oktyabrsky", "71800000", "71821000", ["trained_fr_cum", "teams_cum"]),
        (
            "aksay",
            "60000000",
            "60602000",
            ["qualified", "young_supported", "contest_people", "contest_orgs", "experience_orgs", "experts"],
        ),
    ],
)
def test_shipped_profile_has_its_unit_and_its_indicators(
    name: str, region: str, municipality: str | None, codes: list[str]
) -> None:
    with acting(system("test")):
        profile = load_profile(find(name)).profile
        own = profile.municipality.oktmo if profile.municipality else None
        found = list(profile.indicators.values_list("rule", flat=True))
    assert (profile.region.oktmo, own, found) == (region, municipality, codes)


@pytest.mark.django_db
def test_loading_twice_changes_nothing() -> None:
    def state() -> list[Any]:
        models = (Profile, Indicator, MethodVersion, Target, Region, Municipality)
        return [list(model.objects.order_by("pk").values()) for model in models]

    with acting(system("test")):
        first = load_profile(find("oktyabrsky"))
        before = state()
        second = load_profile(find("oktyabrsky"))
        assert (first.created, second.created) == (True, False)
        assert state() == before


@pytest.mark.django_db
def test_targets_are_of_the_profiles_own_unit() -> None:
    with acting(system("test")):
        profile = load_profile(find("oktyabrsky")).profile
        found = Target.objects.filter(indicator__profile=profile, indicator__rule="trained_fr_cum")
        assert dict(found.values_list("year", "value")) == {
            2023: Decimal(5),
            2024: Decimal(10),
            2025: Decimal(20),
            2026: Decimal(30),
        }
        assert set(found.values_list("territory", flat=True)) == {""}


@pytest.mark.django_db
def test_unused_method_is_changed_in_its_place(tmp_path: Path) -> None:
    contents = raw()
    with acting(system("test")):
        load_profile(find("vladimir"))
        contents["indicators"][0]["parameters"]["providers"] = "any"
        profile = load_profile(write(tmp_path, contents)).profile
        indicator = profile.indicators.get(code="diagnosed")
        assert (indicator.method_version, indicator.parameters["providers"]) == (1, "any")
        assert indicator.methods.count() == 1


@pytest.mark.django_db
def test_used_method_never_changes_and_the_change_is_a_new_version(tmp_path: Path) -> None:
    contents = raw()
    with acting(system("test")):
        profile = load_profile(find("vladimir")).profile
        report = compute(profile)
        contents["indicators"][0]["parameters"]["providers"] = "any"
        load_profile(write(tmp_path, contents))
        indicator = profile.indicators.get(code="diagnosed")
        versions = list(indicator.methods.values_list("version", "parameters__providers", "used"))
    assert versions == [(1, ["cnppm"], True), (2, "any", False)]
    assert (indicator.method_version, report.methods[0]["version"]) == (2, 1)


@pytest.mark.django_db
def test_indicator_gone_from_the_file_is_kept_inactive(tmp_path: Path) -> None:
    contents = raw()
    with acting(system("test")):
        profile = load_profile(find("vladimir")).profile
        del contents["indicators"][1]
        load_profile(write(tmp_path, contents))
        assert list(profile.indicators.filter(active=False).values_list("code", flat=True)) == ["routed"]
        load_profile(find("vladimir"))
        assert profile.indicators.filter(active=False).count() == 0


@pytest.mark.django_db
def test_command_loads_by_name_and_by_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("load_profile", "vladimir")
    call_command("load_profile", str(write(tmp_path, raw())))
    assert capsys.readouterr().out.splitlines() == [
        "Профиль «Владимирская область» загружен: 6\u00a0показателей",
        "Профиль «Владимирская область» обновлён: 6\u00a0показателей",
    ]


@pytest.mark.django_db
def test_command_with_an_unknown_name_tells_the_known_ones() -> None:
    with pytest.raises(CommandError) as refused:
        call_command("load_profile", "nowhere")
    assert str(refused.value) == (
        "нет ни профиля, ни файла «nowhere»; с порталом поставляются: aksay, krasnoyarsk, oktyabrsky, perm, vladimir"
    )


def first(contents: dict[str, Any]) -> dict[str, Any]:
    """The first indicator."""
    found: dict[str, Any] = contents["indicators"][0]
    return found


FAULTS: list[tuple[Change, str]] = [
    (lambda c: c.update(schema=2), "schema: ожидается 1"),
    (lambda c: c.pop("act"), "act: ожидается набор полей"),
    (lambda c: c.update(title=""), "title: ожидается текст"),
    (lambda c: c.update(level="city"), "level: ожидается region или municipality"),
    (lambda c: c.update(region_oktmo="17"), "region_oktmo: ожидается ОКТМО из 8 цифр в кавычках"),
    (
        lambda c: c.update(municipality_oktmo="17601000"),
        "municipality_oktmo: у регионального профиля не заполняется",
    ),
    (
        lambda c: c.update(level="municipality"),
        "municipality_oktmo: у муниципального профиля ожидается ОКТМО из 8 цифр в кавычках",
    ),
    (lambda c: c.update(periodicity="month"), "periodicity: ожидается year или half_year"),
    (
        lambda c: c["population"].update(education_kinds=["iro"]),
        "population.education_kinds: ожидается непустой список из:"
        " additional, college, kindergarten, other_edu, school",
    ),
    (
        lambda c: c["population"].update(founders=["nobody"]),
        "population.founders: ожидается непустой список из: federal, municipal, private, regional, unstated",
    ),
    (lambda c: first(c).update(number=1), "indicators[1].number: ожидается текст"),
    (lambda c: c["indicators"].append("x"), "indicators[7].: ожидается набор полей"),
    (lambda c: first(c).update(code="routed"), "indicators[2].code: код «routed» уже есть"),
    (lambda c: first(c).update(method_version=0), "indicators[1].method_version: ожидается число от 1"),
    (
        lambda c: first(c).update(parameters={"providers": ["nobody"]}),
        "indicators[1].parameters: providers: неизвестный тип организации «nobody»",
    ),
    (
        lambda c: first(c).update(targets=[{"year": 2025, "value": "много"}]),
        "indicators[1].targets: ожидаются year (год) и value (число)",
    ),
    (
        lambda c: first(c).update(targets=[{"year": 2025, "value": 1, "level": "municipality"}]),
        "indicators[1].targets: цель задаётся для уровня профиля: region",
    ),
]


@pytest.mark.parametrize(("change", "message"), FAULTS, ids=[message[:40] for _, message in FAULTS])
def test_fault_is_told_with_its_place(tmp_path: Path, change: Change, message: str) -> None:
    contents = raw()
    change(contents)
    with pytest.raises(BadProfile) as refused:
        read(write(tmp_path, contents))
    assert str(refused.value) == f"файл «own.yaml»: {message}"


def test_unknown_rule_is_told_with_the_known_ones(tmp_path: Path) -> None:
    contents = raw()
    first(contents)["rule"] = "nothing"
    with pytest.raises(BadProfile) as refused:
        read(write(tmp_path, contents))
    assert str(refused.value).startswith(
        "файл «own.yaml»: indicators[1].rule: нет правила «nothing»; есть: diagnosed, routed, trained_fr,"
    )


def test_every_fault_is_told_at_once(tmp_path: Path) -> None:
    contents = raw()
    contents["level"] = "city"
    contents["region_oktmo"] = 17000000
    with pytest.raises(BadProfile) as refused:
        read(write(tmp_path, contents))
    assert str(refused.value) == "файл «own.yaml»: region_oktmo: ожидается текст"
    contents["region_oktmo"] = "1700000"
    with pytest.raises(BadProfile) as again:
        read(write(tmp_path, contents))
    assert str(again.value) == (
        "файл «own.yaml»: level: ожидается region или municipality; region_oktmo: ожидается ОКТМО из 8 цифр в кавычках"
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a: [", "файл «own.yaml» — не YAML: while parsing a flow node"),
        ("- 1", "файл «own.yaml»: ожидается набор полей профиля"),
    ],
)
def test_file_that_is_no_profile_is_told(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "own.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BadProfile) as refused:
        read(path)
    assert str(refused.value) == message


def test_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    with pytest.raises(BadProfile) as refused:
        read(tmp_path)
    assert str(refused.value) == f"файл «{tmp_path.name}» не читается"
