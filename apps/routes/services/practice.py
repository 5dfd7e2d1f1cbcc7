"""What is seen of a competence in the work is written down (issue 4, item 7)."""

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from apps.core.actor import current
from apps.core.services import records
from apps.diagnostics.models import Competence
from apps.routes import policies
from apps.routes.models import IndividualRoute, PracticeRecord
from apps.routes.services.papers import keep_paper
from apps.routes.services.plan import require_scored
from apps.teachers.models import Person

FUTURE = "Эта дата ещё не наступила."
OTHER_ROUTE = "Этот ИОМ другого человека."
NO_MARKS = "Отметьте хотя бы один критерий."
NOT_OBSERVER = "Наблюдения записывают ЦНППМ, методисты и сопровождающие."
HIGHEST = 2


@cache
def shipped() -> dict[str, Any]:
    """The observation form: criteria and the words of marks."""
    path = Path(settings.BASE_DIR) / "fixtures" / "practice.yaml"
    found: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return found


def criteria() -> dict[str, str]:
    """The criteria of an observation by code, in their order."""
    return {one["code"]: one["title"] for one in shipped()["criteria"]}


def mark_words() -> dict[int, str]:
    """The words of the marks 0, 1 and 2."""
    words: dict[int, str] = shipped()["marks"]
    return words


def require_observer() -> None:
    """Refuse whoever writes no observations. Raises ``PermissionDenied``."""
    if not policies.may_observe(current()):
        raise PermissionDenied(NOT_OBSERVER)


def totals(marks: dict[str, int]) -> dict[str, Any]:
    """The marks with their sum and the most they could be. Raises ``ValidationError`` for an empty form."""
    known = {code: mark for code, mark in marks.items() if code in criteria()}
    if not known:
        raise ValidationError(NO_MARKS, code="marks")
    if any(mark not in mark_words() for mark in known.values()):
        raise ValidationError("Оценка критерия — 0, 1 или 2.", code="marks")
    return {"marks": known, "points": sum(known.values()), "maximum": HIGHEST * len(known)}


def check_sense(person: Person, route: IndividualRoute | None, competence: Competence, day: date) -> None:
    """Refuse a day to come, another's route, and a competence that the route is not about. Raises."""
    if day > timezone.localdate():
        raise ValidationError({"on_date": FUTURE})
    if route is None:
        return
    if route.person_id != person.pk:
        raise ValidationError({"route": OTHER_ROUTE})
    if route.session_id is not None:
        require_scored(route.session, [competence], "competence")


@transaction.atomic
def record_practice(
    *,
    person: Person,
    competence: Competence,
    on_date: date,
    marks: dict[str, int],
    route: IndividualRoute | None = None,
    observer: str = "",
    file: Any = None,
    **fields: Any,
) -> PracticeRecord:
    """Write down an observation: a mark of 0–2 for each criterion that could be seen, and a conclusion.

    Raises ``PermissionDenied`` and ``ValidationError``.
    """
    require_observer()
    check_sense(person, route, competence, on_date)
    who = observer.strip() or current().who
    place = {"person": person, "route": route, "competence": competence, "on_date": on_date, "observer": who[:300]}
    made = PracticeRecord(**place, **totals(marks), **fields)
    for name, value in keep_paper(made, file).items():
        setattr(made, name, value)
    return records.create(made, "record_practice")


@transaction.atomic
def update_practice(obj: PracticeRecord, *, marks: dict[str, int], file: Any = None, **fields: Any) -> PracticeRecord:
    """Correct an observation. Raises as ``record_practice`` does."""
    require_observer()
    final = {name: fields.get(name, getattr(obj, name)) for name in ("route", "competence", "on_date")}
    check_sense(obj.person, final["route"], final["competence"], final["on_date"])
    return records.change(obj, "update_practice", **fields, **totals(marks), **keep_paper(obj, file))


@transaction.atomic
def remove_practice(obj: PracticeRecord) -> None:
    """Delete an observation entered by mistake. Raises ``PermissionDenied``."""
    require_observer()
    records.remove(obj, "remove_practice")
