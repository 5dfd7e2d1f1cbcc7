"""Lists of monitoring: reports, and the findings about the data behind them."""

from datetime import date

from django.db.models import F, Func, QuerySet, TextField, Value
from django.db.models.functions import Concat

from apps.core.actor import Actor
from apps.core.web.columns import Column, Kind
from apps.core.web.history import name_verbs
from apps.core.web.resource import Resource, Titles
from apps.monitoring import (  # noqa: F401 - the agenda and the other resources register themselves
    addressee_resources,
    agenda,
    filters,
    finding_resources,
    form_agenda,
    form_resources,
    recommendation_agenda,
    recommendation_resources,
    submission_agenda,
    submission_resources,
    worklists,
)
from apps.monitoring.enums import ReportState
from apps.monitoring.models import Report
from apps.monitoring.selectors.readings import reads_reports, with_own_units
from apps.monitoring.wording import STATES, period_title

name_verbs(
    {
        "compute_report": "отчёт рассчитан",
        "submit_report": "представлен на утверждение",
        "approve_report": "утверждён",
        "return_report": "возвращён с замечаниями",
        "sign_report": "приложена подпись",
        "confirm_indicator": "показатель подтверждён",
    }
)


def iso(column: str) -> Func:
    """A date as text."""
    return Func(F(column), Value("YYYY-MM-DD"), function="to_char", output_field=TextField())


PERIOD = Concat(iso("period_from"), Value("/"), iso("period_to"), output_field=TextField())
STATE_TONES = {
    ReportState.DRAFT: "secondary",
    ReportState.SUBMITTED: "blue",
    ReportState.APPROVED: "green",
    ReportState.RETURNED: "orange",
}


def period_text(value: str) -> str:
    """A period in words."""
    start, end = (date.fromisoformat(text) for text in value.split("/"))
    return period_title(start, end)


class ReportResource(Resource):
    """Reports that hold something of the reader's territory."""

    model = Report
    slug = "report"
    titles = Titles("Отчёты", "отчёт", "отчёта", "отчётов")
    section = "reports"
    order = 10
    detail = False
    exports = False
    columns = (
        Column("period", "Период", source=PERIOD, sort="period_to", link="self", write=period_text, width=26),
        Column("profile", "Профиль", source="profile__title", sort="profile__title", width=34),
        Column("state", "Состояние", kind=Kind.BADGE, sort=True, tones=STATE_TONES, labels=dict(STATES)),
        Column("version", "Версия", kind=Kind.NUMBER, sort=True, width=10),
        Column("computed_at", "Рассчитан", kind=Kind.MOMENT, sort=True),
        Column("submitted_at", "Представлен", kind=Kind.MOMENT, sort=True, visible=False),
        Column("decided_at", "Решение", kind=Kind.MOMENT, sort=True, visible=False),
    )
    card = ("period", "profile", "state")
    filterset = filters.ReportFilters
    ordering = "-period"
    help = "Значения показателей за год или полугодие: замороженные вместе с основаниями."
    empty = "Здесь появятся отчёты. Первый рассчитывают те, кто назван в профиле региона или муниципалитета."

    @classmethod
    def opens(cls, actor: Actor) -> bool:
        """Readers of figures, and of what is published."""
        return reads_reports(actor)

    def rows(self, actor: Actor) -> QuerySet[Report]:
        """Reports with a unit of the reader's."""
        return with_own_units(self.base(), actor)
