"""The base of everything that hangs on a person."""

from typing import Any

from django.db import models

from apps.core.models import PlacedModel
from apps.teachers.models.person import Person

STAMP = ("organization_id", "municipality_id", "region_id", "managerial")


def stamp_of(person: Person) -> dict[str, Any]:
    """The unit columns of a person, to be given to a new row that hangs on them."""
    return {column: getattr(person, column) for column in STAMP}


class PersonModel(PlacedModel):
    """A row of a person: its unit columns are the person's, held by ``placed_with_person`` (ON UPDATE CASCADE)."""

    person = models.ForeignKey(
        Person, models.PROTECT, verbose_name="работник", related_name="%(class)ss", db_constraint=False
    )
    managerial = models.BooleanField("руководитель", default=False, editable=False)

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """A new row takes its place from its person."""
        if self._state.adding and not self.organization_id:
            for column, value in stamp_of(self.person).items():
                setattr(self, column, value)
        super().save(*args, **kwargs)
