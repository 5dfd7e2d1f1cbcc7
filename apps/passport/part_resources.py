"""Parts of passports and the lists that are filled in them."""

from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from apps.core.access import WRITE
from apps.core.actor import Actor, current
from apps.core.text import NBSP, format_date, format_number
from apps.core.web.actions import Action
from apps.core.web.columns import Column, Kind
from apps.core.web.history import name_verbs
from apps.core.web.resource import Resource, Titles, Write
from apps.core.web.sections import Fact, Facts, Related
from apps.core.web.sections import Part as Tab
from apps.passport import filters, forms, policies
from apps.passport.enums import OPEN_PARTS, PartState
from apps.passport.models import InformationResource, InfrastructureObject, MoneyLine, Part
from apps.passport.models.content import PartRow
from apps.passport.registry import entered_by
from apps.passport.selectors.completeness import contents_of
from apps.passport.selectors.places import reads_passports
from apps.passport.services import parts
from apps.passport.web.part import figures_context

name_verbs(
    {
        "fill_part": "часть заполняется",
        "submit_part": "часть сдана",
        "accept_part": "часть принята",
        "return_part": "часть возвращена с замечаниями",
        "postpone_part": "срок части изменён",
        "enter_figure": "показатель внесён",
        "clear_figure": "показатель убран",
        "add_money": "финансирование внесено",
        "update_money": "финансирование изменено",
        "add_object": "объект внесён",
        "update_object": "объект изменён",
        "add_resource": "ресурс внесён",
        "update_resource": "ресурс изменён",
        "remove_row": "строка удалена",
    }
)
TONES = {
    PartState.EMPTY: "secondary",
    PartState.FILLING: "blue",
    PartState.SUBMITTED: "azure",
    PartState.ACCEPTED: "green",
    PartState.RETURNED: "orange",
}


def late_text(part: Part) -> str:
    """The due date, and whether it has passed with the part not handed in."""
    late = part.state in OPEN_PARTS and part.due_on < timezone.localdate()
    return format_date(part.due_on) + (f"{NBSP}(просрочена)" if late else "")


def filled_text(part: Part) -> str:
    """«75,0 % (6 из 8)»."""
    found = contents_of([part]).part(part)
    return f"{format_number(found.percent)}{NBSP}% ({found.done} из {found.total})" if found.total else ""


class PartResource(Resource):
    """What each organization fills in a passport."""

    model = Part
    slug = "part"
    prefix = "parts/"
    titles = Titles("Части паспортов", "часть", "части", "частей")
    section = "passport"
    order = 20
    parent = ("passport", "passport.passport")
    columns = (
        Column("name", "Ответственный", sort="sort_key", link="self", width=40),
        Column("kind", "Чья", sort=True, width=30),
        Column("year", "Год", source="passport__year", width=8),
        Column("version", "Версия", source="passport__version", kind=Kind.NUMBER, visible=False, width=8),
        Column("state", "Состояние", kind=Kind.BADGE, sort=True, tones=TONES, width=16),
        Column("due_on", "Срок", kind=Kind.DATE, sort=True, width=12),
        Column("submitted_at", "Сдана", kind=Kind.MOMENT, sort=True, width=18),
        Column("submitted_by", "Кто сдал", visible=False, width=40),
    )
    card = ("name", "state", "due_on")
    filterset = filters.PartFilters
    search = (("sort_key", "words"),)
    search_hint = "Слова из названия организации"
    ordering = "name"
    edit = Write(forms.FillForm, parts.fill_part, "Показатели части паспорта", "Сохранить", "Сохранено.")
    actions = (
        Action("submit", "Сдать", parts.submit_part, "Часть сдана. ЦНППМ её примет или вернёт.", icon="send",
               consequence="До решения ЦНППМ часть нельзя изменить.",
               applies=lambda part: policies.may_fill(current(), part)),
        Action("accept", "Принять", parts.accept_part, "Часть принята.", icon="check", bulk=True,
               applies=lambda part: policies.may_judge(current(), part),
               allowed=lambda actor: policies.at_centre(actor, actor.region_id or 0)),
        Action("return", "Вернуть с замечаниями", parts.return_part, "Часть возвращена.", icon="arrow-back-up",
               form=forms.RemarkForm, consequence="Организация увидит замечания и сможет исправить свою часть.",
               applies=lambda part: policies.may_judge(current(), part) or policies.may_reopen(current(), part),
               allowed=lambda actor: policies.at_centre(actor, actor.region_id or 0)),
        Action("postpone", "Изменить срок", parts.postpone_part, "Срок изменён.", icon="calendar", bulk=True,
               form=forms.DueForm, applies=lambda part: policies.may_manage(current(), part.passport),
               allowed=lambda actor: policies.at_centre(actor, actor.region_id or 0)),
    )  # fmt: skip
    sections = (
        Facts(
            "Часть",
            (
                "kind",
                Fact("state", "Состояние", Kind.BADGE),
                Fact("term", "Срок", write=late_text),
                Fact("filled", "Заполнено", write=filled_text),
                Fact("remark", "Замечания", hide_empty=True),
                Fact("submitted_at", "Сдана", Kind.MOMENT, hide_empty=True),
                Fact("submitted_by", "Кто сдал", hide_empty=True),
                Fact("decided_at", "Решение", Kind.MOMENT, hide_empty=True),
                Fact("decided_by", "Кто решил", hide_empty=True),
            ),
        ),
        Tab("figures", "Показатели", "passport/part_figures.html", figures_context, order=10),
        Related("objects", "Инфраструктура", "passport.object", "part", order=20, add="Добавить объект",
                columns=("title", "kind", "quantity", "address"), empty="Объекты ещё не внесены."),
        Related("money", "Финансирование", "passport.money", "part", order=30, add="Добавить сумму",
                columns=("purpose", "money_source", "year", "amount"), empty="Суммы ещё не внесены."),
        Related("resources", "Информационные ресурсы", "passport.information", "part", order=40,
                add="Добавить ресурс", columns=("title", "kind", "owner", "url"), empty="Ресурсы ещё не внесены."),
    )  # fmt: skip
    help = "Что внесла в паспорт каждая организация: ММС и ИРО сдают свои части, ЦНППМ принимает."
    empty = "Здесь появятся части паспорта, когда ЦНППМ начнёт его заполнять."

    @classmethod
    def opens(cls, actor: Actor) -> bool:
        return reads_passports(actor)

    def objects(self, actor: Actor) -> QuerySet[Part]:
        return super().objects(actor).select_related("passport__profile")

    def title_of(self, obj: Part) -> str:
        return f"{obj.name}: {str(obj.passport)[:1].lower()}{str(obj.passport)[1:]}"

    def lead_of(self, obj: Part) -> str:
        return f"{obj.get_state_display().capitalize()}, срок {format_date(obj.due_on)}"

    def may_edit(self, actor: Actor, obj: Any) -> bool:
        return super().may_edit(actor, obj) and policies.may_fill(actor, obj) and bool(entered_by(obj.kind))


