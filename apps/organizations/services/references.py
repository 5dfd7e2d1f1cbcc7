"""Cells of plain sheets that name organizations."""

from apps.core.imports.plain_parts import Reference
from apps.core.imports.sheet import Field
from apps.core.imports.stage import LookUp
from apps.core.tabular.columns import Column
from apps.core.tabular.values import TextType
from apps.organizations.services.lookup import COLUMNS, offered_codes

CODE = "organization_code"
TITLE = "Код организации"


def code_cell(name: str = CODE, title: str = TITLE, *, required: bool = True) -> Field:
    """A cell with an organization's code."""
    return Field(name, Column(title, TextType(40), required=required))


def code_of(name: str) -> str:
    """The id of the organization that a cell names, as SQL over ``r``."""
    return f'(SELECT o.id FROM organizations_organization o WHERE o.code = r."{name}")'


def owner(title: str = TITLE) -> Reference:
    """The organization a row is placed with."""
    take = {"organization_id": "{t}.id", **{name: f"{{t}}.{name}" for name in COLUMNS[1:]}}
    return organization_cell("organization_id", title, CODE, take=take)


def organization_cell(
    column: str, title: str = TITLE, name: str = CODE, *, take: dict[str, str] | None = None
) -> Reference:
    """An organization that a row names."""
    sought = LookUp(
        name,
        table="organizations_organization",
        match=f'{{t}}.code = r."{name}"',
        take=take or {column: "{t}.id"},
        what="такой организации",
        expected="код организации из справочника",
    )
    alias = f"of_{column}"
    return Reference(
        fields=(code_cell(name, title),),
        column=column,
        shown=(f"{alias}.code",),
        joins=f'JOIN organizations_organization {alias} ON {alias}.id = t."{column}"',
        sought=sought,
        offered=lambda: {title: offered_codes()},
    )


def under(
    table: str, column: str, named: tuple[Field, ...], *, what: str, expected: str, placed: bool = True,
    words: dict[str, str] | None = None, code: str = CODE, title: str = TITLE,
) -> Reference:  # fmt: skip
    """A row that lies at an organization, named by the organization's code and the key it has there.

    ``named`` are the cells of that key, ``words`` their columns where those are called otherwise; ``placed`` says that
    the new row lies where that row does.
    """
    columns = words or {f.name: f.name for f in named}
    same = " AND ".join(f'{{t}}."{theirs}" = r."{name}"' for name, theirs in columns.items())
    place = {name: f"{{t}}.{name}" for name in COLUMNS} if placed else {}
    sought = LookUp(
        named[0].name,
        table=table,
        match=f"{{t}}.organization_id = {code_of(code)} AND {same}",
        take={column: "{t}.id", **place},
        what=what,
        expected=expected,
    )
    return Reference(
        fields=(code_cell(code, title), *named),
        column=column,
        shown=("up_o.code", *(f'up."{columns[f.name]}"' for f in named)),
        joins=f'JOIN "{table}" up ON up.id = t."{column}"'
        " JOIN organizations_organization up_o ON up_o.id = up.organization_id",
        sought=sought,
        offered=lambda: {title: offered_codes()},
    )
