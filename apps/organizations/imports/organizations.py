"""The spreadsheet of organizations (FORMATS.md, kind ``organizations``)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from apps.core.imports.checks import kept, not_before, require
from apps.core.imports.kinds import Field, ImportKind, register
from apps.core.imports.stage import Stage
from apps.core.imports.stored import stored_rows
from apps.core.imports.types import choice, natural_key_sql
from apps.core.imports.upsert import Target, upsert
from apps.core.tabular.codes import INN, OGRN, OKTMO
from apps.core.tabular.columns import Column
from apps.core.tabular.values import DATE, EMAIL, LOGICAL, TextType
from apps.organizations.enums import OPEN_BODIES, REGIONAL_BODIES, Flag, Founder, OrganizationKind
from apps.organizations.imports import flags, homes, parents
from apps.organizations.models import Organization, StatusFlag
from apps.organizations.services.lookup import offered_codes, territories
from apps.organizations.services.placement import follow_visibility, rebuild_memberships

OWN_FIELDS = (
    "kind", "full_name", "short_name", "inn", "ogrn", "address", "site", "email", "phone", "founder", "opened_on",
    "closed_on", "home_id", "parent_id",
)  # fmt: skip


def one_of(kinds: frozenset[str]) -> str:
    """Whether the final kind is among these, as SQL."""
    return "n.kind IN (" + ", ".join(f"'{kind}'" for kind in sorted(kinds)) + ")"


ORGANIZATION = Target(
    Organization,
    into="organization_id",
    key={"code": "code"},
    fields={name: name for name in OWN_FIELDS},
    # The place of today is stamped by the timeline; until then it is the home.
    insert={"municipality_id": "m.id", "region_id": "m.region_id"},
    join="JOIN organizations_municipality m ON m.id = g.home_id",
    derived={
        "sort_key": f"left({natural_key_sql('n.short_name')}, 200)",
        "shared": one_of(REGIONAL_BODIES),
        "open": one_of(OPEN_BODIES),
    },
    planned="planned_id",
    primary=True,
)


@register
class OrganizationsImport(ImportKind):
    """One row is an organization of any kind."""

    code = "organizations"
    title = "Организации"
    right = "organizations"
    order = 20
    help = "ОКТМО действует на все даты, которые не покрыты преобразованиями муниципалитетов."
    models = (Organization, StatusFlag)
    key = ("code",)
    fields = (
        Field("code", Column("Код", TextType(40), required=True)),
        Field("kind", Column("Тип", choice(OrganizationKind), required=True, width=26)),
        Field("full_name", Column("Полное наименование", TextType(500), required=True, width=50)),
        Field("short_name", Column("Краткое наименование", TextType(200), width=30)),
        Field("inn", Column("ИНН", INN)),
        Field("ogrn", Column("ОГРН", OGRN)),
        Field("oktmo", Column("ОКТМО", OKTMO, required=True, width=12)),
        Field("parent_code", Column("Код вышестоящей", TextType(40))),
        Field("address", Column("Адрес", TextType(500), width=40)),
        Field("site", Column("Сайт", TextType(200))),
        Field("email", Column("E-mail", EMAIL)),
        Field("phone", Column("Телефон", TextType(60))),
        Field("founder", Column("Учредитель", choice(Founder))),
        Field("opened_on", Column("Открыта", DATE)),
        Field("closed_on", Column("Закрыта", DATE)),
        Field("shnor", Column("ШНОР", LOGICAL, help="Действует со дня загрузки", width=8)),
        Field("shnsu", Column("ШНСУ", LOGICAL, help="Действует со дня загрузки", width=8)),
    )

    def resolve(self, stage: Stage) -> None:
        """Home, stored row, parent."""
        homes.find_homes(stage)
        find_stored(stage)
        require(stage, "kind", "full_name", "oktmo", where="r.stored_id IS NULL")
        not_before(
            stage, "closed_on", "opened_on", stored_later="r.stored_closed_on", stored_earlier="r.stored_opened_on"
        )
        homes.refuse_regional_level(stage)
        homes.refuse_foreign_places(stage)
        parents.find_parents(stage)
        default_short_names(stage)

    def write(self, stage: Stage) -> None:
        """Organizations, flags; then their timelines and places."""
        upsert(stage, ORGANIZATION)
        flags.write_flags(stage)
        written = stage.rows(
            "SELECT DISTINCT id FROM import_written WHERE model = %s", [Organization._meta.label_lower]
        )
        if written:
            rebuild_memberships([row[0] for row in written], today=stage.today)
        turned = stage.rows(
            "SELECT object FROM import_change WHERE model = %s AND field = 'kind'", [ORGANIZATION.label]
        )
        follow_visibility([row[0] for row in turned])

    def references(self) -> dict[str, Sequence[str]]:
        """Codes of territories and of organizations above."""
        return {"ОКТМО": territories(), "Код вышестоящей": offered_codes()}

    def stored_rows(self) -> Iterable[Sequence[object]]:
        """The organizations with their current flags."""
        return stored_rows(
            Organization,
            (
                *(f"t.{name}" for name in ("code", "kind", "full_name", "short_name", "inn", "ogrn")),
                "h.oktmo",
                "p.code",
                *(f"t.{name}" for name in ("address", "site", "email", "phone", "founder", "opened_on", "closed_on")),
                *(flags.held(flag) for flag in Flag),
            ),
            joins="JOIN organizations_municipality h ON h.id = t.home_id"
            " LEFT JOIN organizations_organization p ON p.id = t.parent_id",
            order="t.sort_key, t.id",
        )


def find_stored(stage: Stage) -> None:
    """The stored organization and what the row leaves of it."""
    stage.join(
        "LEFT JOIN organizations_organization o ON o.code = r.code",
        "LEFT JOIN organizations_municipality m ON m.id = o.home_id",
        take={
            "stored_id": "o.id",
            "planned_id": "coalesce(o.id, nextval('organizations_organization_id_seq'))",
            "stored_opened_on": "o.opened_on",
            "stored_closed_on": "o.closed_on",
            "stored_kind": "o.kind",
            "stored_full_name": "o.full_name",
            "stored_home_id": "o.home_id",
            "stored_municipality_id": "o.municipality_id",
            "stored_region_id": "o.region_id",
            "stored_parent_id": "o.parent_id",
            "stored_regional": "m.regional",
            "final_kind": kept("kind", "o.kind"),
        },
    )


def default_short_names(stage: Stage) -> None:
    """The short name is the full one unless given."""
    stage.run(
        "UPDATE import_row r SET short_name = left(coalesce(r.full_name, r.stored_full_name), 200)"
        " WHERE r.live AND r.short_name IS NULL AND (r.stored_id IS NULL OR 'short_name' = ANY (r.cleared))"
    )
