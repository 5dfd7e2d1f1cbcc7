"""Programmes of mentoring, and the load of a mentor as bodies set it."""

from typing import Any

from apps.core.actor import Actor
from apps.core.text import format_interval
from apps.core.web import nav
from apps.core.web.actions import Action
from apps.core.web.columns import Column, Kind
from apps.core.web.history import name_verbs
from apps.core.web.resource import Resource, Titles, Write
from apps.core.web.sections import Fact, Facts, Related
from apps.events import load, pairs
from apps.events import mentoring_filters as filters
from apps.events import mentoring_forms as forms
from apps.events.enums import MentoringState, PairForm
from apps.events.models import MentoringProgram, MentorLimit
from apps.events.services import mentoring_programs as programs

name_verbs(
    {
        "create_mentoring": "программа наставничества заведена",
        "update_mentoring": "программа наставничества изменена",
        "start_mentoring": "программа наставничества введена в действие",
        "close_mentoring": "программа наставничества завершена",
        "remove_mentoring": "программа наставничества удалена",
        "set_mentor_limit": "норма нагрузки наставника установлена",
        "update_mentor_limit": "норма нагрузки наставника изменена",
        "remove_mentor_limit": "норма нагрузки наставника снята",
    }
)
OWNER: dict[str, Any] = {"link": "organizations.organization", "link_key": "organization_id"}
OWNER_FACT = Fact("organization__short_name", "Организация", **OWNER)
TONES = {MentoringState.DRAFT: "blue", MentoringState.ACTIVE: "green"}
MISTAKE = "Удаляют только введённое по ошибке: программу, в которой есть пары, удалить нельзя."


def forms_text(codes: list[str] | None) -> str:
    """The forms of a programme's pairs in words."""
    names = dict(PairForm.choices)
    return "; ".join(str(names[code]) for code in codes or () if code in names)


def act_text(program: MentoringProgram) -> str:
    """«№ 17 от 01.09.2026»."""
    return f"№ {program.act_number} от {program.act_on:%d.%m.%Y}" if program.act_on else ""


class MentoringProgramResource(Resource):
    """Programmes of mentoring."""

    model = MentoringProgram
    slug = "mentoringprogram"
    prefix = "mentoring-programs/"
    titles = Titles("Программы наставничества", "программа", "программы", "программ")
    section = "events.mentoring"
    order = 14
    columns = (
        Column("title", "Программа", sort="sort_key", link="self", width=50),
        Column("organization", "Организация", source="organization__short_name", width=34, **OWNER),
        Column("municipality", "Муниципалитет", source="municipality__name", visible=False, width=30),
        Column("forms", "Формы пар", write=forms_text, width=40),
        Column("start", "С", kind=Kind.DATE, sort=True, width=12),
        Column("end", "По", kind=Kind.DATE, sort=True, width=12),
        Column("state", "Состояние", kind=Kind.BADGE, sort=True, tones=TONES, width=14),
        Column("pairs", "Пар", kind=Kind.NUMBER, source=pairs.pairs_of_program(), width=10,
               help="Из тех, что открыты вашей роли"),
        Column("act_number", "Акт", visible=False, width=20),
        Column("act_on", "Дата акта", kind=Kind.DATE, sort=True, visible=False, width=12),
    )  # fmt: skip
    card = ("title", "organization", "state")
    filterset = filters.ProgramFilters
    search = (("sort_key", "words"),)
    search_hint = "Слова из названия"
    ordering = "-start"
    create = Write(forms.NewProgramForm, programs.create_program, "Новая программа", "Завести", "Программа заведена.")
    edit = Write(forms.ProgramForm, programs.update_program, "Изменение программы")
    actions = (
        Action("start", "Ввести в действие", programs.start_program, "Программа действует.", form=forms.StartForm,
               applies=lambda row: row.state == MentoringState.DRAFT),
        Action("close", "Завершить", programs.close_program, "Программа завершена.", icon="archive",
               form=forms.FinishForm, applies=lambda row: row.state == MentoringState.ACTIVE,
               consequence="Новых пар в ней больше не будет; карточка станет историей."),
        Action("remove", "Удалить", programs.remove_program, "Программа удалена.", icon="trash", danger=True,
               consequence=MISTAKE),
    )  # fmt: skip
    sections = (
        Facts(
            "Программа наставничества",
            (
                OWNER_FACT,
                Fact("state", "Состояние", write=lambda row: row.get_state_display()),
                Fact("term", "Срок", write=lambda row: format_interval(row.start, row.end)),
                Fact("forms", "Формы пар", write=lambda row: forms_text(row.forms)),
                Fact("act", "Акт", write=act_text),
                Fact("goals", hide_empty=True),
                Fact("url", "Текст программы", write=lambda row: row.url, href=lambda row: row.url, hide_empty=True),
                Fact("closed_on", kind=Kind.DATE, hide_empty=True),
                Fact("outcome", hide_empty=True),
            ),
        ),
        Related("pairs", "Пары", "events.pair", "program", order=10, add="Создать пару",
                adds=lambda row: row.state == MentoringState.ACTIVE,
                columns=("mentor_name", "person_name", "form", "state", "met"),
                empty="Из тех, что вы видите, пар в программе нет."),
    )  # fmt: skip
    help = "По каким программам идёт наставничество, каким актом введены, сколько в них пар."
    empty = "Здесь появятся программы наставничества организаций."

    def may_edit(self, actor: Actor, obj: Any) -> bool:
        """A closed programme is history."""
        return super().may_edit(actor, obj) and obj.state != MentoringState.CLOSED


class LimitResource(Resource):
    """How many pairs a mentor should have at once."""

    model = MentorLimit
    slug = "mentorlimit"
    prefix = "mentor-load/"
    titles = Titles("Норма нагрузки наставника", "норма", "нормы", "норм")
    section = "events.mentoring"
    order = 28
    columns = (
        Column("organization", "Кто установил", source="organization__short_name",
               sort="organization__sort_key", link="self", width=40),
        Column("reach", "Для кого", sort=True, width=20),
        Column("pairs", "Пар одновременно, не более", kind=Kind.NUMBER, sort=True, width=16),
    )  # fmt: skip
    card = ("organization", "reach", "pairs")
    search = (("organization__sort_key", "words"),)
    search_hint = "Слова из названия организации"
    ordering = "reach"
    create = Write(forms.NewLimitForm, programs.set_limit, "Новая норма", "Установить", "Норма установлена.")
    edit = Write(forms.LimitForm, programs.update_limit, "Изменение нормы")
    actions = (
        Action("remove", "Снять норму", programs.remove_limit, "Норма снята.", icon="trash", danger=True,
               consequence="Снова будет действовать норма муниципалитета, региона или общая."),
    )  # fmt: skip
    sections = (Facts("Норма", (OWNER_FACT, Fact("reach", write=lambda row: row.get_reach_display()),
                                Fact("pairs", kind=Kind.NUMBER))),)  # fmt: skip
    help = (
        "Сколько пар наставник ведёт одновременно. Действует ближайшая норма: организации, муниципалитета, региона;"
        f" без них — {load.DEFAULT}. Норма не запрещает: о превышении портал предупреждает."
    )
    empty = f"Норм ещё не установлено: действует общая, {load.DEFAULT} пары одновременно."

    @classmethod
    def opens(cls, actor: Actor) -> bool:
        return nav.holders("registers")(actor)

    def title_of(self, obj: MentorLimit) -> str:
        return f"{obj}: {obj.get_reach_display()}"
