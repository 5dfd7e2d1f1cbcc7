"""Invented organizations of every kind, spread over the real municipalities."""

from dataclasses import dataclass, field
from random import Random

from apps.core.text import natural_key
from apps.monitoring.generation.days import YEAR, Day, day, iso, maybe, within
from apps.monitoring.generation.plan import Plan
from apps.monitoring.generation.tables import Sinks
from apps.monitoring.generation.territory import Place, shares
from apps.organizations.enums import EDUCATIONAL, Flag, Founder, OrganizationKind, SiteKind
from apps.organizations.services.placement import visibility

Kind = OrganizationKind
# Settlements that are on no map; the second form goes with «школа».
SETTLEMENTS = (
    ("Выдуманский", "Выдуманская"), ("Небыловский", "Небыловская"), ("Понарошкинский", "Понарошкинская"),
    ("Мнимогорский", "Мнимогорская"), ("Сказовский", "Сказовская"), ("Затейнинский", "Затейнинская"),
    ("Тридевятьинский", "Тридевятьинская"), ("Придумовский", "Придумовская"), ("Условногорский", "Условногорская"),
    ("Чудогорский", "Чудогорская"),
)  # fmt: skip
# kind → (share, median number of workers, name, letter of the code)
SCHOOLS = {
    Kind.SCHOOL: (0.56, 34, "{1} школа № {2}", "Ш"),
    Kind.KINDERGARTEN: (0.27, 19, "{0} детский сад № {2}", "С"),
    Kind.ADDITIONAL: (0.10, 18, "{0} дом творчества № {2}", "Д"),
    Kind.COLLEGE: (0.05, 44, "{0} колледж № {2}", "К"),
    Kind.OTHER_EDU: (0.02, 14, "{0} центр помощи детям № {2}", "И"),
}
# kind → (number, weight of its staff, name)
BODIES = {
    Kind.MINISTRY: (1, 0.0, "Вымышленное министерство образования"),
    Kind.IRO: (1, 14.0, "Вымышленный институт развития образования"),
    Kind.CNPPM: (1, 9.0, "ЦНППМ вымышленного региона"),
    Kind.COPMKP: (1, 4.0, "Вымышленный центр оценки профессионального мастерства"),
    Kind.UMO: (1, 0.0, "Вымышленное учебно-методическое объединение"),
    Kind.FEDERAL: (1, 0.0, "Вымышленная федеральная академия"),
    Kind.UNIVERSITY: (2, 0.0, "Вымышленный педагогический университет"),
    Kind.OTHER: (1, 0.0, "Вымышленный учебный центр"),
}
CODES = {
    Kind.MINISTRY: "МИН",
    Kind.IRO: "ИРО",
    Kind.CNPPM: "ЦНППМ",
    Kind.COPMKP: "ЦОПМКП",
    Kind.UMO: "УМО",
    Kind.FEDERAL: "ФО",
    Kind.UNIVERSITY: "ВУЗ",
    Kind.OTHER: "УЦ",
}
LOCAL = {
    Kind.MOO: (0.0, "{1} управа образования", "У"),
    Kind.MMS: (2.5, "{1} методическая служба", "М"),
}
MIN_TO_CLOSE = 20


@dataclass(slots=True)
class Organization:
    """What the life of people needs to know of an organization."""

    id: int
    code: str
    kind: str
    place: Place | None
    opened: Day | None
    closed: Day | None
    weight: float
    ability: float
    size: int = 0

    @property
    def municipality_id(self) -> int:
        """The home municipality; 0 stands for the regional level."""
        return self.place.municipality.pk if self.place else 0

    @property
    def educational(self) -> bool:
        """Whether its staff is a population of the indicators."""
        return self.kind in EDUCATIONAL


