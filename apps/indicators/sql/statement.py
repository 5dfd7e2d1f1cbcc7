"""One statement from the records to the facts and counts of every organization of a territory on a date.

``result`` has a row for each organization that is counted or holds a subject: its people, programmes and itself with
the outcome of every method of their kind (two-dimensional arrays, a line for each method), the counts ``n…`` (in the
numerator), ``d…`` (in the denominator), ``x…`` (met the condition, not in the staff on D), and a digest of the facts.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from apps.indicators.enums import Population, Subject
from apps.indicators.marks import ID_BITS, ID_MASK, STAGE, mark_sql, met_sql
from apps.indicators.parameters import Parameters
from apps.indicators.rules import Rule
from apps.indicators.sql import frame
from apps.indicators.sql.binding import bound

# The stage of a team in the numerator; 0 nobody trained, 1 too few.
TEAM_PASSED = 2
MEMBER = {
    Population.STAFF: "TRUE",
    Population.PEDAGOGUES: "NOT f.manager",
    Population.YOUNG: "f.young",
    Population.TEAMS: "f.manager AND f.inside",
}


@dataclass(frozen=True, slots=True)
class Method:
    """An indicator's rule with its parameters; ``number`` is its place in the report, from 0."""

    number: int
    code: str
    rule: Rule
    parameters: Parameters

    @property
    def prefix(self) -> str:
        """The name of its columns and parameters."""
        return f"m{self.number}"

    @property
    def per_person(self) -> bool:
        """Whether the facts of people hold its outcomes (a team's are those of its managers)."""
        return self.rule.subject in (Subject.PERSON, Subject.TEAM)


# The subjects of a narrow computation (``frame.NARROW``): an array, so that the candidates are found by index.
SUBJECTS = {
    Subject.PERSON: "SELECT person_id FROM report_people",
    Subject.TEAM: "SELECT person_id FROM report_people",
    Subject.ORGANIZATION: "SELECT id FROM report_place",
    Subject.PROGRAM: "SELECT id FROM program",
}


def best(method: Method, *, narrow: bool = False) -> str:
    """The furthest candidate of every subject; of a narrow computation, of its own subjects."""
    parts, first = [], 0
    for source in method.rule.sources:
        mark = mark_sql(method.rule, source, first)
        parts.append(f"SELECT {source.subject} AS subject, {mark} AS mark FROM {source.rows}")
        first += len(source.records)
    rows = bound(" UNION ALL ".join(parts), method.prefix)
    kept = f" WHERE subject = ANY (ARRAY({SUBJECTS[method.rule.subject]}))" if narrow else ""
    return f"best_{method.prefix} AS (SELECT subject, max(mark) AS mark FROM ({rows}) c{kept} GROUP BY subject)"


def mark_of_person(method: Method) -> str:
    """The mark of a person of the denominator, or of one outside of the staff who met the condition; else NULL."""
    m, member, met = method.prefix, MEMBER[method.rule.population], met_sql(method.rule)
    return (
        f"CASE WHEN {member} THEN CASE WHEN f.inside THEN COALESCE({m}.mark, 0)"
        f" WHEN {m}.mark >= {met} THEN {m}.mark END END AS {m}"
    )


def kept_columns(methods: Sequence[Method]) -> str:
    """What a narrow computation asks of ``kept``, the people who are not computed anew."""
    return ", ".join(["organization_id, person_id, snils, inside, manager, flags", *(m.prefix for m in methods)])


def facts(methods: Sequence[Method], *, narrow: bool = False) -> str:
    """People with their marks, in the order of their organizations and СНИЛС."""
    marks = "".join(f", {mark_of_person(m)}" for m in methods)
    joins = "".join(f" LEFT JOIN best_{m.prefix} {m.prefix} ON {m.prefix}.subject = f.person_id" for m in methods)
    others = f" UNION ALL SELECT {kept_columns(methods)} FROM kept" if narrow else ""
    return (
        f"fact AS (SELECT f.organization_id, f.person_id, f.snils, f.inside, f.manager, {frame.FLAGS} AS flags{marks}"
        f" FROM report_people f{joins}{others} ORDER BY organization_id, snils)"
    )


