"""A roadmap over the cast: an executor of every sort, and browsers."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from django.test import Client

from apps.core.actor import acting, system
from apps.roadmap.models import Occurrence, Roadmap, RoadmapItem
from apps.roadmap.services.occurrences import make_occurrences
from tests.cast import Cast
from tests.core.web.checks import log_in
from tests.roadmap.rows import make_executor, make_item, make_profile, make_quantity, make_roadmap

Browse = Callable[[str], Client]
SYSTEM = system("test")


@pytest.fixture
def browse(cast: Cast) -> Browse:
    """A browser of the cast's user in a role: ``browse("cnppm").get("/roadmap/")``."""
    return lambda role: log_in(cast, role)


@dataclass(frozen=True)
class Scene:
    """A roadmap of 2025 and 2026: the ministry yearly, all ММС once, all that teach yearly."""

    cast: Cast
    roadmap: Roadmap
    act: RoadmapItem
    service: RoadmapItem
    everybody: RoadmapItem

    def of(self, item: RoadmapItem, name: str, year: int = 2025) -> Occurrence:
        """The execution of a measure by an organization of the cast."""
        with acting(SYSTEM):
            rows = Occurrence.objects.select_related("item__roadmap__profile")
            return rows.get(item=item, organization=getattr(self.cast, name), year=year)


@pytest.fixture
def scene(cast: Cast) -> Scene:
    with acting(SYSTEM):
        roadmap = make_roadmap(make_profile(cast.region))
        act = make_item(roadmap, "1", title="Издан приказ", section="Раздел 1", position=1,
                        executor_names=["Министерство"])  # fmt: skip
        make_executor(act, "ministry")
        service = make_item(roadmap, "2", title="Обучены методисты", term="до 1 марта 2025 года", position=2,
                            executor_names=["все ММС"])  # fmt: skip
        make_executor(service, "mms", fan_out=True)
        everybody = make_item(roadmap, "3", title="Проведены мероприятия", position=3, executor_names=["ОО"])
        make_executor(everybody, "educational", fan_out=True)
        make_quantity(everybody, value=4, unit="мероприятия", at_least=True, period="year", counter="events")
        make_occurrences(roadmap)
    return Scene(cast, roadmap, act, service, everybody)
