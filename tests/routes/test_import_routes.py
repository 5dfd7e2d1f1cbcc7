"""The spreadsheet of individual routes."""

from datetime import date

import pytest

from apps.core.actor import acting
from apps.core.models import HistoryEntry
from apps.diagnostics.models import DiagnosticSession
from apps.routes.models import IndividualRoute, ItemAim, RouteItem
from apps.teachers.models import PersonLink
from tests import factories as make
from tests.cast import Cast
from tests.support_imports import CREATED, REJECTED, SYSTEM, UNCHANGED, UPDATED, Load, counts, messages

pytestmark = pytest.mark.django_db
KIND = "routes"
DAY = date(2025, 3, 10)


@pytest.fixture(autouse=True)
def session(cast: Cast) -> DiagnosticSession:
    """The teacher's session with a deficit and a strong side; a programme and an event to learn by."""
    with acting(SYSTEM):
        make.make_competence("Т-03")
        make.make_program(cast.iro, code="П-1")
        make.make_event(cast.cnppm, DAY, code="М-1")
        return make.make_session(cast.teacher, cast.cnppm, DAY, scores={"Т-01": 40, "Т-02": 90})


def row(cast: Cast, item: str = "1", **cells: object) -> dict[str, object]:
    """An item of the teacher's route."""
    given = {name.replace("_", " "): value for name, value in cells.items()}
    return {
        "Номер": "ИОМ-7",
        "СНИЛС": cast.teacher.snils,
        "Дата диагностики": "10.03.2025",
        "Инструмент": "Тестовый инструмент",
        "Пункт": item,
        "Вид пункта": "формальное",
        **given,
    }


def alone(cast: Cast, **cells: object) -> dict[str, object]:
    """The route with no item."""
    return row(cast, "", **{"Вид_пункта": "", **cells})


def stored() -> IndividualRoute:
    with acting(SYSTEM):
        return IndividualRoute.objects.get(number="ИОМ-7")


def aims(item: str = "1") -> list[str]:
    with acting(SYSTEM):
        found = ItemAim.objects.filter(item__number=item).order_by("competence__code")
        return list(found.values_list("competence__code", flat=True))


def test_rows_make_route_items_and_aims(cast: Cast, load: Load, session: DiagnosticSession) -> None:
    result = load(
        row(cast, Утверждён="01.04.2025", Код_программы="П-1", Компетенции="Т-01", Срок="31.12.2025", Часы="36"),
        row(
            cast, "2", Вид_пункта="неформальное", Код_мероприятия="М-1", Компетенции="Т-02;Т-01", Выполнен="11.04.2025"
        ),
        row(cast, "3", Вид_пункта="информальное", Содержание="Чтение"),
    )
    assert (counts(result), result.errors) == ((3, 0, 0, 0), [])
    made = stored()
    assert (made.person_id, made.session_id, made.organization_id) == (cast.teacher.pk, session.pk, cast.school_a.pk)
    assert (made.agreed_on, made.approved_on, made.state) == (date(2025, 4, 1), date(2025, 4, 1), "approved")
    assert (aims("1"), aims("2"), aims("3")) == (["Т-01"], ["Т-01", "Т-02"], [])
    with acting(SYSTEM):
        first, second, third = RouteItem.objects.order_by("number")
        assert (first.kind, first.due, first.hours) == ("formal", date(2025, 12, 31), 36)
        assert (second.kind, second.done_on, third.content) == ("non_formal", date(2025, 4, 11), "Чтение")
        assert (first.program_id is None, second.event_id is None) == (False, False)
        assert HistoryEntry.objects.get(object_kind="routes.individualroute").person_ref == cast.teacher.pk


def test_same_file_twice_changes_nothing(cast: Cast, load: Load) -> None:
    rows = (
        row(cast, Утверждён="01.04.2025", Код_программы="П-1", Компетенции="Т-01; Т-02"),
        row(cast, "2", Содержание="=текст"),
        alone(cast, Номер="ИОМ-8", Отменён="02.04.2025", Причина_отмены="увольнение"),
    )
    assert counts(load(*rows)) == (3, 0, 0, 0)
    assert counts(load(*rows)) == (0, 0, 3, 0)


def test_row_without_an_item_is_a_route_alone(cast: Cast, load: Load) -> None:
    assert counts(load(alone(cast, Дата_диагностики="", Инструмент=""))) == CREATED
    assert (stored().state, stored().session_id) == ("draft", None)
    assert counts(load(alone(cast), row(cast))) == (1, 1, 0, 0)
    assert counts(load(alone(cast))) == UNCHANGED


def test_approval_and_cancellation_come_later(cast: Cast, load: Load) -> None:
    load(row(cast))
    result = load(row(cast, Утверждён="01.04.2025"))
    assert (counts(result), stored().state, stored().agreed_on) == (UPDATED, "approved", date(2025, 4, 1))
    assert counts(load(row(cast, Отменён="05.04.2025", Причина_отмены="переезд"))) == UPDATED
    assert (stored().state, stored().cancel_reason) == ("cancelled", "переезд")
    assert counts(load(row(cast, Отменён="-", Причина_отмены="-"))) == UPDATED
    assert (stored().state, stored().approved_on) == ("approved", date(2025, 4, 1))


