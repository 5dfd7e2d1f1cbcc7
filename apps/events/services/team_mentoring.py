"""Writes of the mentoring of management teams."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone

from apps.core.services import attachments, records
from apps.events.models import TeamMentoring
from apps.organizations.models import Organization
from apps.organizations.services.records import place_of

SAME = "Школа-лидер и школа, которую она сопровождает, — разные организации."
BOTH = "Укажите и номер, и дату договора."
NO_RESULT = "Напишите, к чему пришли."
OVER = "Менторство завершено: карточка не меняется, исправляют только результат."
NOT_OVER = "Менторство ещё не завершено."
FUTURE = "Этот день ещё не наступил."
DATES = (("start", "end"), ("internship_from", "internship_to"))
CHECKED = ("start", "end", "internship_from", "internship_to", "contract_number", "contract_on")


def check(values: dict[str, Any]) -> None:
    """What every row holds. Raises ``ValidationError``."""
    for first, last in DATES:
        records.require_order(values.get(first), values.get(last), last)
    if bool(values.get("contract_number")) != (values.get("contract_on") is not None):
        raise ValidationError({"contract_number": BOTH})


def with_file(values: dict[str, Any], organization: int) -> dict[str, Any]:
    """A given document is kept and becomes its key and name. Raises ``ValidationError`` at ``file``."""
    file = values.pop("file", None)
    if not isinstance(file, UploadedFile):
        return values
    kept = attachments.keep_upload(file, organization=organization)
    return {**values, "file_key": kept.key, "file_name": kept.name}


def create_team(*, organization: Organization, leader: Organization, **values: Any) -> TeamMentoring:
    """A leader school takes the team of a school. Raises ``ValidationError``."""
    if organization.pk == leader.pk:
        raise ValidationError({"leader": SAME})
    check(values)
    made = TeamMentoring(
        **place_of(organization),
        leader=leader,
        leader_municipality_id=leader.municipality_id,
        leader_region_id=leader.region_id,
        **with_file(values, organization.pk),
    )
    return records.create(made, "create_team_mentoring")


def update_team(team: TeamMentoring, **values: Any) -> TeamMentoring:
    """Change what is not over; the two schools stay. Raises ``ValidationError``."""
    if team.closed_on is not None:
        raise ValidationError(OVER)
    check({name: values.get(name, getattr(team, name)) for name in CHECKED})
    return records.change(team, "update_team_mentoring", **with_file(values, team.organization_id))


def close_team(team: TeamMentoring, *, closed_on: date, result: str, today: date | None = None) -> TeamMentoring:
    """It is over, with the result. Raises ``ValidationError``."""
    if team.closed_on is not None:
        raise ValidationError(OVER)
    require_result(team, closed_on, result, today or timezone.localdate())
    return records.change(
        team, "close_team_mentoring", closed_on=closed_on, end=team.end or closed_on, result=result.strip()
    )


def correct_team(team: TeamMentoring, *, closed_on: date, result: str, today: date | None = None) -> TeamMentoring:
    """Correct the result of what is over; the history keeps what stood there. Raises ``ValidationError``."""
    if team.closed_on is None:
        raise ValidationError(NOT_OVER)
    require_result(team, closed_on, result, today or timezone.localdate())
    return records.change(team, "correct_team_mentoring", closed_on=closed_on, result=result.strip())


def require_result(team: TeamMentoring, day: date, result: str, today: date) -> None:
    """A result says something, of a day that has come. Raises ``ValidationError``."""
    if not result.strip():
        raise ValidationError({"result": NO_RESULT})
    if day > today:
        raise ValidationError({"closed_on": FUTURE})
    records.require_order(team.start, day, "closed_on")


def remove_team(team: TeamMentoring) -> None:
    """Delete a row entered by mistake."""
    records.remove(team, "remove_team_mentoring")
