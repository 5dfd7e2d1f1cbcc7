"""A recommendation addressed to a unit and tracked until it is done (DOMAIN 6)."""

from datetime import date

from django.db import models
from django.db.models import Q

from apps.core.access import PLACE, Access, Path
from apps.core.constraints import placed_in_organization
from apps.core.locks import Undated
from apps.core.text import plural
from apps.monitoring.enums import Level, RecommendationState
from apps.monitoring.models.report import Report
from apps.organizations.enums import OrganizationKind
from apps.organizations.models import Municipality, Organization, Profile, Region

State = RecommendationState
PREPARED = (State.PROPOSED, State.EDITED)
INSIDE = (*PREPARED, State.DROPPED)
# Whoever was addressed still owes something.
OWED = (State.SENT, State.ACKNOWLEDGED)


class Recommendation(models.Model):
    """What a rule proposed about a unit, what a person made of it, to whom it went and what came of it.

    The unit columns are the addressee's place (the wall): prepared ones are the centre's alone, ``sent`` ones are also
    the addressee's; ``local`` ones belong to a municipality's own profile, whose service leads them. ``topic`` tells
    two of one rule and unit apart (a competence). ``trail`` holds every move: state, moment, person, words. A
    recommendation names no person and carries counts only.
    """

    access = Access(
        "recommendations",
        (
            PLACE,
            Path(kind="sent_recommendations", where={"sent": True}),
            Path(kind="local_recommendations", where={"local": True}),
        ),
    )
    dated = Undated("рекомендация данных периода не меняет")

    profile = models.ForeignKey(Profile, models.PROTECT, verbose_name="профиль", related_name="recommendations_made")
    report = models.ForeignKey(
        Report, models.PROTECT, verbose_name="отчёт", null=True, blank=True, related_name="recommendations"
    )
    period_from = models.DateField("начало периода")
    period_to = models.DateField("отчётная дата")
    rule = models.CharField("основание", max_length=40)
    indicator = models.CharField("показатель", max_length=40, blank=True)
    topic = models.CharField("предмет", max_length=40, blank=True)
    level = models.CharField("уровень", max_length=12, choices=Level)
    unit_code = models.CharField("код территории", max_length=40)
    unit_name = models.CharField("о ком", max_length=200)
    region = models.ForeignKey(
        Region, models.PROTECT, verbose_name="регион", related_name="+", db_index=False, db_constraint=False
    )
    municipality = models.ForeignKey(
        Municipality, models.PROTECT, verbose_name="муниципалитет", null=True, related_name="+", db_constraint=False
    )
    organization = models.ForeignKey(
        Organization, models.PROTECT, verbose_name="адресат", null=True, related_name="+", db_constraint=False
    )
    body = models.CharField("вид адресата", max_length=12, choices=OrganizationKind)
    proposed = models.TextField("предложено правилом")
    text = models.TextField("рекомендация")
    due = models.DateField("срок", null=True, blank=True)
    state = models.CharField("состояние", max_length=12, choices=State, default=State.PROPOSED)
    sent = models.BooleanField("направлена", default=False, editable=False)
    local = models.BooleanField("муниципальный профиль", default=False, editable=False)
    answer = models.TextField("ответ адресата", blank=True)
    evidence = models.URLField("ссылка на подтверждение", max_length=500, blank=True)
    remark = models.TextField("замечание центра", blank=True)
    trail = models.JSONField("ход", default=list, editable=False)

    class Meta:
        verbose_name = "рекомендация"
        verbose_name_plural = "рекомендации"
        ordering = ("-period_to", "level", "unit_name", "id")
        indexes = (models.Index(fields=("region", "state", "due"), name="recommendation_state"),)
        constraints = (
            placed_in_organization("recommendation_place"),
            models.UniqueConstraint(
                fields=("profile", "period_from", "period_to", "rule", "level", "unit_code", "indicator", "topic"),
                name="recommendation_key",
            ),
            models.CheckConstraint(
                condition=Q(sent=True) & ~Q(state__in=INSIDE) | Q(sent=False, state__in=INSIDE),
                name="recommendation_sent",
            ),
            models.CheckConstraint(
                condition=Q(sent=False) | Q(organization__isnull=False, due__isnull=False),
                name="recommendation_addressed",
            ),
        )

    def __str__(self) -> str:
        return f"{self.unit_name}: {self.text[:80]}{'…' if len(self.text) > 80 else ''}"

    def overdue_days(self, today: date) -> int:
        """By how many days the term has passed; 0 where it has not, or nothing is owed."""
        late = self.due is not None and self.state in OWED and self.due < today
        return (today - self.due).days if late and self.due else 0

    def overdue_text(self, today: date) -> str:
        """«просрочена на 3 дня»; empty where it is not."""
        days = self.overdue_days(today)
        return f"просрочена на {days} {plural(days, 'день', 'дня', 'дней')}" if days else ""
