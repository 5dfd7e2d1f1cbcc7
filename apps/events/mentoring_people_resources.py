"""People of mentoring: young specialists without a mentor, those who leave the state, mentors with their load."""

from typing import Any

from django.db.models import F, QuerySet
from django.db.models.functions import Greatest

from apps.accounts.enums import Role
from apps.core.access import WRITE
from apps.core.actor import Actor, current
from apps.core.text import DASH
from apps.core.web import nav
from apps.core.web.actions import Action
from apps.core.web.columns import Column, Kind
from apps.core.web.history import name_verbs
from apps.core.web.resource import Resource, Titles, Write
from apps.events import load, pairs, young
from apps.events import mentoring_filters as filters
from apps.events import mentoring_forms as forms
from apps.events.models import MentoringPair
from apps.events.services import pairing
from apps.teachers import selectors as people
from apps.teachers.models import Person

name_verbs({"invite_mentor": "предложено выбрать наставника"})
WORKERS = frozenset({Role.CNPPM, Role.METHODIST, Role.OPERATOR})
NAME = Column("name", "Работник", source=people.FULL_NAME, sort="sort_key", link="teachers.person", link_key="id",
              width=38)  # fmt: skip
ORGANIZATION = Column("organization", "Организация", source="organization__short_name", width=34,
                      link="organizations.organization", link_key="organization_id")  # fmt: skip
MUNICIPALITY = Column(
    "municipality", "Муниципалитет", source="municipality__name", sort="municipality__sort_key", visible=False, width=30
)
POSITION = Column("position", "Должность", source=people.latest_job("position__name"), width=26)
LEAVES = Column("leaves", "Молодой специалист до", source=young.LEAVES_ON, sort=young.LEAVES_ON, kind=Kind.DATE,
                width=14, help="С этого дня больше не молодой специалист")  # fmt: skip


def works(actor: Actor) -> bool:
    """Whether the role works with the mentoring of other people."""
    return actor.is_system or actor.role in WORKERS


def pair_word(_: Any) -> str:
    """The words of the link to the form, for who may make pairs."""
    return "Создать пару" if nav.holders("activity", WRITE)(current()) else DASH


class MentoringPeople(Resource):
    """A list of people for those who keep mentoring; the person's own card is another resource's."""

    right = "activity"
    personal = True
    detail = False
    history = False
    search = (("sort_key", "starts"),)
    search_hint = "Начало фамилии"

    @classmethod
    def opens(cls, actor: Actor) -> bool:
        return works(actor)


class AloneResource(MentoringPeople):
    """Young specialists without a mentor: a pair is one click away."""

    model = Person
    slug = "alone"
    prefix = "alone/"
    titles = Titles("Молодые без наставника", "молодой специалист", "молодых специалиста", "молодых специалистов")
    section = "events.mentoring"
    order = 20
    columns = (
        NAME,
        ORGANIZATION,
        MUNICIPALITY,
        POSITION,
        Column("career_start", "Работает с", kind=Kind.DATE, sort=True, width=12),
        LEAVES,
        Column("pair", "Пара", source=F("pk"), link="edit", write=pair_word, width=14),
    )
    card = ("name", "organization", "pair")
    filterset = filters.PersonFilters
    ordering = "leaves"
    edit = Write(forms.MentorForm, pairing.pair_up, "Наставник молодому специалисту", "Создать пару", "Пара создана.")
    actions = (
        Action("invite", "Предложить выбрать наставника", pairing.invite, "Сообщение отправлено.", icon="bell",
               bulk=True, consequence="Сообщение придёт работнику и оператору его организации."),
    )  # fmt: skip
    help = "Молодые специалисты, у которых сегодня нет наставника; первыми — те, у кого осталось меньше времени."
    empty = "У каждого молодого специалиста есть наставник."

    def base(self) -> QuerySet[Any]:
        return young.alone(super().base())

    def warnings_of(self, obj: Any) -> list[str]:
        return pairs.overload(obj) if isinstance(obj, MentoringPair) else []


class LeavingResource(MentoringPeople):
    """Who leaves the state of a young specialist, and when."""

    model = Person
    slug = "leaving"
    prefix = "leaving/"
    titles = Titles(
        "Кто выходит из состояния молодого специалиста", "молодой специалист", "молодых специалиста",
        "молодых специалистов",
    )  # fmt: skip
    section = "events.mentoring"
    order = 22
    columns = (
        NAME,
        ORGANIZATION,
        MUNICIPALITY,
        LEAVES,
        Column("days", "Осталось дней", source=young.DAYS_LEFT, kind=Kind.NUMBER, width=10),
        Column("why", "Почему", source=young.WHY, width=24),
        Column("mentored", "Есть наставник", source=young.mentored(), kind=Kind.FLAG, width=12),
        Column("birth_date", "Дата рождения", kind=Kind.DATE, visible=False, width=12),
        Column("career_start", "Работает с", kind=Kind.DATE, visible=False, width=12),
    )  # fmt: skip
    card = ("name", "leaves", "why")
    filterset = filters.LeavingFilters
    ordering = "leaves"
    help = (
        "Молодой специалист — педагог до 35 лет в первые три года работы. Здесь те, для кого это закончится в"
        f" ближайшие {young.HORIZONS[-1]} дней: успейте завершить пару с результатом."
    )
    empty = "В ближайшие месяцы никто не выходит из состояния молодого специалиста."

    def base(self) -> QuerySet[Any]:
        return young.leaving(super().base())


class MentorResource(MentoringPeople):
    """Mentors with their load."""

    model = Person
    slug = "mentor"
    prefix = "mentors/"
    titles = Titles("Наставники и нагрузка", "наставник", "наставника", "наставников")
    section = "events.mentoring"
    order = 18
    columns = (
        NAME,
        ORGANIZATION,
        MUNICIPALITY,
        POSITION,
        Column("pairs", "Пар сегодня", source=load.load(), sort=load.load(), kind=Kind.NUMBER, width=10),
        Column("norm", "Норма", source=load.limit(), kind=Kind.NUMBER, width=10),
        Column("over", "Выше нормы", source=Greatest(load.load() - load.limit(), 0), kind=Kind.NUMBER, width=10,
               help="На сколько пар больше нормы"),
    )  # fmt: skip
    card = ("name", "pairs", "over")
    filterset = filters.MentorFilters
    ordering = "-pairs"
    help = (
        "Кто сегодня наставник, сколько пар ведёт и сколько допускает норма его организации, муниципалитета, региона."
    )
    empty = "Здесь появятся наставники действующих пар."

    def base(self) -> QuerySet[Any]:
        return load.mentors(super().base())
