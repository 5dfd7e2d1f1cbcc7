"""The spreadsheets of the registers and of what an organization holds: made, repeated, changed, refused."""

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from apps.core.actor import acting
from apps.core.imports import kinds
from apps.core.imports.plain import PlainImport
from apps.core.imports.services import NotAllowed
from apps.core.models import HistoryEntry
from apps.events.models import MentoringProgram
from apps.organizations.models import Agreement
from apps.registers.models import Application, Meeting, Practice, Selection, Union, Vacancy
from apps.teachers.models import Subject
from tests import factories as make
from tests.cast import Cast
from tests.locks import SENTENCE, lock
from tests.permissions.rows import place_columns
from tests.support_files import Row
from tests.support_imports import CREATED, REJECTED, SYSTEM, UNCHANGED, UPDATED, counts, import_rows, messages

pytestmark = pytest.mark.django_db
DAY = date(2025, 3, 1)
CODE = "Код организации"


@dataclass(frozen=True)
class Sheet:
    """A row of a kind that a cell of it changes; ``of`` names whose row it is: of the school's or of the teacher."""

    row: Row
    changed: Row
    person: bool = False


SHEETS = {
    "sites": Sheet({"Статус": "РИП", "С": "01.03.2025", "Тема": "Чтение"}, {"Тема": "Письмо"}),
    "agreements": Sheet({"Номер": "7", "Дата": "01.03.2025"}, {"Действует по": "01.03.2027"}),
    "acts": Sheet({"Номер": "7", "Дата": "01.03.2025", "Название": "Положение"}, {"Ссылка": "https://example.ru/7"}),
    "headcounts": Sheet({"На дату": "01.03.2025", "Педагогических работников": "30"}, {"Источник": "ОО-1"}),
    "unions": Sheet(
        {"Название": "Физики", "Вид": "методическое объединение", "Уровень": "муниципальный", "Предмет": "физика"},
        {"Предмет": "-"},
    ),
    "union_members": Sheet({"Объединение": "Словесники", "С": "01.03.2025"}, {"Роль": "руководитель"}, person=True),
    "meetings": Sheet(
        {"Чьё заседание": "методический совет организации", "Номер протокола": "1", "Дата заседания": "01.03.2025"},
        {"Присутствовало": "12"},
    ),
    "decisions": Sheet(
        {"Чьё заседание": "методический совет организации", "Номер протокола": "5", "Дата заседания": "01.03.2025",
         "Пункт": "1", "Решили": "Провести семинар"},
        {"Исполнено": "20.03.2025", "Итог": "Проведён"},
    ),
    "responsible": Sheet(
        {"За что отвечает": "наставничество", "Акт о назначении": "Приказ № 1", "С": "01.03.2025"},
        {"По": "01.04.2025"}, person=True,
    ),
    "vacancies": Sheet({"Должность": "учитель физики", "Открыта": "01.03.2025"}, {"Закрыта": "20.03.2025"}),
    "project_teams": Sheet({"Проект": "Читающая школа", "С": "01.03.2025"}, {"Результат": "Сборник"}),
    "team_members": Sheet(
        {"Проект": "Школа чтения", "Команда с": "01.03.2025"}, {"Роль": "руководитель"}, person=True
    ),
    "letters": Sheet(
        {"Исходящий номер": "15", "Отправлено": "01.03.2025", "Вид": "письмо", "О чём": "О выборке"},
        {"Ответ получен": "10.03.2025"},
    ),
    "contracts": Sheet(
        {"Номер": "3", "Заключён": "01.03.2025", "Партнёр": "Колледж", "Предмет договора": "Профпробы"},
        {"Действует по": "01.03.2026"},
    ),
    "practices": Sheet(
        {"Название": "Урок-квест", "Авторы": "Коллектив", "Аннотация": "Как", "Подана": "01.03.2025",
         "Компетенции": "Т-01; Т-02"},
        {"Компетенции": "Т-01"},
    ),
    "judgements": Sheet(
        {"Практика": "Лаборатория", "Эксперт": "Экспертова", "Дата": "01.03.2025", "Актуальность": "5", "Новизна": "4",
         "Результативность": "3", "Возможность переноса": "2", "Заключение": "Да"},
        {"Новизна": "5"},
    ),
    "materials": Sheet(
        {"Название": "Пособие", "Вид": "пособие", "Аннотация": "О чтении", "Размещён": "01.03.2025"},
        {"Авторы": "Коллектив"},
    ),
    "information_resources": Sheet({"Название": "Портал", "Вид": "сайт"}, {"Адрес": "https://example.ru"}),
    "selections": Sheet(
        {"Отбор": "РИП 2025", "Заявки с": "01.03.2025", "Заявки по": "01.04.2025", "Статус": "РИП"},
        {"Акт об итогах": "Приказ № 3"},
    ),
    "applications": Sheet(
        {"Отбор": "Площадки", "Заявки с": "01.03.2025", "Подана": "02.03.2025", "Тема": "Наставничество"},
        {"Краткое описание": "Опыт школы"},
    ),
    "mentoring_programs": Sheet(
        {"Программа": "Первые шаги", "Формы пар": "предметная; по компетенции", "С": "01.03.2025"},
        {"Формы пар": "предметная"},
    ),
    "quotas": Sheet(
        {"Год": "2025", "Программа федеральной платформы": "Школа наставника", "Контрольная цифра": "10"},
        {"Подано заявок": "7", "Принято": "5"},
    ),
    "reserve": Sheet({"На должность": "тьютор", "Включён": "01.03.2025"}, {"Основание": "Протокол"}, person=True),
}  # fmt: skip


