"""Writes of programmes of mentoring and of the load of a mentor."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone

from apps.core.services import records
from apps.core.text import count_text, sort_key
from apps.events.enums import LimitReach, MentoringState
from apps.events.models import MentoringProgram, MentorLimit
from apps.organizations.enums import OrganizationKind
from apps.organizations.models import Organization
from apps.organizations.services.records import place_of

NO_FORMS = "Отметьте хотя бы одну форму пар."
NO_ACT = "Программу вводят в действие актом: укажите его номер и дату."
NO_OUTCOME = "Напишите, к чему программа пришла."
CLOSED = "Программа завершена: её карточка не меняется."
GOING = "В программе ещё {pairs} без итога: сначала завершите их."
FUTURE = "Этот день ещё не наступил."
REACH = {
    OrganizationKind.CNPPM: LimitReach.REGION,
    OrganizationKind.MMS: LimitReach.MUNICIPALITY,
    OrganizationKind.MOO: LimitReach.MUNICIPALITY,
}


def check(values: dict[str, Any]) -> None:
    """What every programme says. Raises ``ValidationError``."""
    if not values.get("forms"):
        raise ValidationError({"forms": NO_FORMS})
    records.require_order(values["start"], values.get("end"), "end")


def create_program(
    *, organization: Organization, title: str, start: date, forms: list[str], **values: Any
) -> MentoringProgram:
    """A programme in preparation. Raises ``ValidationError``."""
    check({"forms": forms, "start": start, **values})
    made = MentoringProgram(
        **place_of(organization), title=title, sort_key=sort_key(title), start=start, forms=list(forms), **values
    )
    return records.create(made, "create_mentoring")


def update_program(program: MentoringProgram, **values: Any) -> MentoringProgram:
    """Change a programme that is not closed. Raises ``ValidationError``."""
    if program.state == MentoringState.CLOSED:
        raise ValidationError(CLOSED)
    check({name: values.get(name, getattr(program, name)) for name in ("forms", "start", "end")})
    act = (values.get("act_number", program.act_number), values.get("act_on", program.act_on))
    if program.state == MentoringState.ACTIVE and not all(act):
        raise ValidationError({"act_number": NO_ACT})
    if "title" in values:
        values["sort_key"] = sort_key(values["title"])
    return records.change(program, "update_mentoring", **values)


def start_program(program: MentoringProgram, *, act_number: str, act_on: date) -> MentoringProgram:
    """The act puts the programme into force. Raises ``ValidationError``."""
    if program.state != MentoringState.DRAFT or not act_number.strip():
        raise ValidationError({"act_number": NO_ACT})
    return records.change(
        program, "start_mentoring", state=MentoringState.ACTIVE, act_number=act_number.strip(), act_on=act_on
    )


def close_program(
    program: MentoringProgram, *, closed_on: date, outcome: str, today: date | None = None
) -> MentoringProgram:
    """The programme is over, with its outcome, once all its pairs have theirs. Raises ``ValidationError``."""
    if not outcome.strip():
        raise ValidationError({"outcome": NO_OUTCOME})
    if closed_on > (today or timezone.localdate()):
        raise ValidationError({"closed_on": FUTURE})
    records.require_order(program.start, closed_on, "closed_on")
    if left := program.pairs.filter(outcome="").count():
        raise ValidationError(GOING.format(pairs=count_text(left, "пара", "пары", "пар")))
    return records.change(
        program, "close_mentoring", state=MentoringState.CLOSED, closed_on=closed_on, outcome=outcome.strip()
    )


def remove_program(program: MentoringProgram) -> None:
    """Delete a programme entered by mistake. Raises ``ValidationError`` once pairs belong to it."""
    records.remove(program, "remove_mentoring")


def set_limit(*, organization: Organization, pairs: int) -> MentorLimit:
    """How many pairs at once: of the centre for the region, of the municipal body for its schools, of a school.

    Raises ``ValidationError``.
    """
    reach = REACH.get(OrganizationKind(organization.kind), LimitReach.ORGANIZATION)
    return records.create(MentorLimit(**place_of(organization), pairs=pairs, reach=reach), "set_mentor_limit")


def update_limit(limit: MentorLimit, *, pairs: int) -> MentorLimit:
    """Another number. Raises ``ValidationError``."""
    return records.change(limit, "update_mentor_limit", pairs=pairs)


def remove_limit(limit: MentorLimit) -> None:
    """The wider rule counts again."""
    records.remove(limit, "remove_mentor_limit")
