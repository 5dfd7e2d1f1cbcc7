from django.apps import AppConfig


class RoutesConfig(AppConfig):
    name = "apps.routes"
    label = "routes"
    verbose_name = "Маршруты"

    def ready(self) -> None:
        from apps.routes import imports  # noqa: F401 - registers the kinds
