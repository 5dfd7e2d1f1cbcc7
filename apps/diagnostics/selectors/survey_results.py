"""What the answers to a questionnaire add up to, with small groups kept silent where it is anonymous."""

from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal

from apps.core import access
from apps.core.access import WRITE
from apps.core.actor import Actor, acting, system
from apps.core.text import DASH, format_number, format_percent, round_half_up
from apps.diagnostics.enums import QuestionKind, SurveyState
from apps.diagnostics.models import Competence, Survey, SurveyQuestion, SurveyTally
from apps.diagnostics.selectors.suppression import hidden_parts, small
from apps.organizations.models import Municipality, Organization

SYSTEM = system("surveys")
HIDDEN = "скрыто"
Counts = dict[tuple[str, str], int]


@dataclass(frozen=True, slots=True)
class Line:
    """An option with how often it was chosen and the share of those who answered; or a row of scales with its mean."""

    label: str
    number: int
    share: str
    width: str
    mean: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """A unit: how many answered, and the figures in the order of the question's lines; hidden ones are words."""

    unit: int
    name: str
    answered: str
    cells: tuple[str, ...]


@dataclass(slots=True)
class QuestionResult:
    """One question summed up. ``hidden`` says that fewer than five have answered an anonymous one."""

    question: SurveyQuestion
    answered: int
    hidden: bool
    lines: list[Line] = field(default_factory=list)
    mean: str = ""
    texts: list[str] = field(default_factory=list)
    groups: list[Group] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Results:
    """The results of a questionnaire; ``told`` is False for an anonymous one that is not closed yet."""

    survey: Survey
    answered: int
    told: bool
    questions: tuple[QuestionResult, ...] = ()


def respondents(survey: Survey) -> int:
    """How many have answered."""
    return survey.tokens.count() if survey.anonymous else survey.sheets.exclude(handed_on=None).count()


def results_for(survey: Survey, actor: Actor) -> Results:
    """The results as this maker of questionnaires may read them.

    A municipality reads of a regional survey the whole and its own unit. The sums lie with the region: they are read by
    the system, and what is hidden from the region is hidden here.
    """
    if actor.is_system or not read_by_unit(survey, actor):
        return results(survey)
    with acting(SYSTEM):
        return results(survey, actor.municipality_id)


def read_by_unit(survey: Survey, actor: Actor) -> bool:
    """Whether a regional survey is read by somebody of a municipality."""
    level = access.rights().level(actor, "surveys", WRITE)
    return survey.municipality.regional and level == access.MUNICIPALITY


def results(survey: Survey, only: int | None = None) -> Results:
    """The results in a constant number of questions to the database, whatever the size; of the units ``only`` one.

    Those of an anonymous survey are told only when it is closed: a difference of two days would tell a single answer.
    """
    answered = respondents(survey)
    if survey.anonymous and survey.state != SurveyState.CLOSED:
        return Results(survey, answered, told=False)
    tallies: dict[int, list[SurveyTally]] = defaultdict(list)
    for tally in survey.tallies.all():
        tallies[tally.question_id].append(tally)
    names, titles = unit_names(survey), competence_titles(survey)
    found = [sum_up(one, tallies[one.pk], names, titles, survey.anonymous) for one in survey.questions.all()]
    if only is not None:
        found = [of_unit(one, tallies[one.question.pk], only, survey.anonymous) for one in found]
    return Results(survey, answered, True, tuple(found))


def of_unit(whole: QuestionResult, tallies: list[SurveyTally], unit: int, silent: bool) -> QuestionResult:
    """The same question for a reader of one unit: of the breakdown and of the words only what is told of that unit."""
    people = people_of(tallies)
    kept = hidden_parts(people) if silent else set()
    own = [] if whole.hidden or unit in kept else [tally for tally in tallies if tally.unit == unit]
    whole.texts = sorted(text for tally in own for text in tally.texts)
    whole.groups = [group for group in whole.groups if group.unit == unit]
    return whole


def people_of(tallies: list[SurveyTally]) -> dict[int, int]:
    """How many of each unit have answered a question."""
    return {tally.unit: tally.number for tally in tallies if not (tally.row or tally.option)}


def unit_names(survey: Survey) -> dict[int, str]:
    """The names of the units by which the results are broken down."""
    units = {unit for (unit,) in survey.tallies.values_list("unit").distinct()}
    if survey.municipality.regional:
        return dict(Municipality.objects.filter(pk__in=units).values_list("pk", "name"))
    return dict(Organization.objects.filter(pk__in=units).values_list("pk", "short_name"))


def competence_titles(survey: Survey) -> dict[str, str]:
    """The titles of competences by their number, where a question asks for them."""
    if survey.anonymous:
        return {}
    return {str(one.pk): str(one) for one in Competence.objects.order_by("code")}


def sum_up(
    question: SurveyQuestion, tallies: list[SurveyTally], names: dict[int, str], titles: dict[str, str], silent: bool
) -> QuestionResult:
    """One question: the whole, then the units; ``silent`` keeps groups under five to itself, also by subtraction."""
    units: dict[int, Counts] = defaultdict(dict)
    whole: Counts = defaultdict(int)
    for tally in tallies:
        units[tally.unit][tally.row, tally.option] = tally.number
        whole[tally.row, tally.option] += tally.number
    answered = whole.get(("", ""), 0)
    made = QuestionResult(question, answered, hidden=silent and small(answered))
    if made.hidden:
        return made
    made.lines = lines_of(question, whole, titles, silent)
    made.mean = mean_of(question, whole, "") if question.kind == QuestionKind.SCALE else ""
    made.texts = sorted(text for tally in tallies for text in tally.texts)
    made.groups = groups_of(made, units, names, titles, silent)
    return made


