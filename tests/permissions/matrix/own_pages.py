"""The pages that are no resource's: which requests try them, and how each ends for a role."""

from collections.abc import Callable, Iterator
from typing import Any
from uuid import UUID

from django.urls import reverse

from apps.core.actor import acting, system
from apps.core.imports import kinds
from apps.core.web import resource as resources
from apps.monitoring import policies
from apps.monitoring.models import ReportFile
from apps.passport.models import Part, Passport
from tests.permissions.matrix import beside_pages, form_pages, function_pages
from tests.permissions.matrix.campaign_pages import CAMPAIGN_PAGES
from tests.permissions.matrix.check_pages import CHECK_PAGES
from tests.permissions.matrix.event_pages import EVENT_PAGES
from tests.permissions.matrix.frdo_pages import FRDO_PAGES
from tests.permissions.matrix.group_pages import GROUP_PAGES
from tests.permissions.matrix.mentoring_pages import MENTORING_PAGES
from tests.permissions.matrix.register_pages import REGISTER_PAGES
from tests.permissions.matrix.results_pages import RESULTS_PAGES
from tests.permissions.matrix.roadmap_pages import ROADMAP_PAGES
from tests.permissions.matrix.route_pages import ROUTE_PAGES
from tests.permissions.matrix.submission_pages import SUBMISSION_PAGES
from tests.permissions.matrix.testing_pages import TESTING_PAGES
from tests.permissions.matrix.world import RELATIONS, World

NOBODY = UUID(int=0)
SEES_FIGURES = frozenset({"cnppm", "iro", "ministry", "moo", "umo", "methodist", "operator"})
SEES_FACTS = frozenset({"cnppm", "methodist"})
Found = tuple[Any, ...]
Maker = Callable[[World, str], Iterator[Found]]


def only(*statuses: int) -> frozenset[int]:
    """These statuses."""
    return frozenset(statuses)


def plain(name: str, *statuses: int, method: str = "get", query: str = "") -> Maker:
    """A page that is the same for every role."""

    def make(world: World, role: str) -> Iterator[Found]:
        yield "own", reverse(name) + query, only(*statuses), method

    return make


def owned(name: str, method: str, kind: str, *statuses: int) -> Maker:
    """A page of the user's own row: of anybody else's it is not there."""

    def make(world: World, role: str) -> Iterator[Found]:
        other = "teacher" if role != "teacher" else "cnppm"
        for relation, owner in (("own", role), ("stranger", other)):
            row = world.job(owner) if kind == "job" else world.notification(owner)
            yield relation, reverse(name, args=(row.pk,)), only(*statuses) if relation == "own" else only(404), method

    return make


def lookups(world: World, role: str) -> Iterator[Found]:
    """The suggestions of every resource for every name of the cast."""
    actor = world.cast.actor(role)
    for found in resources.every():
        if not found.search:
            continue
        expected = only(200 if found.opens(actor) else 403)
        for relation in RELATIONS if found.opens(actor) else ("own",):
            for text in (world.person(relation).last_name[:4], world.place(relation).short_name[:6]):
                yield relation, f"{reverse('core:lookup', args=(found.label(),))}?q={text}", expected
    yield "own", reverse("core:lookup", args=("nothing.here",)), only(404)


def searches(world: World, role: str) -> Iterator[Found]:
    """The search for every name of the cast (never the whole of it: the page repeats what is typed)."""
    for relation in RELATIONS:
        for text in (world.person(relation).last_name[:4], world.place(relation).short_name[:6]):
            yield relation, f"{reverse('core:search')}?q={text}", only(200)


def import_index(world: World, role: str) -> Iterator[Found]:
    """The kinds of spreadsheets a role may load."""
    open_ones = [kind for kind in kinds.all_kinds() if kind.may(world.cast.actor(role))]
    yield "own", reverse("core:imports"), only(200 if open_ones else 403)


def import_kinds(name: str) -> Maker:
    """The pages of each kind of spreadsheet."""

    def make(world: World, role: str) -> Iterator[Found]:
        for kind in kinds.all_kinds():
            may = kind.may(world.cast.actor(role))
            yield "own", reverse(name, args=(kind.code,)), only(200 if may else 403)

    return make


def templates_with_data(world: World, role: str) -> Iterator[Found]:
    """The templates that hold the role's own rows, where it may read them."""
    actor = world.cast.actor(role)
    for kind in kinds.all_kinds():
        with acting(actor):
            may = kind.may(actor) and kind.has_data(actor)
        yield (
            "own",
            reverse("core:import_template_data", args=(kind.code,)),
            only(200, 302) if may else only(403),
            "post",
        )


def absent(name: str, method: str) -> Maker:
    """A page of an import that is nobody's."""

    def make(world: World, role: str) -> Iterator[Found]:
        yield "stranger", reverse(name, args=(NOBODY,)), only(404), method
        yield "own", reverse(name, args=(world.job(role).pk,)), only(404), method

    return make


def units(world: World) -> Iterator[tuple[str, str]]:
    """The unit codes of every relation, and the reader's own."""
    yield "own", ""
    for relation in RELATIONS:
        yield relation, world.place(relation).code
        yield relation, world.place(relation).municipality.oktmo


def unit_seen(role: str, relation: str, municipality: bool) -> bool:
    """Whether a unit of that relation is in the role's scope (by hand, from DOMAIN 8)."""
    wide = {"cnppm": 3, "iro": 3, "ministry": 3, "umo": 3, "moo": 2, "methodist": 2, "operator": 1}[role]
    rank = {"own": 1, "colleague": 2, "stranger": 3, "foreign": 4}[relation]
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


