"""A row of every register for each place of the cast."""

from datetime import date
from decimal import Decimal

from apps.organizations.models import Organization
from apps.registers import models as rows
from apps.teachers.models import Person
from tests import factories as make
from tests.cast import Cast
from tests.permissions.rows import filler, place_columns

DAY = date(2025, 3, 1)


@filler
def register_rows(cast: Cast, mark: str, organization: Organization, person: Person) -> None:
    book_rows(mark, organization, person)
    judged_rows(mark, organization)


def book_rows(mark: str, organization: Organization, person: Person) -> None:
    """Bodies, people and papers."""
    place = place_columns(organization)
    union = rows.Union.objects.create(**place, title=mark, sort_key=mark, kind="union", level="municipal", start=DAY)
    rows.UnionMember.objects.create(union=union, person=person, start=DAY)
    event = make.make_event(organization, DAY, code=f"О-{mark}")
    rows.UnionEvent.objects.create(**place, union=union, event=event)
    meeting = rows.Meeting.objects.create(**place, body="umo", number=mark, held_on=DAY)
    rows.Decision.objects.create(**place, meeting=meeting, number=1, text=mark, due=DAY)
    rows.Responsible.objects.create(person=person, at_organization=organization, area="support", act=mark, start=DAY)
    rows.Reserve.objects.create(person=person, kind="tutor", start=DAY)
    position = make.make_position()
    rows.Vacancy.objects.create(**place, position=position, rate=Decimal(1), opened_on=DAY, note=mark)
    rows.Letter.objects.create(**place, kind="letter", number=mark, sent_on=DAY, subject=mark, due=DAY)
    rows.Contract.objects.create(**place, number=mark, partner=mark, subject=mark, start=DAY)
    team = rows.ProjectTeam.objects.create(**place, title=mark, start=DAY)
    rows.TeamMember.objects.create(team=team, person=person)


def judged_rows(mark: str, organization: Organization) -> None:
    """Practices, materials, selections and what experts say."""
    place = place_columns(organization)
    practice = rows.Practice.objects.create(
        **place, title=mark, sort_key=mark, annotation=mark, authors=mark, submitted_on=DAY
    )
    rows.Material.objects.create(
        **place, title=mark, sort_key=mark, kind="manual", annotation="Пособие", published_on=DAY
    )
    rows.InformationResource.objects.create(**place, title=mark, kind="site")
    selection = rows.Selection.objects.create(**place, title=mark, kind="rip", start=DAY, end=DAY)
    rows.Application.objects.create(**place, selection=selection, topic=mark, submitted_on=DAY)
    rows.Expertise.objects.create(
        **place, practice=practice, expert="Эксперт", judged_on=DAY, relevance=5, novelty=4, result=3, transfer=2,
        conclusion=mark,
    )  # fmt: skip
