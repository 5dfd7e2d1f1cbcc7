"""People and their employments: the lists of the section «Кадры»."""

from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from apps.accounts.enums import Role
from apps.core.actor import Actor
from apps.core.text import format_interval
from apps.core.web.actions import Action
from apps.core.web.columns import Column, Kind
from apps.core.web.history import name_verbs
from apps.core.web.resource import Resource, Titles, Write
from apps.core.web.sections import Fact, Facts, Related
from apps.teachers import (  # noqa: F401 - they register themselves
    agenda,
    card_resources,
    confirmation_resources,
    filters,
    forms,
    selectors,
)
from apps.teachers.enums import Category
from apps.teachers.models import Employment, Person
from apps.teachers.services import employment, links, people

name_verbs(
    {
        "create_person": "работник заведён",
        "update_person": "личные данные изменены",
        "add_employment": "принят на работу",
        "update_employment": "место работы изменено",
        "remove_employment": "место работы удалено",
        "link_user": "связан с пользователем",
        "unlink_user": "связь с пользователем снята",
    }
)
ORGANIZATION: dict[str, Any] = {"link": "organizations.organization", "link_key": "organization_id"}
LEAVING = (
    "После этого дня работник не входит в штат и в показатели организации. Карточка останется у вас, пока другая "
    "организация не примет его на основное место работы: тогда он и всё, что с ним связано, перестанет быть видно "
    "вашей организации."
)


def employed(person: Person) -> bool:
    """Whether a main employment without an end goes on."""
    return Employment.objects.filter(person=person, is_main=True, end=None).exists()


def keeps_links(actor: Actor) -> bool:
    """Whether the role says which user is which person: the region's centre."""
    return actor.is_system or actor.role == Role.CNPPM


class PersonResource(Resource):
    """Persons, each in the place of their main employment."""

    model = Person
    slug = "person"
    titles = Titles("Работники", "работник", "работника", "работников")
    section = "people"
    order = 10
    personal = True
    columns = (
        Column("name", "Работник", source=selectors.FULL_NAME, sort="sort_key", link="self", width=40),
        Column("organization", "Организация", source="organization__short_name", width=40, **ORGANIZATION),
        Column("municipality", "Муниципалитет", source="municipality__name", sort="municipality__sort_key", width=34),
        Column("position", "Должность", source=selectors.latest_job("position__name"), width=30),
        Column("category", "Категория", source=selectors.latest_category(), labels=dict(Category.choices), width=20),
        Column("birth_date", "Дата рождения", kind=Kind.DATE, sort=True, visible=False, width=14),
        Column("sex", "Пол", visible=False, width=10),
        Column("career_start", "Педагогическая деятельность с", kind=Kind.DATE, sort=True, visible=False, width=16),
        Column("education", "Образование", visible=False, width=40),
        Column("hired", "Принят", source=selectors.latest_job("start"), kind=Kind.DATE, visible=False, width=12),
        Column("left", "Уволен", source=selectors.latest_job("end"), kind=Kind.DATE, visible=False, width=12),
        Column("email", "Электронная почта", visible=False, width=26),
        Column("phone", "Телефон", visible=False, width=20),
    )
    card = ("name", "position", "organization")
    filterset = filters.PersonFilters
    search = (("sort_key", "starts"),)
    search_hint = "Начало фамилии"
    ordering = "name"
    create = Write(forms.NewPersonForm, people.create_person, "Новый работник", "Завести", "Работник заведён.")
    edit = Write(forms.PersonForm, people.update_person, "Личные данные")
    actions = (
        Action(
            "dismiss",
            "Уволить",
            employment.dismiss,
            "Дата увольнения записана.",
            icon="logout",
            form=forms.DismissForm,
            consequence=LEAVING,
            danger=True,
            applies=employed,
        ),
        Action(
            "link",
            "Связать с пользователем",
            links.link_user,
            "Пользователь связан с карточкой.",
            icon="link",
            form=forms.LoginForm,
            consequence="Пользователь увидит эту карточку как свою: результаты, маршруты, документы.",
            allowed=keeps_links,
            applies=lambda person: links.user_of(person) is None,
        ),
        Action(
            "unlink",
            "Снять связь с пользователем",
            links.unlink_user,
            "Связь снята.",
            icon="lock",
            consequence="Пользователь перестанет видеть эту карточку.",
            danger=True,
            allowed=keeps_links,
            applies=lambda person: links.user_of(person) is not None,
        ),
    )
    sections = (
        Facts(
            "Личные данные",
            (
                Fact("snils_masked", "СНИЛС", write=selectors.masked_snils),
                Fact("born", "Дата рождения", write=selectors.birth_text),
                "sex",
                "education",
                Fact("career_start", "Педагогическая деятельность с", Kind.DATE),
            ),
        ),
        Facts(
            "Работа",
            (
                Fact("organization__short_name", "Организация", **ORGANIZATION),
                Fact("municipality__name", "Муниципалитет"),
                Fact("young", "Молодой специалист", write=lambda person: "да" if selectors.is_young(person) else "нет"),
                "email",
                "phone",
            ),
        ),
        Related(
            "jobs",
            "Места работы",
            "teachers.employment",
            "person",
            columns=("organization", "position", "is_main", "start", "end", "rate"),
            add="Добавить место работы",
            order=10,
        ),
        Related(
            "categories",
            "Категории",
            "teachers.category",
            "person",
            columns=("category", "assigned_on"),
            add="Добавить категорию",
            empty="Квалификационных категорий нет.",
            order=60,
        ),
        Related(
            "appointments",
            "Назначения",
            "teachers.appointment",
            "person",
            columns=("kind", "at_organization", "start", "end", "act"),
            add="Добавить назначение",
            empty="Назначений (методист, эксперт, член жюри) нет.",
            order=62,
        ),
        Related(
            "leaves",
            "Отпуска",
            "teachers.leave",
            "person",
            columns=("kind", "start", "end"),
            add="Добавить отпуск",
            empty="Длительных отпусков нет.",
            order=64,
        ),
        Related(
            "consents",
            "Согласия",
            "teachers.consent",
            "person",
            columns=("given_on", "text_version", "withdrawn_on"),
            add="Записать согласие",
            empty="Согласие на обработку персональных данных не записано.",
            order=66,
        ),
    )
    help = "Педагогические работники и управленческие кадры: каждый — там, где его основное место работы."
    empty = "Здесь появятся работники. Заведите первого или загрузите таблицу в разделе «Данные»."

    def lead_of(self, obj: Person) -> str:
        job = Employment.objects.filter(person=obj).order_by("-is_main", "-start").select_related("position").first()
        return job.position.name if job else ""

    def logs_view(self, actor: Actor, obj: Person) -> bool:
        return not people.is_self(obj.pk)


