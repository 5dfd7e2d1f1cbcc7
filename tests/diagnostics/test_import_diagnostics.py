"""The spreadsheet of diagnostics."""

from datetime import date
from decimal import Decimal

import pytest

from apps.core.actor import acting
from apps.core.imports.services import NotAllowed
from apps.core.models import HistoryEntry
from apps.diagnostics.models import Deficit, DiagnosticSession, Score, Tool
from apps.organizations.services.placement import regional_level
from apps.teachers.models import PersonLink
from tests import factories as make
from tests.cast import Cast
from tests.support_imports import CREATED, REJECTED, SYSTEM, UNCHANGED, UPDATED, Load, counts, messages

pytestmark = pytest.mark.django_db
KIND = "diagnostics"


@pytest.fixture(autouse=True)
def competences(cast: Cast) -> None:
    make.make_competence("Т-01")
    make.make_competence("Т-02")


def row(cast: Cast, **cells: object) -> dict[str, object]:
    """A complete row of the teacher's session at the centre."""
    given = {name.replace("_", " "): value for name, value in cells.items()}
    return {
        "СНИЛС": cast.teacher.snils,
        "Дата": "10.03.2025",
        "Код провайдера": cast.cnppm.code,
        "Инструмент": "Пробный инструмент",
        "Компетенция": "Т-01",
        "Балл": "59,99",
        "Максимум": "100",
        **given,
    }


def session() -> DiagnosticSession:
    with acting(SYSTEM):
        return DiagnosticSession.objects.select_related("tool", "person").get()


def deficits() -> list[str]:
    with acting(SYSTEM):
        return list(Deficit.objects.order_by("competence__code").values_list("competence__code", flat=True))


def test_rows_make_session_scores_tool_and_deficits(cast: Cast, load: Load) -> None:
    result = load(row(cast), row(cast, Компетенция="Т-02", Балл="60"))
    assert (counts(result), result.errors) == ((2, 0, 0, 0), [])
    made = session()
    assert (made.person, made.provider_id, made.completed_on) == (cast.teacher, cast.cnppm.pk, date(2025, 3, 10))
    assert (made.independent, made.annulled_on, made.organization_id) == (True, None, cast.school_a.pk)
    assert (made.tool.provider_id, made.tool.threshold) == (cast.cnppm.pk, Decimal(60))
    assert deficits() == ["Т-01"]
    with acting(SYSTEM):
        kinds = HistoryEntry.objects.filter(verb="import").values_list("object_kind", flat=True)
        assert sorted(kinds) == [
            "diagnostics.diagnosticsession",
            "diagnostics.score",
            "diagnostics.score",
            "diagnostics.tool",
        ]


def test_same_file_twice_changes_nothing(cast: Cast, load: Load) -> None:
    rows = (
        row(cast, Балл="33,333333", Самодиагностика="да"),
        row(cast, Компетенция="Т-02"),
        row(cast, СНИЛС=cast.colleague.snils, Аннулирована="2025-04-01"),
    )
    assert counts(load(*rows)) == (3, 0, 0, 0)
    assert counts(load(*rows)) == (0, 0, 3, 0)


def test_corrected_score_rebuilds_the_deficit(cast: Cast, load: Load) -> None:
    load(row(cast))
    result = load(row(cast, Балл="60"))
    assert counts(result) == UPDATED
    assert [(c.model, c.field, c.old, c.new) for c in result.changes] == [
        ("diagnostics.score", "points", "59.99", "60.00")
    ]
    assert deficits() == []


def test_annulment_and_self_assessment_are_kept_and_cleared(cast: Cast, load: Load) -> None:
    both = (row(cast), row(cast, Компетенция="Т-02"))
    load(*both)
    annulled = [{**cells, "Аннулирована": "01.04.2025", "Самодиагностика": "да"} for cells in both]
    assert counts(load(*annulled)) == (0, 2, 0, 0)
    assert (session().annulled_on, session().independent) == (date(2025, 4, 1), False)
    assert counts(load(*both)) == (0, 0, 2, 0)
    assert counts(load(row(cast, Аннулирована="-", Самодиагностика="-"))) == UPDATED
    assert (session().annulled_on, session().independent) == (None, True)


def test_tool_is_found_before_it_is_made(cast: Cast, load: Load) -> None:
    with acting(SYSTEM):
        academy = make.make_organization(regional_level(cast.foreign_region), "federal", short_name="Академия")
        foreign = make.make_organization(regional_level(cast.foreign_region), "cnppm", short_name="Чужой ЦНППМ")
        shared = Tool.objects.create(provider=academy, title="Пробный инструмент", threshold=80)
        Tool.objects.create(provider=foreign, title="Другой инструмент")
    load(row(cast), row(cast, Инструмент="Другой инструмент"))
    with acting(SYSTEM):
        used = {s.tool.title: s.tool for s in DiagnosticSession.objects.select_related("tool")}
        assert used["Пробный инструмент"] == shared
        assert used["Другой инструмент"].provider_id == cast.cnppm.pk