def labels_of(question: SurveyQuestion, counts: Counts, titles: dict[str, str]) -> list[tuple[str, str]]:
    """The options of a question as (code, words), in their order."""
    match question.kind:
        case QuestionKind.SINGLE | QuestionKind.MULTIPLE:
            return [(str(place), words) for place, words in enumerate(question.options)]
        case QuestionKind.SCALE:
            return [(str(mark), str(mark)) for mark in range(question.minimum, question.maximum + 1)]
        case QuestionKind.COMPETENCES:
            chosen = {option for (_, option), number in counts.items() if option and number}
            return [(code, words) for code, words in titles.items() if code in chosen]
        case _:
            return []


def lines_of(question: SurveyQuestion, counts: Counts, titles: dict[str, str], silent: bool) -> list[Line]:
    """The options with counts and shares; the rows of a matrix with their means."""
    if question.kind == QuestionKind.MATRIX:
        return [row_line(question, counts, str(place), words, silent) for place, words in enumerate(question.rows)]
    answered = counts.get(("", ""), 0)
    return [
        line(words, counts.get(("", code), 0), answered) for code, words in labels_of(question, counts, titles)
    ]  # fmt: skip


def line(label: str, number: int, answered: int) -> Line:
    """An option with its share of those who answered."""
    width = f"{100 * number / answered:.1f}" if answered else "0"
    return Line(label, number, format_percent(number, answered), width)


def row_line(question: SurveyQuestion, counts: Counts, row: str, label: str, silent: bool) -> Line:
    """A row of a matrix with its mean; fewer than five marks of an anonymous one are hidden."""
    number = counts.get((row, ""), 0)
    if silent and small(number):
        return Line(label, 0, HIDDEN, "0", HIDDEN)
    mean = mean_number(question, counts, row)
    span = question.maximum - question.minimum
    width = f"{100 * (mean - question.minimum) / span:.1f}" if mean is not None else "0"
    return Line(label, number, "", width, DASH if mean is None else format_number(mean))


def mean_number(question: SurveyQuestion, counts: Counts, row: str) -> Decimal | None:
    """The mean point of a scale, with two decimals; None where nobody marked it."""
    marks = range(question.minimum, question.maximum + 1)
    found = [(mark, counts.get((row, str(mark)), 0)) for mark in marks]
    number = sum(count for _, count in found)
    total = sum(mark * count for mark, count in found)
    return round_half_up(Decimal(total) / number, 2) if number else None


def mean_of(question: SurveyQuestion, counts: Counts, row: str) -> str:
    """The mean as it is read."""
    mean = mean_number(question, counts, row)
    return DASH if mean is None else format_number(mean)


def groups_of(
    made: QuestionResult, units: dict[int, Counts], names: dict[int, str], titles: dict[str, str], silent: bool
) -> list[Group]:
    """The units with their figures, by name; a single unit is no breakdown."""
    question = made.question
    if question.kind == QuestionKind.TEXT or len(units) < 2:
        return []
    people = {unit: counts.get(("", ""), 0) for unit, counts in units.items()}
    kept = hidden_parts(people) if silent else set()
    labels = [code for code, _ in labels_of(question, totals(units), titles)]
    silences = silent_rows(question, units) if silent else {}
    ordered = sorted(units, key=lambda unit: names.get(unit, ""))
    return [
        Group(unit, names.get(unit, DASH), HIDDEN, tuple(HIDDEN for _ in head_of(made)))
        if unit in kept
        else Group(
            unit,
            names.get(unit, DASH),
            str(people[unit]),
            cells_of(question, units[unit], labels, silences.get(unit, frozenset())),
        )
        for unit in ordered
        if people[unit]
    ]


def silent_rows(question: SurveyQuestion, units: dict[int, Counts]) -> dict[int, frozenset[int]]:
    """Unit → the rows of a matrix that may not be told of it: marked by few, or giving another unit's row away."""
    found: dict[int, set[int]] = defaultdict(set)
    for place in range(len(question.rows)):
        people = {unit: counts.get((str(place), ""), 0) for unit, counts in units.items()}
        for unit in hidden_parts(people):
            found[unit].add(place)
    return {unit: frozenset(places) for unit, places in found.items()}


def totals(units: dict[int, Counts]) -> Counts:
    """The counts of all units together."""
    whole: Counts = defaultdict(int)
    for counts in units.values():
        for key, number in counts.items():
            whole[key] += number
    return whole


def head_of(made: QuestionResult) -> list[str]:
    """The headings of the breakdown: the mean of a scale, else the lines of the question."""
    return ["Среднее"] if made.question.kind == QuestionKind.SCALE else [one.label for one in made.lines]


def cells_of(question: SurveyQuestion, counts: Counts, labels: list[str], silences: frozenset[int]) -> tuple[str, ...]:
    """The figures of one unit: means of scales, shares of options; of ``silences`` nothing."""
    if question.kind == QuestionKind.SCALE:
        return (mean_of(question, counts, ""),)
    if question.kind == QuestionKind.MATRIX:
        rows = range(len(question.rows))
        return tuple(HIDDEN if place in silences else mean_of(question, counts, str(place)) for place in rows)
    answered = counts.get(("", ""), 0)
    return tuple(format_percent(counts.get(("", code), 0), answered) for code in labels)
