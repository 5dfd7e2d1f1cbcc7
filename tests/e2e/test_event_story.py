"""An event from the registration on a phone to the certificate in the hand."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from apps.core.actor import acting, system
from apps.events.models import Event, EventCertificate, Participation
from tests import factories as make
from tests.cast import Cast
from tests.e2e.conftest import PHONE, Browse
from tests.e2e.steps import follow, touch

pytestmark = pytest.mark.slow
SYSTEM = system("test")
TITLE = "Ярмарка практик"


def register(page: Page, event: Event) -> None:
    """On a phone: the calendar as a list of days, one button on the card."""
    page.goto(f"/events/calendar/?month={event.start:%Y-%m}")
    expect(page.locator(".calendar-box")).to_be_hidden()
    follow(page.locator(".calendar-phone").get_by_role("link", name=TITLE).first)
    page.goto(f"/events/{event.pk}/?tab=visit")
    follow(page.get_by_role("button", name="Записаться"))
    expect(page.get_by_text("Вы записаны.").first).to_be_visible()
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= PHONE["width"]


def mark(page: Page, event: Event) -> None:
    """The methodist marks everybody at once and gives out the certificates."""
    page.goto(f"/events/{event.pk}/attendance/")
    follow(page.get_by_role("link", name="Все записанные пришли"))
    follow(page.get_by_role("button", name="Сохранить явку"))
    expect(page.get_by_text("Явка сохранена, изменено отметок: 1.")).to_be_visible()
    page.goto(f"/events/{event.pk}/do/certificates/")
    follow(page.locator("main").get_by_role("button", name="Выдать сертификаты"))
    expect(page.get_by_text("Сертификаты выданы.")).to_be_visible()


def take_certificate(page: Page, certificate: EventCertificate) -> bytes:
    """The teacher asks for the file and takes it when the worker has made it."""
    page.goto(f"/events/certificates/{certificate.pk}/?tab=file")
    follow(page.get_by_role("button", name="PDF", exact=True))
    link = page.get_by_role("link", name="Скачать").first
    expect(link).to_be_visible(timeout=60_000)
    with page.expect_download() as found:
        touch(link)
    return found.value.path().read_bytes()


def test_teacher_registers_comes_and_takes_the_certificate(people: Cast, browse: Browse, worker: object) -> None:
    today = timezone.localdate()
    with acting(SYSTEM):
        event = make.make_event(people.mms_a, today, title=TITLE, registration=True, end=today + timedelta(days=1))
    teacher = browse("teacher", PHONE)
    register(teacher, event)
    mark(browse("methodist"), event)
    with acting(SYSTEM):
        assert Participation.objects.get(event=event).person_id == people.teacher.pk
        certificate = EventCertificate.objects.get()
    assert take_certificate(teacher, certificate)[:5] == b"%PDF-"
    teacher.goto(f"/events/check/?number={certificate.registration_number}&code={certificate.check_code}")
    expect(teacher.get_by_text("Сертификат подлинный")).to_be_visible()
