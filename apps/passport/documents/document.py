"""The passport as a document to read, sign and print."""

from datetime import date

from django.utils import timezone

from apps.core.documents.tree import Approval, Document, Paragraph, ParagraphRole, Requisites, Section, Signature
from apps.core.text import NBSP, count_text, format_date, format_number
from apps.indicators.wording import seat
from apps.monitoring.wording import act_text, body_name
from apps.passport.documents import tables
from apps.passport.enums import OPEN_PARTS, PartKind, PassportState
from apps.passport.models import Passport
from apps.passport.registry import SECTIONS
from apps.passport.registry import Section as Declared
from apps.passport.selectors.correlation import CAUTION
from apps.passport.selectors.view import View

TITLE = "Паспорт дополнительного профессионального педагогического образования"
HOW = (
    "Показатели разделов 1, 2, 5 и 7 рассчитаны порталом по реестрам, разделы 3, 4 и 6 внесены организациями; у каждого"
    " показателя назван источник. Где сведений нет, стоит «—» с причиной."
)


def document(view: View) -> Document:
    """The whole passport as its reader may see it."""
    passport = view.passport
    names = passport.profile.subject_names
    ministry = body_name(names, "ministry")
    return Document(
        title=TITLE,
        subtitle=f"{passport.region.name}, {passport.year}{NBSP}год",
        requisites=Requisites(author(view), day_of(passport), place=seat(passport.profile.act)),
        act=act_text(passport.profile.act) if passport.profile.act else "",
        state="" if passport.published else passport.get_state_display().upper(),
        approval=Approval((ministry,) if ministry else (), day=decided(passport)) if passport.published else None,
        signatures=(Signature("Руководитель ЦНППМ"),),
        sections=(introduction(view), *(section(view, one) for one in SECTIONS if view.whole or not one.computed)),
        appendices=(Section("Кто что заполнял", (tables.parts(view),)),),
    )


def author(view: View) -> str:
    """Who issues the document: the ЦНППМ, as the passport names it."""
    return next((part.name for part in view.parts if part.kind == PartKind.CNPPM), view.passport.region.name)


def decided(passport: Passport) -> date | None:
    """The day of the ministry's decision."""
    return timezone.localdate(passport.decided_at) if passport.decided_at else None


def day_of(passport: Passport) -> date:
    """The day of the document: of the decision, else of the submission, else of the computation."""
    moment = passport.decided_at or passport.submitted_at or passport.computed_at
    return timezone.localdate(moment) if moment else passport.due_on


def introduction(view: View) -> Section:
    """Of what year, in which state, how full."""
    passport = view.passport
    version = f", версия{NBSP}{passport.version}" if passport.version > 1 else ""
    filled = view.all_filled
    share = f"{format_number(filled.percent)}{NBSP}%" if filled.percent is not None else "—"
    first = (
        f"Паспорт за {passport.year}{NBSP}год{version}: {passport.get_state_display()}. {who(view)};"
        f" вносимые разделы заполнены на {share}."
    )
    remark = (Paragraph(f"Замечания: {passport.remark}", ParagraphRole.CONCLUSION),) if passport.remark else ()
    return Section("Введение", (Paragraph(first), Paragraph(HOW), *letters(passport), *remark), number="")


def who(view: View) -> str:
    """How many organizations have handed their parts in."""
    words = count_text(len(view.parts), "организация", "организации", "организаций")
    handed = sum(1 for part in view.parts if part.state not in OPEN_PARTS)
    if handed == len(view.parts):
        return f"Сведения внесли {words}"
    return f"Сведения вносят {words}, свои части сдали {handed}"


def letters(passport: Passport) -> tuple[Paragraph, ...]:
    """The correspondence with the Federal operator."""
    words = []
    if passport.sent_on:
        words.append(f"направлен Федеральному оператору {format_date(passport.sent_on)} №{NBSP}{passport.sent_number}")
    if passport.outcome_on:
        answer = "согласован" if passport.state == PassportState.AGREED else "возвращён"
        words.append(f"{answer} {format_date(passport.outcome_on)} №{NBSP}{passport.outcome_number}")
    return (Paragraph(f"Паспорт {', '.join(words)}."),) if words else ()


def section(view: View, declared: Declared) -> Section:
    """One of the seven sections under its own number."""
    blocks = tables.figures(view, declared)
    if declared.code == "infrastructure":
        blocks += tables.objects(view)
    elif declared.code == "financing":
        blocks += tables.money(view)
    elif declared.code == "resources":
        blocks += tables.resources(view)
    elif declared.code == "results" and view.whole:
        blocks += (Paragraph(CAUTION, ParagraphRole.NOTE), tables.correlations(view), *tables.scatters(view))
    return Section(declared.title, blocks, number=declared.number)
