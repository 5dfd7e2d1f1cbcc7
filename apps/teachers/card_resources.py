"""What stands on people's cards as lists of its own: categories, consents, leave, appointments."""

from typing import Any

from apps.core.actor import Actor
from apps.core.text import format_interval
from apps.core.web.actions import Action
from apps.core.web.columns import Column, Kind
from apps.core.web.history import name_verbs
from apps.core.web.resource import Resource, Titles, Write
from apps.core.web.sections import Fact, Facts
from apps.teachers import filters, forms, selectors
from apps.teachers.models import Appointment, AttestationCategory, Consent, Leave
from apps.teachers.services import card as services
from apps.teachers.services import people

name_verbs(
    {
        "assign_category": "категория записана",
        "update_category": "категория изменена",
        "remove_category": "категория удалена",
        "give_consent": "согласие записано",
        "withdraw_consent": "согласие отозвано",
        "restore_consent": "отзыв согласия отменён",
        "add_leave": "отпуск записан",
        "update_leave": "отпуск изменён",
        "remove_leave": "отпуск удалён",
        "appoint": "назначение записано",
        "update_appointment": "назначение изменено",
        "remove_appointment": "назначение удалено",
    }
)
MISTAKE = "Удаляют только введённое по ошибке; запись об удалении останется в истории."
PARENT = ("person", "teachers.person")
WHO: dict[str, Any] = {"link": "teachers.person", "link_key": "person_id"}
PERSON = Column("person", "Работник", source=selectors.NAME_OF, sort=selectors.KEY_OF, width=40, **WHO)
PERSON_FACT = Fact("person__last_name", "Работник", write=selectors.name_of, **WHO)
ORGANIZATION = Column(
    "organization",
    "Организация",
    source="organization__short_name",
    link="organizations.organization",
    link_key="organization_id",
    width=40,
)
FROM = Column("start", "С", kind=Kind.DATE, sort=True, width=12)
TO = Column("end", "По", kind=Kind.DATE, sort=True, width=12)
TERM = Fact("term", "Срок", write=lambda obj: format_interval(obj.start, obj.end))


def removing(run: Any, done: str) -> Action:
    """Deleting what was entered by mistake."""
    return Action("remove", "Удалить", run, done, icon="trash", danger=True, consequence=MISTAKE)


class CardResource(Resource):
    """Rows of a person: crumbs lead through the person, looking at somebody else's is logged."""

    parent = PARENT
    personal = True
    search_hint = "Начало фамилии"

    def title_of(self, obj: Any) -> str:
        return f"{obj}: {selectors.name_of(obj)}"

    def logs_view(self, actor: Actor, obj: Any) -> bool:
        return not people.is_self(obj.person_id)


class CategoryResource(CardResource):
    """Qualification categories."""

    model = AttestationCategory
    slug = "category"
    prefix = "categories/"
    titles = Titles("Категории", "категория", "категории", "категорий")
    section = "people"
    order = 30
    columns = (
        PERSON,
        ORGANIZATION,
        Column("category", "Категория", sort=True, link="self", width=24),
        Column("assigned_on", "Присвоена", kind=Kind.DATE, sort=True, width=12),
    )
    card = ("person", "category", "assigned_on")
    filterset = filters.CategoryFilters
    ordering = "-assigned_on"
    create = Write(
        forms.NewCategoryForm, services.assign_category, "Новая категория", "Записать", "Категория записана."
    )
    edit = Write(forms.CategoryForm, services.update_category, "Изменение категории")
    actions = (removing(services.remove_category, "Категория удалена."),)
    sections = (Facts("Категория", (PERSON_FACT, "category", Fact("assigned_on", kind=Kind.DATE))),)
    help = "Квалификационные категории и соответствие должности по датам присвоения."
    empty = "Здесь появятся квалификационные категории."