def test_every_row_that_repeats_a_new_date_is_updated(cast: Cast, load: Load) -> None:
    load(row(cast), row(cast, "2"))
    assert counts(load(row(cast, Утверждён="01.04.2025"), row(cast, "2", Утверждён="01.04.2025"))) == (0, 2, 0, 0)


def test_stored_agreement_stays_and_bounds_the_approval(cast: Cast, load: Load) -> None:
    with acting(SYSTEM):
        make.make_route(cast.teacher, None, number="ИОМ-7", agreed_on=date(2025, 3, 20))
    assert messages(load(alone(cast, Утверждён="19.03.2025"))) == [
        "Утверждён: «19.03.2025» — раньше согласования (20.03.2025); ожидается дата не раньше."
    ]
    assert counts(load(alone(cast, Утверждён="21.03.2025"))) == UPDATED
    assert stored().agreed_on == date(2025, 3, 20)


def test_approval_after_the_start_of_work_is_refused(cast: Cast, load: Load) -> None:
    with acting(SYSTEM):
        make.make_route(cast.teacher, None, number="ИОМ-7", approved_on=DAY, started_on=date(2025, 3, 20))
    assert messages(load(alone(cast, Утверждён="21.03.2025"))) == [
        "Утверждён: «21.03.2025» — маршрут начат 20.03.2025; ожидается дата не позже."
    ]
    assert counts(load(alone(cast, Утверждён="-"))) == REJECTED


def test_approval_before_the_drafting_is_refused(cast: Cast, load: Load) -> None:
    with acting(SYSTEM):
        make.make_route(cast.teacher, None, number="ИОМ-7", drafted_on=date(2025, 3, 20))
    assert messages(load(alone(cast, Утверждён="19.03.2025"))) == [
        "Утверждён: «19.03.2025» — раньше составления (20.03.2025); ожидается дата не раньше."
    ]


def test_cancellation_is_for_a_reason_and_not_before_the_approval(cast: Cast, load: Load) -> None:
    cells = {"Утверждён": "10.04.2025", "Отменён": "09.04.2025", "Причина_отмены": "переезд"}
    assert messages(load(alone(cast, **cells))) == [
        "Отменён: «09.04.2025» — раньше утверждения (10.04.2025); ожидается дата не раньше."
    ]
    assert messages(load(alone(cast, Отменён="10.04.2025"))) == [
        "Причина отмены: ячейка пуста; ожидается причина, по которой маршрут отменён."
    ]
    several = (row(cast, Отменён="10.04.2025"), row(cast, "2", Отменён="10.04.2025", Причина_отмены="переезд"))
    assert counts(load(*several)) == (2, 0, 0, 0)


def test_completed_route_is_not_cancelled(cast: Cast, load: Load) -> None:
    with acting(SYSTEM):
        make.make_route(cast.teacher, None, number="ИОМ-7", approved_on=DAY, completed_on=date(2025, 5, 20))
    assert messages(load(alone(cast, Отменён="21.05.2025", Причина_отмены="переезд"))) == [
        "Отменён: маршрут уже завершён 20.05.2025; ожидается пустая ячейка."
    ]


def test_aims_are_replaced_and_cleared(cast: Cast, load: Load) -> None:
    load(row(cast, Компетенции="Т-01"))
    result = load(row(cast, Компетенции="Т-02"))
    assert (counts(result), aims()) == (UPDATED, ["Т-02"])
    assert [(c.field, c.old, c.new) for c in result.changes] == [("competences", "Т-01", "Т-02")]
    assert (counts(load(row(cast))), aims()) == (UNCHANGED, ["Т-02"])
    assert (counts(load(row(cast, Компетенции="-"))), aims()) == (UPDATED, [])


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        (
            {"Компетенции": "Т-01; Т-03"},
            "Компетенции: «Т-03» не оценивалась в диагностике этого маршрута; ожидаются компетенции из её результатов.",
        ),
        ({"Компетенции": "Т-99"}, "Компетенции: «Т-99» — такой компетенции нет; ожидается перечень кодов компетенций"),
        (
            {"Дата диагностики": "", "Инструмент": "", "Компетенции": "Т-01"},
            "Компетенции: у маршрута не указана диагностика; ожидаются «Дата диагностики» и «Инструмент»",
        ),
        (
            {"Дата диагностики": "11.03.2025"},
            "Дата диагностики: «11.03.2025» — диагностики этого дня с инструментом «Тестовый инструмент» у работника",
        ),
        ({"Инструмент": ""}, "Инструмент: ячейка пуста; ожидается текст не длиннее 200 знаков."),
        ({"Дата диагностики": ""}, "Дата диагностики: ячейка пуста; ожидается дата в виде"),
        ({"Код программы": "НЕТ"}, "Код программы: «НЕТ» — такой программы нет; ожидается код программы"),
        ({"Код мероприятия": "НЕТ"}, "Код мероприятия: «НЕТ» — такого мероприятия нет; ожидается код мероприятия"),
        ({"Вид пункта": ""}, "Вид пункта: ячейка пуста; ожидается одно из значений: «формальное», "),
        ({"Пункт": ""}, "Пункт: ячейка пуста; ожидается текст не длиннее 20 знаков."),
        ({"СНИЛС": ""}, "СНИЛС: ячейка пуста; ожидается СНИЛС вида 112-233-445 95 или 11 цифр."),
        ({"СНИЛС": make.make_snils(785)}, "СНИЛС: «***-***-785 "),
        ({"СНИЛС тьютора": make.make_snils(785)}, "СНИЛС тьютора: «***-***-785 "),
        ({"Номер": ""}, "Номер: ячейка пуста; ожидается текст не длиннее 60 знаков."),
    ],
)
def test_bad_row_is_rejected_with_its_reason(cast: Cast, load: Load, cells: dict[str, str], message: str) -> None:
    result = load({**row(cast), **cells})
    assert counts(result) == REJECTED
    assert messages(result)[0].startswith(message)


