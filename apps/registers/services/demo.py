"""The registers of the demonstration: a few rows of each, at the bodies that its users stand at."""

from datetime import date, timedelta
from typing import Any

from apps.events.models import Event
from apps.organizations.enums import OrganizationKind
from apps.organizations.models import Organization, Profile
from apps.registers.models import Meeting, Practice
from apps.registers.services import registers
from apps.teachers.models import Person, Position, Subject

PRACTICES = (
    ("Наставничество «учитель — учителю»: взаимное посещение уроков", "Учителя школы", True),
    ("Читательская грамотность на каждом уроке", "Методическое объединение словесников", True),
    ("Урок одной задачи", "Учителя математики", False),
)
WANTED = ("Физика", "Математика", "Английский язык", "Физика", "Информатика", "Русский язык")
POINTS: dict[str, Any] = {"relevance": 5, "novelty": 4, "result": 5, "transfer": 4}


def make_demo_registers(profile: Profile, today: date) -> None:
    """Meetings, decisions, letters, practices and vacancies; nothing where there are some already."""
    if Meeting.objects.filter(region=profile.region).exists():
        return
    bodies = Organization.objects.filter(region=profile.region)
    centre = bodies.filter(kind=OrganizationKind.CNPPM).first()
    service = bodies.filter(kind=OrganizationKind.MMS).order_by("code").first()
    school = bodies.filter(kind=OrganizationKind.SCHOOL).order_by("code").first()
    if centre is None or service is None or school is None:
        return
    talk(centre, service, today)
    share(school, today)
    lack(school, today)


def talk(centre: Organization, service: Organization, today: date) -> None:
    """Meetings with decisions, one of them late; letters, one of them unanswered."""
    for number, (place, body) in enumerate(((centre, "regional_council"), (service, "municipal_council")), start=1):
        held = today - timedelta(days=40 * number)
        meeting = registers.meetings.add(
            organization=place,
            body=body,
            number=str(number),
            held_on=held,
            agenda="Итоги диагностики и план",
            attended=12,
        )
        registers.decide(meeting=meeting, text="Составить маршруты всем, у кого выявлены дефициты", responsible="ЦНППМ",
                         due=held + timedelta(days=30))  # fmt: skip
        done = registers.decide(meeting=meeting, text="Провести семинар для школьных методических советов",
                                responsible="ММС", due=held + timedelta(days=20))  # fmt: skip
        registers.carry_out(done, done_on=held + timedelta(days=18), outcome="Семинар проведён")
    registers.letters.add(
        organization=centre, kind="research", number="15", sent_on=today - timedelta(days=50),
        due=today - timedelta(days=20),
        subject="Данные о динамике предметных дефицитов учителей математики",
    )  # fmt: skip
    union = registers.unions.add(
        organization=service, title="Объединение учителей математики", kind="union", level="municipal",
        subject=Subject.objects.filter(name="Математика").first(), start=today - timedelta(days=700),
    )  # fmt: skip
    community = registers.unions.add(
        organization=centre, title="Сетевое сообщество учителей математики", kind="community", level="regional",
        subject=Subject.objects.filter(name="Математика").first(), start=today - timedelta(days=700),
    )  # fmt: skip
    for event in Event.objects.filter(organization=centre, start__lte=today).order_by("-start", "-pk")[:2]:
        registers.hold_event(union=community, event=event)
    for person in Person.objects.filter(municipality=service.municipality_id, managerial=False).order_by("id")[:6]:
        registers.members.add(person=person, union=union, start=today - timedelta(days=600))


def share(school: Organization, today: date) -> None:
    """Practices: in the bank and before the experts."""
    for title, authors, good in PRACTICES:
        practice: Practice = registers.practices.add(
            organization=school, title=title, authors=authors, submitted_on=today - timedelta(days=90),
            annotation="Что сделано, для кого, какой получен результат и что нужно, чтобы повторить.",
        )  # fmt: skip
        if good:
            registers.judge(practice=practice, expert="Экспертова Вымысла Вымысловна", conclusion="Рекомендовать",
                            judged_on=today - timedelta(days=60), **POINTS)  # fmt: skip
            registers.publish_practice(practice, published_on=today - timedelta(days=55))


def lack(school: Organization, today: date) -> None:
    """Vacancies of some schools and a responsible person."""
    position = Position.objects.filter(name__istartswith="учитель").first()
    around = Organization.objects.filter(region=school.region_id, kind=OrganizationKind.SCHOOL).order_by("code")
    for place, (one, name) in enumerate(zip(around, WANTED, strict=False)):
        if position is not None and (subject := Subject.objects.filter(name=name).first()):
            registers.vacancies.add(
                organization=one, position=position, subject=subject, opened_on=today - timedelta(days=30 + 7 * place)
            )
    keeper = Person.objects.filter(organization=school, managerial=True).first()
    if keeper is not None:
        registers.responsible.add(
            person=keeper, at_organization=school, area="support", act="Приказ № 12", start=today - timedelta(days=300)
        )
