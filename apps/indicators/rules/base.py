"""What a rule is: candidates that may put a subject into the numerator, and the ordered steps each must pass.

The same steps yield the figure and the explanation (DOMAIN 4, «Explained»): a subject's outcome is how far its best
candidate came, so the first failed step of the best candidate is the reason in words. SQL stands in the sources;
``{day}``, ``{since}``, ``{start}``, ``{providers}``, ``{any_provider}`` and ``{themes}`` are bound as parameters.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from apps.indicators.enums import Population, Record, Subject

SUBJECTS = {
    Population.STAFF: Subject.PERSON,
    Population.PEDAGOGUES: Subject.PERSON,
    Population.YOUNG: Subject.PERSON,
    Population.TEAMS: Subject.TEAM,
    Population.ORGANIZATIONS: Subject.ORGANIZATION,
    Population.PROGRAMS: Subject.PROGRAM,
}


@dataclass(frozen=True, slots=True)
class Step:
    """One condition: its name in the sources, and the Russian sentence when it is the first that fails."""

    key: str
    failed: str


@dataclass(frozen=True, slots=True)
class Source:
    """Candidate records of one kind (or two, told apart by ``pick``): where they are and when they pass each step.

    ``rows`` is a FROM clause with its WHERE; ``subject`` the person (organization, programme) of a row; ``on`` the date
    shown with the record; ``holds`` a step's condition by its key (a step not named there is passed).
    """

    records: tuple[Record, ...]
    rows: str
    subject: str
    id: str
    on: str
    holds: Mapping[str, str] = field(default_factory=dict)
    pick: str = "0"


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of DOMAIN 4 under its code.

    ``words`` tell the numerator, after «те из них, …»; ``nothing`` is the reason of a subject with no candidate.
    A team passes when ``share`` of its managers passed (``any``: at least one of them).
    """

    code: str
    title: str
    population: Population
    words: str
    nothing: str
    sources: tuple[Source, ...]
    steps: tuple[Step, ...] = ()
    team: str = ""
    defaults: Mapping[str, Any] = field(default_factory=dict)

    @property
    def subject(self) -> Subject:
        """What the rule counts."""
        return SUBJECTS[self.population]

    @property
    def passed(self) -> int:
        """The stage of a candidate that passed every step; 0 is no candidate, k the failure of step k."""
        return len(self.steps) + 1

    @property
    def reasons(self) -> tuple[str, ...]:
        """The sentence of each stage short of ``passed``."""
        return (self.nothing, *(step.failed for step in self.steps))

    def __post_init__(self) -> None:
        keys = {step.key for step in self.steps}
        for source in self.sources:
            if unknown := set(source.holds) - keys:
                raise TypeError(f"rule {self.code}: no step named {sorted(unknown)}")
