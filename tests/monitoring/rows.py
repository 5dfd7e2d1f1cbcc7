"""Rows of the report's tables for the permission tests."""

from hashlib import sha256
from typing import Any
from uuid import uuid4

from apps.monitoring.models import (
    Confirmation,
    Criterion,
    CriterionAnswer,
    Finding,
    FindingExplanation,
    FormReport,
    FormRound,
    MonitoringForm,
    OrganizationFacts,
    PersonWords,
    Recommendation,
    Report,
    ReportFile,
    ReportMove,
    ReportUnit,
    RoundAddressee,
)
from apps.monitoring.services.keeping import write
from apps.organizations.models import Organization, Profile
from apps.roadmap.models import FunctionEvidence
from apps.teachers.models import Person
from tests.cast import Cast
from tests.permissions.rows import DAY, filler, place_columns


def report_of(organization: Organization, state: str) -> Report:
    """A report of the organization's region in that state."""
    region = organization.region
    profile, _ = Profile.objects.get_or_create(
        code=f"rows-{region.oktmo}", defaults={"title": "Профиль", "level": "region", "region": region}
    )
    report, _ = Report.objects.get_or_create(
        profile=profile,
        region=region,
        period_from=DAY,
        period_to=DAY,
        version=2 if state == "approved" else 1,
        defaults={"state": state, "published": state == "approved"},
    )
    return report


@filler
def report_rows(cast: Cast, mark: str, organization: Organization, person: Person) -> None:
    place = place_columns(organization)
    figures = {"numerators": [1], "denominators": [1], "extras": [0], "lost": [0], "name": mark, "sort_key": mark}
    for state in ("draft", "approved"):
        report = report_of(organization, state)
        own = {"published": report.published, **figures}
        whole = {"region": report.region, **own}
        ReportUnit.objects.get_or_create(report=report, level="region", code="", defaults=whole)
        ReportUnit.objects.create(report=report, level="organization", code=mark, **place, **own)
    draft = report_of(organization, "draft")
    OrganizationFacts.objects.get_or_create(report=draft, organization=organization, defaults={**place, "digest": b""})
    for private in (True, False):
        values = {"person": person, "managerial": person.managerial, "private": private, "sentence": mark, **place}
        Finding.objects.create(report=draft, mark=uuid4(), **values)
        FindingExplanation.objects.create(mark=uuid4(), reason=mark, author=mark, **values)


@filler
def form_rows(cast: Cast, mark: str, organization: Organization, person: Person) -> None:
    if mark == "managers":
        return
    place = place_columns(organization)
    for published in (False, True):
        form = MonitoringForm.objects.create(**place, title=f"Форма {mark}", published=published)
        criterion = Criterion.objects.create(**place, form=form, number="1", title=mark, published=published)
        state = "open" if published else "draft"
        round_ = FormRound.objects.create(
            **place, form=form, period_from=DAY, period_to=DAY, due_on=DAY, state=state, published=published
        )
        RoundAddressee.objects.create(**place, round=round_, addressee=organization)
        if published:
            report = FormReport.objects.create(**place, round=round_)
            CriterionAnswer.objects.create(**place, report=report, criterion=criterion, number=1)
    FunctionEvidence.objects.create(
        **place, profile=report_of(organization, "draft").profile, function="mms-01", period_from=DAY, period_to=DAY,
        text=mark, confirmed_on=DAY, confirmed_by=mark,
    )  # fmt: skip


@filler
def confirmation_rows(cast: Cast, mark: str, organization: Organization, person: Person) -> None:
    profile = report_of(organization, "draft").profile
    Confirmation.objects.create(profile=profile, code=mark, year=2025, holds=True, **place_columns(organization))


@filler
def life_rows(cast: Cast, mark: str, organization: Organization, person: Person) -> None:
    approved = report_of(organization, "approved")
    ReportMove.objects.create(step="approve", report=approved, region=organization.region, who=mark)
    kept, _ = ReportFile.objects.get_or_create(
        report=approved, kind="pdf", region=organization.region, defaults={"who": mark, "name": mark, "size": 4}
    )
    kept.sha256 = sha256(b"%PDF").hexdigest()
    kept.save()
    write(kept.path, b"%PDF")
    PersonWords.objects.create(report=approved, person=person, name=mark, sort_key=mark, words=[mark])


@filler
def recommendation_rows(cast: Cast, mark: str, organization: Organization, person: Person) -> None:
    draft = report_of(organization, "draft")
    period = {"profile": draft.profile, "report": draft, "period_from": DAY, "period_to": DAY}
    unit = {"level": "organization", "unit_code": organization.code, "unit_name": mark, "body": organization.kind}
    kinds: dict[str, dict[str, Any]] = {
        "prepared": {},
        "sent": {"sent": True, "state": "sent", "due": DAY},
        "local": {"local": True},
    }
    for name, values in kinds.items():
        Recommendation.objects.create(
            **period, **unit, **place_columns(organization), rule=name, topic=mark, proposed=mark, text=mark, **values
        )
