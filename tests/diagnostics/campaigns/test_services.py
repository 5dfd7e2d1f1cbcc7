"""The life of a campaign: planned, filled, scheduled, announced, closed."""

from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from apps.core.actor import acting, system
from apps.core.models import HistoryEntry, Notification
from apps.diagnostics.models import Campaign, Invitation, Quota, Slot
from apps.diagnostics.selectors.campaign_progress import Progress, progress, staff_by_municipality, total
from apps.diagnostics.selectors.campaigns import state_column, state_on
from apps.diagnostics.services import campaigns, inviting, refusing, schedule
from apps.diagnostics.services.campaign_reminders import remind_by_calendar, remind_invited
from apps.diagnostics.services.quotas import proposed, set_quotas
from apps.teachers.models import Person
from tests import factories as make
from tests.cast import Cast

pytestmark = pytest.mark.django_db
SYSTEM = system("test")


def refusal(run: Any, *args: Any, **values: Any) -> list[str]:
    """The fields of a refusal."""
    with pytest.raises(ValidationError) as caught:
        run(*args, **values)
    return list(caught.value.message_dict) if hasattr(caught.value, "error_dict") else caught.value.messages


@pytest.mark.parametrize(
    ("announced", "start", "end", "closed", "state"),
    [
        (False, 0, 5, False, "draft"),
        (False, -9, -5, False, "draft"),
        (True, 1, 5, False, "announced"),
        (True, 0, 0, False, "running"),
        (True, -9, -1, False, "closed"),
        (True, 0, 5, True, "closed"),
    ],
)
def test_state_follows_from_the_dates(
    cast: Cast, today: date, announced: bool, start: int, end: int, closed: bool, state: str
) -> None:
    first, last = today + timedelta(days=start), today + timedelta(days=end)
    with acting(SYSTEM):
        made = make.make_campaign(
            cast.cnppm, first, last, announced_on=first if announced else None, closed_on=today if closed else None
        )
        assert state_on(made, today) == state
        assert Campaign.objects.annotate(found=state_column()).values_list("found", flat=True).get() == state


def test_campaign_is_created_announced_closed_and_reopened(cast: Cast, today: date) -> None:
    values: dict[str, Any] = {"tool": make.make_tool(cast.cnppm), "title": "Осень"}
    with acting(cast.actor("cnppm")):
        made = campaigns.create_campaign(organization=cast.cnppm, start=today, end=today, **values)
        assert (made.announced, made.region) == (False, cast.region)
        assert refusal(campaigns.create_campaign, organization=cast.school_a, start=today, end=today, **values) == [
            "organization"
        ]
        assert campaigns.announce_campaign(made).announced_on == today
        campaigns.close_campaign(made)
        assert refusal(campaigns.update_campaign, made, title="Иначе") == [campaigns.CLOSED]
        campaigns.reopen_campaign(made)
        assert campaigns.update_campaign(made, title="Иначе").title == "Иначе"
        assert refusal(campaigns.remove_campaign, made) == [campaigns.ANNOUNCED]


def test_assessment_centre_leads_campaigns_of_its_own_only(cast: Cast, today: date) -> None:
    with acting(cast.actor("copmkp")):
        values: dict[str, Any] = {"title": "Экспертиза", "start": today, "end": today}
        tool = make.make_tool(cast.copmkp)
        made = campaigns.create_campaign(organization=cast.copmkp, tool=tool, **values)
        assert refusal(campaigns.create_campaign, organization=cast.cnppm, tool=tool, **values) == ["organization"]
        invitation = inviting.invite(campaign=made, snils=cast.stranger.snils)
        assert (invitation.person_name, Person.objects.count()) == ("Посторонняя Тест", 0)
        assert refusal(inviting.invite, campaign=made, snils=cast.stranger.snils) == ["snils"]
        assert refusal(inviting.invite, campaign=made, snils=cast.foreigner.snils) == ["snils"]


