"""Templates: drop-downs, who may have the stored data, and the way back – imported again it changes nothing."""

from datetime import date, time
from pathlib import Path

import openpyxl
import pytest

from apps.core.actor import Actor, acting
from apps.core.imports import kinds
from apps.core.imports.results import ImportResult
from apps.core.imports.services import NotAllowed, run
from apps.core.imports.templates import template
from apps.core.models import AccessLogEntry
from apps.events.models import MentoringProgram
from apps.indicators.models import Target
from apps.organizations.models import Agreement, Headcount, NormativeAct, SiteStatus, StatusFlag
from apps.programs.models import Lesson, Partner, PlatformQuota, ProgramModule, StudyGroup
from apps.teachers.models import Appointment, AttestationCategory, Consent, Subject
from tests import factories as make
from tests.cast import Cast
from tests.diagnostics.testing.rows import make_bank_item
from tests.permissions.rows import place_columns
from tests.registers.rows import book_rows, judged_rows
from tests.reports import make_profile
from tests.roadmap import rows as roadmaps
from tests.support_imports import SYSTEM, counts

pytestmark = pytest.mark.django_db
DAY = date(2025, 3, 10)
CODES = [kind.code for kind in kinds.all_kinds()]


def records(cast: Cast) -> None:
    """What hangs on the teacher and the school of the cast."""
    place = {"organization": cast.school_a, "municipality": cast.municipality_a, "region": cast.region}
    StatusFlag.objects.create(**place, flag="shnor", valid_from=DAY)
    subject, _ = Subject.objects.get_or_create(name="Математика", defaults={"sort_key": "математика"})
    employment = make.make_employment(cast.teacher, cast.school_a2, is_main=False, rate="0.25")
    employment.subjects.add(subject)
    AttestationCategory.objects.create(person=cast.teacher, category="first", assigned_on=DAY)
    Consent.objects.create(person=cast.teacher, given_on=DAY)
    Appointment.objects.create(person=cast.teacher, at_organization=cast.mms_a, kind="expert", start=DAY, act="№ 1")


def work(cast: Cast) -> None:
    """Diagnostics, routes, training and events."""
    session = make.make_session(cast.teacher, cast.cnppm, DAY, scores={"Т-01": 40, "Т-02": 90}, independent=False)
    program = make.make_program(cast.iro, form="distance", theme="=тема", runs_from=DAY)
    program.competences.add(make.make_competence("Т-02"), make.make_competence("Т-01"))
    make.make_entry(program, DAY, date(2025, 9, 1))
    make.make_program(cast.iro)
    make.make_enrollment(cast.teacher, program, DAY, date(2025, 4, 1))
    event = make.make_event(cast.school_a, DAY, supports_young=True)
    make.make_participation(event, cast.teacher, "winner", on_date=DAY)
    make.make_participation(event, cast.school_a, "experience")
    pair = make.make_pair(cast.colleague, cast.teacher, DAY, order="№ 2")
    make.make_meeting(pair, DAY, note="Разобрали урок")
    make.make_meeting(pair, DAY, held=False)
    make.make_team(
        cast.school_a,
        cast.school_a2,
        contract_number="7",
        contract_on=DAY,
        plan="Стажировка и две встречи",
        internship_from=DAY,
        interns=4,
    )
    make.make_team(cast.school_a2, cast.school_a, start=DAY, end=DAY, result="Ведёт план сама", closed_on=DAY)
    route = make.make_route(cast.teacher, session, approved_on=DAY, tutor=cast.colleague)
    make.make_item(route, program, "Т-01", "Т-02")
    make.make_item(route, program)
    make.make_route(cast.head, None, cancelled_on=DAY, cancel_reason="увольнение")


def goals(cast: Cast) -> None:
    """Targets of the region as a whole and of a municipality."""
    indicator = make_profile(cast.region, "diagnosed").indicators.get()
    for territory, value in (("", "30"), (cast.municipality_a.oktmo, "12.5")):
        Target.objects.create(indicator=indicator, year=2025, territory=territory, value=value)


def measures(cast: Cast) -> None:
    """A measure of a roadmap, one of its two quantities with a counter."""
    item = roadmaps.make_item(roadmaps.make_roadmap(roadmaps.make_profile(cast.region)), "1", executor_names=["ОО"])
    item.quantity_texts, item.counter_codes = ["5 семинаров", "не менее 3 в год"], ["", "events"]
    item.save()


def papers(cast: Cast) -> None:
    """The registers, what an organization holds, the parts of a programme with a group and its schedule."""
    book_rows("Реестр", cast.school_a, cast.teacher)
    judged_rows("Реестр", cast.school_a)
    place = place_columns(cast.school_a)
    SiteStatus.objects.create(**place, kind="rip", valid_from=DAY, topic="Чтение")
    Agreement.objects.create(**place, number="1", signed_on=DAY)
    NormativeAct.objects.create(**place, title="Положение", number="2", signed_on=DAY, url="https://example.ru/a")
    Headcount.objects.create(**place, on_date=DAY, pedagogues=30, managers=2)
    program = make.make_program(cast.iro)
    ProgramModule.objects.create(program=program, position=1, title="Модуль", hours=12).competences.add(
        make.make_competence("Т-02")
    )
    Partner.objects.create(program=program, partner=cast.school_a, role="base", contract="№ 3")
    PlatformQuota.objects.create(**place, territory=cast.municipality_a, year=2025, course="Школа наставника", quota=9)
    MentoringProgram.objects.create(
        **place,
        title="Первые шаги",
        sort_key="первые шаги",
        forms=["young", "subject"],
        goals="Войти в дело",
        start=DAY,
    )
    group = StudyGroup.objects.create(program=program, code="Г-1", start=DAY, end=DAY, capacity=25)
    Lesson.objects.create(group=group, on=DAY, begins=time(9, 30), topic="Введение")
    Lesson.objects.create(group=group, on=DAY, topic="Практикум")