@dataclass(slots=True)
class Network:
    """All organizations of the unit."""

    every: list[Organization] = field(default_factory=list)
    by_kind: dict[str, list[Organization]] = field(default_factory=dict)
    schools_of: dict[int, list[Organization]] = field(default_factory=dict)

    def add(self, organization: Organization) -> None:
        """Keep an organization in all indexes."""
        self.every.append(organization)
        self.by_kind.setdefault(organization.kind, []).append(organization)
        if organization.educational:
            self.schools_of.setdefault(organization.municipality_id, []).append(organization)

    def of(self, kind: str) -> Organization:
        """The first organization of a kind."""
        return self.by_kind[kind][0]

    def neighbour(self, rng: Random, of: Organization, on: Day) -> Organization | None:
        """Another school to move to: of the same municipality four times in five, of the same kind if there is one."""
        near = self.schools_of.get(of.municipality_id, [])
        pool = near if near and rng.random() < 0.8 else self.by_kind.get(of.kind, near)
        fit = [o for o in pool if o.id != of.id and is_open(o, on)] if len(pool) < 50 else sample(rng, pool, of, on)
        same = [o for o in fit if o.kind == of.kind] or fit
        return same[int(rng.random() * len(same))] if same else None


def is_open(organization: Organization, on: Day) -> bool:
    """Whether it works on that day and will not close."""
    return organization.closed is None and (organization.opened is None or organization.opened <= on)


def sample(rng: Random, pool: list[Organization], of: Organization, on: Day) -> list[Organization]:
    """A few candidates of a long list."""
    drawn = [pool[int(rng.random() * len(pool))] for _ in range(8)]
    return [o for o in drawn if o.id != of.id and is_open(o, on)]


