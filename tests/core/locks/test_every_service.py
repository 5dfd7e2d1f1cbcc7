"""Generated over every service that writes: none writes into a locked period, each does outside of it."""

import ast
from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from apps.core.actor import acting, system
from apps.diagnostics.models import Competence, DiagnosticSession, Score
from apps.diagnostics.services import framework, sessions
from apps.events.enums import PairForm, ParticipationRole
from apps.events.models import Event, MentoringPair, Participation
from apps.events.services import events, mentoring, participation
from apps.organizations.models import Agreement, Headcount, NormativeAct, Organization, SiteStatus, StatusFlag
from apps.organizations.services import organizations, records
from apps.programs.models import Enrollment, Program
from apps.programs.services import training
from apps.routes.enums import ItemKind
from apps.routes.models import IndividualRoute, RouteItem
from apps.routes.services import moves, plan
from apps.teachers.enums import AppointmentKind, Category, LeaveKind
from apps.teachers.models import Appointment, AttestationCategory, Employment, Leave, Person, Position
from apps.teachers.services import card, employment, people
from tests import factories as make
from tests.cast import Cast
from tests.locks import SENTENCE, lock, told
from tests.permissions.rows import place_columns

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parents[3] / "apps"
MODULES = (
    "teachers.services.card",
    "teachers.services.employment",
    "teachers.services.people",
    "teachers.services.links",
    "organizations.services.organizations",
    "organizations.services.records",
    "organizations.services.placement",
    "organizations.services.territory",
    "diagnostics.services.deficits",
    "diagnostics.services.framework",
    "diagnostics.services.sessions",
    "programs.services.programs",
    "programs.services.registry",
    "programs.services.training",
    "events.services.events",
    "events.services.mentoring",
    "events.services.participation",
    "routes.services.plan",
    "routes.services.moves",
)
D, E = date(2025, 3, 1), date(2025, 10, 1)


@dataclass
class Stage:
    """Something of everything that happened in 2025 to the teacher and at the school of municipality А."""

    cast: Cast
    person: Person
    school: Organization
    position: Position
    competence: Competence
    session: DiagnosticSession
    score: Score
    program: Program
    training: Enrollment
    done: Enrollment
    route: IndividualRoute
    draft: IndividualRoute
    item: RouteItem
    event: Event
    participation: Participation
    pair: MentoringPair
    job: Employment
    left: Employment
    category: AttestationCategory
    leave: Leave
    appointment: Appointment
    flag: StatusFlag
    site: SiteStatus
    agreement: Agreement
    headcount: Headcount
    act: NormativeAct


@pytest.fixture
def stage(cast: Cast) -> Stage:
    with acting(system("test")):
        return make_stage(cast)


def make_stage(cast: Cast) -> Stage:
    """Everything, made by the system before any lock."""
    person, school = cast.teacher, cast.school_a
    session = make.make_session(person, cast.cnppm, D, scores={"Т-01": 40, "Т-02": 90})
    program = make.make_program(cast.iro)
    route = make.make_route(person, session, drafted_on=D, approved_on=D, number="ИОМ-1")
    draft = make.make_route(person, session, drafted_on=D, agreed_on=D)
    make.make_item(draft, program)
    event = make.make_event(school, D)
    place = place_columns(school)
    position = make.make_position()
    left = make.make_employment(person, school, position=position, is_main=False, start=D, end=E)
    return Stage(
        cast=cast, person=person, school=school, position=position, competence=make.make_competence("Т-03"),
        session=session, score=session.scores.get(competence__code="Т-01"), program=program,
        training=make.make_enrollment(person, program, D),
        done=make.make_enrollment(person, make.make_program(cast.iro), D, E), route=route, draft=draft,
        item=make.make_item(route, program), event=event, participation=make.make_participation(event, person),
        pair=make.make_pair(cast.colleague, person, D), left=left,
        job=Employment.objects.get(person=person, is_main=True),
        category=AttestationCategory.objects.create(person=person, category="first", assigned_on=D),
        leave=Leave.objects.create(person=person, kind="long", start=D),
        appointment=Appointment.objects.create(person=person, at_organization=school, kind="expert", start=D),
        flag=StatusFlag.objects.create(**place, flag="shnor", valid_from=D),
        site=SiteStatus.objects.create(**place, kind="rip", valid_from=D),
        agreement=Agreement.objects.create(**place, number="1", signed_on=D),
        headcount=Headcount.objects.create(**place, on_date=D, pedagogues=1),
        act=NormativeAct.objects.create(**place, title="Акт", number="1", signed_on=D),
    )  # fmt: skip


