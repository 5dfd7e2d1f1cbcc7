"""The lists of the section «Паспорт ДППО»."""

from apps.core.web.actions import Action
from apps.core.web.columns import Column, Kind
from apps.core.web.history import name_verbs
from apps.core.web.resource import Resource, Titles, Write
from apps.core.web.sections import Fact, Facts
from apps.passport import filters, forms
from apps.passport.models import StudentResult
from apps.passport.services import results

name_verbs(
    {
        "record_result": "результат внесён",
        "update_result": "результат изменён",
        "remove_result": "результат удалён",
    }
)


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
                Fact("average", kind=Kind.NUMBER),
                Fact("participants", kind=Kind.NUMBER),
            ),
        ),
    )  # fmt: skip
    help = "Средние баллы школ на ЕГЭ, ОГЭ и ВПР: с ними сопоставляется работа системы. Имён учеников здесь нет."
    empty = "Здесь появятся средние баллы школ. Внесите их или загрузите таблицу в разделе «Данные»."
