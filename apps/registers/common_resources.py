"""What the registers' lists share: columns, facts, the three verbs of a book."""

from typing import Any

from django.urls import reverse

from apps.core.actor import Actor
from apps.core.text import format_interval
from apps.core.web import nav
from apps.core.web.actions import Action
from apps.core.web.columns import Column, Kind
from apps.core.web.history import name_verbs
from apps.core.web.resource import Resource
from apps.core.web.sections import Fact
from apps.registers.services.books import Book
from apps.teachers import selectors as people
from apps.teachers.services.people import is_self

MISTAKE = "Удаляют только внесённое по ошибке; запись об удалении останется в истории."
OWNER: dict[str, Any] = {"link": "organizations.organization", "link_key": "organization_id"}
ORGANIZATION = Column("organization", "Организация", source="organization__short_name", width=36, **OWNER)
MUNICIPALITY = Column("municipality", "Муниципалитет", source="municipality__name", visible=False, width=30)
OWNER_FACT = Fact("organization__short_name", "Организация", **OWNER)
FROM = Column("start", "С", kind=Kind.DATE, sort=True, width=12)
TO = Column("end", "По", kind=Kind.DATE, sort=True, width=12)
TERM = Fact("term", "Срок", write=lambda row: format_interval(row.start, row.end))
WHO: dict[str, Any] = {"link": "teachers.person", "link_key": "person_id"}
PERSON = Column("person", "Работник", source=people.NAME_OF, sort=people.KEY_OF, width=36, **WHO)
PERSON_FACT = Fact("person__last_name", "Работник", write=people.name_of, **WHO)
SITE = Fact("url", "Ссылка", write=lambda row: row.url, href=lambda row: row.url, hide_empty=True)


def file_address(row: Any) -> str:
    """Where the document beside the row is downloaded."""
    return reverse("registers:file", args=(row._meta.model_name, row.pk)) if row.file_key else ""


DOCUMENT = Fact("file_name", "Документ", write=lambda row: row.file_name, href=file_address, hide_empty=True)


def struck(book: Book[Any], done: str, **options: Any) -> Action:
    """Deleting what was entered by mistake."""
    return Action("remove", "Удалить", book.strike, done, icon="trash", danger=True, consequence=MISTAKE, **options)


def named(book: Book[Any], noun: str, ending: str = "") -> None:
    """The words of a book's verbs in the history: «письмо внесено», «заявка внесена»."""
    done = {"а": ("внесена", "изменена", "удалена"), "о": ("внесено", "изменено", "удалено")}
    words = done.get(ending, ("внесён", "изменён", "удалён"))
    verbs = ("add", "update", "remove")
    name_verbs({f"{verb}_{book.noun}": f"{noun} {word}" for verb, word in zip(verbs, words, strict=True)})


class OpenRegister(Resource):
    """A register that everybody of the region reads."""

    @classmethod
    def opens(cls, actor: Actor) -> bool:
        return actor.is_system or (nav.everyone(actor) and actor.region_id is not None)


class PersonRegister(Resource):
    """Rows of people: looking at somebody else's is logged."""

    personal = True
    search = (("person__sort_key", "starts"),)
    search_hint = "Начало фамилии"

    def title_of(self, obj: Any) -> str:
        return f"{obj}: {people.name_of(obj) or 'имя вам не открыто'}"

    def logs_view(self, actor: Actor, obj: Any) -> bool:
        return not is_self(obj.person_id)