Deed = Callable[[Stage], Any]
NEW: dict[str, Any] = {"last_name": "Новая", "first_name": "Анна"}
CASES: dict[str, Deed] = {
    "teachers.services.card.assign_category": lambda s: card.assign_category(
        person=s.person,
        category=Category.HIGHEST,
        assigned_on=E,
    ),
    "teachers.services.card.update_category": lambda s: card.update_category(s.category, assigned_on=E),
    "teachers.services.card.remove_category": lambda s: card.remove_category(s.category),
    "teachers.services.card.add_leave": lambda s: card.add_leave(person=s.person, kind=LeaveKind.SICK, start=E),
    "teachers.services.card.update_leave": lambda s: card.update_leave(s.leave, end=E),
    "teachers.services.card.remove_leave": lambda s: card.remove_leave(s.leave),
    "teachers.services.card.appoint": lambda s: card.appoint(
        person=s.person,
        at_organization=s.school,
        kind=AppointmentKind.JURY,
        start=E,
    ),
    "teachers.services.card.update_appointment": lambda s: card.update_appointment(s.appointment, act="№ 2"),
    "teachers.services.card.end_appointment": lambda s: card.end_appointment(s.appointment, end=E),
    "teachers.services.card.remove_appointment": lambda s: card.remove_appointment(s.appointment),
    "teachers.services.employment.add_employment": lambda s: employment.add_employment(
        person=s.person, organization=s.school, position=s.position, start=E, is_main=False
    ),
    "teachers.services.employment.update_employment": lambda s: employment.update_employment(s.left, start=E),
    "teachers.services.employment.end_employment": lambda s: employment.end_employment(s.job, end=E),
    "teachers.services.employment.dismiss": lambda s: employment.dismiss(s.person, end=E),
    "teachers.services.employment.reopen_employment": lambda s: employment.reopen_employment(s.left),
    "teachers.services.employment.remove_employment": lambda s: employment.remove_employment(s.left),
    "teachers.services.people.create_person": lambda s: people.create_person(
        snils=make.make_snils(777), organization=s.school, position=s.position, start=E, **NEW
    ),
    "organizations.services.organizations.create_organization": lambda s: organizations.create_organization(
        code="Н-1", kind="school", full_name="Новая школа", home=s.cast.municipality_a, opened_on=E
    ),
    "organizations.services.organizations.update_organization": lambda s: organizations.update_organization(
        s.school, opened_on=D
    ),
    "organizations.services.organizations.close_organization": lambda s: organizations.close_organization(
        s.school, closed_on=E
    ),
    "organizations.services.records.give_flag": lambda s: records.give_flag(
        organization=s.school, flag="shnsu", valid_from=E
    ),
    "organizations.services.records.update_flag": lambda s: records.update_flag(s.flag, flag="shnsu"),
    "organizations.services.records.end_flag": lambda s: records.end_flag(s.flag, valid_to=E),
    "organizations.services.records.give_site_status": lambda s: records.give_site_status(
        organization=s.school, kind="rip", valid_from=E
    ),
    "organizations.services.records.update_site_status": lambda s: records.update_site_status(s.site, topic="Тема"),
    "organizations.services.records.end_site_status": lambda s: records.end_site_status(s.site, valid_to=E),
    "organizations.services.records.sign_agreement": lambda s: records.sign_agreement(
        organization=s.school, number="2", signed_on=E
    ),
    "organizations.services.records.update_agreement": lambda s: records.update_agreement(s.agreement, number="3"),
    "organizations.services.records.record_headcount": lambda s: records.record_headcount(
        organization=s.school, on_date=E, pedagogues=5
    ),
    "organizations.services.records.update_headcount": lambda s: records.update_headcount(s.headcount, pedagogues=7),
    "organizations.services.records.publish_act": lambda s: records.publish_act(
        organization=s.school, title="Акт", number="2", signed_on=E
    ),
    "organizations.services.records.update_act": lambda s: records.update_act(s.act, title="Иначе"),
    "diagnostics.services.sessions.create_session": lambda s: sessions.create_session(
        tool=s.session.tool, provider=s.cast.cnppm, completed_on=E, person=s.person
    ),
    "diagnostics.services.sessions.update_session": lambda s: sessions.update_session(s.session, independent=False),
    "diagnostics.services.sessions.annul_session": lambda s: sessions.annul_session(s.session, annulled_on=E),
    "diagnostics.services.sessions.add_score": lambda s: sessions.add_score(
        session=s.session, competence=s.competence, points=Decimal(1)
    ),
    "diagnostics.services.sessions.update_score": lambda s: sessions.update_score(s.score, points=Decimal(99)),
    "diagnostics.services.sessions.remove_score": lambda s: sessions.remove_score(s.score),
    "diagnostics.services.framework.update_tool": lambda s: framework.update_tool(
        s.session.tool, threshold=Decimal(10)
    ),
    "diagnostics.services.framework.set_threshold": lambda s: framework.set_threshold(
        tool=s.session.tool, competence=s.score.competence, percent=Decimal(10)
    ),
    "programs.services.training.enroll": lambda s: training.enroll(person=s.person, program=s.program, enrolled_on=E),
    "programs.services.training.update_enrollment": lambda s: training.update_enrollment(s.training, enrolled_on=E),
    "programs.services.training.complete_enrollment": lambda s: training.complete_enrollment(
        s.training, completed_on=E
    ),
    "programs.services.training.expel": lambda s: training.expel(s.training, expelled_on=E),
    "programs.services.training.reopen_enrollment": lambda s: training.reopen_enrollment(s.done),
    "programs.services.training.remove_enrollment": lambda s: training.remove_enrollment(s.training),
    "events.services.events.create_event": lambda s: events.create_event(
        organization=s.school, title="Новое", start=E, kind="seminar", level="municipal"
    ),
    "events.services.events.update_event": lambda s: events.update_event(s.event, title="Иначе"),
    "events.services.events.remove_event": lambda s: remove_empty_event(s),
    "events.services.participation.add_participation": lambda s: participation.add_participation(
        event=s.event,
        role=ParticipationRole.EXPERT,
        person=s.person,
    ),
    "events.services.participation.update_participation": lambda s: participation.update_participation(
        s.participation, role="expert"
    ),
    "events.services.participation.remove_participation": lambda s: participation.remove_participation(s.participation),
    "events.services.mentoring.create_pair": lambda s: mentoring.create_pair(
        mentor=s.cast.head,
        person=s.person,
        start=E,
        form=PairForm.YOUNG,
    ),
    "events.services.mentoring.update_pair": lambda s: mentoring.update_pair(s.pair, order="№ 5"),
    "events.services.mentoring.end_pair": lambda s: mentoring.end_pair(s.pair, end=E),
    "events.services.mentoring.remove_pair": lambda s: mentoring.remove_pair(s.pair),
    "routes.services.plan.add_item": lambda s: plan.add_item(
        route=s.route,
        kind=ItemKind.INFORMAL,
        content="Чтение",
        competences=[],
    ),
    "routes.services.plan.update_item": lambda s: plan.update_item(s.item, content="Иначе"),
    "routes.services.plan.confirm_item": lambda s: plan.confirm_item(s.item, done_on=E),
    "routes.services.plan.remove_item": lambda s: plan.remove_item(s.item),
    "routes.services.moves.approve": lambda s: moves.approve(s.draft, on=E),
    "routes.services.moves.start": lambda s: moves.start(s.route, on=E),
    "routes.services.moves.complete": lambda s: moves.complete(s.route, on=E),
    "routes.services.moves.cancel": lambda s: moves.cancel(s.route, on=E, reason="ошибка"),
    "routes.services.moves.undo": lambda s: moves.undo(s.route),
}
CATALOGUE = "справочник или каталог без дат отчёта"
MOVE = "переезд: меняется место строк, а не их дни; закрытый период остаётся за прежним муниципалитетом"
OPEN: dict[str, str] = {
    **dict.fromkeys(
        ("teachers.services.card.give_consent", "teachers.services.card.withdraw_consent",
         "teachers.services.card.restore_consent"),
        "согласие на обработку данных дают и отзывают в любой день",
    ),
    "teachers.services.people.update_person": "сведения о человеке не датированы, их исправляют по его требованию",
    "teachers.services.links.link_user": "связь пользователя с человеком — не данные отчёта",
    "teachers.services.links.unlink_user": "связь пользователя с человеком — не данные отчёта",
    "organizations.services.organizations.reopen_organization": "см. test_a_closing_inside_is_not_taken_back",
    "diagnostics.services.sessions.restore_session": "см. test_an_annulment_inside_the_period_is_not_taken_back",
    "diagnostics.services.framework.remove_threshold": "см. test_a_threshold_of_a_locked_session_is_not_removed",
    "routes.services.plan.reopen_item": "см. test_a_confirmation_inside_the_period_is_not_taken_back",
    **dict.fromkeys(
        ("diagnostics.services.framework.create_tool", "diagnostics.services.framework.create_competence",
         "diagnostics.services.framework.update_competence", "programs.services.programs.create_program",
         "programs.services.programs.update_program", "programs.services.programs.set_competences",
         "programs.services.programs.remove_program", "programs.services.registry.create_entry",
         "programs.services.registry.update_entry", "programs.services.registry.link_entry",
         "programs.services.registry.unlink_entry"),
        CATALOGUE,
    ),
    **dict.fromkeys(
        ("organizations.services.placement.reorganize", "organizations.services.territory.create_municipality",
         "organizations.services.territory.update_municipality",
         "organizations.services.territory.merge_municipalities"),
        MOVE,
    ),
    "routes.services.plan.create_route": "черновик не датирован, пока не утверждён",
    "routes.services.plan.update_route": "план меняют только у черновика, а он не датирован",
    "routes.services.plan.remove_route": "удаляют только черновик, а он не датирован",
    "routes.services.plan.assign_tutor": "сопровождающий меняется и после периода",
    "routes.services.plan.aim_at": "часть add_item и update_item",
    "events.services.events.set_competences": "часть create_event и update_event; показатели компетенций не читают",
    "routes.services.moves.make": "общая часть шагов",
    "routes.services.moves.ask": "приглашение согласовать черновик: сам ИОМ не меняется",
    "routes.services.moves.agree": "согласование не датирует ИОМ: он датирован утверждением",
}  # fmt: skip


