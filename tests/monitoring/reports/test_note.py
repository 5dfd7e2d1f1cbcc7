"""The note: what it says, and that it says it only of the reader's scope."""

from datetime import UTC, date, datetime
from decimal import Decimal as D
from typing import Any

from apps.core.actor import acting, system
from apps.core.charts.model import ChartData
from apps.core.documents import html
from apps.core.documents.cells import Missing, Ratio
from apps.core.documents.formats import DocumentFormat, render
from apps.core.documents.outline import Part, figures, outline
from apps.core.documents.tree import Chart, Document, Paragraph, RowStyle, Table
from apps.core.text import NBSP
from apps.indicators.models import Target
from apps.monitoring.models import Recommendation, Report, ReportUnit
from apps.monitoring.reports import note, view_of
from apps.monitoring.services.confirming import confirm
from apps.organizations.models import Profile
from tests import factories as make
from tests.cast import Cast
from tests.monitoring.scene import Scene, approved
from tests.reports import compute, make_profile


def note_for(scene: Scene, role: str = "cnppm") -> Document:
    with acting(scene.cast.actor(role)):
        return note(view_of(scene.report))


def part(document: Document, title: str) -> Part:
    return next(one for top in outline(document) for one in top.walk() if one.section.title == title)


def table(document: Document, title: str) -> Table:
    return next(item.block for item in part(document, title).items if isinstance(item.block, Table))


def titles(document: Document) -> list[str]:
    return [one.heading.replace(NBSP, " ") for one in outline(document)]


def test_note_of_the_centre_has_every_section(scene: Scene) -> None:
    assert titles(note_for(scene)) == [
        "Введение",
        "1. Значения показателей",
        "2. Динамика",
        "3. Из чего сложились значения",
        "4. Муниципалитеты",
        "5. Полнота данных",
        "6. Качество данных",
        "Приложение 1. Показатели организаций",
        "Приложение 2. Методика расчёта",
        "Приложение 3. Термины и сокращения",
    ]


def test_note_of_a_methodist_is_about_the_own_municipality(scene: Scene) -> None:
    document = note_for(scene, "methodist")
    assert document.subtitle == f"о показателях за 2025{NBSP}год: Район А"
    assert "4. Полнота данных" in titles(document)
    text = str(html.fragment(document))
    assert "Школа А-2" in text
    assert "Школа Б-1" not in text
    assert "Район Б" not in text


def test_note_for_the_ministry_says_nothing_of_findings(scene: Scene) -> None:
    assert "Качество данных" not in " ".join(titles(note_for(scene, "ministry")))


def test_note_of_a_school_is_about_that_school(scene: Scene) -> None:
    document = note_for(scene, "operator")
    assert document.subtitle.endswith(": Школа А-1")
    assert "Школа А-2" not in str(html.fragment(document))
    assert [one.title for one in document.appendices] == ["Методика расчёта", "Термины и сокращения"]


def test_note_of_a_stranger_to_the_report_holds_no_figure(scene: Scene) -> None:
    assert figures(outline(note_for(scene, "teacher"))) == []


def test_figures_carry_target_and_those_outside_of_the_staff(scene: Scene) -> None:
    first, second, third = figures(outline(note_for(scene)))
    assert (first.value, first.target, first.difference) == (Ratio(1, 4), D(40), D("-15.0"))
    assert (second.value, second.target) == (Ratio(0, 4), None)
    assert third.value == Ratio(0, 1)


def test_summary_table_compares_with_target_and_the_year_before(scene: Scene) -> None:
    found = table(note_for(scene), "Значения показателей")
    assert [column.title for column in found.columns] == [
        "Показатель",
        "Пункт",
        "Значение",
        "Цель",
        "К цели, п.п.",
        "2024",
        "Изменение, п.п.",
    ]
    assert found.rows[0].cells[2:] == (Ratio(1, 4), D(40), D("-15.0"), Ratio(1, 4), D("0.0"))


def test_columns_that_would_be_empty_are_left_out(scene: Scene) -> None:
    with acting(system("test")):
        Target.objects.all().delete()
        scene.report.period_to = date(2023, 12, 31)
        found = table(note(view_of(scene.report)), "Значения показателей")
    assert [column.title for column in found.columns] == ["Показатель", "Пункт", "Значение"]


def test_conclusion_counts_targets_and_changes(scene: Scene) -> None:
    items = part(note_for(scene), "Значения показателей").items
    text = next(item.block.text for item in items if isinstance(item.block, Paragraph))
    assert text == (
        f"Цель достигнута по 0 из 1{NBSP}показателя."
        " К прошлому году выросло значений: 0, снизилось: 0, не изменилось: 3."
    )


