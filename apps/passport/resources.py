"""The lists of the section «Паспорт ДППО»."""

from typing import Any

from apps.accounts.enums import Role
from apps.core.access import WRITE
from apps.core.actor import Actor, current
from apps.core.web import nav
from apps.core.web.actions import Action
from apps.core.web.columns import Column, Kind
from apps.core.web.history import name_verbs
from apps.core.web.resource import Resource, Titles, Write
from apps.core.web.sections import Fact, Facts, Part, Related
from apps.passport import agenda, filters, forms, part_resources, policies  # noqa: F401 - they register themselves
from apps.passport.enums import PassportState
from apps.passport.models import Passport, StudentResult
from apps.passport.selectors.places import reads_links, reads_passports
from apps.passport.services import passports, results
from apps.passport.web.changes import changes_context

name_verbs(
    {
        "record_result": "результат внесён",
        "update_result": "результат изменён",
        "remove_result": "результат удалён",
        "begin_passport": "паспорт начат",
        "compute_passport": "показатели паспорта рассчитаны",
        "submit_passport": "представлен министерству",
        "approve_passport": "утверждён",
        "return_passport": "возвращён с замечаниями",
        "send_passport": "направлен Федеральному оператору",
        "conclude_passport": "записан ответ Федерального оператора",
        "correct_passport": "начата исправленная версия",
    }
)

TONES = {
    PassportState.FILLING: "blue",
    PassportState.REVIEW: "azure",
    PassportState.RETURNED: "orange",
    PassportState.APPROVED: "green",
    PassportState.SENT: "green",
    PassportState.AGREED: "green",
    PassportState.DECLINED: "orange",
}


def step(name: str, title: str, run: Any, done: str, icon: str, may: Any, **more: Any) -> Action:
    """A step of the way as an action, offered to whom it is open now."""
    return Action(name, title, run, done, icon=icon, applies=lambda one: may(current(), one), **more)


STEPS = (
    step("refresh", "Пересчитать показатели", passports.refresh_passport, "Показатели рассчитаны заново.", "refresh",
         policies.may_manage),
    step("submit", "Представить министерству", passports.submit_passport, "Паспорт представлен министерству.", "send",
         policies.may_manage, consequence="Рассчитанные показатели будут взяты ещё раз и дальше не изменятся."),
    step("approve", "Утвердить паспорт", passports.approve_passport, "Паспорт утверждён.", "rubber-stamp",
         policies.may_decide, consequence="Утверждённый паспорт больше не меняется и становится виден Федеральному "
         "оператору. Исправление будет новой версией."),
    step("return", "Вернуть с замечаниями", passports.return_passport, "Паспорт возвращён.", "arrow-back-up",
         policies.may_decide, form=forms.RemarkForm, consequence="ЦНППМ увидит замечания и исправит паспорт."),
    step("send", "Записать отправку", passports.send_passport, "Отправка записана.", "mail", policies.may_send,
         form=forms.SendForm, consequence="Паспорт направлен Федеральному оператору письмом."),
    step("conclude", "Записать ответ", passports.conclude_passport, "Ответ записан.", "message", policies.may_conclude,
         form=forms.OutcomeForm, consequence="Что ответил Федеральный оператор."),
    step("correct", "Исправить новой версией", passports.correct_passport, "Исправленная версия начата.", "copy",
         policies.may_correct, form=forms.DueForm, consequence="Части скопируются в новую версию, утверждённая "
         "останется как есть."),
)  # fmt: skip


