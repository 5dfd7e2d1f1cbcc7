"""Individual educational routes and their items (DOMAIN 5)."""

from apps.routes.models.items import ItemAim, RouteItem
from apps.routes.models.routes import APPROVED_ON, IndividualRoute

__all__ = ["APPROVED_ON", "IndividualRoute", "ItemAim", "RouteItem"]