@pytest.fixture(autouse=True)
def scene(cast: Cast) -> None:
    """What the rows refer to."""
    with acting(SYSTEM):
        make.make_position()
        for code in ("Т-01", "Т-02"):
            make.make_competence(code)
        Subject.objects.get_or_create(name="Физика", defaults={"sort_key": "физика", "synonyms": ["физики"]})
        place = place_columns(cast.school_a)
        Union.objects.create(**place, title="Словесники", sort_key="словесники", kind="union", level="municipal")
        Meeting.objects.create(**place, body="school_council", number="5", held_on=DAY)
        Practice.objects.create(
            **place, title="Лаборатория", sort_key="лаборатория", annotation="Как", authors="Мы", submitted_on=DAY
        )
        Selection.objects.create(**place, title="Площадки", kind="rip", start=DAY, end=DAY + timedelta(days=30))


def filled(cast: Cast, code: str, **cells: str) -> Row:
    """The sheet's row at the school, of the teacher where it is a person's."""
    sheet = SHEETS[code]
    headings = {column.title for column in kinds.get(code).columns}
    school = cast.school_a.code
    own = {CODE: school, "Код организатора": school, "ОКТМО муниципалитета": cast.municipality_a.oktmo}
    who = {"СНИЛС": cast.teacher.snils} if sheet.person else {}
    return {**{k: v for k, v in own.items() if k in headings}, **who, **sheet.row, **cells}


def verbs(kind: PlainImport) -> list[str]:
    label = kind.model._meta.label_lower
    with acting(SYSTEM):
        return list(HistoryEntry.objects.filter(object_kind=label).order_by("id").values_list("verb", flat=True))


def plain(code: str) -> PlainImport:
    found = kinds.get(code)
    assert isinstance(found, PlainImport)
    return found


@pytest.mark.parametrize("code", SHEETS)
def test_a_row_is_made_repeated_and_changed_with_history(cast: Cast, code: str, tmp_path: Path) -> None:
    if code == "team_members":
        import_rows("project_teams", tmp_path, filled(cast, "project_teams", Проект="Школа чтения"))
    actor = cast.actor("cnppm")
    row = filled(cast, code)
    changed = {**row, **SHEETS[code].changed}
    done = [import_rows(code, tmp_path, one, actor=actor) for one in (row, row, changed, changed)]
    assert [(counts(one), messages(one)) for one in done] == [
        (CREATED, []), (UNCHANGED, []), (UPDATED, []), (UNCHANGED, []),
    ]  # fmt: skip
    assert verbs(plain(code)) == ["import", "import"]


