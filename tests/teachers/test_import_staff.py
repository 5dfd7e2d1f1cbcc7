"""The spreadsheet of staff."""

from datetime import date
from pathlib import Path

import pytest

from apps.core.actor import Actor, acting
from apps.core.imports.results import ImportResult
from apps.core.imports.services import NotAllowed
from apps.core.models import HistoryEntry
from apps.teachers.models import AttestationCategory, Consent, Employment, Person, Subject
from tests import factories as make
from tests.cast import Cast
from tests.support_imports import SYSTEM, counts, import_rows

pytestmark = pytest.mark.django_db
FIRST, SECOND = make.make_snils(500_001), make.make_snils(500_002)


@pytest.fixture
def positions(cast: Cast) -> None:
    make.make_position("Учитель")
    make.make_position("Воспитатель")
    Subject.objects.get_or_create(name="Математика", defaults={"sort_key": "математика", "synonyms": ["математики"]})


def row(cast: Cast, **cells: object) -> dict[str, object]:
    """A complete row of staff, changed by ``cells``."""
    return {
        "СНИЛС": FIRST,
        "Фамилия": "Вымышленная",
        "Имя": "Анна",
        "Код организации": cast.school_a.code,
        "Должность": "Учитель",
        "Основное место работы": "да",
        "Дата приёма": "01.09.2020",
        **{name.replace("_", " "): value for name, value in cells.items()},
    }


def load(tmp_path: Path, *rows: dict[str, object], actor: Actor = SYSTEM, **options: bool) -> ImportResult:
    return import_rows("staff", tmp_path, *rows, actor=actor, **options)


def test_new_row_makes_person_employment_category_consent_and_history(
    cast: Cast, positions: None, tmp_path: Path
) -> None:
    cells = {"Категория": "Высшая", "Дата категории": "2024-03-01", "Согласие на обработку ПДн": "02.09.2020"}
    result = load(tmp_path, row(cast, **cells, Отчество="Петровна", Ставка="0,75"))
    assert (counts(result), result.errors) == ((1, 0, 0, 0), [])
    with acting(SYSTEM):
        person = Person.objects.get(snils=FIRST)
        employment = Employment.objects.get(person=person)
        assert (person.full_name, person.sort_key) == ("Вымышленная Анна Петровна", "вымышленная анна петровна")
        assert (person.organization, person.region) == (cast.school_a, cast.region)
        assert (str(employment.rate), employment.start, employment.end) == ("0.75", date(2020, 9, 1), None)
        assert AttestationCategory.objects.get(person=person).assigned_on == date(2024, 3, 1)
        assert Consent.objects.get(person=person).given_on == date(2020, 9, 2)
        entries = HistoryEntry.objects.filter(person_ref=person.pk, verb="import")
        assert {e.object_kind for e in entries} == {
            "teachers.person",
            "teachers.employment",
            "teachers.attestationcategory",
            "teachers.consent",
        }
        assert all(FIRST not in str(e.after) + e.object_label for e in entries)


def test_same_file_twice_changes_nothing(cast: Cast, positions: None, tmp_path: Path) -> None:
    rows = (
        row(cast, Должность="учитель математики", Категория="Первая"),
        row(cast, СНИЛС=SECOND, Фамилия="Другая", Предметы="Математика"),
    )
    assert counts(load(tmp_path, *rows)) == (2, 0, 0, 0)
    assert counts(load(tmp_path, *rows)) == (0, 0, 2, 0)


def test_words_after_teacher_name_the_subject(cast: Cast, positions: None, tmp_path: Path) -> None:
    load(tmp_path, row(cast, Должность="Учитель математики"))
    with acting(SYSTEM):
        employment = Employment.objects.get(person__snils=FIRST)
        assert employment.position.name == "Учитель"
        assert [s.name for s in employment.subjects.all()] == ["Математика"]


def test_changed_cells_are_told_field_by_field(cast: Cast, positions: None, tmp_path: Path) -> None:
    load(tmp_path, row(cast))
    result = load(tmp_path, row(cast, Фамилия="Новая", Ставка="0,5"))
    assert counts(result) == (0, 1, 0, 0)
    assert {(c.field, c.old, c.new) for c in result.changes} == {
        ("last_name", "Вымышленная", "Новая"),
        ("rate", None, "0.5"),
    }
    with acting(SYSTEM):
        assert Employment.objects.get(person__snils=FIRST).person_name == "Новая Анна"


