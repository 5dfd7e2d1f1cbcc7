"""Filling and handing in parts: by their organizations, judged by the ЦНППМ."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from apps.core.actor import current
from apps.core.services import records
from apps.passport import policies
from apps.passport.enums import PartState
from apps.passport.models import Figure, InformationResource, InfrastructureObject, MoneyLine, Part
from apps.passport.models.content import PartRow
from apps.passport.registry import LISTS, Declared, entered_by
from apps.passport.selectors.completeness import LIST_ROWS, lacking
from apps.passport.services.contents import actor_words, place_in
from apps.passport.services.notices import tell_part
from apps.passport.services.passports import refuse_unless

CLOSED = "Эта часть сейчас не заполняется: она сдана, принята или паспорт уже на согласовании."
NOT_MINE = "Принимает и возвращает части ЦНППМ, и только сданные."
LACKS = "Не заполнено: {0}. Внесите сведения или отметьте, что их нет."
Entry = tuple[str, str]
BUSY = "В этом списке есть записи: удалите их или снимите отметку, что сведений нет."


def begin_filling(part: Part) -> None:
    """A part that somebody writes into is being filled. Raises ``ValidationError`` where it is closed."""
    refuse_unless(policies.may_fill(current(), part), CLOSED)
    if part.state == PartState.EMPTY:
        records.change(part, "fill_part", state=PartState.FILLING)


@transaction.atomic
def fill_part(part: Part, /, **values: Any) -> Part:
    """Store what a part's form says: figures under their codes, ``source`` of them, lists that have nothing.

    ``figures`` maps codes to a number, a text or None (not known yet: removed); ``sources`` codes to words;
    ``absent`` names the sections whose list is empty for good. ``seen`` maps codes to what the filler had before the
    eyes, ``seen_absent`` is the same of ``absent``: what the filler left as it was seen stays as it is stored, and what
    somebody else has changed meanwhile is not written over. Raises ``ValidationError``.
    """
    begin_filling(part)
    Part.objects.select_for_update(of=("self",)).get(pk=part.pk)
    sources: Mapping[str, str] = values.get("sources", {})
    figures = touched(part, values.get("figures", {}), sources, values.get("seen", {}))
    for declared in entered_by(part.kind):
        if declared.code in figures:
            set_figure(part, declared, figures[declared.code], sources.get(declared.code, ""))
    if "absent" in values:
        set_absent(part, values["absent"], values.get("seen_absent"))
    return part


def touched(
    part: Part, figures: Mapping[str, Any], sources: Mapping[str, str], seen: Mapping[str, Entry]
) -> dict[str, Any]:
    """Of these figures those that differ from what was seen. Raises ``ValidationError`` where another was faster."""
    stored = {row.code: row for row in Figure.objects.filter(part=part, computed=False)}
    found, stale = {}, {}
    for code, value in figures.items():
        given, now = (plain(value), sources.get(code, "")), entry_of(stored.get(code))
        was = seen.get(code, now)
        if given == was:
            continue
        if now not in (was, given) and not entered_by_actor(stored.get(code)):
            stale[field_of(code)] = ValidationError(stale_words(stored.get(code)), code="stale")
        found[code] = value
    if stale:
        raise ValidationError(stale)
    return found


def plain(value: Decimal | str | None) -> str:
    """A value as it is compared: a number without idle zeros."""
    if isinstance(value, Decimal | int):
        return str(Decimal(value).normalize() + 0)
    return value or ""


def entry_of(figure: Figure | None) -> Entry:
    """A stored figure as it is shown in a form: its value and its source."""
    return ("", "") if figure is None else (plain(figure.text or figure.number), figure.source)


def entered_by_actor(figure: Figure | None) -> bool:
    """Whether the actor wrote it: one's own earlier message is no stranger's."""
    return figure is not None and figure.entered_by == actor_words()


def stale_words(figure: Figure | None) -> str:
    """Who was faster, and what stands there now."""
    if figure is None:
        return "Пока вы заполняли, это значение убрали. Ваше не записано: внесите его ещё раз, если оно верно."
    now = f"«{plain(figure.text or figure.number)}» ({figure.entered_by})"
    return f"Пока вы заполняли, здесь внесли другое: {now}. Ваше не записано: внесите его ещё раз, если оно верно."


def field_of(code: str) -> str:
    """The name of a figure's field in the form: a code has a point in it."""
    return code.replace(".", "__")


def set_absent(part: Part, sections: list[str], seen: list[str] | None = None) -> None:
    """Say of which lists there is nothing to say; of those left as they were seen nothing changes.

    Raises ``ValidationError`` where such a list has rows.
    """
    if seen is not None:
        turned = set(sections) ^ set(seen)
        sections = sorted((set(part.absent) - turned) | (turned & set(sections)))
    for section in LISTS:
        if section.number in sections and LIST_ROWS[section.code]._default_manager.filter(part=part).exists():
            raise ValidationError({f"absent_{section.code}": BUSY})
    records.change(part, "fill_part", absent=sorted(sections))