def test_dynamics_draw_the_years(scene: Scene) -> None:
    words, block = (item.block for item in part(note_for(scene), "Динамика").items)
    assert words == Paragraph(f"Показатели за 2{NBSP}периода сопоставлены на графике (рисунок{NBSP}1).")
    assert isinstance(block, Chart)
    assert isinstance(block.data, ChartData)
    assert block.data.categories == ("2024", "2025")
    assert block.data.series[0].values == (D("25.0"), D("25.0"))


def test_dynamics_of_the_first_year_say_that_there_is_nothing_to_compare(scene: Scene) -> None:
    with acting(system("test")):
        block = part(note(view_of(scene.before)), "Динамика").items[0].block
    assert block == Paragraph("Отчётов за прошлые годы нет: сравнивать не с чем.")


def test_municipalities_are_ranked_and_told_apart(scene: Scene) -> None:
    items = part(note_for(scene), "Диагностика").items[:4]
    title, words, found, chart = (item.block for item in items)
    assert title == Paragraph(f"1.{NBSP}Показатель diagnosed (таблица{NBSP}4, рисунок{NBSP}2).")
    assert isinstance(words, Paragraph)
    assert isinstance(found, Table)
    assert isinstance(chart, Chart)
    assert isinstance(chart.data, ChartData)
    assert words.text == (
        f"Наибольшее значение — Район А (33,3{NBSP}%), наименьшее — Район Б (0,0{NBSP}%)."
        f" Цель достигнута у 0 из 2{NBSP}муниципалитетов."
    )
    assert [row.cells[0] for row in found.rows] == ["Район А", "Район Б", scene.cast.region.name]
    assert (chart.data.categories, chart.data.target) == (("Район А", "Район Б"), D(40))


def test_appendix_groups_organizations_and_says_what_has_no_value(scene: Scene) -> None:
    found = table(note_for(scene), "Показатели организаций")
    assert [row.cells[0] for row in found.rows] == ["Район А", "Школа А-1", "Школа А-2", "Район Б", "Школа Б-1"]
    assert found.rows[1].cells[1:] == (Ratio(1, 2), Ratio(0, 2), Ratio(0, 1))
    assert found.rows[2].cells[3] == Missing("на отчётную дату нет управленческих команд")


def test_completeness_compares_with_the_official_headcount(scene: Scene) -> None:
    found = table(note_for(scene), "Полнота данных")
    assert found.rows[0].cells == ("Район А", 3, 1, None, Missing("официальная численность не введена"))


def test_methods_tell_rule_clause_and_version(scene: Scene) -> None:
    blocks = [item.block for item in outline(note_for(scene))[-2].parts[0].items]
    assert [block.text for block in blocks if isinstance(block, Paragraph)][2] == ("Пункт 1 акта; версия методики 1.")


def test_a_draft_is_marked_and_an_approved_report_carries_the_approval(scene: Scene) -> None:
    assert (note_for(scene).state, note_for(scene).approval) == ("ПРОЕКТ", None)
    with acting(system("test")):
        Report.objects.filter(pk=scene.report.pk).update(
            state="approved", published=True, decided_at=datetime(2026, 2, 20, 9, tzinfo=UTC), act_number="7-р"
        )
        scene.report.refresh_from_db()
    document = note_for(scene)
    assert document.state == ""
    assert document.approval is not None
    assert document.approval.lines == ("Министерство образования Тестовой области", f"акт №{NBSP}7-р")
    assert document.requisites.number == "7-р"
    assert document.approval.day == date(2026, 2, 20)
    assert document.requisites.day == date(2026, 2, 20)


def test_head_names_act_author_and_who_signs(scene: Scene) -> None:
    document = note_for(scene)
    assert document.act == f"приказ от 11.05.2021 №{NBSP}12 «О системе» (Министерство)"
    assert document.requisites.organization == "Центр мастерства Тестовой области"
    assert [signature.position for signature in document.signatures] == ["Руководитель ЦНППМ"]


def test_note_is_drawn_as_a_file_the_same_every_time(scene: Scene) -> None:
    first, second = note_for(scene), note_for(scene)
    assert first == second
    assert render(first, DocumentFormat.DOCX)[:2] == b"PK"


def test_reasons_split_every_denominator(scene: Scene) -> None:
    found = table(note_for(scene), "Из чего сложились значения")
    rows = [(str(row.cells[0]).replace(NBSP, " "), row.cells[1:]) for row in found.rows[:4]]
    assert rows[0] == ("1. Показатель diagnosed", ())
    assert rows[1] == ("условие выполнено", (1, Ratio(1, 4)))
    assert sum(int(str(cells[0])) for _, cells in rows[1:3]) == 4
    with acting(scene.cast.actor("ministry")):
        assert table(note(view_of(scene.report)), "Из чего сложились значения") == found