def remove_empty_event(stage: Stage) -> None:
    """An event that nobody took part in."""
    with acting(system("test")):
        empty = Event.objects.exclude(participations__isnull=False).get()
    events.remove_event(empty)


def writers(module: str) -> set[str]:
    """The public functions of a module that leave a trace, themselves or by another one of the module."""
    path = ROOT / f"{module.replace('.', '/')}.py"
    functions = {n.name: n for n in ast.parse(path.read_text()).body if isinstance(n, ast.FunctionDef)}
    calls = {name: {called(c) for c in ast.walk(node) if isinstance(c, ast.Call)} for name, node in functions.items()}
    traces = {"records.create", "records.change", "records.remove", "history.record", "history.record_many"}
    found: set[str] = set()
    while more := {name for name, made in calls.items() if made & (traces | found)} - found:
        found |= more
    return {f"{module}.{name}" for name in found if not name.startswith("_")}


def called(call: ast.Call) -> str:
    """The name of what a call calls."""
    return ast.unparse(call.func)


def test_every_service_that_writes_is_tried_here_or_says_why_not() -> None:
    every = set().union(*(writers(module) for module in MODULES))
    assert sorted(every - set(CASES) - set(OPEN)) == []
    assert sorted(set(CASES) & set(OPEN)) == []
    assert [
        n for n in {**CASES, **OPEN} if not hasattr(import_module(f"apps.{n.rpartition('.')[0]}"), n.rpartition(".")[2])
    ] == []


