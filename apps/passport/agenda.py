"""What passports add to the first page: parts to fill, parts to judge, passports to decide about."""

from django.db.models import QuerySet

from apps.core import access
from apps.core.access import WRITE
from apps.core.actor import Actor
from apps.core.web import agenda
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
