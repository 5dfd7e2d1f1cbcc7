"""What is said about a route and what shows that its items were done (DOMAIN 5, 8)."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from apps.core.actor import acting, current
from apps.core.services import records
from apps.routes import policies
from apps.routes.models import IndividualRoute, ItemEvidence, RouteComment, RouteItem
from apps.routes.services.papers import keep_paper
from apps.routes.services.telling import BELL, tell

NOT_SPEAKING = "Комментируют ИОМ педагог, его совет, сопровождающий и ЦНППМ."
NOT_YOURS = "Убрать комментарий может тот, кто его написал, и ЦНППМ."
NOTHING_SHOWN = "Напишите, что сделано, или приложите ссылку либо файл."
OVER = "ИОМ отменён или ещё не утверждён: подтверждать пока нечего."
TOLD = "Комментарий к ИОМ № {number}: {text}"
TOLD_LENGTH = 120


def who() -> str:
    """The acting person in words."""
    return current().who[:300]


@transaction.atomic
def add_comment(*, route: IndividualRoute, text: str) -> RouteComment:
    """Say something about a route; everybody in the talk hears of it. Raises ``PermissionDenied``."""
    if not policies.may_comment(current()):
        raise PermissionDenied(NOT_SPEAKING)
    made = RouteComment(route=route, person_id=route.person_id, text=text.strip(), who=who(), author=current().user_id)
    stamp(made, route)
    records.create(made, "add_comment")
    with acting(BELL):
        spoken = set(RouteComment.objects.filter(route=route, author__isnull=False).values_list("author", flat=True))
    words = TOLD.format(number=route.number, text=made.text[:TOLD_LENGTH])
    tell(route, words, others=[author for author in spoken if author is not None], tab="comments")
    return made


def remove_comment(comment: RouteComment) -> None:
    """Take a comment away: one's own, or any by the ЦНППМ. Raises ``PermissionDenied``."""
    if not policies.may_unsay(current(), comment):
        raise PermissionDenied(NOT_YOURS)
    records.remove(comment, "remove_comment")


@transaction.atomic
def add_evidence(*, item: RouteItem, text: str = "", url: str = "", file: Any = None) -> ItemEvidence:
    """Put words, a link or a file beside an item of an approved route. Raises ``ValidationError``."""
    require_evidence(item)
    if not (text.strip() or url or file):
        raise ValidationError({"text": NOTHING_SHOWN})
    made = ItemEvidence(item=item, person_id=item.person_id, text=text.strip(), url=url, added_by=who())
    made.added_on = timezone.localdate()
    stamp(made, item)
    for name, value in keep_paper(made, file).items():
        setattr(made, name, value)
    return records.create(made, "add_evidence")


def remove_evidence(evidence: ItemEvidence) -> None:
    """Take a piece of evidence away. Raises ``ValidationError``."""
    require_evidence(evidence.item)
    records.remove(evidence, "remove_evidence")


def require_evidence(item: RouteItem) -> None:
    """Evidence belongs to a route that was approved and not cancelled. Raises ``ValidationError``."""
    if not policies.may_show(current(), item.route):
        raise ValidationError(OVER, code="state")


def stamp(row: RouteComment | ItemEvidence, owner: IndividualRoute | RouteItem) -> None:
    """The place of what it belongs to: the person's card may be out of the writer's sight."""
    for column in ("organization_id", "municipality_id", "region_id", "managerial"):
        setattr(row, column, getattr(owner, column))
