"""The spreadsheets of what an organization holds: statuses of sites, agreements, normative acts, headcounts."""

from apps.core.imports.kinds import register
from apps.core.imports.plain import PlainImport
from apps.core.imports.plain_parts import cells
from apps.organizations.models import Agreement, Headcount, NormativeAct, SiteStatus
from apps.organizations.services.references import owner


@register
class SitesImport(PlainImport):
    """One row is a status of a site, from–to, by an act."""

    code = "sites"
    title = "Статусы площадок"
    right = "organizations"
    order = 200
    help = "Одна строка — статус организации (РИП, стажировочная площадка, ММРЦ, ОБИП) с какого дня и по какому акту."
    model = SiteStatus
    refs = (owner(),)
    own = cells(SiteStatus, kind="Статус", valid_from="С", valid_to="По", topic="Тема", act="Акт")
    key = ("organization_code", "kind", "valid_from")
    ordered = (("valid_to", "valid_from"),)


@register
class AgreementsImport(PlainImport):
    """One row is a tripartite agreement of a municipal authority."""

    code = "agreements"
    title = "Трёхсторонние соглашения"
    right = "organizations"
    order = 202
    help = "Одна строка — соглашение муниципального органа управления с РОИВ и ИРО."
    model = Agreement
    refs = (owner(),)
    own = cells(Agreement, number="Номер", signed_on="Дата", valid_to="Действует по")
    key = ("organization_code", "number", "signed_on")
    ordered = (("valid_to", "signed_on"),)


@register
class ActsImport(PlainImport):
    """One row is a normative act."""

    code = "acts"
    title = "Нормативные акты"
    right = "organizations"
    order = 204
    help = "Одна строка — акт органа системы методического сопровождения."
    model = NormativeAct
    refs = (owner(),)
    own = cells(NormativeAct, number="Номер", signed_on="Дата", title="Название", url="Ссылка")
    key = ("organization_code", "number", "signed_on")


@register
class HeadcountsImport(PlainImport):
    """One row is the official headcount of an organization on a day."""

    code = "headcounts"
    title = "Официальная численность"
    right = "organizations"
    order = 206
    help = "Одна строка — сколько работников у организации на дату по отчётности (ОО-1 и подобные)."
    model = Headcount
    refs = (owner(),)
    own = cells(
        Headcount, on_date="На дату", pedagogues="Педагогических работников", managers="Руководящих работников",
        source="Источник",
    )  # fmt: skip
    key = ("organization_code", "on_date")
