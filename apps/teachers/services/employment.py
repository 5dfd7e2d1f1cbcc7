"""Employments: hired, corrected, ended, taken back (DOMAIN 3). One main employment at a time."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q

from apps.core import access
from apps.core.access import READ, WRITE
from apps.core.actor import acting, current, system
from apps.core.services import history, records
from apps.organizations.models import Organization
from apps.teachers.models import Employment, Person, Position, Subject
from apps.teachers.policies import require_hiring
from apps.teachers.services.stamp import restamp

SYSTEM = system("people")
SECOND_MAIN = (
    "На эти дни у работника уже есть другое основное место работы{where}. Сначала его завершают датой увольнения;"
    " работу по совместительству отмечают как не основную."
)
NOBODY = "Основного места работы без даты увольнения нет: завершать нечего."
LAST_ONE = "Это единственное место работы: его можно исправить или завершить, но не удалить."


def overlapping_main(person_id: int, start: date, end: date | None, *, but: int | None = None) -> Employment | None:
    """Another main employment on any of these days, wherever it is; the system looks, the caller stays neutral."""
    with acting(SYSTEM):
        rows = Employment.objects.filter(Q(end=None) | Q(end__gte=start), person_id=person_id, is_main=True)
        rows = rows.filter(start__lte=end) if end is not None else rows
        rows = rows.exclude(pk=but) if but is not None else rows
        return rows.select_related("organization").first()


def refuse_second_main(person_id: int, start: date, end: date | None, *, but: int | None = None) -> None:
    """At one moment a person has at most one main employment. Raises ``ValidationError`` at ``is_main``.

    The other employer is named only to those who may see that employment.
    """
    other = overlapping_main(person_id, start, end, but=but)
    if other is None:
        return
    seen = access.can(current(), READ, other)
    raise ValidationError({"is_main": SECOND_MAIN.format(where=f" — {other.organization}" if seen else "")})


def settle(person_id: int) -> None:
    """Stamp the person with the place of their employment today."""
    with acting(SYSTEM):
        restamp([person_id])


def require_valid(person_id: int, *, is_main: bool, start: date, end: date | None, but: int | None = None) -> None:
    """What DOMAIN 3 says of an employment. Raises ``ValidationError``."""
    records.require_order(start, end, "end", "Дата увольнения раньше даты приёма.")
    if is_main:
        refuse_second_main(person_id, start, end, but=but)


def require_own(employment: Employment) -> None:
    """Refuse an employment out of the actor's hands. Raises ``PermissionDenied``."""
    if not access.can(current(), WRITE, employment):
        raise PermissionDenied("Это место работы ваша роль может только смотреть.")


def owner_columns(person: Person) -> dict[str, Any]:
    """The person's own place as an employment keeps it."""
    names = ("organization_id", "municipality_id", "region_id", "managerial")
    return {f"owner_{name}": getattr(person, name) for name in names}


@transaction.atomic
def add_employment(
    *,
    person: Person,
    organization: Organization,
    position: Position,
    start: date,
    is_main: bool = True,
    end: date | None = None,
    rate: Decimal | None = None,
    subjects: Iterable[Subject] = (),
) -> Employment:
    """Hire a person; a new main employment moves the person and all that hangs on them to this organization.

    ``rate`` is a share of full time. Raises ``ValidationError``: an employer outside the actor's area, an end before
    the start, a second main employment (DOMAIN 3), the same employment entered twice.
    """
    require_hiring(organization)
    require_valid(person.pk, is_main=is_main, start=start, end=end)
    made = Employment(
        person=person,
        person_name=person.full_name,
        organization=organization,
        municipality_id=organization.municipality_id,
        region_id=organization.region_id,
        position=position,
        start=start,
        end=end,
        is_main=is_main,
        rate=rate,
        **owner_columns(person),
    )
    with acting(SYSTEM):
        records.save(made)
        made.subjects.set(subjects)
        restamp([person.pk])
        made.refresh_from_db()
        person.refresh_from_db()
    history.record("add_employment", made)
    return made


@transaction.atomic
def update_employment(
    employment: Employment, *, subjects: Iterable[Subject] | None = None, **values: Any
) -> Employment:
    """Correct an employment: position, dates, rate, main or not, subjects; the employer stays.

    Raises ``ValidationError`` as ``add_employment`` does.
    """
    final = {name: values.get(name, getattr(employment, name)) for name in ("is_main", "start", "end")}
    require_valid(employment.person_id, **final, but=employment.pk)
    require_own(employment)
    # The system writes: where an outside employment becomes the main one, its new place is not the actor's yet.
    records.change(employment, "update_employment", writer=SYSTEM, **values)
    if subjects is not None:
        employment.subjects.set(subjects)
    settle(employment.person_id)
    return employment


def end_employment(employment: Employment, *, end: date) -> Employment:
    """The last day of work. The person stays in this organization's sight until another one hires them as main."""
    return update_employment(employment, end=end)


def dismiss(person: Person, *, end: date) -> Employment:
    """End the person's main employment. Raises ``ValidationError`` where none goes on."""
    found = Employment.objects.filter(person=person, is_main=True, end=None).order_by("-start").first()
    if found is None:
        raise ValidationError(NOBODY)
    return end_employment(found, end=end)


def reopen_employment(employment: Employment) -> Employment:
    """Take a dismissal back. Raises ``ValidationError`` where another main employment has begun meanwhile."""
    return update_employment(employment, end=None)


@transaction.atomic
def remove_employment(employment: Employment) -> None:
    """Delete an employment entered by mistake. Raises ``ValidationError`` for the only one."""
    person_id = employment.person_id
    require_own(employment)
    with acting(SYSTEM):
        alone = not Employment.objects.filter(person_id=person_id).exclude(pk=employment.pk).exists()
    if alone:
        raise ValidationError(LAST_ONE)
    employment.subjects.clear()
    records.remove(employment, "remove_employment")
    settle(person_id)
