"""Forms of organizations and of what they hold."""

from typing import Any

from django import forms
from django.db.models import Q

from apps.core import access
from apps.core.access import WRITE
from apps.core.actor import Actor, current
from apps.core.web.forms import Form, RecordForm
from apps.core.web.lookup import LookupField
from apps.organizations.models import (
    Agreement,
    Headcount,
    Municipality,
    NormativeAct,
    Organization,
    Region,
    SiteStatus,
    StatusFlag,
)

WHERE_CODE = "Тот же, что в таблицах, которые вы загружаете."


def own_places(actor: Actor) -> Q:
    """The municipalities where the actor may have organizations."""
    level = "installation" if actor.is_system else access.rights().level(actor, "organizations", WRITE)
    if level == "installation":
        return Q()
    if level == "region":
        return Q(region_id=actor.region_id)
    return Q(pk=actor.municipality_id)


class OrganizationForm(RecordForm):
    """The card of an organization."""

    home = LookupField(
        "organizations.municipality",
        where=own_places,
        label="Муниципалитет",
        help_text="Начните набирать название или ОКТМО; для органов региона выберите сам регион.",
    )
    parent = LookupField("organizations.organization", label="Вышестоящая организация", required=False)
    groups = (
        ("", ("code", "kind", "full_name", "short_name", "founder")),
        ("Где находится", ("home", "parent", "address")),
        ("Реквизиты и связь", ("inn", "ogrn", "site", "email", "phone")),
        ("Сроки", ("opened_on", "closed_on")),
    )

    class Meta:
        model = Organization
        fields = (
            "code",
            "kind",
            "full_name",
            "short_name",
            "founder",
            "home",
            "parent",
            "address",
            "inn",
            "ogrn",
            "site",
            "email",
            "phone",
            "opened_on",
            "closed_on",
        )
        help_texts = {"code": WHERE_CODE, "short_name": "Так организация называется в списках."}

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["short_name"].required = False


class MunicipalityForm(RecordForm):
    """A municipality of the actor's region."""

    class Meta:
        model = Municipality
        fields = ("region", "oktmo", "name", "center", "latitude", "longitude", "valid_from", "valid_to")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        actor = current()
        wide = actor.is_system or actor.level == "installation"
        self.fields["region"].queryset = Region.objects.filter(Q() if wide else Q(pk=actor.region_id))  # type: ignore[attr-defined]


class MergeForm(Form):
    """What the reorganized municipalities become."""

    on = forms.DateField(label="Первый день нового муниципалитета")
    name = forms.CharField(label="Название", max_length=200)
    oktmo = forms.CharField(label="ОКТМО", max_length=8, min_length=8, help_text="Восемь цифр.")


class CloseForm(Form):
    """The day of closing."""

    closed_on = forms.DateField(label="Дата закрытия")


class EndForm(Form):
    """The last day of what an organization holds."""

    valid_to = forms.DateField(label="Последний день")


class HeldForm(RecordForm):
    """What an organization holds: the organization first."""

    organization = LookupField("organizations.organization", action=WRITE, only=True, label="Организация")


class FlagForm(HeldForm):
    """ШНОР or ШНСУ."""

    class Meta:
        model = StatusFlag
        fields = ("organization", "flag", "valid_from", "valid_to")


class SiteStatusForm(HeldForm):
    """A status of a site."""

    class Meta:
        model = SiteStatus
        fields = ("organization", "kind", "topic", "act", "valid_from", "valid_to")


class AgreementForm(HeldForm):
    """A tripartite agreement."""

    class Meta:
        model = Agreement
        fields = ("organization", "number", "signed_on", "valid_to")


class HeadcountForm(HeldForm):
    """The official headcount on a date."""

    class Meta:
        model = Headcount
        fields = ("organization", "on_date", "pedagogues", "managers", "source")


class ActForm(HeldForm):
    """A normative act."""

    url = forms.URLField(label="Ссылка", max_length=300, required=False, assume_scheme="https")

    class Meta:
        model = NormativeAct
        fields = ("organization", "title", "number", "signed_on", "url")
