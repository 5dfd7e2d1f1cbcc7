"""What an approval keeps: two people, a trail, bytes with hashes, signatures."""

import json
from hashlib import sha256
from pathlib import Path
from zipfile import ZipFile

import pytest
from django.core.exceptions import ValidationError

from apps.accounts.enums import Role
from apps.accounts.rights import actor_of
from apps.core.actor import Actor, acting, system
from apps.core.documents.formats import DocumentFormat
from apps.core.jobs import JobRefused, kind_of
from apps.monitoring.enums import FileKind
from apps.monitoring.models import Report, ReportFile, ReportMove
from apps.monitoring.selectors.files import kept_file, kept_files, moves_of
from apps.monitoring.services.files import write_document
from apps.monitoring.services.keeping import Damaged, attach_signature, bytes_of, check_signature
from apps.monitoring.services.workflow import StepRefused, approve_report, return_report, submit_report
from tests import factories as make
from tests.contexts import Watching
from tests.monitoring.scene import Scene, approved
from tests.permissions.matrix.bodies import unpacked

SIGNATURE = b"\x30\x82\x01\x00signature"


def also_at_the_ministry(scene: Scene) -> Actor:
    """The centre's user in a second role."""
    user, place = scene.cast.grants["cnppm"].user, scene.cast.ministry
    with acting(system("test")):
        grant = make.make_user("second", Role.MINISTRY, place)
        grant.user = user
        grant.save(update_fields=["user"])
    return actor_of(grant)


def test_who_submitted_may_not_approve_in_another_role_either(scene: Scene) -> None:
    both = also_at_the_ministry(scene)
    with acting(scene.cast.actor("cnppm")):
        submit_report(report=scene.report)
    with acting(both), pytest.raises(StepRefused) as refused:
        approve_report(report=scene.report)
    assert str(refused.value) == "Вы сами представили этот отчёт: утвердить его должен другой человек"
    with acting(scene.cast.actor("ministry")):
        assert approve_report(report=scene.report).state == "approved"


def test_trail_tells_who_when_and_with_which_remark(scene: Scene) -> None:
    with acting(scene.cast.actor("cnppm")):
        submit_report(report=scene.report)
    with acting(scene.cast.actor("ministry")):
        return_report(report=scene.report, remark="Нет данных района Б")
    approved(scene)
    with acting(scene.cast.actor("umo")):
        told = [(move.step, move.post, move.remark) for move in moves_of(scene.report)]
    centre, ministry = "Специалист ЦНППМ, ЦНППМ", "Сотрудник министерства, Министерство"
    assert told == [
        ("submit", centre, ""),
        ("return", ministry, "Нет данных района Б"),
        ("submit", centre, ""),
        ("approve", ministry, ""),
    ]
    with acting(scene.cast.actor("federal")):
        assert ReportMove.objects.count() == 0


def test_every_document_is_kept_with_its_hash(scene: Scene) -> None:
    approved(scene)
    with acting(scene.cast.actor("ministry")):
        kept = [(one.kind, one.name) for one, _ in kept_files(scene.report)]
        data = {one.kind: (bytes_of(one), one) for one, _ in kept_files(scene.report)}
    region = scene.cast.region.name
    assert kept == [
        ("xlsx", f"Показатели за 2025 год, {region}.xlsx"),
        ("pdf", f"Аналитическая справка за 2025 год, {region}.pdf"),
        ("docx", f"Аналитическая справка за 2025 год, {region}.docx"),
        ("json", f"Показатели за 2025 год, {region}.json"),
    ]
    assert all(sha256(found).hexdigest() == one.sha256 and len(found) == one.size for found, one in data.values())
    assert json.loads(data["json"][0])["hash"] == scene.report.hash
    assert data["pdf"][0].startswith(b"%PDF")


def test_kept_documents_name_no_person_and_are_no_draft(scene: Scene) -> None:
    with acting(system("test")):
        make.make_session(scene.cast.teacher, scene.cast.cnppm, make.LONG_AGO)
    approved(scene)
    with acting(scene.cast.actor("cnppm")):
        for form in (DocumentFormat.XLSX, DocumentFormat.DOCX):
            kept = kept_file(scene.report, FileKind(form.value))
            assert kept is not None
            text = unpacked(bytes_of(kept))
            assert [word in text for word in ("Своева", "Коллегина", "Посторонняя", "ПРОЕКТ", "Школа Б-1")] == [
                False, False, False, False, True,
            ]  # fmt: skip


