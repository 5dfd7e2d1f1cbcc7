"""The journals of the house: what was changed, who looked at people's data (DOMAIN 8, last sentence)."""

from django.apps import apps

from apps.core.models import AccessLogEntry, HistoryEntry
from apps.core.web.columns import Column, Kind
from apps.core.web.filters import ChoiceFilter, FilterSet, MomentFilter
from apps.core.web.history import verb_words
from apps.core.web.resource import Resource, Titles

ACTIONS = (("view", "просмотр"), ("export", "выгрузка"))


def kind_words(label: str) -> str:
    """What a journal's entry is about: the model's own name."""
    try:
        return str(apps.get_model(label)._meta.verbose_name)
    except LookupError:
        return "запись"


class HistoryFilters(FilterSet):
    """Changes by days."""

    since = MomentFilter(label="С", field_name="at", lookup_expr="gte")
    until = MomentFilter(label="По", field_name="at", lookup_expr="lte")

    class Meta:
        model = HistoryEntry
        fields = ()


class AccessFilters(FilterSet):
    """Looks and exports by days and kind."""

    action = ChoiceFilter(label="Действие", choices=ACTIONS)
    since = MomentFilter(label="С", field_name="at", lookup_expr="gte")
    until = MomentFilter(label="По", field_name="at", lookup_expr="lte")

    class Meta:
        model = AccessLogEntry
        fields = ("action",)


class HistoryResource(Resource):
    """Every change of every record in the actor's scope."""

    model = HistoryEntry
    slug = "history"
    prefix = "history/"
    titles = Titles("История изменений", "изменение", "изменения", "изменений")
    section = "administration"
    order = 60
    detail = False
    columns = (
        Column("at", "Когда", kind=Kind.MOMENT, sort=True, width=18),
        Column("actor_label", "Кто", width=40),
        Column("verb", "Что сделано", write=verb_words, width=30),
        Column("object_kind", "Вид записи", write=kind_words, width=24),
        Column("object_label", "Запись", width=50),
        Column("request_id", "Код запроса", visible=False),
    )
    card = ("at", "actor_label", "verb")
    filterset = HistoryFilters
    ordering = "-at"
    help = "Кто и когда что изменил. Что было и что стало, видно на вкладке «История» самой записи."
    empty = "Здесь появятся изменения записей."


class AccessLogResource(Resource):
    """Every look at people's data and every export of them in the actor's scope."""

    model = AccessLogEntry
    slug = "access"
    prefix = "access/"
    titles = Titles("Обращения к персональным данным", "обращение", "обращения", "обращений")
    section = "administration"
    order = 70
    detail = False
    columns = (
        Column("at", "Когда", kind=Kind.MOMENT, sort=True, width=18),
        Column("actor_label", "Кто", width=40),
        Column("action", "Действие", width=14),
        Column("subject", "Что", width=50),
        Column("rows", "Человек", kind=Kind.NUMBER),
        Column("request_id", "Код запроса", visible=False),
    )
    card = ("at", "actor_label", "subject")
    filterset = AccessFilters
    ordering = "-at"
    help = "Кто открывал карточки людей и выгружал списки с персональными данными."
    empty = "Здесь появятся обращения к персональным данным."
