"""Bases of rows that carry a document or show that something was done."""

from django.db import models


class AttachedModel(models.Model):
    """A row that may have one document beside it, kept by ``services.attachments`` behind the wall of the row."""

    file_key = models.CharField("файл", max_length=80, blank=True, editable=False)
    file_name = models.CharField("название файла", max_length=200, blank=True, editable=False)

    class Meta:
        abstract = True


class EvidenceModel(AttachedModel):
    """What shows that something was done: words, a link, a document; at least one of them."""

    text = models.CharField("что показывает", max_length=1000, blank=True)
    url = models.URLField("ссылка", max_length=500, blank=True)
    added_on = models.DateField("добавлено", editable=False)
    added_by = models.CharField("кто добавил", max_length=300, editable=False)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.text or self.file_name or self.url
