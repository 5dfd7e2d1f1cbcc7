"""The spreadsheets of practices with experts' judgements, of materials, of information resources."""

from apps.core.imports.kinds import Field, register
from apps.core.imports.links import Links
from apps.core.imports.plain import Listed, PlainImport
from apps.core.imports.plain_parts import cells, texts
from apps.core.imports.stage import Stage
from apps.core.imports.types import LIST
from apps.core.tabular.columns import Column
from apps.core.tabular.values import IntegerType
from apps.organizations.services.references import owner, under
from apps.registers.models import Expertise, InformationResource, Material, Practice
from apps.registers.services.registers import MOST, POINTS
from apps.teachers.services.references import subject

DEVELOPED = Listed(
    Field("competences", Column("Компетенции", LIST, width=28, help="Коды компетенций через «;»")),
    Links(
        table="registers_practice_competences",
        owner_model=Practice,
        owner=("practice_id", "object_id"),
        other=("competence_id", "competence_ids"),
        other_table="diagnostics_competence",
        title="code",
        name="competences",
    ),
    column="code",
    what="такой компетенции",
    expected="перечень кодов компетенций из справочника через «;»",
)


@register
class PracticesImport(PlainImport):
    """One row is a practice offered to the bank."""

    code = "practices"
    title = "Практики"
    right = "practices"
    order = 240
    help = "Одна строка — практика; в банк её публикуют после экспертного заключения, поэтому загрузка не публикует."
    model = Practice
    refs = (owner(), subject())
    own = cells(
        Practice, title="Название", authors="Авторы", annotation="Аннотация", submitted_on="Подана", url="Ссылка"
    )
    lists = (DEVELOPED,)
    key = ("organization_code", "title")
    past = ("submitted_on",)

    def rules(self, stage: Stage) -> None:
        """What is in the bank was submitted before."""
        self.refuse_later(stage, "submitted_on", "published_on", "практика опубликована раньше")


@register
class JudgementsImport(PlainImport):
    """One row is an expert's judgement of a practice."""

    code = "judgements"
    title = "Экспертиза практик"
    right = "expertise"
    order = 242
    help = "Одна строка — заключение эксперта о практике: баллы от 0 до 5 и вывод."
    model = Expertise
    refs = (
        under(
            "registers_practice", "practice_id", texts(("practice", "Практика", 300)), words={"practice": "title"},
            what="такой практики", expected="название практики, внесённой этой организацией",
        ),
    )  # fmt: skip
    own = cells(
        Expertise, {name: IntegerType(0, MOST) for name in POINTS}, expert="Эксперт", judged_on="Дата",
        relevance="Актуальность", novelty="Новизна", result="Результативность", transfer="Возможность переноса",
        conclusion="Заключение",
    )  # fmt: skip
    key = ("organization_code", "practice", "expert")
    past = ("judged_on",)


@register
class MaterialsImport(PlainImport):
    """One row is a methodical material."""

    code = "materials"
    title = "Методические материалы"
    right = "practices"
    order = 244
    help = "Одна строка — материал аннотированного каталога."
    model = Material
    refs = (owner(), subject())
    own = cells(
        Material, title="Название", kind="Вид", annotation="Аннотация", authors="Авторы", published_on="Размещён",
        url="Ссылка",
    )  # fmt: skip
    key = ("organization_code", "title")


@register
class InformationImport(PlainImport):
    """One row is an information resource."""

    code = "information_resources"
    title = "Информационные ресурсы"
    right = "practices"
    order = 246
    help = "Одна строка — сайт, система обучения, база данных или страница организации."
    model = InformationResource
    refs = (owner(),)
    own = cells(
        InformationResource, title="Название", kind="Вид", url="Адрес", purpose="Для чего", start="Действует с",
        end="Действует по",
    )  # fmt: skip
    key = ("organization_code", "title")
    ordered = (("end", "start"),)
