"""The lists of the section «Дорожная карта»: measures, their execution, evidence, the roadmaps themselves."""

from typing import Any

from django.db.models import BigIntegerField, ExpressionWrapper, F, QuerySet

from apps.core import access
from apps.core.actor import Actor, current
from apps.core.text import format_interval
from apps.core.web.actions import Action
from apps.core.web.columns import Column, Kind
from apps.core.web.history import name_verbs
from apps.core.web.resource import Resource, Titles, Write
from apps.core.web.sections import Fact, Facts, Part, Related
from apps.organizations.selectors import short_name
from apps.roadmap import agenda, filters, forms, selectors  # noqa: F401 - agenda registers itself
from apps.roadmap.course import years
from apps.roadmap.enums import OPEN_STATES, State
from apps.roadmap.models import Evidence, Occurrence, Roadmap, RoadmapItem
from apps.roadmap.policies import leads, leads_any, reports
from apps.roadmap.services import items, work
from apps.roadmap.web import parts

name_verbs(
    {
        "load_roadmap": "дорожная карта загружена из акта",
        "load_measure": "мероприятие загружено из акта",
        "create_roadmap": "дорожная карта заведена",
        "update_roadmap": "дорожная карта изменена",
        "renew_occurrences": "исполнение обновлено",
        "create_measure": "мероприятие добавлено",
        "update_measure": "мероприятие изменено",
        "drop_measure": "мероприятие снято",
        "restore_measure": "мероприятие возвращено",
        "report_occurrence": "отчёт представлен",
        "accept_occurrence": "отчёт принят",
        "return_occurrence": "отчёт возвращён",
        "add_evidence": "подтверждение добавлено",
        "remove_evidence": "подтверждение удалено",
    }
)
ROADMAP: dict[str, Any] = {"link": "roadmap.roadmap", "link_key": "roadmap_id"}
BODY: dict[str, Any] = {"link": "organizations.organization", "link_key": "organization_id"}


def joined(values: list[str] | None) -> str:
    """A list in one line."""
    return "; ".join(values or []) or "—"


# Two roadmaps never mix: the newer one first, each in the order of its act.
MOST_ITEMS = 100_000
PLACE = ExpressionWrapper(F("position") - F("roadmap_id") * MOST_ITEMS, BigIntegerField())


class ItemResource(Resource):
    """Measures."""

    model = RoadmapItem
    slug = "item"
    prefix = ""
    titles = Titles("Мероприятия дорожной карты", "мероприятие", "мероприятия", "мероприятий")
    section = "roadmap"
    order = 10
    columns = (
        Column("number", "№", sort=PLACE, width=8),
        Column("title", "Мероприятие", sort="sort_key", link="self", width=60),
        Column("executors", "Исполнители", source="executor_names", write=joined, width=34),
        Column("term", "Срок", width=22),
        Column("standing", "Исполнение", source=selectors.standing(), write=selectors.standing_text, width=26),
        Column("progress", "Ход по счётчику", source=selectors.progress(), write=selectors.progress_text, width=24),
        Column("section", "Раздел", sort=True, visible=False, width=50),
        Column("result", "Результат", visible=False, width=50),
        Column("roadmap", "Дорожная карта", source="roadmap__title", visible=False, width=40, **ROADMAP),
    )
    card = ("title", "term", "standing")
    filterset = filters.ItemFilters
    search = (("sort_key", "words"), ("number", "equals"))
    search_hint = "Слова из названия или номер"
    ordering = "number"
    create = Write(forms.ItemForm, items.create_item, "Новое мероприятие", "Добавить", "Мероприятие добавлено.")
    edit = Write(forms.ItemForm, items.update_item, "Изменение мероприятия")
    actions = (
        Action(
            "drop", "Снять с исполнения", items.close_item, "Мероприятие снято с исполнения.", icon="circle-minus",
            consequence="Неначатое исполнение удаляется, представленные и принятые отчёты остаются.", danger=True,
            allowed=leads_any, applies=lambda item: item.active,
        ),
        Action(
            "restore", "Вернуть в исполнение", items.reopen_item, "Мероприятие снова исполняется.", icon="refresh",
            allowed=leads_any, applies=lambda item: not item.active,
        ),
    )  # fmt: skip
    sections = (
        Facts(
            "Мероприятие",
            (
                Fact("roadmap__title", "Дорожная карта", **ROADMAP),
                Fact("section", hide_empty=True),
                Fact("number", "Номер"),
                Fact("executors", "Исполнители", write=lambda item: joined(item.executor_names)),
                Fact("term", "Срок в акте"),
                Fact("term_kind", "Срок понят как", write=parts.term_words),
                Fact("result", "Планируемый результат"),
                Fact("quantity", "Количество", write=lambda item: "; ".join(item.quantity_texts), hide_empty=True),
            ),
        ),
        Part("progress", "Ход", "roadmap/progress.html", parts.progress_context, order=10),
        Related(
            "occurrences", "Исполнение", "roadmap.occurrence", "item",
            columns=("organization", "label", "due", "state"), order=20,
            empty="Исполнение появится, когда в портале будут организации-исполнители.",
        ),
    )  # fmt: skip
    help = "Что, кем и к какому сроку должно быть сделано; ход по числам портал считает сам."
    empty = "Здесь появятся мероприятия: они приходят с профилем, из таблицы или заводятся вручную."

    def base(self) -> QuerySet[RoadmapItem]:
        return RoadmapItem.objects.filter(active=True)

    def objects(self, actor: Actor) -> QuerySet[RoadmapItem]:
        """Those out of force too: their pages stay."""
        return RoadmapItem.objects.filter(access.scope(RoadmapItem, actor)).select_related("roadmap__profile")

    def title_of(self, obj: RoadmapItem) -> str:
        return f"{obj.number}. {obj.title}"

    def lead_of(self, obj: RoadmapItem) -> str:
        return "" if obj.active else "Снято с исполнения: представленные отчёты сохранены."

    def may_create(self, actor: Actor) -> bool:
        return leads_any(actor) and super().may_create(actor)

    def may_edit(self, actor: Actor, obj: Any) -> bool:
        return leads(actor, obj.roadmap) and super().may_edit(actor, obj)


