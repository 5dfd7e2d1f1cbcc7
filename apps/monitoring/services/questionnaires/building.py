"""A form is built: its words, its criteria; copied, taken ready from a regulation, removed."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Max

from apps.core.actor import current
from apps.core.services import records
from apps.monitoring.enums import CriterionKind
from apps.monitoring.models import Criterion, MonitoringForm
from apps.monitoring.services.questionnaires.rights import NOT_MAKER, builds, require_owner
from apps.organizations.models import Organization
from apps.organizations.services.records import place_of

FIXED = "По форме уже объявлен сбор, её критерии не меняются: скопируйте форму и измените копию."
FORM_WORDS = ("title", "purpose", "basis", "method")
CRITERION_WORDS = (
    "section", "number", "title", "hint", "clause", "kind", "minimum", "maximum", "required", "position",
)  # fmt: skip


def own_organization() -> Organization:
    """The organization whose form the actor makes. Raises ``PermissionDenied`` for roles that build none."""
    actor = current()
    if not builds(actor) or actor.organization_id is None:
        raise PermissionDenied(NOT_MAKER)
    return Organization.objects.get(pk=actor.organization_id)


def require_open(form: MonitoringForm) -> None:
    """Refuse changes of a form by which something was gathered. Raises ``ValidationError``."""
    require_owner(form)
    if form.published:
        raise ValidationError(FIXED, code="published")


@transaction.atomic
def create_form(*, organization: Organization | None = None, **words: Any) -> MonitoringForm:
    """Make a form of the actor's organization. Raises ``PermissionDenied``."""
    owner = organization or own_organization()
    return records.create(MonitoringForm(**place_of(owner), **words), "create_form")


@transaction.atomic
def update_form(form: MonitoringForm, /, **words: Any) -> MonitoringForm:
    """Change the words of a form that was not sent out yet. Raises ``ValidationError``."""
    require_open(form)
    return records.change(form, "update_form", **words)


@transaction.atomic
def remove_form(form: MonitoringForm, /) -> None:
    """Remove a form with its criteria, where it has no rounds. Raises ``ValidationError``."""
    require_open(form)
    records.remove(form, "remove_form")


@transaction.atomic
def copy_form(form: MonitoringForm, /, *, title: str = "") -> MonitoringForm:
    """Make a form of the actor's organization with the same criteria. Raises ``PermissionDenied``."""
    words = {name: getattr(form, name) for name in FORM_WORDS}
    made = create_form(**{**words, "title": title or f"{form.title} (копия)"[:300]})
    for criterion in form.criteria.all():
        add_criterion(form=made, **{name: getattr(criterion, name) for name in CRITERION_WORDS})
    return made


def check_scale(words: dict[str, Any], stored: Criterion | None = None) -> None:
    """Refuse a scale with no room. Raises ``ValidationError`` at its upper end."""
    kind = words.get("kind", stored.kind if stored else CriterionKind.YES_NO)
    least = words.get("minimum", stored.minimum if stored else 0)
    most = words.get("maximum", stored.maximum if stored else 3)
    if kind == CriterionKind.SCALE and most <= least:
        raise ValidationError({"maximum": "Высший балл должен быть больше низшего."})


def settled(words: dict[str, Any]) -> dict[str, Any]:
    """The bounds of a scale belong to a scale only; of other kinds they are put back."""
    if words.get("kind") not in (None, CriterionKind.SCALE):
        return {**words, "minimum": 0, "maximum": 3}
    return words


@transaction.atomic
def add_criterion(*, form: MonitoringForm, position: int | None = None, **words: Any) -> Criterion:
    """Add a criterion to the end of the form, or to ``position``. Raises ``ValidationError``."""
    require_open(form)
    check_scale(words)
    place = {name: getattr(form, name) for name in ("organization_id", "municipality_id", "region_id")}
    last = form.criteria.aggregate(last=Max("position"))["last"] or 0
    made = Criterion(**place, form=form, position=position or last + 1, **settled(words))
    return records.create(made, "add_criterion")


@transaction.atomic
def update_criterion(criterion: Criterion, /, *, form: MonitoringForm | None = None, **words: Any) -> Criterion:
    """Change a criterion. Raises ``ValidationError``."""
    require_open(criterion.form)
    check_scale(words, criterion)
    return records.change(criterion, "update_criterion", **settled(words))


@transaction.atomic
def remove_criterion(criterion: Criterion, /) -> None:
    """Remove a criterion. Raises ``ValidationError``."""
    require_open(criterion.form)
    records.remove(criterion, "remove_criterion")
