"""Certificates: numbers in sequence, the check, evidence, the plan, support of the young, reminders."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, time
from threading import Barrier
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client

from apps.core.actor import Actor, acting, system
from apps.core.documents.formats import DocumentFormat, render
from apps.core.models import HistoryEntry, Notification
from apps.events import support
from apps.events.documents import certificate as paper
from apps.events.documents import plan
from apps.events.models import CertificateSeries, Event, EventCertificate, EventEvidence
from apps.events.services import certificates
from apps.events.services.reminding import remind_by_calendar
from apps.organizations.selectors import short_name
from apps.teachers.models import Person
from tests import factories as make
from tests.cast import Cast, make_cast
from tests.core.web.checks import assert_constant_queries, text_of
from tests.events.conftest import Browse
from tests.events.rows import make_registration

SYSTEM = system("test")
DAY, ISSUED = date(2024, 2, 1), date(2024, 2, 5)


def held(cast: Cast, *names: str, organizer: str = "mms_a") -> Event:
    """An event with these people of the cast."""
    with acting(SYSTEM):
        event = make.make_event(getattr(cast, organizer), DAY, title="Ярмарка")
        for name in names:
            make.make_participation(event, getattr(cast, name))
        make.make_participation(event, cast.school_a2)
    return event


def issue(cast: Cast, event: Event, on: date = ISSUED, role: str = "methodist") -> int:
    with acting(cast.actor(role)):
        return certificates.issue_certificates(event, issued_on=on)


def numbers() -> list[tuple[str, str]]:
    with acting(SYSTEM):
        rows = EventCertificate.objects.order_by("issued_on", "number")
        return [(one.registration_number, one.person.last_name) for one in rows]


@pytest.mark.django_db
def test_people_get_numbers_in_the_order_of_names_once(cast: Cast) -> None:
    event = held(cast, "teacher", "colleague")
    assert issue(cast, event) == 2
    with pytest.raises(ValidationError, match="Выдавать некому"):
        issue(cast, event)
    issue(cast, held(cast, "head"), date(2025, 1, 10))
    assert numbers() == [("1/2024", "Коллегина"), ("2/2024", "Своева"), ("1/2025", "Директорова")]
    with acting(SYSTEM):
        assert Notification.objects.get().text.startswith("Выдан сертификат участника: «Ярмарка»")


@pytest.mark.django_db
def test_certificates_are_the_organizer_s_and_not_before_the_event(cast: Cast) -> None:
    event = held(cast, "teacher")
    for role in ("operator", "teacher", "iro"):
        with pytest.raises(ValidationError, match="ведёт его организатор"):
            issue(cast, event, role=role)
    with pytest.raises(ValidationError, match="Раньше начала"):
        issue(cast, event, date(2024, 1, 1))
    with acting(SYSTEM):
        assert not CertificateSeries.objects.filter(last__gt=0).exists()
    assert issue(cast, held(cast, "stranger", organizer="iro"), role="iro") == 1
    with acting(cast.actor("iro")):
        made = EventCertificate.objects.get()
        assert "Ярмарка" in paper.document(made, "Посторонняя Тест").sections[0].blocks[1].text  # type: ignore[union-attr]


@pytest.mark.django_db
def test_annulled_certificate_keeps_its_number_and_another_one_is_given(cast: Cast) -> None:
    event = held(cast, "teacher")
    issue(cast, event)
    with acting(cast.actor("methodist")):
        made = EventCertificate.objects.get()
        with pytest.raises(ValidationError, match="Раньше выдачи"):
            certificates.annul_certificate(made, on=DAY, reason="Ошибка")
        certificates.annul_certificate(made, on=ISSUED, reason="Ошибка в фамилии")
        with pytest.raises(ValidationError, match="уже аннулирован"):
            certificates.annul_certificate(made, on=ISSUED, reason="Ещё раз")
    issue(cast, event)
    assert [number for number, _ in numbers()] == ["1/2024", "2/2024"]


@pytest.mark.django_db
def test_check_needs_number_and_code_and_tells_the_initials_only(cast: Cast) -> None:
    issue(cast, held(cast, "teacher"))
    with acting(SYSTEM):
        made = EventCertificate.objects.get()
        entries = HistoryEntry.objects.filter(object_kind="events.eventcertificate")
        assert [made.check_code in str(entry.after) for entry in entries] == [False]
    visitor = Client()
    found = text_of(visitor.get("/events/check/", {"number": " 1/2024", "code": made.check_code.lower()}))
    assert ("Сертификат подлинный" in found, "Своева Т." in found, "Своева Тест" in found) == (True, True, False)
    assert ("Ярмарка" in found, "Школа А-1" in found) == (True, False)
    for query in ({"number": "1/2024", "code": "НЕТ"}, {"number": "2/2024", "code": made.check_code}):
        assert "с таким номером и кодом нет" in text_of(visitor.get("/events/check/", query))
    with acting(SYSTEM):
        EventCertificate.objects.update(annulled_on=ISSUED, annulled_reason="Ошибка")
    again = text_of(visitor.get("/events/check/", {"number": "1/2024", "code": made.check_code}))
    assert "Сертификат аннулирован 05.02.2024" in again


@pytest.mark.django_db
def test_certificate_is_a_document_with_its_number_and_code(cast: Cast) -> None:
    issue(cast, held(cast, "teacher"))
    with acting(cast.actor("teacher")):
        made = EventCertificate.objects.get()
        tree = paper.document(made, "Своева Тест")
        assert render(tree, DocumentFormat.DOCX)[:2] == b"PK"
    texts = [block.text for block in tree.sections[0].blocks]  # type: ignore[union-attr]
    assert (tree.requisites.number, made.check_code in texts[-1], len(made.check_code)) == ("1/2024", True, 10)


@pytest.mark.django_db
def test_evidence_is_put_beside_one_s_own_event(browse: Browse, cast: Cast) -> None:
    event = held(cast)
    file = SimpleUploadedFile("Фото.jpg", b"picture", "image/jpeg")
    browser, url = browse("methodist"), "/events/evidence/create/"
    empty = browser.post(url, {"event": str(event.pk)})
    assert list(empty.context["form"].errors) == ["text"]
    browser.post(url, {"event": str(event.pk), "text": "Участники", "file": file})
    with acting(SYSTEM):
        row = EventEvidence.objects.get()
    page: Any = browser.get(f"/events/evidence/{row.pk}/file/")
    assert (b"".join(page.streaming_content), row.file_name) == (b"picture", "Фото.jpg")
    bad = {"event": str(event.pk), "file": SimpleUploadedFile("а.exe", b"x")}
    assert list(browser.post(url, bad).context["form"].errors) == ["file"]
    with acting(SYSTEM):
        theirs = make.make_event(cast.school_b, DAY)
    assert list(browser.post(url, {"event": str(theirs.pk), "text": "Чужое"}).context["form"].errors) == ["event"]
    browser.post(f"/events/evidence/{row.pk}/do/remove/", {"confirmed": "1"})
    with acting(SYSTEM):
        assert not EventEvidence.objects.exists()


@pytest.mark.django_db
def test_plan_of_a_year_stands_by_months(cast: Cast) -> None:
    with acting(SYSTEM):
        make.make_event(cast.mms_a, date(2024, 3, 4), title="Мартовское", audience="учителя", responsible="Методист")
        make.make_event(cast.mms_a, DAY, title="Сбор", cancelled_on=DAY, cancel_reason="Карантин")
        rows = Event.objects.annotate(organizer=short_name()).order_by("start")
        tree = plan.document(2024, rows, "ММС", ISSUED)
    tables: list[Any] = [section.blocks[0] for section in tree.sections[1:]]
    captions = [table.caption.replace("\u00a0", " ") for table in tables]
    lines = [table.rows[0].cells for table in tables]
    assert captions == ["Февраль: 1 мероприятие", "Март: 1 мероприятие"]
    assert lines[0][0] == "Сбор (семинар) — отменено 01.02.2024: Карантин"
    assert lines[1] == ("Мартовское (семинар)", "04.03.2024", "муниципальный", "ММС района А", "учителя", "Методист")


@pytest.mark.django_db
def test_plan_page_takes_the_filters_and_gives_files(browse: Browse, cast: Cast) -> None:
    with acting(SYSTEM):
        make.make_event(cast.mms_a, DAY, title="Ярмарка")
        make.make_event(cast.mms_a, DAY, title="Состязание", kind="contest")
    page = text_of(browse("ministry").get("/events/plan/?year=2024&kind=contest"))
    assert ("Состязание" in page, "Ярмарка" in page) == (True, False)
    assert browse("ministry").post("/events/plan/file/?year=2024", {"form": "docx"}).status_code == 302
    assert browse("ministry").post("/events/plan/file/?year=2024", {"form": "exe"}).status_code == 404


@pytest.mark.django_db
def test_support_of_the_young_counts_forms_and_whom_none_reaches(browse: Browse, cast: Cast) -> None:
    born: dict[str, Any] = {"birth_date": date(2000, 1, 1), "career_start": date(2024, 9, 1)}
    start, end = date(2025, 1, 1), date(2025, 12, 31)
    with acting(SYSTEM):
        first, second, third = (make.make_person(cast.school_a, **born) for _ in range(3))
        event = make.make_event(cast.mms_a, date(2025, 2, 1), kind="young_school", supports_young=True)
        make.make_participation(event, first)
        make.make_participation(make.make_event(cast.mms_a, date(2025, 2, 1)), third)
        make.make_pair(cast.colleague, first, date(2024, 9, 1))
        make.make_pair(cast.colleague, second, date(2024, 9, 1), end=date(2025, 1, 1))
        ours = Person.objects.filter(pk__in=[first.pk, second.pk, third.pk])
        met = support.reached(ours, start, end)
        found = support.forms(ours, Event.objects.all(), start, end)
    with acting(SYSTEM):
        assert set(met) == {first, second}
    assert [(form.title, form.held, form.reached) for form in found] == [
        ("школа молодого педагога", 1, 1),
        ("наставничество: наставник – молодой специалист", 2, 2),
    ]
    page = text_of(browse("methodist").get("/events/young/?period=2025"))
    assert ("66,7 % (2 из 3)" in page, "Ни одна форма не дошла: 1 человек" in page) == (True, True)


@pytest.mark.django_db
def test_registered_are_reminded_of_tomorrow_once(cast: Cast) -> None:
    with acting(SYSTEM):
        event = make.make_event(cast.mms_a, DAY, title="Ярмарка", begins=time(15), place="Зал")
        make_registration(event, cast.teacher)
        told = [remind_by_calendar(day) for day in (date(2024, 1, 30), date(2024, 1, 31), date(2024, 1, 31))]
        text = Notification.objects.get().text.replace("\u00a0", " ")
    assert (told, text) == ([0, 1, 0], "Завтра в 15:00 — мероприятие «Ярмарка» 01.02.2024, Зал")


@pytest.mark.django_db
def test_pages_ask_the_same_number_of_questions_for_one_row_and_three(browse: Browse, cast: Cast) -> None:
    event = held(cast)

    def make_row() -> None:
        person = make.make_person(cast.school_a)
        made = make.make_participation(make.make_event(cast.mms_a, DAY, supports_young=True), person)
        make.make_participation(event, person)
        certificates.issue(made.event, made, issued_on=ISSUED)
        place = {"organization": cast.mms_a, "municipality": cast.municipality_a, "region": cast.region}
        EventEvidence.objects.create(**place, event=event, text="Фото", added_on=DAY, added_by="Тест")

    pages = {
        "/events/certificates/": 8,
        "/events/evidence/": 7,
        "/events/plan/?year=2024": 6,
        "/events/young/?period=2024": 9,
        f"/events/{event.pk}/results/": 11,
        f"/events/{event.pk}/?tab=results": 15,
    }
    for url, queries in pages.items():
        assert_constant_queries(browse("methodist"), url, make_row, queries=queries)


TOGETHER = 8


def test_certificates_at_once_leave_no_gap_and_no_repeat(committed: None) -> None:
    with acting(SYSTEM):
        cast = make_cast()
    events = [held(cast, "teacher") for _ in range(TOGETHER)]
    empty = held(cast)
    actor, barrier = cast.actor("methodist"), Barrier(TOGETHER + 1)
    with ThreadPoolExecutor(TOGETHER + 1) as pool:
        said = list(pool.map(lambda event: attempt(actor, barrier, event), [*events, empty]))
    assert sorted(said) == sorted([*["1"] * TOGETHER, certificates.NOBODY])
    assert sorted(number for number, _ in numbers()) == sorted(f"{n}/2024" for n in range(1, TOGETHER + 1))


def attempt(actor: Actor, barrier: Barrier, event: Event) -> str:
    """Issue at the same moment as the others, over a connection of its own."""
    try:
        barrier.wait()
        with acting(actor):
            return str(certificates.issue_certificates(event, issued_on=ISSUED))
    except ValidationError as error:
        return str(error.messages[0])
    finally:
        connection.close()
