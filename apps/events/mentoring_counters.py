"""What mentoring gives to count beside pairs, mentors and mentees."""

from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from apps.core import counters
from apps.core.counters import Counter, Place, Rows
from apps.events.enums import MentoringState, PairOutcome
from apps.events.models import MentoringPair, MentoringProgram, PairItem, PairMeeting, TeamMentoring

GROUP = "Мероприятия и наставничество"
MEETINGS = ("встреча", "встречи", "встреч")
PAIRS = ("пара", "пары", "пар")
PROGRAMS = ("программа", "программы", "программ")
CONTRACTS = ("договор", "договора", "договоров")


def met(place: Place, start: date, end: date) -> QuerySet[PairMeeting]:
    """Meetings of pairs held in the term, by the mentee's place."""
    return PairMeeting.objects.filter(place.q(), held=True, on_date__range=(start, end))


def ended(outcome: PairOutcome) -> Rows:
    """Pairs whose last day lies in the term and that ended so."""

    def rows(place: Place, start: date, end: date) -> QuerySet[MentoringPair]:
        return MentoringPair.objects.filter(place.q(), outcome=outcome, end__range=(start, end))

    return rows


def done_items(place: Place, start: date, end: date) -> QuerySet[PairItem]:
    """Items of the plans of pairs done in the term."""
    return PairItem.objects.filter(place.q(), done_on__range=(start, end))


def running(place: Place, start: date, end: date) -> QuerySet[MentoringProgram]:
    """Programmes put into force that run on any day of the term."""
    over = Q(end__isnull=True, closed_on__isnull=True) | Q(end__gte=start) | Q(closed_on__gte=start)
    acted = ~Q(state=MentoringState.DRAFT) & Q(start__lte=end)
    return MentoringProgram.objects.filter(place.q(), acted, over)


def signed(place: Place, start: date, end: date) -> QuerySet[TeamMentoring]:
    """Contracts of leader schools with schools that need support, signed in the term."""
    return TeamMentoring.objects.filter(place.q(), contract_on__range=(start, end))


def interned(place: Place, start: date, end: date) -> QuerySet[TeamMentoring]:
    """Teams whose internship at a leader school began in the term."""
    return TeamMentoring.objects.filter(place.q(), internship_from__range=(start, end))


PAGE: dict[str, Any] = {"page": "events:meeting_list", "query": "held=yes&on_from={start}&on_to={end}"}
counters.add(
    Counter("pair_meetings", "Проведено встреч наставнических пар", MEETINGS, met, GROUP, **PAGE),
    Counter("pairs_done", "Наставнических пар завершено с результатом", PAIRS, ended(PairOutcome.DONE), GROUP),
    Counter("pairs_early", "Наставнических пар прекращено досрочно", PAIRS, ended(PairOutcome.EARLY), GROUP),
    Counter("pair_items_done", "Выполнено пунктов планов наставничества", ("пункт", "пункта", "пунктов"), done_items,
            GROUP),
    Counter("mentoring_programs", "Действует программ наставничества", PROGRAMS, running, GROUP),
    Counter("team_contracts", "Заключено договоров менторства со школами-лидерами", CONTRACTS, signed, GROUP),
    Counter("team_internships", "Проведено стажировок команд ШНОР и ШНСУ", ("стажировка", "стажировки", "стажировок"),
            interned, GROUP),
)  # fmt: skip