class OccurrenceResource(Resource):
    """The execution of measures."""

    model = Occurrence
    slug = "occurrence"
    prefix = "work/"
    titles = Titles("Исполнение", "исполнение", "исполнения", "исполнений")
    section = "roadmap"
    order = 20
    columns = (
        Column("number", "№", source="item__number", width=8),
        Column("item", "Мероприятие", source="item__title", link="self", width=56),
        Column("organization", "Исполнитель", source=short_name(), width=34, **BODY),
        Column("label", "Период", width=20),
        Column("due", "Срок", kind=Kind.DATE, sort=True, width=14),
        Column("state", "Состояние", kind=Kind.BADGE, sort=True, tones=selectors.STATE_TONES, width=18),
        Column("late", "Просрочено", source=selectors.is_late(), kind=Kind.FLAG, width=12),
        Column("reported_on", "Представлено", kind=Kind.DATE, sort=True, visible=False, width=14),
        Column("accepted_on", "Принято", kind=Kind.DATE, sort=True, visible=False, width=14),
        Column("year", "Год", sort=True, visible=False, width=8),
    )
    card = ("item", "due", "state")
    filterset = filters.OccurrenceFilters
    search = (("item__sort_key", "words"), ("item__number", "equals"))
    search_hint = "Слова из названия мероприятия или номер"
    ordering = "due"
    actions = (
        Action(
            "report", "Представить отчёт", work.report_occurrence, "Отчёт представлен и ждёт приёмки.", icon="send",
            form=forms.ReportForm, applies=lambda o: o.state in OPEN_STATES and reports(current(), o),
        ),
        Action(
            "accept", "Принять", work.accept_occurrence, "Отчёт принят: мероприятие исполнено.", icon="circle-check",
            bulk=True, allowed=leads_any,
            applies=lambda o: o.state == State.REPORTED and leads(current(), o.item.roadmap),
        ),
        Action(
            "give_back", "Вернуть с замечанием", work.return_occurrence, "Отчёт возвращён исполнителю.",
            icon="arrow-back-up", form=forms.ReturnForm, bulk=True, allowed=leads_any,
            applies=lambda o: o.state in (State.REPORTED, State.ACCEPTED) and leads(current(), o.item.roadmap),
        ),
    )  # fmt: skip
    sections = (
        Facts(
            "Мероприятие",
            (
                Fact("item__title", "Мероприятие", link="roadmap.item", link_key="item_id"),
                Fact("item__number", "Номер"),
                Fact("organization", "Исполнитель", write=parts.body_of),
                Fact("term", "Срок", write=lambda o: format_interval(o.start, o.due) if o.due else o.item.term),
                Fact("item__result", "Планируемый результат"),
            ),
        ),
        Facts(
            "Исполнение",
            (
                Fact("state"),
                Fact("late", "Просрочено", write=parts.lateness, hide_empty=True),
                Fact("report", "Отчёт"),
                Fact("reported_on", kind=Kind.DATE, hide_empty=True),
                Fact("accepted_on", kind=Kind.DATE, hide_empty=True),
                Fact("remark", "Замечание", hide_empty=True),
            ),
        ),
        Part("evidence", "Подтверждения", "roadmap/evidence.html", parts.evidence_context, order=10),
        Part("moves", "Ход приёмки", "roadmap/moves.html", parts.moves_context, order=20),
    )
    help = "Каждая строка — мероприятие, которое организация исполняет в свой срок: отчёт, подтверждения, приёмка."
    empty = "Здесь появится исполнение мероприятий: кто, что и к какому дню должен сделать."

    def base(self) -> QuerySet[Occurrence]:
        return Occurrence.objects.filter(item__active=True)

    def objects(self, actor: Actor) -> QuerySet[Occurrence]:
        return super().objects(actor).select_related("item__roadmap__profile")

    def title_of(self, obj: Occurrence) -> str:
        return f"{obj.item.number}. {obj.item.title}"

    def lead_of(self, obj: Occurrence) -> str:
        return obj.label


