from django.apps import AppConfig


class RoutesConfig(AppConfig):
    name = "apps.routes"
    label = "routes"
    verbose_name = "Маршруты"

    def ready(self) -> None:
        from apps.core import followers
        from apps.programs.services.mirror import on_excluded
        from apps.routes import imports  # noqa: F401 - registers the kinds
        from apps.routes.services import enrolling
        from apps.routes.services.alerts import tell_of_items
        from apps.routes.services.closing import close_items

        on_excluded.append(tell_of_items)

        for label in ("programs.enrollment", "events.participation", "routes.individualroute", "routes.routeitem"):
            followers.register(label, close_items)
        enrolling.register()
