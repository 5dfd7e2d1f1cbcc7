"""The spreadsheet of mentoring pairs."""

from datetime import date

import pytest

from apps.core.actor import acting
from apps.core.models import HistoryEntry
from apps.events.models import MentoringPair
from tests import factories as make
from tests.cast import Cast
from tests.support_imports import CREATED, REJECTED, SYSTEM, UNCHANGED, UPDATED, Load, counts, messages

pytestmark = pytest.mark.django_db
KIND = "mentoring"


def row(cast: Cast, **cells: object) -> dict[str, object]:
    """The colleague leads the teacher."""
    given = {name.replace("_", " "): value for name, value in cells.items()}
    return {
        "СНИЛС наставника": cast.colleague.snils,
        "СНИЛС наставляемого": cast.teacher.snils,
        "Форма": "наставник - молодой специалист",
        "С": "01.09.2024",
        **given,
    }


def stored() -> MentoringPair:
    with acting(SYSTEM):
        return MentoringPair.objects.get()


def test_new_pair_names_both_and_lies_with_both(cast: Cast, load: Load) -> None:
    result = load(row(cast, По="31.05.2025", Приказ="№ 5"))
    assert (counts(result), result.errors) == (CREATED, [])
    made = stored()
    assert (made.mentor_id, made.person_id, made.form) == (cast.colleague.pk, cast.teacher.pk, "young")
    assert (made.mentor_name, made.person_name) == ("Коллегина Тест", "Своева Тест")
    assert (made.mentor_organization_id, made.organization_id) == (cast.school_a2.pk, cast.school_a.pk)
    assert (made.start, made.end, made.order) == (date(2024, 9, 1), date(2025, 5, 31), "№ 5")
    with acting(SYSTEM):
        assert HistoryEntry.objects.get(object_kind="events.mentoringpair").person_ref == cast.teacher.pk


def test_same_file_twice_changes_nothing(cast: Cast, load: Load) -> None:
    rows = (row(cast, По="31.05.2025"), row(cast, С="01.09.2025", Форма="предметная"))
    assert counts(load(*rows)) == (2, 0, 0, 0)
    assert counts(load(*rows)) == (0, 0, 2, 0)


def test_changed_cells_update_empty_keep_and_dash_clears(cast: Cast, load: Load) -> None:
    load(row(cast, По="31.05.2025", Приказ="№ 5"))
    assert counts(load(row(cast, Форма="по компетенции"))) == UPDATED
    assert (stored().form, stored().order) == ("competence", "№ 5")
    assert counts(load(row(cast, Форма="", По="-"))) == UPDATED
    assert (stored().form, stored().end) == ("competence", None)


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        ({"По": "31.08.2024"}, "По: «31.08.2024» раньше, чем «С» (01.09.2024); ожидается дата не раньше неё."),
        ({"Форма": ""}, "Форма: ячейка пуста; ожидается одно из значений: «наставник – молодой специалист»"),
        ({"СНИЛС наставника": make.make_snils(781)}, "СНИЛС наставника: «***-***-781 "),
        ({"СНИЛС наставляемого": make.make_snils(781)}, "СНИЛС наставляемого: «***-***-781 "),
    ],
)
def test_bad_row_is_rejected_with_its_reason(cast: Cast, load: Load, cells: dict[str, str], message: str) -> None:
    result = load({**row(cast), **cells})
    assert counts(result) == REJECTED
    assert messages(result)[0].startswith(message)


def test_nobody_leads_oneself(cast: Cast, load: Load) -> None:
    tail = f"{cast.teacher.snils[6:9]} {cast.teacher.snils[9:]}"
    assert messages(load(row(cast, СНИЛС_наставника=cast.teacher.snils))) == [
        f"СНИЛС наставляемого: «***-***-{tail}» — это тот же человек, что и наставник;"
        " ожидается СНИЛС другого работника."
    ]


@pytest.mark.parametrize("side", ["СНИЛС наставника", "СНИЛС наставляемого"])
def test_stranger_on_either_side_is_told_as_nobody(cast: Cast, load: Load, side: str) -> None:
    actor = cast.actor("methodist")
    told = [
        messages(load({**row(cast), side: snils}, actor=actor))[0].partition("»")[2]
        for snils in (cast.stranger.snils, make.make_snils(782))
    ]
    assert told[0] == told[1]
    assert counts(load(row(cast), actor=actor)) == CREATED
    assert counts(load(row(cast), actor=actor)) == UNCHANGED


def test_duplicates_and_dry_run(cast: Cast, load: Load) -> None:
    assert counts(load(row(cast), dry_run=True)) == CREATED
    assert counts(load(row(cast), row(cast), row(cast, Приказ="№ 6"))) == (1, 0, 1, 1)


def test_pair_with_an_outcome_may_be_repeated_but_not_changed(cast: Cast, load: Load) -> None:
    whole = row(cast, По="31.05.2025", Приказ="№ 5")
    load(whole)
    with acting(SYSTEM):
        MentoringPair.objects.update(outcome="done", outcome_text="Ведёт уроки сам", closed_on=date(2025, 6, 1))
    assert counts(load(whole)) == UNCHANGED
    for cells in ({"По": "30.05.2025"}, {"По": "-"}, {"Приказ": "-"}, {"Форма": "предметная"}):
        result = load(row(cast, **cells))
        assert counts(result) == REJECTED
        assert messages(result) == ["С: «01.09.2024» — у этой пары уже внесён итог; ожидается запись без изменений."]
    assert (stored().end, stored().order) == (date(2025, 5, 31), "№ 5")