@pytest.fixture
def scene(cast: Cast) -> Cast:
    """Something of every kind."""
    with acting(SYSTEM):
        make.make_municipality(
            cast.region, "99609000", "Был", valid_to=date(2024, 12, 31), successor=cast.municipality_b
        )
        records(cast)
        work(cast)
        goals(cast)
        measures(cast)
        papers(cast)
        make.make_result(cast.school_a, "63.3333")
        make_bank_item(cast.cnppm, "matching")
    return cast


def back(code: str, actor: Actor, path: Path) -> tuple[int, ImportResult]:
    """Write the actor's data and import them again."""
    kind = kinds.get(code)
    with acting(actor):
        count = template(kind, path, with_data=True)
        return count, run(kind, path)


@pytest.mark.parametrize("code", CODES)
def test_stored_data_imported_again_change_nothing(scene: Cast, code: str, tmp_path: Path) -> None:
    for actor in (SYSTEM, scene.actor("cnppm")):
        count, result = back(code, actor, tmp_path / "data.xlsx")
        assert (counts(result), result.errors) == ((0, 0, count, 0), [])
        assert count > 0


@pytest.mark.parametrize(
    ("role", "code"),
    [
        ("operator", "staff"),
        ("operator", "enrollments"),
        ("operator", "organizations"),
        ("methodist", "staff"),
        ("methodist", "participations"),
        ("methodist", "mentoring"),
        ("methodist", "pair_meetings"),
        ("methodist", "team_mentoring"),
        ("methodist", "appointments"),
        ("methodist", "events"),
        ("methodist", "meetings"),
        ("methodist", "union_members"),
        ("operator", "vacancies"),
        ("operator", "practices"),
        ("council", "decisions"),
        ("iro", "programs"),
        ("iro", "modules"),
        ("iro", "lessons"),
        ("administrator", "municipalities"),
        ("administrator", "targets"),
        ("ministry", "targets"),
    ],
)
def test_own_data_of_a_role_imported_again_change_nothing(scene: Cast, role: str, code: str, tmp_path: Path) -> None:
    count, result = back(code, scene.actor(role), tmp_path / "data.xlsx")
    assert (counts(result), result.errors) == ((0, 0, count, 0), [])
    assert count > 0


def test_stored_data_are_of_the_actors_scope(scene: Cast, tmp_path: Path) -> None:
    path = tmp_path / "data.xlsx"
    with acting(scene.actor("operator")):
        count = template(kinds.get("staff"), path, with_data=True)
    sheet = openpyxl.load_workbook(path, read_only=True)["Данные"]
    found = {str(row[1]) for row in sheet.iter_rows(min_row=2, values_only=True)}
    assert (count, found) == (2, {"Своева", "Директорова"})


def test_people_that_leave_as_a_template_are_logged(scene: Cast, tmp_path: Path) -> None:
    with acting(scene.actor("operator")):
        template(kinds.get("staff"), tmp_path / "data.xlsx", with_data=True)
        template(kinds.get("staff"), tmp_path / "empty.xlsx")
    with acting(SYSTEM):
        entry = AccessLogEntry.objects.get(action="export")
        assert (entry.subject, entry.rows) == ("Шаблон с данными: Кадры", 2)


def test_who_does_not_edit_people_gets_no_numbers(scene: Cast, tmp_path: Path) -> None:
    kind = kinds.get("enrollments")
    with acting(scene.actor("iro")):
        assert template(kind, tmp_path / "empty.xlsx") == 0
        with pytest.raises(NotAllowed):
            template(kind, tmp_path / "data.xlsx", with_data=True)
    with acting(scene.actor("ministry")), pytest.raises(NotAllowed):
        template(kind, tmp_path / "empty.xlsx")


def test_empty_template_offers_what_the_portal_knows(scene: Cast, tmp_path: Path) -> None:
    path = tmp_path / "empty.xlsx"
    with acting(scene.actor("cnppm")):
        template(kinds.get("staff"), path)
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["Данные", "Справочники", "Как заполнять"]
    assert [cell.value for cell in book["Данные"][1]][:3] == ["СНИЛС", "Фамилия", "Имя"]
    offered = {column[0].value: {cell.value for cell in column[1:]} for column in book["Справочники"].columns}
    assert "Учитель" in offered["Должность"]
    assert scene.school_a.code in offered["Код организации"]
    assert scene.foreign_school.code not in offered["Код организации"]
    assert book["Данные"].max_row == 1


@pytest.mark.parametrize("code", CODES)
def test_every_kind_names_real_columns_in_its_references(scene: Cast, code: str) -> None:
    kind = kinds.get(code)
    with acting(scene.actor("cnppm")):
        offered = kind.references()
    assert set(offered) <= {column.title for column in kind.columns}
    assert all(values for values in offered.values())
