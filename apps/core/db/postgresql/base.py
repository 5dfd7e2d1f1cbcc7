"""PostgreSQL behind the wall: every connection works as ``rsnms_app``; only schema work returns to the owner.

Nothing else in the project says SET or RESET ROLE (tests/architecture hold that): docs/adr/0002-row-level-security.md.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db.backends.postgresql import base, creation, operations, schema
from django.db.backends.utils import CursorWrapper
from django.utils.module_loading import import_string
from psycopg import errors, sql

NO_DB_ALIAS = "__no_db__"
MIGRATION_ACTOR = "system:migrate"


class DatabaseSchemaEditor(schema.DatabaseSchemaEditor):
    """Schema work as the owner of the schema, under the actor ``system:migrate``."""

    connection: "DatabaseWrapper"

    def __enter__(self) -> "DatabaseSchemaEditor":
        super().__enter__()
        self.connection.become_owner()
        return self

    def __exit__(self, exc_type: Any, exc_value: Any, traceback: Any) -> None:
        try:
            super().__exit__(exc_type, exc_value, traceback)
        finally:
            self.connection.become_app()

    def create_model(self, model: Any) -> None:
        """Create the table locked: until its policies are made nobody reads it (a table cannot be forgotten)."""
        super().create_model(model)
        from apps.core import wall

        if wall.is_walled(model._meta.db_table):
            self.execute(wall.lock_sql(model._meta.db_table))


class DatabaseOperations(operations.DatabaseOperations):
    connection: "DatabaseWrapper"

    def execute_sql_flush(self, sql_list: Any) -> None:
        """TRUNCATE is the owner's: the application role has no right to it."""
        with self.connection.owner():
            super().execute_sql_flush(sql_list)


class DatabaseCreation(creation.DatabaseCreation):
    connection: "DatabaseWrapper"


class DatabaseWrapper(base.DatabaseWrapper):
    SchemaEditorClass = DatabaseSchemaEditor
    ops_class = DatabaseOperations
    creation_class = DatabaseCreation

    def get_new_connection(self, conn_params: Any) -> Any:
        if ensure := self.settings_dict.get("ENSURE"):
            import_string(ensure)()
        return super().get_new_connection(conn_params)

    def _configure_role(self, connection: Any) -> bool:
        """SET ROLE after connecting; the role is made at the first connection of a new server."""
        role = self.settings_dict["OPTIONS"].get("assume_role")
        if not role or self.alias == NO_DB_ALIAS:
            return False
        identifier = sql.Identifier(role)
        with connection.cursor() as cursor:
            try:
                cursor.execute(sql.SQL("SET ROLE {}").format(identifier))
            except (errors.InvalidParameterValue, errors.UndefinedObject, errors.InsufficientPrivilege):
                connection.rollback()
                create_role(cursor, role)
                cursor.execute(sql.SQL("SET ROLE {}").format(identifier))
        return True

    def become_owner(self) -> None:
        """Return to the login for schema work and prepare what new tables grant to the application role."""
        role = self.settings_dict["OPTIONS"].get("assume_role")
        with self.cursor() as cursor:
            cursor.execute("RESET ROLE")
            cursor.execute("SELECT set_config('rsnms.actor', %s, false)", [MIGRATION_ACTOR])
            if role and not getattr(self, "_granted", False):
                grant_defaults(cursor, role)
                self._granted = True

    def become_app(self) -> None:
        """Go back behind the wall; a broken transaction restores the role by its rollback."""
        role = self.settings_dict["OPTIONS"].get("assume_role")
        if role and not self.needs_rollback and self.connection is not None:
            with self.cursor() as cursor:
                cursor.execute("SELECT set_config('rsnms.actor', '', false)")
                cursor.execute(sql.SQL("SET ROLE {}").format(sql.Identifier(role)))

    @contextmanager
    def owner(self) -> Iterator[None]:
        """A block of work as the owner of the schema: flush, policies, maintenance."""
        self.become_owner()
        try:
            yield
        finally:
            self.become_app()

    def analyze(self, *tables: str) -> None:
        """Tell the planner what the tables hold now: only their owner may, and autovacuum may be a minute away."""
        role = self.settings_dict["OPTIONS"].get("assume_role")
        names = sql.SQL(", ").join(map(sql.Identifier, tables))
        with self.cursor() as cursor:
            cursor.execute("RESET ROLE")
            cursor.execute(sql.SQL("ANALYZE {}").format(names))
            if role:
                cursor.execute(sql.SQL("SET ROLE {}").format(sql.Identifier(role)))


def create_role(cursor: Any, role: str) -> None:
    """Make the application role and join it; another process may have made it first."""
    identifier = sql.Identifier(role)
    try:
        cursor.execute(sql.SQL("CREATE ROLE {} NOLOGIN").format(identifier))
    except (errors.DuplicateObject, errors.UniqueViolation):
        cursor.connection.rollback()
    cursor.execute(sql.SQL("GRANT {} TO CURRENT_USER").format(identifier))
    cursor.connection.commit()


def grant_defaults(cursor: CursorWrapper, role: str) -> None:
    """Rights of the application role on everything the owner makes: rows, never TRUNCATE or DDL."""
    name = sql.Identifier(role)
    for statement in (
        "GRANT USAGE ON SCHEMA public TO {}",
        "ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {}",
        "ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO {}",
        "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {}",
        "GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {}",
    ):
        cursor.execute(sql.SQL(statement).format(name))