def test_announcement_closes_invitations_by_what_was_held_before_it(cast: Cast, draft: Campaign, today: date) -> None:
    with acting(SYSTEM):
        invitation = make.make_invitation(draft, cast.teacher)
        session = make.make_session(cast.teacher, cast.cnppm, today)
    with acting(cast.actor("cnppm")):
        campaigns.announce_campaign(draft)
        invitation.refresh_from_db()
        assert invitation.session_id == session.pk
        late = {"start": today + timedelta(days=1)}
        assert refusal(campaigns.update_campaign, draft, **late) == ["end"]
        assert refusal(campaigns.update_campaign, draft, tool=make.make_tool(cast.cnppm, "Иной")) == ["tool"]
        assert refusal(inviting.remove_invitation, invitation) == [inviting.DONE]


def test_past_campaign_is_not_announced_and_nobody_is_invited_to_it(cast: Cast, today: date) -> None:
    yesterday = today - timedelta(days=1)
    with acting(cast.actor("cnppm")):
        past = make.make_campaign(cast.cnppm, yesterday, yesterday, announced_on=None)
        assert refusal(campaigns.announce_campaign, past) == [campaigns.PAST]
        assert refusal(inviting.invite_people, [cast.teacher], campaign=past) == ["campaign"]


def test_draft_is_removed_with_its_plan(cast: Cast, draft: Campaign, today: date) -> None:
    with acting(cast.actor("cnppm")):
        set_quotas(draft, {cast.municipality_a.pk: 3})
        schedule.add_slot(campaign=draft, day=today, time=time(9), capacity=1, place="Здесь")
        inviting.invite(campaign=draft, person=cast.teacher)
        campaigns.remove_campaign(draft)
        left = [model.objects.count() for model in (Campaign, Quota, Slot, Invitation)]
    assert left == [0, 0, 0, 0]


@pytest.mark.parametrize(
    ("number", "staff", "shares"),
    [
        (10, {1: 30, 2: 10}, {1: 8, 2: 2}),
        (7, {1: 1, 2: 1, 3: 1}, {1: 3, 2: 2, 3: 2}),
        (0, {1: 5}, {1: 0}),
        (5, {1: 0, 2: 0}, {1: 0, 2: 0}),
        (3, {1: 0, 2: 9}, {1: 0, 2: 3}),
    ],
)
def test_quotas_are_proposed_by_staff_and_add_up(number: int, staff: dict[int, int], shares: dict[int, int]) -> None:
    assert proposed(number, staff) == shares


def test_quotas_are_replaced_with_one_entry_of_history(cast: Cast, draft: Campaign) -> None:
    a, b = cast.municipality_a.pk, cast.municipality_b.pk
    with acting(cast.actor("cnppm")):
        set_quotas(draft, {a: 3, b: 1})
        set_quotas(draft, {a: 4, b: 0})
        set_quotas(draft, {a: 4, b: 0})
        assert list(Quota.objects.values_list("municipality", "number")) == [(a, 4)]
        assert refusal(set_quotas, draft, {cast.foreign_school.municipality_id: 1})
    with acting(SYSTEM):
        entries = HistoryEntry.objects.filter(verb="set_quotas").order_by("id").values_list("before", "after")
        assert list(entries) == [({}, {str(a): 3, str(b): 1}), ({str(a): 3, str(b): 1}, {str(a): 4})]


def test_people_are_invited_once_and_only_of_the_region(
    cast: Cast, campaign: Campaign, django_assert_max_num_queries: Any
) -> None:
    people = [cast.teacher, cast.colleague, cast.stranger, cast.foreigner]
    with acting(cast.actor("cnppm")):
        inviting.invite(campaign=campaign, person=cast.teacher)
        with django_assert_max_num_queries(12):
            assert inviting.invite_people(people, campaign=campaign) == 2
        assert inviting.invite_people(people, campaign=campaign) == 0
        names = list(Invitation.objects.values_list("person_name", flat=True))
    assert names == ["Коллегина Тест", "Посторонняя Тест", "Своева Тест"]
    with acting(SYSTEM):
        assert HistoryEntry.objects.filter(verb="invite").count() == 3


def test_refusal_keeps_its_reason_and_is_taken_back(cast: Cast, campaign: Campaign) -> None:
    with acting(cast.actor("cnppm")):
        invitation = inviting.invite(campaign=campaign, person=cast.teacher)
        inviting.decline_invitation(invitation, reason="отпуск")
        assert (invitation.declined_reason, progress(campaign)[0].declined) == ("отпуск", 1)
        inviting.accept_invitation(invitation)
        assert (invitation.declined_on, invitation.declined_reason) == (None, "")
        inviting.remove_invitation(invitation)
        assert Invitation.objects.count() == 0


