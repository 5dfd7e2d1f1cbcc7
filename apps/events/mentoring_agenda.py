"""What mentoring adds to the first page."""

from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from apps.accounts.enums import Role
from apps.accounts.selectors import held_today
from apps.core import access
from apps.core.actor import Actor, acting
from apps.core.web import agenda, home
from apps.core.web.period import Period
from apps.events import load, pairs, teams, young
from apps.events.models import MentoringPair, PairMeeting
from apps.events.services.telling import BELL
from apps.organizations.models import Organization
from apps.teachers.enums import Relation
from apps.teachers.models import Person, PersonLink
from apps.teachers.selectors import own_person

KEEPERS = frozenset({"cnppm", "methodist"})


def staff(actor: Actor) -> QuerySet[Person]:
    """The people in sight."""
    return Person.objects.filter(access.scope(Person, actor))


def alone(actor: Actor, period: Period) -> QuerySet[Person]:
    """Young specialists without a mentor today."""
    return young.alone(staff(actor))


def overloaded(actor: Actor, period: Period) -> QuerySet[Person]:
    """Mentors with more pairs than they should have."""
    return load.overloaded(staff(actor))


def silent(actor: Actor, period: Period) -> QuerySet[MentoringPair]:
    """Pairs that are over and whose outcome nobody has written."""
    rows = MentoringPair.objects.filter(access.scope(MentoringPair, actor))
    return pairs.silent(rows, timezone.localdate())


def unsigned(actor: Actor, period: Period) -> QuerySet[Organization]:
    """Schools with a flag and no mentoring under a contract."""
    return teams.lacking(Organization.objects.filter(access.scope(Organization, actor)))


def unagreed(actor: Actor, period: Period) -> QuerySet[MentoringPair]:
    """The acting person's own pairs that wait for their consent."""
    person = own_person()
    if person is None:
        return MentoringPair.objects.none()
    return MentoringPair.objects.filter(pairs.unagreed(person.pk, timezone.localdate()))


def planned(actor: Actor, period: Period) -> QuerySet[PairMeeting]:
    """The acting person's planned meetings whose day has come."""
    rows = PairMeeting.objects.filter(access.scope(PairMeeting, actor))
    return pairs.unmarked(rows, timezone.localdate())


def other_role(actor: Actor, period: Period) -> dict[str, Any] | None:
    """Who works in another role and is in a pair: how many, and the own role that opens «Моё наставничество»."""
    if actor.is_system or actor.role == Role.TEACHER:
        return None
    link = PersonLink.objects.filter(user_id=actor.user_id or 0, relation=Relation.SELF).first()
    if link is None:
        return None
    with acting(BELL):
        going = MentoringPair.objects.filter(pairs.by_side(link.person_id), pairs.STATES.where("now")).count()
        own = held_today().filter(user=actor.user_id, role=Role.TEACHER).values_list("pk", flat=True).first()
    return {"going": going, "assignment": own} if going else None


home.register(home.Block("own_pairs", "events/home_pairs.html", other_role, order=6))
for todo in (
    agenda.Todo("alone", "Молодые специалисты без наставника", alone, "teachers:alone_list", "", KEEPERS, 35),
    agenda.Todo("silent_pairs", "Пары без итога", silent, "events:pair_list", "state=silent", KEEPERS, 36),
    agenda.Todo(
        "overloaded", "Наставники с нагрузкой выше нормы", overloaded, "teachers:mentor_list", "over=yes", KEEPERS, 37
    ),
    agenda.Todo(
        "unsigned_teams", "Школы ШНОР и ШНСУ без договора со школой-лидером", unsigned,
        "organizations:lacking_list", "", KEEPERS, 38,
    ),
    agenda.Todo(
        "my_consent", "Наставничество: ждут вашего согласия", unagreed, "events:pair_list", "consent=mine",
        frozenset({"teacher"}), 35,
    ),
    agenda.Todo(
        "my_meetings", "Наставничество: отметьте встречи", planned, "events:meeting_list", "held=due",
        frozenset({"teacher"}), 36,
    ),
):  # fmt: skip
    agenda.add_todo(todo)
