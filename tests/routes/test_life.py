"""The life of a route as a machine: moves by services, screens and files in any order, by anybody, on any day.

The oracle is the table of DOMAIN 5 written anew: a step is made exactly where it is lawful, else nothing changes.
"""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any, ClassVar

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from apps.core.actor import acting, system
from apps.routes.models import IndividualRoute
from apps.routes.services import moves
from tests import factories as make
from tests.cast import Cast
from tests.core.web.checks import log_in
from tests.support_imports import counts, import_rows

pytestmark = pytest.mark.django_db
SYSTEM = system("test")
FIRST = date(2024, 3, 1)
DATES = ("drafted_on", "agreed_on", "approved_on", "started_on", "completed_on")
FIELDS = (*DATES, "cancelled_on", "cancel_reason")
Holders = frozenset[str]
BOTH, LEADERS = frozenset({"cnppm", "council", "tutor", "teacher"}), frozenset({"cnppm", "tutor"})
# move → state → who makes it (a region whose profile names nobody else: ЦНППМ approves)
LAWFUL: dict[str, dict[str, Holders]] = {
    "agree": {"draft": frozenset({"teacher", "cnppm"})},
    "approve": {"agreed": frozenset({"cnppm"})},
    "start": {"approved": BOTH},
    "complete": {"approved": LEADERS, "in_progress": LEADERS},
    "cancel": {"draft": BOTH, "agreed": LEADERS, "approved": LEADERS, "in_progress": LEADERS},
}
SETS = {"agree": "agreed_on", "approve": "approved_on", "start": "started_on", "complete": "completed_on"}
EVERYBODY = ("cnppm", "council", "tutor", "teacher", "methodist", "ministry")
ROLES = st.sampled_from(EVERYBODY)
# The day of the latest step, a day before it, a day after it.
SHIFTS = st.sampled_from([0, 0, 1, 5, -1])


def snapshot(route: IndividualRoute) -> dict[str, Any]:
    """What the moves write."""
    with acting(SYSTEM):
        return dict(IndividualRoute.objects.filter(pk=route.pk).values(*FIELDS).get())


def last_of(values: dict[str, Any]) -> date:
    """The day of the latest step so far."""
    days: list[date] = [values[name] for name in DATES if values[name]]
    return max(days)