class Founding:
    """Makes the organizations of a plan."""

    def __init__(self, plan: Plan, places: list[Place], top: int, sinks: Sinks) -> None:
        self.plan, self.places, self.top, self.sinks = plan, places, top, sinks
        self.rng = plan.rng("organizations")
        self.network = Network()

    def found(self) -> Network:
        """Bodies of the region, bodies of the municipalities, then the organizations that teach."""
        for kind, (count, weight, name) in BODIES.items():
            for number in range(count):
                self.body(kind, weight, name if count == 1 else f"{name} № {number + 1}", number)
        for place in self.places:
            for kind, (weight, name, letter) in LOCAL.items():
                code = f"{self.plan.prefix}-{letter}-{place.settlement + 1:04d}"
                self.write(kind, code, self.named(name, place, place.settlement + 1), place, weight, Founder.MUNICIPAL)
        self.schools()
        self.staff()
        return self.network

    def body(self, kind: str, weight: float, name: str, number: int) -> None:
        """An organization of the regional level; a centre is a unit of the institute."""
        code = f"{self.plan.prefix}-{CODES[Kind(kind)]}" + (f"-{number + 1}" if number else "")
        parent = self.network.of(Kind.IRO).id if kind == Kind.CNPPM else None
        founder = {"federal": Founder.FEDERAL, "university": Founder.FEDERAL, "other": Founder.PRIVATE}
        # The people of a municipal profile work in the municipality.
        weight = 0.0 if self.plan.municipality else weight
        self.write(kind, code, name, None, weight, founder.get(kind, Founder.REGIONAL), parent)

    def schools(self) -> None:
        """The organizations that teach: at least one a municipality where there are enough of them."""
        count = max(self.plan.organizations - len(self.network.every), len(self.places) + 4)
        numbers = dict.fromkeys(SCHOOLS, 0)
        counts = shares(count, [place.weight for place in self.places], minimum=1)
        for place, own in zip(self.places, counts, strict=True):
            for _ in range(own):
                kind = self.draw_kind()
                numbers[kind] += 1
                self.school(kind, numbers[kind], place)

    def draw_kind(self) -> OrganizationKind:
        """A kind by its share."""
        chance = self.rng.random()
        for kind, (share, *_) in SCHOOLS.items():
            chance -= share
            if chance < 0:
                return kind
        return Kind.SCHOOL

    def school(self, kind: OrganizationKind, number: int, place: Place) -> None:
        """One organization that teaches, with its flags and statuses."""
        _, median, name, letter = SCHOOLS[kind]
        weight = median * self.rng.lognormvariate(0, 0.45)
        code = f"{self.plan.prefix}-{letter}-{number:04d}"
        made = self.write(kind, code, self.named(name, place, number), place, weight, self.founder(kind))
        self.marks(made)

    def named(self, name: str, place: Place, number: int) -> str:
        """The name in its settlement."""
        return name.format(*SETTLEMENTS[place.settlement % len(SETTLEMENTS)], number)

    def founder(self, kind: OrganizationKind) -> str:
        """Colleges are the region's, nearly all others the municipality's; a few are not stated."""
        if kind in (Kind.COLLEGE, Kind.OTHER_EDU):
            return Founder.REGIONAL
        chance = self.rng.random()
        steps = ((0.93, Founder.MUNICIPAL), (0.96, Founder.REGIONAL), (0.985, Founder.PRIVATE))
        return next((founder for limit, founder in steps if chance < limit), "")

    def dates(self, kind: str) -> tuple[Day | None, Day | None]:
        """Opened (often unknown) and closed (one in sixty, within the history)."""
        if kind not in EDUCATIONAL:
            return None, None
        plan, chance = self.plan, self.rng.random()
        if chance < 0.015:
            return day(within(self.rng, plan.calendar[0], plan.last_september), 9, 1), None
        opened = within(self.rng, day(1955), plan.first_day - 5 * YEAR) if chance < 0.5 else None
        closes = self.rng.random() < 0.017 and plan.organizations >= MIN_TO_CLOSE
        return opened, within(self.rng, plan.first_day + 60, plan.last_day - 60) if closes else None

    def write(
        self,
        kind: str,
        code: str,
        name: str,
        place: Place | None,
        weight: float,
        founder: str,
        parent: int | None = None,
    ) -> Organization:
        """Write the row and keep what the rest needs."""
        opened, closed = self.dates(kind)
        home = place.municipality.pk if place else self.top
        sees = visibility(kind)
        full = f"Учреждение «{name}» (вымышленное)" if kind in EDUCATIONAL else name
        mail = f"org{len(self.network.every) + 1}@{self.plan.prefix}.example"
        number = self.sinks.organization.add(
            code, kind, full, name, natural_key(name), home, home, self.plan.region.pk, parent, mail, founder,
            maybe(opened), maybe(closed), sees["shared"], sees["open"],
        )  # fmt: skip
        quality = (place.quality if place else 0.0) + self.rng.gauss(0, 0.035)
        made = Organization(number, code, kind, place, opened, closed, weight, quality)
        self.network.add(made)
        return made

    def marks(self, organization: Organization) -> None:
        """ШНОР and ШНСУ, statuses of a site."""
        plan, rng = self.plan, self.rng
        for flag, share in ((Flag.SHNOR, 0.06), (Flag.SHNSU, 0.08)):
            if rng.random() < share and organization.kind == Kind.SCHOOL:
                start = day(within(rng, plan.calendar[0] - 1, plan.last_september), 9, 1)
                end = start + YEAR if rng.random() < 0.4 and start + YEAR < plan.last_day else None
                self.sinks.flag.add(organization.id, flag, iso(start), maybe(end))
        if rng.random() < 0.06:
            kind = list(SiteKind)[int(rng.random() * len(SiteKind))]
            start = within(rng, plan.first_day - YEAR, plan.last_day - 90)
            topic = "Методика небывалого"
            act = f"приказ № {int(rng.random() * 900) + 100}-в"
            self.sinks.site.add(organization.id, kind, topic, act, iso(start), iso(start + 3 * YEAR))

    def staff(self) -> None:
        """How many people each organization has today; they add up to the plan."""
        every = self.network.every
        sizes = shares(self.plan.persons, [organization.weight for organization in every])
        for organization, size in zip(every, sizes, strict=True):
            organization.size = size


def documents(plan: Plan, network: Network, sinks: Sinks) -> None:
    """A tripartite agreement of every МОУО and the act of the ministry."""
    rng = plan.rng("documents")
    for number, body in enumerate(network.by_kind[Kind.MOO], start=1):
        signed = within(rng, plan.first_day - YEAR, plan.first_day + YEAR)
        sinks.agreement.add(body.id, f"{number}-В", iso(signed), iso(signed + 5 * YEAR))
    title = "О вымышленной региональной системе научно-методического сопровождения"
    sinks.act.add(network.of(Kind.MINISTRY).id, title, f"{plan.seed}-в", iso(plan.first_day - 200))
