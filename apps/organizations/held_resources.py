"""What organizations hold: flags, statuses of sites, headcounts, agreements, acts, their composition by dates."""

from typing import Any

from apps.core.text import format_interval
from apps.core.web.actions import Action
from apps.core.web.columns import Column, Kind
from apps.core.web.history import name_verbs
from apps.core.web.resource import Resource, Titles, Write
from apps.core.web.sections import Fact, Facts
from apps.organizations import filters, forms
from apps.organizations.enums import FLAG_WORDS, Flag
from apps.organizations.models import Agreement, Headcount, Membership, NormativeAct, SiteStatus, StatusFlag
from apps.organizations.services import records

name_verbs(
    {
        "give_flag": "признак добавлен",
        "update_flag": "признак изменён",
        "give_site_status": "статус добавлен",
        "update_site_status": "статус изменён",
        "sign_agreement": "соглашение записано",
        "update_agreement": "соглашение изменено",
        "record_headcount": "численность записана",
        "update_headcount": "численность изменена",
        "publish_act": "акт записан",
        "update_act": "акт изменён",
    }
)
PARENT = ("organization", "organizations.organization")
OWNER: dict[str, Any] = {"link": "organizations.organization", "link_key": "organization_id"}
ORGANIZATION = Column(
    "organization", "Организация", source="organization__short_name", sort="organization__sort_key", width=40, **OWNER
)
OWNER_FACT = Fact("organization__short_name", "Организация", **OWNER)
FROM = Column("valid_from", "С", kind=Kind.DATE, sort=True, width=12)
TO = Column("valid_to", "По", kind=Kind.DATE, sort=True, width=12)
TERM = Fact("term", "Срок", write=lambda obj: format_interval(obj.valid_from, obj.valid_to))


def ending(title: str, run: Any, done: str) -> Action:
    """The action «last day» of something held."""
    return Action("end", title, run, done, icon="calendar", form=forms.EndForm, bulk=True)


class FlagResource(Resource):
    """ШНОР and ШНСУ."""

    model = StatusFlag
    slug = "flag"
    prefix = "flags/"
    titles = Titles("Признаки ШНОР и ШНСУ", "признак", "признака", "признаков")
    section = "organizations.sites"
    order = 10
    parent = PARENT
    columns = (Column("flag", "Признак", sort=True, link="self"), ORGANIZATION, FROM, TO)
    card = ("organization", "flag", "valid_from")
    filterset = filters.FlagFilters
    search = (("organization__sort_key", "words"),)
    search_hint = "Слова из названия организации"
    ordering = "organization"
    create = Write(forms.FlagForm, records.give_flag, "Новый признак", "Добавить", "Признак добавлен.")
    edit = Write(forms.FlagForm, records.update_flag, "Изменение признака")
    actions = (ending("Завершить признак", records.end_flag, "Последний день признака записан."),)
    sections = (Facts("Признак", (OWNER_FACT, "flag", TERM)),)
    help = "Школы с низкими образовательными результатами и школы, функционирующие в сложных условиях, по датам."
    empty = "Здесь появятся школы с признаками ШНОР и ШНСУ."

    def title_of(self, obj: StatusFlag) -> str:
        return FLAG_WORDS[Flag(obj.flag)]


class SiteResource(Resource):
    """Statuses of sites."""

    model = SiteStatus
    slug = "site"
    prefix = "sites/"
    titles = Titles("Статусы площадок", "статус", "статуса", "статусов")
    section = "organizations.sites"
    order = 20
    parent = PARENT
    columns = (
        Column("kind", "Статус", sort=True, link="self", width=26),
        ORGANIZATION,
        Column("topic", "Тема", width=40),
        Column("act", "Акт", visible=False, width=40),
        FROM,
        TO,
    )
    card = ("organization", "kind", "valid_from")
    filterset = filters.SiteFilters
    search = (("organization__sort_key", "words"),)
    search_hint = "Слова из названия организации"
    ordering = "-valid_from"
    create = Write(forms.SiteStatusForm, records.give_site_status, "Новый статус", "Добавить", "Статус добавлен.")
    edit = Write(forms.SiteStatusForm, records.update_site_status, "Изменение статуса")
    actions = (ending("Завершить статус", records.end_site_status, "Последний день статуса записан."),)
    sections = (Facts("Статус площадки", (OWNER_FACT, "kind", "topic", "act", TERM)),)
    help = "Региональные инновационные и стажировочные площадки, ММРЦ, ОБИП: по чьему акту и на какой срок."
    empty = "Здесь появятся статусы организаций."