def test_every_plain_sheet_is_tried() -> None:
    of_registers = {k.code for k in kinds.all_kinds() if isinstance(k, PlainImport)}
    tried_beside = {"modules", "program_partners", "groups", "lessons", "pair_meetings", "team_mentoring"}
    assert of_registers - tried_beside == set(SHEETS)


@pytest.mark.parametrize("code", SHEETS)
def test_a_row_of_another_school_is_refused_and_nothing_is_told(cast: Cast, code: str, tmp_path: Path) -> None:
    with acting(SYSTEM):
        stranger = cast.foreigner
    actor = cast.actor("operator")
    if not plain(code).may(actor):
        with pytest.raises(NotAllowed):
            import_rows(code, tmp_path, filled(cast, code), actor=actor)
        return
    school = cast.foreign_school.code
    foreign = {CODE: school, "Код организатора": school, "СНИЛС": stranger.snils}
    row = filled(cast, code)
    given = {**row, **{k: v for k, v in foreign.items() if k in row}}
    result = import_rows(code, tmp_path, given, actor=actor)
    assert (counts(result), verbs(plain(code))) == (REJECTED, [])
    assert cast.foreign_school.short_name not in messages(result)[0]


def test_neighbours_row_is_out_of_the_operators_scope(cast: Cast, tmp_path: Path) -> None:
    row = {**filled(cast, "contracts"), CODE: cast.school_b.code}
    result = import_rows("contracts", tmp_path, row, actor=cast.actor("operator"))
    assert (counts(result), [error.code for error in result.errors]) in (
        (REJECTED, ["scope"]), (REJECTED, ["reference"]),
    )  # fmt: skip


def test_what_is_missing_for_a_new_row_is_named(cast: Cast, tmp_path: Path) -> None:
    row = {**filled(cast, "contracts"), "Партнёр": ""}
    assert messages(import_rows("contracts", tmp_path, row)) == [
        "Партнёр: ячейка пуста; ожидается текст не длиннее 300 знаков."
    ]


def test_days_are_in_order_with_what_is_stored(cast: Cast, tmp_path: Path) -> None:
    import_rows("contracts", tmp_path, filled(cast, "contracts"))
    result = import_rows("contracts", tmp_path, filled(cast, "contracts", **{"Действует по": "01.02.2025"}))
    assert messages(result) == [
        "Действует по: «01.02.2025» раньше, чем «Заключён» (01.03.2025); ожидается дата не раньше неё."
    ]


def test_a_meeting_to_come_is_refused(cast: Cast, tmp_path: Path) -> None:
    tomorrow = f"{timezone.localdate() + timedelta(days=1):%d.%m.%Y}"
    result = import_rows("meetings", tmp_path, filled(cast, "meetings", **{"Дата заседания": tomorrow}))
    assert messages(result) == [
        f"Дата заседания: «{tomorrow}» — эта дата ещё не наступила; ожидается день не позже сегодняшнего."
    ]


def test_an_address_that_is_no_page_is_refused(cast: Cast, tmp_path: Path) -> None:
    result = import_rows("acts", tmp_path, filled(cast, "acts", Ссылка="javascript:alert(1)"))
    assert [error.code for error in result.errors] == ["url"]


def test_position_and_subject_are_read_from_words_and_named_once(cast: Cast, tmp_path: Path) -> None:
    words = filled(cast, "vacancies")
    apart = {**words, "Должность": "Учитель", "Предмет": "Физика", "Закрыта": "20.03.2025"}
    result = import_rows("vacancies", tmp_path, words, apart)
    assert (counts(result), result.errors[0].code) == ((1, 0, 0, 1), "duplicate")
    with acting(SYSTEM):
        found = Vacancy.objects.values_list("position__name", "subject__name", "rate", "note").get()
    assert (found[:2], str(found[2]), found[3]) == (("Учитель", "Физика"), "1.00", "")
    unknown = import_rows("vacancies", tmp_path, {**words, "Должность": "Учитилль"})
    assert messages(unknown) == [
        "Должность: «Учитилль» — такой должности нет в справочнике; ближайшие: «Учитель», «Учитель-логопед»,"
        " «Директор»."
    ]


