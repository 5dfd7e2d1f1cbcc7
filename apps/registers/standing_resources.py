"""The methodical active with its conditions, workers of ММС with their training, winners and what they did next.

They are other looks at rows that lower rooms keep: appointments and participations are entered where they belong.
"""

from typing import Any

from django.db.models import F, QuerySet
from django.db.models.functions import Coalesce

from apps.core.web.columns import Column, Kind
from apps.core.web.filters import ChoiceFilter, FilterSet, ManyFilter, RowFilter
from apps.core.web.resource import Titles
from apps.events.enums import EventKind, EventLevel, ParticipationRole
from apps.events.models import Participation
from apps.organizations.selectors import municipalities_in_sight
from apps.registers import standing
from apps.registers.common_resources import FROM, ORGANIZATION, PERSON, TO, PersonRegister
from apps.registers.filters import NOW, going
from apps.teachers.enums import AppointmentKind
from apps.teachers.models import Appointment

AT = Column("at_organization", "Где", source="at_organization__short_name", link="organizations.organization",
            link_key="at_organization_id", width=36)  # fmt: skip
YES_NO = (("yes", "да"), ("no", "нет"))


class StandingFilters(FilterSet):
    """Appointments by place, time and whether the person is prepared."""

    municipality = RowFilter(label="Муниципалитет", queryset=municipalities_in_sight)
    state = ChoiceFilter(label="Действие", choices=NOW, method="by_state")
    by_state = going()
    prepared = ChoiceFilter(label="Подготовка", choices=YES_NO, method="by_training")

    class Meta:
        model = Appointment
        fields = ("municipality",)

    def by_training(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Trained for the work, or not yet."""
        return rows.filter(_trained__isnull=value == "no")


class ActiveFilters(StandingFilters):
    """The active by kind and conditions."""

    kind = ManyFilter(label="Актив", choices=[(kind.value, kind.label) for kind in standing.ACTIVE])
    conditions = ChoiceFilter(
        label="Условия вхождения",
        choices=((standing.MET, standing.MET), (standing.NOT_MET, standing.NOT_MET)),
        method="by_conditions",
    )

    class Meta(StandingFilters.Meta):
        fields = ("municipality", "kind")  # type: ignore[assignment]

    def by_conditions(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Conditions met or not."""
        return rows.filter(_conditions=value)


class ActiveResource(PersonRegister):
    """The regional and the municipal methodical active."""

    model = Appointment
    slug = "active"
    prefix = "active/"
    titles = Titles("Методический актив", "человек", "человека", "человек")
    section = "people.service"
    order = 20
    detail = False
    columns = (
        PERSON,
        Column("kind", "Актив", sort=True, width=26),
        AT,
        ORGANIZATION,
        FROM,
        TO,
        Column("diagnosed", "Диагностика", source=F("_diagnosed"), kind=Kind.DATE, width=12),
        Column("trained", "Программа методического сопровождения", source=F("_trained"), kind=Kind.DATE, width=16),
        Column("conditions", "Условия", source=F("_conditions"), kind=Kind.BADGE, tones=standing.TONES, width=16,
               help="Региональный актив: пройдены диагностика и программа методического сопровождения. Муниципальный: "
               "региональный методист либо учитель высшей категории с высшим педагогическим образованием и стажем "
               "не менее 5 лет"),
    )  # fmt: skip
    card = ("person", "kind", "conditions")
    filterset = ActiveFilters
    ordering = "-start"
    help = "Региональные и муниципальные методисты и условия вхождения в актив. Условия показываются, но не запрещают."
    empty = "Здесь появятся методисты, когда их назначения внесут в разделе «Назначения»."

    def base(self) -> QuerySet[Any]:
        rows = super().base().filter(kind__in=standing.ACTIVE)
        found = rows.annotate(_diagnosed=standing.diagnosed_on(), _trained=standing.trained_on(standing.SUPPORT_THEME))
        judged: QuerySet[Any] = found.annotate(_conditions=standing.conditions())
        return judged


class ServiceResource(PersonRegister):
    """Workers of municipal methodical services with their training as tutors."""

    model = Appointment
    slug = "service"
    prefix = "service/"
    titles = Titles("Работники ММС", "работник", "работника", "работников")
    section = "people.service"
    order = 30
    detail = False
    columns = (
        PERSON,
        AT,
        FROM,
        TO,
        Column("trained", "Подготовка тьюторов", source=F("_trained"), kind=Kind.DATE, width=16,
               help="Последняя завершённая программа о тьюторском сопровождении"),
        Column("diagnosed", "Диагностика", source=F("_diagnosed"), kind=Kind.DATE, width=12),
        Column("act", "Акт", visible=False, width=30),
    )  # fmt: skip
    card = ("person", "at_organization", "trained")
    filterset = StandingFilters
    ordering = "-start"
    help = "Реестр работников муниципальных методических служб: кто прошёл подготовку тьютора, а кто ещё нет."
    empty = "Здесь появятся работники ММС, когда их назначения внесут в разделе «Назначения»."

    def base(self) -> QuerySet[Any]:
        rows = super().base().filter(kind=AppointmentKind.MMS_WORKER)
        prepared = standing.trained_on(standing.TUTOR_THEME)
        found: QuerySet[Any] = rows.annotate(_diagnosed=standing.diagnosed_on(), _trained=prepared)
        return found


class WinnerFilters(FilterSet):
    """Prizes by place, level and whether anything followed."""

    municipality = RowFilter(label="Муниципалитет", queryset=municipalities_in_sight)
    level = ManyFilter(label="Уровень", field_name="event__level", choices=EventLevel.choices)
    followed = ChoiceFilter(label="Деятельность после", choices=YES_NO, method="by_later")

    class Meta:
        model = Participation
        fields = ("municipality",)

    def by_later(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Active afterwards, or not."""
        return rows.filter(_later__gt=0) if value == "yes" else rows.filter(_later=0)


class WinnerResource(PersonRegister):
    """Winners of professional contests and their later activity."""

    model = Participation
    slug = "winner"
    prefix = "winners/"
    titles = Titles("Победители конкурсов", "победитель", "победителя", "победителей")
    section = "events"
    order = 24
    detail = False
    columns = (
        PERSON,
        ORGANIZATION,
        Column("event", "Конкурс", source="event__title", link="events.event", link_key="event_id", width=50),
        Column("level", "Уровень", source="event__level", width=18),
        Column("role", "Результат", width=14),
        Column("day", "Дата", source=F("_day"), kind=Kind.DATE, sort=True, width=12),
        Column("later", "После победы", source=F("_later"), kind=Kind.NUMBER, sort=True, width=12,
               help="Сколько раз после этого представил опыт, был экспертом, членом жюри или тьютором-методистом"),
    )  # fmt: skip
    card = ("person", "event", "later")
    filterset = WinnerFilters
    ordering = "-day"
    help = "Победители и призёры конкурсов профессионального мастерства и то, как они делятся опытом потом."
    empty = "Здесь появятся победители и призёры, когда их участие внесут в мероприятия."

    def base(self) -> QuerySet[Any]:
        won = (ParticipationRole.WINNER, ParticipationRole.PRIZE)
        rows = super().base().filter(person__isnull=False, role__in=won, event__kind=EventKind.SKILL_CONTEST)
        dated = rows.annotate(_day=Coalesce(F("on_date"), F("event__start")))
        found: QuerySet[Any] = dated.annotate(_later=standing.later_activity())
        return found