class AppointmentResource(CardResource):
    """Appointments: the methodical active, experts, juries, workers of ММС."""

    model = Appointment
    slug = "appointment"
    prefix = "appointments/"
    titles = Titles("Назначения", "назначение", "назначения", "назначений")
    section = "people.service"
    order = 10
    columns = (
        PERSON,
        Column("kind", "Вид", sort=True, link="self", width=26),
        Column("at_organization", "Где", source="at_organization__short_name",
               link="organizations.organization", link_key="at_organization_id", width=40),
        FROM,
        TO,
        Column("act", "Акт", visible=False, width=40),
    )  # fmt: skip
    card = ("person", "kind", "start")
    filterset = filters.AppointmentFilters
    ordering = "-start"
    create = Write(forms.NewAppointmentForm, services.appoint, "Новое назначение", "Записать", "Назначение записано.")
    edit = Write(forms.AppointmentForm, services.update_appointment, "Изменение назначения")
    actions = (
        Action("end", "Завершить назначение", services.end_appointment, "Последний день записан.", icon="archive",
               form=forms.LastDayForm, bulk=True, applies=lambda row: row.end is None,
               consequence="После этого дня назначение не действует."),
        removing(services.remove_appointment, "Назначение удалено."),
    )  # fmt: skip
    sections = (
        Facts(
            "Назначение",
            (
                PERSON_FACT,
                "kind",
                Fact("at_organization__short_name", "Организация", link="organizations.organization",
                     link_key="at_organization_id"),
                TERM,
                "act",
            ),
        ),
    )  # fmt: skip
    help = "Методический актив, эксперты, члены жюри и работники ММС: по какому акту и на какой срок."
    empty = "Здесь появятся назначения."


class LeaveResource(CardResource):
    """Long absences."""

    model = Leave
    slug = "leave"
    prefix = "leaves/"
    titles = Titles("Отпуска", "отпуск", "отпуска", "отпусков")
    section = "people.records"
    order = 10
    columns = (PERSON, ORGANIZATION, Column("kind", "Вид", sort=True, link="self", width=34), FROM, TO)
    card = ("person", "kind", "start")
    filterset = filters.LeaveFilters
    ordering = "-start"
    create = Write(forms.NewLeaveForm, services.add_leave, "Новый отпуск", "Записать", "Отпуск записан.")
    edit = Write(forms.LeaveForm, services.update_leave, "Изменение отпуска")
    actions = (removing(services.remove_leave, "Отпуск удалён."),)
    sections = (Facts("Отпуск", (PERSON_FACT, "kind", TERM)),)
    help = "Длительное отсутствие: почему человек не участвовал. На показатели не влияет, видно в пояснениях."
    empty = "Здесь появятся длительные отпуска."


class ConsentResource(CardResource):
    """Consents to the processing of personal data."""

    model = Consent
    slug = "consent"
    prefix = "consents/"
    titles = Titles("Согласия на обработку данных", "согласие", "согласия", "согласий")
    section = "people.records"
    order = 20
    columns = (
        PERSON,
        ORGANIZATION,
        Column("given_on", "Дано", kind=Kind.DATE, sort=True, link="self", width=12),
        Column("text_version", "Версия текста", width=12),
        Column("withdrawn_on", "Отозвано", kind=Kind.DATE, sort=True, width=12),
    )
    card = ("person", "given_on", "withdrawn_on")
    filterset = filters.ConsentFilters
    ordering = "-given_on"
    create = Write(forms.NewConsentForm, services.give_consent, "Новое согласие", "Записать", "Согласие записано.")
    actions = (
        Action("withdraw", "Отозвать согласие", services.withdraw_consent, "Отзыв записан.", icon="lock",
               form=forms.WithdrawForm, danger=True, applies=lambda row: row.withdrawn_on is None,
               consequence="С этого дня согласия нет: данные человека не передают и не публикуют поимённо."),
        Action("restore", "Отменить отзыв", services.restore_consent, "Отзыв отменён.", icon="arrow-back-up",
               consequence="Согласие снова будет действовать.", applies=lambda row: row.withdrawn_on is not None),
    )  # fmt: skip
    sections = (
        Facts(
            "Согласие",
            (PERSON_FACT, Fact("given_on", kind=Kind.DATE), "text_version", Fact("withdrawn_on", kind=Kind.DATE)),
        ),
    )
    help = "Кто, когда и на какой текст дал согласие, и кто его отозвал."
    empty = "Здесь появятся согласия."
