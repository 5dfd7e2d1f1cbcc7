"""Finds the joins that code writes: which model is read, along which path of foreign keys.

The text is read, not run: the model is the name that starts the statement, else what the name was made of or is
annotated with in the same function, else the model of the resource the method belongs to. Where nothing tells it, every
model that the file names and that has such a path is taken.
"""

import ast
import importlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import models

ROOT = Path(__file__).resolve().parents[2]
METHODS = frozenset({"select_related", "values", "values_list", "order_by"})


@dataclass(frozen=True, order=True)
class Join:
    """A reading of a model along a path, and where it is written."""

    model: str
    path: str
    place: str


def foreign_part(model: type[models.Model], path: str) -> str:
    """The leading part of a path that consists of foreign keys; empty where the model has no such path."""
    taken: list[str] = []
    for name in path.split("__"):
        try:
            field = model._meta.get_field(name)
        except FieldDoesNotExist:
            break
        if not isinstance(field, models.ForeignKey) or name != field.name:
            break
        taken.append(name)
        model = field.related_model
    return "__".join(taken)


def root_of(node: ast.AST) -> ast.AST:
    """What a chain of calls starts with."""
    while isinstance(node, ast.Call | ast.Attribute):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            return node.value
        node = node.func if isinstance(node, ast.Call) else node.value
    return node


class Reader(ast.NodeVisitor):
    """Collects the joins of one file."""

    def __init__(self, module: ModuleType, place: str) -> None:
        self.module, self.place = module, place
        self.classes: list[ast.ClassDef] = []
        self.functions: list[ast.FunctionDef] = []
        self.found: list[Join] = []

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        self.classes.append(node)
        self.generic_visit(node)
        self.classes.pop()

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        self.functions.append(node)
        self.generic_visit(node)
        self.functions.pop()

    def visit_Call(self, node: ast.Call) -> None:
        if isinstance(node.func, ast.Attribute) and node.func.attr in METHODS:
            for path in self.paths(node):
                for model in self.models_of(node.func.value):
                    self.add(model, path, f"{self.place}:{node.lineno}")
        self.generic_visit(node)

    def add(self, model: type[models.Model], path: str, place: str) -> None:
        if keys := foreign_part(model, path):
            self.found.append(Join(model._meta.label, keys, place))

    def paths(self, node: ast.Call) -> Iterator[str]:
        assert isinstance(node.func, ast.Attribute)
        for argument in node.args:
            if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                path = argument.value.lstrip("-")
                if node.func.attr == "select_related" or "__" in path:
                    yield path

    def models_of(self, receiver: ast.AST) -> list[type[models.Model]]:
        named = self.named(receiver)
        if named is not None:
            return [named]
        return [one for one in vars(self.module).values() if is_model(one)]

    def named(self, receiver: ast.AST, depth: int = 3) -> type[models.Model] | None:
        """The model that a statement reads, where the text tells it; names are followed through three assignments."""
        start = root_of(receiver)
        if not isinstance(start, ast.Name) or not depth:
            return None
        if is_model(found := getattr(self.module, start.id, None)):
            return found
        if start.id in ("self", "super") and self.classes:
            return self.of_resource()
        told = (self.named(value, depth - 1) for value in self.made_of(start.id))
        return next((one for one in told if one is not None), self.annotated(start.id))

    def made_of(self, name: str) -> Iterator[ast.AST]:
        """What the name was assigned in the functions around."""
        for function in reversed(self.functions):
            for node in ast.walk(function):
                if isinstance(node, ast.Assign) and name in {ast.unparse(target) for target in node.targets}:
                    yield node.value

    def annotated(self, name: str) -> type[models.Model] | None:
        """The model of an argument ``QuerySet[Model]`` of the functions around."""
        for function in reversed(self.functions):
            for argument in (*function.args.args, *function.args.kwonlyargs):
                if argument.arg == name and isinstance(argument.annotation, ast.Subscript):
                    found = getattr(self.module, ast.unparse(argument.annotation.slice), None)
                    return found if is_model(found) else None
        return None

    def of_resource(self) -> type[models.Model] | None:
        found = getattr(getattr(self.module, self.classes[0].name, None), "model", None)
        return found if is_model(found) else None


def is_model(found: Any) -> bool:
    """Whether it is a model with a table."""
    return isinstance(found, type) and issubclass(found, models.Model) and not found._meta.abstract


def written_joins() -> list[Join]:
    """Every join that the code of the house writes."""
    found: set[Join] = set()
    for file in sorted((ROOT / "apps").rglob("*.py")):
        if "migrations" in file.parts:
            continue
        name = ".".join(file.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        reader = Reader(importlib.import_module(name), str(file.relative_to(ROOT)))
        reader.visit(ast.parse(file.read_text(encoding="utf-8")))
        found.update(reader.found)
    return sorted(found | set(ordering_joins()))


def ordering_joins() -> Iterator[Join]:
    """The joins that the order of a model brings into every reading of it."""
    for model in apps.get_models():
        for path in model._meta.ordering or ():
            if isinstance(path, str) and (keys := foreign_part(model, path.lstrip("-"))) and "__" in path:
                yield Join(model._meta.label, keys, "Meta.ordering")