def test_terms_are_those_that_the_indicators_need(scene: Scene) -> None:
    names = [row.cells[0] for row in table(note_for(scene), "Термины и сокращения").rows]
    assert ("ИОМ" in names, "Управленческая команда" in names, "ФР ДПП" in names, "Молодой специалист" in names) == (
        True, True, False, False,
    )  # fmt: skip


def test_programs_outside_of_the_registry_are_named(cast: Cast) -> None:
    with acting(system("test")):
        for title, included in (("В реестре", True), ("Вне реестра", False)):
            program = make.make_program(cast.iro, title=title, runs_from=date(2025, 2, 1))
            if included:
                make.make_entry(program, date(2024, 1, 1))
    report = compute(make_profile(cast.region, "programs_in_fr"))
    with acting(cast.actor("ministry")):
        found = part(note(view_of(report)), "Программы")
    text, listed = (item.block for item in found.items)
    assert isinstance(text, Paragraph)
    assert text.text.startswith("В периоде реализовалось программ: 2; на отчётную дату вне Федерального реестра — 1")
    assert isinstance(listed, Table)
    assert [row.cells[:2] for row in listed.rows] == [("Вне реестра", "ИРО")]


def test_answers_confirmed_by_documents_stand_in_the_note(scene: Scene) -> None:
    question = {"code": "plan", "number": "1", "title": "план есть", "clause": "6.1", "first_year": 2023}
    with acting(system("test")):
        Profile.objects.filter(pk=scene.report.profile_id).update(yes_no=[question])
    scene.report.profile.refresh_from_db()
    with acting(scene.cast.actor("cnppm")):
        confirm(report=scene.report, code="plan", holds=True, title="Приказ", signed_on=date(2025, 2, 3))
        found = table(note(view_of(scene.report)), "Показатели, подтверждаемые документом")
    assert [row.cells for row in found.rows] == [("1. План есть", "6.1", "да", "Приказ от 03.02.2025")]


def advise(scene: Scene, text: str, **values: Any) -> Recommendation:
    """A recommendation to municipality А for the report's period."""
    place = scene.cast.school_a
    with acting(system("test")):
        return Recommendation.objects.create(
            profile=scene.report.profile, period_from=scene.report.period_from, period_to=scene.report.period_to,
            rule="target", topic=text, level="municipality", unit_code="99601000", unit_name="Район А",
            region=place.region, municipality=place.municipality, organization=place, body="mms", proposed=text,
            text=text, due=date(2026, 4, 1), **values,
        )  # fmt: skip


def advised(scene: Scene, role: str) -> list[tuple[object, ...]]:
    """The recommendations of the note for a role."""
    with acting(scene.cast.actor(role)):
        document = note(view_of(scene.report))
    if "Рекомендации" not in " ".join(titles(document)):
        return []
    return [row.cells for row in table(document, "Рекомендации").rows if row.style is not RowStyle.GROUP]


def test_recommendations_stand_in_the_note_and_stay_as_approved(scene: Scene) -> None:
    sent = advise(scene, "Провести диагностику", state="sent", sent=True)
    advise(scene, "Ещё не готово", state="proposed")
    row = ("Провести диагностику", date(2026, 4, 1), "направлена")
    assert advised(scene, "ministry") == [row]
    assert len(advised(scene, "cnppm")) == 2
    approved(scene)
    with acting(system("test")):
        Recommendation.objects.filter(pk=sent.pk).update(state="accepted", text="Другое")
    assert advised(scene, "cnppm") == advised(scene, "methodist") == [row]


def test_recommendations_stand_under_the_names_of_the_addressees(scene: Scene) -> None:
    advise(scene, "Провести диагностику", state="sent", sent=True)
    advise(scene, "Утвердить маршруты", state="sent", sent=True)
    found = table(note_for(scene, "ministry"), "Рекомендации")
    assert [row.cells[0] for row in found.rows] == ["Район А", "Провести диагностику", "Утвердить маршруты"]


def test_an_indicator_that_no_municipality_has_takes_no_column(scene: Scene) -> None:
    with acting(system("test")):
        for unit in ReportUnit.objects.filter(report=scene.report, level="municipality"):
            unit.denominators[0] = unit.numerators[0] = 0
            unit.save()
    found = table(note_for(scene), "Муниципалитеты")
    names = [column.title.replace(NBSP, " ") for column in found.columns]
    assert (len(names), "1. Диагностика" in names) == (3, False)
    assert [len(row.cells) for row in found.rows] == [3, 3, 3]
    assert found.notes[0].startswith(f"Показатель{NBSP}1 «Диагностика» по муниципалитетам значений не имеет")
