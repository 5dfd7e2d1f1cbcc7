"""Every live counter over one small world, with numbers counted by hand."""

from datetime import date

import pytest

from apps.core import counters
from apps.core.actor import acting, system
from apps.core.counters import Counter, Place
from apps.core.web import resource as resources
from apps.events.models import MentoringPair, MentoringProgram
from apps.organizations.models import Agreement, Headcount, NormativeAct, SiteStatus, StatusFlag
from apps.teachers.models import Appointment, AttestationCategory
from tests import factories as make
from tests.cast import Cast, make_cast
from tests.events.rows import make_certificate, make_registration

pytestmark = pytest.mark.django_db
SYSTEM = system("test")
START, END = date(2025, 1, 1), date(2025, 12, 31)
IN, BEFORE = date(2025, 3, 1), date(2024, 3, 1)
# code → the region, municipality А and school А-1 in 2025, the region in 2024.
NUMBERS = {
    "acts": (2, 1, 0, 1),
    "acts_ministry": (1, 0, 0, 0),
    "agreements": (1, 1, 0, 1),
    "agreements_signed": (1, 1, 0, 1),
    "categories": (1, 1, 1, 0),
    "category_first": (0, 0, 0, 0),
    "category_highest": (1, 1, 1, 0),
    "certificates": (1, 1, 1, 0),
    "contest_people": (1, 1, 1, 0),
    "contest_winners": (1, 1, 1, 0),
    "passed_on": (1, 0, 0, 0),
    "registered": (2, 1, 1, 0),
    "deficits": (3, 3, 3, 1),
    "diagnosed": (2, 2, 2, 1),
    "diagnosed_cnppm": (1, 1, 1, 1),
    "diagnosed_copmkp": (1, 1, 1, 0),
    "diagnosed_managers": (1, 1, 1, 0),
    "educational_organizations": (3, 2, 1, 3),
    "events": (15, 13, 0, 3),
    "events_cnppm": (0, 0, 0, 3),
    "events_iro": (1, 0, 0, 0),
    "events_umo": (1, 0, 0, 0),
    "events_conference": (1, 1, 0, 0),
    "events_contest": (1, 1, 0, 0),
    "events_federal": (0, 0, 0, 1),
    "events_festival": (1, 1, 0, 0),
    "events_forum": (1, 1, 0, 0),
    "events_institutional": (0, 0, 0, 1),
    "events_internship": (1, 1, 0, 0),
    "events_master_class": (1, 1, 0, 0),
    "events_methodical_day": (1, 1, 0, 0),
    "events_municipal": (13, 13, 0, 0),
    "events_other": (1, 1, 0, 0),
    "events_readings": (1, 1, 0, 0),
    "events_regional": (2, 0, 0, 1),
    "events_seminar": (3, 1, 0, 3),
    "events_skill_contest": (1, 1, 0, 0),
    "events_webinar": (1, 1, 0, 0),
    "events_young": (1, 1, 0, 1),
    "events_young_school": (1, 1, 0, 0),
    "experience": (1, 1, 0, 0),
    "expert": (1, 1, 0, 2),
    "experts_in_events": (1, 1, 1, 0),
    "headcounts": (1, 1, 1, 0),
    "interns": (1, 1, 1, 0),
    "items_done": (2, 2, 2, 0),
    "items_done_informal": (1, 1, 1, 0),
    "jury": (1, 1, 0, 1),
    "managers": (1, 1, 1, 1),
    "mentees": (1, 1, 1, 2),
    "mentors": (1, 1, 1, 2),
    "mms": (1, 1, 0, 1),
    "mms_worker": (1, 1, 0, 1),
    "moo": (0, 0, 0, 0),
    "municipal_methodist": (1, 1, 0, 1),
    "organizations": (9, 3, 1, 9),
    "organizations_in_events": (3, 2, 1, 1),
    "pairs": (1, 1, 1, 2),
    "pairs_done": (1, 1, 1, 0),
    "pairs_early": (0, 0, 0, 1),
    "pair_items_done": (1, 1, 1, 0),
    "pair_meetings": (2, 2, 2, 1),
    "mentoring_programs": (1, 1, 0, 1),
    "team_contracts": (1, 1, 1, 0),
    "team_internships": (1, 1, 1, 0),
    "participations": (7, 5, 4, 1),
    "pedagogues": (4, 3, 2, 4),
    "people_in_events": (5, 4, 3, 1),
    "people_with_deficits": (2, 2, 2, 1),
    "programs_in_registry": (1, 0, 0, 1),
    "programs_included": (1, 0, 0, 1),
    "programs_running": (3, 0, 0, 3),
    "programs_running_pk": (2, 0, 0, 2),
    "programs_running_pp": (1, 0, 0, 1),
    "programs_running_registry": (1, 0, 0, 1),
    "regional_methodist": (1, 1, 0, 1),
    "routed": (2, 2, 2, 1),
    "routed_managers": (1, 1, 1, 0),
    "routes_approved": (3, 3, 3, 1),
    "routes_completed": (1, 1, 1, 0),
    "routes_drafted": (3, 3, 2, 2),
    "routes_led": (1, 1, 1, 0),
    "self_assessments": (1, 1, 0, 0),
    "sessions": (3, 3, 3, 1),
    "sessions_cnppm": (2, 2, 2, 1),
    "sessions_copmkp": (1, 1, 1, 0),
    "shnor_organizations": (1, 1, 1, 1),
    "shnsu_organizations": (1, 1, 1, 0),
    "sites": (1, 1, 1, 1),
    "sites_internship": (0, 0, 0, 0),
    "sites_mmrc": (1, 1, 1, 0),
    "sites_obip": (0, 0, 0, 0),
    "sites_rip": (0, 0, 0, 1),
    "staff": (5, 4, 3, 5),
    "teams_trained": (1, 1, 1, 0),
    "trained": (3, 2, 2, 1),
    "trained_iro": (2, 2, 2, 0),
    "trained_managers": (1, 1, 1, 0),
    "trained_pk": (3, 2, 2, 1),
    "trained_pp": (1, 1, 1, 0),
    "trained_quality": (2, 2, 2, 0),
    "trained_registry": (1, 1, 1, 0),
    "trainings": (4, 3, 3, 1),
    "tutor_methodist": (1, 1, 0, 1),
    "umo": (1, 0, 0, 1),
    "young": (1, 1, 1, 1),
    "young_supported": (1, 1, 1, 1),
    "form_reports_accepted": (0, 0, 0, 0),
    "passport_money": (0, 0, 0, 0),
    "passport_parts": (0, 0, 0, 0),
    "passports": (0, 0, 0, 0),
    "reports_approved": (0, 0, 0, 0),
    "roadmap_accepted": (0, 0, 0, 0),
    "master_classes_seen": (0, 0, 0, 0),
    "internships_seen": (0, 0, 0, 0),
    "observed": (0, 0, 0, 0),
    "lessons_visited": (0, 0, 0, 0),
    "recognized": (0, 0, 0, 0),
    "consultations": (0, 0, 0, 0),
    "practice": (0, 0, 0, 0),
    "reserve": (0, 0, 0, 0),
    "contracts": (0, 0, 0, 0),
    "unions": (0, 0, 0, 0),
    "project_teams": (0, 0, 0, 0),
    "decisions_done": (0, 0, 0, 0),
    "letters_sent": (0, 0, 0, 0),
    "practices_published": (0, 0, 0, 0),
    "site_applications": (0, 0, 0, 0),
    "meetings": (0, 0, 0, 0),
    "materials": (0, 0, 0, 0),
    "communities": (0, 0, 0, 0),
    "communities_with_contest": (0, 0, 0, 0),
    "communities_with_event": (0, 0, 0, 0),
    "routes_in_courses": (0, 0, 0, 0),
    "routes_mathematics": (0, 0, 0, 0),
    "trained_curators": (0, 0, 0, 0),
    "trained_mentors": (0, 0, 0, 0),
    "trained_supervision": (0, 0, 0, 0),
}