def test_invited_person_declines_with_a_reason_and_is_invited_again(
    cast: Cast, campaign: Campaign, today: date
) -> None:
    with acting(cast.actor("cnppm")):
        invitation = inviting.invite(campaign=campaign, person=cast.teacher)
        assert refusal(refusing.refuse_invitation, invitation, reason="Не моё") == [refusing.NOT_YOURS]
    with acting(cast.actor("teacher")):
        mine = Invitation.objects.get()
        assert refusal(refusing.refuse_invitation, mine, reason=" ") == ["reason"]
        refusing.refuse_invitation(mine, reason="Отпуск")
        assert refusal(refusing.refuse_invitation, mine, reason="Ещё раз") == [refusing.ALREADY]
    with acting(SYSTEM):
        assert progress(campaign)[0].declined == 1
        told = Notification.objects.get()
        assert (told.user, told.text) == (
            cast.grants["cnppm"].user, "Отказ от диагностики «Зима»: Своева Тест. Причина — в приглашении."
        )  # fmt: skip
    with acting(cast.actor("cnppm")):
        invitation.refresh_from_db()
        assert (invitation.declined_on, invitation.declined_reason) == (today, "Отпуск")
        again = inviting.invite(campaign=campaign, person=cast.teacher)
        assert (again.pk, again.declined_on, again.declined_reason) == (invitation.pk, None, "")
        inviting.decline_invitation(again, reason="Болезнь")
        assert inviting.invite_people([cast.teacher, cast.colleague], campaign=campaign) == 2
        verbs = HistoryEntry.objects.filter(object_kind="diagnostics.invitation", object_ref=str(again.pk))
        assert list(verbs.order_by("pk").values_list("verb", flat=True)) == [
            "invite", "refuse_invitation", "invite_again", "decline_invitation", "invite_again",
        ]  # fmt: skip


@pytest.mark.parametrize(
    ("start", "slot", "hour", "refused"),
    [
        (0, None, 23, False),
        (-1, None, 9, True),
        (3, None, 9, False),
        (-2, 0, 8, False),
        (-2, 0, 10, True),
        (-2, 1, 23, False),
        (-2, -1, 1, True),
    ],
)
def test_invited_person_declines_until_it_begins(
    cast: Cast, today: date, start: int, slot: int | None, hour: int, refused: bool
) -> None:
    first = today + timedelta(days=start)
    now = timezone.make_aware(datetime.combine(today, time(hour)))
    with acting(SYSTEM):
        campaign = make.make_campaign(cast.cnppm, first, today + timedelta(days=5))
        invitation = make.make_invitation(campaign, cast.teacher)
        if slot is not None:
            day = today + timedelta(days=slot)
            invitation.slot = schedule.add_slot(campaign=campaign, day=day, time=time(10), capacity=1, place="Здесь")
            invitation.save()
    with acting(cast.actor("teacher")):
        assert refusing.why_not_refuse(Invitation.objects.get(), now) == (refusing.BEGUN if refused else "")


@pytest.mark.parametrize(
    ("count", "places", "found"),
    [
        (4, {1: (0, 2), 2: (0, 2)}, [1, 1, 2, 2]),
        (3, {1: (0, 10), 2: (0, 5)}, [1, 1, 2]),
        (2, {1: (2, 2), 2: (0, 5)}, [2, 2]),
        (3, {1: (0, 1)}, [1]),
        (1, {}, []),
    ],
)
def test_people_are_spread_evenly_over_times(count: int, places: dict[int, tuple[int, int]], found: list[int]) -> None:
    assert schedule.spread(count, places) == found