def set_figure(part: Part, declared: Declared, value: Decimal | str | None, source: str) -> None:
    """Store, change or remove one figure of a part."""
    stored = Figure.objects.filter(part=part, code=declared.code).first()
    if value is None or value == "":
        if stored is not None:
            records.remove(stored, "clear_figure")
        return
    given: dict[str, Any] = {"text": value} if declared.text else {"number": value}
    given["source"] = source
    if stored is None:
        made = Figure(**place_in(part), code=declared.code, entered_by=actor_words(), **given)
        records.create(made, "enter_figure")
    elif records.differing(stored, given):
        records.change(stored, "enter_figure", **given, entered_by=actor_words())


@transaction.atomic
def submit_part(part: Part, /) -> Part:
    """Hand the part in. Raises ``ValidationError`` while something is neither filled nor said to be absent."""
    refuse_unless(policies.may_fill(current(), part), CLOSED)
    missing = lacking(part)
    refuse_unless(not missing, LACKS.format("; ".join(missing)))
    who: dict[str, Any] = {"submitted_at": timezone.now(), "submitted_by": actor_words()}
    records.change(part, "submit_part", state=PartState.SUBMITTED, remark="", **who)
    tell_part(part, f"{part.passport}: часть «{part.name}» сдана.", centre=True)
    return part


def accept_part(part: Part, /) -> Part:
    """Accept a part that was handed in. Raises ``ValidationError``."""
    refuse_unless(policies.may_judge(current(), part), NOT_MINE)
    return decided(part, "accept_part", PartState.ACCEPTED, "")


@transaction.atomic
def return_part(part: Part, /, *, remark: str) -> Part:
    """Return a part with a remark: it may be changed again. An accepted one too. Raises ``ValidationError``."""
    actor = current()
    refuse_unless(policies.may_judge(actor, part) or policies.may_reopen(actor, part), NOT_MINE)
    decided(part, "return_part", PartState.RETURNED, remark.strip())
    tell_part(part, f"{part.passport}: ваша часть возвращена с замечаниями.", centre=False)
    return part


def decided(part: Part, verb: str, state: PartState, remark: str) -> Part:
    """The ЦНППМ's decision about a part."""
    who: dict[str, Any] = {"decided_at": timezone.now(), "decided_by": actor_words()}
    return records.change(part, verb, state=state, remark=remark, **who)


def postpone_part(part: Part, /, *, due_on: date) -> Part:
    """Give a part another due date. Raises ``ValidationError``."""
    refuse_unless(policies.may_manage(current(), part.passport), "Сроки частей назначает ЦНППМ, пока паспорт открыт.")
    return records.change(part, "postpone_part", due_on=due_on)


# --- rows of the lists
@transaction.atomic
def add_row(model: type[PartRow], verb: str, part: Part, **fields: Any) -> PartRow:
    """Add a row to a list of a part; a list with a row is not absent any more. Raises ``ValidationError``."""
    begin_filling(part)
    made = records.create(model(**place_in(part), **fields), verb)
    number = next(section.number for section in LISTS if LIST_ROWS[section.code] is model)
    if number in part.absent:
        records.change(part, "fill_part", absent=[one for one in part.absent if one != number])
    return made


def change_row(row: PartRow, verb: str, fields: Mapping[str, Any]) -> PartRow:
    """Change a row of a list. Raises ``ValidationError``."""
    refuse_unless(policies.may_fill(current(), row.part), CLOSED)
    return records.change(row, verb, **fields)


def remove_row(row: PartRow, /) -> None:
    """Remove a row of a list. Raises ``ValidationError``."""
    refuse_unless(policies.may_fill(current(), row.part), CLOSED)
    records.remove(row, "remove_row")


def add_money(*, part: Part, **fields: Any) -> PartRow:
    """A sum of a source for a year, in thousands of roubles. Raises ``ValidationError``."""
    return add_row(MoneyLine, "add_money", part, **fields)


def update_money(row: MoneyLine, /, **fields: Any) -> PartRow:
    """Correct a sum."""
    return change_row(row, "update_money", fields)


def add_object(*, part: Part, **fields: Any) -> PartRow:
    """An object of the infrastructure. Raises ``ValidationError``."""
    return add_row(InfrastructureObject, "add_object", part, **fields)


def update_object(row: InfrastructureObject, /, **fields: Any) -> PartRow:
    """Correct an object."""
    return change_row(row, "update_object", fields)


def add_resource(*, part: Part, **fields: Any) -> PartRow:
    """An information resource. Raises ``ValidationError``."""
    return add_row(InformationResource, "add_resource", part, **fields)


def update_resource(row: InformationResource, /, **fields: Any) -> PartRow:
    """Correct a resource."""
    return change_row(row, "update_resource", fields)
