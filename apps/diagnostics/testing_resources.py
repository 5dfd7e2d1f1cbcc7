"""The item bank, online tests with their plans, attempts: the lists of who conducts diagnostics online."""

from typing import Any

from django.db import models
from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from apps.core import access
from apps.core.actor import Actor
from apps.core.text import format_date
from apps.core.web.actions import Action
from apps.core.web.columns import Column, Kind
from apps.core.web.filters import ChoiceFilter, FilterSet, ManyFilter, RowFilter
from apps.core.web.history import name_verbs
from apps.core.web.lookup import LookupFilter
from apps.core.web.resource import Resource, Titles, Write
from apps.core.web.sections import Fact, Facts, Part, Related
from apps.diagnostics import testing_forms as forms
from apps.diagnostics.enums import ItemKind, ItemState
from apps.diagnostics.models import Attempt, BlueprintRow, Competence, Item, OnlineTest
from apps.diagnostics.services import bank, blueprints
from apps.diagnostics.web import testing_home  # noqa: F401 - the part of the first page registers itself
from apps.organizations.selectors import municipalities_in_sight
from apps.teachers import selectors as people

name_verbs(
    {
        "create_item": "задание заведено",
        "update_item": "задание изменено",
        "replace_item": "задание заменено новой версией",
        "set_item_key": "ключ задания задан",
        "publish_item": "задание опубликовано",
        "outdate_item": "задание снято",
        "create_test": "онлайн-тест заведён",
        "update_test": "онлайн-тест изменён",
        "publish_test": "онлайн-тест опубликован",
        "withdraw_test": "онлайн-тест снят с публикации",
        "add_blueprint_row": "строка плана добавлена",
        "update_blueprint_row": "строка плана изменена",
        "remove_blueprint_row": "строка плана удалена",
        "start_attempt": "попытка начата",
        "submit_attempt": "попытка сдана",
    }
)
TONES = {"published": "green", "outdated": "orange"}
STANDING = (("open", "идут"), ("done", "сданы"), ("late", "сданы по времени"))


class ItemFilters(FilterSet):
    """Items by what they ask."""

    competence = RowFilter(label="Компетенция", queryset=lambda request: Competence.objects.all())
    kind = ManyFilter(label="Вид", choices=ItemKind.choices)
    state = ManyFilter(label="Состояние", choices=ItemState.choices)
    difficulty = ManyFilter(label="Сложность", choices=[(n, str(n)) for n in range(1, 6)])

    class Meta:
        model = Item
        fields = ("competence", "kind", "state", "difficulty")


def preview(item: Item, actor: Actor) -> dict[str, Any]:
    """The item as its keeper sees it: with the key."""
    return {"item": item, "answers": bank.answers_of(item)}


class ItemResource(Resource):
    """The bank of the actor's own organization."""

    model = Item
    slug = "item"
    prefix = "items/"
    titles = Titles("Банк заданий", "задание", "задания", "заданий")
    section = "diagnostics.content"
    order = 30
    columns = (
        Column("code", "Код", sort=True, link="self", width=14),
        Column("text", "Задание", width=60),
        Column("competence", "Компетенция", source="competence__code", sort="competence__code", width=14),
        Column("kind", "Вид", sort=True, width=18),
        Column("difficulty", "Сложность", kind=Kind.NUMBER, sort=True, width=10),
        Column("version", "Версия", kind=Kind.NUMBER, visible=False, width=8),
        Column("state", "Состояние", kind=Kind.BADGE, tones=TONES, sort=True, width=12),
    )
    card = ("text", "code", "state")
    filterset = ItemFilters
    search = (("text", "part"), ("code", "part"))
    search_hint = "Код или слово из задания"
    ordering = "code"
    create = Write(forms.ItemForm, bank.enter_item, "Новое задание", "Завести", "Задание заведено как черновик.")
    edit = Write(forms.ItemForm, bank.rewrite_item, "Изменение задания")
    actions = (
        Action("publish", "Опубликовать", bank.publish_item, "Задание опубликовано.", bulk=True,
               applies=lambda item: item.state == ItemState.DRAFT),
        Action("outdate", "Снять", bank.outdate_item, "Задание снято.", icon="archive", bulk=True,
               applies=lambda item: item.state != ItemState.OUTDATED,
               consequence="В новые варианты задание не попадёт. Попытки, в которых оно было, не изменятся."),
    )  # fmt: skip
    sections = (
        Facts("Задание", ("code", "version", Fact("competence__title", "Компетенция"), "difficulty", "kind", "state",
                          Fact("tool__title", "Инструмент", hide_empty=True))),
        Part("preview", "Вид и ключ", "diagnostics/testing/item.html", preview, order=10),
    )  # fmt: skip
    help = (
        "Задания вашей организации. Ключи видит только тот, кто ведёт банк. Выданное хотя бы раз задание не меняется: "
        "правка заводит новую версию."
    )
    empty = "Здесь появятся задания. Заведите первое или загрузите таблицу в разделе «Данные»."

    def may_change(self, actor: Actor, obj: models.Model) -> bool:
        return super().may_change(actor, obj) and getattr(obj, "state", "") != ItemState.OUTDATED

    def objects(self, actor: Actor) -> QuerySet[Item]:
        return super().objects(actor).select_related("competence", "tool")


