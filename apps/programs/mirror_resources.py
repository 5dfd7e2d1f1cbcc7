"""The mirror of the federal registry: synchronizations, the entries as they were seen, the source."""

from typing import Any

from django import forms
from django.db import models
from django.db.models import F, QuerySet
from django.utils import timezone

from apps.core.actor import Actor
from apps.core.text import DASH, format_date, format_interval
from apps.core.web import agenda
from apps.core.web.actions import Action
from apps.core.web.columns import Column, Kind
from apps.core.web.filters import ChoiceFilter, DateFilter, FilterSet
from apps.core.web.forms import Form, RecordForm
from apps.core.web.history import name_verbs
from apps.core.web.period import Period
from apps.core.web.resource import Resource, Titles, Write
from apps.core.web.sections import Fact, Facts, Part, Related
from apps.programs.enums import Fate, SyncState
from apps.programs.mirror import past
from apps.programs.mirror.outlook import outlook
from apps.programs.models import RegistrySource, RegistryVersion, Synchronization
from apps.programs.services import mirror, sources

name_verbs(
    {
        "synchronize": "синхронизация окончена",
        "create_source": "источник задан",
        "update_source": "источник изменён",
        "remove_source": "источник удалён",
    }
)
KEEPERS = frozenset({"cnppm", "iro"})
STATE_TONES = {
    SyncState.READING: "blue",
    SyncState.APPLIED: "green",
    SyncState.UNCHANGED: "secondary",
    SyncState.QUARANTINED: "orange",
    SyncState.REJECTED: "secondary",
    SyncState.OUTDATED: "secondary",
    SyncState.FAILED: "red",
}
FATE_TONES = {Fate.NEW: "green", Fate.CHANGED: "blue", Fate.GONE: "orange", Fate.BACK: "azure"}
ENTRY: dict[str, Any] = {"link": "programs.entry", "link_key": "entry_id"}


class OpenJournal(Resource):
    """Read by all whom the registry's work concerns; nothing in it is anybody's own."""

    right = "registry"

    def may_change(self, actor: Actor, obj: models.Model) -> bool:
        return self.may(actor, "write")


class NoteForm(Form):
    """Why it was decided so."""

    note = forms.CharField(label="Пояснение", required=False, widget=forms.Textarea({"rows": 2}))


class ReasonForm(Form):
    """Why the reading is given up."""

    note = forms.CharField(label="Почему отклоняется", widget=forms.Textarea({"rows": 2}))


class SyncFilters(FilterSet):
    """Synchronizations by how they ended and when."""

    state = ChoiceFilter(label="Чем кончилась", choices=SyncState.choices)
    since = DateFilter(label="Прочитана с", field_name="seen_on", lookup_expr="gte")
    until = DateFilter(label="Прочитана по", field_name="seen_on", lookup_expr="lte")


def waits(sync: Synchronization) -> bool:
    """Whether a person must decide."""
    return sync.state == SyncState.QUARANTINED


def changes_of(sync: Synchronization) -> Any:
    """The versions that began with a synchronization."""
    return models.Q(since=sync.place or 0)