def test_times_are_assigned_and_never_overfull(cast: Cast, campaign: Campaign, today: date) -> None:
    with acting(cast.actor("cnppm")):
        inviting.invite_people([cast.teacher, cast.head, cast.colleague], campaign=campaign)
        first = schedule.add_slot(campaign=campaign, day=today, time=time(9), capacity=1)
        assert (first.place, schedule.assign_slots(campaign)) == ("Каб. 5", 1)
        assert refusal(schedule.assign_slots, campaign) == [schedule.FULL]
        second = schedule.add_slot(campaign=campaign, day=today, time=time(11), capacity=5)
        assert schedule.assign_slots(campaign) == 2
        assert [slot.invitations.count() for slot in (first, second)] == [1, 2]
        moved = second.invitations.first()
        assert moved is not None
        assert refusal(schedule.choose_slot, moved, slot=first) == ["slot"]
        assert refusal(schedule.update_slot, second, capacity=1) == ["capacity"]
        outside = today - timedelta(days=1)
        assert refusal(schedule.add_slot, campaign=campaign, day=outside, time=time(9), capacity=1) == ["day"]
        schedule.remove_slot(second)
        assert Invitation.objects.filter(slot=None).count() == 2


def test_attendance_is_marked_for_many_and_not_for_those_with_a_result(
    cast: Cast, campaign: Campaign, today: date
) -> None:
    with acting(cast.actor("cnppm")):
        inviting.invite_people([cast.teacher, cast.head], campaign=campaign)
        rows = list(Invitation.objects.all())
        schedule.mark_attendance(rows, attended="absent")
        assert set(Invitation.objects.values_list("attended", flat=True)) == {"absent"}
        make.make_session(cast.teacher, cast.cnppm, today)
        Invitation.objects.filter(person=cast.teacher).update(session=cast.teacher.diagnosticsessions.get())
        assert refusal(schedule.mark_attendance, list(Invitation.objects.all()), attended="came") == [schedule.HELD]


def test_progress_counts_against_quotas_for_whoever_reads_the_campaign(
    cast: Cast, campaign: Campaign, today: date
) -> None:
    a, b = cast.municipality_a, cast.municipality_b
    with acting(cast.actor("cnppm")):
        set_quotas(campaign, {a.pk: 4, b.pk: 2})
        inviting.invite_people([cast.teacher, cast.colleague], campaign=campaign)
        schedule.mark_attendance([Invitation.objects.get(person=cast.colleague)], attended="came")
        session = make.make_session(cast.teacher, cast.cnppm, today)
        Invitation.objects.filter(person=cast.teacher).update(session=session, attended="came")
        assert staff_by_municipality(campaign, today) == {a.pk: 3, b.pk: 1}
    with acting(cast.actor("ministry")):
        rows = progress(campaign)
        assert rows == [
            Progress("Район А", 4, 2, 2, 1, 0, a.pk),
            Progress("Район Б", 2, 0, 0, 0, 0, b.pk),
        ]
        assert (rows[0].share.replace("\u00a0", " "), rows[0].lacking, total(rows).completed) == (
            "25,0 % (1 из 4)",
            3,
            1,
        )


def told() -> list[tuple[str, str]]:
    with acting(SYSTEM):
        return list(Notification.objects.order_by("user__login").values_list("user__login", "text"))


def test_invited_and_their_schools_are_reminded_once_a_day(cast: Cast, campaign: Campaign, today: date) -> None:
    with acting(cast.actor("cnppm")):
        inviting.invite_people([cast.teacher, cast.head, cast.stranger], campaign=campaign)
        assert (remind_invited(campaign, day=today), remind_invited(campaign, day=today)) == (2, 0)
    end = f"{campaign.end:%d.%m.%Y}"
    assert [(login, text.replace("\u00a0", " ")) for login, text in told()] == [
        ("operator", f"Диагностика «Зима»: ещё не прошли 2 работника вашей организации, срок {end}"),
        ("teacher", f"Вы приглашены на диагностику «Зима»: пройдите её до {end}"),
    ]


@pytest.mark.parametrize(("day", "count"), [(0, 2), (1, 0), (3, 2), (4, 0), (7, 2), (9, 2), (10, 0), (11, 0)])
def test_calendar_reminds_on_the_first_day_and_near_the_last(
    cast: Cast, campaign: Campaign, draft: Campaign, today: date, day: int, count: int
) -> None:
    with acting(SYSTEM):
        for one in (campaign, draft):
            make.make_invitation(one, cast.teacher)
        assert remind_by_calendar(today + timedelta(days=day)) == count
