"""Reads of what surrounds routes: marks of observations over time, items that a decision may close."""

from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.aggregates import StringAgg
from django.db.models import OuterRef, Subquery
from django.urls import reverse

from apps.core import access
from apps.core.access import WRITE
from apps.core.actor import Actor
from apps.core.text import DASH, NBSP
from apps.diagnostics.models import Competence
from apps.diagnostics.selectors.surveys import needs_of
from apps.routes import policies
from apps.routes.models import IndividualRoute, PracticeRecord, Recognition
from apps.routes.selectors import item_title, items_to_close
from apps.routes.services.practice import criteria, mark_words
from apps.teachers.models import Person

# How many of the latest observations of one competence stand side by side.
SHOWN = 6
LINKED = Recognition.competences.through.objects.filter(recognition_id=OuterRef("pk")).order_by()
NAMED: Any = LINKED.values("recognition_id").annotate(codes=StringAgg("competence__code", ", "))
COMPETENCES = Subquery(NAMED.values("codes")[:1])


@dataclass(frozen=True, slots=True)
class Dynamics:
    """The observations of one competence side by side, the earliest first: a mark of each for each criterion."""

    competence: Competence
    records: tuple[PracticeRecord, ...]

    @property
    def lines(self) -> list[tuple[str, list[str]]]:
        """The criteria with the marks of each observation; what could not be seen is a dash."""
        return [(title, [mark_of(one, code) for one in self.records]) for code, title in criteria().items()]

    @property
    def totals(self) -> list[str]:
        """«9 из 14» of each observation."""
        return [f"{one.points} из{NBSP}{one.maximum}" for one in self.records]

    @property
    def change(self) -> str:
        """How the share of points has moved from the first observation to the last; empty for a single one."""
        if len(self.records) < 2:
            return ""
        first, last = self.records[0], self.records[-1]
        before, after = first.points * last.maximum, last.points * first.maximum
        return "без изменений" if before == after else "стало лучше" if after > before else "стало хуже"


def mark_of(record: PracticeRecord, code: str) -> str:
    """The mark of a criterion as it is read."""
    mark = record.marks.get(code)
    return DASH if mark is None else str(mark)


def dynamics_of(person_id: int, actor: Actor) -> list[Dynamics]:
    """The person's observations by competence, at most the last ``SHOWN`` of each; one question to the database."""
    rows = PracticeRecord.objects.filter(access.scope(PracticeRecord, actor), person_id=person_id)
    found: dict[int, list[PracticeRecord]] = {}
    for record in rows.select_related("competence").order_by("competence__code", "on_date", "pk"):
        found.setdefault(record.competence_id, []).append(record)
    return [Dynamics(records[0].competence, tuple(records[-SHOWN:])) for records in found.values()]


def practice_part(person: Person, actor: Actor) -> dict[str, Any]:
    """What the tab of observations on a person's page reads."""
    may = policies.may_observe(actor) and bool(access.rights().level(actor, "practice", WRITE))
    add = f"{reverse('routes:practice_create')}?person={person.pk}" if may else ""
    return {"dynamics": dynamics_of(person.pk, actor), "add": add}


def marks_part(record: PracticeRecord, actor: Actor) -> dict[str, Any]:
    """What the tab of marks of one observation reads."""
    words = mark_words()
    lines = [
        (title, f"{mark} — {words[mark]}" if (mark := record.marks.get(code)) is not None else "не наблюдалось")
        for code, title in criteria().items()
    ]
    url = reverse("routes:practice_file", args=(record.pk,)) if record.file_key else ""
    return {"lines": lines, "total": f"{record.points} из{NBSP}{record.maximum}", "file": url, "name": record.file_name}


def closing_part(obj: Recognition, actor: Actor) -> dict[str, Any]:
    """What the tab of a decision reads: its document and, for those who record decisions, the items it may close."""
    url = reverse("routes:recognition_file", args=(obj.pk,)) if obj.file_key else ""
    may = obj.item_id is None and policies.may_recognize(actor)
    items = items_to_close(obj).select_related("route").annotate(shown=item_title()) if may else []
    close = reverse("routes:recognition_action", args=(obj.pk, "close"))
    return {"file": url, "name": obj.file_name, "items": list(items), "close": close, "may": may}


def requests_part(route: IndividualRoute, actor: Actor) -> dict[str, Any]:
    """What the tab of requests on a route's page reads: what its person has asked for, ready to become reasons."""
    add = f"{reverse('routes:source_create')}?route={route.pk}" if policies.may_found(actor, route) else ""
    return {"needs": list(needs_of(route.person_id, actor)), "add": add}
