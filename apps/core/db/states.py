"""Migrations in a third of the time: what only adds to a model renders that model, not the two hundred related to it.

Django makes the classes of all models that a changed one is related to anew, through any number of relations; here
everything hangs on persons and organizations, so each of the seven hundred operations would make nearly all of them.
A column, an index or a constraint that is added, and a new table, need their own model and the names of those it
refers to. Whatever alters, renames or removes goes Django's way, and code of a migration gets a state made from the
beginning, as Django does after operations it calls delayed.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db.migrations.state import ProjectState

ADDING = ("add_model", "add_field", "add_index", "add_constraint")


def narrow(method: Callable[..., None]) -> Callable[..., None]:
    """The method of a state, rendering one model."""

    def add(state: Any, *args: Any, **kwargs: Any) -> None:
        state.is_delayed = True
        state._find_reload_model = lambda app, model, delay=False: {(app, model)}
        try:
            method(state, *args, **kwargs)
        finally:
            del state._find_reload_model

    return add


@contextmanager
def narrow_states() -> Iterator[None]:
    """Migrations run in the block render no more than they need."""
    before = {name: getattr(ProjectState, name) for name in ADDING}
    for name, method in before.items():
        setattr(ProjectState, name, narrow(method))
    try:
        yield
    finally:
        for name, method in before.items():
            setattr(ProjectState, name, method)
