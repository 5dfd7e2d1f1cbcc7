"""What the registers share: rows of an organization and rows of a person, none of which an indicator reads."""

from django.db import models

from apps.core.access import Path
from apps.core.locks import Undated

# Read by everybody of the region: catalogues without people's data.
OPEN = (Path(), Path(everyone=True))
OF_NO_PERIOD = Undated("реестр: показатели его не читают, поэтому закрытый период его не касается")


class Paper(models.Model):
    """A row that may have a document beside it: a scan of the protocol, of the contract, of the letter."""

    url = models.URLField("ссылка", max_length=500, blank=True)
    file_key = models.CharField("ключ файла", max_length=80, blank=True, editable=False)
    file_name = models.CharField("файл", max_length=255, blank=True, editable=False)

    class Meta:
        abstract = True