SEES_PASSPORTS = frozenset({"cnppm", "iro", "ministry", "methodist", "umo", "federal"})


def passport_files(world: World, role: str) -> Iterator[Found]:
    """The files of the open and of the approved passport: the Federal operator and the УМО read the approved one."""
    for state, published in (("filling", False), ("approved", True)):
        with acting(system("matrix")):
            pk = Passport.objects.get(region=world.cast.region, state=state).pk
        late = not published and role in ("federal", "umo")
        url = reverse("passport:passport_file", args=(pk,))
        for form, done in (("json", 200), ("xlsx", 302), ("pdf", 302), ("docx", 302), ("exe", 404)):
            status = 403 if role not in SEES_PASSPORTS else 404 if late else done
            yield "own", url, only(status), "post", {"form": form}


FILLS_PARTS = {"cnppm": ("own", "colleague", "stranger"), "methodist": ("own", "colleague"), "iro": ()}


def part_messages(world: World, role: str) -> Iterator[Found]:
    """A message that is none, about the part of each relation's organization; the institute reads the others' parts."""
    for relation in RELATIONS:
        with acting(system("matrix")):
            pk = Part.objects.get(organization=world.place(relation), passport__published=False).pk
        hidden = 403 if role == "iro" and relation != "foreign" else 404
        status = 422 if relation in FILLS_PARTS.get(role, ()) else hidden if role in FILLS_PARTS else 403
        yield relation, reverse("passport:part_autosave", args=(pk,)), only(status), "post"


def correlations(world: World, role: str) -> Iterator[Found]:
    """The link with students' results: to readers of figures and results."""
    yield "own", reverse("passport:correlation"), only(200 if role in SEES_FIGURES else 403)


def not_asked(name: str) -> Maker:
    """A yes/no indicator that the profile does not ask for."""

    def make(world: World, role: str) -> Iterator[Found]:
        status = report_status(role, "own", "", SEES_FIGURES)
        yield "own", reverse(name, args=(world.report.pk, "nothing")), only(404 if status == 200 else status)

    return make


PAGES: dict[str, Maker] = {
    "core:home": plain("core:home", 200),
    "core:search": searches,
    "core:lookup": lookups,
    "core:notifications": plain("core:notifications", 200),
    "core:notifications_read": plain("core:notifications_read", 302, method="post"),
    "core:notification": owned("core:notification", "post", "notification", 302),
    "core:jobs": plain("core:jobs", 200),
    "core:job": owned("core:job", "get", "job", 200),
    "core:job_cancel": owned("core:job_cancel", "post", "job", 302),
    "core:job_repeat": owned("core:job_repeat", "post", "job", 302),
    "core:job_file": owned("core:job_file", "get", "job", 404),
    "core:imports": import_index,
    "core:import_choose": import_kinds("core:import_choose"),
    "core:import_template": import_kinds("core:import_template"),
    "core:import_template_data": templates_with_data,
    "core:import_check": absent("core:import_check", "get"),
    "core:import_confirm": absent("core:import_confirm", "post"),
    "core:import_done": absent("core:import_done", "get"),
    "api:docs": plain("api:docs", 200),
    "api:schema": plain("api:schema", 200, query="?format=json"),
    "accounts:login": plain("accounts:login", 200, 302),
    "accounts:logout": plain("accounts:logout", 302, method="post"),
    "accounts:switch": plain("accounts:switch", 302, 400, 403, 404, method="post"),
    "accounts:profile": plain("accounts:profile", 200),
    "accounts:password": plain("accounts:password", 200),
    **CAMPAIGN_PAGES,
    **CHECK_PAGES,
    **REGISTER_PAGES,
    **MENTORING_PAGES,
    "monitoring:live": live_pages("monitoring:live"),
    "passport:passport_file": passport_files,
    "passport:part_autosave": part_messages,
    "passport:schema": plain("passport:schema", 200),
    "passport:correlation": correlations,
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
    "roadmap:functions": function_pages.page,
    "roadmap:functions_file": function_pages.files,
    "roadmap:function_confirm": function_pages.confirming,
    "roadmap:function_withdraw": function_pages.evidence("roadmap:function_withdraw", "post"),
    "roadmap:function_document": function_pages.evidence("roadmap:function_document", "get"),
    "diagnostics:survey_answer": beside_pages.answering,
    "diagnostics:survey_results": beside_pages.survey_results,
    "routes:mine": beside_pages.only_for("routes:mine", "teacher"),
    "routes:work": beside_pages.only_for("routes:work", "cnppm", "methodist", "council", "tutor"),
    "routes:recognition_file": beside_pages.papers("routes.recognition"),
    "routes:practice_file": beside_pages.papers("routes.practice"),
    "routes:demand_file": beside_pages.demand_files,
    "programs:registry_differences": beside_pages.registry_page("programs:registry_differences"),
    "programs:registry_file": beside_pages.registry_page("programs:registry_file"),
    "monitoring:form_take": form_pages.taking,
    "monitoring:form_results": form_pages.results,
    "monitoring:form_document": form_pages.documents,
    **RESULTS_PAGES,
    **SUBMISSION_PAGES,
    **ROADMAP_PAGES,
    **GROUP_PAGES,
    **TESTING_PAGES,
    **ROUTE_PAGES,
    **FRDO_PAGES,
    **EVENT_PAGES,
    "monitoring-api:values": api_values,
    "monitoring-api:figure": api_figures,
}