class PassportResource(Resource):
    """Passports by years; the page of one is a document of its own (``web.views``)."""

    model = Passport
    slug = "passport"
    titles = Titles("Паспорт ДППО", "паспорт", "паспорта", "паспортов")
    section = "passport"
    order = 10
    columns = (
        Column("year", "Год", sort=True, link="self", width=10),
        Column("version", "Версия", kind=Kind.NUMBER, sort=True, width=10),
        Column("region", "Регион", source="region__name", sort="region__sort_key", width=36),
        Column("state", "Состояние", kind=Kind.BADGE, sort=True, tones=TONES, width=30),
        Column("due_on", "Части сдать до", kind=Kind.DATE, sort=True, width=14),
        Column("decided_at", "Решение министерства", kind=Kind.MOMENT, sort=True, visible=False),
        Column("sent_on", "Направлен", kind=Kind.DATE, sort=True, width=14),
        Column("outcome_on", "Ответ", kind=Kind.DATE, sort=True, visible=False, width=14),
    )
    card = ("year", "state", "due_on")
    filterset = filters.PassportFilters
    ordering = "-year"
    create = Write(forms.BeginForm, passports.begin_passport, "Новый паспорт ДППО", "Начать",
                   "Паспорт начат: части разосланы ответственным.")  # fmt: skip
    actions = STEPS
    sections = (
        Related("parts", "Части", "passport.part", "passport", order=20,
                columns=("name", "kind", "state", "due_on", "submitted_at"), empty="Вашей части здесь нет."),
        Part("changes", "Версии и изменения", "passport/changes.html", changes_context, order=30),
    )  # fmt: skip
    help = (
        "Паспорт регионального дополнительного профессионального педагогического образования (ДППО): семь разделов за"
        " год. Его заполняют ЦНППМ, ИРО и ММС, утверждает министерство, согласует Федеральный оператор."
    )
    empty = "Здесь появятся паспорта по годам. Начинает паспорт ЦНППМ региона; у муниципального профиля паспорта нет."

    @classmethod
    def opens(cls, actor: Actor) -> bool:
        return reads_passports(actor)

    @classmethod
    def may(cls, actor: Actor, action: str) -> bool:
        """The ministry decides without writing any row itself."""
        return super().may(actor, action) or (action == WRITE and actor.role == Role.MINISTRY)

    def may_create(self, actor: Actor) -> bool:
        return actor.role == Role.CNPPM

    def may_change(self, actor: Actor, obj: Any) -> bool:
        return policies.at_centre(actor, obj.region_id) or policies.at_ministry(actor, obj.region_id)


class ResultResource(Resource):
    """Averages of schools at examinations."""

    model = StudentResult
    slug = "result"
    prefix = "results/"
    titles = Titles("Результаты обучающихся", "результат", "результата", "результатов")
    section = "passport"
    order = 30
    columns = (
        Column("organization", "Организация", source="organization__short_name", sort="organization__sort_key",
               link="organizations.organization", link_key="organization_id", width=40),
        Column("year", "Год", sort=True, width=8),
        Column("exam", "Экзамен", sort=True, width=10),
        Column("subject", "Предмет", sort=True, link="self", width=30),
        Column("average", "Средний балл", kind=Kind.NUMBER, sort=True, places=1, width=14),
        Column("participants", "Участников", kind=Kind.NUMBER, sort=True, width=12),
    )  # fmt: skip
    card = ("organization", "subject", "average")
    filterset = filters.ResultFilters
    search = (("organization__sort_key", "words"),)
    search_hint = "Слова из названия организации"
    ordering = "-year"
    create = Write(forms.NewResultForm, results.record_result, "Новый результат", "Внести", "Результат внесён.")
    edit = Write(forms.ResultForm, results.update_result, "Изменение результата")
    actions = (
        Action("remove", "Удалить", results.remove_result, "Результат удалён.", icon="trash", danger=True, bulk=True,
               consequence="Результат будет удалён; в истории останется, каким он был."),
    )  # fmt: skip
    sections = (
        Facts(
            "Результат",
            (
                Fact("organization__short_name", "Организация", link="organizations.organization",
                     link_key="organization_id"),
                "year",
                "exam",
                "subject",
                Fact("average", kind=Kind.NUMBER, places=1),
                Fact("participants", kind=Kind.NUMBER),
            ),
        ),
    )  # fmt: skip
    help = "Средние баллы школ на ЕГЭ, ОГЭ и ВПР: с ними сопоставляется работа системы. Имён учеников здесь нет."
    empty = "Здесь появятся средние баллы школ. Внесите их или загрузите таблицу в разделе «Данные»."


nav.register(nav.Entry("passport", "Связь с результатами", "passport:correlation", reads_links, 40))
