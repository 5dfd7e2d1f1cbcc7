"""Demand: deficits that no programme of the ФР covers, asked of an institute and answered row by row."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from apps.core.actor import acting, system
from apps.core.documents.formats import DocumentFormat, render
from apps.core.models import HistoryEntry, Notification
from apps.programs.models import Program
from apps.routes.demand.document import document
from apps.routes.demand.gather import Need, gather
from apps.routes.enums import AnswerState, DemandBy
from apps.routes.models import DemandRequest, DemandRow
from apps.routes.services import demand
from apps.teachers.models import Person, Subject
from tests import factories as make
from tests.cast import Cast
from tests.core.web.checks import assert_constant_queries, log_in, text_of

pytestmark = pytest.mark.django_db
SYSTEM = system("test")
DAY = date(2026, 3, 1)
GAP = "Т-Н"


def people(school: Any, number: int, on: date = date(2026, 2, 1), scores: dict[str, int] | None = None) -> list[Person]:
    """So many people of a school with a session of the centre."""
    made = [make.make_person(school) for _ in range(number)]
    for one in made:
        make.make_session(one, CAST["cast"].cnppm, on, scores=scores or {GAP: 40})
    return made


CAST: dict[str, Cast] = {}


@pytest.fixture
def lacking(cast: Cast) -> Cast:
    """Six people of А and three of ten of Б lack what nobody teaches; all of them what a programme of the ФР does."""
    CAST["cast"] = cast
    with acting(SYSTEM):
        covered = make.make_competence("Т-01")
        program = make.make_program(cast.iro)
        program.competences.add(covered)
        make.make_entry(program, date(2024, 1, 1))
        people(cast.school_a, 6, scores={GAP: 40, "Т-01": 40})
        people(cast.school_b, 3, scores={GAP: 40, "Т-01": 40})
        people(cast.school_b, 7, scores={GAP: 90})
    return cast


def found(cast: Cast, by: DemandBy = DemandBy.MUNICIPALITY, day: date = DAY) -> tuple[list[Need], int]:
    with acting(cast.actor("cnppm")):
        needs = gather(cast.region.pk, day, by)
    return needs.rows, needs.left_out


def form(cast: Cast, **values: Any) -> DemandRequest:
    with acting(cast.actor("cnppm")):
        return demand.form_request(institute=cast.iro, by="municipality", day=DAY, norm=Decimal("1500.50"), **values)


def gap() -> int:
    with acting(SYSTEM):
        return make.make_competence(GAP).pk


def test_what_no_programme_covers_is_counted_and_small_groups_are_left_out(lacking: Cast) -> None:
    assert found(lacking) == ([Need(gap(), "Район А", 6)], 3)


def test_small_groups_are_put_together(lacking: Cast) -> None:
    with acting(SYSTEM):
        other = make.make_municipality(lacking.region, "99603000", "Район В")
        school = make.make_organization(other)
        people(school, 2)
        people(school, 3, scores={GAP: 90})
    assert found(lacking) == ([Need(gap(), "Район А", 6), Need(gap(), "прочие муниципалитеты", 5)], 0)


def test_group_that_would_give_a_small_one_away_is_put_together_with_it(lacking: Cast) -> None:
    """The whole region's deficits are told by the map: without Б the rest of them would be those of the two of В."""
    with acting(SYSTEM):
        other = make.make_municipality(lacking.region, "99603000", "Район В")
        people(make.make_organization(other), 2)
        people(lacking.school_b, 5)
    rows, left_out = found(lacking)
    assert (rows, left_out) == ([Need(gap(), "Район Б", 8), Need(gap(), "прочие муниципалитеты", 8)], 0)


def test_history_of_a_request_does_not_tell_how_many_were_left_out(lacking: Cast) -> None:
    made = form(lacking)
    with acting(SYSTEM):
        entry = HistoryEntry.objects.get(verb="form_request", object_ref=str(made.pk))
    assert ("left_out" in entry.after, made.left_out) == (False, 3)


def test_programme_counts_while_it_stands_in_the_registry(lacking: Cast) -> None:
    with acting(SYSTEM):
        new = make.make_program(lacking.iro)
        new.competences.add(gap())
        assert found(lacking)[0] == [Need(gap(), "Район А", 6)]
        make.make_entry(new, DAY, date(2026, 4, 1))
    assert (found(lacking), found(lacking, day=date(2026, 4, 1))[0]) == (([], 0), [Need(gap(), "Район А", 6)])


def test_state_of_a_person_is_that_of_the_last_counting_session(lacking: Cast) -> None:
    with acting(SYSTEM):
        healed, kept, old = people(lacking.school_a, 3)
        make.make_session(healed, lacking.cnppm, date(2026, 2, 20), scores={GAP: 90})
        make.make_session(kept, lacking.cnppm, date(2026, 2, 20), scores={GAP: 90}, independent=False)
        make.make_session(old, lacking.cnppm, date(2026, 2, 20), scores={GAP: 90}, annulled_on=date(2026, 2, 25))
        people(lacking.school_a, 1, date(2023, 3, 1))
    assert found(lacking)[0] == [Need(gap(), "Район А", 8)]


def test_people_are_counted_by_subject(lacking: Cast) -> None:
    with acting(SYSTEM):
        subject = Subject.objects.first()
        assert subject is not None
        for one in Person.objects.filter(organization=lacking.school_a, diagnosticsessions__scores__competence=gap())[
            :5
        ]:
            one.employments.get(is_main=True).subjects.add(subject)
    assert found(lacking, DemandBy.SUBJECT) == ([Need(gap(), subject.name, 5)], 4)


