"""«Индивидуальный образовательный маршрут»: the document; page, PDF and DOCX are drawn of this one tree."""

from collections.abc import Iterator

from django.utils import timezone

from apps.core.actor import acting
from apps.core.documents.cells import ColumnKind
from apps.core.documents.formats import DocumentFormat
from apps.core.documents.tree import (
    Approval,
    Block,
    Bullets,
    Column,
    Document,
    Paragraph,
    ParagraphRole,
    Requisites,
    Row,
    RowStyle,
    Section,
    Signature,
    Table,
)
from apps.core.models import HistoryEntry
from apps.core.text import count_text, format_date
from apps.diagnostics.selectors import results
from apps.organizations.models import Organization
from apps.routes.enums import RouteState
from apps.routes.models import IndividualRoute, RouteSource
from apps.routes.policies import approver
from apps.routes.progress import Progress, progress_of
from apps.routes.selectors import SYSTEM, TRAIL, Plan, PlanItem, leader_of, names_of, plan_of
from apps.teachers.models import Person
from apps.teachers.selectors import latest_category, latest_job

TITLE = "Индивидуальный образовательный маршрут"
FORMS = (DocumentFormat.PDF, DocumentFormat.DOCX)
UNAPPROVED = (RouteState.DRAFT, RouteState.AGREED)


def file_name(route: IndividualRoute, form: DocumentFormat) -> str:
    """The name under which the reader saves the file: no name of the person."""
    return f"ИОМ № {route.number}.{form.value}"


def route_document(route: IndividualRoute) -> Document:
    """The whole document, as its reader may see the route."""
    plan, gained = plan_of(route), progress_of(route)
    person = Person.objects.annotate(_post=latest_job("position__name"), _category=latest_category()).filter(
        pk=route.person_id
    ).first()  # fmt: skip
    return Document(
        title=TITLE,
        subtitle=person.full_name if person else "",
        requisites=Requisites(
            author(route), route.drafted_on or route.approved_on or timezone.localdate(), route.number
        ),
        state="ЧЕРНОВИК" if route.state in UNAPPROVED else "",
        approval=approval(route) if route.approved_on else None,
        signatures=signatures(route, person),
        sections=(
            Section("Общие сведения", (general(route, person),)),
            Section("Результаты диагностики", tuple(diagnosed(route))),
            Section("Запрос и основания", tuple(request(route, plan))),
            Section("Карта развития", (chart(plan),)),
            Section("Отчёт о прохождении", tuple(report(route, plan, gained))),
        ),
    )


def author(route: IndividualRoute) -> str:
    """The centre of the region, else the organization of the teacher."""
    centre = Organization.objects.filter(region_id=route.region_id, kind="cnppm", closed_on=None).first()
    found = centre or Organization.objects.filter(pk=route.organization_id).first()
    return found.full_name if found else "Методическая служба"


def signatures(route: IndividualRoute, person: Person | None) -> tuple[Signature, ...]:
    """The teacher, who leads the route, who approves it."""
    leader = leader_of(route)
    led = (Signature("Сопровождающий", leader),) if leader else ()
    teacher = Signature("Педагог", person.full_name if person else "", route.agreed_on)
    return (teacher, *led, Signature(*approved_by(route), route.approved_on))


def approval(route: IndividualRoute) -> Approval:
    """The block at the top of an approved route."""
    return Approval(tuple(filter(None, approved_by(route))), day=route.approved_on)


def approved_by(route: IndividualRoute) -> tuple[str, str]:
    """The body that approves, and the name of whoever did; the name is empty before that or of a route loaded so."""
    entries = HistoryEntry.objects.filter(object_kind=route._meta.label_lower, object_ref=str(route.pk))
    with acting(SYSTEM):
        last = entries.filter(verb="approve_route").order_by("-pk").first() if route.approved_on else None
    return str(approver(route).label), last.actor_label.partition(" (")[0] if last else ""


def general(route: IndividualRoute, person: Person | None) -> Table:
    """Who, where, when."""
    with acting(SYSTEM):
        place = Organization.objects.filter(pk=route.organization_id).first()
    post = getattr(person, "_post", "") or "—"
    lines = [
        ("Педагог", person.full_name if person else "—"),
        ("Должность", post),
        ("Организация", place.full_name if place else "—"),
        ("Сопровождающий", leader_of(route) or "не назначен"),
        ("Состояние маршрута", str(route.state.label)),
        *((title, format_date(getattr(route, name))) for title, name, _ in TRAIL if getattr(route, name)),
    ]
    if route.cancelled_on:
        lines.append(("Отменён", f"{format_date(route.cancelled_on)}: {route.cancel_reason}"))
    return Table("Сведения о педагоге и маршруте", (Column("Сведение", weight=1.0), Column("Значение", weight=2.0)),
                 tuple(Row(line) for line in lines))  # fmt: skip


