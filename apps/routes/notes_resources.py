"""The talk about a route and the evidence of its items: tabs of their pages, lists of their own."""

from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from apps.core.actor import Actor, current
from apps.core.web.actions import Action
from apps.core.web.columns import Column, Kind
from apps.core.web.history import name_verbs
from apps.core.web.resource import Resource, Titles, Write
from apps.core.web.sections import Fact, Facts
from apps.routes import notes_forms as forms
from apps.routes import policies
from apps.routes.models import ItemEvidence, RouteComment
from apps.routes.services import notes
from apps.teachers import selectors as people
from apps.teachers.services.people import is_self

name_verbs(
    {
        "add_comment": "комментарий добавлен",
        "remove_comment": "комментарий удалён",
        "add_evidence": "подтверждение приложено",
        "remove_evidence": "подтверждение убрано",
    }
)
WHO: dict[str, Any] = {"link": "teachers.person", "link_key": "person_id"}
PERSON = Column("person", "Педагог", source=people.NAME_OF, sort=people.KEY_OF, width=36, **WHO)


class CommentResource(Resource):
    """What the council, the leader, the centre and the teacher say of a route."""

    model = RouteComment
    slug = "comment"
    prefix = "comments/"
    titles = Titles("Комментарии к маршрутам", "комментарий", "комментария", "комментариев")
    parent = ("route", "routes.route")
    personal = True
    history = False
    columns = (
        Column("at", "Когда", kind=Kind.MOMENT, sort=True, link="self", width=16),
        Column("who", "Кто", width=30),
        Column("text", "Комментарий", width=60),
        PERSON,
    )
    card = ("text", "who", "at")
    search = (("person__sort_key", "starts"), ("text", "part"))
    search_hint = "Начало фамилии или слово"
    ordering = "-at"
    create = Write(forms.CommentForm, notes.add_comment, "Новый комментарий", "Отправить", "Комментарий добавлен.")
    actions = (
        Action("remove", "Удалить", notes.remove_comment, "Комментарий удалён.", icon="trash", danger=True,
               consequence="Комментарий исчезнет из обсуждения.",
               applies=lambda comment: policies.may_unsay(current(), comment)),
    )  # fmt: skip
    sections = (Facts("Комментарий", ("text", "who", Fact("at", kind=Kind.MOMENT))),)
    help = "Обсуждение ИОМ: о новом комментарии узнают все, кто в нём участвует."
    empty = "Здесь появятся комментарии."

    def logs_view(self, actor: Actor, obj: RouteComment) -> bool:
        return not is_self(obj.person_id)


def file_link(row: ItemEvidence) -> SafeString | str:
    """The file of a piece of evidence, to be downloaded."""
    if not row.file_key:
        return ""
    return format_html('<a href="{}">{}</a>', reverse("routes:evidence_file", args=(row.pk,)), row.file_name)


class EvidenceResource(Resource):
    """What shows that items were done."""

    model = ItemEvidence
    slug = "evidence"
    prefix = "evidence/"
    titles = Titles("Подтверждения пунктов", "подтверждение", "подтверждения", "подтверждений")
    parent = ("item", "routes.item")
    personal = True
    columns = (
        Column("added_on", "Добавлено", kind=Kind.DATE, sort=True, link="self", width=12),
        Column("text", "Что сделано", width=50),
        Column("file_name", "Файл", width=30),
        Column("url", "Ссылка", width=30, visible=False),
        Column("added_by", "Кто добавил", width=30),
        PERSON,
    )
    card = ("text", "person", "added_on")
    search = (("person__sort_key", "starts"),)
    search_hint = "Начало фамилии"
    ordering = "-added_on"
    create = Write(forms.EvidenceForm, notes.add_evidence, "Новое подтверждение", "Приложить",
                   "Подтверждение приложено.")  # fmt: skip
    actions = (
        Action("remove", "Убрать", notes.remove_evidence, "Подтверждение убрано.", icon="trash", danger=True,
               consequence="Подтверждение исчезнет со страницы пункта; запись об этом останется в истории.",
               applies=lambda row: policies.may_show(current(), row.item.route)),
    )  # fmt: skip
    sections = (
        Facts(
            "Подтверждение",
            (
                Fact("text", hide_empty=True),
                Fact("url", hide_empty=True),
                Fact("file", "Файл", write=file_link, hide_empty=True),
                "added_by",
                Fact("added_on", kind=Kind.DATE),
            ),
        ),
    )
    help = "Слова, ссылки и файлы, которыми подтверждено выполнение пунктов."
    empty = "Здесь появятся подтверждения."

    def logs_view(self, actor: Actor, obj: ItemEvidence) -> bool:
        return not is_self(obj.person_id)
