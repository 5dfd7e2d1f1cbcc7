"""A region of ten municipalities with a school each, in which the rules of recommendations have something to say."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from apps.core.actor import acting, system
from apps.monitoring.models import Recommendation, Report
from apps.monitoring.services.propose import ground_of, proposals, propose
from apps.organizations.models import Municipality, Organization, Profile
from tests import factories as make
from tests.cast import Cast
from tests.reports import DAY, START, compute, make_profile

MARCH, JUNE = date(2025, 3, 3), date(2025, 6, 6)


@dataclass
class Scene:
    """The cast with a profile and the bodies that answer."""

    cast: Cast
    profile: Profile
    moo: Organization
    places: list[tuple[Municipality, Organization]] = field(default_factory=list)

    def report(self, start: date = START, day: date = DAY) -> Report:
        """The report of a period."""
        return compute(self.profile, start, day)

    def parameters(self, **rules: dict[str, Any]) -> None:
        """Only these rules are at work, with these numbers."""
        from apps.monitoring.recommendations import RULES

        self.profile.recommendations = {code: rules.get(code, {"off": True}) for code in RULES}
        self.profile.save()

    def told(self, rule: str, **numbers: Any) -> dict[str, str]:
        """Unit → what the rule proposes for the report of 2025."""
        with acting(system("test")):
            self.parameters(**{rule: numbers})
            report = self.report()
            report.profile = self.profile
            return {one.unit.name: one.text for one in proposals(ground_of(report)).values()}

    def proposed(self, rule: str, **numbers: Any) -> list[Recommendation]:
        """The stored proposals of the rule for the report of 2025."""
        with acting(system("test")):
            self.parameters(**{rule: numbers})
            report = self.report()
            report.profile = self.profile
            propose(report=report)
            return list(Recommendation.objects.order_by("unit_name"))


def make_scene(cast: Cast, *rules: str) -> Scene:
    """A profile of these indicators; Район А has an authority of its own beside its methodical service."""
    with acting(system("test")):
        moo = make.make_organization(cast.municipality_a, "moo", short_name="Управление образования района А")
        return Scene(cast, make_profile(cast.region, *(rules or ("diagnosed",))), moo)


def add_places(scene: Scene, many: int, people: int) -> None:
    """More municipalities, each with a school of so many people."""
    for number in range(many):
        place = make.make_municipality(scene.cast.region, f"996{10 + number}000", f"Район {number:02}")
        school = make.make_organization(place, short_name=f"Школа {number:02}")
        for _ in range(people):
            make.make_person(school)
        scene.places.append((place, school))
