"""What the resources of programmes share."""

from typing import Any

from apps.core.actor import Actor
from apps.core.web import nav
from apps.core.web.resource import Resource

WHO: dict[str, Any] = {"link": "teachers.person", "link_key": "person_id"}
PROGRAM: dict[str, Any] = {"link": "programs.program", "link_key": "program_id"}
OWNER: dict[str, Any] = {"link": "organizations.organization", "link_key": "organization_id"}


class OpenCatalogue(Resource):
    """A catalogue that every role of the region reads."""

    @classmethod
    def opens(cls, actor: Actor) -> bool:
        return actor.is_system or (nav.everyone(actor) and actor.region_id is not None)
