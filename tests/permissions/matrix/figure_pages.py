"""The pages of reports and of today's figures."""

from collections.abc import Iterator

from django.urls import reverse

from apps.core.actor import acting, system
from apps.monitoring import policies
from apps.monitoring.models import ReportFile
from tests.permissions.matrix.asking import RANK, Found, Maker, only
from tests.permissions.matrix.world import RELATIONS, World

SEES_FIGURES = frozenset({"cnppm", "iro", "ministry", "moo", "umo", "methodist", "operator"})
SEES_FACTS = frozenset({"cnppm", "methodist"})


def units(world: World) -> Iterator[tuple[str, str]]:
    """The unit codes of every relation, and the reader's own."""
    yield "own", ""
    for relation in RELATIONS:
        yield relation, world.place(relation).code
        yield relation, world.place(relation).municipality.oktmo


def unit_seen(role: str, relation: str, municipality: bool) -> bool:
    """Whether a unit of that relation is in the role's scope (by hand, from DOMAIN 8)."""
    wide = {"cnppm": 3, "iro": 3, "ministry": 3, "umo": 3, "moo": 2, "methodist": 2, "operator": 1}[role]
    rank = RANK[relation]
    return (rank <= wide) if not municipality else (wide >= 2 and max(rank, 2) <= wide)


def report_pages(name: str, *rest: str, allowed: frozenset[str] = SEES_FIGURES) -> Maker:
    """A page of the report about each unit."""

    def make(world: World, role: str) -> Iterator[Found]:
        url = reverse(name, args=(world.report.pk, *rest))
        for relation, code in units(world):
            yield relation, f"{url}?unit={code}", only(report_status(role, relation, code, allowed))

    return make


def report_status(role: str, relation: str, code: str, allowed: frozenset[str]) -> int:
    """403 for roles that read no figures, 404 for drafts and units out of scope."""
    if role == "federal":
        return 404
    if role not in allowed:
        return 403
    return 200 if not code or unit_seen(role, relation, code.isdecimal()) else 404


def live_pages(name: str) -> Maker:
    """A page of today's figures about each unit; what is live is never published."""

    def make(world: World, role: str) -> Iterator[Found]:
        for relation, code in units(world):
            status = 403 if role == "federal" else report_status(role, relation, code, SEES_FIGURES)
            yield relation, f"{reverse(name)}?unit={code}", only(status)

    return make


def live_comparison(world: World, role: str) -> Iterator[Found]:
    """The comparison: an operator's school has no municipalities to compare."""
    status = 403 if role == "federal" else report_status(role, "own", "", SEES_FIGURES)
    for query in ("", "?indicator=routed"):
        yield "own", reverse("monitoring:live_compare") + query, only(404 if role == "operator" else status)


def figure_lists(world: World, role: str) -> Iterator[Found]:
    """Every tab of an explanation, down to the people."""
    url = reverse("monitoring:figure", args=(world.report.pk, "diagnosed"))
    status = report_status(role, "own", "", SEES_FIGURES)
    for tab in ("", "rest", "rest&stage=0", "outside"):
        yield "own", f"{url}?tab={tab}", only(status)
    yield from report_pages("monitoring:figure", "diagnosed")(world, role)


def teams(world: World, role: str) -> Iterator[Found]:
    """The team of each relation's school: named to those who see facts, of their own scope."""
    for relation in RELATIONS:
        url = reverse("monitoring:team", args=(world.report.pk, "teams_trained", world.place(relation).pk))
        status = report_status(role, "own", "", SEES_FIGURES)
        if status == 200:
            status = 403 if role not in SEES_FACTS else 200 if relation == "own" else 404
        yield relation, url, only(status)


def findings(world: World, role: str) -> Iterator[Found]:
    """The findings of the report."""
    status = report_status(role, "own", "", SEES_FIGURES)
    url = reverse("monitoring:report_findings", args=(world.report.pk,))
    yield "own", url, only(status if status != 200 or role in SEES_FACTS else 403)


def note(world: World, role: str) -> Iterator[Found]:
    """The note of the report."""
    url = reverse("monitoring:note", args=(world.report.pk,))
    yield "own", url, only(report_status(role, "own", "", SEES_FIGURES))


def report_files(world: World, role: str) -> Iterator[Found]:
    """The files: JSON at once, the others by jobs."""
    url = reverse("monitoring:report_file", args=(world.report.pk,))
    status = report_status(role, "own", "", SEES_FIGURES)
    for form, done in (("json", 200), ("xlsx", 302), ("pdf", 302), ("docx", 302), ("exe", 404)):
        yield "own", url, only(done if status == 200 else status), "post", {"form": form}


