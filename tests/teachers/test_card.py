"""Categories, consents, leave, appointments."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from apps.core.actor import acting, system
from apps.core.models import HistoryEntry
from apps.teachers.enums import AppointmentKind, Category, LeaveKind
from apps.teachers.models import Appointment, Consent, Leave
from apps.teachers.services import card
from tests.cast import Cast

pytestmark = pytest.mark.django_db
DAY, LATER = date(2024, 2, 1), date(2024, 5, 1)


def test_category_is_placed_with_its_person(cast: Cast) -> None:
    with acting(cast.actor("operator")):
        made = card.assign_category(person=cast.teacher, category=Category.FIRST, assigned_on=DAY)
    assert (made.organization_id, made.region_id) == (cast.school_a.pk, cast.region.pk)


def test_same_category_twice_is_refused(cast: Cast) -> None:
    with acting(cast.actor("operator")):
        card.assign_category(person=cast.teacher, category=Category.FIRST, assigned_on=DAY)
        with pytest.raises(ValidationError) as caught:
            card.assign_category(person=cast.teacher, category=Category.FIRST, assigned_on=DAY)
    assert caught.value.messages == ["Такая запись уже есть: измените её или проверьте, что введено."]


def test_consent_is_withdrawn_and_restored(cast: Cast) -> None:
    with acting(cast.actor("operator")):
        consent = card.give_consent(person=cast.teacher, given_on=DAY)
        card.withdraw_consent(consent, withdrawn_on=LATER)
        assert Consent.objects.get(pk=consent.pk).withdrawn_on == LATER
        card.restore_consent(consent)
        assert Consent.objects.get(pk=consent.pk).withdrawn_on is None


def test_withdrawal_before_the_consent_is_refused(cast: Cast) -> None:
    with acting(cast.actor("operator")):
        consent = card.give_consent(person=cast.teacher, given_on=LATER)
        with pytest.raises(ValidationError) as caught:
            card.withdraw_consent(consent, withdrawn_on=DAY)
    assert caught.value.message_dict == {"withdrawn_on": ["Отзыв раньше, чем согласие дано."]}


def test_leave_is_corrected_and_removed_with_history(cast: Cast) -> None:
    with acting(cast.actor("operator")):
        leave = card.add_leave(person=cast.teacher, kind=LeaveKind.LONG, start=DAY)
        card.update_leave(leave, end=LATER)
        card.remove_leave(leave)
        assert not Leave.objects.exists()
    with acting(system("test")):
        entries = HistoryEntry.objects.filter(object_kind="teachers.leave").order_by("id")
        assert [e.verb for e in entries] == ["add_leave", "update_leave", "remove_leave"]
        assert [(e.before.get("end"), e.after.get("end")) for e in entries][1] == (None, "2024-05-01")


def test_appointment_ends_not_before_it_began(cast: Cast) -> None:
    with acting(cast.actor("methodist")):
        made = card.appoint(
            person=cast.teacher, at_organization=cast.mms_a, kind=AppointmentKind.EXPERT, start=LATER, act="Приказ № 1"
        )
        with pytest.raises(ValidationError) as caught:
            card.end_appointment(made, end=DAY)
        assert list(caught.value.message_dict) == ["end"]
        card.end_appointment(made, end=LATER)
        assert Appointment.objects.get(pk=made.pk).end == LATER
        card.remove_appointment(made)
        assert not Appointment.objects.exists()
