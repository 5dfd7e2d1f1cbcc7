"""What a programme consists of, its way to the registry, its expertise: tabs of its card."""

from apps.core.web import sections as core_sections
from apps.core.web.actions import Action
from apps.core.web.columns import Column, Kind
from apps.core.web.history import name_verbs
from apps.core.web.resource import Resource, Titles, Write
from apps.core.web.sections import Fact, Facts, Part, Related
from apps.programs import group_filters, group_forms
from apps.programs.catalogue import OWNER, PROGRAM, OpenCatalogue
from apps.programs.models import Expertise, Partner, ProgramModule, RegistryStep
from apps.programs.selectors import competence_names
from apps.programs.selectors import structure as reads
from apps.programs.services import structure, way

name_verbs(
    {
        "add_module": "модуль добавлен",
        "update_module": "модуль изменён",
        "remove_module": "модуль удалён",
        "add_partner": "участник добавлен",
        "update_partner": "участник изменён",
        "remove_partner": "участник убран",
        "take_step": "шаг к реестру сделан",
        "undo_step": "шаг к реестру отменён",
        "record_expertise": "экспертиза записана",
        "update_expertise": "экспертиза изменена",
        "remove_expertise": "экспертиза удалена",
    }
)
PARENT = ("program", "programs.program")
PROGRAM_COLUMN = Column("program", "Программа", source="program__title", width=50, **PROGRAM)
PROGRAM_FACT = Fact("program__title", "Программа", **PROGRAM)


class ModuleResource(OpenCatalogue):
    """Modules of programmes."""

    model = ProgramModule
    slug = "module"
    prefix = "modules/"
    titles = Titles("Модули программ", "модуль", "модуля", "модулей")
    parent = PARENT
    columns = (
        Column("position", "№", kind=Kind.NUMBER, sort=True, width=6),
        Column("title", "Модуль", link="self", width=60),
        Column("hours", "Часов", kind=Kind.NUMBER, sort=True, width=8),
        PROGRAM_COLUMN,
    )
    card = ("title", "hours", "program")
    search = (("title", "part"),)
    search_hint = "Слово из названия"
    ordering = "position"
    create = Write(group_forms.NewModuleForm, structure.add_module, "Новый модуль", "Добавить", "Модуль добавлен.")
    edit = Write(group_forms.ModuleForm, structure.update_module, "Изменение модуля")
    actions = (
        Action("remove", "Удалить", structure.remove_module, "Модуль удалён.", icon="trash", danger=True,
               consequence="Часы модуля уйдут из учебного плана программы."),
    )  # fmt: skip
    sections = (
        Facts(
            "Модуль",
            (
                PROGRAM_FACT,
                Fact("position", kind=Kind.NUMBER),
                Fact("hours", kind=Kind.NUMBER),
                Fact("develops", "Развивает компетенции", write=competence_names),
            ),
        ),
    )
    help = "Из каких модулей состоят программы: часы и компетенции каждого."
    empty = "Здесь появятся модули программ: их добавляют на карточке программы."


class PartnerResource(OpenCatalogue):
    """Who carries programmes out beside their own organization."""

    model = Partner
    slug = "partner"
    prefix = "partners/"
    titles = Titles("Участники реализации", "участник", "участника", "участников")
    parent = PARENT
    columns = (
        Column("partner", "Организация", source="partner__short_name", sort="partner__sort_key", width=40,
               link="organizations.organization", link_key="partner_id"),
        Column("role", "Что делает", link="self", sort=True, width=26),
        Column("contract", "Договор", width=30),
        PROGRAM_COLUMN,
    )  # fmt: skip
    card = ("partner", "role", "program")
    search = (("partner__sort_key", "words"),)
    search_hint = "Слова из названия организации"
    ordering = "role"
    create = Write(
        group_forms.NewPartnerForm, structure.add_partner, "Новый участник", "Добавить", "Участник добавлен."
    )
    edit = Write(group_forms.PartnerForm, structure.update_partner, "Изменение участника")
    actions = (
        Action("remove", "Убрать", structure.remove_partner, "Участник убран.", icon="trash", danger=True,
               consequence="Организация больше не будет числиться участником реализации."),
    )  # fmt: skip
    sections = (
        Facts(
            "Участник",
            (
                PROGRAM_FACT,
                Fact("partner__short_name", "Организация", link="organizations.organization", link_key="partner_id"),
                "role",
                "contract",
            ),
        ),
    )
    help = "Кто реализует программы вместе с их организациями: сетевые партнёры, базы стажировок."
    empty = "Здесь появятся участники реализации: их добавляют на карточке программы."


