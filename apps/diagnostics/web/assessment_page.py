"""The page of an assessment centre's report of a year."""

from functools import cached_property

from django.http import QueryDict
from django.utils import timezone

from apps.core.access import ORGANIZATION, READ, REGION, rights
from apps.core.actor import Actor
from apps.core.documents.formats import DocumentFormat
from apps.core.documents.tree import Document
from apps.core.web.state import ListState
from apps.diagnostics.documents.assessment import year_document
from apps.diagnostics.models import YearConclusion
from apps.diagnostics.selectors.assessment import YearReport, year_report, years_of
from apps.diagnostics.services.files import Made, maker
from apps.organizations.enums import OrganizationKind
from apps.organizations.models import Organization


def reads_assessments(actor: Actor) -> bool:
    """An assessment centre reads its own reports, the centre of the region all of them."""
    level = rights().level(actor, "diagnostics", READ)
    return level == REGION or (level == ORGANIZATION and actor.role == "copmkp")


def centres(actor: Actor) -> list[Organization]:
    """The assessment centres whose reports the actor reads."""
    rows = Organization.objects.filter(kind=OrganizationKind.COPMKP)
    mine = (
        rows.filter(pk=actor.organization_id or 0)
        if actor.role == "copmkp"
        else rows.filter(region=actor.region_id or 0)
    )
    return list(mine)


class AssessmentPage:
    """What the page shows to its reader."""

    def __init__(self, actor: Actor, query: QueryDict) -> None:
        self.actor, self.query, self.state = actor, query, ListState(query)
        self.managerial = query.get("about") == "managers"

    @cached_property
    def provider(self) -> Organization | None:
        """The centre asked for, else the first."""
        known = centres(self.actor)
        asked = self.query.get("centre", "")
        return next((one for one in known if str(one.pk) == asked), known[0] if known else None)

    @cached_property
    def years(self) -> list[int]:
        """The years with diagnostics of the centre."""
        return years_of(self.provider) if self.provider else []

    @property
    def year(self) -> int | None:
        """The year asked for, else the last one."""
        asked = self.query.get("year", "")
        if asked.isdecimal() and int(asked) in self.years:
            return int(asked)
        return self.years[0] if self.years else None

    @property
    def choices(self) -> list[tuple[str, str, bool]]:
        """The years and the two reports as links: words, address, chosen."""
        years = [(f"{year} год", self.state.url(year=str(year)), year == self.year) for year in self.years]
        kinds = [("педагогические работники", None), ("управленческие кадры", "managers")]
        return years + [(w, self.state.url(about=key), self.managerial == bool(key)) for w, key in kinds]

    @cached_property
    def report(self) -> YearReport | None:
        """The figures."""
        if self.provider is None or self.year is None:
            return None
        return year_report(self.provider, self.year, managerial=self.managerial)

    @cached_property
    def conclusion(self) -> str:
        """What the centre wrote."""
        rows = YearConclusion.objects.filter(
            organization=self.provider, year=self.year or 0, managerial=self.managerial
        )
        return rows.values_list("text", flat=True).first() or ""

    @cached_property
    def document(self) -> Document | None:
        """The document of the page and of its files."""
        return year_document(self.report, self.conclusion, timezone.localdate()) if self.report else None


@maker("assessment")
def assessment_file(actor: Actor, query: QueryDict, form: DocumentFormat) -> Made | None:
    """The report of a year as a file."""
    page = AssessmentPage(actor, query)
    if not reads_assessments(actor) or page.document is None:
        return None
    about = "управленческие кадры" if page.managerial else "педагогические работники"
    return Made(page.document, f"Аналитическая справка {page.provider} за {page.year} год, {about}")
