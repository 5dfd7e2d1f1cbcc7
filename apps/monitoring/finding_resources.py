"""The list of what is doubtful behind a report, with what somebody has explained."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.db.models import OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from apps.core import access
from apps.core.access import WRITE
from apps.core.actor import Actor
from apps.core.web.actions import Action
from apps.core.web.columns import Column, Kind
from apps.core.web.forms import Form
from apps.core.web.history import name_verbs
from apps.core.web.resource import Resource, Titles
from apps.core.web.sections import Fact, Facts, Part
from apps.monitoring import filters
from apps.monitoring.enums import About, FindingRecord, Severity
from apps.monitoring.findings import EVERY
from apps.monitoring.models import Finding, FindingExplanation
from apps.monitoring.services import explanations
from apps.monitoring.web.links import card_url
from apps.teachers.models import Person
from apps.teachers.selectors import FULL_NAME

name_verbs({"explain_finding": "замечание пояснено", "withdraw_explanation": "пояснение снято"})
PERSON = Subquery(Person.objects.filter(pk=OuterRef("person_id")).annotate(_name=FULL_NAME).values("_name")[:1])
REASON = Coalesce(Subquery(FindingExplanation.objects.filter(mark=OuterRef("mark")).values("reason")[:1]), Value(""))
SEVERITY_TONES = {Severity.ERROR: "red", Severity.WARNING: "orange", Severity.NOTE: "secondary"}
# The resource on whose card the record of a finding is mended.
MENDED: Mapping[str, str] = {
    FindingRecord.PERSON: "teachers.person",
    FindingRecord.EMPLOYMENT: "teachers.employment",
    FindingRecord.SESSION: "diagnostics.session",
    FindingRecord.ROUTE: "routes.route",
    FindingRecord.ENROLLMENT: "programs.enrollment",
    FindingRecord.PARTICIPATION: "events.participation",
    FindingRecord.PAIR: "events.pair",
    FindingRecord.APPOINTMENT: "teachers.appointment",
    FindingRecord.PROGRAM: "programs.program",
    FindingRecord.EVENT: "events.event",
    FindingRecord.ORGANIZATION: "organizations.organization",
}
READS, EXPLAINS = ("findings", "staff_findings"), ("explanations", "staff_explanations")


def mend_url(record: str, key: int | None, person: int | None, organization: int | None, actor: Actor) -> str:
    """Where a doubt is mended: the card of its record, else of its person, else of its organization."""
    own = card_url(MENDED[record], key, actor) if record in MENDED else ""
    return (
        own or card_url("teachers.person", person, actor) or card_url("organizations.organization", organization, actor)
    )


def explains(actor: Actor) -> bool:
    """Whether the role explains doubts."""
    return actor.is_system or any(access.rights().level(actor, kind, WRITE) for kind in EXPLAINS)


class ReasonForm(Form):
    """Why the data are right."""

    reason = forms.CharField(
        label="Почему данные верны",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Одно пояснение для всех выбранных замечаний. Оно действует, пока данные не изменятся.",
    )


def explain(finding: Finding, *, reason: str) -> None:
    """The service over one row of the list."""
    explanations.explain(doubt=finding, reason=reason)


def withdraw(finding: Finding) -> None:
    """The service over one row of the list."""
    explanations.withdraw(doubt=finding)


def mending(finding: Finding, actor: Actor) -> dict[str, Any]:
    """What the tab of mending reads."""
    rule = EVERY.get(finding.rule)
    return {
        "advice": rule.advice if rule else "",
        "url": mend_url(finding.record, finding.record_ref, finding.person_id, finding.organization_id, actor),
        "record": finding.get_record_display(),
        "explained": explanations.explanation_of(finding),
    }


class FindingResource(Resource):
    """What is doubtful in the data behind a report; its card says what to do and leads to the record."""

    model = Finding
    slug = "finding"
    prefix = "findings/"
    titles = Titles("Качество данных", "замечание", "замечания", "замечаний")
    section = "reports"
    order = 30
    personal = True
    history = False
    columns = (
        Column("rule", "Замечание", sort=True, labels={code: rule.title for code, rule in EVERY.items()}, width=30),
        Column("severity", "Важность", kind=Kind.BADGE, sort=True, tones=SEVERITY_TONES, width=12),
        Column("person", "Работник", source=PERSON, link="teachers.person", link_key="person_id", width=30),
        Column("sentence", "Что не так", link="self", width=56),
        Column("organization", "Организация", source="organization__short_name",
               link="organizations.organization", link_key="organization_id", width=30),
        Column("municipality", "Муниципалитет", source="municipality__name", sort="municipality__sort_key", width=26),
        Column("reason", "Пояснение", source=REASON, width=36),
        Column("about", "О чём", kind=Kind.BADGE, labels=dict(About.choices), visible=False, width=14),
        Column("report", "Отчёт", source="report__period_to", kind=Kind.DATE, visible=False, width=14),
    )  # fmt: skip
    card = ("person", "sentence", "organization")
    filterset = filters.FindingFilters
    ordering = "rule"
    actions = (
        Action("explain", "Пояснить", explain, "Замечание пояснено.", icon="circle-check", form=ReasonForm,
               bulk=True, allowed=explains),
        Action("withdraw", "Снять пояснение", withdraw, "Пояснение снято.", icon="circle-x", allowed=explains,
               applies=lambda finding: explanations.explanation_of(finding) is not None, bulk=True),
    )  # fmt: skip
    sections = (
        Facts(
            "Замечание",
            (
                "sentence",
                Fact("severity", "Важность", labels=dict(Severity.choices)),
                Fact("organization__short_name", "Организация", link="organizations.organization",
                     link_key="organization_id"),
                Fact("report__period_to", "Отчётная дата", Kind.DATE),
            ),
        ),
        Part("mend", "Что сделать", "monitoring/check/mend.html", mending, order=10),
    )  # fmt: skip
    help = "Сомнительные записи: отчёт их учёл, но проверить стоит. Верные поясните, ошибки исправьте."
    empty = "Здесь появятся сомнительные записи, когда будет рассчитан отчёт."

    @classmethod
    def may(cls, actor: Actor, action: str) -> bool:
        """Readers of doubts; to «change» one is to explain it."""
        kinds = EXPLAINS if action == WRITE else READS
        return actor.is_system or any(access.rights().level(actor, kind, action) for kind in kinds)

    def may_change(self, actor: Actor, obj: Any) -> bool:
        """Whoever reads a doubt of the own scope and may explain."""
        return self.may(actor, WRITE) and access.can(actor, access.READ, obj)

    def writable(self, actor: Actor, rows: QuerySet[Any]) -> QuerySet[Any]:
        """A finding itself is frozen with its report: what one writes about it is an explanation."""
        return rows if self.may(actor, WRITE) else rows.none()

    def title_of(self, obj: Finding) -> str:
        return EVERY[obj.rule].title if obj.rule in EVERY else obj.rule
