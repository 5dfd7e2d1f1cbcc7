"""The comparison of municipalities by one indicator of today: map, bars, table."""

from functools import cached_property

from django.http import Http404
from django.utils.safestring import SafeString

from apps.core.charts.maps import Place, draw
from apps.monitoring.enums import Level
from apps.monitoring.models import ReportUnit
from apps.monitoring.reports import charts
from apps.monitoring.selectors import readings as selectors
from apps.monitoring.selectors.readings import Reading
from apps.monitoring.web.links import report_url
from apps.monitoring.web.live_page import TITLE, LivePage
from apps.monitoring.web.report_page import INDICATOR, Choice, drawn
from apps.monitoring.web.unit_table import UnitTable
from apps.monitoring.wording import full_name, short_name
from apps.organizations.models import Municipality


class ComparePage(LivePage):
    """One indicator in all municipalities that the reader sees. Raises ``Http404`` where there is none."""

    @cached_property
    def number(self) -> int:
        """The indicator; the first one where the address names none of the profile's."""
        asked = self.request.GET.get(INDICATOR, "")
        codes = [method["code"] for method in self.report.methods]
        return codes.index(asked) if asked in codes else 0

    @property
    def title(self) -> str:
        """The indicator in the regulation's words."""
        return full_name(self.report.methods[self.number])

    @property
    def crumbs(self) -> list[tuple[str, str]]:
        """The way to the page."""
        return [(TITLE, report_url(self.report))]

    @property
    def choices(self) -> list[Choice]:
        """The profile's indicators."""
        return [
            Choice(short_name(method), self.compare_url(method["code"]), number == self.number, full_name(method))
            for number, method in enumerate(self.report.methods)
        ]

    @cached_property
    def below(self) -> list[ReportUnit]:
        """The municipalities."""
        found = selectors.visible_units(self.report, level=Level.MUNICIPALITY)
        if not found:
            raise Http404("Сравнивать нечего: в вашей территории нет муниципалитетов")
        return found

    @cached_property
    def column(self) -> list[Reading]:
        """The indicator in each."""
        return [self.readings.reading(unit, self.number) for unit in self.below]

    @cached_property
    def shapes(self) -> dict[str, Municipality]:
        """ОКТМО → where the municipality lies; of several under one code the latest."""
        rows = Municipality.objects.filter(oktmo__in=[unit.code for unit in self.below], regional=False)
        return {row.oktmo: row for row in rows.order_by("valid_from")}

    @property
    def map(self) -> SafeString:
        """The map of the values."""
        return draw([self._place(reading) for reading in self.column], title=f"Карта: {self.title}", unit="%")

    def _place(self, reading: Reading) -> Place:
        where = self.shapes.get(reading.unit.code)
        east, north = (where.longitude, where.latitude) if where else (None, None)
        return Place(
            reading.unit.name,
            reading.percent,
            report_url(self.report, unit=reading.unit.code),
            centre=(float(east), float(north)) if east is not None and north is not None else None,
            boundary=where.boundary if where else None,
        )

    @property
    def bars(self) -> SafeString | None:
        """The municipalities from the greatest to the least; nothing where none has a value."""
        if all(reading.percent is None for reading in self.column):
            return None
        target, _ = self.readings.target_of(self.unit, self.report.methods[self.number]["code"])
        return drawn(charts.ranking(self.column, target, "муниципалитеты"), 1)

    @property
    def table(self) -> UnitTable:
        """The same as a table with targets and the year before."""
        return UnitTable(self.report, self.readings, self.below, "Муниципалитет", self.number, self.state)
