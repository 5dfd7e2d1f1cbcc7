"""Series of events."""

from typing import Any

from django.db.models import QuerySet

from apps.core.actor import Actor
from apps.core.subqueries import counted
from apps.core.web import nav
from apps.core.web.actions import Action
from apps.core.web.columns import Column, Kind
from apps.core.web.filters import ChoiceFilter, FilterSet, ManyFilter
from apps.core.web.history import name_verbs
from apps.core.web.lookup import LookupFilter
from apps.core.web.resource import Resource, Titles, Write
from apps.core.web.sections import Fact, Facts, Related
from apps.events import series_forms
from apps.events.enums import EventKind, EventLevel, Rhythm
from apps.events.models import Event, EventSeries
from apps.events.services import series

name_verbs(
    {
        "create_series": "серия заведена",
        "update_series": "серия изменена",
        "extend_series": "серия продлена",
        "end_series": "серия завершена",
        "remove_series": "серия удалена",
    }
)
ORGANIZER: dict[str, Any] = {"link": "organizations.organization", "link_key": "organization_id"}


class SeriesFilters(FilterSet):
    """Series by kind, level, organizer and whether they go on."""

    kind = ManyFilter(label="Вид", choices=EventKind.choices)
    level = ManyFilter(label="Уровень", choices=EventLevel.choices)
    rhythm = ManyFilter(label="Как повторяется", choices=Rhythm.choices)
    organization = LookupFilter(label="Организатор", label_of_resource="organizations.organization")
    state = ChoiceFilter(label="Серия", choices=(("on", "идёт"), ("ended", "завершена")), method="by_state")

    class Meta:
        model = EventSeries
        fields = ("kind", "level", "rhythm", "organization")

    def by_state(self, rows: QuerySet[EventSeries], name: str, value: str) -> QuerySet[EventSeries]:
        """Not ended by hand, or ended."""
        return rows.filter(ended_on__isnull=value == "on")


class SeriesResource(Resource):
    """What repeats: «ПрофСреда» every Wednesday."""

    model = EventSeries
    slug = "series"
    prefix = "series/"
    titles = Titles("Серии мероприятий", "серия", "серии", "серий")
    section = "events"
    order = 15
    columns = (
        Column("title", "Серия", sort="sort_key", link="self", width=50),
        Column("kind", "Вид", sort=True, width=24),
        Column("level", "Уровень", sort=True, width=18),
        Column("rhythm", "Как повторяется", labels=dict(Rhythm.choices), width=26),
        Column("step", "Раз в", kind=Kind.NUMBER, width=10, help="Раз в сколько недель или месяцев"),
        Column("start", "С", kind=Kind.DATE, sort=True, width=12),
        Column("end", "По", kind=Kind.DATE, sort=True, width=12),
        Column("count", "Мероприятий", source=counted(Event.objects.all(), "series_id"), kind=Kind.NUMBER, width=12),
        Column("organization", "Организатор", source="organization__short_name", width=36, **ORGANIZER),
    )  # fmt: skip
    card = ("title", "start", "end")
    filterset = SeriesFilters
    search = (("sort_key", "words"),)
    search_hint = "Слова из названия"
    ordering = "-start"
    create = Write(series_forms.NewSeriesForm, series.create_series, "Новая серия", "Завести",
                   "Серия заведена, её мероприятия — в календаре.")  # fmt: skip
    actions = (
        Action("extend", "Продлить", series.extend_series, "Серия продлена.", icon="calendar-event",
               form=series_forms.SeriesLaterForm, applies=lambda row: row.ended_on is None),
        Action("end", "Завершить", series.end_series, "Серия завершена.", icon="archive", danger=True,
               form=series_forms.SeriesEndForm, applies=lambda row: row.ended_on is None,
               consequence="Мероприятия после этого дня уйдут из календаря; те, на которые записаны люди, останутся "
                           "с пометкой «отменено», и люди узнают причину."),
        Action("remove", "Удалить", series.remove_series, "Серия удалена.", icon="trash", danger=True,
               consequence="Удаляют только заведённую по ошибке: серию, на которую кто-то записан, удалить нельзя."),
    )  # fmt: skip
    sections = (
        Facts(
            "Серия",
            (
                "kind",
                "level",
                Fact("repeats", "Когда", write=series.words),
                Fact("organization__short_name", "Организатор", **ORGANIZER),
                Fact("ended_on", kind=Kind.DATE, hide_empty=True),
            ),
        ),
        Related("events", "Мероприятия", "events.event", "series", order=10,
                columns=("title", "start", "state", "people"), empty="В серии нет мероприятий."),
    )  # fmt: skip
    help = "То, что повторяется: мероприятия серии появляются в календаре сразу до последнего дня."
    empty = "Здесь появятся серии. Заведите первую: название, первый и последний день, как часто."

    @classmethod
    def opens(cls, actor: Actor) -> bool:
        return actor.is_system or (nav.everyone(actor) and actor.region_id is not None)

    def lead_of(self, obj: EventSeries) -> str:
        return series.words(obj)
