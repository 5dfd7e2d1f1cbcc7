"""Which entry of the registry may be which own programme: proposals that people confirm (DOMAIN 5)."""

from django.conf import settings
from django.db import models

from apps.core.access import Access, Path
from apps.core.constraints import placed_in_organization
from apps.core.locks import Undated
from apps.core.models import PlacedModel
from apps.programs.enums import LinkState
from apps.programs.models.programs import Program
from apps.programs.models.registry import RegistryEntry


class LinkProposal(PlacedModel):
    """An entry and a programme that look alike; one that was rejected stays, so that it is not proposed again."""

    access = Access("registry", (Path(),))
    dated = Undated("каталог программ: связь с реестром ничего не датирует")

    entry = models.ForeignKey(RegistryEntry, models.CASCADE, verbose_name="запись ФР", related_name="proposals")
    program = models.ForeignKey(Program, models.CASCADE, verbose_name="программа", related_name="link_proposals")
    score = models.PositiveSmallIntegerField("сходство, %")
    state = models.CharField("решение", max_length=10, choices=LinkState, default=LinkState.PROPOSED)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="решил", null=True, related_name="+", editable=False
    )
    decided_at = models.DateTimeField("решено", null=True, editable=False)

    class Meta:
        verbose_name = "предложенная связь с ФР"
        verbose_name_plural = "предложенные связи с ФР"
        ordering = ("-score", "id")
        indexes = (models.Index(fields=("region", "-score", "id"), name="link_proposal_page"),)
        constraints = (
            placed_in_organization("link_proposal_place"),
            models.UniqueConstraint(fields=("entry", "program"), name="link_proposal_key"),
            models.UniqueConstraint(
                fields=("entry",), condition=models.Q(state=LinkState.CONFIRMED), name="link_proposal_one"
            ),
            models.CheckConstraint(condition=models.Q(score__lte=100), name="link_proposal_score"),
        )

    def __str__(self) -> str:
        return f"Связь записи № {self.entry_id} с программой № {self.program_id}"
