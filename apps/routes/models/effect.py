"""What a programme gives: the gain of its graduates on its competences between two diagnostics (DOMAIN 5)."""

from django.db import models

from apps.core.access import Access, Path
from apps.core.locks import Undated
from apps.programs.models.structure import ProgramPart, part_of_program


class ProgramEffect(ProgramPart):
    """The mean gain of a programme's graduates with its 95 % interval, in points of percent.

    A stored aggregate of a named system scope, read by whoever may see programmes but no people, and by the assessment
    centre: the list of effective programmes is its own (Красноярский край, measure 39). Never on fewer than five.
    """

    access = Access("programs", (Path(), Path(kind="effects")))
    dated = Undated("вычисляется из диагностик и обучения, которые датированы сами")

    n = models.PositiveIntegerField("слушателей")
    gain = models.DecimalField("прирост, п. п.", max_digits=6, decimal_places=2)
    low = models.DecimalField("нижняя граница", max_digits=6, decimal_places=2)
    high = models.DecimalField("верхняя граница", max_digits=6, decimal_places=2)
    counted_on = models.DateField("посчитан")

    class Meta:
        verbose_name = "эффект программы"
        verbose_name_plural = "эффект программ"
        ordering = ("-low", "id")
        constraints = (
            *part_of_program("effect"),
            models.UniqueConstraint(fields=("program",), name="effect_key"),
            models.CheckConstraint(condition=models.Q(n__gte=5), name="effect_enough"),
        )

    def __str__(self) -> str:
        return f"Эффект на {self.counted_on:%d.%m.%Y}"