def hold(cast: Cast) -> None:
    """What organizations hold and sign."""
    a, ministry = (
        {"organization": one, "municipality": one.municipality, "region": one.region}
        for one in (cast.school_a, cast.ministry)
    )
    mms = {"organization": cast.mms_a, "municipality": cast.municipality_a, "region": cast.region}
    StatusFlag.objects.create(flag="shnor", valid_from=date(2024, 9, 1), valid_to=date(2025, 8, 31), **a)
    StatusFlag.objects.create(flag="shnsu", valid_from=date(2025, 9, 1), **a)
    SiteStatus.objects.create(kind="rip", valid_from=BEFORE, valid_to=date(2024, 12, 31), **a)
    SiteStatus.objects.create(kind="mmrc", valid_from=IN, **a)
    Agreement.objects.create(number="1", signed_on=BEFORE, valid_to=date(2025, 6, 30), **mms)
    Agreement.objects.create(number="2", signed_on=END, **mms)
    NormativeAct.objects.create(title="Приказ", number="1", signed_on=IN, **ministry)
    NormativeAct.objects.create(title="План", number="2", signed_on=IN, **mms)
    NormativeAct.objects.create(title="План", number="3", signed_on=BEFORE, **mms)
    Headcount.objects.create(on_date=IN, pedagogues=5, **a)
    Headcount.objects.create(on_date=END, pedagogues=6, **a)


