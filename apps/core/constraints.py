"""Constraints that PostgreSQL can hold and Django has no word for."""

from typing import Any

from django.db import models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def column_of(model: type[models.Model], field: str) -> str:
    """The database column of a concrete field."""
    found = model._meta.get_field(field)
    assert isinstance(found, models.Field)
    return str(found.column)


class CompositeForeignKey(models.BaseConstraint):
    """A foreign key over several columns, ON UPDATE CASCADE.

    A reference to a scoped row carries its scope, so a row cannot point into somebody else's (foreign keys are checked
    behind row-level security's back), and a move re-stamps everything that hangs on the moved row.
    """

    def __init__(
        self,
        *,
        name: str,
        fields: tuple[str, ...],
        table: str,
        columns: tuple[str, ...],
        deferred: bool = False,
    ) -> None:
        super().__init__(name=name)
        self.deferred = deferred
        self.fields = tuple(fields)
        self.table = table
        self.columns = tuple(columns)

    def _definition(self, model: type[models.Model], editor: BaseDatabaseSchemaEditor) -> str:
        own = ", ".join(editor.quote_name(column_of(model, field)) for field in self.fields)
        theirs = ", ".join(editor.quote_name(column) for column in self.columns)
        return (
            f"CONSTRAINT {editor.quote_name(self.name)} FOREIGN KEY ({own})"
            f" REFERENCES {editor.quote_name(self.table)} ({theirs}) ON UPDATE CASCADE"
            + (" DEFERRABLE INITIALLY DEFERRED" if self.deferred else "")
        )

    def constraint_sql(self, model: type[models.Model] | None, schema_editor: BaseDatabaseSchemaEditor | None) -> str:
        return self.create_sql(model, schema_editor)

    def create_sql(self, model: type[models.Model] | None, schema_editor: BaseDatabaseSchemaEditor | None) -> str:
        """Nothing now, the statement at the end of the migration: the key it refers to may be made after it."""
        assert model is not None
        assert schema_editor is not None
        table = schema_editor.quote_name(model._meta.db_table)
        statement = f"ALTER TABLE {table} ADD {self._definition(model, schema_editor)}"
        schema_editor.deferred_sql.append(statement)
        return ""

    def remove_sql(self, model: type[models.Model] | None, schema_editor: BaseDatabaseSchemaEditor | None) -> str:
        assert model is not None
        assert schema_editor is not None
        table = schema_editor.quote_name(model._meta.db_table)
        return f"ALTER TABLE {table} DROP CONSTRAINT {schema_editor.quote_name(self.name)}"

    def validate(self, *args: Any, **kwargs: Any) -> None:
        """The database is the judge: services give clear messages before it has to speak."""

    def deconstruct(self) -> tuple[str, tuple[Any, ...], dict[str, Any]]:
        path, args, kwargs = super().deconstruct()
        own = {"fields": self.fields, "table": self.table, "columns": self.columns, "deferred": self.deferred}
        return path, tuple(args), {**kwargs, **own}

    def __eq__(self, other: object) -> bool:
        return isinstance(other, CompositeForeignKey) and self.deconstruct() == other.deconstruct()

    def __hash__(self) -> int:
        return hash((self.name, self.fields, self.table, self.columns, self.deferred))


def placed_in_organization(name: str) -> CompositeForeignKey:
    """The row's unit columns are those of its organization, and follow it when it moves."""
    return CompositeForeignKey(
        name=name,
        fields=("organization", "municipality", "region"),
        table="organizations_organization",
        columns=("id", "municipality_id", "region_id"),
    )


def placed_with_person(
    name: str, prefix: str = "", person: str = "person", *, deferred: bool = False
) -> CompositeForeignKey:
    """The row's unit columns (with this prefix) are those of its person, and follow the person when they move."""
    names = ("organization", "municipality", "region", "managerial")
    return CompositeForeignKey(
        name=name,
        fields=(person, *(f"{prefix}{n}" for n in names)),
        table="teachers_person",
        columns=("id", "organization_id", "municipality_id", "region_id", "managerial"),
        deferred=deferred,
    )


def ordered(start: str, end: str, name: str) -> models.CheckConstraint:
    """An end is never before its start."""
    condition = models.Q(**{f"{end}__isnull": True}) | models.Q(**{f"{start}__isnull": True})
    return models.CheckConstraint(condition=condition | models.Q(**{f"{end}__gte": models.F(start)}), name=name)
