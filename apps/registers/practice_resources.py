"""The bank of practices, methodical materials, information resources."""

from django.urls import reverse

from apps.core.text import format_number
from apps.core.web.actions import Action
from apps.core.web.columns import Column, Kind
from apps.core.web.history import name_verbs
from apps.core.web.resource import Titles, Write
from apps.core.web.sections import Fact, Facts, Related
from apps.organizations.models import Organization
from apps.registers import filters, forms, selectors
from apps.registers.common_resources import (
    DOCUMENT,
    FROM,
    MUNICIPALITY,
    ORGANIZATION,
    OWNER_FACT,
    SITE,
    TERM,
    TO,
    OpenRegister,
    named,
    struck,
)
from apps.registers.models import InformationResource, Material, Practice
from apps.registers.services import registers

named(registers.practices, "практика", "а")
named(registers.materials, "материал")
named(registers.information, "информационный ресурс")
name_verbs(
    {
        "publish_practice": "опубликована в банке",
        "return_practice": "возвращена на доработку",
        "resubmit_practice": "подана снова",
    }
)


def house_address(row: Practice) -> str:
    """The organization's card, for those who see it."""
    seen = Organization.objects.filter(pk=row.organization_id).exists()
    return reverse("organizations:organization_detail", args=(row.organization_id,)) if seen else ""


def score_text(row: Practice) -> str:
    """The mean of the experts' sums; nothing before the publication."""
    return format_number(row.score, 1) if row.score is not None else ""


class PracticeResource(OpenRegister):
    """The bank of practices: the published ones are open to everybody."""

    model = Practice
    slug = "practice"
    prefix = "practices/"
    titles = Titles("Банк практик", "практика", "практики", "практик")
    section = "events.practices"
    order = 10
    columns = (
        Column("title", "Практика", sort="sort_key", link="self", width=50),
        Column("authors", "Авторы", width=30),
        Column("subject", "Предмет", source="subject__name", width=20),
        Column("organization", "Организация", source=selectors.house(), width=36),
        MUNICIPALITY,
        Column("score", "Оценка из 20", kind=Kind.NUMBER, width=10, help="Средняя сумма баллов экспертов"),
        Column("submitted_on", "Подана", kind=Kind.DATE, sort=True, visible=False, width=12),
        Column("published_on", "Опубликована", kind=Kind.DATE, sort=True, width=12),
        Column("state", "Состояние", kind=Kind.BADGE, source=selectors.practice_state(), tones=selectors.BANK_TONES,
               width=14),
    )  # fmt: skip
    card = ("title", "authors", "state")
    filterset = filters.PracticeFilters
    search = (("sort_key", "words"), ("annotation", "part"), ("authors", "part"))
    search_hint = "Слова из названия или аннотации"
    ordering = "title"
    create = Write(forms.PracticeForm, registers.practices.add, "Новая практика", "Подать", "Практика подана.")
    edit = Write(forms.PracticeForm, registers.practices.correct, "Изменение практики")
    actions = (
        Action("publish", "Опубликовать", registers.publish_practice, "Практика опубликована.", icon="check",
               form=forms.PublishForm, allowed=selectors.may_judge, applies=lambda row: not row.published,
               consequence="Практику увидят все в регионе."),
        Action("return", "Вернуть на доработку", registers.return_practice, "Практика возвращена.",
               icon="arrow-back-up", form=forms.RemarksForm, allowed=selectors.may_judge,
               applies=lambda row: row.returned_on is None,
               consequence="Авторы увидят замечания; из банка практика будет снята."),
        Action("resubmit", "Подать снова", registers.resubmit_practice, "Практика снова на экспертизе.", icon="send",
               applies=lambda row: row.returned_on is not None),
        struck(registers.practices, "Практика удалена.", applies=lambda row: not row.published),
    )  # fmt: skip
    sections = (
        Facts(
            "Практика",
            (
                "annotation",
                "authors",
                Fact("subject__name", "Предмет", hide_empty=True),
                Fact("competences", "Развивает", write=lambda row: "; ".join(map(str, row.competences.all()))),
                Fact("house", "Организация", write=selectors.house_of, href=house_address),
                Fact("state", "Состояние", write=selectors.state_of),
                Fact("published_on", kind=Kind.DATE, hide_empty=True),
                Fact("score", "Оценка экспертов при публикации, из 20", write=score_text, hide_empty=True),
                Fact("remarks", hide_empty=True),
                SITE,
                DOCUMENT,
            ),
        ),
        Related("judgements", "Экспертиза", "registers.judgement", "practice", order=10, add="Внести заключение",
                columns=("expert", "judged_on", "points", "conclusion"), empty="Заключений, которые вы видите, нет."),
    )  # fmt: skip
    help = "Лучшие практики региона. Подать может организация; после экспертизы практику увидят все."
    empty = "Здесь появятся практики. Подайте первую: после экспертизы её увидят все педагоги региона."