def staff(cast: Cast) -> None:
    """A young specialist, categories, appointments."""
    make.make_person(cast.school_a, birth_date=date(2000, 1, 1), career_start=date(2024, 9, 1), start=date(2024, 9, 1))
    AttestationCategory.objects.create(person=cast.teacher, category="first", assigned_on=IN)
    AttestationCategory.objects.create(person=cast.teacher, category="highest", assigned_on=END)
    AttestationCategory.objects.create(person=cast.stranger, category="fit", assigned_on=IN)
    appointed = {"start": BEFORE, "at_organization": cast.mms_a}
    for kind in ("mms_worker", "municipal_methodist", "regional_methodist", "tutor_methodist", "expert", "jury"):
        Appointment.objects.create(person=cast.teacher, kind=kind, **appointed)
    Appointment.objects.create(person=cast.stranger, kind="expert", start=BEFORE, end=date(2024, 12, 31),
                               at_organization=cast.cnppm)  # fmt: skip


def assess(cast: Cast) -> None:
    """Sessions: two of the teacher, one each of others, one annulled, one a self-assessment."""
    make.make_session(cast.teacher, cast.cnppm, IN, scores={"Т-01": 40, "Т-02": 50})
    make.make_session(cast.teacher, cast.cnppm, END, scores={"Т-01": 90})
    make.make_session(cast.head, cast.copmkp, IN)
    make.make_session(cast.colleague, cast.cnppm, IN, annulled_on=END)
    make.make_session(cast.colleague, cast.cnppm, date(2025, 4, 1), independent=False)
    make.make_session(cast.stranger, cast.cnppm, BEFORE)


def plan(cast: Cast) -> None:
    """Routes with items."""
    session = cast.teacher.diagnosticsessions.get(completed_on=IN)
    program = make.make_program(cast.iro)
    route = make.make_route(cast.teacher, session, approved_on=IN, drafted_on=BEFORE, tutor=cast.colleague,
                            completed_on=END)  # fmt: skip
    done = make.make_item(route, program)
    done.done_on = IN
    done.save()
    other = make.make_item(route, program)
    other.kind, other.done_on = "informal", END
    other.save()
    make.make_route(cast.teacher, session, approved_on=END)
    make.make_route(cast.head, None, approved_on=IN)
    make.make_route(cast.colleague, None, approved_on=IN, cancelled_on=IN)
    make.make_route(cast.stranger, None, approved_on=BEFORE)