def test_header_must_not_contradict_itself(cast: Cast, load: Load) -> None:
    result = load(row(cast, Утверждён="01.04.2025"), row(cast, "2", Утверждён="02.04.2025"))
    assert counts(result) == (1, 0, 0, 1)
    assert messages(result) == [
        "Утверждён: «02.04.2025» — этот маршрут уже описан иначе в строке 2 этого файла; ожидаются одинаковые данные."
    ]


def test_number_of_another_person_is_refused(cast: Cast, load: Load) -> None:
    load(alone(cast))
    result = load(alone(cast, СНИЛС=cast.colleague.snils, Дата_диагностики="", Инструмент=""))
    assert messages(result)[0].endswith(
        "это маршрут другого работника; ожидается СНИЛС того же работника или новый номер."
    )


def test_person_may_be_named_once(cast: Cast, load: Load) -> None:
    assert counts(load(row(cast), row(cast, "2", СНИЛС=""))) == (2, 0, 0, 0)
    assert counts(load(row(cast, "3", СНИЛС="", Содержание="Ещё"))) == CREATED


def test_session_is_cleared_with_its_aims_only(cast: Cast, load: Load) -> None:
    load(row(cast, Компетенции="Т-01"))
    assert counts(load(row(cast, Дата_диагностики="-", Инструмент="-"))) == REJECTED
    assert counts(load(row(cast, Дата_диагностики="-", Инструмент="-", Компетенции="-"))) == UPDATED
    assert (stored().session_id, aims()) == (None, [])


def test_tutor_leads_the_person(cast: Cast, load: Load) -> None:
    with acting(SYSTEM):
        user = cast.grants["methodist"].user
        PersonLink.objects.create(person=cast.colleague, relation="self", user=user)
    load(row(cast, СНИЛС_тьютора=cast.colleague.snils))
    assert stored().tutor_id == cast.colleague.pk
    with acting(SYSTEM):
        assert PersonLink.objects.filter(relation="led", user=user, person=cast.teacher).count() == 1
    assert counts(load(row(cast, СНИЛС_тьютора="-"))) == UPDATED
    assert stored().tutor_id is None


def test_council_drafts_but_does_not_approve(cast: Cast, load: Load) -> None:
    actor = cast.actor("council")
    assert counts(load(row(cast, Компетенции="Т-01"), actor=actor)) == CREATED
    assert messages(load(row(cast, Утверждён="01.04.2025"), actor=actor)) == [
        "Утверждён: эту дату ставит тот, кто утверждает маршруты (ЦНППМ); ожидается пустая ячейка."
    ]
    assert counts(load(row(cast, Утверждён="01.04.2025"), actor=cast.actor("cnppm"))) == UPDATED
    assert counts(load(row(cast, Утверждён="01.04.2025"), actor=actor)) == UNCHANGED


def test_council_sees_no_managers_and_no_strangers(cast: Cast, load: Load) -> None:
    actor = cast.actor("council")
    bare = {"Дата_диагностики": "", "Инструмент": ""}
    people = (cast.head.snils, cast.colleague.snils, make.make_snils(786))
    told = {messages(load(alone(cast, СНИЛС=snils, **bare), actor=actor))[0].partition("»")[2] for snils in people}
    assert len(told) == 1
    load(alone(cast, Номер="ИОМ-9", СНИЛС=cast.colleague.snils, **bare))
    result = load(alone(cast, Номер="ИОМ-9"), actor=actor)
    assert [(e.column, e.code) for e in result.errors] == [("Номер", "scope")]


def test_duplicates_and_dry_run(cast: Cast, load: Load) -> None:
    assert counts(load(row(cast), dry_run=True)) == CREATED
    assert counts(load(row(cast), row(cast), row(cast, Часы="5"))) == (1, 0, 1, 1)
