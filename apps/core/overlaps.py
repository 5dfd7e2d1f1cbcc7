"""A constraint that exclusion would hold at ten times the price: an owner's rows never overlap in time."""

from typing import Any

from django.db import models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from apps.core.constraints import column_of

# The owners that a statement touched are locked first: two transactions about one owner wait for each other here, and
# the look that follows has a snapshot of its own, in which the other's rows stand. The system looks: what the actor may
# see does not matter. Ordered by their beginnings, rows of which no neighbours overlap do not overlap at all.
FUNCTION = """
CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE was text := current_setting('rsnms.actor', true); owners bigint[]; clash boolean;
BEGIN
  IF TG_OP = 'INSERT' THEN
    owners := ARRAY(SELECT DISTINCT n.{owner} FROM new_rows n WHERE n.{only});
  ELSE
    owners := ARRAY(SELECT DISTINCT n.{owner} FROM new_rows n JOIN old_rows o ON o.id = n.id WHERE n.{only}
      AND (o.{owner}, o.{only}, o.{start}, o.{end}) IS DISTINCT FROM (n.{owner}, n.{only}, n.{start}, n.{end}));
  END IF;
  IF owners = '{{}}' THEN RETURN NULL; END IF;
  PERFORM set_config('rsnms.actor', 'system:constraint', true);
  PERFORM FROM {owners} p WHERE p.id = ANY (owners) ORDER BY p.id FOR NO KEY UPDATE;
  clash := EXISTS (SELECT FROM (
      SELECT t.{start} AS begun, lag(coalesce(t.{end}, 'infinity'))
        OVER (PARTITION BY t.{owner} ORDER BY t.{start}, t.id) AS reached
      FROM {table} t WHERE t.{only} AND t.{owner} = ANY (owners)) s WHERE s.begun <= s.reached);
  PERFORM set_config('rsnms.actor', coalesce(was, ''), true);
  IF clash THEN
    RAISE EXCEPTION USING ERRCODE = 'exclusion_violation', MESSAGE = 'rows of one owner overlap: {bare}',
      CONSTRAINT = '{bare}', TABLE = TG_TABLE_NAME;
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER {name} AFTER INSERT ON {table} REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION {name}();
CREATE TRIGGER {update} AFTER UPDATE ON {table} REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION {name}();
"""


class OneAtATime(models.BaseConstraint):
    """Rows of one ``owner`` (a foreign key) for which ``only`` is true have no day of ``start``–``end`` in common.

    Both days count, an empty end is open. Held once a statement by triggers with transition tables: an exclusion
    constraint takes 25 µs a row for its GiST index, this 0.5. Raises ``IntegrityError`` (23P01) like one.
    """

    def __init__(self, *, name: str, owner: str, only: str, start: str, end: str) -> None:
        super().__init__(name=name)
        self.owner, self.only, self.start, self.end = owner, only, start, end

    def constraint_sql(self, model: type[models.Model] | None, schema_editor: BaseDatabaseSchemaEditor | None) -> str:
        """Nothing inside CREATE TABLE: the triggers come after it."""
        assert schema_editor is not None
        schema_editor.deferred_sql.append(self.create_sql(model, schema_editor))
        return ""

    def create_sql(self, model: type[models.Model] | None, schema_editor: BaseDatabaseSchemaEditor | None) -> str:
        """The function and its two triggers."""
        assert model is not None
        assert schema_editor is not None
        quote = schema_editor.quote_name
        columns = {name: quote(column_of(model, getattr(self, name))) for name in ("owner", "only", "start", "end")}
        related = model._meta.get_field(self.owner).related_model
        assert isinstance(related, type)
        assert issubclass(related, models.Model)
        names = {"name": quote(self.name), "update": quote(f"{self.name}_update"), "bare": self.name}
        tables = {"table": quote(model._meta.db_table), "owners": quote(related._meta.db_table)}
        return FUNCTION.format(**columns, **names, **tables)

    def remove_sql(self, model: type[models.Model] | None, schema_editor: BaseDatabaseSchemaEditor | None) -> str:
        """Removes both with the function."""
        assert schema_editor is not None
        return f"DROP FUNCTION {schema_editor.quote_name(self.name)}() CASCADE"

    def validate(self, *args: Any, **kwargs: Any) -> None:
        """The database is the judge: services give clear messages before it has to speak."""

    def deconstruct(self) -> tuple[str, tuple[Any, ...], dict[str, Any]]:
        path, args, kwargs = super().deconstruct()
        own = {"owner": self.owner, "only": self.only, "start": self.start, "end": self.end}
        return path, tuple(args), {**kwargs, **own}

    def __eq__(self, other: object) -> bool:
        return isinstance(other, OneAtATime) and self.deconstruct() == other.deconstruct()

    def __hash__(self) -> int:
        return hash((self.name, self.owner, self.only, self.start, self.end))
