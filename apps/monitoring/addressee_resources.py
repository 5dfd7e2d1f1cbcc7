"""Addressees of a round chosen by name: on its page one by one, in the list of organizations all that were found."""

from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest

from apps.core import access
from apps.core.actor import Actor, current
from apps.core.web import actions, filters
from apps.core.web.actions import Action
from apps.core.web.columns import Column
from apps.core.web.filters import RowFilter
from apps.core.web.history import name_verbs
from apps.core.web.resource import Resource, Titles, Write
from apps.core.web.sections import Fact, Facts
from apps.monitoring.enums import RoundState
from apps.monitoring.models import RoundAddressee
from apps.monitoring.services.questionnaires import choosing
from apps.monitoring.services.questionnaires.rights import builds, owns
from apps.monitoring.web.questionnaires.forms import AddresseeForm, ChooseForm
from apps.organizations.models import Organization
from apps.registers.models import Union, UnionMember

name_verbs({"choose_addressee": "адресат выбран", "leave_out_addressee": "адресат убран"})
ADDRESSEE: dict[str, Any] = {"link": "organizations.organization", "link_key": "addressee_id"}


class RoundAddresseeResource(Resource):
    """The organizations chosen by name for a round."""

    model = RoundAddressee
    slug = "addressee"
    prefix = "form-addressees/"
    titles = Titles("Адресаты сборов", "адресат", "адресата", "адресатов")
    parent = ("round", "monitoring.form_round")
    columns = (
        Column("addressee", "Организация", source="addressee__short_name", sort="addressee__sort_key", link="self",
               width=44),
        Column("municipality", "Муниципалитет", source="addressee__municipality__name", width=34),
        Column("form", "Форма", source="round__form__title", visible=False, width=46),
    )  # fmt: skip
    card = ("addressee", "municipality")
    ordering = "addressee"
    create = Write(AddresseeForm, choosing.choose_one, "Новый адресат", "Добавить", "Адресат добавлен.")
    actions = (
        Action("leave_out", "Убрать из адресатов", choosing.leave_out, "Адресат убран.", icon="x", bulk=True,
               consequence="Организация не получит отчёт, если её вид не отмечен в условиях сбора.",
               applies=lambda one: one.round.state == RoundState.DRAFT),
    )  # fmt: skip
    sections = (Facts("Адресат", (Fact("addressee__short_name", "Организация", **ADDRESSEE),)),)
    help = "Организации, которым сбор адресован отдельно, кроме отмеченных видов."
    empty = "Отдельно никто не выбран: сбор получат организации отмеченных видов."

    def may_create(self, actor: Actor) -> bool:
        return builds(actor) and actor.organization_id is not None

    def may_change(self, actor: Actor, obj: Any) -> bool:
        return owns(actor, obj.round)

    def objects(self, actor: Actor) -> QuerySet[RoundAddressee]:
        return self.rows(actor).select_related("round")

    def title_of(self, obj: RoundAddressee) -> str:
        return obj.addressee.short_name


def unions(request: HttpRequest | None) -> QuerySet[Union]:
    """The unions and communities in the reader's scope."""
    return Union.objects.filter(access.scope(Union, current()))


class UnionFilter(RowFilter):
    """Organizations where a union stands, or whose people are in it today."""

    def filter(self, rows: QuerySet[Organization], value: Union | None) -> QuerySet[Organization]:
        """Narrow by the union chosen."""
        if value is None:
            return rows
        members = UnionMember.objects.filter(union=value, end=None, organization=OuterRef("pk"))
        return rows.filter(Exists(members)) | rows.filter(pk=value.organization_id)


filters.add("organizations.organization", "union", UnionFilter(label="Объединение, сообщество", queryset=unions))
actions.add(
    "organizations.organization",
    Action(
        "ask_by_form", "Адресовать сбор по форме", choosing.choose, "Организации добавлены к адресатам сбора.",
        icon="send", form=ChooseForm, bulk=True, single=False, together=True, allowed=builds,
        consequence="Отчёт и уведомление они получат, когда сбор будет объявлен.",
    ),
)  # fmt: skip
