"""The background kinds of monitoring: thin, the work is in the services."""

from datetime import date

from django.urls import reverse
from django.utils import timezone

from apps.core import access
from apps.core.actor import current
from apps.core.documents.formats import DocumentFormat
from apps.core.jobs import JobContext, JobRefused, Outcome, job_kind
from apps.core.text import format_interval
from apps.monitoring import submission_jobs  # noqa: F401 - the kind of jobs «submissions»
from apps.monitoring.live import jobs  # noqa: F401 - the kind of jobs «live»
from apps.monitoring.models import Report
from apps.monitoring.policies import may_compute, may_recommend, may_try
from apps.monitoring.services.compute import ReportRefused, compute_report
from apps.monitoring.services.differences import differences_name, write_differences
from apps.monitoring.services.files import file_name, write_document
from apps.monitoring.services.keeping import Damaged
from apps.monitoring.services.propose import propose
from apps.monitoring.services.recommend import recommended, remind
from apps.monitoring.services.trial import compute_trial
from apps.monitoring.services.workflow import StepRefused, approve_report
from apps.organizations.models import Profile


@job_kind("report", title="Расчёт отчёта", lock="report:{profile}:{period_from}:{period_to}")
def compute(context: JobContext, *, profile: str, period_from: date, period_to: date) -> Outcome:
    """Compute the report of a profile (by its code) for a period; the result names the report's id."""
    chosen = Profile.objects.filter(code=profile).first()
    if chosen is None or not may_compute(current(), chosen):
        raise JobRefused("Этот отчёт рассчитывают те, кто назван в профиле")
    try:
        report = compute_report(profile=chosen, period_from=period_from, period_to=period_to, progress=context.progress)
    except ReportRefused as error:
        raise JobRefused(str(error)) from error
    span = format_interval(period_from, period_to)
    url = reverse("monitoring:report_detail", args=(report.pk,))
    return Outcome(f"Отчёт {span} рассчитан, версия {report.version}", url, data={"report": report.pk})


@job_kind("report_file", title="Файл отчёта")
def file(context: JobContext, *, report: int, form: DocumentFormat) -> Outcome:
    """A file of a report with what the person who asks may see of it."""
    found = Report.objects.filter(access.scope(Report, current()), pk=report).select_related("profile").first()
    if found is None:
        raise JobRefused("Этого отчёта больше нет, или он не открыт вашей роли")
    context.progress(0, 1, "Документ")
    try:
        write_document(found, form, context.file(file_name(found, form)))
    except Damaged as error:
        raise JobRefused(str(error)) from error
    context.progress(1, 1, "Готово")
    return Outcome("Файл готов", reverse("monitoring:report_detail", args=(found.pk,)))


@job_kind("approve_report", title="Утверждение отчёта", lock="approve_report:{report}")
def approve(context: JobContext, *, report: int, act_number: str = "", act_date: date | None = None) -> Outcome:
    """Approve a report: freeze its explanation, render and keep its documents."""
    found = Report.objects.filter(access.scope(Report, current()), pk=report).select_related("profile").first()
    if found is None:
        raise JobRefused("Этого отчёта больше нет, или он не открыт вашей роли")
    context.progress(0, 1, "Основания и документы")
    try:
        approve_report(report=found, act_number=act_number, act_date=act_date)
    except StepRefused as error:
        raise JobRefused(str(error)) from error
    context.progress(1, 1, "Готово")
    return Outcome("Отчёт утверждён", reverse("monitoring:report_detail", args=(found.pk,)))


@job_kind("report_trial", title="Сравнение с сегодняшними данными", lock="report_trial:{report}")
def trial(context: JobContext, *, report: int) -> Outcome:
    """Compute a report's period anew beside it, to be compared."""
    found = Report.objects.filter(access.scope(Report, current()), pk=report).select_related("profile").first()
    if found is None or not may_try(current(), found):
        raise JobRefused("Пересчитать для сравнения могут те, кто назван в профиле")
    compute_trial(report=found, progress=context.progress)
    url = reverse("monitoring:differences", args=(found.pk,))
    return Outcome("Пересчитано: можно сравнивать", f"{url}?with=today")


@job_kind("report_differences", title="Файл различий")
def differences(context: JobContext, *, report: int, other: int, unit: str) -> Outcome:
    """The differences of two computations in a unit as a workbook, as the person who asks may see them."""
    rows = Report.every.filter(access.scope(Report, current())).select_related("profile", "region", "municipality")
    found = {one.pk: one for one in rows.filter(pk__in=(report, other))}
    if len(found) != len({report, other}):
        raise JobRefused("Одной из сравниваемых версий больше нет, или она не открыта вашей роли")
    context.progress(0, 1, "Таблицы")
    write_differences(found[report], found[other], unit, context.file(differences_name(found[report])))
    context.progress(1, 1, "Готово")
    return Outcome("Файл готов", reverse("monitoring:differences", args=(report,)))


@job_kind("recommendations", title="Предложения по отчёту", lock="recommendations:{report}")
def recommendations(context: JobContext, *, report: int) -> Outcome:
    """Run the rules of recommendations over a report; what people have decided stays."""
    found = Report.objects.filter(access.scope(Report, current()), pk=report).select_related("profile").first()
    if found is None or not may_recommend(current(), found.profile):
        raise JobRefused("Предложения составляет тот, кто готовит рекомендации профиля")
    context.progress(0, 1, "Правила рекомендаций")
    done = propose(report=found)
    context.progress(1, 1, "Готово")
    url = reverse("monitoring:report_recommendations", args=(found.pk,))
    return Outcome(f"Новых предложений: {recommended(done.created)}, снято: {done.removed}", url)


@job_kind("recommendation_reminders", title="Напоминания о рекомендациях", lock="reminders", system=True, daily="06:30")
def recommendation_reminders(context: JobContext) -> Outcome:
    """One digest for each person who owes an answer."""
    return Outcome(f"Напоминаний: {remind(timezone.localdate())}")