class AgreementResource(Resource):
    """Tripartite agreements."""

    model = Agreement
    slug = "agreement"
    prefix = "agreements/"
    titles = Titles("Соглашения", "соглашение", "соглашения", "соглашений")
    section = "organizations.papers"
    order = 10
    parent = PARENT
    columns = (
        Column("number", "Номер", sort=True, link="self"),
        ORGANIZATION,
        Column("signed_on", "Подписано", kind=Kind.DATE, sort=True),
        Column("valid_to", "Действует по", kind=Kind.DATE, sort=True),
    )
    filterset = filters.AgreementFilters
    search = (("number", "part"), ("organization__sort_key", "words"))
    search_hint = "Номер или организация"
    ordering = "-signed_on"
    create = Write(forms.AgreementForm, records.sign_agreement, "Новое соглашение", "Записать", "Соглашение записано.")
    edit = Write(forms.AgreementForm, records.update_agreement, "Изменение соглашения")
    sections = (
        Facts(
            "Соглашение",
            (OWNER_FACT, "number", Fact("signed_on", kind=Kind.DATE), Fact("valid_to", kind=Kind.DATE)),
        ),
    )
    help = "Трёхсторонние соглашения органа управления образованием, министерства и ИРО."
    empty = "Здесь появятся трёхсторонние соглашения."


class HeadcountResource(Resource):
    """Official headcounts."""

    model = Headcount
    slug = "headcount"
    prefix = "headcounts/"
    titles = Titles("Официальная численность", "запись", "записи", "записей")
    section = "organizations"
    order = 20
    parent = PARENT
    columns = (
        ORGANIZATION,
        Column("on_date", "На дату", kind=Kind.DATE, sort=True, link="self"),
        Column("pedagogues", "Педагогов", kind=Kind.NUMBER, sort=True),
        Column("managers", "Руководителей", kind=Kind.NUMBER, sort=True),
        Column("source", "Источник", width=30),
    )
    search = (("organization__sort_key", "words"),)
    search_hint = "Слова из названия организации"
    ordering = "-on_date"
    create = Write(
        forms.HeadcountForm, records.record_headcount, "Новая численность", "Записать", "Численность записана."
    )
    edit = Write(forms.HeadcountForm, records.update_headcount, "Изменение численности")
    sections = (
        Facts(
            "Численность",
            (
                OWNER_FACT,
                Fact("on_date", kind=Kind.DATE),
                Fact("pedagogues", kind=Kind.NUMBER),
                Fact("managers", kind=Kind.NUMBER),
                "source",
            ),
        ),
    )
    help = "Сколько педагогов и руководителей числится официально (ОО-1 и подобное): с этим сверяется полнота штата."
    empty = "Здесь появится официальная численность организаций."


class ActResource(Resource):
    """Normative acts of bodies."""

    model = NormativeAct
    slug = "act"
    prefix = "acts/"
    titles = Titles("Нормативные акты", "акт", "акта", "актов")
    section = "organizations.papers"
    order = 30
    parent = PARENT
    columns = (
        Column("title", "Название", sort=True, link="self", width=60),
        Column("number", "Номер", sort=True),
        Column("signed_on", "Дата", kind=Kind.DATE, sort=True),
        ORGANIZATION,
    )
    search = (("title", "part"), ("number", "part"))
    search_hint = "Слово из названия или номер"
    ordering = "-signed_on"
    create = Write(forms.ActForm, records.publish_act, "Новый акт", "Записать", "Акт записан.")
    edit = Write(forms.ActForm, records.update_act, "Изменение акта")
    sections = (Facts("Нормативный акт", (OWNER_FACT, "title", "number", Fact("signed_on", kind=Kind.DATE), "url")),)
    help = "Акты органов системы: положения, приказы, планы."
    empty = "Здесь появятся нормативные акты."


class MembershipResource(Resource):
    """In which municipality an organization was: written by reorganizations, only read here."""

    model = Membership
    slug = "membership"
    prefix = "composition/"
    titles = Titles("Состав по датам", "вхождение", "вхождения", "вхождений")
    parent = PARENT
    detail = False
    columns = (
        Column("member_of", "Муниципалитет", source="member_of__name", sort="member_of__sort_key", width=40),
        ORGANIZATION,
        FROM,
        TO,
    )
    ordering = "valid_from"
    empty = "Здесь видно, в каком муниципалитете организация была на каждую дату."
