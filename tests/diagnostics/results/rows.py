"""Results of groups and recommendations in the world of the walls."""

from datetime import date

from apps.diagnostics.enums import GroupLevel
from apps.diagnostics.models import Advice, AdviceText, DiagnosticSession, GroupResult, YearConclusion
from apps.diagnostics.services.advice import advice_of
from apps.organizations.models import Organization
from apps.teachers.models import Person
from tests import factories as make
from tests.cast import Cast
from tests.permissions.rows import filler, place_columns


@filler
def group_rows(cast: Cast, mark: str, organization: Organization, person: Person) -> None:
    """A hidden group for the organization of each place."""
    GroupResult.objects.get_or_create(
        region=organization.region,
        municipality=organization.municipality,
        organization=organization,
        level=GroupLevel.ORGANIZATION,
        defaults={"on_date": date(2025, 3, 1), "hidden": True},
    )


@filler
def advice_rows(cast: Cast, mark: str, organization: Organization, person: Person) -> None:
    """A recommendation to the person of each place, a text of it, conclusions of its organization."""
    session = DiagnosticSession.objects.filter(person=person).order_by("pk").first()
    session = session or make.make_session(person, cast.cnppm, date(2025, 3, 2))
    if not Advice.objects.filter(session=session).exists():
        advice_of(session, make.make_competence().pk, f"Рекомендация {mark}").save()
    AdviceText.objects.get_or_create(provider=cast.copmkp, defaults={"text": "Общий текст"})
    YearConclusion.objects.get_or_create(**place_columns(organization), year=2025, defaults={"text": mark})