def test_session_has_one_provider_in_the_file_and_in_the_portal(cast: Cast, load: Load) -> None:
    rows = (row(cast), row(cast, Компетенция="Т-02", Код_провайдера=cast.copmkp.code))
    result = load(*rows)
    assert (counts(result), result.errors[0].row) == ((1, 0, 0, 1), 3)
    assert messages(result) == [
        f"Код провайдера: «{cast.copmkp.code}» — эта диагностика уже описана иначе в строке 2 этого файла;"
        " ожидаются одинаковые данные."
    ]
    again = load(rows[1])
    assert messages(again) == [
        f"Код провайдера: «{cast.copmkp.code}» — эту диагностику провела другая организация;"
        " ожидается код той же организации или другой инструмент."
    ]


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        ({"Балл": "101"}, "Балл: «101» — это больше максимума; ожидается балл не больше максимума."),
        ({"Максимум": "0"}, "Максимум: «0» — это не больше нуля; ожидается число больше нуля."),
        ({"Балл": "-1"}, "Балл: «-1» — слишком мало; ожидается число от 0 до 999 999,99."),
        ({"Балл": ""}, "Балл: ячейка пуста; ожидается число от 0"),
        ({"Компетенция": "Т-99"}, "Компетенция: «Т-99» — такой компетенции нет; ожидается код компетенции из"),
        ({"Код провайдера": "НЕТ"}, "Код провайдера: «НЕТ» — такой организации нет; ожидается код организации"),
        ({"Дата": "32.01.2025"}, "Дата: «32.01.2025» — такого дня нет в календаре; ожидается дата в виде"),
    ],
)
def test_bad_row_is_rejected_with_its_reason(cast: Cast, load: Load, cells: dict[str, str], message: str) -> None:
    result = load({**row(cast), **cells})
    assert counts(result) == REJECTED
    assert messages(result)[0].replace("\u202f", " ").startswith(message)


def test_unknown_person_is_told_with_a_masked_number(cast: Cast, load: Load) -> None:
    snils = make.make_snils(777)
    result = load(row(cast, СНИЛС=snils))
    assert messages(result) == [
        f"СНИЛС: «***-***-{snils[6:9]} {snils[9:]}» — такого работника нет; ожидается СНИЛС работника,"
        " внесённого в кадры."
    ]


def test_stranger_is_told_as_nobody(cast: Cast, load: Load) -> None:
    actor = cast.actor("cnppm")
    nobody = make.make_snils(778)
    told = [
        messages(load(row(cast, СНИЛС=snils, Балл="1000"), actor=actor))[0].replace(snils[6:9], "…")[:-80]
        for snils in (cast.foreigner.snils, nobody)
    ]
    assert told[0].partition("»")[2] == told[1].partition("»")[2]
    result = load(row(cast, СНИЛС=cast.foreigner.snils), row(cast), actor=actor)
    assert [(e.row, e.column, e.code) for e in result.errors] == [(2, "СНИЛС", "person")]


def test_assessment_centre_enters_its_own_sessions_and_sees_whom_it_assessed(cast: Cast, load: Load) -> None:
    actor = cast.actor("copmkp")
    own = row(cast, Код_провайдера=cast.copmkp.code)
    foreign = row(cast, Код_провайдера=cast.copmkp.code, СНИЛС=cast.foreigner.snils)
    assert counts(load(own, foreign, row(cast, Инструмент="Чужой"), actor=actor)) == (1, 0, 0, 2)
    with acting(SYSTEM):
        link = PersonLink.objects.get(relation="assessed")
        assert (link.person, link.organization) == (cast.teacher, cast.copmkp)
    with acting(actor):
        assert Score.objects.count() == 1
    assert counts(load(own, actor=actor)) == UNCHANGED


def test_ministry_may_not_import_diagnostics(cast: Cast, load: Load) -> None:
    with pytest.raises(NotAllowed):
        load(row(cast), actor=cast.actor("ministry"))


def test_duplicates_alike_are_unchanged_different_are_rejected(cast: Cast, load: Load) -> None:
    result = load(row(cast), row(cast), row(cast, Балл="10"))
    assert counts(result) == (1, 0, 1, 1)
    assert "строка 2" in messages(result)[0]


def test_dry_run_writes_nothing(cast: Cast, load: Load) -> None:
    assert counts(load(row(cast), dry_run=True)) == CREATED
    with acting(SYSTEM):
        assert not Tool.objects.filter(title="Пробный инструмент").exists()
