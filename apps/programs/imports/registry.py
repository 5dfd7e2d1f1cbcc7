"""«Номер в ФР» of a programme: the registry entry it is linked to, made from the row where the mirror lacks it."""

from __future__ import annotations

from apps.core.imports.checks import not_before, require
from apps.core.imports.stage import Stage
from apps.core.imports.types import escape
from apps.core.imports.upsert import Target, upsert
from apps.programs.models import RegistryEntry

ENTRY = Target(
    RegistryEntry,
    key={"number": "registry_number"},
    fields={"included_on": "included_on", "excluded_on": "excluded_on", "program_id": "program_id"},
    insert={
        "title": "p.title",
        "kind": "p.kind",
        "hours": "p.hours",
        "form": "coalesce(g.form_title, '')",
        "organization_name": "o.full_name",
        "organization_inn": "o.inn",
    },
    take=("form_title",),
    join="JOIN programs_program p ON p.id = g.program_id JOIN organizations_organization o ON o.id = p.organization_id",
    where="r.registry_number IS NOT NULL",
)
# The programme's entry for a template with the stored data.
LATEST = """
LEFT JOIN LATERAL (
    SELECT e.number, e.included_on, e.excluded_on FROM programs_registryentry e WHERE e.program_id = t.id
    ORDER BY e.included_on DESC, e.id DESC LIMIT 1
) e ON true
"""
UNLINK = """
UPDATE programs_registryentry e SET program_id = NULL FROM import_row r
WHERE r.live AND 'registry_number' = ANY (r.cleared) AND e.program_id = r.program_id
RETURNING e.id, r.row, r.program_id
"""


def find_entries(stage: Stage) -> None:
    """The stored entry; one entry is one programme."""
    form = next(field.column.value for field in stage.kind.fields if field.name == "form")
    labels = {value: label for label, value in getattr(form, "choices", {}).items()}
    titles = "CASE r.form " + " ".join(f"WHEN '{v}' THEN '{label}'" for v, label in labels.items()) + " END"
    stage.join(
        "LEFT JOIN programs_registryentry e ON e.number = r.registry_number",
        take={
            "entry_id": "e.id",
            "entry_program_id": "e.program_id",
            "stored_included": "e.included_on",
            "stored_excluded": "e.excluded_on",
            "form_title": titles,
        },
    )
    refuse_undated(stage)
    require(stage, "registry_number", where="coalesce(r.included_on, r.excluded_on) IS NOT NULL")
    require(stage, "included_on", where="r.registry_number IS NOT NULL AND r.entry_id IS NULL")
    taken = stage.sentence("registry_number", "эта запись реестра связана с другой программой", "номер этой программы")
    stage.reject(
        "registry_number", "registry", taken, "r.entry_program_id IS NOT NULL AND r.entry_program_id IS DISTINCT FROM"
        " r.program_id",
    )  # fmt: skip
    refuse_shared_numbers(stage)
    not_before(
        stage, "excluded_on", "included_on", stored_later="r.stored_excluded", stored_earlier="r.stored_included"
    )


def refuse_undated(stage: Stage) -> None:
    """An entry has a day of inclusion: «-» takes it only together with the link («-» in the number)."""
    message = escape("Включена в ФР: «-» стирает дату, а у записи реестра она есть всегда; ожидается дата включения.")
    kept = "'included_on' = ANY (r.cleared) AND NOT 'registry_number' = ANY (r.cleared)"
    if "included_on" in stage.clears:
        stage.reject("included_on", "required", message, kept)


def refuse_shared_numbers(stage: Stage) -> None:
    """Two programmes of one file cannot be one entry: the later is rejected."""
    if not stage.has_several(("registry_number",), "r.registry_number IS NOT NULL"):
        return
    first = "SELECT min(f.row) FROM import_row f WHERE f.live AND f.registry_number = r.registry_number"
    head = stage.sentence("registry_number", "этот номер уже назван в этом файле", "номер другой записи реестра")
    stage.reject("registry_number", "registry", head, f"r.registry_number IS NOT NULL AND r.row > ({first})")


def write_entries(stage: Stage) -> None:
    """Make, date and link the entries; «-» takes the link back."""
    upsert(stage, ENTRY)
    if "registry_number" not in stage.clears:
        return
    for entry, row, program in stage.rows(UNLINK):
        stage.run("INSERT INTO import_written VALUES (%s, %s, false)", [ENTRY.label, entry])
        stage.run(
            "INSERT INTO import_change VALUES (%s, %s, %s, 'program_id', %s, NULL)", [row, ENTRY.label, entry, program]
        )
        stage.outcome("updated", f"r.row = {int(row)}")
