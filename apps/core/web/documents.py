"""Files of a document on its page: which form of it is asked for."""

from collections.abc import Iterable

from django.http import Http404, HttpRequest

from apps.core.documents.formats import DocumentFormat

NO_FORM = "Нет такого вида файла"


def asked_form(request: HttpRequest, known: Iterable[DocumentFormat] = DocumentFormat) -> DocumentFormat:
    """The form of file that a button asks for. Raises ``Http404`` for one that the document is not given in."""
    asked = request.POST.get("form", "")
    for form in known:
        if form.value == asked:
            return form
    raise Http404(NO_FORM)