class MaterialResource(OpenRegister):
    """The annotated catalogue of methodical materials."""

    model = Material
    slug = "material"
    prefix = "materials/"
    titles = Titles("Методические материалы", "материал", "материала", "материалов")
    section = "events.practices"
    order = 20
    columns = (
        Column("title", "Материал", sort="sort_key", link="self", width=50),
        Column("kind", "Вид", sort=True, width=26),
        Column("subject", "Предмет", source="subject__name", width=20),
        Column("authors", "Авторы", width=30),
        ORGANIZATION,
        Column("published_on", "Размещён", kind=Kind.DATE, sort=True, width=12),
    )
    card = ("title", "kind", "subject")
    filterset = filters.MaterialFilters
    search = (("sort_key", "words"), ("annotation", "part"), ("authors", "part"))
    search_hint = "Слова из названия или аннотации"
    ordering = "title"
    create = Write(forms.MaterialForm, registers.materials.add, "Новый материал", "Разместить", "Материал размещён.")
    edit = Write(forms.MaterialForm, registers.materials.correct, "Изменение материала")
    actions = (struck(registers.materials, "Материал удалён."),)
    sections = (
        Facts(
            "Материал",
            (
                "kind",
                "annotation",
                Fact("authors", hide_empty=True),
                Fact("subject__name", "Предмет", hide_empty=True),
                OWNER_FACT,
                Fact("published_on", kind=Kind.DATE),
                SITE,
                DOCUMENT,
            ),
        ),
    )
    help = "Аннотированный каталог: рекомендации, разработки, видеозаписи — с документом или ссылкой."
    empty = "Здесь появятся методические материалы."


class InformationSourceResource(OpenRegister):
    """Information resources of the institute, the centre and the methodical services."""

    model = InformationResource
    slug = "information"
    prefix = "information/"
    titles = Titles("Информационные ресурсы", "ресурс", "ресурса", "ресурсов")
    section = "organizations"
    order = 50
    columns = (
        Column("title", "Ресурс", sort=True, link="self", width=40),
        Column("kind", "Вид", sort=True, width=26),
        Column("url", "Адрес", width=40),
        ORGANIZATION,
        FROM,
        TO,
    )
    card = ("title", "kind", "url")
    filterset = filters.InformationFilters
    search = (("title", "part"),)
    search_hint = "Слово из названия"
    ordering = "title"
    create = Write(forms.InformationForm, registers.information.add, "Новый ресурс", "Внести", "Ресурс внесён.")
    edit = Write(forms.InformationForm, registers.information.correct, "Изменение ресурса")
    actions = (struck(registers.information, "Ресурс удалён."),)
    sections = (Facts("Информационный ресурс", ("kind", SITE, Fact("purpose", hide_empty=True), OWNER_FACT, TERM)),)
    help = "Сайты, системы дистанционного обучения и базы данных ИРО, ЦНППМ и методических служб."
    empty = "Здесь появятся информационные ресурсы."
