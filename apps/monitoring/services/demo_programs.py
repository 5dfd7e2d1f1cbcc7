"""What the demonstration shows of programmes: structure, the way to the registry, groups, documents, opinions, effect.

Everything here asks first, so a second run changes nothing. People are those the region was made with.
"""

from datetime import date, timedelta

from django.db.models import Count, Q

from apps.organizations.enums import OrganizationKind
from apps.organizations.models import Municipality, Organization, Profile
from apps.programs.enums import Funding, PartnerRole, Step
from apps.programs.models import CourseEvaluation, Enrollment, Program, RegistryStep, StudyGroup
from apps.programs.services import documents, frdo, groups, quotas, structure
from apps.programs.services.likeness import find_likenesses
from apps.routes.services.effects import count_effects

SIZE, ISSUED, SHOWN, QUOTAS = 25, 20, 4, 5
COURSE = "Школа современного учителя"
WHO = "Вымышленный ответственный"
PARTS = ("Введение и входная диагностика", "Содержание и методика", "Практика и итоговая работа")
STEPS = ((Step.PREPARED, 150), (Step.SUBMITTED, 120), (Step.EXPERTISE, 90), (Step.INCLUDED, 0))
TOPICS = ("Входная диагностика", "Методика на примерах урока", "Практикум в группах", "Защита итоговой работы")
WORDS = ("Больше разборов уроков", "", "Удобнее было бы в каникулы", "", "Спасибо преподавателям", "")


def make_demo_programs(profile: Profile, today: date) -> None:
    """The institute's programmes with a group that is over and one that goes on; asked as the system."""
    institute = (
        Organization.objects.filter(region=profile.region_id, kind=OrganizationKind.IRO).order_by("code").first()
    )
    if institute is None or StudyGroup.objects.filter(organization=institute).exists():
        return
    done = Count("enrollments", filter=Q(enrollments__completed_on__isnull=False))
    ours = Program.objects.filter(organization=institute).annotate(done=done).order_by("-done", "code")
    for program in ours[:SHOWN]:
        describe(program)
    if (first := ours.first()) is not None:
        finished(first, today)
        going(first, today)
    share_quotas(institute, today)
    find_likenesses()
    count_effects(today)


def share_quotas(institute: Organization, today: date) -> None:
    """How many the federal platform awaits from some municipalities, and how many have applied."""
    places = Municipality.objects.filter(region=institute.region_id, regional=False, valid_to=None).order_by("sort_key")
    for place, territory in enumerate(places[:QUOTAS]):
        quotas.set_quota(
            organization=institute, year=today.year, territory=territory, course=COURSE, quota=10 + 5 * place,
            applied=9 + 4 * place, accepted=8 + 3 * place,
        )  # fmt: skip


def describe(program: Program) -> None:
    """Modules that add up to the hours, the way to the registry where an entry stands for it."""
    share = program.hours // len(PARTS)
    hours = (share, share, program.hours - 2 * share)
    for title, volume in zip(PARTS, hours, strict=True):
        if volume:
            structure.add_module(program=program, title=title, hours=volume)
    school = (
        Organization.objects.filter(region=program.region_id, kind=OrganizationKind.SCHOOL).order_by("code").first()
    )
    if school is not None:
        structure.add_partner(
            program=program, partner=school, role=PartnerRole.BASE, contract="Договор о базе практики"
        )
    Program.objects.filter(pk=program.pk).update(funding=Funding.TASK, cost=4500)
    entry = program.registry_entries.order_by("included_on").first()
    if entry is not None:
        for step, before in STEPS:
            RegistryStep.objects.create(
                program=program, step=step, on=entry.included_on - timedelta(days=before), who=WHO,
                number=entry.number if step == Step.INCLUDED else "", entry=entry if step == Step.INCLUDED else None,
            )  # fmt: skip


def finished(program: Program, today: date) -> None:
    """A group that has completed: most have their documents, what ФИС ФРДО asks is told of some."""
    rows = Enrollment.objects.filter(program=program, region=program.region_id, completed_on__lte=today)
    chosen = list(rows.order_by("-completed_on", "pk")[:SIZE])
    if not chosen:
        return
    start, end = min(one.enrolled_on for one in chosen), max(one.completed_on or today for one in chosen)
    group = groups.open_group(program=program, start=start, end=end, capacity=SIZE, curator=WHO, code="Г-01")
    Enrollment.objects.filter(pk__in=[one.pk for one in chosen]).update(group=group)
    for number, one in enumerate(chosen):
        one.group = group
        if number < ISSUED:
            documents.issue_document(one, issued_on=end)
    frdo.fill_group(group, receipt="inside", citizenship="643", area="Образование и наука")
    for number, words in enumerate(WORDS):
        marks = {
            "content": 5,
            "teachers": 5,
            "practice": 4 - number % 2,
            "organization_mark": 4,
            "overall": 5 - number % 2,
        }
        CourseEvaluation.objects.create(program=program, group=group, words=words, **marks)


def going(program: Program, today: date) -> None:
    """A group that studies these weeks, with its schedule."""
    start = today - timedelta(days=today.weekday() + 7)
    group = groups.open_group(program=program, start=start, end=start + timedelta(days=25), capacity=SIZE, code="Г-02")
    for week, topic in enumerate(TOPICS):
        on = start + timedelta(days=7 * week + 2)
        groups.add_lesson(group=group, on=on, topic=topic, hours=6, teacher="Преподавателева В. В.")
    rows = Enrollment.objects.filter(program=program, completed_on__isnull=True, expelled_on__isnull=True)
    Enrollment.objects.filter(pk__in=list(rows.values_list("pk", flat=True)[:SIZE])).update(group=group)