class StepResource(Resource):
    """The way of programmes to the registry, step by step."""

    model = RegistryStep
    slug = "step"
    prefix = "steps/"
    titles = Titles("Путь программ в ФР ДПП", "шаг", "шага", "шагов")
    section = "programs.registry"
    order = 30
    columns = (
        Column("on", "Дата", kind=Kind.DATE, sort=True, link="self", width=12),
        PROGRAM_COLUMN,
        Column("step", "Шаг", kind=Kind.BADGE, tones=reads.STEP_TONES, sort=True, width=24),
        Column("number", "Номер", width=16),
        Column("who", "Кто внёс", width=30),
        Column("organization", "Организация", source="organization__short_name", visible=False, width=36, **OWNER),
        Column("remarks", "Замечания", visible=False, width=60),
    )
    card = ("program", "step", "on")
    filterset = group_filters.StepFilters
    search = (("number", "equals"),)
    search_hint = "Номер записи"
    ordering = "-on"
    sections = (
        Facts(
            "Шаг",
            (
                PROGRAM_FACT,
                Fact("step"),
                Fact("on", kind=Kind.DATE),
                "number",
                "remarks",
                "who",
                Fact("entry__number", "Запись ФР ДПП", link="programs.entry", link_key="entry_id", hide_empty=True),
            ),
        ),
    )
    help = "Подготовлена, подана, на экспертизе, включена или возвращена с замечаниями: каждый шаг с датой."
    empty = "Здесь появятся шаги: их делают на карточке программы."


class ExpertiseResource(Resource):
    """Internal expertises of programmes."""

    model = Expertise
    slug = "expertise"
    prefix = "expertises/"
    titles = Titles("Внутренняя экспертиза", "экспертиза", "экспертизы", "экспертиз")
    parent = PARENT
    columns = (
        Column("on", "Дата", kind=Kind.DATE, sort=True, link="self", width=12),
        PROGRAM_COLUMN,
        Column("verdict", "Заключение", kind=Kind.BADGE, width=18,
               tones={"accept": "green", "remarks": "orange", "reject": "red"}),
        Column("expert", "Эксперт", sort=True, width=36),
        Column("remarks", "Замечания", visible=False, width=60),
    )  # fmt: skip
    card = ("program", "verdict", "on")
    filterset = group_filters.ExpertiseFilters
    search = (("expert", "part"),)
    search_hint = "Фамилия эксперта"
    ordering = "-on"
    create = Write(group_forms.NewExpertiseForm, way.record_expertise, "Новая экспертиза", "Записать",
                   "Экспертиза записана.")  # fmt: skip
    edit = Write(group_forms.ExpertiseForm, way.update_expertise, "Изменение экспертизы")
    actions = (
        Action("remove", "Удалить", way.remove_expertise, "Экспертиза удалена.", icon="trash", danger=True,
               consequence="Удаляют только записанное по ошибке."),
    )  # fmt: skip
    sections = (Facts("Экспертиза", (PROGRAM_FACT, "expert", "verdict", Fact("on", kind=Kind.DATE), "remarks")),)
    help = "Что сказали о программах свои эксперты, прежде чем программы уходят в Федеральный реестр."
    empty = "Здесь появятся экспертизы: их записывают на карточке программы."


core_sections.add(
    "programs.program",
    Related("modules", "Структура", "programs.module", "program", order=5, add="Добавить модуль",
            columns=("position", "title", "hours"), empty="Модули программы не внесены."),
)  # fmt: skip
core_sections.add(
    "programs.program",
    Related("partners", "Кто реализует", "programs.partner", "program", order=6, add="Добавить участника",
            columns=("partner", "role", "contract"), empty="Программу реализует только её организация."),
)  # fmt: skip
core_sections.add(
    "programs.program",
    Part("way", "Путь в ФР", "programs/way.html", reads.way_context, order=8, allowed=StepResource.opens),
)
core_sections.add(
    "programs.program",
    Related("expertises", "Экспертиза", "programs.expertise", "program", order=9, add="Записать экспертизу",
            columns=("on", "verdict", "expert", "remarks"), empty="Внутренней экспертизы ещё не было."),
)  # fmt: skip