def test_request_is_frozen_and_costed(lacking: Cast) -> None:
    made = form(lacking, wish_hours=36)
    with acting(SYSTEM):
        people(lacking.school_a, 4)
        rows = list(made.rows.values_list("group", "people", "cost"))
    assert (rows, made.left_out) == ([("Район А", 6, Decimal("9003.00"))], 3)


def test_nothing_to_ask_is_told(cast: Cast) -> None:
    with acting(cast.actor("cnppm")), pytest.raises(ValidationError, match="Просить нечего"):
        demand.form_request(institute=cast.iro, by="subject", day=DAY, norm=Decimal(1))
    with acting(cast.actor("cnppm")), pytest.raises(ValidationError, match="институту"):
        demand.form_request(institute=cast.ministry, by="subject", day=DAY, norm=Decimal(1))


@pytest.fixture
def sent(lacking: Cast) -> DemandRequest:
    made = form(lacking)
    with acting(lacking.actor("cnppm")):
        return demand.send_request(made, sent_on=DAY)


def row_of(request: DemandRequest) -> DemandRow:
    with acting(SYSTEM):
        return request.rows.get()


def test_sent_request_rings_the_institute_and_stands_still(lacking: Cast, sent: DemandRequest) -> None:
    with acting(SYSTEM):
        told = Notification.objects.get(user=lacking.grants["iro"].user).text
    assert told == f"Пришла заявка № {sent.number} на новые программы: 1\u00a0строка"
    for change in (
        lambda: demand.update_request(sent, wish_hours=72),
        lambda: demand.remove_request(sent),
        lambda: demand.send_request(sent, sent_on=DAY),
    ):
        with acting(lacking.actor("cnppm")), pytest.raises(ValidationError, match="уже отправлена"):
            change()


def test_institute_answers_and_the_centre_is_told(lacking: Cast, sent: DemandRequest) -> None:
    with acting(SYSTEM):
        program = make.make_program(lacking.iro, title="Новая программа")
    row = row_of(sent)
    with acting(lacking.actor("iro")):
        demand.answer_row(row, state=AnswerState.WORK, answered_on=DAY)
        demand.answer_row(row, state=AnswerState.TAKEN, program=program, answered_on=DAY)
    with acting(SYSTEM):
        row.refresh_from_db()
        told = Notification.objects.filter(user=lacking.grants["cnppm"].user, text__startswith="Институт ответил")
        assert (row.state, row.program_id, told.count()) == ("taken", program.pk, 1)


@pytest.mark.parametrize(
    ("role", "values", "words"),
    [
        ("cnppm", {"state": "work"}, "отвечает институт"),
        ("iro", {"state": "taken"}, "Назовите программу"),
        ("iro", {"state": "declined"}, "почему"),
    ],
)
def test_answer_that_says_nothing_is_refused(
    lacking: Cast, sent: DemandRequest, role: str, values: dict[str, str], words: str
) -> None:
    with acting(lacking.actor(role)), pytest.raises(ValidationError, match=words):
        demand.answer_row(row_of(sent), answered_on=DAY, **values)  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", list(DocumentFormat))
def test_document_is_drawn_in_each_form(lacking: Cast, sent: DemandRequest, kind: DocumentFormat) -> None:
    with acting(lacking.actor("iro")):
        assert len(render(document(sent), kind)) > 2000


@pytest.fixture
def centre(lacking: Cast) -> Client:
    return log_in(lacking, "cnppm")


def test_whole_way_of_a_request_on_the_pages(lacking: Cast, centre: Client) -> None:
    form = {"institute": str(lacking.iro.pk), "by": "municipality", "day": "01.03.2026", "norm": "1000"}
    made = centre.post("/routes/demand/create/", form)
    assert made.status_code == 302
    page = made.headers["Location"]
    institute = log_in(lacking, "iro")
    assert institute.get(page).status_code == 404
    centre.post(f"{page}do/send/", {"sent_on": "02.03.2026", "confirmed": "yes"})
    assert "6 000,00 ₽" in text_of(institute.get(page))
    assert "Район А" in text_of(institute.get(f"{page}?tab=document"))
    assert "Строки заявок на программы ждут ответа" in text_of(institute.get("/"))
    with acting(SYSTEM):
        row = DemandRow.objects.get()
    answer = {"state": "declined", "reason": "Нет преподавателей", "answered_on": "05.03.2026"}
    institute.post(f"/routes/demand/rows/{row.pk}/do/answer/", answer)
    assert "Нет преподавателей" in text_of(centre.get(f"/routes/demand/rows/{row.pk}/"))
    assert "отвечена" in text_of(centre.get("/routes/demand/?state=answered"))


@pytest.mark.parametrize("role", ["ministry", "moo", "methodist", "teacher", "operator", "umo"])
def test_requests_are_not_for_others(lacking: Cast, sent: DemandRequest, role: str) -> None:
    browser = log_in(lacking, role)
    assert [browser.get(url).status_code for url in ("/routes/demand/", f"/routes/demand/{sent.pk}/")] == [403, 403]


def test_institute_forms_no_request(lacking: Cast, sent: DemandRequest) -> None:
    browser = log_in(lacking, "iro")
    assert browser.get("/routes/demand/create/").status_code == 403
    assert browser.get(f"/routes/demand/{sent.pk}/edit/").status_code == 403


def test_lists_ask_the_same_number_of_questions_for_one_row_and_three(lacking: Cast, centre: Client) -> None:
    def make_row() -> None:
        with acting(lacking.actor("cnppm")):
            demand.form_request(institute=lacking.iro, by="municipality", day=DAY, norm=Decimal(1))

    for url, queries in {"/routes/demand/": 7, "/routes/demand/rows/": 8}.items():
        assert_constant_queries(centre, url, make_row, queries=queries)
    with acting(SYSTEM):
        assert Program.objects.count() == 1
