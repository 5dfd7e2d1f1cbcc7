"""Individual educational routes, their items, what is said of them, templates, and what surrounds them (DOMAIN 5)."""

from apps.routes.models.consultation import Consultation
from apps.routes.models.demand import DemandRequest, DemandRow
from apps.routes.models.effect import ProgramEffect
from apps.routes.models.items import ItemAim, RouteItem
from apps.routes.models.notes import ItemEvidence, RouteComment
from apps.routes.models.practice import PracticeRecord
from apps.routes.models.recognition import Recognition
from apps.routes.models.routes import APPROVED_ON, IndividualRoute
from apps.routes.models.source import RouteSource
from apps.routes.models.templates import RouteTemplate, TemplateItem

__all__ = [
    "APPROVED_ON",
    "Consultation",
    "DemandRequest",
    "DemandRow",
    "IndividualRoute",
    "ItemAim",
    "ItemEvidence",
    "PracticeRecord",
    "ProgramEffect",
    "Recognition",
    "RouteComment",
    "RouteItem",
    "RouteSource",
    "RouteTemplate",
    "TemplateItem",
]
