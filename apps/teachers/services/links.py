"""Which user is which person: the link that opens a teacher's own card to the teacher (DOMAIN 8)."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from apps.accounts.enums import Role
from apps.accounts.models import Assignment, User
from apps.core.services import history
from apps.teachers.enums import Relation
from apps.teachers.models import Person, PersonLink

OWN_ROLES = (Role.TEACHER, Role.TUTOR)
NO_USER = "Пользователя с таким логином нет: его заводит администратор."
NO_ROLE = "У этого пользователя нет роли педагога или сопровождающего: её назначает администратор."
LINKED = "Этот пользователь уже связан с другим человеком."
TAKEN = "С этим человеком уже связан другой пользователь: сначала снимите прежнюю связь."
NOT_LINKED = "Пользователь с этим человеком не связан."


def user_of(person: Person) -> User | None:
    """The user who is this person."""
    link = PersonLink.objects.filter(person=person, relation=Relation.SELF).select_related("user").first()
    return link.user if link else None


def entitled(login: str) -> User:
    """The user of a login who may be a person here. Raises ``ValidationError`` at ``login``."""
    user = User.objects.filter(login=login.strip().lower(), is_active=True).first()
    if user is None:
        raise ValidationError({"login": NO_USER})
    held = Assignment.objects.filter(user=user, role__in=OWN_ROLES).exclude(valid_to__lt=timezone.localdate())
    if not held.exists():
        raise ValidationError({"login": NO_ROLE})
    return user


@transaction.atomic
def link_user(person: Person, *, login: str) -> PersonLink:
    """Say that the user of this login is this person. Raises ``ValidationError``."""
    user = entitled(login)
    if user_of(person) not in (None, user):
        raise ValidationError({"login": TAKEN})
    if PersonLink.objects.filter(user=user, relation=Relation.SELF).exclude(person=person).exists():
        raise ValidationError({"login": LINKED})
    link, made = PersonLink.objects.get_or_create(person=person, relation=Relation.SELF, user=user, organization=None)
    if made:
        history.record_many([history.entry("link_user", person, {}, {"login": user.login})])
    return link


@transaction.atomic
def unlink_user(person: Person) -> None:
    """Take the link back: the user sees the person's card no longer. Raises ``ValidationError`` where there is none."""
    user = user_of(person)
    if user is None:
        raise ValidationError(NOT_LINKED)
    PersonLink.objects.filter(person=person, relation=Relation.SELF, user=user).delete()
    history.record_many([history.entry("unlink_user", person, {"login": user.login}, {})])
