"""From an actor's key back to the actor, as they are today."""

from datetime import timedelta

import pytest
from django.utils import timezone

from apps.accounts.models import User
from apps.accounts.rights import actor_of
from apps.core.actor import Actor, system
from apps.core.identity import ActorGone, actor_from_key
from tests.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("role", ["cnppm", "methodist", "teacher"])
def test_role_that_holds_is_found_by_its_key(cast: Cast, role: str) -> None:
    actor = actor_of(cast.grants[role])
    assert actor_from_key(actor.key) == actor


def test_user_without_a_role_is_found(cast: Cast) -> None:
    user = User.objects.create_user("roleless", full_name="Без роли")
    assert actor_from_key(f"user:{user.pk}") == Actor(key=f"user:{user.pk}", user_id=user.pk, label="roleless")


def test_system_is_found_without_the_database() -> None:
    assert actor_from_key("system:beat") == system("beat")


@pytest.mark.parametrize(("start", "end"), [(1, None), (-9, -1)])
def test_role_that_does_not_hold_today_is_gone(cast: Cast, start: int, end: int | None) -> None:
    grant, today = cast.grants["methodist"], timezone.localdate()
    grant.valid_from = today + timedelta(days=start)
    grant.valid_to = None if end is None else today + timedelta(days=end)
    grant.save()
    with pytest.raises(ActorGone):
        actor_from_key(f"grant:{grant.pk}")


def test_role_of_a_user_who_may_not_log_in_is_gone(cast: Cast) -> None:
    grant = cast.grants["methodist"]
    User.objects.filter(pk=grant.user_id).update(is_active=False)
    for key in (f"grant:{grant.pk}", f"user:{grant.user_id}"):
        with pytest.raises(ActorGone, match="больше не действует"):
            actor_from_key(key)


@pytest.mark.parametrize("key", ["", "grant:", "grant:x", "grant:0", "user:0", "user:-1", "other:1", "grant:1 OR 1"])
def test_key_of_nobody_is_gone(db: None, key: str) -> None:
    with pytest.raises(ActorGone):
        actor_from_key(key)
