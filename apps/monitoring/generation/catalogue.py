"""What the region offers to its people: tools, programmes with their way to the ФР, events."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random

from apps.core.text import sort_key
from apps.diagnostics.enums import Block
from apps.events.enums import EventKind, EventLevel
from apps.monitoring.generation.days import YEAR, Day, day, iso, maybe, within
from apps.monitoring.generation.dictionaries import Dictionaries
from apps.monitoring.generation.organizations import Kind, Network, Organization
from apps.monitoring.generation.plan import Plan
from apps.monitoring.generation.tables import Sinks
from apps.programs.enums import QUALITY_THEME, ProgramKind, StudyForm

# Unmistakably invented as well.
TOPICS = (
    "Педагогика вымысла", "Урок в тридевятом классе", "Методика небывалого", "Ступени невиданного мастерства",
    "Школа понарошку", "Сказочный урок года", "Выдумка как приём", "Открытый урок на Луне", "Учитель-волшебник",
    "Читаем ненаписанное", "Перо жар-птицы", "Живая вода образования",
)  # fmt: skip
THEMES = (
    "функциональная грамотность", "цифровая образовательная среда", "воспитание", "обновлённые ФГОС",
    "одарённые дети", "инклюзивное образование", "оценка результатов",
)  # fmt: skip
GAPS = 3  # competences that no programme covers: the request to the institute
CORE = (Block.SUBJECT, Block.METHODICAL)
HUMAN = (Block.PEDAGOGICAL, Block.COMMUNICATIVE)
# provider, title, blocks of its competences, independent
TOOLS = (
    (Kind.CNPPM, "Предметные и методические компетенции", CORE, True),
    (Kind.CNPPM, "Психолого-педагогические компетенции", HUMAN, True),
    (Kind.CNPPM, "ИКТ-компетенции", (Block.ICT, Block.COMMUNICATIVE), True),
    (Kind.CNPPM, "Управленческие компетенции", (Block.MANAGERIAL,), True),
    (Kind.COPMKP, "Независимая оценка мастерства", (Block.METHODICAL, Block.PEDAGOGICAL), True),
    (Kind.FEDERAL, "Вымышленная всероссийская оценка компетенций", CORE, True),
    (Kind.CNPPM, "Самодиагностика", (Block.METHODICAL, Block.ICT), False),
)
MANAGERIAL_TOOL, SELF_TOOL = 3, 6
MAX_ROUNDS, PEOPLE_PER_ROUND = 40, 800
TOOL_SIZE = 6
# organizer, kind of event, level, share of a year's events of that organizer, a form of support of the young
REGIONAL = (
    (EventKind.SKILL_CONTEST, False), (EventKind.CONFERENCE, False), (EventKind.FORUM, False),
    (EventKind.WEBINAR, False), (EventKind.YOUNG_SCHOOL, True), (EventKind.FESTIVAL, True), (EventKind.SEMINAR, False),
    (EventKind.INTERNSHIP, False),
)  # fmt: skip
MUNICIPAL = (
    (EventKind.SKILL_CONTEST, False), (EventKind.METHODICAL_DAY, False), (EventKind.SEMINAR, False),
    (EventKind.YOUNG_SCHOOL, True), (EventKind.READINGS, False), (EventKind.MASTER_CLASS, False),
    (EventKind.SEMINAR, True), (EventKind.CONTEST, False),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Tool:
    """A diagnostic tool: what it measures."""

    id: int
    provider: int
    competences: tuple[int, ...]
    independent: bool


@dataclass(frozen=True, slots=True)
class Program:
    """A programme and its stay in the ФР."""

    id: int
    title: str
    hours: int
    competences: tuple[int, ...]
    runs_from: Day
    runs_to: Day
    included: Day | None
    excluded: Day | None
    quality: bool


@dataclass(frozen=True, slots=True)
class Event:
    """An event."""

    id: int
    title: str
    kind: str
    start: Day
    end: Day
    young: bool


@dataclass(slots=True)
class Catalogue:
    """Everything on offer, by what people look for."""

    tools: list[Tool] = field(default_factory=list)
    programs: list[Program] = field(default_factory=list)
    covering: dict[int, list[Program]] = field(default_factory=dict)
    quality: list[Program] = field(default_factory=list)
    events: dict[tuple[int, int], list[Event]] = field(default_factory=dict)

    def event(self, rng: Random, year: int, place: int, *, young: bool = False, contest: bool = False) -> Event | None:
        """An event of that year in the municipality (or of the region): a support form, a contest, or any other."""
        near = self.events.get((year, place), ())
        wide = self.events.get((year, 0), ())
        for pool in (near, wide) if rng.random() < 0.7 else (wide, near):
            fit = [e for e in pool if e.young == young and (e.kind == EventKind.SKILL_CONTEST) == contest]
            if fit:
                return fit[int(rng.random() * len(fit))]
        return None

    def program(self, rng: Random, competence: int, on: Day) -> Program | None:
        """A programme for a competence that runs then; those of the ФР are preferred."""
        running = [p for p in self.covering.get(competence, ()) if p.runs_from <= on <= p.runs_to]
        listed = [p for p in running if p.included is not None and p.included <= on and not gone(p, on)]
        pool = listed if listed and rng.random() < 0.85 else running
        return pool[int(rng.random() * len(pool))] if pool else None


def gone(program: Program, on: Day) -> bool:
    """Whether the programme was excluded on or before that day."""
    return program.excluded is not None and program.excluded <= on


class Offering:
    """Makes the catalogue of a plan."""

    def __init__(self, plan: Plan, network: Network, words: Dictionaries, sinks: Sinks) -> None:
        self.plan, self.network, self.words, self.sinks = plan, network, words, sinks
        self.rng = plan.rng("catalogue")
        self.catalogue = Catalogue()

    def make(self) -> Catalogue:
        """Tools, programmes, events of every year."""
        for kind, title, blocks, independent in TOOLS:
            self.tool(self.network.of(kind), title, blocks, independent)
        self.programs()
        for year in self.plan.calendar:
            self.events_of(year)
        return self.catalogue

    def tool(self, provider: Organization, title: str, blocks: Sequence[str], independent: bool) -> None:
        """A tool that measures some competences of its blocks."""
        pool = [c for block in blocks for c in self.words.blocks[block]]
        chosen = sorted(self.rng.sample(pool, min(TOOL_SIZE, len(pool))))
        number = self.sinks.tool.add(provider.id, title)
        self.catalogue.tools.append(Tool(number, provider.id, tuple(chosen), independent))

    def programs(self) -> None:
        """Programmes of the institute, the centre and other providers; a few of them about quality management."""
        competences = sorted(self.words.titles)
        covered = competences[GAPS:]
        count = min(400, max(len(covered) + 8, self.plan.persons // 60))
        for number in range(count):
            first = covered[number % len(covered)]
            quality = number % 12 == 5
            more = self.rng.sample(covered, self.rng.choice((0, 0, 1, 2)))
            self.program(number + 1, tuple(sorted({first, *more})), quality)

    def provider(self) -> Organization:
        """The institute most often."""
        chance = self.rng.random()
        steps = ((0.55, Kind.IRO), (0.75, Kind.CNPPM), (0.9, Kind.UNIVERSITY), (0.96, Kind.FEDERAL))
        return self.network.of(next((kind for limit, kind in steps if chance < limit), Kind.OTHER))

    def program(self, number: int, competences: tuple[int, ...], quality: bool) -> None:
        """One programme, perhaps with a registry entry."""
        rng, plan = self.rng, self.plan
        owner, long = self.provider(), rng.random() < 0.07
        hours = rng.choice((252, 288, 340)) if long else rng.choice((16, 18, 24, 36, 36, 48, 72, 72, 108, 144))
        kind = ProgramKind.PP if long else ProgramKind.PK
        theme = QUALITY_THEME if quality else rng.choice(THEMES)
        title = "Управление качеством образования" if quality else self.words.titles[competences[0]]
        title = f"{title} (вымышленная программа № {number})"
        # The first ones run throughout: every competence but the gaps always has something to be learnt at.
        always = number <= len(self.words.titles)
        start = plan.first_day - 2 * YEAR if always else within(rng, plan.first_day - YEAR, plan.last_day - 200)
        end = plan.last_day + YEAR if always else start + rng.choice((1, 2, 3)) * YEAR
        form = rng.choice(StudyForm.values)
        code = f"ДПП-{plan.prefix}-{number:04d}"
        pk = self.sinks.program.add(
            owner.id, code, title, sort_key(title), kind, hours, form, theme, iso(start), iso(end)
        )
        for competence in competences:
            self.sinks.program_competence.add(pk, competence)
        included, excluded = self.registry(pk, number, title, kind, hours, start)
        self.keep(Program(pk, title, hours, competences, start, end, included, excluded, quality))

    def registry(
        self, pk: int, number: int, title: str, kind: str, hours: int, start: Day
    ) -> tuple[Day | None, Day | None]:
        """Two programmes of three are in the ФР; one entry in nine is excluded later."""
        rng, plan = self.rng, self.plan
        if rng.random() > 0.68:
            return None, None
        included = min(start + within(rng, -60, 300), plan.last_day)
        excluded = within(rng, included + 90, included + 3 * YEAR) if rng.random() < 0.11 else None
        if excluded is not None and excluded > plan.last_day:
            excluded = None
        name = "Вымышленный институт развития образования"
        code = f"ФР-{plan.prefix}-{number:04d}"
        self.sinks.entry.add(code, title, kind, hours, "", name, iso(included), maybe(excluded), pk)
        return included, excluded

    def keep(self, program: Program) -> None:
        """Keep a programme in the indexes."""
        self.catalogue.programs.append(program)
        for competence in program.competences:
            self.catalogue.covering.setdefault(competence, []).append(program)
        if program.quality:
            self.catalogue.quality.append(program)

    def events_of(self, year: int) -> None:
        """A year of the region and of every municipality; where there are more people there are more events."""
        services = self.network.by_kind[Kind.MMS]
        rounds = min(MAX_ROUNDS, 1 + self.plan.persons // (PEOPLE_PER_ROUND * len(services)))
        for number, (kind, young) in enumerate(REGIONAL * rounds, start=1):
            organizer = self.network.of(Kind.CNPPM if number % 2 else Kind.IRO)
            self.event(year, 0, organizer, kind, EventLevel.REGIONAL, young, f"Р{number:02d}")
        for body in services:
            for number, (kind, young) in enumerate(MUNICIPAL * rounds, start=1):
                code = f"{body.code.rsplit('-', 1)[1]}-{number:02d}"
                self.event(year, body.municipality_id, body, kind, EventLevel.MUNICIPAL, young, code)

    def event(
        self, year: int, place: int, organizer: Organization, kind: EventKind, level: str, young: bool, code: str
    ) -> None:
        """One event of one to three days."""
        rng = self.rng
        start = within(rng, day(year, 1, 15), day(year, 12, 18))
        end = start + int(rng.random() * 3)
        words = kind.label[0].upper() + kind.label[1:]
        title = f"{words} «{TOPICS[int(rng.random() * len(TOPICS))]}» — {year}"
        full = f"М-{self.plan.prefix}-{year}-{code}"
        pk = self.sinks.event.add(
            organizer.id,
            full,
            title,
            sort_key(title),
            kind,
            level,
            iso(start),
            iso(end) if end > start else None,
            young,
        )
        if end <= self.plan.last_day:  # a later one is planned: nobody has taken part in it yet
            self.catalogue.events.setdefault((year, place), []).append(Event(pk, title, kind, start, end, young))