def test_empty_cell_keeps_and_dash_clears(cast: Cast, positions: None, tmp_path: Path) -> None:
    load(tmp_path, row(cast, Телефон="12345", Отчество="Петровна"))
    assert counts(load(tmp_path, row(cast, Телефон="", Отчество="-"))) == (0, 1, 0, 0)
    with acting(SYSTEM):
        person = Person.objects.get(snils=FIRST)
        assert (person.phone, person.middle_name) == ("12345", "")


def test_second_main_employment_is_refused_in_the_file_and_against_the_stored(
    cast: Cast, positions: None, tmp_path: Path
) -> None:
    both = (row(cast), row(cast, Код_организации=cast.school_b.code))
    result = load(tmp_path, *both)
    assert counts(result) == (1, 0, 0, 1)
    assert [(e.row, e.column, e.code) for e in result.errors] == [(3, "Основное место работы", "second_main")]
    again = load(tmp_path, row(cast, Код_организации=cast.school_b.code))
    assert counts(again) == (0, 0, 0, 1)


def test_move_in_one_file_closes_the_old_and_opens_the_new(cast: Cast, positions: None, tmp_path: Path) -> None:
    load(tmp_path, row(cast))
    moved = row(cast, Код_организации=cast.school_b.code, Дата_приёма="01.02.2024")
    result = load(tmp_path, row(cast, Дата_увольнения="31.01.2024"), moved)
    assert counts(result) == (1, 1, 0, 0)
    with acting(SYSTEM):
        assert Person.objects.get(snils=FIRST).organization == cast.school_b


def test_bad_cells_are_named_and_good_rows_applied(cast: Cast, positions: None, tmp_path: Path) -> None:
    result = load(
        tmp_path,
        row(cast, СНИЛС="112-233-445 96"),
        row(cast, Должность="Учитил"),
        row(cast, Код_организации="НЕТ"),
        row(cast, Дата_увольнения="01.01.2019"),
        row(cast, СНИЛС=SECOND),
    )
    assert counts(result) == (1, 0, 0, 4)
    assert [(e.row, e.column) for e in result.errors] == [
        (2, "СНИЛС"),
        (3, "Должность"),
        (4, "Код организации"),
        (5, "Дата увольнения"),
    ]
    assert "445 96" in result.errors[0].message
    assert "«Учитель»" in result.errors[1].message


def test_atomic_with_a_bad_row_writes_nothing(cast: Cast, positions: None, tmp_path: Path) -> None:
    result = load(tmp_path, row(cast), row(cast, СНИЛС=SECOND, Должность="?"), atomic=True)
    assert counts(result) == (0, 0, 1, 1)
    with acting(SYSTEM):
        assert not Person.objects.filter(snils=FIRST).exists()


def test_dry_run_tells_and_writes_nothing(cast: Cast, positions: None, tmp_path: Path) -> None:
    result = load(tmp_path, row(cast), dry_run=True)
    assert counts(result) == (1, 0, 0, 0)
    with acting(SYSTEM):
        assert not Person.objects.filter(snils=FIRST).exists()


def test_duplicates_alike_are_unchanged_different_are_rejected(cast: Cast, positions: None, tmp_path: Path) -> None:
    result = load(tmp_path, row(cast), row(cast), row(cast, Ставка="0,5"))
    assert counts(result) == (1, 0, 1, 1)
    assert [e.row for e in result.errors] == [4]
    assert "строка 2" in result.errors[0].message


def test_operator_imports_own_school_only(cast: Cast, positions: None, tmp_path: Path) -> None:
    rows = (row(cast), row(cast, СНИЛС=SECOND, Код_организации=cast.school_b.code))
    result = load(tmp_path, *rows, actor=cast.actor("operator"))
    assert counts(result) == (1, 0, 0, 1)
    assert [(e.row, e.code) for e in result.errors] == [(3, "reference")]


def test_secondary_employer_does_not_change_the_person(cast: Cast, positions: None, tmp_path: Path) -> None:
    load(tmp_path, row(cast, Код_организации=cast.school_b.code))
    second = row(cast, Основное_место_работы="нет", Фамилия="Чужая")
    assert counts(load(tmp_path, second, actor=cast.actor("operator"))) == (1, 0, 0, 0)
    with acting(SYSTEM):
        assert Person.objects.get(snils=FIRST).last_name == "Вымышленная"


def test_role_without_the_right_is_refused(cast: Cast, tmp_path: Path) -> None:
    with pytest.raises(NotAllowed):
        load(tmp_path, row(cast), actor=cast.actor("ministry"))
