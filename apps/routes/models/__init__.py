"""Individual educational routes, their items, and what surrounds them: reasons, consultations, practice (DOMAIN 5)."""

from apps.routes.models.consultation import Consultation
from apps.routes.models.items import ItemAim, RouteItem
from apps.routes.models.practice import PracticeRecord
from apps.routes.models.recognition import Recognition
from apps.routes.models.routes import APPROVED_ON, IndividualRoute
from apps.routes.models.source import RouteSource

__all__ = [
    "APPROVED_ON",
    "Consultation",
    "IndividualRoute",
    "ItemAim",
    "PracticeRecord",
    "Recognition",
    "RouteItem",
    "RouteSource",
]
