"""The background kinds of programmes: thin, the work is in the services."""

from django.urls import reverse

from apps.core import access
from apps.core.actor import current
from apps.core.documents.formats import DocumentFormat, render
from apps.core.jobs import JobContext, JobRefused, Outcome, job_kind
from apps.core.services import history
from apps.core.services.results import clean_name
from apps.programs.frdo import workbook
from apps.programs.mirror import jobs  # noqa: F401 - the kinds «sync_registry» and «sync_registry_file»
from apps.programs.models import FrdoPackage, FrdoRow, StudyGroup
from apps.programs.papers import PAPERS, document, file_name
from apps.programs.services.groups import members
from apps.programs.services.likeness import find_likenesses


@job_kind("group_file", title="Документ учебной группы")
def group_file(context: JobContext, *, group: int, paper: str, form: DocumentFormat) -> Outcome:
    """An order or a list of a group as a file, with the people whom the person who asks may see."""
    found = StudyGroup.objects.filter(access.scope(StudyGroup, current()), pk=group).first()
    if found is None or paper not in PAPERS:
        raise JobRefused("Этой группы больше нет, или она не открыта вашей роли")
    context.progress(0, 1, "Документ")
    name = file_name(found, paper, form.value)
    context.file(name).write_bytes(render(document(found, paper), form))
    history.log_export(name, members(found).count())
    context.progress(1, 1, "Готово")
    return Outcome("Файл готов", reverse("programs:group_detail", args=(found.pk,)))


@job_kind("frdo_file", title="Пакет для ФИС ФРДО")
def frdo_file(context: JobContext, *, package: int) -> Outcome:
    """The workbook of a package for those who keep the register: the values as they were frozen."""
    found = FrdoPackage.objects.filter(access.scope(FrdoPackage, current()), pk=package).first()
    if found is None:
        raise JobRefused("Этого пакета больше нет, или он не открыт вашей роли")
    name = clean_name(f"ФИС ФРДО, пакет {found.number}.xlsx")
    rows = FrdoRow.objects.filter(package=found).order_by("position").values_list("values", flat=True)
    count = workbook.write(rows, context.file(name))
    history.log_export(name, count)
    context.progress(count, count, "Готово")
    return Outcome("Файл готов", reverse("programs:frdo_detail", args=(found.pk,)))


@job_kind("program_likeness", title="Похожие программы", system=True, daily="05:10")
def likenesses(context: JobContext) -> Outcome:
    """Compare the institutes' programmes with those of the Federal operator and network ones."""
    return Outcome(f"Похожих пар: {find_likenesses()}")