class OfOwnBank(Resource):
    """Tests and their plans: seen and changed by who conducts them."""

    right = "item_bank"
    owner = "provider"

    def rows(self, actor: Actor) -> QuerySet[Any]:
        rows = super().rows(actor)
        return rows if actor.is_system else rows.filter(**{self.owner: actor.organization_id})

    def may_change(self, actor: Actor, obj: models.Model) -> bool:
        return self.may(actor, access.WRITE)


class TestResource(OfOwnBank):
    """Online tests of the actor's own organization."""

    model = OnlineTest
    slug = "test"
    prefix = "tests/"
    titles = Titles("Онлайн-тесты", "онлайн-тест", "онлайн-теста", "онлайн-тестов")
    section = "diagnostics.online"
    order = 30
    columns = (
        Column("title", "Тест", sort=True, link="self", width=50),
        Column("tool", "Инструмент", source="tool__title", sort="tool__title", width=40),
        Column("minutes", "Минут", kind=Kind.NUMBER, sort=True, width=8),
        Column("attempts", "Попыток", kind=Kind.NUMBER, width=8),
        Column("taken", "Начато", source=Count("taken"), kind=Kind.NUMBER, width=8),
        Column("published", "Опубликован", kind=Kind.FLAG, sort=True, width=12),
    )
    card = ("title", "tool", "published")
    search = (("title", "part"),)
    search_hint = "Слово из названия"
    ordering = "title"
    create = Write(forms.NewTestForm, blueprints.enter_test, "Новый онлайн-тест", "Завести", "Тест заведён.")
    edit = Write(forms.TestForm, blueprints.update_test, "Изменение теста")
    actions = (
        Action("publish", "Опубликовать", blueprints.publish_test, "Тест опубликован.",
               applies=lambda test: not test.published,
               consequence="Тест откроется приглашённым. Пока он опубликован, его план не меняют."),
        Action("withdraw", "Снять с публикации", blueprints.withdraw_test, "Тест снят с публикации.", icon="archive",
               applies=lambda test: test.published,
               consequence="Начать тест больше нельзя; начатые попытки можно закончить."),
    )  # fmt: skip
    sections = (
        Facts("Тест", (Fact("tool__title", "Инструмент", link="diagnostics.tool", link_key="tool_id"), "minutes",
                       "attempts", "shuffle", "independent", "by_invitation", "published")),
        Part("statistics", "Статистика", "diagnostics/testing/statistics_link.html", lambda test, actor: {"test": test},
             order=60),
        Related("rows", "План", "diagnostics.blueprint", "test", columns=("competence", "difficulty", "count"),
                add="Добавить строку", empty="План пуст: добавьте, сколько заданий какой компетенции и сложности."),
        Related("attempts", "Попытки", "diagnostics.attempt", "test", empty="Тест ещё никто не начинал."),
    )  # fmt: skip
    help = "Тест собирает вариант из банка по плану: сколько заданий какой компетенции и сложности."
    empty = "Здесь появятся онлайн-тесты. Сначала заведите инструмент и задания."

    def objects(self, actor: Actor) -> QuerySet[OnlineTest]:
        return super().objects(actor).select_related("tool")


