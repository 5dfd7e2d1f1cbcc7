"""Who may make which move of a route, and who may change its plan (DOMAIN 5, 8).

Whether the route lies in the actor's scope is the wall's matter; here the role and the state decide.
"""

from dataclasses import dataclass

from django.db.models import F, Q

from apps.accounts.enums import Role
from apps.core.actor import Actor
from apps.organizations.models import Profile
from apps.routes.enums import RouteState
from apps.routes.models import IndividualRoute, RouteComment

OPEN = (RouteState.DRAFT, RouteState.AGREED, RouteState.APPROVED, RouteState.IN_PROGRESS)
RUNNING = (RouteState.APPROVED, RouteState.IN_PROGRESS)
WRITERS = frozenset({Role.CNPPM, Role.COUNCIL, Role.TUTOR, Role.TEACHER})
CONSULTANTS = frozenset({Role.CNPPM, Role.METHODIST, Role.TUTOR})
# How a profile names the body that approves routes, and the role of its people.
APPROVERS = {
    "cnppm": Role.CNPPM,
    "iro": Role.IRO,
    "mms": Role.METHODIST,
    "moo": Role.MOO,
    "ministry": Role.MINISTRY,
    "council": Role.COUNCIL,
}


@dataclass(frozen=True, slots=True)
class Move:
    """A step of a route's life: the date it sets, the states it leads from, the roles that make it.

    ``draft_roles`` may make it only while the route is a draft.
    """

    name: str
    field: str
    sources: tuple[RouteState, ...]
    roles: frozenset[Role] = frozenset()
    draft_roles: frozenset[Role] = frozenset()


AGREE = Move("agree", "agreed_on", (RouteState.DRAFT,), frozenset({Role.TEACHER, Role.CNPPM}))
APPROVE = Move("approve", "approved_on", (RouteState.AGREED,))
START = Move("start", "started_on", (RouteState.APPROVED,), WRITERS)
LEADERS, DRAFTERS = frozenset({Role.CNPPM, Role.TUTOR}), frozenset({Role.COUNCIL, Role.TEACHER})
COMPLETE = Move("complete", "completed_on", RUNNING, LEADERS)
CANCEL = Move(
    "cancel", "cancelled_on", OPEN, frozenset({Role.CNPPM, Role.TUTOR}), frozenset({Role.COUNCIL, Role.TEACHER})
)
MOVES = {move.name: move for move in (AGREE, APPROVE, START, COMPLETE, CANCEL)}


def approver(route: IndividualRoute) -> Role:
    """The role that approves the route by the regulation of its municipality, else of its region; ЦНППМ by default."""
    own = Q(municipality=None) | Q(municipality_id=route.municipality_id)
    found = Profile.objects.filter(own, region_id=route.region_id).order_by(F("municipality").desc(nulls_last=True))
    names = (profile.workflow.get("route_approver", "") for profile in found)
    return next((APPROVERS[name] for name in names if name in APPROVERS), Role.CNPPM)


def approves(actor: Actor) -> bool:
    """Whether some regulation of the actor's region has this role approve routes: others are not shown the action."""
    if actor.is_system or actor.role == Role.CNPPM:
        return True
    if actor.role not in APPROVERS.values():
        return False
    rows = Profile.objects.filter(region_id=actor.region_id or 0)
    return any(APPROVERS.get(profile.workflow.get("route_approver", "")) == actor.role for profile in rows)


def may_move(actor: Actor, route: IndividualRoute, move: Move) -> bool:
    """Whether the actor's role may make this move of a route in its present state."""
    state = route.state
    if state not in move.sources:
        return False
    if actor.is_system:
        return True
    if move is APPROVE:
        return actor.role == approver(route)
    return actor.role in move.roles or (state == RouteState.DRAFT and actor.role in move.draft_roles)


def may_undo(actor: Actor, route: IndividualRoute) -> bool:
    """Whether the actor takes the last move back."""
    return route.state != RouteState.DRAFT and (actor.is_system or actor.role == Role.CNPPM)


def may_plan(actor: Actor, route: IndividualRoute) -> bool:
    """Whether the actor changes the route's items: everybody who drafts, while it is a draft; afterwards ЦНППМ."""
    if route.state == RouteState.DRAFT:
        return actor.is_system or actor.role in WRITERS
    return route.state in OPEN and (actor.is_system or actor.role == Role.CNPPM)


def may_confirm(actor: Actor, route: IndividualRoute) -> bool:
    """Whether the actor confirms that an item is done."""
    return route.state in RUNNING and (actor.is_system or actor.role in WRITERS)


def may_found(actor: Actor, route: IndividualRoute) -> bool:
    """Whether the actor writes down what the route stands on: whoever drafts, until the route is over."""
    return route.state in OPEN and (actor.is_system or actor.role in WRITERS)


def may_consult(actor: Actor) -> bool:
    """Whether the actor answers questions."""
    return actor.is_system or actor.role in CONSULTANTS


def may_observe(actor: Actor) -> bool:
    """Whether the actor writes down what is seen in practice."""
    return actor.is_system or actor.role in CONSULTANTS


def may_recognize(actor: Actor) -> bool:
    """Whether the actor records decisions that recognize learning."""
    return actor.is_system or actor.role == Role.CNPPM


def may_comment(actor: Actor) -> bool:
    """Whether the actor speaks in the talk about a route."""
    return actor.is_system or actor.role in WRITERS


def may_unsay(actor: Actor, comment: RouteComment) -> bool:
    """Whether the actor takes a comment away."""
    return (
        actor.is_system or actor.role == Role.CNPPM or (actor.user_id is not None and comment.author == actor.user_id)
    )


def may_show(actor: Actor, route: IndividualRoute) -> bool:
    """Whether the actor puts evidence beside the items: from the approval on, after the completion too."""
    shown = (*RUNNING, RouteState.COMPLETED)
    return route.state in shown and (actor.is_system or actor.role in WRITERS)