def person_counts(method: Method) -> str:
    """Counts of a method in an organization; of a team's method, of its trained members."""
    m, met = method.prefix, met_sql(method.rule)
    return (
        f", count({m}) FILTER (WHERE inside) AS d{m}, count(*) FILTER (WHERE inside AND {m} >= {met}) AS n{m}"
        f", count({m}) FILTER (WHERE NOT inside) AS x{m}"
    )


def matrix(methods: Sequence[Method], expression: str, kind: str) -> str:
    """A line of ``expression`` (of the method's column ``{0}``) for each method."""
    lines = ", ".join(f"array_agg({expression.format(m.prefix)})" for m in methods)
    return f"ARRAY[{lines}]::{kind}[]"


def outcomes(methods: Sequence[Method]) -> str:
    """The two matrices of the marks: outcomes and records."""
    outcome = matrix(methods, f"({{0}} >> {ID_BITS})::int", "int")
    return f"{outcome} AS outcomes, {matrix(methods, f'{{0}} & {ID_MASK}', 'bigint')} AS records"


def staff_of_organizations(methods: Sequence[Method]) -> str:
    """Facts and counts of people by organization; of those outside the staff only who met a condition."""
    kept = " OR ".join(["inside", *(f"{m.prefix} IS NOT NULL" for m in methods)])
    marks = f", {outcomes(methods)}" if methods else ", '{}'::int[] AS outcomes, '{}'::bigint[] AS records"
    return (
        "by_person AS (SELECT organization_id, array_agg(person_id) AS people, array_agg(flags) AS flags,"
        " array_agg(snils) AS snils, count(*) FILTER (WHERE inside) AS staff,"
        f" count(*) FILTER (WHERE inside AND manager) AS managers{marks}{''.join(map(person_counts, methods))}"
        f" FROM fact WHERE {kept} GROUP BY organization_id)"
    )


def programs_of_organizations(methods: Sequence[Method]) -> str:
    """Facts and counts of programmes by organization."""
    marks = "".join(f", COALESCE({m.prefix}.mark, 0) AS {m.prefix}" for m in methods)
    joins = "".join(f" LEFT JOIN best_{m.prefix} {m.prefix} ON {m.prefix}.subject = g.id" for m in methods)
    counts = "".join(
        f", count(*) AS d{m.prefix}, count(*) FILTER (WHERE {m.prefix} >= {met_sql(m.rule)}) AS n{m.prefix}"
        for m in methods
    )
    return (
        f"by_program AS (SELECT organization_id, array_agg(id) AS programs, array_agg(code) AS codes,"
        f" {outcomes(methods)}{counts} FROM (SELECT g.id, g.organization_id, g.code{marks} FROM program g{joins}"
        " ORDER BY g.organization_id, g.code) g GROUP BY organization_id)"
    )


def organization_mark(method: Method) -> str:
    """The outcome of an organization itself or of its team; NULL outside of the denominator.

    A team's outcome is 0 nobody trained, 1 too few, 2 passed; its record, the number of trained members.
    """
    m = method.prefix
    if method.rule.subject == Subject.TEAM:
        enough = {"any": "1", "share": f"%({m}_share)s * p.managers"}[method.rule.team]
        stage = f"CASE WHEN p.n{m} = 0 THEN 0 WHEN p.n{m} >= {enough} THEN {TEAM_PASSED} ELSE 1 END"
        return f"CASE WHEN p.managers > 0 THEN ({stage})::bigint << {STAGE} | p.n{m} END AS {m}"
    return f"CASE WHEN c.counted AND c.open THEN COALESCE({m}.mark, 0) END AS {m}"


def own_marks(methods: Sequence[Method]) -> str:
    """Organizations with the marks of the methods that count organizations or teams."""
    marks = "".join(f", {organization_mark(m)}" for m in methods)
    joins = "".join(
        f" LEFT JOIN best_{m.prefix} {m.prefix} ON {m.prefix}.subject = c.id"
        for m in methods
        if m.rule.subject == Subject.ORGANIZATION
    )
    return f"own AS (SELECT c.id{marks} FROM report_place c LEFT JOIN by_person p ON p.organization_id = c.id{joins})"


