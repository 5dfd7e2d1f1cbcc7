"""The passport as files."""

from pathlib import Path

from apps.core.documents.formats import DocumentFormat, render
from apps.core.services import history
from apps.passport.documents import document
from apps.passport.models import Passport
from apps.passport.selectors.view import View


def file_name(passport: Passport, form: str) -> str:
    """The name under which the reader saves a file: «Паспорт ДППО за 2025 год, Владимирская область.pdf»."""
    return f"{passport}, {passport.region.name}.{form}"


def write_file(passport: Passport, form: DocumentFormat, path: Path) -> None:
    """Write a file of the passport as the acting person may see it, and log that it left the portal."""
    path.write_bytes(render(document(View(passport)), form))
    history.log_export(file_name(passport, form.value), 0)