class EmploymentResource(Resource):
    """Employments; an employer where somebody works not as main sees the name and that employment only."""

    model = Employment
    slug = "employment"
    prefix = "employments/"
    titles = Titles("Места работы", "место работы", "места работы", "мест работы")
    section = "people"
    order = 20
    parent = ("person", "teachers.person")
    personal = True
    columns = (
        Column("person_name", "Работник", sort=True, link="self", width=40),
        Column("organization", "Организация", source="organization__short_name", width=40, **ORGANIZATION),
        Column("position", "Должность", source="position__name", sort="position__sort_key", link="self", width=30),
        Column("is_main", "Основное", kind=Kind.FLAG, sort=True, width=10),
        Column("start", "Принят", kind=Kind.DATE, sort=True, width=12),
        Column("end", "Уволен", kind=Kind.DATE, sort=True, width=12),
        Column("rate", "Ставка", kind=Kind.NUMBER, visible=False, width=8),
    )
    card = ("person_name", "position", "organization")
    filterset = filters.EmploymentFilters
    search = (("person__sort_key", "starts"),)
    search_hint = "Начало фамилии"
    ordering = "-start"
    create = Write(forms.NewEmploymentForm, employment.add_employment, "Новое место работы", "Добавить",
                   "Место работы добавлено.")  # fmt: skip
    edit = Write(forms.EmploymentForm, employment.update_employment, "Изменение места работы")
    actions = (
        Action(
            "end",
            "Уволить",
            employment.end_employment,
            "Дата увольнения записана.",
            icon="logout",
            form=forms.DismissForm,
            consequence=LEAVING,
            danger=True,
            bulk=True,
            applies=lambda job: job.end is None,
        ),
        Action(
            "reopen",
            "Отменить увольнение",
            employment.reopen_employment,
            "Увольнение отменено.",
            icon="arrow-back-up",
            consequence="Место работы снова будет без даты окончания.",
            applies=lambda job: job.end is not None,
        ),
        Action(
            "remove",
            "Удалить",
            employment.remove_employment,
            "Место работы удалено.",
            icon="trash",
            consequence="Удаляют только введённое по ошибке: уволенному записывают дату увольнения.",
            danger=True,
        ),
    )
    sections = (
        Facts(
            "Место работы",
            (
                Fact("person_name", "Работник", link="teachers.person", link_key="person_id"),
                Fact("organization__short_name", "Организация", **ORGANIZATION),
                Fact("position__name", "Должность"),
                Fact("is_main", "Основное", kind=Kind.FLAG),
                Fact("term", "Срок", write=lambda job: format_interval(job.start, job.end)),
                Fact("rate", kind=Kind.NUMBER),
                Fact("taught", "Предметы", write=lambda job: ", ".join(s.name for s in job.subjects.all())),
            ),
        ),
    )
    help = "Кто где работает и работал. Внешний совместитель виден здесь только по имени и этой должности."
    empty = "Здесь появятся места работы."

    def title_of(self, obj: Employment) -> str:
        return f"{obj.person_name}: {obj.position.name}"

    def lead_of(self, obj: Employment) -> str:
        now = obj.start <= timezone.localdate() and (obj.end is None or obj.end >= timezone.localdate())
        return "работает" if now else "не работает"

    def objects(self, actor: Actor) -> QuerySet[Employment]:
        return super().objects(actor).select_related("position")

    def logs_view(self, actor: Actor, obj: Employment) -> bool:
        return not people.is_self(obj.person_id)