@pytest.fixture
def lonely(stage: Stage) -> Stage:
    """The stage with an event that nobody took part in."""
    with acting(system("test")):
        make.make_event(stage.school, D)
    return stage


def attempted(stage: Stage) -> dict[str, str]:
    """What every service is told, each on a stage of its own."""
    actor = stage.cast.actor("cnppm")
    return {name: told(lambda deed=deed: deed(deepcopy(stage)), actor) for name, deed in CASES.items()}  # type: ignore[misc]


def test_no_service_writes_into_a_locked_period(lonely: Stage) -> None:
    lock(lonely.cast.municipality_a)
    assert attempted(lonely) == dict.fromkeys(CASES, SENTENCE)


def test_every_service_writes_where_another_period_is_locked(lonely: Stage) -> None:
    lock(lonely.cast.municipality_a, date(2013, 1, 1), date(2014, 12, 31))
    lock(lonely.cast.municipality_b)
    assert attempted(lonely) == dict.fromkeys(CASES, "")


def test_an_annulment_inside_the_period_is_not_taken_back(stage: Stage) -> None:
    with acting(system("test")):
        sessions.annul_session(stage.session, annulled_on=E)
    lock(stage.cast.municipality_a)
    assert told(lambda: sessions.restore_session(stage.session)) == SENTENCE


def test_a_confirmation_inside_the_period_is_not_taken_back(stage: Stage) -> None:
    with acting(stage.cast.actor("cnppm")):
        plan.confirm_item(stage.item, done_on=E)
    lock(stage.cast.municipality_a)
    assert told(lambda: plan.reopen_item(stage.item), stage.cast.actor("cnppm")) == SENTENCE


def test_a_threshold_of_a_locked_session_is_not_removed(stage: Stage) -> None:
    with acting(system("test")):
        made = framework.set_threshold(tool=stage.session.tool, competence=stage.score.competence, percent=Decimal(10))
    lock(stage.cast.municipality_a)
    assert told(lambda: framework.remove_threshold(made)) == SENTENCE


def test_a_closing_inside_is_not_taken_back(stage: Stage) -> None:
    with acting(system("test")):
        organizations.close_organization(stage.school, closed_on=E)
    lock(stage.cast.municipality_a)
    assert told(lambda: organizations.reopen_organization(stage.school)) == SENTENCE
