"""A validation rule: one doubt, found by one query over the people or the organizations of a territory on a day."""

from dataclasses import dataclass

from apps.monitoring.enums import About, FindingRecord, Severity

# Who a row of the query is about: the person, else the organization.
SUBJECTS = {
    About.PERSON: "w.person_id, NULL::bigint AS organization_id",
    About.PROGRAM: "NULL::bigint AS person_id, c.id AS organization_id",
    About.ORGANIZATION: "NULL::bigint AS person_id, c.id AS organization_id",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingRule:
    """``rows`` is a FROM clause with its WHERE over the people or the organizations of the territory.

    A rule about people reads ``report_people w`` (person_id, organization_id, manager, inside), one about organizations
    and their programmes ``report_place c`` (id, counted, open, taught). It may use ``%(day)s`` (the reporting date),
    ``%(start)s``, ``%(checked_from)s`` (the earliest day that is looked at), ``%(horizon)s`` (the last one),
    ``%(today)s`` and ``%(founders)s``. ``sentence`` is the SQL of the Russian sentence, ``id`` that of the record shown
    with it, ``advice`` says what to do. The sentence names the record and never the reporting date: the same doubt says
    the same in every report, so an explanation holds for it. ``private`` (SQL): the sentence tells of diagnostics or
    routes, which not everybody who keeps the staff may see.
    """

    code: str
    title: str
    severity: Severity
    rows: str
    sentence: str
    advice: str
    about: About = About.PERSON
    record: FindingRecord | None = None
    id: str = "NULL::bigint"
    private: str = "FALSE"

    @property
    def query(self) -> str:
        """The doubts of this rule: rule, severity, about, person, organization, record, private, sentence."""
        record = self.record.value if self.record else ""
        return (
            f"SELECT '{self.code}' AS rule, '{self.severity.value}' AS severity, '{self.about.value}' AS about,"
            f" {SUBJECTS[self.about]}, '{record}' AS record, {self.id} AS record_ref, {self.private} AS private,"
            f" {self.sentence} AS sentence FROM {self.rows}"
        )

    @property
    def kept_from_operators(self) -> bool:
        """Whether the rule always tells of diagnostics or routes."""
        return self.private == "TRUE"


def day(column: str) -> str:
    """A date in a sentence."""
    return f"to_char({column}, 'DD.MM.YYYY')"


def number(column: str) -> str:
    """A number in a sentence: a decimal comma, no trailing zeros."""
    return f"replace(trim_scale({column}::numeric)::text, '.', ',')"


def title(column: str) -> str:
    """A title in quotation marks, short enough for a sentence."""
    return f"concat('«', left({column}, 200), '»')"


def words(*parts: str) -> str:
    """A sentence of SQL expressions; constants come quoted, see ``text``."""
    return f"concat({', '.join(parts)})"


def text(constant: str) -> str:
    """A constant part of a sentence."""
    quoted = constant.replace("'", "''").replace("%", "%%")
    return f"'{quoted}'"


def later(column: str, years: int) -> str:
    """The anniversary of a date; 29 February counts as 28 February in a common year."""
    return f"({column} + INTERVAL '{years} years')::date"


def works(on: str, person: str = "w.person_id") -> str:
    """Whether a person holds any job on a day."""
    return (
        f"EXISTS (SELECT FROM teachers_employment h WHERE h.person_id = {person} AND h.start <= {on}"
        f' AND (h."end" IS NULL OR h."end" >= {on}))'
    )
