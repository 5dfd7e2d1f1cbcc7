"""The history of an import: one entry for every object written, in the name of who asked for it."""

from __future__ import annotations

from django.db import models

from apps.core.actor import acting
from apps.core.followers import follow, followed
from apps.core.imports.stage import Stage

UNSEEN = frozenset({"snils"})
CHANGES = "(SELECT jsonb_object_agg(c.field, c.{0}) FROM import_change c WHERE c.model = w.model AND c.object = w.id)"
ENTRIES = """
INSERT INTO core_historyentry (at, actor_key, actor_label, user_id, request_id, region_ref, municipality_ref,
    organization_ref, person_ref, verb, object_kind, object_ref, object_label, before, after)
SELECT now(), %(actor_key)s, %(actor_label)s, %(user_id)s, %(request_id)s, {places}, 'import', w.model,
    w.id::text, %(name)s || ' № ' || w.id, {before}, {after}
FROM (SELECT {each} model, id FROM import_written WHERE model = %(label)s AND created {side}) w
JOIN "{table}" t ON t.id = w.id
"""


def write_history(stage: Stage, model: type[models.Model]) -> None:
    """What a new object holds, what changed in an old one."""
    label = model._meta.label_lower
    counted = stage.rows("SELECT DISTINCT created FROM import_written WHERE model = %s", [label])
    values = {**stage.who, "label": label, "name": str(model._meta.verbose_name)}
    columns = {field.column for field in model._meta.concrete_fields}
    hidden = "".join(f" - '{name}'" for name in sorted(UNSEEN & columns))
    for (created,) in counted:
        # An object made by this import and touched again by it stands among the new ones only.
        side = (
            ""
            if created
            else "IS FALSE AND id NOT IN (SELECT id FROM import_written WHERE model = %(label)s AND created)"
        )
        statement = ENTRIES.format(
            table=model._meta.db_table,
            places=places(model),
            side=side,
            # Made once, changed perhaps by several steps.
            each="" if created else "DISTINCT",
            before="'{}'::jsonb" if created else f"coalesce({CHANGES.format('old')}, '{{}}')",
            after=f"to_jsonb(t){hidden}" if created else f"coalesce({CHANGES.format('new')}, '{{}}')",
        )
        stage.run(statement, values)


def tell_followers(stage: Stage, model: type[models.Model]) -> None:
    """Upper applications hear whose rows were written (``apps.core.followers``), in the name of who asked."""
    label = model._meta.label_lower
    if not followed(label):
        return
    people = stage.rows(
        f'SELECT DISTINCT t.person_id FROM import_written w JOIN "{model._meta.db_table}" t ON t.id = w.id'
        " WHERE w.model = %s",
        [label],
    )
    with acting(stage.actor):
        follow(label, [person for (person,) in people])


def places(model: type[models.Model]) -> str:
    """The unit and the person an entry lies in, as SQL over the row ``t``."""
    columns = {f.column for f in model._meta.concrete_fields}
    own = "id" if model._meta.label == "organizations.Organization" else "organization_id"
    person = "id" if model._meta.label == "teachers.Person" else "person_id"
    wanted = ("region_id", "municipality_id", own, person)
    return ", ".join(f't."{name}"' if name in columns else "NULL::bigint" for name in wanted)
