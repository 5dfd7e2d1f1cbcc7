"""The spreadsheets of selections of sites and of the applications to them."""

from apps.core.imports.kinds import Field, register
from apps.core.imports.plain import PlainImport
from apps.core.imports.plain_parts import cells, texts
from apps.core.imports.stage import Stage
from apps.core.imports.types import escape
from apps.core.tabular.columns import Column
from apps.core.tabular.values import DATE
from apps.organizations.services.references import owner, under
from apps.registers.models import Application, Selection

ORGANIZER = "Код организатора"
DECIDED = "По этой заявке решение уже принято: её больше не меняют."


@register
class SelectionsImport(PlainImport):
    """One row is a selection of sites."""

    code = "selections"
    title = "Отборы площадок"
    right = "registers"
    order = 250
    help = "Одна строка — объявленный отбор: какой статус, когда принимают заявки, акт об итогах."
    model = Selection
    refs = (owner(ORGANIZER),)
    own = cells(
        Selection, title="Отбор", start="Заявки с", end="Заявки по", kind="Статус", conditions="Условия",
        act="Акт об итогах",
    )  # fmt: skip
    key = ("organization_code", "title", "start")
    ordered = (("end", "start"),)


@register
class ApplicationsImport(PlainImport):
    """One row is an organization's application."""

    code = "applications"
    title = "Заявки на отбор площадок"
    right = "registers"
    order = 252
    help = (
        "Одна строка — заявка организации в дни отбора; решение по ней принимают на карточке: оно присваивает статус."
    )
    model = Application
    refs = (
        under(
            "registers_selection", "selection_id",
            (*texts(("selection", "Отбор", 300)), Field("opened", Column("Заявки с", DATE, required=True))),
            words={"selection": "title", "opened": "start"}, code="organizer_code", title=ORGANIZER,
            what="такого отбора", expected="отбор, объявленный этим организатором", placed=False,
        ),
        owner(),
    )  # fmt: skip
    own = cells(Application, submitted_on="Подана", topic="Тема", summary="Краткое описание", url="Ссылка")
    key = ("organizer_code", "selection", "opened", "organization_code")

    def rules(self, stage: Stage) -> None:
        """In the days of the selection; what is decided stands."""
        stage.join(
            "LEFT JOIN registers_selection s ON s.id = r.selection_id",
            "LEFT JOIN registers_application a ON a.id = r.stored_id",
            take={"first_day": "s.start", "last_day": 's."end"', "decided": "a.decided_on IS NOT NULL"},
        )
        stage.reject("selection", "decided", escape(DECIDED), f"r.decided AND ({self.differs()})")
        wrong = stage.sentence("submitted_on", "в этот день заявки на отбор не принимают", "день в сроки отбора")
        stage.reject("submitted_on", "out_of_time", wrong, "r.submitted_on NOT BETWEEN r.first_day AND r.last_day")