def teach(cast: Cast) -> None:
    """Programmes and trainings."""
    quality = make.make_program(cast.iro, theme="управление качеством образования")
    unit = make.make_program(cast.cnppm, kind="pp", runs_from=date(2024, 1, 1), runs_to=IN)
    outer = make.make_program(cast.copmkp)
    make.make_entry(quality, IN)
    make.make_entry(unit, BEFORE, date(2025, 2, 1))
    make.make_enrollment(cast.head, quality, IN, date(2025, 4, 1))
    make.make_enrollment(cast.teacher, quality, BEFORE, date(2025, 2, 28))
    make.make_enrollment(cast.teacher, unit, IN, IN)
    make.make_enrollment(cast.stranger, outer, IN, END)
    make.make_enrollment(cast.colleague, outer, BEFORE, BEFORE)


def gather(cast: Cast) -> None:
    """An event of every kind with its people, and mentoring pairs."""
    kinds = ("skill_contest", "contest", "seminar", "webinar", "master_class", "internship", "conference", "forum",
             "young_school", "methodical_day", "readings", "festival", "other")  # fmt: skip
    made = {kind: make.make_event(cast.mms_a, IN, kind=kind) for kind in kinds}
    levels = ("institutional", "regional", "federal")
    old = [make.make_event(cast.cnppm, BEFORE, level=level, supports_young=level == "regional") for level in levels]
    for organizer in (cast.iro, make.make_organization(cast.iro.municipality, "umo")):
        make.make_event(organizer, IN, level="regional")
    made["young_school"].supports_young = True
    made["young_school"].save()
    young = cast.teacher.__class__.objects.get(birth_date=date(2000, 1, 1))
    won = make.make_participation(made["skill_contest"], cast.teacher, "winner")
    make_certificate(won, issued_on=END)
    make_registration(made["forum"], cast.teacher)
    make_registration(made["forum"], cast.stranger, "waiting")
    make_registration(made["forum"], cast.colleague, "withdrawn")
    make.make_participation(made["skill_contest"], cast.head, "jury")
    make.make_participation(made["internship"], cast.teacher)
    make.make_participation(made["forum"], cast.colleague, "experience")
    make.make_participation(made["forum"], cast.school_b)
    make.make_participation(made["young_school"], young)
    make.make_participation(old[0], cast.stranger, on_date=END, passed=True)
    make.make_participation(old[1], cast.stranger)
    closed = {"outcome_text": "Итог", "closed_on": IN}
    done = make.make_pair(cast.teacher, young, BEFORE, end=IN, outcome="done", **closed)
    early = {"end": date(2024, 12, 31), "outcome": "early", **closed}
    make.make_meeting(make.make_pair(cast.colleague, cast.stranger, BEFORE, **early), BEFORE)
    mentor(cast, done)


def mentor(cast: Cast, pair: MentoringPair) -> None:
    """What a pair has done, the programme, the mentoring of a team."""
    for held in (True, True, False):
        make.make_meeting(pair, IN, held=held)
    make.make_pair_item(pair, done_on=IN)
    make.make_pair_item(pair, "Ещё не сделан")
    mms = {"organization": cast.mms_a, "municipality": cast.municipality_a, "region": cast.region}
    for title, state in (("Действует", "active"), ("Готовится", "draft")):
        MentoringProgram.objects.create(
            **mms, title=title, sort_key=title, start=BEFORE, state=state, act_number="1", act_on=BEFORE
        )
    contract = {"contract_number": "4", "contract_on": IN, "internship_from": IN}
    make.make_team(cast.school_a, cast.school_b, **contract)
    make.make_team(cast.school_a2, cast.school_b)


