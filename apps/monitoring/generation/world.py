"""What every step of an invented person's life needs at hand."""

from dataclasses import dataclass, field
from random import Random

from apps.monitoring.generation.careers import Job, belongs, third_anniversary
from apps.monitoring.generation.catalogue import Catalogue
from apps.monitoring.generation.days import Day
from apps.monitoring.generation.dictionaries import Dictionaries, is_manager
from apps.monitoring.generation.organizations import Network, Organization
from apps.monitoring.generation.plan import Plan
from apps.monitoring.generation.tables import Sinks


@dataclass(slots=True)
class World:
    """The unit: its organizations, its offer, and the rows on their way."""

    plan: Plan
    sinks: Sinks
    words: Dictionaries
    network: Network
    catalogue: Catalogue
    placed: dict[int, int] = field(default_factory=dict)
    difficulty: dict[int, float] = field(default_factory=dict)
    methodists: dict[int, list[int]] = field(default_factory=dict)
    snils: int = 0
    routes: int = 0
    documents: int = 0

    def next_snils(self) -> int:
        """The next number of the reserved range."""
        self.snils += 1
        return self.snils - 1

    def next_route(self, year: int) -> str:
        """The next number of a route."""
        self.routes += 1
        return f"{self.plan.prefix}-{year}-{self.routes:06d}"

    def next_document(self) -> str:
        """The next number of a document of training."""
        self.documents += 1
        return f"ВЫМ {self.documents:08d}"


@dataclass(slots=True)
class Worker:
    """One invented person on the way through the years."""

    id: int
    organization: Organization
    jobs: list[Job]
    career: Day
    birth: Day
    ability: float
    zeal: float
    first: Day
    last: Day
    rng: Random
    gains: dict[int, float] = field(default_factory=dict)
    deficits: dict[int, float] = field(default_factory=dict)
    taken: set[tuple[object, ...]] = field(default_factory=set)
    trained_in: int = 0

    @property
    def manager(self) -> bool:
        """Whether the present position is a manager's."""
        return is_manager(belongs(self.jobs).post)

    def young_on(self, on: Day) -> bool:
        """Whether the person is about a young specialist on that day."""
        return not self.manager and on < third_anniversary(self.career) and on - self.birth < 35 * 365

    def once(self, *key: object) -> bool:
        """Whether this has not been done before (the keys of the tables); remembers it."""
        if key in self.taken:
            return False
        self.taken.add(key)
        return True