def test_files_are_seen_by_those_who_see_the_whole_territory(scene: Scene) -> None:
    approved(scene)
    seen = {}
    for role in ("ministry", "cnppm", "umo", "federal", "moo", "methodist", "operator", "teacher"):
        with acting(scene.cast.actor(role)):
            seen[role] = ReportFile.objects.count()
    whole = dict.fromkeys(("ministry", "cnppm", "umo", "federal"), 4)
    assert seen == {**whole, "moo": 0, "methodist": 0, "operator": 0, "teacher": 0}


def test_later_files_are_the_kept_bytes(scene: Scene, tmp_path: Path) -> None:
    approved(scene)
    with acting(system("test")):
        scene.cast.school_b.short_name = "Школа переименованная"
        scene.cast.school_b.save()
    with acting(scene.cast.actor("cnppm")):
        write_document(scene.report, DocumentFormat.DOCX, tmp_path / "result")
        kept = kept_file(scene.report, FileKind.DOCX)
        assert kept is not None
        assert (tmp_path / "result").read_bytes() == bytes_of(kept)
    with acting(scene.cast.actor("methodist")):
        write_document(scene.report, DocumentFormat.DOCX, tmp_path / "part")
    with ZipFile(tmp_path / "part") as archive:
        text = archive.read("word/document.xml").decode()
    assert ("Школа А-1" in text, "Школа Б-1" in text) == (True, False)


def test_changed_bytes_are_refused(scene: Scene) -> None:
    approved(scene)
    with acting(scene.cast.actor("cnppm")):
        kept = kept_file(scene.report, FileKind.PDF)
        assert kept is not None
        kept.path.write_bytes(b"%PDF forged")
        with pytest.raises(Damaged, match="не совпадает с утверждённым"):
            bytes_of(kept)
        kept.path.unlink()
        with pytest.raises(Damaged, match="не найден в хранилище"):
            bytes_of(kept)


def pdf_of(scene: Scene) -> ReportFile:
    """The approved PDF."""
    with acting(system("test")):
        return ReportFile.objects.select_related("report__profile").get(report=scene.report, kind="pdf")


def test_approver_attaches_a_signature_that_names_what_it_signs(scene: Scene) -> None:
    approved(scene)
    with acting(scene.cast.actor("ministry")):
        kept = attach_signature(signs=pdf_of(scene), name="справка.pdf.sig", data=SIGNATURE)
        assert (kept.signs, kept.sha256, bytes_of(kept)) == (pdf_of(scene), sha256(SIGNATURE).hexdigest(), SIGNATURE)
    with acting(scene.cast.actor("federal")):
        signed = {one.kind: [sign.name for sign in signs] for one, signs in kept_files(scene.report)}
    assert signed == {"xlsx": [], "pdf": ["справка.pdf.sig"], "docx": [], "json": []}


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("справка.pdf", SIGNATURE, "«справка.pdf» — не подпись: ожидается файл .sig или .p7s"),
        ("a.sig", b"", "Файл «a.sig» пуст"),
        ("a.sig", b"MZ", "В файле «a.sig» нет откреплённой подписи: ожидается подпись в виде CMS (PKCS #7)"),
        ("a.p7s", b"\x30" * 1_048_577, "Файл «a.p7s» больше 1 Мбайт: откреплённая подпись такой не бывает"),
    ],
)
def test_what_is_no_signature_is_refused(name: str, data: bytes, sentence: str) -> None:
    with pytest.raises(ValidationError) as refused:
        check_signature(name, data)
    assert refused.value.messages == [sentence]


def test_signature_is_attached_by_the_body_that_approves_alone(scene: Scene) -> None:
    approved(scene)
    for role in ("cnppm", "federal", "umo"):
        with acting(scene.cast.actor(role)), pytest.raises(ValidationError, match="кто утверждает отчёт"):
            attach_signature(signs=pdf_of(scene), name="a.sig", data=SIGNATURE)


def test_approval_as_a_job_refuses_in_the_words_of_the_service(scene: Scene) -> None:
    run = kind_of("approve_report").run
    with acting(scene.cast.actor("ministry")), pytest.raises(JobRefused, match="Утвердить можно представленный"):
        run(Watching(), report=scene.report.pk)
    with acting(scene.cast.actor("cnppm")):
        submit_report(report=scene.report)
    with acting(scene.cast.actor("ministry")):
        run(Watching(), report=scene.report.pk, act_number="5")
    with acting(system("test")):
        assert Report.objects.values_list("state", "act_number").get(pk=scene.report.pk) == ("approved", "5")