def report_steps(world: World, role: str) -> Iterator[Found]:
    """The way of the report: asked by those who are not named in the profile it is refused in words."""
    status = report_status(role, "own", "", SEES_FIGURES)
    for step in ("submit", "approve", "return", "burn"):
        url = reverse("monitoring:report_step", args=(world.report.pk, step))
        known = 404 if step == "burn" else status
        may = role == "cnppm" and step == "submit"
        yield "own", url, only(known)
        yield "own", url, only(known if known != 200 else 302 if may else 422), "post"


def computing(world: World, role: str) -> Iterator[Found]:
    """The form that computes a report."""
    with acting(system("matrix")):
        may = policies.may_compute(world.cast.actor(role), world.report.profile)
    yield "own", reverse("monitoring:compute"), only(200 if may else 403)
    yield "own", reverse("monitoring:compute"), only(422 if may else 403), "post"


def api_values(world: World, role: str) -> Iterator[Found]:
    """The values by program."""
    url = reverse("monitoring-api:values", args=(world.report.pk,))
    yield "own", url, only(report_status(role, "own", "", SEES_FIGURES))


def api_figures(world: World, role: str) -> Iterator[Found]:
    """The explanation by program: counts, then lists."""
    yield from report_pages("monitoring-api:figure", "diagnosed")(world, role)
    url = reverse("monitoring-api:figure", args=(world.report.pk, "diagnosed"))
    status = report_status(role, "own", "", SEES_FIGURES)
    for group in ("numerator", "denominator_only&stage=0", "not_in_staff"):
        listed = status if status != 200 or role in SEES_FACTS else 403
        yield "own", f"{url}?group={group}", only(listed)


def kept_files(name: str, *, opened: int) -> Maker:
    """A file of an approved report: there for those who see the whole of its territory, of their own region."""

    def make(world: World, role: str) -> Iterator[Found]:
        for relation in ("own", "foreign"):
            with acting(system("matrix")):
                kept = ReportFile.objects.get(kind="pdf", region=world.place(relation).region)
            whole = role in (SEES_FIGURES | {"federal"}) - {"moo", "methodist", "operator"}
            status = opened if whole and relation == "own" else 404
            reads = role in SEES_FIGURES or role == "federal"
            yield relation, reverse(name, args=(kept.report_id, kept.pk)), only(status if reads else 403)

    return make


def comparison(world: World, role: str) -> Iterator[Found]:
    """The differences: with today's data there is nothing to compare yet, and one body may ask for them."""
    status = report_status(role, "own", "", SEES_FIGURES)
    args = (world.report.pk,)
    yield "own", reverse("monitoring:differences", args=args), only(status)
    yield "own", reverse("monitoring:differences", args=args) + "?with=0", only(404 if status == 200 else status)


def posted_to_report(name: str, allowed: int, *roles: str) -> Maker:
    """What some roles may ask of a report they see."""

    def make(world: World, role: str) -> Iterator[Found]:
        status = report_status(role, "own", "", SEES_FIGURES)
        asked = (allowed if not roles or role in roles else 403) if status == 200 else status
        yield "own", reverse(name, args=(world.report.pk,)), only(asked), "post"

    return make


def not_asked(name: str) -> Maker:
    """A yes/no indicator that the profile does not ask for."""

    def make(world: World, role: str) -> Iterator[Found]:
        status = report_status(role, "own", "", SEES_FIGURES)
        yield "own", reverse(name, args=(world.report.pk, "nothing")), only(404 if status == 200 else status)

    return make


FIGURE_PAGES: dict[str, Maker] = {
    "monitoring:live": live_pages("monitoring:live"),
    "monitoring:live_compare": live_comparison,
    "monitoring:compute": computing,
    "monitoring:report_detail": report_pages("monitoring:report_detail"),
    "monitoring:note": note,
    "monitoring:report_file": report_files,
    "monitoring:report_step": report_steps,
    "monitoring:differences": comparison,
    "monitoring:differences_file": posted_to_report("monitoring:differences_file", 404),
    "monitoring:yes_no": not_asked("monitoring:yes_no"),
    "monitoring:yes_no_file": not_asked("monitoring:yes_no_file"),
    "monitoring:trial": posted_to_report("monitoring:trial", 302, "cnppm", "ministry"),
    "monitoring:kept_file": kept_files("monitoring:kept_file", opened=200),
    "monitoring:sign": kept_files("monitoring:sign", opened=403),
    "monitoring:figure": figure_lists,
    "monitoring:team": teams,
    "monitoring:report_findings": findings,
    "monitoring-api:values": api_values,
    "monitoring-api:figure": api_figures,
}
