"""Who stands behind a shortfall of today: the people of one reason of one indicator, as a condition on rows of people.

A shortfall is named ``profile.indicator.stage``; the stage is that of the rule (``indicators.rules``), counted from 0.
"""

from dataclasses import dataclass

from django.db.models import Q
from django.db.models.expressions import RawSQL

from apps.indicators.enums import Subject
from apps.indicators.marks import SHIFT
from apps.indicators.sql.frame import OUTSIDE
from apps.monitoring.models import Report
from apps.monitoring.selectors.live import readable_live
from apps.monitoring.selectors.subjects import line_of, method_of
from apps.monitoring.wording import short_name

PEOPLE = """(
    SELECT x.id FROM monitoring_organizationfacts f
    CROSS JOIN LATERAL unnest(f.people, f.flags, f.outcomes[%s:%s]) AS x(id, flags, outcome)
    WHERE f.report_id = %s AND x.flags & %s = 0 AND x.outcome >> %s = %s
)"""


@dataclass(frozen=True, slots=True)
class Shortfall:
    """One reason of one indicator about people."""

    report: Report
    number: int
    stage: int
    sentence: str

    @property
    def key(self) -> str:
        """Its name in an address."""
        return key_of(self.report, self.number, self.stage)

    @property
    def title(self) -> str:
        """«2. ИОМ: диагностика пройдена, ИОМ не составлен»."""
        return f"{short_name(self.report.methods[self.number])}: {self.sentence}"

    @property
    def people(self) -> Q:
        """The people whom it keeps out of the numerator."""
        line = line_of(self.report, self.number)
        return Q(pk__in=RawSQL(PEOPLE, (line, line, self.report.pk, OUTSIDE, SHIFT, self.stage)))


def key_of(report: Report, number: int, stage: int) -> str:
    """The name of a shortfall in an address."""
    return f"{report.profile.code}.{report.methods[number]['code']}.{stage}"


def shortfalls() -> list[Shortfall]:
    """All reasons about people in the figures that the reader sees, in the order of the profile."""
    found = []
    for report in readable_live():
        for number in range(len(report.methods)):
            rule = method_of(report, number).rule
            if rule.subject == Subject.PERSON:
                found += [Shortfall(report, number, stage, text) for stage, text in enumerate(rule.reasons)]
    return found
