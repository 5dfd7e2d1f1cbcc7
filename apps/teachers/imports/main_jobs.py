"""At one moment a person has at most one main employment (DOMAIN 3): against the file, then against what is stored."""

from __future__ import annotations

from apps.core.imports.stage import Stage
from apps.core.imports.types import escape

SPAN = "daterange({0}.start, {0}.{1}, '[]')"
STORED = f"""
SELECT 1 FROM teachers_employment e
WHERE e.person_id = r.person_id AND e.is_main AND {SPAN.format("e", '"end"')} && {SPAN.format("r", "final_end")}
  AND NOT EXISTS (SELECT 1 FROM import_row o WHERE o.live AND o.employment_id = e.id)
"""
IN_FILE = f"""
SELECT f.row FROM import_row f
WHERE f.live AND f.snils = r.snils AND f.row < r.row AND f.final_main
  AND {SPAN.format("f", "final_end")} && {SPAN.format("r", "final_end")}
ORDER BY f.row LIMIT 1
"""
HEAD = escape("Основное место работы: в эти же дни у работника уже есть другое основное место")
TAIL = escape(". Закройте прежнее место работы датой увольнения или укажите «нет».")


def refuse_second_main(stage: Stage) -> None:
    """Reject rows that would make a second main employment.

    A rejected row no longer ends a stored employment, so the look is repeated until nothing more falls.
    """
    in_file = f"{HEAD} || {escape(' — строка ')} || ({IN_FILE})::text || {TAIL}"
    repeated = stage.has_several(("snils",), "r.final_main")
    while (
        stage.reject("is_main", "second_main", in_file, f"r.final_main AND EXISTS ({IN_FILE})") if repeated else 0
    ) + stage.reject(
        "is_main", "second_main", f"{HEAD} || {TAIL}", f"r.final_main AND r.person_id IS NOT NULL AND EXISTS ({STORED})"
    ):
        continue