class SyncResource(OpenJournal):
    """What was read when, and what became of it."""

    model = Synchronization
    slug = "synchronization"
    prefix = "registry/synchronizations/"
    titles = Titles("Синхронизации с ФР ДПП", "синхронизация", "синхронизации", "синхронизаций")
    section = "programs.registry"
    order = 60
    columns = (
        Column("started_at", "Начата", kind=Kind.MOMENT, sort=True, link="self", width=16),
        Column("state", "Чем кончилась", kind=Kind.BADGE, sort=True, tones=STATE_TONES, width=16),
        Column("total", "Прочитано", kind=Kind.NUMBER, width=10),
        Column("created", "Появилось", kind=Kind.NUMBER, width=10),
        Column("changed", "Изменилось", kind=Kind.NUMBER, width=10),
        Column("gone", "Исчезло", kind=Kind.NUMBER, width=10),
        Column("returned", "Вернулось", kind=Kind.NUMBER, width=10),
        Column("source", "Источник", visible=False, width=50),
        Column("seen_on", "День", kind=Kind.DATE, sort=True, visible=False, width=12),
        Column("finding", "Что не так", visible=False, width=60),
    )
    card = ("started_at", "state", "total")
    filterset = SyncFilters
    search = (("source", "part"),)
    search_hint = "Часть адреса или имени файла"
    ordering = "-started_at"
    actions = (
        Action("accept", "Принять", mirror.accept, "Прочитанное применено.", icon="check", form=NoteForm,
               applies=lambda sync: waits(sync) and sync.acceptable, tells=True,
               consequence="Реестр станет таким, каким прочитан: исчезнувшие записи получат дату исключения."),
        Action("reject", "Отклонить", mirror.reject, "Прочитанное отклонено, зеркало осталось прежним.", icon="x",
               form=ReasonForm, applies=waits, tells=True),
    )  # fmt: skip
    sections = (
        Facts(
            "Синхронизация",
            (
                "source",
                Fact("state", kind=Kind.BADGE),
                Fact("finding", hide_empty=True),
                Fact("seen_on", kind=Kind.DATE),
                Fact("started_at", kind=Kind.MOMENT),
                Fact("finished_at", kind=Kind.MOMENT),
            ),
        ),
        Facts(
            "Что изменилось",
            tuple(Fact(name, kind=Kind.NUMBER) for name in ("total", "created", "changed", "gone", "returned")),
        ),
        Facts(
            "Решение",
            (
                Fact("decided", "Кто решил", write=lambda sync: decided(sync)),
                Fact("note", hide_empty=True),
            ),
        ),
        Part("outlook", "Что изменится", "programs/sync_outlook.html",
             lambda sync, actor: {"groups": outlook(sync)}, order=5),
        Related("changes", "Записи", "programs.change", changes_of, columns=("number", "title", "fate", "fields"),
                empty="Эта синхронизация зеркала не изменила.", order=10),
    )  # fmt: skip
    help = (
        "Каждое чтение реестра: применено целиком, ничего не изменило, ждёт решения человека или не удалось."
        " Пока решение не принято, зеркало остаётся прежним."
    )
    empty = "Здесь появятся чтения реестра. Задайте источник или загрузите файл."

    def objects(self, actor: Actor) -> QuerySet[Any]:
        return self.rows(actor).select_related("decided_by")


def decided(sync: Synchronization) -> str:
    """Who decided and when."""
    if sync.decided_at is None:
        return "ждёт решения" if waits(sync) else "решать нечего"
    who = sync.decided_by.full_name if sync.decided_by else ""
    return ", ".join(part for part in (who, format_date(timezone.localdate(sync.decided_at))) if part)


class ChangeFilters(FilterSet):
    """Versions by what happened, and the registry as it stood on a day."""

    fate = ChoiceFilter(label="Что произошло", choices=Fate.choices)
    on = DateFilter(label="Реестр, каким он был на дату", method="by_day")

    def by_day(self, rows: QuerySet[RegistryVersion], name: str, value: Any) -> QuerySet[RegistryVersion]:
        """What the registry showed on a day."""
        return rows.filter(past.standing(past.last_place(value)), present=True)


def field_words(names: list[str] | None) -> str:
    """The names of the changed fields."""
    return ", ".join(past.LABELS[name] for name in names or ()) or DASH


