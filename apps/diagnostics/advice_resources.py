"""Recommendations of assessment centres: their texts, and what each person was told."""

from django.db import models
from django.db.models import QuerySet

from apps.core.access import WRITE
from apps.core.actor import Actor
from apps.core.web.actions import Action
from apps.core.web.columns import Column
from apps.core.web.history import name_verbs
from apps.core.web.resource import Resource, Titles, Write
from apps.core.web.sections import Fact, Facts
from apps.diagnostics import filters, forms
from apps.diagnostics.models import Advice, AdviceText
from apps.diagnostics.policies import may_conduct
from apps.diagnostics.services import advice
from apps.teachers import selectors as people
from apps.teachers.services.people import is_self

name_verbs(
    {
        "create_advice_text": "текст рекомендации заведён",
        "update_advice_text": "текст рекомендации изменён",
        "remove_advice_text": "текст рекомендации удалён",
        "give_advice": "рекомендация дана",
        "update_advice": "рекомендация изменена",
        "remove_advice": "рекомендация снята",
        "write_conclusion": "выводы за год записаны",
    }
)


class AdviceTextResource(Resource):
    """Texts of recommendations by competence, standing and level."""

    model = AdviceText
    slug = "advicetext"
    prefix = "advice-texts/"
    titles = Titles("Тексты рекомендаций", "текст", "текста", "текстов")
    right = "diagnostics"
    section = "diagnostics.content"
    order = 50
    columns = (
        Column("competence", "Компетенция", source="competence__title", sort="competence__code", link="self", width=40),
        Column("standing", "Результат", sort=True, width=14),
        Column("level", "Уровень", sort=True, width=16),
        Column("text", "Текст", width=60),
        Column("provider", "Центр", source="provider__short_name", sort="provider__short_name", visible=False),
    )
    card = ("competence", "standing", "text")
    filterset = filters.AdviceTextFilters
    search = (("text", "part"),)
    search_hint = "Слово из текста"
    ordering = "standing"
    create = Write(forms.NewAdviceTextForm, advice.create_text, "Новый текст рекомендации", "Завести", "Текст заведён.")
    edit = Write(forms.AdviceTextForm, advice.update_text, "Изменение текста")
    actions = (
        Action("remove", "Удалить", advice.remove_text, "Текст удалён.", icon="trash", danger=True,
               consequence="Новые рекомендации по нему составляться не будут; уже данные останутся."),
    )  # fmt: skip
    sections = (
        Facts("Текст", (Fact("competence__title", "Компетенция"), "standing", "level", "text",
                        Fact("provider__short_name", "Центр"))),
    )  # fmt: skip
    help = (
        "Из этих текстов составляются рекомендации человеку: сначала берётся текст самой компетенции, затем общий; "
        "сначала для уровня инструмента, затем для любого."
    )
    empty = "Здесь появятся тексты рекомендаций. Начните с общего текста для дефицита."

    @classmethod
    def opens(cls, actor: Actor) -> bool:
        """Whoever conducts diagnostics: the others read what they were told."""
        return cls.may(actor, WRITE)

    def may_change(self, actor: Actor, obj: models.Model) -> bool:
        assert isinstance(obj, AdviceText)
        return self.may(actor, WRITE) and may_conduct(actor, obj.provider)

    def title_of(self, obj: AdviceText) -> str:
        return str(obj)

    def objects(self, actor: Actor) -> QuerySet[AdviceText]:
        return super().objects(actor).select_related("competence")


class AdviceResource(Resource):
    """What people were told; reached from their sessions."""

    model = Advice
    slug = "advice"
    prefix = "advice/"
    titles = Titles("Рекомендации по диагностике", "рекомендация", "рекомендации", "рекомендаций")
    parent = ("session", "diagnostics.session")
    personal = True
    columns = (
        Column("competence", "Компетенция", source="competence__title", sort="competence__code", link="self", width=40),
        Column("person", "Работник", source=people.NAME_OF, sort=people.KEY_OF, width=40),
        Column("text", "Рекомендация", width=60),
    )
    card = ("competence", "text")
    ordering = "competence"
    edit = Write(forms.AdviceForm, advice.update_advice, "Изменение рекомендации")
    actions = (
        Action("remove", "Снять", advice.remove_advice, "Рекомендация снята.", icon="trash", danger=True,
               consequence="Человек больше её не увидит; составить рекомендации можно заново."),
    )  # fmt: skip
    sections = (Facts("Рекомендация", (Fact("competence__title", "Компетенция"), "text")),)
    empty = "Рекомендаций ещё нет."

    def title_of(self, obj: Advice) -> str:
        return f"Рекомендация: {obj.competence}"

    def logs_view(self, actor: Actor, obj: Advice) -> bool:
        return not is_self(obj.person_id)

    def objects(self, actor: Actor) -> QuerySet[Advice]:
        return super().objects(actor).select_related("competence")
