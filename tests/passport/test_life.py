"""The way of a passport: begun, filled, accepted, approved, sent, agreed; returned; corrected."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from apps.core.actor import acting
from apps.core.models import HistoryEntry, Notification
from apps.passport.enums import PartKind, PartState, PassportState
from apps.passport.models import Figure, InformationResource, MoneyLine, Part, Passport
from apps.passport.services import parts, passports
from tests.cast import Cast
from tests.passport.scene import (
    DUE,
    SYSTEM,
    accept_all,
    approved,
    begin,
    everything,
    fresh,
    hand_in,
    part_of,
    profile_of,
    submitted,
)
from tests.reports import make_profile

pytestmark = pytest.mark.django_db
LETTER: dict[str, Any] = {"sent_on": date(2036, 3, 1), "sent_number": "12-п"}
ANSWER: dict[str, Any] = {"outcome_on": date(2036, 3, 20), "outcome_number": "АП-7"}


def refusal(caught: pytest.ExceptionInfo[ValidationError]) -> str:
    return " ".join(caught.value.messages)


def test_begun_passport_has_a_part_for_everybody_and_computed_figures(cast: Cast) -> None:
    passport = begin(cast)
    with acting(SYSTEM):
        rows = Part.objects.filter(passport=passport).order_by("kind").values_list("kind", "name", "state", "due_on")
        assert list(rows) == [
            ("cnppm", "ЦНППМ", "empty", DUE),
            ("iro", "ИРО", "empty", DUE),
            ("mms", "ММС района А", "empty", DUE),
        ]
        staff = Figure.objects.select_related("part").get(part__passport=passport, code="staff.total")
    assert (staff.number, staff.part.kind, staff.computed) == (Decimal(4), PartKind.CNPPM.value, True)
    assert fresh(passport).computed_at is not None


def test_everybody_who_fills_is_told_once(cast: Cast) -> None:
    passport = begin(cast)
    with acting(SYSTEM):
        told = Notification.objects.order_by("user__login").values_list("user__login", "url")
        assert list(told) == [(role, f"/passport/{passport.pk}/") for role in ("iro", "methodist")]


def test_a_second_passport_of_the_year_is_refused(cast: Cast) -> None:
    begin(cast)
    with pytest.raises(ValidationError) as caught:
        begin(cast)
    assert "уже начат" in refusal(caught)


def test_a_municipal_profile_has_no_passport(cast: Cast) -> None:
    with acting(SYSTEM):
        profile = make_profile(cast.region, "diagnosed", municipality=cast.municipality_a, code="local")
    with acting(cast.actor("cnppm")), pytest.raises(ValidationError) as caught:
        passports.begin_passport(profile=profile, year=2025, due_on=DUE)
    assert refusal(caught) == passports.NO_MUNICIPAL


@pytest.mark.parametrize("role", ["ministry", "iro", "methodist", "moo", "operator"])
def test_only_the_centre_begins_passports(cast: Cast, role: str) -> None:
    profile = profile_of(cast)
    with acting(cast.actor(role)), pytest.raises(ValidationError) as caught:
        passports.begin_passport(profile=profile, year=2025, due_on=DUE)
    assert refusal(caught) == passports.NOT_YOURS


def test_a_part_is_filled_step_by_step_and_keeps_who_and_from_where(cast: Cast) -> None:
    passport = begin(cast)
    part = part_of(passport, "mms")
    with acting(cast.actor("methodist")):
        parts.fill_part(part, figures={"infrastructure.rooms": 3}, sources={"infrastructure.rooms": "ОО-2"})
        stored = Figure.objects.get(part=part)
        assert (part.state, stored.number, stored.source) == (PartState.FILLING.value, Decimal(3), "ОО-2")
        assert stored.entered_by == cast.actor("methodist").label
        parts.fill_part(part, figures={"infrastructure.rooms": None})
        assert not Figure.objects.filter(part=part).exists()
    with acting(SYSTEM):
        verbs = HistoryEntry.objects.filter(object_kind="passport.figure").order_by("pk")
        assert list(verbs.values_list("verb", flat=True)) == ["enter_figure", "clear_figure"]


def test_an_unfilled_part_is_not_handed_in(cast: Cast) -> None:
    part = part_of(begin(cast), "mms")
    with acting(cast.actor("methodist")):
        full = everything(part)
        parts.fill_part(part, **{**full, "absent": ["3", "6"]})
        with pytest.raises(ValidationError) as caught:
            parts.submit_part(part)
    assert refusal(caught) == ("Не заполнено: финансирование. Внесите сведения или отметьте, что их нет.")


def test_a_list_with_rows_is_not_absent(cast: Cast) -> None:
    part = part_of(begin(cast), "mms")
    money = {"money_source": "municipal", "year": 2025, "amount": 120, "purpose": "Курсы"}
    with acting(cast.actor("methodist")):
        parts.fill_part(part, absent=["4"])
        parts.add_money(part=part, **money)
        assert part.absent == []
        with pytest.raises(ValidationError) as caught:
            parts.fill_part(part, absent=["4"])
    assert refusal(caught) == parts.BUSY


def test_a_part_handed_in_is_closed_until_it_is_returned(cast: Cast) -> None:
    passport = begin(cast)
    methodist, centre = cast.actor("methodist"), cast.actor("cnppm")
    part = hand_in(passport, "mms", methodist)
    with acting(methodist), pytest.raises(ValidationError) as caught:
        parts.fill_part(part, figures={"infrastructure.rooms": 9})
    assert refusal(caught) == parts.CLOSED
    with acting(centre):
        parts.return_part(part, remark="Проверьте кабинеты")
    with acting(methodist):
        parts.fill_part(part, figures={"infrastructure.rooms": 9})
        again = parts.submit_part(part)
    assert (again.state, again.remark, again.decided_by) == (PartState.SUBMITTED, "", centre.label)


@pytest.mark.parametrize("role", ["methodist", "iro", "ministry"])
def test_only_the_centre_accepts(cast: Cast, role: str) -> None:
    part = hand_in(begin(cast), "mms", cast.actor("methodist"))
    with acting(cast.actor(role)), pytest.raises(ValidationError) as caught:
        parts.accept_part(part)
    assert refusal(caught) == parts.NOT_MINE


def test_nobody_fills_the_part_of_another(cast: Cast) -> None:
    passport = begin(cast)
    for role, kind in (("methodist", "iro"), ("iro", "mms"), ("ministry", "mms")):
        part = part_of(passport, kind)
        with acting(cast.actor(role)), pytest.raises(ValidationError) as caught:
            parts.fill_part(part, figures={"infrastructure.rooms": 1})
        assert refusal(caught) == parts.CLOSED


def test_the_centre_fills_for_whoever_does_not(cast: Cast) -> None:
    part = hand_in(begin(cast), "mms", cast.actor("cnppm"))
    with acting(cast.actor("cnppm")):
        assert parts.accept_part(part).state == PartState.ACCEPTED


def test_a_passport_with_an_open_part_is_not_submitted(cast: Cast) -> None:
    passport = begin(cast)
    hand_in(passport, "mms", cast.actor("methodist"))
    with acting(cast.actor("cnppm")), pytest.raises(ValidationError) as caught:
        passports.submit_passport(passport)
    assert refusal(caught).startswith("Не приняты части: ИРО, ММС района А, ЦНППМ.")


def test_the_whole_way_to_the_agreement(cast: Cast) -> None:
    passport = submitted(cast)
    assert passport.state == PassportState.REVIEW
    with acting(cast.actor("ministry")):
        passports.approve_passport(passport)
    with acting(cast.actor("cnppm")):
        passports.send_passport(passport, **LETTER)
        passports.conclude_passport(passport, agreed=True, **ANSWER)
    stored = fresh(passport)
    assert (stored.state, stored.published) == (PassportState.AGREED, True)
    assert (stored.sent_number, stored.outcome_number) == ("12-п", "АП-7")
    with acting(SYSTEM):
        verbs = HistoryEntry.objects.filter(object_kind="passport.passport", object_ref=str(passport.pk))
        known = list(verbs.order_by("pk").values_list("verb", flat=True))
    steps = ["submit_passport", "approve_passport", "send_passport", "conclude_passport"]
    assert [verb for verb in known if verb in steps] == steps


def test_the_federal_operator_reads_only_what_is_approved(cast: Cast) -> None:
    passport = submitted(cast)
    federal = cast.actor("federal")
    with acting(federal):
        assert (Passport.objects.count(), Figure.objects.count()) == (0, 0)
    with acting(cast.actor("ministry")):
        passports.approve_passport(passport)
    with acting(federal):
        assert Passport.objects.get().pk == passport.pk
        assert Figure.objects.filter(code="staff.total").count() == 1
        assert Part.objects.count() == 3


def test_the_ministry_returns_and_the_centre_mends(cast: Cast) -> None:
    passport = submitted(cast)
    with acting(cast.actor("ministry")):
        passports.return_passport(passport, remark="Уточните финансирование")
    assert fresh(passport).remark == "Уточните финансирование"
    part = part_of(passport, "mms")
    with acting(cast.actor("cnppm")):
        parts.return_part(part, remark="Сумма?")
        parts.fill_part(part, figures={"infrastructure.rooms": 7})
        parts.submit_part(part)
        parts.accept_part(part)
        assert passports.submit_passport(fresh(passport)).state == PassportState.REVIEW


@pytest.mark.parametrize(
    ("step", "role", "fields"),
    [
        ("approve_passport", "cnppm", {}),
        ("return_passport", "cnppm", {"remark": "нет"}),
        ("send_passport", "ministry", LETTER),
        ("conclude_passport", "federal", {"agreed": True, **ANSWER}),
        ("correct_passport", "ministry", {"due_on": DUE}),
        ("refresh_passport", "ministry", {}),
    ],
)
def test_a_step_of_another_role_or_time_is_refused(cast: Cast, step: str, role: str, fields: dict[str, object]) -> None:
    passport = submitted(cast)
    with acting(cast.actor(role)), pytest.raises(ValidationError):
        getattr(passports, step)(passport, **fields)
    assert fresh(passport).state == PassportState.REVIEW


def test_letters_stand_in_the_order_of_time(cast: Cast) -> None:
    passport = approved(cast)
    with acting(cast.actor("cnppm")):
        with pytest.raises(ValidationError) as early:
            passports.send_passport(passport, sent_on=date(2020, 1, 1), sent_number="1")
        passports.send_passport(passport, **LETTER)
        with pytest.raises(ValidationError) as before:
            passports.conclude_passport(passport, agreed=True, outcome_on=date(2020, 1, 1), outcome_number="1")
        with pytest.raises(ValidationError) as silent:
            passports.conclude_passport(passport, agreed=False, **ANSWER)
    assert list(early.value.message_dict) == ["sent_on"]
    assert list(before.value.message_dict) == ["outcome_on"]
    assert list(silent.value.message_dict) == ["remark"]


def test_a_correction_copies_what_was_entered_and_leaves_the_approved_version(cast: Cast) -> None:
    passport = begin(cast)
    part = part_of(passport, "mms")
    money = {"money_source": "municipal", "year": 2025, "amount": 120, "purpose": "Курсы"}
    site = {"kind": "site", "title": "Сайт ММС", "owner": "ММС", "purpose": "Новости"}
    with acting(cast.actor("methodist")):
        parts.add_money(part=part, **money)
        parts.add_resource(part=part, **site)
        parts.fill_part(part, **{**everything(part, 7), "absent": ["3"]})
        parts.submit_part(part)
    with acting(cast.actor("cnppm")):
        parts.accept_part(part)
    for kind, role in (("iro", "iro"), ("cnppm", "cnppm")):
        hand_in(passport, kind, cast.actor(role))
        with acting(cast.actor("cnppm")):
            parts.accept_part(part_of(passport, kind))
    with acting(cast.actor("cnppm")):
        passports.submit_passport(fresh(passport))
    with acting(cast.actor("ministry")):
        one = passports.approve_passport(fresh(passport))
    with acting(cast.actor("cnppm")):
        two = passports.correct_passport(one, due_on=DUE)
        with pytest.raises(ValidationError):
            passports.correct_passport(one, due_on=DUE)
    copy = part_of(two, "mms")
    with acting(SYSTEM):
        assert (two.version, two.previous_id, two.state) == (2, one.pk, PassportState.FILLING)
        assert Figure.objects.get(part=copy, code="infrastructure.rooms").number == 7
        assert MoneyLine.objects.get(part=copy).published is False
        assert InformationResource.objects.get(part=copy).title == "Сайт ММС"
        assert (copy.state, copy.absent) == (PartState.FILLING, ["3"])
        assert Figure.objects.filter(part__passport=one, published=False).count() == 0


def test_an_approved_passport_does_not_move_with_the_data(cast: Cast) -> None:
    from tests import factories as make

    passport = approved(cast)
    with acting(SYSTEM):
        before = list(Figure.objects.order_by("pk").values())
        make.make_person(cast.school_a)
    with acting(cast.actor("cnppm")), pytest.raises(ValidationError):
        passports.refresh_passport(passport)
    with acting(SYSTEM):
        assert list(Figure.objects.order_by("pk").values()) == before


def test_the_centre_takes_every_part_before_the_ministry(cast: Cast) -> None:
    passport = begin(cast)
    accept_all(cast, passport)
    with acting(SYSTEM):
        assert set(Part.objects.values_list("state", flat=True)) == {PartState.ACCEPTED}
