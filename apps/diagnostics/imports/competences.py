"""The spreadsheet of the competence framework (FORMATS.md, kind ``competences``)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from apps.core.imports.checks import require
from apps.core.imports.kinds import Field, ImportKind, register
from apps.core.imports.stage import Stage
from apps.core.imports.stored import stored_rows
from apps.core.imports.types import choice
from apps.core.imports.upsert import Target, upsert
from apps.core.tabular.columns import Column
from apps.core.tabular.values import TextType
from apps.diagnostics.enums import Block
from apps.diagnostics.models import Competence

COMPETENCE = Target(Competence, key={"code": "code"}, fields={"title": "title", "block": "block"}, primary=True)


@register
class CompetencesImport(ImportKind):
    """One row is a competence."""

    code = "competences"
    title = "Компетенции"
    right = "dictionaries"
    order = 40
    help = "Рамка компетенций: код, наименование, блок."
    models = (Competence,)
    key = ("code",)
    fields = (
        Field("code", Column("Код", TextType(20), required=True, width=12)),
        Field("title", Column("Наименование", TextType(300), required=True, width=60)),
        Field("block", Column("Блок", choice(Block), required=True, width=26)),
    )

    def resolve(self, stage: Stage) -> None:
        """A new competence has all three."""
        stage.join("LEFT JOIN diagnostics_competence o ON o.code = r.code", take={"stored_id": "o.id"})
        require(stage, "title", "block", where="r.stored_id IS NULL")

    def write(self, stage: Stage) -> None:
        """The competences."""
        upsert(stage, COMPETENCE)

    def stored_rows(self) -> Iterable[Sequence[object]]:
        """The whole framework."""
        return stored_rows(Competence, ("t.code", "t.title", "t.block"), order="t.code")