class BlueprintResource(OfOwnBank):
    """Rows of a test's plan; reached from it."""

    model = BlueprintRow
    slug = "blueprint"
    prefix = "blueprints/"
    owner = "test__provider"
    titles = Titles("План теста", "строка плана", "строки плана", "строк плана")
    parent = ("test", "diagnostics.test")
    columns = (
        Column("competence", "Компетенция", source="competence__title", sort="competence__code", link="self", width=60),
        Column("difficulty", "Сложность", kind=Kind.NUMBER, sort=True, width=10),
        Column("count", "Заданий", kind=Kind.NUMBER, width=10),
    )
    ordering = "competence"
    create = Write(forms.NewRowForm, blueprints.add_row, "Новая строка плана", "Добавить", "Строка добавлена.")
    edit = Write(forms.RowForm, blueprints.update_row, "Изменение строки плана")
    actions = (
        Action("remove", "Удалить", blueprints.remove_row, "Строка удалена.", icon="trash", danger=True,
               consequence="В вариантах больше не будет этих заданий."),
    )  # fmt: skip
    sections = (Facts("Строка плана", (Fact("competence__title", "Компетенция"), "difficulty", "count")),)
    empty = "Здесь появится план."

    def title_of(self, obj: BlueprintRow) -> str:
        return f"{obj.competence}: сложность {obj.difficulty}"

    def objects(self, actor: Actor) -> QuerySet[BlueprintRow]:
        return super().objects(actor).select_related("competence", "test")


class AttemptFilters(FilterSet):
    """Attempts by place, test and whether they are submitted."""

    municipality = RowFilter(label="Муниципалитет", queryset=municipalities_in_sight)
    organization = LookupFilter(label="Организация", label_of_resource="organizations.organization")
    test = RowFilter(label="Тест", queryset=lambda request: OnlineTest.objects.all())
    state = ChoiceFilter(label="Состояние", choices=STANDING, method="by_state")

    class Meta:
        model = Attempt
        fields = ("municipality", "organization", "test")

    def by_state(self, rows: QuerySet[Attempt], name: str, value: str) -> QuerySet[Attempt]:
        """Under way, submitted, submitted since the time was over."""
        rules = {"open": Q(submitted_at=None), "done": ~Q(submitted_at=None), "late": Q(timed_out=True)}
        return rows.filter(rules[value])


class AttemptResource(Resource):
    """Who is taking a test and who has done it: never what was answered."""

    model = Attempt
    slug = "attempt"
    prefix = "attempts/"
    titles = Titles("Попытки", "попытка", "попытки", "попыток")
    section = "diagnostics.online"
    order = 40
    personal = True
    detail = False
    columns = (
        Column("started_at", "Начата", kind=Kind.MOMENT, sort=True, width=16),
        Column("person", "Работник", source=people.NAME_OF, sort=people.KEY_OF, width=40, link="teachers.person",
               link_key="person_id"),
        Column("organization", "Организация", source="organization__short_name", width=40,
               link="organizations.organization", link_key="organization_id"),
        Column("test", "Тест", source="test__title", sort="test__title", width=40),
        Column("deadline", "Сдать до", kind=Kind.MOMENT, width=16),
        Column("submitted_at", "Сдана", kind=Kind.MOMENT, width=16),
        Column("timed_out", "Время вышло", kind=Kind.FLAG, width=12),
        Column("session", "Диагностика", source="session__completed_on", kind=Kind.DATE, width=12,
               link="diagnostics.session", link_key="session_id"),
    )  # fmt: skip
    card = ("person", "test", "submitted_at")
    filterset = AttemptFilters
    search = (("person__sort_key", "starts"),)
    search_hint = "Начало фамилии"
    ordering = "-started_at"
    help = "Кто проходит тест и кто его сдал. Ответы не показываются никому; результат — в диагностике."
    empty = "Попытки появятся, когда тест начнут проходить."

    def title_of(self, obj: Attempt) -> str:
        return f"Попытка {format_date(timezone.localdate(obj.started_at))}"
