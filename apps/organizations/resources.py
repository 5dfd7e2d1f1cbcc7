"""Organizations, what they hold, municipalities: the lists of the section «Организации»."""

from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from apps.core import access
from apps.core.access import WRITE
from apps.core.actor import Actor
from apps.core.text import format_date, format_interval
from apps.core.web.actions import Action
from apps.core.web.columns import Column, Kind
from apps.core.web.history import name_verbs
from apps.core.web.resource import Resource, Titles, Write
from apps.core.web.sections import Fact, Facts, Related
from apps.organizations import agenda, filters, forms, held_resources  # noqa: F401 - they register themselves
from apps.organizations.models import Municipality, Organization
from apps.organizations.services import organizations as services
from apps.organizations.services import territory

name_verbs(
    {
        "create_organization": "организация заведена",
        "update_organization": "карточка изменена",
        "close_organization": "организация закрыта",
        "reopen_organization": "закрытие отменено",
        "reorganize": "муниципалитет преобразован",
        "create_municipality": "муниципалитет заведён",
        "update_municipality": "муниципалитет изменён",
        "load_boundary": "граница для карт загружена",
    }
)
MUNICIPALITY: dict[str, Any] = {"link": "organizations.municipality", "link_key": "municipality_id"}


class MunicipalityResource(Resource):
    """Municipalities with their validity (an open dictionary)."""

    model = Municipality
    slug = "municipality"
    prefix = "municipalities/"
    titles = Titles("Муниципалитеты", "муниципалитет", "муниципалитета", "муниципалитетов")
    right = "organizations"
    section = "organizations"
    order = 12
    columns = (
        Column("name", "Муниципалитет", sort="sort_key", link="self", width=40),
        Column("oktmo", "ОКТМО", sort=True, width=12),
        Column("region", "Регион", source="region__name", sort="region__sort_key", visible=False, width=30),
        Column("center", "Центр", sort=True),
        Column("valid_from", "Действует с", kind=Kind.DATE, sort=True),
        Column("valid_to", "Действует по", kind=Kind.DATE, sort=True),
        Column("successor", "Преемник", source="successor__name", sort="successor__sort_key",
               link="organizations.municipality", link_key="successor_id", width=40),
    )  # fmt: skip
    card = ("name", "oktmo", "valid_to")
    filterset = filters.MunicipalityFilters
    search = (("sort_key", "words"), ("oktmo", "starts"))
    search_hint = "Название или ОКТМО"
    ordering = "name"
    create = Write(forms.MunicipalityForm, territory.create_municipality, "Новый муниципалитет", "Завести",
                   "Муниципалитет заведён.")  # fmt: skip
    edit = Write(forms.MunicipalityForm, territory.update_municipality, "Муниципалитет")
    actions = (
        Action(
            "merge",
            "Преобразовать или объединить",
            territory.merge_municipalities,
            "Муниципалитет преобразован.",
            icon="switch-horizontal",
            form=forms.MergeForm,
            consequence="Выбранные муниципалитеты закончатся накануне этого дня, их организации перейдут в новый. "
            "Отчёты за прежние даты останутся в прежнем составе.",
            danger=True,
            bulk=True,
            together=True,
            applies=lambda municipality: municipality.successor_id is None and not municipality.regional,
        ),
    )
    sections = (
        Facts(
            "Муниципалитет",
            (
                "oktmo",
                Fact("region__name", "Регион"),
                "center",
                Fact("valid", "Действует", write=lambda m: format_interval(m.valid_from, m.valid_to)),
                Fact("successor__name", "Преемник", link="organizations.municipality", link_key="successor_id",
                     hide_empty=True),
            ),
        ),
        Related("organizations", "Организации", "organizations.organization", "municipality",
                columns=("short_name", "kind", "founder", "opened_on", "closed_on"),
                empty="В муниципалитете нет организаций, открытых вам."),
    )  # fmt: skip
    help = "Состав региона с датами: после преобразования отчёт за прежнюю дату считается в прежнем составе."
    empty = "Здесь появятся муниципалитеты региона."

    @classmethod
    def may(cls, actor: Actor, action: str) -> bool:
        """Everybody who reads organizations reads the dictionary; who keeps dictionaries changes it."""
        kind = "dictionaries" if action == WRITE else cls.kind()
        return actor.is_system or bool(access.rights().level(actor, kind, action))

    def rows(self, actor: Actor) -> QuerySet[Municipality]:
        """The actor's region; the whole country for the administrator of the installation."""
        wide = actor.is_system or actor.level == "installation"
        return Municipality.objects.filter(Q() if wide else Q(region=actor.region_id))


