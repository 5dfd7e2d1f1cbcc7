"""What passports add to the first page: parts to fill, parts to judge, passports to decide about."""

from datetime import date

from django.db.models import QuerySet
from django.urls import reverse

from apps.core import access
from apps.core.access import WRITE
from apps.core.actor import Actor
from apps.core.web import agenda, starts
from apps.core.web.period import Period
from apps.passport.enums import OPEN_STATES, PartState, PassportState
from apps.passport.models import Part, Passport
from apps.passport.selectors.places import waiting

PARTS, PASSPORTS = "passport:part_list", "passport:passport_list"


def to_fill(actor: Actor, period: Period) -> QuerySet[Part]:
    """The actor's own parts that wait to be filled."""
    return Part.objects.filter(access.scope(Part, actor, WRITE), waiting())


def to_judge(actor: Actor, period: Period) -> QuerySet[Part]:
    """Parts that were handed in."""
    rows = Part.objects.filter(access.scope(Part, actor), state=PartState.SUBMITTED)
    return rows.filter(passport__state__in=sorted(OPEN_STATES))


def in_state(*states: PassportState) -> agenda.Rows:
    """Passports in these states."""

    def rows(actor: Actor, period: Period) -> QuerySet[Passport]:
        return Passport.objects.filter(access.scope(Passport, actor), state__in=states)

    return rows


TODOS = (
    agenda.Todo("passport_parts", "Части паспорта ДППО ждут заполнения", to_fill, PARTS, "open=yes",
                frozenset({"methodist", "iro", "cnppm"}), 20),
    agenda.Todo("passport_judge", "Части паспорта ДППО ждут приёмки", to_judge, PARTS, "state=submitted",
                frozenset({"cnppm"}), 21),
    agenda.Todo("passport_decide", "Паспорт ДППО ждёт утверждения", in_state(PassportState.REVIEW), PASSPORTS,
                "state=review", frozenset({"ministry"}), 6),
    agenda.Todo("passport_returned", "Паспорт ДППО возвращён министерством", in_state(PassportState.RETURNED),
                PASSPORTS, "state=returned", frozenset({"cnppm"}), 7),
    agenda.Todo("passport_send", "Паспорт ДППО утверждён: направьте Федеральному оператору",
                in_state(PassportState.APPROVED), PASSPORTS, "state=approved", frozenset({"cnppm"}), 22),
)  # fmt: skip
for todo in TODOS:
    agenda.add_todo(todo)
starts.add_shortcuts(
    starts.Shortcut("Паспорт ДППО", "passport:passport_list", "ministry umo federal", "file-description", order=40),
)  # fmt: skip


def parts_due(actor: Actor, first: date, last: date) -> list[starts.Due]:
    """Own parts to be handed in between two days: one line for a passport."""
    rows = Part.objects.filter(access.scope(Part, actor, WRITE), waiting(), due_on__range=(first, last))
    found = rows.order_by("due_on").values_list("due_on", "passport__year").distinct()[: starts.SHOWN]
    url = f"{reverse(PARTS)}?open=yes"
    return [starts.Due(due, f"Сдать часть паспорта ДППО за {year} год", url) for due, year in found]


starts.add_deadlines("passport", ("methodist", "iro"), parts_due)
