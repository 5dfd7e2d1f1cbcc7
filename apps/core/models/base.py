"""Bases of the domain's models."""

from django.db import models


class PlacedModel(models.Model):
    """A row that lies in a unit: the columns the wall and the indexes read.

    They repeat the place of the row's organization (or person's organization) and are kept equal to it by a composite
    foreign key with ON UPDATE CASCADE: see ``apps.core.constraints``. That key is the only check of these columns: a
    plain foreign key beside it would cost every row of an import and hold nothing more.
    """

    region = models.ForeignKey(
        "organizations.Region",
        models.PROTECT,
        verbose_name="регион",
        related_name="+",
        db_index=False,
        db_constraint=False,
    )
    municipality = models.ForeignKey(
        "organizations.Municipality",
        models.PROTECT,
        verbose_name="муниципалитет",
        related_name="+",
        db_constraint=False,
    )
    organization = models.ForeignKey(
        "organizations.Organization",
        models.PROTECT,
        verbose_name="организация",
        related_name="+",
        db_constraint=False,
    )

    class Meta:
        abstract = True
