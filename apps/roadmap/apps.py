from django.apps import AppConfig


class RoadmapConfig(AppConfig):
    name = "apps.roadmap"
    label = "roadmap"
    verbose_name = "Дорожная карта"

    def ready(self) -> None:
        from apps.indicators.services.profiles import when_loaded
        from apps.roadmap import imports  # noqa: F401 - registers the kind
        from apps.roadmap.services.loading import load_roadmap

        when_loaded(load_roadmap)
