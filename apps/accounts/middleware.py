"""The actor of a request: the outer transaction, opened after authentication, rolled back on 5xx."""

from collections.abc import Callable

from django.db import transaction
from django.http import HttpRequest, HttpResponse

from apps.accounts.models import Assignment, User
from apps.accounts.rights import actor_of
from apps.accounts.selectors import held_today
from apps.core import locks
from apps.core.actor import Actor, acting, system
from apps.core.web.errors import period_locked

SESSION_KEY = "assignment"
CONFLICT = 409


# Every request asks for them: of an organization only what the frame shows, not all its columns and its places'.
SHOWN = ("user", "role", "valid_from", "valid_to", "region", "municipality", "organization", "organization__short_name")


def current_assignments(user: User) -> list[Assignment]:
    """The roles that the user holds today, the oldest first."""
    held = held_today().filter(user_id=user.pk).select_related("organization").only(*SHOWN)
    assignments = list(held.order_by("valid_from", "id"))
    for assignment in assignments:
        assignment.user = user
    return assignments


def request_actor(request: HttpRequest) -> Actor:
    """The user's chosen role (the first one by default); a visitor before login acts as ``user:0``."""
    if not request.user.is_authenticated:
        return Actor(key="user:0", label="Посетитель")
    assignments = current_assignments(request.user)
    chosen = request.session.get(SESSION_KEY)
    assignment = next((a for a in assignments if a.pk == chosen), assignments[0] if assignments else None)
    request.assignments, request.assignment = assignments, assignment  # type: ignore[attr-defined]
    if assignment is None:
        return Actor(key=f"user:{request.user.pk}", user_id=request.user.pk, label=request.user.get_username())
    return actor_of(assignment)


class ActorMiddleware:
    """Opens the transaction, sets the actor, restores it, rolls back what a failed request did."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with transaction.atomic():
            # The roles themselves stand in exempt tables, yet organizations joined to them do not.
            with acting(system("login")):
                actor = request_actor(request)
            with acting(actor):
                request.actor = actor  # type: ignore[attr-defined]
                response = self.get_response(request)
                if hasattr(response, "render") and callable(response.render):
                    response = response.render()
            if response.status_code >= 500 or response.status_code == CONFLICT:
                transaction.set_rollback(True)
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """The one place for a write into a locked period that nothing nearer has put into words."""
        words = locks.refusal(exception)
        if not words:
            return None
        transaction.set_rollback(True)
        return period_locked(request, words)
