"""How a model declares who may see and change its rows: one declaration, two readers.

``Access`` says which columns of a row place it (region, municipality, organization, person). From it come the
row-level security policies (``apps.core.wall``) and the application's own ``scope(actor, action) -> Q``. What a role
may do with a *kind* of rows stands in the rights table filled by ``accounts`` (DOMAIN 8).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import BooleanField, Func, Q, QuerySet

from apps.core.actor import Actor

READ, WRITE = "read", "write"
ACTIONS = (READ, WRITE)
INSTALLATION, REGION, MUNICIPALITY, ORGANIZATION, PERSONS = (
    "installation",
    "region",
    "municipality",
    "organization",
    "persons",
)


class Rights(Protocol):
    """What ``accounts`` gives ``core``: the rights of an actor, read from the same table as the database reads."""

    def level(self, actor: Actor, kind: str, action: str) -> str:
        """The level (region … persons) at which the actor may do it; empty where not at all."""

    def managers(self, actor: Actor, kind: str, action: str) -> bool:
        """Whether rows about managers are included."""

    def persons(self, actor: Actor, kind: str, action: str) -> QuerySet[Any] | None:
        """The numbers of the persons linked to the actor (self, led, assessed) as a question; None: of nobody."""


class _Provider:
    rights: Rights | None = None


def register_rights(rights: Rights) -> None:
    """Called once by ``accounts`` in ``ready()``: the need points upward, the import must not."""
    _Provider.rights = rights


def rights() -> Rights:
    """The registered rights of actors."""
    if _Provider.rights is None:
        raise RuntimeError("accounts has not registered its rights")
    return _Provider.rights


class AmongThem(Func):
    """The person of a row is one of those asked for: once within the statement, as an array that an index serves."""

    template, arg_joiner = "(%(expressions)s))", " = ANY("
    output_field = BooleanField()


@dataclass(frozen=True, slots=True)
class Path:
    """One way in which a row lies in a scope: the columns that place it, and a condition on the row itself.

    ``everyone`` opens rows that meet ``where`` to all roles of the row's region (``region`` given) or of the whole
    installation (``region`` empty), for reading only; ``holders`` narrows that to roles holding the right at any level.
    ``kind`` names another right than the model's own (a published report is read by more roles than a draft).
    """

    region: str = "region_id"
    municipality: str = "municipality_id"
    organization: str = "organization_id"
    person: str = ""
    managerial: str = ""
    where: Mapping[str, bool] = field(default_factory=dict)
    everyone: bool = False
    holders: bool = False
    kind: str = ""

    def columns(self) -> dict[str, str]:
        """Level → column, for the levels this path knows."""
        pairs = {REGION: self.region, MUNICIPALITY: self.municipality, ORGANIZATION: self.organization}
        return {level: column for level, column in pairs.items() if column}

    def q(self, actor: Actor, kind: str, action: str) -> Q:
        """The literal condition for this actor: the scope column itself, which the indexes serve."""
        condition = Q(**self.where)
        if self.everyone:
            if action != READ or (self.holders and not rights().level(actor, kind, action)):
                return NOTHING
            return condition & Q(**{self.region: actor.region_id}) if self.region else condition
        placed = self._placed(actor, kind, action)
        if self.managerial and not rights().managers(actor, kind, action):
            condition &= Q(**{self.managerial: False})
        return placed & condition if placed != NOTHING else NOTHING

    def _placed(self, actor: Actor, kind: str, action: str) -> Q:
        level = rights().level(actor, kind, action)
        if level == INSTALLATION:
            return Q()
        if level == PERSONS and self.person:
            linked = rights().persons(actor, kind, action)
            return NOTHING if linked is None else Q(AmongThem(self.person, ArraySubquery(linked)))
        if column := self.columns().get(level):
            return Q(**{column: actor.unit(level)})
        return NOTHING


NOTHING = Q(pk__in=[])
PLACE = Path()
PERSON_PLACE = Path(person="person_id", managerial="managerial")


@dataclass(frozen=True, slots=True)
class Access:
    """The access of a model's rows: the kind of rights that opens them and the paths that place them."""

    kind: str
    paths: tuple[Path, ...] = (PLACE,)

    def scope(self, actor: Actor, action: str = READ) -> Q:
        """The rows the actor may read or write, as a condition."""
        if actor.is_system:
            return Q()
        result = NOTHING
        for path in self.paths:
            part = path.q(actor, path.kind or self.kind, action)
            if not part:
                return part  # everything: Django would drop an empty side of an «or»
            if part != NOTHING:
                result = part if result == NOTHING else result | part
        return result


@dataclass(frozen=True, slots=True)
class OwnRows:
    """Rows of one user (their jobs, saved views, notifications): nobody else's, whatever the role."""

    column: str = "user_id"

    def scope(self, actor: Actor, action: str = READ) -> Q:
        """The user's own rows."""
        return Q() if actor.is_system else Q(**{self.column: actor.user_id})


@dataclass(frozen=True, slots=True)
class Journal(Access):
    """Access of a journal: anyone who acts may add an entry, those with the right may read, nobody may change."""


@dataclass(frozen=True, slots=True)
class Exempt:
    """No wall: a dictionary, or a table that is read before the actor is known. The reason is kept for the test."""

    reason: str

    def scope(self, actor: Actor, action: str = READ) -> Q:
        """Every row for reading; writing is left to the services of administrators."""
        return Q()


Rule = Access | OwnRows | Journal | Exempt


def of(model: type[models.Model]) -> Rule:
    """The access declared by a model. Raises where a model of ours declares none: it cannot be forgotten."""
    rule: Any = getattr(model, "access", None)
    if not isinstance(rule, Access | OwnRows | Exempt):
        raise TypeError(f"{model._meta.label} declares no access")
    return rule


def scope(model: type[models.Model], actor: Actor, action: str = READ) -> Q:
    """The condition on the model's rows for this actor and action."""
    return of(model).scope(actor, action)


def can(actor: Actor, action: str, obj: models.Model) -> bool:
    """The same condition for one object: out of scope for reading is 404, in scope but not writable is 403."""
    manager = type(obj)._default_manager
    return manager.filter(scope(type(obj), actor, action), pk=obj.pk).exists()