def test_two_vacancies_of_a_day_are_told_apart_by_the_note(cast: Cast, tmp_path: Path) -> None:
    one, two = filled(cast, "vacancies"), filled(cast, "vacancies", Примечание="вторая смена")
    assert counts(import_rows("vacancies", tmp_path, one, two)) == (2, 0, 0, 0)
    assert counts(import_rows("vacancies", tmp_path, one, two)) == (0, 0, 2, 0)


def test_a_published_practice_was_submitted_before(cast: Cast, tmp_path: Path) -> None:
    with acting(SYSTEM):
        Practice.objects.filter(title="Лаборатория").update(published=True, published_on=DAY)
    row = filled(cast, "practices", Название="Лаборатория", Подана="02.03.2025")
    assert messages(import_rows("practices", tmp_path, row)) == [
        "Подана: «02.03.2025» — практика опубликована раньше; ожидается день не позже того дня."
    ]


def test_an_application_comes_in_the_days_of_its_selection(cast: Cast, tmp_path: Path) -> None:
    result = import_rows("applications", tmp_path, filled(cast, "applications", Подана="01.05.2025"))
    assert [error.code for error in result.errors] == ["out_of_time"]
    import_rows("applications", tmp_path, filled(cast, "applications"))
    with acting(SYSTEM):
        Application.objects.update(decided_on=DAY + timedelta(days=1))
    later = import_rows("applications", tmp_path, filled(cast, "applications", Подана="05.03.2025"))
    assert [error.code for error in later.errors] == ["decided"]
    assert counts(import_rows("applications", tmp_path, filled(cast, "applications"))) == UNCHANGED


def test_more_accepted_than_applied_is_refused(cast: Cast, tmp_path: Path) -> None:
    import_rows("quotas", tmp_path, filled(cast, "quotas", **{"Подано заявок": "7"}))
    result = import_rows("quotas", tmp_path, filled(cast, "quotas", Принято="8"))
    assert messages(result) == ["Принято: больше, чем подано заявок; ожидается число не больше него."]


def test_programme_of_mentoring_in_force_keeps_its_act_and_one_that_is_over_stays(cast: Cast, tmp_path: Path) -> None:
    act = {"Номер акта": "5", "Дата акта": "02.03.2025"}
    import_rows("mentoring_programs", tmp_path, filled(cast, "mentoring_programs", **act))
    with acting(SYSTEM):
        MentoringProgram.objects.update(state="active")
    lost = import_rows("mentoring_programs", tmp_path, filled(cast, "mentoring_programs", **{"Номер акта": "-"}))
    assert messages(lost) == ["Номер акта: действующую программу вводили актом; ожидаются и номер, и дата."]
    with acting(SYSTEM):
        MentoringProgram.objects.update(state="closed")
    changed = import_rows("mentoring_programs", tmp_path, filled(cast, "mentoring_programs", Цели="Другие"))
    assert messages(changed) == ["Эта программа завершена: её карточка не меняется."]
    assert counts(import_rows("mentoring_programs", tmp_path, filled(cast, "mentoring_programs", **act))) == UNCHANGED


def test_a_locked_period_refuses_the_row_and_only_it(cast: Cast, tmp_path: Path) -> None:
    lock(cast.municipality_a)
    locked, free = filled(cast, "agreements", Дата="01.09.2025"), filled(cast, "agreements", Дата="01.02.2026")
    result = import_rows("agreements", tmp_path, locked, free)
    assert (counts(result), messages(result)) == ((1, 0, 0, 1), [SENTENCE])
    with acting(SYSTEM):
        assert list(Agreement.objects.values_list("signed_on", flat=True)) == [date(2026, 2, 1)]


def test_a_preview_writes_nothing(cast: Cast, tmp_path: Path) -> None:
    assert counts(import_rows("contracts", tmp_path, filled(cast, "contracts"), dry_run=True)) == CREATED
    assert verbs(plain("contracts")) == []
