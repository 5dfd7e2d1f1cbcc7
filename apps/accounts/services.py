"""Writes of users and roles. The actor is ``current()``: an administrator, or a user changing what is their own."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from apps.accounts.models import Assignment, User
from apps.core.services import history
from apps.organizations.models import Organization


@transaction.atomic
def create_user(*, login: str, full_name: str, email: str = "", is_active: bool = True, password: str = "") -> User:
    """A new user, unable to log in until a password is set. Raises ``ValidationError`` for a taken login."""
    if User.objects.filter(login=login.strip().lower()).exists():
        raise ValidationError({"login": "Такой логин уже есть."})
    user = User.objects.create_user(login, password or None, full_name=full_name, email=email, is_active=is_active)
    history.record("create_user", user)
    return user


@transaction.atomic
def update_user(user: User, /, *, password: str = "", **fields: Any) -> User:
    """Change a user's fields (login, full_name, email, is_active), and the password where one is given."""
    before = history.snapshot(user)
    login = fields.get("login", user.login)
    if User.objects.filter(login=login).exclude(pk=user.pk).exists():
        raise ValidationError({"login": "Такой логин уже есть."})
    for name, value in fields.items():
        setattr(user, name, value)
    if password:
        user.set_password(password)
    user.save()
    history.record("update_user", user, before=before)
    return user


@transaction.atomic
def change_password(user: User, *, password: str) -> None:
    """A user's own new password; the history says that it was changed, never what it is."""
    before = history.snapshot(user)
    user.set_password(password)
    user.save(update_fields=["password"])
    history.record("change_password", user, before=before)


@transaction.atomic
def assign_role(
    *, user: User, role: str, organization: Organization, valid_from: date, valid_to: date | None = None
) -> Assignment:
    """Give a user a role at an organization (DOMAIN 8). Raises ``ValidationError`` where it is held then already."""
    check_dates(valid_from, valid_to)
    made = Assignment(
        user=user,
        role=role,
        organization=organization,
        municipality_id=organization.municipality_id,
        region_id=organization.region_id,
        valid_from=valid_from,
        valid_to=valid_to,
    )
    check_overlap(made)
    made.save()
    history.record("assign_role", made)
    return made


@transaction.atomic
def update_role(
    assignment: Assignment, /, *, valid_from: date, valid_to: date | None = None, **fields: Any
) -> Assignment:
    """Correct the dates of a role; whose, which and where never change: that is another role."""
    fixed = ("user", "role", "organization")
    changed = [name for name in fixed if name in fields and fields[name] != getattr(assignment, name)]
    if changed:
        text = "Это поле не меняется: завершите эту роль и назначьте новую."
        raise ValidationError(dict.fromkeys(changed, text))
    check_dates(valid_from, valid_to)
    before = history.snapshot(assignment)
    assignment.valid_from, assignment.valid_to = valid_from, valid_to
    check_overlap(assignment)
    assignment.save(update_fields=["valid_from", "valid_to"])
    history.record("update_role", assignment, before=before)
    return assignment


def end_role(assignment: Assignment, *, valid_to: date) -> Assignment:
    """End a role on its last day (inclusive)."""
    return update_role(assignment, valid_from=assignment.valid_from, valid_to=valid_to)


def check_dates(start: date, end: date | None) -> None:
    """An end is never before its start. Raises ``ValidationError`` at the field ``valid_to``."""
    if end is not None and end < start:
        raise ValidationError({"valid_to": "Окончание раньше начала."})


def check_overlap(made: Assignment) -> None:
    """A user holds a role at an organization once at a time. Raises ``ValidationError`` at the field ``valid_from``."""
    same = Assignment.objects.filter(user=made.user_id, role=made.role, organization=made.organization_id)
    others = same.exclude(pk=made.pk).exclude(valid_to__lt=made.valid_from)
    if made.valid_to is not None:
        others = others.exclude(valid_from__gt=made.valid_to)
    if others.exists():
        raise ValidationError({"valid_from": "В эти дни человек уже держит эту роль в этой организации."})
