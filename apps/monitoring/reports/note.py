"""«Аналитическая справка»: the report as a document to read, sign and print."""

from datetime import date

from django.utils import timezone

from apps.core.documents.tree import Approval, Document, Paragraph, ParagraphRole, Requisites, Section, Signature
from apps.core.text import NBSP, count_text, format_date, format_percent, ratio_text
from apps.indicators.wording import seat
from apps.monitoring.enums import ReportState
from apps.monitoring.models import Report
from apps.monitoring.reports import behind, places, quality, summary
from apps.monitoring.reports.advice import recommendations
from apps.monitoring.reports.terms import terms
from apps.monitoring.reports.view import View
from apps.monitoring.selectors.glance import accepted_for
from apps.monitoring.wording import act_text, body_name


def note(view: View) -> Document:
    """The whole note, as its reader may see the report."""
    report = view.report
    names = report.profile.subject_names
    sections = (
        Section("Введение", introduction(view), number=""),
        summary.section(view),
        *behind.confirmed(view),
        summary.dynamics(view),
        *behind.section(view),
        *behind.programs(view),
        *places.sections(view),
        quality.completeness(view),
        *quality.findings(view),
        *recommendations(view),
    )
    return Document(
        title="Аналитическая справка",
        subtitle=f"о показателях за {view.period}: {view.territory}",
        requisites=Requisites(author(report), day_of(report), report.act_number, seat(report.profile.act)),
        act=act_text(report.profile.act),
        state=state_of(report),
        approval=approval(report),
        signatures=(Signature(chief(body_name(names, computes(report), "short"))),),
        sections=sections,
        appendices=(*places.appendices(view), quality.methods(view), terms(view)),
    )


def computes(report: Report) -> str:
    """The kind of the body that computes the report by the profile."""
    found: list[str] = report.profile.workflow.get("computes") or ["cnppm"]
    return found[0]


def author(report: Report) -> str:
    """Who issues the document."""
    return body_name(report.profile.subject_names, computes(report)) or report.profile.title


def chief(short: str) -> str:
    """The position that signs: «Руководитель ЦНППМ»; a name that would have to be declined is left out."""
    return f"Руководитель {short}" if short and short.replace(" ", "").isupper() else "Руководитель"


def day_of(report: Report) -> date:
    """The day of the document: of the decision, else of the submission, else of the computation."""
    if report.act_date is not None:
        return report.act_date
    moment = report.decided_at or report.submitted_at or report.computed_at
    return timezone.localdate(moment) if moment else report.period_to


def state_of(report: Report) -> str:
    """What stands on every page of a document that is not approved."""
    return "" if report.state == ReportState.APPROVED else "ПРОЕКТ"


def approval(report: Report) -> Approval | None:
    """The block of approval."""
    if report.state != ReportState.APPROVED:
        return None
    approvers: list[str] = report.profile.workflow.get("approves") or ["ministry"]
    name = body_name(report.profile.subject_names, approvers[0])
    act = f"акт №{NBSP}{report.act_number}" if report.act_number else ""
    day = timezone.localdate(report.decided_at) if report.decided_at else None
    return Approval(tuple(line for line in (name, act) if line), day=report.act_date or day)


def introduction(view: View) -> tuple[Paragraph, ...]:
    """What is reported, on which day, about whom."""
    report = view.report
    act = report.profile.act
    system = act.get("system") or {}
    about = system.get("name") or "региональная система научно-методического сопровождения"
    version = f", версия{NBSP}{report.version}" if report.version > 1 else ""
    first = (
        f"Справка составлена о значениях показателей за {view.period} на отчётную дату {view.day}{version}."
        f" Наименование системы: {about}. Территория: {view.territory}."
    )
    remark = [Paragraph(f"Замечания: {report.remark}", ParagraphRole.CONCLUSION)] if report.remark else []
    return (Paragraph(first), Paragraph(composition(view)), *accepted(report), Paragraph(HOW), *remark)


def accepted(report: Report) -> tuple[Paragraph, ...]:
    """On whose accepted data the report rests; nothing where no submission was asked for."""
    found = accepted_for(report)
    return (Paragraph(f"{found.words}, срок представления —{NBSP}{format_date(found.due)}."),) if found else ()


HOW = (
    "Значение показателя — отношение числителя к знаменателю в процентах с одним знаком после запятой; рядом всегда"
    " приведены оба числа. Значения территорий получены сложением, а не усреднением. Где знаменатель равен нулю,"
    " значения нет и стоит «—»."
)


def composition(view: View) -> str:
    """How many municipalities, organizations and people there are."""
    parts = []
    if view.municipalities:
        parts.append(count_text(len(view.municipalities), "муниципалитет", "муниципалитета", "муниципалитетов"))
    counted = [unit for unit in view.organizations if unit.counted]
    if counted:
        words = ("образовательная организация", "образовательные организации", "образовательных организаций")
        parts.append(count_text(len(counted), *words))
    staff, managers = sum(unit.staff for unit in view.tops), sum(unit.managers for unit in view.tops)
    workers = count_text(staff, "работник", "работника", "работников")
    parts.append(f"{workers} в штате, из них руководителей —{NBSP}{managers}")
    return f"На {view.day}: {', '.join(parts)}. {official(view)}"


def official(view: View) -> str:
    """How the staff entered compares with the official headcount."""
    headcount, entered = sum(unit.official or 0 for unit in view.tops), sum(unit.official_staff for unit in view.tops)
    if not headcount:
        return "Официальная численность не введена, полнота штата не проверена."
    share = ratio_text(entered, headcount) if entered <= headcount else format_percent(entered, headcount)
    return f"Внесено от официальной численности: {share}."
