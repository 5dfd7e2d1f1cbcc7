"""What organizations give to count: themselves, what they hold, their documents."""

from collections.abc import Collection
from datetime import date

from django.db.models import Q, QuerySet

from apps.core import counters
from apps.core.counters import Counter, Place, Rows
from apps.organizations.enums import EDUCATIONAL, Flag, OrganizationKind, SiteKind
from apps.organizations.models import Agreement, Headcount, NormativeAct, Organization, SiteStatus, StatusFlag

GROUP = "Организации"
ORGANIZATIONS = ("организация", "организации", "организаций")
STATUSES = ("статус", "статуса", "статусов")
BY_OWNER = frozenset({"organization"})


def open_on(day: date) -> Q:
    """Organizations open on the day (DOMAIN 4, «open on D»)."""
    opened = Q(opened_on__isnull=True) | Q(opened_on__lte=day)
    return opened & (Q(closed_on__isnull=True) | Q(closed_on__gt=day))


def held(start: date, end: date) -> Q:
    """What was held on any day from ``start`` to ``end``."""
    return Q(valid_from__lte=end) & (Q(valid_to__isnull=True) | Q(valid_to__gte=start))


def of_kinds(kinds: Collection[str] | None) -> Rows:
    """Organizations of these kinds (of every kind) open on the last day."""

    def rows(place: Place, start: date, end: date) -> QuerySet[Organization]:
        found = Organization.objects.filter(place.q(organization="id"), open_on(end))
        return found if kinds is None else found.filter(kind__in=kinds)

    return rows


def sites(kind: str = "") -> Rows:
    """Statuses of sites (of one kind) held on any day of the term."""

    def rows(place: Place, start: date, end: date) -> QuerySet[SiteStatus]:
        found = SiteStatus.objects.filter(place.q(), held(start, end))
        return found.filter(kind=kind) if kind else found

    return rows


def flags(flag: str) -> Rows:
    """Organizations that held the flag on any day of the term."""

    def rows(place: Place, start: date, end: date) -> QuerySet[StatusFlag]:
        return StatusFlag.objects.filter(place.q(), held(start, end), flag=flag)

    return rows


def signed(place: Place, start: date, end: date) -> QuerySet[Agreement]:
    """Tripartite agreements signed in the term."""
    return Agreement.objects.filter(place.q(), signed_on__range=(start, end))


def in_force(place: Place, start: date, end: date) -> QuerySet[Agreement]:
    """Tripartite agreements in force on the last day."""
    lasting = Q(valid_to__isnull=True) | Q(valid_to__gte=end)
    return Agreement.objects.filter(place.q(), lasting, signed_on__lte=end)


def acts(place: Place, start: date, end: date) -> QuerySet[NormativeAct]:
    """Normative acts signed in the term."""
    return NormativeAct.objects.filter(place.q(), signed_on__range=(start, end))


def acts_of(kinds: Collection[str]) -> Rows:
    """Normative acts of bodies of these kinds signed in the term."""

    def rows(place: Place, start: date, end: date) -> QuerySet[NormativeAct]:
        return acts(place, start, end).filter(organization__kind__in=kinds)

    return rows


def headcounts(place: Place, start: date, end: date) -> QuerySet[Headcount]:
    """Official headcounts whose date lies in the term."""
    return Headcount.objects.filter(place.q(), on_date__range=(start, end))


KINDS: dict[str, tuple[str, Collection[str] | None]] = {
    "organizations": ("Действующих организаций", None),
    "educational_organizations": ("Действующих образовательных организаций", EDUCATIONAL),
    "mms": ("Действующих ММС", (OrganizationKind.MMS,)),
    "moo": ("Действующих МОУО", (OrganizationKind.MOO,)),
    "umo": ("Действующих УМО", (OrganizationKind.UMO,)),
}
counters.add(
    *(
        Counter(
            code,
            title,
            ORGANIZATIONS,
            of_kinds(kinds),
            GROUP,
            page="organizations:organization_list",
            query="&".join(("state=open", *(f"kind={kind}" for kind in sorted(kinds or ())))),
            narrows=frozenset({"municipality"}),
            now=True,
        )
        for code, (title, kinds) in KINDS.items()
    ),
    *(
        Counter(f"{flag.value}_organizations", f"Организаций с признаком {flag.label}", ORGANIZATIONS,
                flags(flag), GROUP, distinct="organization_id", page="organizations:flag_list",
                query=f"flag={flag.value}&state=now", narrows=BY_OWNER, now=True)
        for flag in Flag
    ),
    Counter("sites", "Действует площадок", STATUSES, sites(), GROUP, page="organizations:site_list",
            query="state=now", narrows=BY_OWNER, now=True),
    *(
        Counter(f"sites_{kind.value}", f"Действует площадок: {kind.label}", STATUSES, sites(kind), GROUP,
                page="organizations:site_list", query=f"kind={kind.value}&state=now", narrows=BY_OWNER, now=True)
        for kind in SiteKind
    ),
    Counter("agreements_signed", "Подписано трёхсторонних соглашений", ("соглашение", "соглашения", "соглашений"),
            signed, GROUP, page="organizations:agreement_list", query="signed_from={start}&signed_to={end}",
            narrows=BY_OWNER),
    Counter("agreements", "Действует трёхсторонних соглашений", ("соглашение", "соглашения", "соглашений"),
            in_force, GROUP),
    Counter("acts", "Издано нормативных актов", ("акт", "акта", "актов"), acts, GROUP),
    Counter("acts_ministry", "Издано нормативных актов РОИВ", ("акт", "акта", "актов"),
            acts_of((OrganizationKind.MINISTRY,)), GROUP),
    Counter("headcounts", "Записано сведений об официальной численности", ("запись", "записи", "записей"),
            headcounts, GROUP, distinct="organization_id"),
)  # fmt: skip
