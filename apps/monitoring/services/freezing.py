"""What an approval freezes beside figures and facts: the words of the explanation (issue of an approved report).

Figures and facts are frozen when they are computed; names of people, titles of programmes and the deciding records in
words are read from live rows until the approval, and from here ever after.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from apps.core.text import sort_key
from apps.indicators.enums import Subject
from apps.indicators.marks import read
from apps.indicators.rules import Rule
from apps.indicators.selectors import methods
from apps.indicators.sql.statement import Method
from apps.monitoring.models import OrganizationFacts, PersonWords, Report
from apps.monitoring.reports.advice import frozen_advice
from apps.monitoring.selectors.confirmations import as_frozen
from apps.monitoring.selectors.readings import targets
from apps.monitoring.selectors.records import Decided, describe, words_of
from apps.programs.models import Program
from apps.teachers.models import Person
from apps.teachers.models.base import STAMP

# Organizations whose facts are put into words at a time: some thousands of people.
BATCH = 100
NOTHING = Decided(None, None, None)


def freeze(report: Report) -> None:
    """Put everything the explanation says into words and keep it; as the system, before the state is changed."""
    facts = OrganizationFacts.objects.filter(report=report).order_by("organization_id")
    every = methods(report.methods)
    PersonWords.objects.filter(report=report).delete()
    count = facts.count()
    for start in range(0, count, BATCH):
        freeze_batch(report, every, list(facts[start : start + BATCH]))
    report.frozen = {
        "targets": [[code, place, str(value)] for (code, place), value in sorted(targets(report).items())],
        "names": report.profile.subject_names,
        "yes_no": as_frozen(report),
        "advice": frozen_advice(report),
    }


def freeze_batch(report: Report, every: Sequence[Method], rows: list[OrganizationFacts]) -> None:
    """Freeze the facts of some organizations."""
    people = [method.rule for method in every if method.per_person]
    programs = [method.rule for method in every if method.rule.subject == Subject.PROGRAM]
    own = [method.rule for method in every if method.rule.subject in (Subject.TEAM, Subject.ORGANIZATION)]
    personal = {row.pk: matrix(people, row.outcomes, row.records, row.people) for row in rows}
    taught = {row.pk: matrix(programs, row.program_outcomes, row.program_records, row.programs) for row in rows}
    ours = {row.pk: [own_decided(*one) for one in zip(own, row.own_outcomes, row.own_records, strict=True)]
            for row in rows}  # fmt: skip
    told = describe([one for kept in (personal, taught) for lines in kept.values() for line in lines for one in line]
                    + [one for line in ours.values() for one in line])  # fmt: skip
    keep_people(report, rows, {pk: in_words(lines, told) for pk, lines in personal.items()})
    titles = dict(
        Program.objects.filter(pk__in=[n for row in rows for n in row.programs or ()]).values_list("pk", "title")
    )
    for row in rows:
        row.own_words = [words_of(one, told) for one in ours[row.pk]]
        row.program_titles = [titles.get(pk, "") for pk in row.programs or ()]
        row.program_words = in_words(taught[row.pk], told) if row.programs else []
    OrganizationFacts.objects.bulk_update(rows, ["own_words", "program_titles", "program_words"])


def matrix(rules: list[Rule], outcomes: Any, records: Any, subjects: Any) -> list[list[Decided]]:
    """What decided for each method (a line) and subject."""
    if not subjects:
        return [[] for _ in rules]
    return [
        [decided(rule, *one) for one in zip(outcomes[line], records[line], strict=True)]
        for line, rule in enumerate(rules)
    ]


def decided(rule: Rule, outcome: int | None, record: int | None) -> Decided:
    """The record behind an outcome."""
    if outcome is None:
        return NOTHING
    mark = read(rule, outcome)
    return Decided(mark.on, mark.record, record or None)


def own_decided(rule: Rule, outcome: int | None, record: int | None) -> Decided:
    """The record behind the outcome of an organization; a team has none of its own."""
    return NOTHING if rule.subject == Subject.TEAM else decided(rule, outcome, record)


def in_words(lines: list[list[Decided]], told: Any) -> list[list[str]]:
    """The records in words, in the same order."""
    return [[words_of(one, told) for one in line] for line in lines]


def keep_people(report: Report, rows: list[OrganizationFacts], words: dict[int, list[list[str]]]) -> None:
    """Write a row for each person."""
    ids = [pk for row in rows for pk in row.people or ()]
    people = Person.objects.in_bulk(ids)
    made: Iterator[PersonWords] = (
        person_words(report, person, [line[place] for line in words[row.pk]])
        for row in rows
        for place, pk in enumerate(row.people or ())
        if (person := people.get(pk)) is not None
    )
    PersonWords.objects.bulk_create(made, batch_size=2000)


def person_words(report: Report, person: Person, words: list[str]) -> PersonWords:
    """The row of one person, placed where the person is today."""
    place = {column: getattr(person, column) for column in STAMP}
    name = person.full_name
    return PersonWords(report=report, person=person, name=name, sort_key=sort_key(name), words=words, **place)
