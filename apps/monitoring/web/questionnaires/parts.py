"""What the tabs of rounds and reports read."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from apps.core.actor import Actor
from apps.core.text import DASH, count_text, format_number, format_percent
from apps.monitoring.enums import CriterionKind, FormReportState, RoundState
from apps.monitoring.models import Criterion, CriterionAnswer, FormReport, FormRound
from apps.monitoring.selectors.questionnaires import ResultRow, Results, results, words_of
from apps.monitoring.services.questionnaires.rights import fills
from apps.monitoring.services.questionnaires.rounds import waiting

SHORT = (CriterionKind.YES_NO, CriterionKind.SCALE, CriterionKind.NUMBER)


@dataclass(frozen=True, slots=True)
class Shown:
    """An answer as it is drawn: its words, and where a link or a document leads."""

    criterion: Criterion
    words: str
    url: str = ""

    @property
    def short(self) -> str:
        """The words in a narrow column: what is long is only said to be there."""
        return self.words if self.criterion.kind in SHORT or self.words == DASH else "есть"


def url_of(criterion: Criterion, answer: CriterionAnswer | None) -> str:
    """Where an answer leads."""
    if answer is None:
        return ""
    if answer.file_key:
        return reverse("monitoring:form_document", args=(answer.pk,))
    return answer.text if criterion.kind == CriterionKind.LINK else ""


def shown(criterion: Criterion, answer: CriterionAnswer | None) -> Shown:
    """An answer with its link."""
    return Shown(criterion, words_of(criterion, answer), url_of(criterion, answer))


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the table of results."""

    name: str
    url: str
    state: str
    cells: tuple[Shown, ...]
    points: str


def line_of(row: ResultRow, criteria: tuple[Criterion, ...]) -> Line:
    """A line of an addressee."""
    cells = tuple(shown(one, cell.answer) for one, cell in zip(criteria, row.cells, strict=True))
    url = reverse("monitoring:form_report_detail", args=(row.report.pk,))
    points = format_number(row.points.normalize() + 0) if row.answered else DASH
    return Line(row.name, url, row.report.get_state_display(), cells, points)


def results_part(round_: FormRound, actor: Actor) -> dict[str, Any]:
    """The table of results: criteria across, addressees down, averages beneath."""
    found = results(round_, actor)
    return {
        "criteria": found.criteria,
        "lines": [line_of(row, found.criteria) for row in found.rows],
        "averages": [format_number(mean) if mean is not None else DASH for mean in found.averages],
        "average": format_number(found.average) if found.average is not None else DASH,
        "maximum": found.maximum,
        "tiles": tiles(found, round_),
        "summary": completion(found),
        "file": reverse("monitoring:form_results", args=(round_.pk,)),
    }


def completion(found: Results) -> str:
    """How many have handed in, in a sentence."""
    done, total = len(found.handed_in), len(found.rows)
    return f"Сдано {done} из {count_text(total, 'отчёта', 'отчётов', 'отчётов')} ({format_percent(done, total)})."


def tiles(found: Results, round_: FormRound) -> list[tuple[str, int, str]]:
    """How many reports are in each state, with the lists of them."""
    base = f"{reverse('monitoring:form_report_list')}?round={round_.pk}&state="
    states = [row.report.state for row in found.rows]
    return [(state.label.capitalize(), states.count(state), f"{base}{state}") for state in FormReportState]


def answers_part(report: FormReport, actor: Actor) -> dict[str, Any]:
    """The answers of a report under the headings of its form."""
    answers = {one.criterion_id: one for one in report.answers.all()}
    groups: dict[str, list[Shown]] = {}
    for criterion in report.round.form.criteria.all():
        groups.setdefault(criterion.section, []).append(shown(criterion, answers.get(criterion.pk)))
    open_ = waiting(report) and report.round.state == RoundState.OPEN and fills(actor, report)
    url = reverse("monitoring:form_report_edit", args=(report.pk,)) if open_ else ""
    return {"groups": list(groups.items()), "fill": url, "check": report.round.form.by_checker}
