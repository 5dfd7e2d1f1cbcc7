"""The letter that asks an organization to send its people to a diagnostics."""

from datetime import date

from apps.core.documents.cells import ColumnKind
from apps.core.documents.tree import Column, Document, Paragraph, Requisites, Row, Section, Signature, Table
from apps.core.text import count_text, format_date, format_interval
from apps.diagnostics.models import Campaign
from apps.diagnostics.selectors.campaign_schools import Invited

PEOPLE = ("работника", "работников", "работников")


def letter(campaign: Campaign, people: list[Invited], day: date) -> Document:
    """The letter about one organization's invited people (at least one); ``day`` is the day of the letter."""
    first = people[0]
    return Document(
        title="Приглашение на диагностику профессиональных компетенций",
        subtitle=first.organization,
        requisites=Requisites(organization=first.conductor, day=day),
        sections=(
            Section("О диагностике", tuple(Paragraph(text) for text in words(campaign, people)), number=""),
            Section("Список приглашённых", (table(people),), number=""),
        ),
        signatures=(Signature("Руководитель"),),
    )


def words(campaign: Campaign, people: list[Invited]) -> list[str]:
    """What the letter says before the list."""
    term = format_interval(campaign.start, campaign.end)
    asked = f"Просим направить {count_text(len(people), *PEOPLE)} вашей организации на диагностику «{campaign.title}»."
    held = f"Диагностика проводится {term} инструментом «{campaign.tool.title}»."
    place = [f"Место проведения: {campaign.place}."] if campaign.place else []
    return [asked, held, *place, *([campaign.note] if campaign.note else [])]


def table(people: list[Invited]) -> Table:
    """The list: who, when, where."""
    rows = [Row((number, one.name, when(one), one.place or "—")) for number, one in enumerate(people, 1)]
    columns = (
        Column("№", ColumnKind.INT, 0.4),
        Column("Фамилия, имя, отчество", weight=2.4),
        Column("День и время", weight=1.4),
        Column("Место", weight=2.0),
    )
    return Table("Приглашённые работники", columns, tuple(rows))


def when(one: Invited) -> str:
    """«15.03.2025 в 10:00»; any day where none was given."""
    if one.day is None or one.time is None:
        return "в любой день"
    return f"{format_date(one.day)} в {one.time:%H:%M}"
