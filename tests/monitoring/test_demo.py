"""The demonstration: made once, a second run changes nothing, nowhere but in a demonstration."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
from django.contrib.auth import authenticate
from django.db import transaction
from django.utils import timezone

from apps.accounts.enums import Role
from apps.accounts.models import Assignment, User
from apps.accounts.rights import actor_of
from apps.accounts.selectors import DEMO_PASSWORD, demo_logins
from apps.core.actor import acting, system
from apps.core.models import HistoryEntry
from apps.diagnostics.models import OnlineTest, Score
from apps.diagnostics.selectors.item_statistics import FEWEST, statistics
from apps.indicators.models import Target
from apps.monitoring.models import Recommendation, Report, Submission
from apps.monitoring.services.demo import make_demo_region
from apps.organizations.models import Organization, PeriodLock, Profile
from apps.routes.models import IndividualRoute, ItemEvidence, RouteComment, RouteTemplate
from apps.teachers.models import Person, PersonLink

pytestmark = pytest.mark.django_db


def make() -> None:
    """A small demonstration, large enough for its own authority to have shortcomings."""
    make_demo_region(persons=400, organizations=70)


@pytest.fixture(scope="module")
def demo(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """A small demonstration in a transaction that is rolled back."""
    with django_db_blocker.unblock(), transaction.atomic():
        make()
        with acting(system("test")):
            yield
        transaction.set_rollback(True)


def counts() -> list[int]:
    """How many rows there are of what the demonstration makes; the history shows every other change."""
    models = (User, Assignment, PersonLink, Person, Organization, Profile, Report, HistoryEntry)
    return [model._default_manager.count() for model in models]


def of(role: str) -> Assignment:
    """The assignment of a demo user."""
    return Assignment.objects.select_related("user", "organization").get(user__login=role)


def test_the_last_year_is_submitted_by_some_and_left_to_the_own_municipality(demo: None) -> None:
    rows = Submission.objects.filter(period__profile__code="vladimir", period__end__year=last_year())
    states = set(rows.values_list("state", flat=True))
    assert states == {"accepted", "submitted", "collecting"}
    own = rows.get(municipality=of(Role.METHODIST).municipality)
    assert (own.state, own.lock) == ("collecting", None)
    assert PeriodLock.objects.count() == rows.exclude(state="collecting").count()


def last_year() -> int:
    """The last full year."""
    return timezone.localdate().year - 1


def test_targets_go_on_from_what_the_first_report_showed(demo: None) -> None:
    first = Report.objects.filter(profile__code="vladimir").earliest("period_to")
    unit = first.units.get(level="region")
    for place, method in enumerate(first.methods):
        reached = 100 * unit.numerators[place] / unit.denominators[place]
        asked = Target.objects.filter(indicator__code=method["code"], indicator__profile=first.profile)
        years = dict(asked.values_list("year", "value"))
        assert sorted(years) == [last_year(), last_year() + 1, last_year() + 2]
        assert reached < years[last_year()] <= reached + 5 or years[last_year()] == 100


def test_every_role_has_a_login(demo: None) -> None:
    assert {login.login for login in demo_logins()} == set(Role.values)


@pytest.mark.parametrize("role", Role.values)
def test_login_opens_with_the_demo_password(demo: None, role: str) -> None:
    user = authenticate(username=role, password=DEMO_PASSWORD)
    assert user is not None
    assert user.get_username() == role


@pytest.mark.parametrize("role", Role.values)
def test_login_holds_its_role_at_an_invented_organization(demo: None, role: str) -> None:
    held = of(role)
    assert (held.role, held.organization.code[:9]) == (role, "17000000-")


def test_five_profiles_are_loaded(demo: None) -> None:
    codes = set(Profile.objects.values_list("code", flat=True))
    assert codes == {"vladimir", "krasnoyarsk", "perm", "oktyabrsky", "aksay"}


def test_reports_of_the_last_two_years_are_there(demo: None) -> None:
    years = sorted(report.period_to.year for report in Report.objects.all())
    assert len(years) == 2
    assert years[1] - years[0] == 1


def test_earlier_report_is_approved_and_the_last_one_a_draft(demo: None) -> None:
    assert [report.state for report in Report.objects.order_by("period_to")] == ["approved", "draft"]


def test_federal_operator_reads_the_approved_report(demo: None) -> None:
    with acting(actor_of(of("federal"))):
        assert [report.state for report in Report.objects.all()] == ["approved"]


def test_teacher_sees_only_the_own_card(demo: None) -> None:
    with acting(actor_of(of("teacher"))):
        assert Person.objects.count() == 1
        assert IndividualRoute.objects.count() >= 1


def test_pages_of_tests_and_routes_are_not_empty(demo: None) -> None:
    test = OnlineTest.objects.get()
    told = statistics(test)
    assert {one.n for one in told.items} == {FEWEST + 2}
    assert set(Score.objects.filter(session__tool=test.tool).values_list("maximum", flat=True)) == {Decimal(6)}
    teacher = of("teacher").user
    route = RouteComment.objects.get(author=teacher.pk).route
    assert route.comments.count() == 4
    assert ItemEvidence.objects.filter(item__route=route).count() >= 1
    titles = ["Восполнение методических дефицитов", "Первый год в школе"]
    assert list(RouteTemplate.objects.order_by("sort_key").values_list("title", flat=True)) == titles


def test_tutor_leads_the_teacher(demo: None) -> None:
    teacher = PersonLink.objects.get(relation="self", user__login="teacher").person_id
    with acting(actor_of(of("tutor"))):
        assert Person.objects.filter(pk=teacher).count() == 1


def test_operator_and_teacher_share_the_school(demo: None) -> None:
    assert of("operator").organization == of("teacher").organization == of("council").organization


def test_methodist_stands_at_the_service_of_the_school_municipality(demo: None) -> None:
    assert of("methodist").organization.kind == "mms"
    assert of("methodist").municipality_id == of("operator").municipality_id == of("moo").municipality_id


def test_second_run_changes_nothing(demo: None) -> None:
    before = counts()
    make()
    with acting(system("test")):
        assert counts() == before


def test_missing_login_is_made_again(demo: None) -> None:
    point = transaction.savepoint()
    Assignment.objects.filter(user__login="umo").delete()
    HistoryEntry.objects.filter(user_id=User.objects.get(login="umo").pk).delete()
    User.objects.filter(login="umo").delete()
    make()
    with acting(system("test")):
        assert of("umo").role == Role.UMO
    transaction.savepoint_rollback(point)


def test_recommendations_are_sent_taken_on_and_accepted(demo: None) -> None:
    with acting(system("test")):
        states = set(Recommendation.objects.values_list("state", flat=True))
        lost = Recommendation.objects.filter(sent=True, organization=None).count()
        done = Recommendation.objects.get(state="accepted")
    assert {"proposed", "sent"} <= states
    assert lost == 0
    assert done.municipality == of(Role.MOO).municipality
    assert [step["state"] for step in done.trail] == ["sent", "acknowledged", "done", "accepted"]
