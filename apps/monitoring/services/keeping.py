"""The documents of an approved report: rendered once, kept as bytes under their SHA-256, signed apart."""

import json
import os
from hashlib import sha256
from pathlib import Path
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.db import transaction

from apps.core.actor import Actor, acting, current, system
from apps.core.documents.formats import DocumentFormat, render
from apps.core.services import history
from apps.core.services.results import clean_name, suffix
from apps.indicators.policies import may
from apps.monitoring.enums import FileKind, Move, ReportState
from apps.monitoring.models import Report, ReportFile
from apps.monitoring.reports import official
from apps.monitoring.services.contract import as_json
from apps.monitoring.services.moves import mark, name_of

ENDINGS = (".sig", ".p7s")
LARGEST_SIGNATURE = 1024 * 1024
# A detached signature is DER (it begins with a sequence), or its text form.
BEGINNINGS = (b"\x30", b"-----BEGIN", b"MI")


class Damaged(Exception):
    """The kept bytes are gone or are not those that were approved; a Russian sentence for the user."""


def keep_documents(report: Report, names: dict[DocumentFormat, str], by: Actor) -> None:
    """Render every document of the report and keep it; as the system: they show the whole territory and no person."""
    for form in DocumentFormat:
        keep(report, FileKind(form.value), names[form], render(official(report, form), form), by)
    data = json.dumps(as_json(report), ensure_ascii=False, indent=1).encode()
    keep(report, FileKind.JSON, names[DocumentFormat.XLSX].replace(".xlsx", ".json"), data, by)


def keep(
    report: Report, kind: FileKind, name: str, data: bytes, by: Actor, *, signs: ReportFile | None = None
) -> ReportFile:
    """Write bytes to the storage and their row; the same bytes are written once."""
    kept = ReportFile(
        report=report,
        region=report.region,
        municipality=report.municipality,
        kind=kind,
        name=clean_name(name),
        sha256=sha256(data).hexdigest(),
        size=len(data),
        signs=signs,
        user_id=by.user_id,
        who=name_of(by),
    )
    write(kept.path, data)
    kept.save()
    return kept


def write(path: Path, data: bytes) -> None:
    """Write a file whole or not at all."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{uuid4().hex}")
    draft.write_bytes(data)
    os.replace(draft, path)


def bytes_of(kept: ReportFile) -> bytes:
    """The kept bytes, compared with their hash. Raises ``Damaged``."""
    try:
        data = kept.path.read_bytes()
    except OSError as error:
        raise Damaged(f"Файл «{kept.name}» не найден в хранилище: обратитесь к администратору") from error
    if sha256(data).hexdigest() != kept.sha256:
        raise Damaged(f"Файл «{kept.name}» не совпадает с утверждённым: обратитесь к администратору")
    return data


def may_sign(actor: Actor, report: Report) -> bool:
    """Whether the actor may attach a signature: the body that approves, once the report is approved."""
    return report.state == ReportState.APPROVED and may(actor, report.profile, "approves")


@transaction.atomic
def attach_signature(*, signs: ReportFile, name: str, data: bytes) -> ReportFile:
    """Keep a detached signature under a document of an approved report.

    Raises ``ValidationError`` where the file is none, or the actor's body does not approve this report.
    """
    report = signs.report
    if not may_sign(current(), report) or signs.signs_id:
        raise ValidationError(
            "Подпись прикладывает тот, кто утверждает отчёт, и только к документу утверждённого отчёта"
        )
    check_signature(name, data)
    by = current()
    with acting(system("report")):
        kept = keep(report, FileKind.SIGNATURE, name, data, by, signs=signs)
    mark(report, Move.SIGN, f"{kept.name} — под файлом «{signs.name}»", by)
    history.record("sign_report", kept)
    return kept


def check_signature(name: str, data: bytes) -> None:
    """What a detached signature looks like from outside. Raises ``ValidationError``."""
    if suffix(name) not in ENDINGS:
        raise ValidationError(f"«{name}» — не подпись: ожидается файл .sig или .p7s")
    if not data:
        raise ValidationError(f"Файл «{name}» пуст")
    if len(data) > LARGEST_SIGNATURE:
        raise ValidationError(f"Файл «{name}» больше 1 Мбайт: откреплённая подпись такой не бывает")
    if not data.startswith(BEGINNINGS):
        raise ValidationError(f"В файле «{name}» нет откреплённой подписи: ожидается подпись в виде CMS (PKCS #7)")
