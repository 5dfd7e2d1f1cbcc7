"""What the demonstration shows of passports: invented results of schools, an agreed passport and one being filled.

The results depend a little on the school's figures in the year's report and mostly on chance, as in life. Everything
here asks first, so a second run changes nothing.
"""

import random
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from django.urls import reverse
from django.utils import timezone

from apps.core.actor import Actor, acting
from apps.core.models import Notification
from apps.monitoring.generation.plan import last_full_year
from apps.organizations.models import Organization, Profile
from apps.organizations.services.records import place_of
from apps.passport.enums import Exam, MoneySource, PartKind, ResourceKind
from apps.passport.models import Part, Passport, StudentResult
from apps.passport.registry import entered_by
from apps.passport.selectors.correlation import Links, year_report
from apps.passport.services import parts, passports

ACTOR = Actor(key="system:make_demo_region", label="Вымышленный ответственный")
SUBJECTS = {
    Exam.EGE: (("Русский язык", 61), ("Математика", 54)),
    Exam.OGE: (("Русский язык", 68), ("Математика", 57)),
    Exam.VPR: (("Математика", 63),),
}
INFLUENCE, NOISE = 0.45, 5.0
LOWEST, HIGHEST = 15, 98
SCALE = {PartKind.CNPPM: 6, PartKind.IRO: 20, PartKind.MMS: 2}
PURPOSES = {
    PartKind.CNPPM: ((MoneySource.REGIONAL, "Диагностика и сопровождение маршрутов", 4200),),
    PartKind.IRO: (
        (MoneySource.REGIONAL, "Программы повышения квалификации", 18600),
        (MoneySource.FEDERAL, "Оснащение и обучение по федеральному проекту", 7400),
        (MoneySource.OWN, "Платные программы", 2100),
    ),
    PartKind.MMS: ((MoneySource.MUNICIPAL, "Методические дни и конкурсы", 310),),
}


def tell(profile: Profile, today: date) -> None:
    """The results and passports of a profile that are not there yet."""
    last = last_full_year(today)
    with acting(ACTOR):
        for year in (last - 1, last):
            make_results(profile, year)
        if not Passport.objects.filter(profile=profile, year=last - 1).exists():
            make_agreed(profile, last - 1)
        if not Passport.objects.filter(profile=profile, year=last).exists():
            make_begun(profile, last, today)


def make_results(profile: Profile, year: int) -> None:
    """The averages of every school of the year's report."""
    report = year_report(profile, year)
    if report is None or StudentResult.objects.filter(region_id=profile.region_id, year=year).exists():
        return
    links = Links(report, region=profile.region_id, year=year)
    schools = Organization.objects.filter(pk__in=links.units, kind="school").order_by("code")
    StudentResult.objects.bulk_create(
        row for school in schools for row in results_of(school, year, effort(links, school.pk))
    )


def effort(links: Links, school: int) -> float:
    """How much of the report's indicators about people the school has reached, from 0 to 100."""
    unit = links.units[school]
    shares = [
        100 * unit.numerators[one.number] / unit.denominators[one.number]
        for one in links.measures
        if unit.denominators[one.number]
    ]
    return sum(shares) / len(shares) if shares else 0.0


def results_of(school: Organization, year: int, reached: float) -> Iterator[StudentResult]:
    """The results of one school: the same for the same school and year."""
    dice = random.Random(f"{school.code}:{year}")
    own = dice.gauss(0, NOISE)
    for exam, subjects in SUBJECTS.items():
        for subject, middle in subjects:
            score = middle + own + INFLUENCE * (reached - 50) + dice.gauss(0, NOISE / 2)
            average = Decimal(str(round(min(max(score, LOWEST), HIGHEST), 1)))
            key = {"year": year, "exam": exam, "subject": subject}
            yield StudentResult(**place_of(school), **key, average=average, participants=dice.randint(8, 70))


def make_agreed(profile: Profile, year: int) -> None:
    """A passport that has gone its whole way."""
    passport = passports.begin_passport(profile=profile, year=year, due_on=date(year + 1, 2, 15))
    for part in parts_of(passport):
        fill(part, random.Random(f"{part.name}:{year}"))
        parts.submit_part(part)
        parts.accept_part(part)
    passports.submit_passport(passport)
    passports.approve_passport(passport)
    sent = timezone.localdate(passport.decided_at)
    passports.send_passport(passport, sent_on=sent, sent_number="В-17/05")
    passports.conclude_passport(passport, agreed=True, outcome_on=sent, outcome_number="В-212")
    # The messages of a way that was walked in one night would only confuse.
    Notification.objects.filter(url=reverse("passport:passport_detail", args=(passport.pk,))).delete()
    forget_parts(passport)


def forget_parts(passport: Passport) -> None:
    """Remove the messages about the parts that were filled in one night."""
    pages = [reverse("passport:part_detail", args=(one.pk,)) for one in parts_of(passport)]
    Notification.objects.filter(url__in=pages).delete()


def make_begun(profile: Profile, year: int, today: date) -> None:
    """A passport in the middle of its way: the institute's part is accepted, every third service still works."""
    passport = passports.begin_passport(profile=profile, year=year, due_on=today + timedelta(days=10))
    for number, part in enumerate(parts_of(passport)):
        dice = random.Random(f"{part.name}:{year}")
        if part.kind == PartKind.CNPPM or number % 3 == 0:
            start(part, dice)
            continue
        fill(part, dice)
        parts.submit_part(part)
        if number % 3 == 1 or part.kind == PartKind.IRO:
            parts.accept_part(part)
        elif number % 6 == 2:
            parts.return_part(part, remark="Вымышленное замечание: уточните число учебных мест.")
    forget_parts(passport)


def parts_of(passport: Passport) -> list[Part]:
    """The parts, institutes first: their order decides what becomes of each."""
    return list(Part.objects.filter(passport=passport).select_related("passport__profile").order_by("kind", "sort_key"))


def start(part: Part, dice: random.Random) -> None:
    """Half of the figures, no list yet."""
    codes = [one.code for one in entered_by(part.kind) if not one.text]
    half = codes[: len(codes) // 2]
    parts.fill_part(part, figures=figures(part, half, dice), sources=dict.fromkeys(half, "Штатное расписание"))


def figures(part: Part, codes: list[str], dice: random.Random) -> dict[str, Decimal]:
    """Numbers that suit the size of the organization."""
    scale = SCALE[PartKind(part.kind)]
    many = {"infrastructure.seats": 14, "infrastructure.computers": 5, "infrastructure.beds": 3}
    return {code: Decimal(dice.randint(scale, 2 * scale) * many.get(code, 1)) for code in codes}


def fill(part: Part, dice: random.Random) -> None:
    """Everything: figures, money, a site, and that there are no objects worth a line of their own."""
    codes = [one.code for one in entered_by(part.kind) if not one.text]
    parts.fill_part(
        part,
        figures=figures(part, codes, dice),
        sources=dict.fromkeys(codes, "Штатное расписание и инвентарные ведомости"),
        absent=["3"],
    )
    year = part.passport.year
    for source, purpose, amount in PURPOSES[PartKind(part.kind)]:
        sums = (Decimal(round(amount * dice.uniform(0.85, 1.15))) for _ in range(2))
        for when, value in zip((year - 1, year), sums, strict=True):
            parts.add_money(part=part, money_source=source, year=when, amount=value, purpose=purpose)
    site = {"kind": ResourceKind.SITE, "title": f"Сайт: {part.name}", "owner": part.name}
    parts.add_resource(part=part, **site, purpose="Новости, планы и материалы для педагогов (вымышленный)")