class Life(RuleBasedStateMachine):
    """One route under moves by anybody, in any order."""

    cast: ClassVar[Cast]
    folder: ClassVar[Path]
    browsers: ClassVar[dict[str, Client]]

    def __init__(self) -> None:
        super().__init__()
        with acting(SYSTEM):
            self.route = make.make_route(self.cast.teacher, None, drafted_on=FIRST)
            make.make_item(self.route, make.make_program(self.cast.iro))
        self.values = snapshot(self.route)

    def lawful(self, move: str, role: str, shift: int) -> bool:
        state = self.state()
        past = last_of(self.values) + timedelta(days=shift) <= timezone.localdate()
        return role in LAWFUL[move].get(state, ()) and shift >= 0 and past

    def state(self) -> str:
        with acting(SYSTEM):
            return IndividualRoute.objects.get(pk=self.route.pk).state.value

    def after(self, move: str, day: date) -> dict[str, Any]:
        if move == "cancel":
            return {**self.values, "cancelled_on": day, "cancel_reason": "Причина"}
        return {**self.values, SETS[move]: day}

    def made(self, move: str, role: str, shift: int, make_it: Callable[[date], None]) -> None:
        """Try a move: it must do what is lawful, or nothing."""
        day = last_of(self.values) + timedelta(days=shift)
        expected = self.after(move, day) if self.lawful(move, role, shift) else self.values
        make_it(day)
        self.values = snapshot(self.route)
        assert self.values == expected

    @rule(move=st.sampled_from(sorted(LAWFUL)), role=ROLES, shift=SHIFTS)
    def by_service(self, move: str, role: str, shift: int) -> None:
        def make_it(day: date) -> None:
            more = {"reason": "Причина"} if move == "cancel" else {}
            with acting(SYSTEM):
                found = IndividualRoute.objects.get(pk=self.route.pk)
            with acting(self.cast.actor(role)):
                try:
                    getattr(moves, move)(found, on=day, **more)
                except (PermissionDenied, ValidationError):
                    return

        self.made(move, role, shift, make_it)

    @rule(move=st.sampled_from(sorted(LAWFUL)), role=ROLES, shift=SHIFTS)
    def by_screen(self, move: str, role: str, shift: int) -> None:
        form = {"reason": "Причина"} if move == "cancel" else {}

        def make_it(day: date) -> None:
            self.browsers[role].post(f"/routes/{self.route.pk}/do/{move}/", {"on": f"{day:%d.%m.%Y}", **form})

        self.made(move, role, shift, make_it)

    @rule(role=ROLES)
    def by_one_click(self, role: str) -> None:
        """The teacher's own button: today, and of no use to anybody else."""
        today = timezone.localdate()
        agrees = role == "teacher" and self.state() == "draft" and last_of(self.values) <= today
        expected = {**self.values, "agreed_on": today} if agrees else self.values
        self.browsers[role].post(f"/routes/{self.route.pk}/do/consent/")
        self.values = snapshot(self.route)
        assert self.values == expected

    @rule(role=ROLES, shift=SHIFTS)
    def by_screen_in_bulk(self, role: str, shift: int) -> None:
        def make_it(day: date) -> None:
            chosen: dict[str, Any] = {"ids": [str(self.route.pk)], "on": f"{day:%d.%m.%Y}"}
            self.browsers[role].post("/routes/bulk/approve/", chosen)

        self.made("approve", role, shift, make_it)

    @rule(role=ROLES, name=st.sampled_from(["drafted_on", *SETS.values(), "cancelled_on"]), shift=SHIFTS)
    def by_form_of_the_route(self, role: str, name: str, shift: int) -> None:
        """No date of a move is a field of the form, whatever is posted to it."""
        day = last_of(self.values) + timedelta(days=shift)
        self.browsers[role].post(f"/routes/{self.route.pk}/edit/", {name: f"{day:%d.%m.%Y}"})
        assert snapshot(self.route) == self.values

    @rule(role=ROLES)
    def by_program(self, role: str) -> None:
        answer = self.browsers[role].post(f"/api/v1/routes/route/{self.route.pk}/", {"approved_on": "2024-03-01"})
        assert answer.status_code in (403, 404, 405)
        assert snapshot(self.route) == self.values

    @rule(
        approved=st.sampled_from(["", "-", "draft", "early", "late"]),
        cancelled=st.sampled_from(["", "", "-", "early", "late"]),
        reason=st.sampled_from(["", "Причина"]),
    )
    def by_file(self, approved: str, cancelled: str, reason: str) -> None:
        days = {"early": FIRST - timedelta(days=9), "draft": FIRST, "late": last_of(self.values)}
        cells = {
            name: f"{days[word]:%d.%m.%Y}" if word in days else word
            for name, word in (("Утверждён", approved), ("Отменён", cancelled))
        }
        row = {"Номер": self.route.number, "СНИЛС": self.cast.teacher.snils, **cells, "Причина отмены": reason}
        result = import_rows("routes", self.folder, row, actor=self.cast.actor("cnppm"))
        before, self.values = self.values, snapshot(self.route)
        if counts(result)[3]:
            assert self.values == before

    @invariant()
    def dates_are_in_order(self) -> None:
        steps = [self.values[name] for name in DATES]
        kept = [step for step in steps if step]
        assert kept == sorted(kept)
        agreed, approved = steps[1], steps[2]
        assert not (approved and not agreed)
        assert not ((steps[3] or steps[4]) and not approved)

    @invariant()
    def it_ends_once_and_for_a_reason(self) -> None:
        cancelled = self.values["cancelled_on"]
        assert not (cancelled and self.values["completed_on"])
        assert not (cancelled and not self.values["cancel_reason"])
        assert not (cancelled and cancelled < last_of(self.values))


def machine_of(cast: Cast, folder: Path) -> type[RuleBasedStateMachine]:
    """The machine over a cast; every run of it makes a route of its own."""
    browsers = {role: log_in(cast, role) for role in EVERYBODY}
    return type("LifeOfCast", (Life,), {"cast": cast, "folder": folder, "browsers": browsers})


def test_no_illegal_move_is_possible_and_dates_are_always_in_order(cast: Cast, tmp_path: Path) -> None:
    run_state_machine_as_test(
        machine_of(cast, tmp_path),
        settings=settings(
            max_examples=8, stateful_step_count=12, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
