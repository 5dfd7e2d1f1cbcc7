"""The demonstration: a region of invented people and a login for every role.

Everything here asks first and makes only what is missing, so a second run changes nothing.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db.models import Count, Q
from django.db.models.functions import Least
from django.utils import timezone

from apps.accounts.enums import Role
from apps.accounts.models import Assignment, User
from apps.accounts.rights import actor_of
from apps.accounts.selectors import DEMO_PASSWORD
from apps.accounts.services import assign_role, create_user
from apps.core.actor import Actor, acting, system
from apps.diagnostics.services.demo_campaigns import make_demo_campaigns
from apps.diagnostics.services.demo_results import make_demo_results
from apps.diagnostics.services.demo_testing import make_demo_test, take_demo_test
from apps.events.services.demo import make_demo_events
from apps.events.services.demo_mentoring import make_demo_mentoring
from apps.indicators.services.profiles import SHIPPED, load_profile
from apps.monitoring.generation.plan import last_full_year
from apps.monitoring.generation.region import Progress, generate, plan_for
from apps.monitoring.live.months import behind, recompute_months
from apps.monitoring.live.refresh import refresh
from apps.monitoring.models import Report
from apps.monitoring.services.compute import compute_report
from apps.monitoring.services.demo_forms import make_demo_forms
from apps.monitoring.services.demo_methodical import make_demo_methodical
from apps.monitoring.services.demo_programs import make_demo_programs
from apps.monitoring.services.demo_recommendations import make_demo_recommendations
from apps.monitoring.services.demo_submissions import make_demo_submissions
from apps.monitoring.services.demo_targets import make_demo_targets
from apps.monitoring.services.workflow import approve_report, submit_report
from apps.organizations.enums import EDUCATIONAL, OrganizationKind
from apps.organizations.models import Municipality, Organization, Profile
from apps.programs.services.demo_registry import make_demo_registry
from apps.registers.services.demo import make_demo_registers
from apps.roadmap.services.demo import make_demo_roadmap
from apps.routes.enums import ItemKind
from apps.routes.models import IndividualRoute
from apps.routes.services.demo_demand import make_demo_demand
from apps.routes.services.demo_notes import make_demo_notes
from apps.teachers.enums import PositionKind, Relation
from apps.teachers.models import Employment, Person, PersonLink

PROFILE = "vladimir"
PERSONS, ORGANIZATIONS, SEED, REPORTS, FULL_YEARS = 3000, 130, 783, 2, 3
LED = 12  # people a tutor leads, beside the teacher
ACTOR = system("make_demo_region")
NAMES = {
    Role.ADMINISTRATOR: "Администраторова Вымысла Вымысловна",
    Role.FEDERAL: "Операторов Федерал Вымыслович",
    Role.CNPPM: "Центрова Диагностика Вымысловна",
    Role.IRO: "Институтов Программ Вымыслович",
    Role.COPMKP: "Оценкина Независима Вымысловна",
    Role.MINISTRY: "Министрова Показательна Вымысловна",
    Role.MOO: "Управин Муниципал Вымыслович",
    Role.UMO: "Объединёнова Методика Вымысловна",
    Role.METHODIST: "Методистова Службина Вымысловна",
    Role.OPERATOR: "Школьникова Оператора Вымысловна",
    Role.COUNCIL: "Советов Школьный Вымыслович",
}


class DemoRefused(Exception):
    """This installation is no demonstration; the message is a Russian sentence."""


@dataclass(frozen=True)
class Stage:
    """Who and what the demo users stand at."""

    bodies: dict[str, Organization]
    moo: Organization
    mms: Organization
    school: Organization
    teacher: Person
    tutor: Person

    def holder(self, role: str) -> Organization:
        """The organization at which a role is held."""
        local = {Role.MOO: self.moo, Role.METHODIST: self.mms, Role.TUTOR: self.mms}
        near = dict.fromkeys((Role.OPERATOR, Role.COUNCIL, Role.TEACHER), self.school)
        body = "ministry" if role == Role.ADMINISTRATOR else str(role)
        return {**local, **near}.get(Role(role)) or self.bodies[body]


def check_allowed() -> None:
    """Demo logins are made in a demonstration only. Raises ``DemoRefused``."""
    if settings.PRODUCTION:
        raise DemoRefused("Демонстрационный регион не создаётся в рабочей установке (RSNMS_PRODUCTION)")
    if User.objects.filter(demo=False).exists() and not User.objects.filter(demo=True).exists():
        raise DemoRefused(
            "В портале уже есть пользователи: демонстрационный регион создаётся только в новой папке данных"
        )


def make_demo_region(
    progress: Progress = lambda done, total: None, *, persons: int = PERSONS, organizations: int = ORGANIZATIONS
) -> None:
    """Five profiles, the region, a user for every role, the reports of the last two full years.

    Raises ``DemoRefused``.
    """
    check_allowed()
    with acting(ACTOR):
        for path in sorted(SHIPPED.glob("*.yaml")):
            load_profile(path)
        profile = Profile.objects.get(code=PROFILE)
        made = Organization.objects.filter(code__startswith=f"{profile.region.oktmo}-").exists()
    if not made:
        # Up to today: what runs this year is what the portal is opened for.
        size = {"persons": persons, "organizations": organizations, "years": FULL_YEARS + 1}
        generate(plan_for(profile, seed=SEED, until=timezone.localdate(), **size), progress)
    today = timezone.localdate()
    make_ground(profile, today)
    make_reports(profile)
    make_life(profile, today)
    for chapter in _chapters:
        chapter(profile, today)
    refresh(most=None)
    with acting(ACTOR):
        months = behind()
    if months:
        recompute_months()


def make_ground(profile: Profile, today: date) -> None:
    """What the reports need or do not read: users, roadmap, registers, a test, programmes."""
    with acting(ACTOR):
        make_users(profile)
        make_demo_roadmap(profile, today)
        make_demo_methodical(profile, today)
        make_demo_mentoring(profile.region_id, today)
        make_demo_registers(profile, today)
        make_demo_forms(profile, today)
        centres = Organization.objects.filter(region=profile.region, kind=OrganizationKind.CNPPM)
        take_demo_test(make_demo_test(centres.order_by("pk")[0]))
        make_demo_programs(profile, today)


def make_life(profile: Profile, today: date) -> None:
    """What people of the roles do beside reports: recommendations, requests, results, campaigns, submissions."""
    make_demo_recommendations(profile.code)
    with acting(ACTOR):
        own = Assignment.objects.get(user__login=Role.METHODIST, user__demo=True).municipality
        make_demo_registry(today)
        centre, institute, assessors = (actor_of(demo_grant(role)) for role in (Role.CNPPM, Role.IRO, Role.COPMKP))
        own_people = PersonLink.objects.filter(relation=Relation.SELF, user__demo=True, user__login=Role.TEACHER)
        teacher = own_people.select_related("person").get().person
        around = {role: actor_of(demo_grant(role)) for role in (Role.COUNCIL, Role.TUTOR, Role.TEACHER)}
    make_demo_notes({**around, Role.CNPPM: centre}, teacher)
    make_demo_demand(centre, institute, today)
    make_demo_results(assessors, today)
    make_demo_campaigns(centre, today)
    make_calendar(centre, today)
    make_demo_submissions(profile, own)


def make_calendar(centre: Actor, today: date) -> None:
    """The calendar of events with what the demo teacher has registered for."""
    with acting(ACTOR):
        methodist = actor_of(demo_grant(Role.METHODIST))
        link = PersonLink.objects.get(user=demo_grant(Role.TEACHER).user, relation=Relation.SELF)
        teacher = Person.objects.get(pk=link.person_id)
    make_demo_events(centre, methodist, teacher, today)


Chapter = Callable[[Profile, date], None]
_chapters: list[Chapter] = []


def add_chapter(chapter: Chapter) -> None:
    """Let an upper application tell its part after the reports: asked with the profile and the day; it asks first."""
    if chapter not in _chapters:
        _chapters.append(chapter)


def make_reports(profile: Profile) -> None:
    """The annual reports that are not there yet; all but the last one have gone their way to the approval."""
    last = last_full_year(timezone.localdate())
    for year in range(last - REPORTS + 1, last + 1):
        start, end = date(year, 1, 1), date(year, 12, 31)
        with acting(ACTOR):
            if not Report.objects.filter(profile=profile, period_from=start, period_to=end).exists():
                report = compute_report(profile=profile, period_from=start, period_to=end)
                make_demo_targets(report)
                if year < last:
                    publish(report)


def demo_grant(role: Role) -> Assignment:
    """What the demo user of a role holds."""
    return Assignment.objects.select_related("user").get(user__login=role, user__demo=True)


def publish(report: Report) -> None:
    """The centre submits, the ministry approves: the federal operator has something to read."""
    for role, step in ((Role.CNPPM, submit_report), (Role.MINISTRY, approve_report)):
        with acting(actor_of(demo_grant(role))):
            step(report=report)


def make_users(profile: Profile) -> None:
    """The users that are not there yet, with their roles and links to people."""
    missing = set(Role.values) - set(User.objects.filter(demo=True).values_list("login", flat=True))
    if not missing:
        return
    stage = set_stage(profile)
    people = {Role.TEACHER.value: stage.teacher, Role.TUTOR.value: stage.tutor}
    for role in Role.values:
        if role in missing:
            name = people[role].full_name if role in people else NAMES[Role(role)]
            user = make_user(role, name, stage.holder(role))
            if role in people:
                PersonLink.objects.create(person=people[role], relation=Relation.SELF, user=user)
            if role == Role.TUTOR:
                lead(user, stage)


def make_user(role: str, name: str, organization: Organization) -> User:
    """A demo user whose login is the role."""
    user = create_user(login=role, full_name=name, password=DEMO_PASSWORD)
    User.objects.filter(pk=user.pk).update(demo=True)
    assign_role(user=user, role=role, organization=organization, valid_from=timezone.localdate())
    return user


def lead(user: User, stage: Stage) -> None:
    """The tutor leads the teacher and those whose routes name the tutor."""
    named = IndividualRoute.objects.filter(tutor=stage.tutor).order_by("person_id").values_list("person_id", flat=True)
    chosen = dict.fromkeys([stage.teacher.pk, *named.distinct()[:LED]])
    PersonLink.objects.bulk_create(PersonLink(person_id=pk, relation=Relation.LED, user=user) for pk in chosen)


def set_stage(profile: Profile) -> Stage:
    """The bodies of the region, its largest municipality, and a teacher there with a route that somebody leads."""
    ours = Organization.objects.filter(code__startswith=f"{profile.region.oktmo}-").order_by("code")
    bodies = {kind: found for kind in OrganizationKind.values if (found := ours.filter(kind=kind).first())}
    teacher = taught(largest_municipality(profile))
    local = ours.filter(municipality=teacher.municipality)
    # A reorganization may have brought two of each together: the first will do.
    mms, moo = (local.filter(kind=kind)[0] for kind in (OrganizationKind.MMS, OrganizationKind.MOO))
    tutor = Person.objects.filter(organization=mms, managerial=False).order_by("id").first()
    return Stage(bodies, moo, mms, teacher.organization, teacher, tutor or teacher)


def largest_municipality(profile: Profile) -> Municipality:
    """Where most of the organizations that teach are."""
    places = Municipality.objects.filter(region=profile.region, organizations__kind__in=EDUCATIONAL)
    return places.annotate(schools=Count("organizations")).order_by("-schools", "oktmo")[0]


def taught(place: Municipality) -> Person:
    """A teacher of a school with a fresh and full route in force, in this municipality if there is one."""
    routes = IndividualRoute.objects.filter(
        region=place.region,
        managerial=False,
        approved_on__isnull=False,
        cancelled_on__isnull=True,
        session__annulled_on__isnull=True,
        organization__kind=OrganizationKind.SCHOOL,
    )
    here = Employment.objects.filter(is_main=True, end=None, position__kind=PositionKind.PEDAGOGUE)
    learnt = Q(items__kind=ItemKind.FORMAL, items__done_on__isnull=False)
    ranked = (
        routes.filter(person__in=here.values("person"))
        .annotate(full=Count("items"), trained=Least(Count("items", filter=learnt), 1))
        .order_by("-trained", "-approved_on__year", "-full", "number")
    )
    return (ranked.filter(municipality=place).first() or ranked[0]).person
