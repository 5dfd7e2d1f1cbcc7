from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    name = "apps.indicators"
    label = "indicators"
    verbose_name = "Показатели"

    def ready(self) -> None:
        from apps.indicators import imports  # noqa: F401 - registers the kinds