class OrganizationResource(Resource):
    """Organizations of all kinds."""

    model = Organization
    slug = "organization"
    titles = Titles("Организации", "организация", "организации", "организаций")
    section = "organizations"
    order = 10
    columns = (
        Column("short_name", "Организация", sort="sort_key", link="self", width=40),
        Column("code", "Код", sort=True, width=14),
        Column("kind", "Тип", sort=True, width=20),
        Column("municipality", "Муниципалитет", source="municipality__name", sort="municipality__sort_key",
               width=34, **MUNICIPALITY),
        Column("founder", "Учредитель", sort=True, width=16),
        Column("opened_on", "Открыта", kind=Kind.DATE, sort=True, visible=False, width=12),
        Column("closed_on", "Закрыта", kind=Kind.DATE, sort=True, width=12),
        Column("full_name", "Полное наименование", visible=False, width=60),
        Column("inn", "ИНН", sort=True, visible=False, width=14),
        Column("ogrn", "ОГРН", sort=True, visible=False, width=16),
        Column("parent", "Вышестоящая", source="parent__short_name", visible=False,
               link="organizations.organization", link_key="parent_id", width=34),
        Column("address", "Адрес", visible=False, width=50),
        Column("email", "Электронная почта", visible=False, width=26),
        Column("phone", "Телефон", visible=False, width=20),
        Column("site", "Сайт", visible=False, width=26),
    )  # fmt: skip
    card = ("short_name", "kind", "municipality")
    filterset = filters.OrganizationFilters
    search = (("sort_key", "words"), ("code", "equals"), ("inn", "equals"))
    search_hint = "Слова из названия, код или ИНН"
    ordering = "short_name"
    create = Write(forms.OrganizationForm, services.create_organization, "Новая организация", "Завести",
                   "Организация заведена.")  # fmt: skip
    edit = Write(forms.OrganizationForm, services.update_organization, "Карточка организации")
    actions = (
        Action(
            "close",
            "Закрыть организацию",
            services.close_organization,
            "Организация закрыта.",
            icon="archive",
            form=forms.CloseForm,
            consequence="С этого дня организация не входит в показатели. Люди и записи останутся; места работы, "
            "которые в ней продолжаются, попадут в замечания к данным.",
            danger=True,
            bulk=True,
            applies=lambda organization: organization.closed_on is None,
        ),
        Action(
            "reopen",
            "Отменить закрытие",
            services.reopen_organization,
            "Закрытие отменено.",
            icon="arrow-back-up",
            consequence="Организация снова будет считаться действующей.",
            applies=lambda organization: organization.closed_on is not None,
        ),
    )
    sections = (
        Facts(
            "Организация",
            (
                "full_name",
                "code",
                "kind",
                "founder",
                Fact("municipality__name", "Муниципалитет", **MUNICIPALITY),
                Fact("parent__short_name", "Вышестоящая", link="organizations.organization", link_key="parent_id"),
                Fact("opened_on", kind=Kind.DATE),
                Fact("closed_on", kind=Kind.DATE, hide_empty=True),
            ),
        ),
        Facts("Реквизиты и связь", ("inn", "ogrn", "address", "site", "email", "phone")),
        Related("flags", "Признаки", "organizations.flag", "organization",
                columns=("flag", "valid_from", "valid_to"), add="Добавить признак",
                empty="Ни ШНОР, ни ШНСУ организация не была.", order=20),
        Related("sites", "Статусы площадок", "organizations.site", "organization",
                columns=("kind", "topic", "act", "valid_from", "valid_to"), add="Добавить статус",
                empty="Статусов РИП, стажировочной площадки, ММРЦ или ОБИП нет.", order=22),
        Related("headcounts", "Численность", "organizations.headcount", "organization",
                columns=("on_date", "pedagogues", "managers", "source"), add="Добавить численность",
                empty="Официальная численность (ОО-1) не введена: с ней сверяется полнота штата.", order=24),
        Related("agreements", "Соглашения", "organizations.agreement", "organization",
                columns=("number", "signed_on", "valid_to"), add="Добавить соглашение",
                empty="Трёхсторонних соглашений нет.", order=26),
        Related("acts", "Акты", "organizations.act", "organization",
                columns=("title", "number", "signed_on"), add="Добавить акт",
                empty="Нормативных актов нет.", order=28),
        Related("children", "Подразделения", "organizations.organization", "parent",
                columns=("short_name", "kind", "municipality"), empty="Подчинённых организаций нет.", order=30),
        Related("composition", "Состав по датам", "organizations.membership", "organization",
                columns=("member_of", "valid_from", "valid_to"), order=90),
    )  # fmt: skip
    help = "Школы, детские сады, органы и службы региона: то, в чём работают люди и что входит в показатели."
    empty = "Здесь появятся организации. Заведите первую или загрузите таблицу в разделе «Данные»."

    def lead_of(self, obj: Organization) -> str:
        closed = f" · закрыта {format_date(obj.closed_on)}" if is_closed(obj) else ""
        return f"{obj.get_kind_display()} · {obj.municipality}{closed}"

    def objects(self, actor: Actor) -> QuerySet[Organization]:
        return super().objects(actor).select_related("municipality")


def is_closed(organization: Organization) -> bool:
    """Whether the organization is closed today."""
    return organization.closed_on is not None and organization.closed_on <= timezone.localdate()