def own_met(method: Method) -> str:
    """The least mark of an organization in the numerator."""
    return f"({TEAM_PASSED}::bigint << {STAGE})" if method.rule.subject == Subject.TEAM else met_sql(method.rule)


def counts(method: Method) -> str:
    """The three counts of a method in an organization."""
    m = method.prefix
    if method.rule.subject == Subject.PERSON:
        return "".join(f", COALESCE(p.{c}{m}, 0) AS {c}{m}" for c in "ndx")
    if method.rule.subject == Subject.PROGRAM:
        return f", COALESCE(g.n{m}, 0) AS n{m}, COALESCE(g.d{m}, 0) AS d{m}, 0 AS x{m}"
    met = own_met(method)
    return f", COALESCE((o.{m} >= {met})::int, 0) AS n{m}, (o.{m} IS NOT NULL)::int AS d{m}, 0 AS x{m}"


def row(methods: Sequence[Method], expression: str, kind: str) -> str:
    """A value of ``expression`` for each method."""
    return f"ARRAY[{', '.join(expression.format(m.prefix) for m in methods)}]::{kind}[]"


def programs_columns(present: bool) -> tuple[str, str, str, str]:
    """Programmes, their codes, outcomes and records in ``result``."""
    if present:
        return "g.programs", "g.codes", "g.outcomes", "g.records"
    return "NULL::bigint[]", "NULL::text[]", "NULL::int[]", "NULL::bigint[]"


def digest(parts: Sequence[str]) -> str:
    """A digest of natural keys and outcomes: no ids, no times."""
    sent = [f"COALESCE(array_send({part}), '')" for part in parts]
    return f"sha256({' || '.join(sent)})"


def result(methods: Sequence[Method]) -> str:
    """Every organization of the territory on D, whatever it holds: a zero denominator is a figure too (FORMATS)."""
    own = [m for m in methods if m.rule.subject in (Subject.TEAM, Subject.ORGANIZATION)]
    present = any(m.rule.subject == Subject.PROGRAM for m in methods)
    programs, codes, program_outcomes, program_records = programs_columns(present)
    own_outcomes = row(own, f"(o.{{0}} >> {ID_BITS})::int", "int")
    own_records = row(own, f"o.{{0}} & {ID_MASK}", "bigint")
    summary = digest(("p.snils", "p.flags", "p.outcomes", own_outcomes, codes, program_outcomes))
    join = " LEFT JOIN by_program g ON g.organization_id = c.id" if present else ""
    return (
        "result AS MATERIALIZED (SELECT c.*, COALESCE(p.staff, 0) AS staff, COALESCE(p.managers, 0) AS managers,"
        f" p.people, p.flags, p.outcomes, p.records, {own_outcomes} AS own_outcomes, {own_records} AS own_records,"
        f" {programs} AS programs, {program_outcomes} AS program_outcomes, {program_records} AS program_records,"
        f" {summary} AS digest{''.join(map(counts, methods))}"
        f" FROM report_place c LEFT JOIN by_person p ON p.organization_id = c.id JOIN own o ON o.id = c.id{join})"
    )


def ctes(methods: Sequence[Method], *, narrow: bool = False) -> str:
    """All the common table expressions up to ``result``, without WITH; those of a narrow one name ``kept``."""
    people = [m for m in methods if m.per_person]
    programs = [m for m in methods if m.rule.subject == Subject.PROGRAM]
    own = [m for m in methods if m.rule.subject in (Subject.TEAM, Subject.ORGANIZATION)]
    parts = [*frame.NARROW] if narrow else []
    parts += [frame.PROGRAMS] if programs else []
    parts += [best(method, narrow=narrow) for method in methods]
    parts += [facts(people, narrow=narrow), staff_of_organizations(people)]
    if programs:
        parts.append(programs_of_organizations(programs))
    return ",\n".join([*parts, own_marks(own), result(methods)])