def diagnosed(route: IndividualRoute) -> Iterator[Block]:
    """What the session found, competence by competence."""
    if route.session is None:
        return
    yield Paragraph(f"Диагностика {format_date(route.session.completed_on)}, инструмент «{route.session.tool.title}».")
    columns = (
        Column("Компетенция", weight=3.0), Column("Результат, %", ColumnKind.PERCENT),
        Column("Порог, %", ColumnKind.DECIMAL), Column("Вывод", weight=1.2),
    )  # fmt: skip
    rows = tuple(
        Row((f"{one.code} {one.title}", one.percent, one.threshold, "дефицит" if one.is_deficit else "в норме"))
        for one in results(route.session)
    )
    yield Table("Результаты по компетенциям", columns, rows)


def request(route: IndividualRoute, plan: Plan) -> Iterator[Block]:
    """The deficits to close, the goals beside them, the reasons written down."""
    wanted = [f"{aim.code} {aim.title} — профессиональный дефицит" for aim in plan.deficits]
    goals = {f"{aim.code} {aim.title} — точка роста" for item in plan.items for aim in item.aims if not aim.is_deficit}
    wanted += sorted(goals)
    wanted += [str(source) for source in RouteSource.objects.filter(route=route)]
    if wanted:
        yield Bullets(tuple(wanted))
    if plan.uncovered:
        names = "; ".join(f"{aim.code} {aim.title}" for aim in plan.uncovered)
        yield Paragraph(f"Пока не покрыто ни одним пунктом: {names}.", ParagraphRole.NOTE)


def chart(plan: Plan) -> Table:
    """The items with their aims, hours, terms and responsible people."""
    columns = (
        Column("№", weight=0.4), Column("Что сделать", weight=3.0), Column("Вид", weight=1.2),
        Column("Развивает", weight=1.4), Column("Часов", ColumnKind.INT, 0.7), Column("Срок", ColumnKind.DATE, 1.0),
        Column("Ответственный", weight=1.4),
    )  # fmt: skip
    names = names_of(item.row.responsible_id for item in plan.items)
    rows = [Row(line_of(item, names)) for item in plan.items]
    if rows:
        rows.append(Row(("", "Всего", "", "", plan.hours, None, ""), RowStyle.TOTAL))
    return Table("Пункты маршрута", columns, tuple(rows), empty="Пунктов ещё нет.")


def line_of(item: PlanItem, names: dict[int, str]) -> tuple[str | int | None, ...]:
    """One item as a row of the map of development."""
    row = item.row
    return (
        row.number, item.title, str(row.get_kind_display()), ", ".join(aim.code for aim in item.aims), row.hours,
        row.due, row.responsible_words or names.get(row.responsible_id or 0, ""),
    )  # type: ignore[return-value]  # fmt: skip


def report(route: IndividualRoute, plan: Plan, gained: Progress) -> Iterator[Block]:
    """What was done, with what result; what the repeated diagnostics showed."""
    yield Paragraph(f"Выполнено {plan.done} из {count_text(len(plan.items), 'пункта', 'пунктов', 'пунктов')}.")
    done = tuple(
        Row((item.title, item.row.done_on, item.row.result or str(item.row.get_closed_by_display())))
        for item in plan.items
        if item.row.done_on
    )
    columns = (Column("Пункт", weight=3.0), Column("Выполнен", ColumnKind.DATE), Column("Результат", weight=2.0))
    yield Table("Выполненные пункты", columns, done, empty="Выполненных пунктов пока нет.")
    if gained.repeated_on is not None:
        yield gains(gained)
    yield Paragraph(gained.summary, ParagraphRole.CONCLUSION)


def gains(gained: Progress) -> Table:
    """Before and after, competence by competence."""
    columns = (
        Column("Компетенция", weight=3.0),
        Column("Было, %", ColumnKind.DECIMAL), Column("Стало, %", ColumnKind.DECIMAL),
        Column("Прирост", ColumnKind.DECIMAL), Column("Итог", weight=1.6),
    )  # fmt: skip
    rows = (
        Row((f"{one.before.code} {one.before.title}", one.before.percent, one.after.percent if one.after else None,
             one.gain, one.words))
        for one in gained.gains
    )  # fmt: skip
    return Table("Повторная диагностика", columns, tuple(rows))
