"""Lists of monitoring: reports, and the findings about the data behind them."""

from datetime import date

from django.db.models import F, Func, OuterRef, QuerySet, Subquery, TextField, Value
from django.db.models.functions import Concat

from apps.core.actor import Actor
from apps.core.web.columns import Column, Kind
from apps.core.web.history import name_verbs
from apps.core.web.resource import Resource, Titles
from apps.monitoring import agenda, filters  # noqa: F401 - the agenda registers itself
from apps.monitoring.enums import ReportState, Severity
from apps.monitoring.findings import RULES
from apps.monitoring.models import Finding, Report
from apps.monitoring.selectors.readings import reads_reports, with_own_units
from apps.monitoring.wording import STATES, period_title
from apps.teachers.models import Person
from apps.teachers.selectors import FULL_NAME

name_verbs(
    {
        "compute_report": "отчёт рассчитан",
        "submit_report": "представлен на утверждение",
        "approve_report": "утверждён",
        "return_report": "возвращён с замечаниями",
        "sign_report": "приложена подпись",
    }
)


def iso(column: str) -> Func:
    """A date as text."""
    return Func(F(column), Value("YYYY-MM-DD"), function="to_char", output_field=TextField())


PERIOD = Concat(iso("period_from"), Value("/"), iso("period_to"), output_field=TextField())
PERSON = Subquery(Person.objects.filter(pk=OuterRef("person_id")).annotate(_name=FULL_NAME).values("_name")[:1])
STATE_TONES = {
    ReportState.DRAFT: "secondary",
    ReportState.SUBMITTED: "blue",
    ReportState.APPROVED: "green",
    ReportState.RETURNED: "orange",
}
SEVERITY_TONES = {Severity.ERROR: "red", Severity.WARNING: "orange", Severity.NOTE: "secondary"}


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


class FindingResource(Resource):
    """What is doubtful in the data behind a report; a person's name leads to the card where it is mended."""

    model = Finding
    slug = "finding"
    prefix = "findings/"
    titles = Titles("Качество данных", "замечание", "замечания", "замечаний")
    section = "reports"
    order = 30
    detail = False
    personal = True
    columns = (
        Column("rule", "Замечание", sort=True, labels={code: rule.title for code, rule in RULES.items()}, width=34),
        Column("severity", "Важность", kind=Kind.BADGE, sort=True, tones=SEVERITY_TONES, width=12),
        Column("person", "Работник", source=PERSON, link="teachers.person", link_key="person_id", width=34),
        Column("sentence", "Что не так", width=60),
        Column("organization", "Организация", source="organization__short_name",
               link="organizations.organization", link_key="organization_id", width=34),
        Column("municipality", "Муниципалитет", source="municipality__name", sort="municipality__sort_key", width=30),
        Column("report", "Отчёт", source="report__period_to", kind=Kind.DATE, visible=False, width=14),
    )  # fmt: skip
    card = ("person", "sentence", "organization")
    filterset = filters.FindingFilters
    ordering = "rule"
    help = "Сомнительные записи: отчёт их учёл, но проверить стоит."
    empty = "Здесь появятся сомнительные записи, когда будет рассчитан отчёт."
