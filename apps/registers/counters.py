"""What the registers give to count, for roadmaps and for the functions of the regulation."""

from datetime import date
from typing import Any

from django.db.models import QuerySet

from apps.core import counters
from apps.core.counters import Counter, Place, Rows
from apps.events.enums import EventKind
from apps.registers.enums import UnionKind
from apps.registers.models import (
    Application,
    Contract,
    Decision,
    Letter,
    Material,
    Meeting,
    Practice,
    ProjectTeam,
    Reserve,
    Union,
    UnionEvent,
)

GROUP = "Реестры"
COMMUNITIES = ("объединение", "объединения", "объединений")
CONTESTS = (EventKind.CONTEST, EventKind.SKILL_CONTEST)


def on(model: Any, field: str, **fields: Any) -> Rows:
    """Rows of a register whose day lies in the term."""

    def rows(place: Place, start: date, end: date) -> QuerySet[Any]:
        found: QuerySet[Any] = model.objects.filter(place.q(), **{f"{field}__range": (start, end)}, **fields)
        return found

    return rows


def going(model: Any) -> Rows:
    """Rows of a register that hold on any day of the term."""

    def rows(place: Place, start: date, end: date) -> QuerySet[Any]:
        found: QuerySet[Any] = model.objects.filter(place.q()).exclude(start__gt=end).exclude(end__lt=start)
        return found

    return rows


def communities(place: Place, start: date, end: date) -> QuerySet[Union]:
    """Network communities on a subject that go on on any day of the term."""
    found: QuerySet[Union] = going(Union)(place, start, end)
    return found.filter(kind=UnionKind.COMMUNITY, subject__isnull=False)


def held_by_communities(*kinds: str) -> Rows:
    """Events of these kinds (of any) that network communities on a subject held in the term."""

    def rows(place: Place, start: date, end: date) -> QuerySet[UnionEvent]:
        of_subject = {"union__kind": UnionKind.COMMUNITY, "union__subject__isnull": False}
        found = UnionEvent.objects.filter(place.q(), event__start__range=(start, end), **of_subject)
        return found.filter(event__kind__in=kinds) if kinds else found.exclude(event__kind__in=CONTESTS)

    return rows


counters.add(
    Counter("meetings", "Проведено заседаний советов и объединений", ("заседание", "заседания", "заседаний"),
            on(Meeting, "held_on"), GROUP, page="registers:meeting_list", query="held_from={start}&held_to={end}"),
    Counter("decisions_done", "Исполнено решений заседаний", ("решение", "решения", "решений"),
            on(Decision, "done_on"), GROUP, page="registers:decision_list", query="state=done"),
    Counter("letters_sent", "Направлено писем и запросов Федеральному оператору", ("письмо", "письма", "писем"),
            on(Letter, "sent_on"), GROUP, page="registers:letter_list"),
    Counter("contracts", "Действует договоров о сетевом взаимодействии", ("договор", "договора", "договоров"),
            going(Contract), GROUP, page="registers:contract_list", query="time=now", now=True),
    Counter("project_teams", "Действует проектных команд", ("команда", "команды", "команд"), going(ProjectTeam), GROUP,
            page="registers:team_list", query="time=now", now=True),
    Counter("unions", "Действует объединений и сообществ", ("объединение", "объединения", "объединений"),
            going(Union), GROUP, page="registers:union_list", query="time=now", now=True),
    Counter("communities_with_contest", "Сетевых объединений по предмету провели конкурс", COMMUNITIES,
            held_by_communities(*CONTESTS), GROUP, distinct="union_id", each="communities"),
    Counter("communities_with_event", "Сетевых объединений по предмету провели мероприятие", COMMUNITIES,
            held_by_communities(), GROUP, distinct="union_id", each="communities"),
    Counter("communities", "Действует сетевых объединений по предмету", COMMUNITIES, communities, GROUP),
    Counter("reserve", "В резерве методистов и тьюторов", ("человек", "человека", "человек"), going(Reserve), GROUP,
            distinct="person_id", page="registers:reserve_list", query="time=now", now=True),
    Counter("practices_published", "Опубликовано практик в банке", ("практика", "практики", "практик"),
            on(Practice, "published_on", published=True), GROUP, page="registers:practice_list",
            query="state=published"),
    Counter("materials", "Размещено методических материалов", ("материал", "материала", "материалов"),
            on(Material, "published_on"), GROUP, page="registers:material_list"),
    Counter("site_applications", "Подано заявок на статус площадки", ("заявка", "заявки", "заявок"),
            on(Application, "submitted_on"), GROUP, page="registers:application_list"),
)  # fmt: skip
