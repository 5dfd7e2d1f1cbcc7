"""The spreadsheets of unions with their members, of meetings with their decisions."""

from apps.core.imports.kinds import Field, register
from apps.core.imports.plain import PlainImport
from apps.core.imports.plain_parts import cells, texts
from apps.core.imports.types import choice
from apps.core.tabular.columns import Column
from apps.core.tabular.values import DATE
from apps.organizations.services.references import owner, under
from apps.registers.enums import Body
from apps.registers.models import Decision, Meeting, Union, UnionMember
from apps.teachers.services.references import subject, who

MEETING = (
    Field("body", Column("Чьё заседание", choice(Body), required=True, width=34)),
    *texts(("protocol", "Номер протокола", 60)),
    Field("held_on", Column("Дата заседания", DATE, required=True)),
)


@register
class UnionsImport(PlainImport):
    """One row is a union or a community."""

    code = "unions"
    title = "Объединения и сообщества"
    right = "registers"
    order = 210
    help = "Одна строка — объединение или сообщество при организации; участников загружают отдельной таблицей."
    model = Union
    refs = (owner(), subject())
    own = cells(Union, title="Название", kind="Вид", level="Уровень", url="Ссылка", start="Создано", end="Прекращено")
    key = ("organization_code", "title")
    ordered = (("end", "start"),)


@register
class UnionMembersImport(PlainImport):
    """One row is a person in a union."""

    code = "union_members"
    title = "Участники объединений"
    right = "activity"
    order = 212
    help = "Одна строка — человек в объединении: с какого дня, кем. Объединение называют код организации и название."
    model = UnionMember
    refs = (
        who(),
        under(
            "registers_union", "union_id", texts(("union", "Объединение", 300)), words={"union": "title"},
            what="такого объединения", expected="название объединения, заведённого при этой организации", placed=False,
        ),
    )  # fmt: skip
    own = cells(UnionMember, role="Роль", start="С", end="По")
    key = ("snils", "organization_code", "union", "start")
    ordered = (("end", "start"),)
    personal = True


@register
class MeetingsImport(PlainImport):
    """One row is a meeting with its protocol."""

    code = "meetings"
    title = "Заседания"
    right = "meetings"
    order = 214
    help = "Одна строка — одно заседание; его решения загружают отдельной таблицей, протокол кладут на карточке."
    model = Meeting
    refs = (owner(),)
    own = cells(
        Meeting, body="Чьё заседание", number="Номер протокола", held_on="Дата заседания", body_name="Название органа",
        agenda="Повестка", attended="Присутствовало", url="Ссылка",
    )  # fmt: skip
    key = ("organization_code", "body", "number", "held_on")
    past = ("held_on",)


@register
class DecisionsImport(PlainImport):
    """One row is a decision of a meeting."""

    code = "decisions"
    title = "Решения заседаний"
    right = "meetings"
    order = 216
    help = "Одна строка — пункт решения; заседание называют код организации, орган, номер и дата протокола."
    model = Decision
    refs = (
        under(
            "registers_meeting", "meeting_id", MEETING,
            words={"body": "body", "protocol": "number", "held_on": "held_on"},
            what="такого заседания", expected="заседание, внесённое при этой организации",
        ),
    )  # fmt: skip
    own = cells(
        Decision, number="Пункт", text="Решили", responsible="Кто исполняет", due="Срок", done_on="Исполнено",
        outcome="Итог",
    )  # fmt: skip
    key = ("organization_code", "body", "protocol", "held_on", "number")
    past = ("done_on",)