@pytest.fixture
def world(db: None) -> Cast:
    with acting(SYSTEM):
        cast = make_cast()
        for part in (hold, staff, assess, plan, teach, gather):
            part(cast)
    return cast


def counted(place: Place, year: int = 2025) -> dict[str, int]:
    """Every counter of a place in a year, asked by nobody in particular: counting acts by itself."""
    term = date(year, 1, 1), date(year, 12, 31)
    return {counter.code: counter.count(place, *term) for counter in counters.every()}


def test_counters_count_their_world(world: Cast) -> None:
    region, a, school = world.region.pk, world.municipality_a.pk, world.school_a.pk
    asked = [(Place(region), 2025), (Place(region, a), 2025), (Place(region, a, school), 2025), (Place(region), 2024)]
    columns = [counted(place, year) for place, year in asked]
    assert {code: tuple(column[code] for column in columns) for code in columns[0]} == NUMBERS


def test_counters_count_another_region_apart(world: Cast) -> None:
    found = counted(Place(world.foreign_region.pk))
    assert {code: number for code, number in found.items() if number} == {
        "educational_organizations": 1,
        "organizations": 1,
        "pedagogues": 1,
        "staff": 1,
    }


def test_counter_counts_everywhere_where_no_place_is_named(world: Cast) -> None:
    assert counters.get("educational_organizations").count(Place(), START, END) == 4


def test_counter_leads_to_the_rows_it_counts(world: Cast) -> None:
    place = Place(world.region.pk, world.municipality_a.pk)
    url = counters.get("self_assessments").url(place, START, END)
    expected = "/diagnostics/?kind=self&completed_from=01.01.2025&completed_to=31.12.2025&municipality="
    assert url == f"{expected}{world.municipality_a.pk}"


def test_counter_leads_nowhere_where_a_list_cannot_show_the_rows(world: Cast) -> None:
    a = Place(world.region.pk, world.municipality_a.pk)
    assert counters.get("deficits").url(a, START, END) is None
    assert counters.get("events").url(a, START, END) is None
    assert counters.get("young").url(Place(world.region.pk), START, date(2020, 12, 31)) is None
    assert counters.get("young").url(Place(world.region.pk), START, date(2999, 12, 31)) == "/teachers/?young=yes"


def test_every_list_of_a_counter_knows_the_filters_it_is_given() -> None:
    wrong = []
    for counter in (one for one in counters.every() if one.page):
        app, _, page = counter.page.partition(":")
        resource = resources.get(f"{app}.{page.removesuffix('_list')}")
        known = set(resource.filterset.base_filters) if resource.filterset else set()
        asked = {part.split("=")[0] for part in counter.query.split("&") if part}
        wrong += [(counter.code, name) for name in (asked | counter.narrows) - known]
    assert wrong == []


def test_counter_is_found_by_code_and_by_title_without_case() -> None:
    assert counters.find("ROUTES_APPROVED") is counters.get("routes_approved")
    assert counters.find(" утверждено  ИОМ ") is counters.get("routes_approved")
    assert counters.find("число звёзд") is None


def test_counter_says_its_number_in_words() -> None:
    assert counters.get("sessions").text(1022).replace("\u202f", " ").replace("\xa0", " ") == "1 022 диагностики"
    assert counters.get("teams_trained").word(5) == "команд"


def test_counter_declared_twice_is_refused() -> None:
    known = counters.get("events")
    with pytest.raises(ValueError, match="declared twice"):
        counters.add(Counter("events_again", known.title, known.words, known.rows, known.group))
    with pytest.raises(ValueError, match="declared twice"):
        counters.add(Counter("events", "Иное", known.words, lambda place, start, end: known.rows(place, start, end),
                             known.group))  # fmt: skip


def test_counters_offer_themselves_by_group() -> None:
    offered = dict(counters.choices())
    assert offered["routes_approved"] == "Маршруты: Утверждено ИОМ"
    assert list(offered) == [counter.code for counter in counters.every()]
