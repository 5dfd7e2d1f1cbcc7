"""A data-quality rule: one doubt, found by one query over the people of the report's territory."""

from dataclasses import dataclass

from apps.indicators.enums import Record
from apps.monitoring.enums import Severity


@dataclass(frozen=True, slots=True)
class FindingRule:
    """``rows`` is a FROM clause with its WHERE over ``report_people w`` (person_id, organization_id, manager, inside).

    It may use ``%(day)s``, ``%(checked_from)s`` (the earliest day any of the report's windows looks at) and
    ``%(today)s``. ``sentence`` is the SQL of the Russian sentence, ``id`` that of the record shown with it.
    """

    code: str
    title: str
    severity: Severity
    rows: str
    sentence: str
    record: Record | None = None
    id: str = "NULL::bigint"

    @property
    def query(self) -> str:
        """The doubts of this rule: person, rule, severity, record, sentence."""
        record = self.record.value if self.record else ""
        return (
            f"SELECT w.person_id, '{self.code}' AS rule, '{self.severity.value}' AS severity, '{record}' AS record,"
            f" {self.id} AS record_ref, {self.sentence} AS sentence FROM {self.rows}"
        )


def day(column: str) -> str:
    """A date in a sentence."""
    return f"to_char({column}, 'DD.MM.YYYY')"


def words(*parts: str) -> str:
    """A sentence of SQL expressions; constants come quoted, see ``text``."""
    return f"concat({', '.join(parts)})"


def text(constant: str) -> str:
    """A constant part of a sentence."""
    quoted = constant.replace("'", "''").replace("%", "%%")
    return f"'{quoted}'"
