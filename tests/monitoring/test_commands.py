"""``compute_report`` and ``explain`` as the contract has them."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from apps.core.actor import acting, system
from tests import factories as make
from tests.cast import Cast
from tests.reports import compute, make_profile


@pytest.fixture
def profile(cast: Cast) -> str:
    with acting(system("test")):
        make.make_session(cast.teacher, cast.cnppm, date(2025, 5, 5))
        return make_profile(cast.region, "diagnosed").code


def printed(capsys: pytest.CaptureFixture[str], *arguments: str) -> Any:
    """What a command prints as JSON."""
    call_command(*arguments)
    return json.loads(capsys.readouterr().out)


def test_report_is_written_as_the_contract_has_it(cast: Cast, profile: str, capsys: pytest.CaptureFixture[str]) -> None:
    report = printed(capsys, "compute_report", "--profile", profile, "--year", "2025", "--json", "-")
    assert set(report) == {"report", "profile", "from", "to", "hash", "indicators"}
    assert (report["profile"], report["from"], report["to"]) == ("test", "2025-01-01", "2025-12-31")
    (indicator,) = report["indicators"]
    assert (indicator["code"], indicator["title"]) == ("diagnosed", "Показатель diagnosed")
    assert indicator["values"][:3] == [
        {"level": "region", "unit": "99000000", "numerator": 1, "denominator": 4, "value": "25.0"},
        {"level": "municipality", "unit": "99601000", "numerator": 1, "denominator": 3, "value": "33.3"},
        {"level": "municipality", "unit": "99602000", "numerator": 0, "denominator": 1, "value": "0.0"},
    ]
    empty = next(value for value in indicator["values"] if value["unit"] == cast.iro.code)
    assert empty == {"level": "organization", "unit": cast.iro.code, "numerator": 0, "denominator": 0, "value": None}


def test_report_goes_to_a_file_and_nothing_to_the_output(
    profile: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "report.json"
    call_command("compute_report", "--profile", profile, "--from", "2025-01-01", "--to", "2025-06-30", "--json", target)
    assert capsys.readouterr().out == ""
    assert json.loads(target.read_text(encoding="utf-8"))["to"] == "2025-06-30"


def test_report_without_files_says_what_was_done(profile: str, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("compute_report", "--profile", profile, "--year", "2025")
    said = capsys.readouterr().out
    assert "версия 1, отпечаток" in said


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--profile", "нет", "--year", "2025"], "Профиль «нет» не загружен: сначала load_profile"),
        (["--profile", "test"], "Укажите либо --year, либо --from и --to"),
        (["--profile", "test", "--year", "2025", "--to", "2025-01-01"], "Укажите либо --year, либо --from и --to"),
        (["--profile", "test", "--from", "2025-01-01"], "Для периода нужны обе даты: --from и --to"),
        (["--profile", "test", "--from", "2025-02-01", "--to", "2025-01-01"], "Начало периода позже его конца"),
    ],
)
def test_report_that_cannot_be_computed_says_why(profile: str, arguments: list[str], message: str) -> None:
    with pytest.raises(CommandError) as refused:
        call_command("compute_report", *arguments)
    assert str(refused.value) == message


def test_explanation_is_written_with_every_list(cast: Cast, profile: str, capsys: pytest.CaptureFixture[str]) -> None:
    number = printed(capsys, "compute_report", "--profile", profile, "--year", "2025", "--json", "-")["report"]
    arguments = ("--report", str(number), "--indicator", "diagnosed", "--unit", "99601000")
    told = printed(capsys, "explain", *arguments, "--json")
    assert (told["numerator"], told["denominator"], told["value"]) == (1, 3, "33.3")
    assert told["in_numerator"] == [
        {
            "snils": cast.teacher.snils,
            "name": "Своева Тест",
            "organization": "Школа А-1",
            "record": "диагностика 05.05.2025, ЦНППМ",
            "date": "2025-05-05",
        }
    ]
    assert [(group["reason"], group["count"]) for group in told["others"]] == [
        ("диагностики в учитываемом периоде нет", 2)
    ]
    assert {subject["snils"] for subject in told["others"][0]["subjects"]} == {cast.head.snils, cast.colleague.snils}
    assert told["not_in_staff"] == []


def test_explanation_is_told_in_words(cast: Cast, profile: str, capsys: pytest.CaptureFixture[str]) -> None:
    with acting(system("test")):
        report = compute(make_profile(cast.region, "diagnosed", code="words"))
    call_command("explain", "--report", str(report.pk), "--indicator", "diagnosed", "--unit", cast.school_a.code)
    assert capsys.readouterr().out.splitlines()[1:] == [
        "Школа А-1: 50,0\u00a0% (1\u00a0из\u00a02)",
        "Знаменатель — педагогические работники и управленческие кадры на 31.12.2025. Числитель — те из них, кто"
        " завершил с\u00a001.01.2025 по\u00a031.12.2025 независимую диагностику у любого провайдера, не"
        " аннулированную на 31.12.2025. Пункт 1, методика версии 1.",
        "В числителе (1):",
        "  Своева Тест; Школа А-1; диагностика 05.05.2025, ЦНППМ",
        "диагностики в учитываемом периоде нет (1):",
        "  Директорова Тест; Школа А-1",
    ]


@pytest.mark.parametrize(
    ("report", "indicator", "unit", "message"),
    [
        ("0", "diagnosed", "99000000", "Отчёта № 0 нет"),
        (None, "routed", "99000000", "В отчёте нет показателя «routed»"),
        (None, "diagnosed", "1", "В отчёте нет территории или организации «1»"),
    ],
)
def test_explanation_of_nothing_says_so(
    profile: str,
    capsys: pytest.CaptureFixture[str],
    report: str | None,
    indicator: str,
    unit: str,
    message: str,
) -> None:
    number = printed(capsys, "compute_report", "--profile", profile, "--year", "2025", "--json", "-")["report"]
    with pytest.raises(CommandError) as refused:
        call_command("explain", "--report", report or str(number), "--indicator", indicator, "--unit", unit)
    assert str(refused.value) == message
