"""The spreadsheet of контрольные цифры of the federal platform."""

from __future__ import annotations

from apps.core.imports.checks import kept
from apps.core.imports.kinds import register
from apps.core.imports.plain import PlainImport
from apps.core.imports.plain_parts import Reference, cells, texts
from apps.core.imports.stage import LookUp, Stage
from apps.core.imports.types import escape
from apps.core.tabular.values import IntegerType
from apps.organizations.services.references import owner
from apps.programs.models import PlatformQuota

FIRST_YEAR, LAST_YEAR = 2000, 2100
OKTMO = "ОКТМО муниципалитета"
MORE = "Принято: больше, чем подано заявок; ожидается число не больше него."
# The municipality as it was in the year: a code may have been taken over by another row.
IN_FORCE = (
    "{t}.id = (SELECT m.id FROM organizations_municipality m WHERE m.oktmo = r.oktmo AND NOT m.regional"
    " AND coalesce(m.valid_from, '-infinity') <= make_date(r.year, 12, 31)"
    " AND coalesce(m.valid_to, 'infinity') >= make_date(r.year, 1, 1) ORDER BY m.valid_from DESC NULLS LAST LIMIT 1)"
)


@register
class QuotasImport(PlainImport):
    """One row is the quota of a municipality in a year for a course of the federal platform."""

    code = "quotas"
    title = "Контрольные цифры"
    right = "programs"
    order = 72
    help = "Одна строка — сколько человек муниципалитет направляет за год на программу федеральной платформы."
    model = PlatformQuota
    refs = (
        owner("Код организации"),
        Reference(
            fields=texts(("oktmo", OKTMO, 8)),
            column="territory_id",
            shown=("of_territory.oktmo",),
            joins="JOIN organizations_municipality of_territory ON of_territory.id = t.territory_id",
            sought=LookUp(
                "oktmo",
                table="organizations_municipality",
                match=IN_FORCE,
                take={"territory_id": "{t}.id"},
                what="такого муниципалитета в этом году",
                expected="ОКТМО муниципалитета",
            ),
        ),
    )
    own = cells(
        PlatformQuota, {"year": IntegerType(FIRST_YEAR, LAST_YEAR)}, year="Год",
        course="Программа федеральной платформы", quota="Контрольная цифра", applied="Подано заявок",
        accepted="Принято",
    )  # fmt: skip
    key = ("organization_code", "year", "oktmo", "course")

    def rules(self, stage: Stage) -> None:
        """Nobody is accepted who has not applied."""
        accepted = f"coalesce({kept('accepted', 'r.stored_accepted')}, 0)"
        applied = f"coalesce({kept('applied', 'r.stored_applied')}, 0)"
        stage.reject("accepted", "contradiction", escape(MORE), f"{accepted} > {applied}")