class ChangeResource(OpenJournal):
    """Every entry as each synchronization saw it."""

    model = RegistryVersion
    slug = "change"
    prefix = "registry/changes/"
    titles = Titles("Изменения реестра", "изменение", "изменения", "изменений")
    section = "programs.registry"
    order = 20
    detail = False
    history = False
    columns = (
        Column("number", "Номер", source="entry__number", sort="entry__number", width=16, **ENTRY),
        Column("title", "Программа", width=60, **ENTRY),
        Column("fate", "Что произошло", kind=Kind.BADGE, sort=True, tones=FATE_TONES, width=14),
        Column("fields", "Что изменилось", write=field_words, width=30),
        Column("seen", "Увидено", source=models.Subquery(
            Synchronization.objects.filter(place=models.OuterRef("since")).values("seen_on")[:1]
        ), kind=Kind.DATE, width=12),
        Column("since", "Синхронизация по порядку", kind=Kind.NUMBER, sort=True, visible=False, width=10),
        Column("hours", "Часов", kind=Kind.NUMBER, visible=False, width=8),
        Column("form", "Форма", visible=False, width=16),
        Column("organization_name", "Организация", visible=False, width=36),
        Column("included_on", "Включена", kind=Kind.DATE, visible=False, width=12),
        Column("excluded_on", "Исключена", kind=Kind.DATE, visible=False, width=12),
    )  # fmt: skip
    card = ("title", "fate", "seen")
    filterset = ChangeFilters
    search = (("entry__number", "starts"), ("title", "part"))
    search_hint = "Номер или слово из названия"
    ordering = "-since"
    help = (
        "Какой запись видели с каждой синхронизации. Отбор «на дату» показывает весь реестр, каким он был в тот день."
    )
    empty = "Здесь появятся изменения реестра."


class SourceForm(RecordForm):
    """Where the registry is read."""

    class Meta:
        model = RegistrySource
        fields = ("address", "enabled")
        help_texts = {  # noqa: RUF012
            "address": "Начало адреса до /programs: портал добавит его и номер страницы сам."
        }


class SourceResource(OpenJournal):
    """Where the nightly synchronization reads."""

    model = RegistrySource
    slug = "source"
    prefix = "registry/sources/"
    titles = Titles("Источник реестра", "источник", "источника", "источников")
    section = "programs.registry"
    order = 80
    columns = (
        Column("address", "Адрес", sort=True, link="self", width=60),
        Column("enabled", "Читается каждую ночь", kind=Kind.FLAG, sort=True, width=16),
    )
    card = ("address", "enabled")
    ordering = "address"
    create = Write(SourceForm, sources.create_source, "Новый источник", "Задать", "Источник задан.")
    edit = Write(SourceForm, sources.update_source, "Изменение источника")
    actions = (
        Action("read", "Прочитать сейчас", sources.read_now, "Чтение поставлено в очередь: итог появится в списке"
               " синхронизаций.", icon="refresh", applies=lambda source: source.enabled),
        Action("remove", "Удалить", sources.remove_source, "Источник удалён.", icon="trash", danger=True,
               consequence="Реестр перестанет читаться ночью; всё прочитанное останется."),
    )  # fmt: skip
    sections = (Facts("Источник", ("address", Fact("enabled", kind=Kind.FLAG))),)
    help = "Адрес, по которому портал каждую ночь читает Федеральный реестр ДПП. Включён может быть один."
    empty = "Источник не задан: реестр можно загрузить из файла."


def quarantined(actor: Actor, period: Period) -> QuerySet[Synchronization]:
    """Readings that wait for a decision."""
    return Synchronization.objects.filter(state=SyncState.QUARANTINED)


def failed(actor: Actor, period: Period) -> QuerySet[Synchronization]:
    """Readings that failed after the last one that came to an end."""
    done = Synchronization.objects.filter(state__in=(SyncState.APPLIED, SyncState.UNCHANGED)).order_by("-started_at")
    last = models.Subquery(done.values("started_at")[:1])
    rows = Synchronization.objects.filter(state=SyncState.FAILED).annotate(_last=last)
    return rows.filter(models.Q(_last=None) | models.Q(started_at__gt=F("_last")))


def earlier_words(entry: Any) -> str:
    """The stays of an entry before its last one."""
    return "; ".join(format_interval(stay.included_on, stay.excluded_on) for stay in entry.earlier.all()) or DASH


for key, title, rows, state, order in (
    ("registry_waits", "Чтение реестра ждёт решения", quarantined, "quarantined", 45),
    ("registry_failed", "Реестр не удалось прочитать", failed, "failed", 46),
):
    agenda.add_todo(agenda.Todo(key, title, rows, "programs:synchronization_list", f"state={state}", KEEPERS, order))