class RowResource(Resource):
    """The base of the lists of parts."""

    parent = ("part", "passport.part")
    ordering = "title"
    history = True

    @classmethod
    def opens(cls, actor: Actor) -> bool:
        return reads_passports(actor)

    def objects(self, actor: Actor) -> QuerySet[PartRow]:
        return super().objects(actor).select_related("part__passport")

    def may_edit(self, actor: Actor, obj: Any) -> bool:
        return super().may_edit(actor, obj) and policies.may_fill(actor, obj.part)

    def may_create(self, actor: Actor) -> bool:
        return super().may_create(actor) and self.may(actor, WRITE)


def removing(what: str) -> Action:
    """The action that removes a row."""
    return Action("remove", "Удалить", parts.remove_row, "Удалено.", icon="trash", danger=True,
                  consequence=f"{what} из паспорта; в истории останется прежняя запись.",
                  applies=lambda row: policies.may_fill(current(), row.part))  # fmt: skip


OWNER = Column("owner_part", "Чья часть", source="part__name", link="passport.part", link_key="part_id", width=36)
YEAR = Column("passport_year", "Паспорт за год", source="part__passport__year", visible=False, width=10)


class MoneyResource(RowResource):
    """Financing by source and year."""

    model = MoneyLine
    slug = "money"
    prefix = "money/"
    titles = Titles("Финансирование", "сумма", "суммы", "сумм")
    columns = (
        Column("purpose", "На что", sort=True, link="self", width=50),
        Column("money_source", "Источник", sort=True, width=24),
        Column("year", "Год", sort=True, width=8),
        Column("amount", "Тыс. руб.", kind=Kind.NUMBER, sort=True, places=1, width=16),
        OWNER,
        YEAR,
    )
    card = ("purpose", "year", "amount")
    ordering = "year"
    create = Write(forms.NewMoneyForm, parts.add_money, "Новая сумма", "Добавить", "Сумма внесена.")
    edit = Write(forms.MoneyForm, parts.update_money, "Изменение суммы")
    actions = (removing("Сумма будет убрана"),)
    sections = (Facts("Финансирование", ("money_source", "year", Fact("amount", kind=Kind.NUMBER), "purpose")),)
    help = "Из каких бюджетов и на что: тысячи рублей по годам."


class ObjectResource(RowResource):
    """Objects of the infrastructure."""

    model = InfrastructureObject
    slug = "object"
    prefix = "objects/"
    titles = Titles("Объекты инфраструктуры", "объект", "объекта", "объектов")
    columns = (
        Column("title", "Наименование", sort=True, link="self", width=50),
        Column("kind", "Вид", sort=True, width=24),
        Column("quantity", "Количество", kind=Kind.NUMBER, sort=True, width=12),
        Column("address", "Адрес", width=50),
        OWNER,
        YEAR,
    )
    card = ("title", "kind", "quantity")
    create = Write(forms.NewObjectForm, parts.add_object, "Новый объект", "Добавить", "Объект внесён.")
    edit = Write(forms.ObjectForm, parts.update_object, "Изменение объекта")
    actions = (removing("Объект будет убран"),)
    sections = (Facts("Объект", ("kind", "title", Fact("quantity", kind=Kind.NUMBER), "address", "description")),)
    help = "Организации ДПО, площадки, помещения, оборудование."


class InformationRowResource(RowResource):
    """Information resources."""

    model = InformationResource
    slug = "information"
    prefix = "information/"
    titles = Titles("Информационные ресурсы", "ресурс", "ресурса", "ресурсов")
    columns = (
        Column("title", "Наименование", sort=True, link="self", width=40),
        Column("kind", "Вид", sort=True, width=24),
        Column("owner", "Владелец", sort=True, width=36),
        Column("url", "Адрес в сети", width=36),
        OWNER,
        YEAR,
    )
    card = ("title", "kind", "owner")
    create = Write(forms.NewResourceForm, parts.add_resource, "Новый ресурс", "Добавить", "Ресурс внесён.")
    edit = Write(forms.ResourceForm, parts.update_resource, "Изменение ресурса")
    actions = (removing("Ресурс будет убран"),)
    sections = (Facts("Ресурс", ("kind", "title", "url", "owner", "purpose")),)
    help = "Сайты, системы дистанционного обучения, базы данных."
