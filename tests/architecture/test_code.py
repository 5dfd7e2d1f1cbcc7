"""The measures of the house, held by tests: sizes, docstrings, who may speak to the database about roles."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CODE = [
    path
    for folder in ("apps", "rsnms")
    for path in sorted((ROOT / folder).rglob("*.py"))
    if "migrations" not in path.parts
]
MAX_FILE, MAX_FUNCTION = 400, 50


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def test_no_file_is_longer_than_the_measure() -> None:
    sizes = {name(p): p.read_text(encoding="utf-8").count("\n") for p in CODE}
    assert {p: n for p, n in sizes.items() if n > MAX_FILE} == {}


def test_no_function_is_longer_than_the_measure() -> None:
    long = {
        f"{name(p)}:{f.name}": f.end_lineno - f.lineno + 1
        for p in CODE
        for f in functions(p)
        if f.end_lineno and f.end_lineno - f.lineno + 1 > MAX_FUNCTION
    }
    assert long == {}


def test_public_functions_of_services_selectors_and_policies_say_what_they_mean() -> None:
    layers = re.compile(r"(services|selectors|policies|rules)(/|\.py$)")
    silent = [
        f"{name(p)}:{node.name}"
        for p in CODE
        if layers.search(name(p))
        for node in ast.parse(p.read_text(encoding="utf-8")).body
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_") and not ast.get_docstring(node)
    ]
    assert silent == []


def test_only_the_database_backend_changes_the_role() -> None:
    pattern = re.compile(r"\b(RE)?SET\s+(LOCAL\s+|SESSION\s+)?(ROLE|SESSION\s+AUTHORIZATION)\b", re.IGNORECASE)
    backend = "apps/core/db/postgresql/base.py"
    assert [name(p) for p in CODE if pattern.search(p.read_text(encoding="utf-8")) and name(p) != backend] == []


def test_nothing_queries_past_the_actor_with_a_second_settings_call() -> None:
    # The triggers of locked periods look as the system, in a function of the database, and restore who acted.
    allowed = {"apps/core/actor.py", "apps/core/db/postgresql/base.py", "apps/core/wall.py"}
    allowed.add("apps/core/lock_triggers.py")
    users = {name(p) for p in CODE if "rsnms.actor'" in p.read_text(encoding="utf-8")}
    assert users - allowed == set()