class EvidenceResource(Resource):
    """Evidence."""

    model = Evidence
    slug = "evidence"
    prefix = "evidence/"
    titles = Titles("Подтверждения", "подтверждение", "подтверждения", "подтверждений")
    parent = ("occurrence", "roadmap.occurrence")
    columns = (
        Column("text", "Что сделано", link="self", width=60),
        Column("url", "Ссылка", width=40),
        Column("file_name", "Файл", width=30),
        Column("added_on", "Добавлено", kind=Kind.DATE, sort=True, width=14),
        Column("added_by", "Кто добавил", width=40),
        Column("organization", "Исполнитель", source=short_name(), width=34, **BODY),
    )
    card = ("text", "url", "added_on")
    ordering = "-added_on"
    create = Write(
        forms.EvidenceForm, work.add_evidence, "Новое подтверждение", "Приложить", "Подтверждение приложено."
    )
    actions = (
        Action(
            "remove", "Удалить подтверждение", work.remove_evidence, "Подтверждение удалено.", icon="trash",
            danger=True, consequence="Слова, ссылка и файл исчезнут; след останется в истории.",
            applies=lambda e: e.occurrence.state != State.ACCEPTED and reports(current(), e.occurrence),
        ),
    )  # fmt: skip
    sections = (
        Facts(
            "Подтверждение",
            (
                "text",
                "url",
                Fact("file_name", "Файл", hide_empty=True),
                Fact("added_on", kind=Kind.DATE),
                Fact("added_by", "Кто добавил"),
            ),
        ),
    )
    help = "Чем подтверждено исполнение мероприятий: слова, ссылки, файлы."
    empty = "Здесь появятся подтверждения исполнения."

    def objects(self, actor: Actor) -> QuerySet[Evidence]:
        return super().objects(actor).select_related("occurrence__item__roadmap__profile")


class RoadmapResource(Resource):
    """Roadmaps."""

    model = Roadmap
    slug = "roadmap"
    prefix = "maps/"
    titles = Titles("Дорожные карты", "дорожная карта", "дорожные карты", "дорожных карт")
    section = "roadmap"
    order = 40
    columns = (
        Column("title", "Название", sort=True, link="self", width=70),
        Column("profile", "Положение", source="profile__title", width=30),
        Column("first_year", "Первый год", sort=True, width=12),
        Column("last_year", "Последний год", sort=True, width=12),
        Column("measures", "Мероприятий", source=parts.measure_count(), kind=Kind.NUMBER, width=14),
    )
    card = ("title", "first_year", "last_year")
    filterset = filters.RoadmapFilters
    search = (("title", "part"),)
    search_hint = "Слово из названия"
    ordering = "-first_year"
    create = Write(
        forms.RoadmapForm, items.create_roadmap, "Новая дорожная карта", "Завести", "Дорожная карта заведена."
    )
    edit = Write(forms.RoadmapEditForm, items.update_roadmap, "Изменение дорожной карты")
    actions = (
        Action(
            "renew", "Обновить исполнение и ход", items.renew_occurrences, "Исполнение и ход обновлены.",
            icon="refresh", allowed=leads_any,
        ),
    )  # fmt: skip
    sections = (
        Facts(
            "Дорожная карта",
            (
                Fact("profile__title", "Положение", link="organizations.profile", link_key="profile_id"),
                "clause",
                Fact("years", "Годы", write=years),
            ),
        ),
        Part("course", "Ход по годам", "roadmap/course_links.html", parts.course_context, order=10),
        Related(
            "items", "Мероприятия", "roadmap.item", "roadmap",
            columns=("number", "title", "term", "standing", "progress"), add="Добавить", order=20,
        ),
    )  # fmt: skip
    help = "Дорожные карты региона и муниципалитетов: из акта, из таблицы или заведённые вручную."
    empty = "Здесь появятся дорожные карты."

    def base(self) -> QuerySet[Roadmap]:
        return Roadmap.objects.select_related("profile")

    def may_create(self, actor: Actor) -> bool:
        return leads_any(actor) and super().may_create(actor)

    def may_edit(self, actor: Actor, obj: Any) -> bool:
        return leads(actor, obj) and super().may_edit(actor, obj)
