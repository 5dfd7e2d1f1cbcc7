from django.apps import AppConfig


class MonitoringConfig(AppConfig):
    name = "apps.monitoring"
    label = "monitoring"
    verbose_name = "Мониторинг"

    def ready(self) -> None:
        from apps.core.services import ticks
        from apps.monitoring.live import triggers
        from apps.monitoring.live.ringing import tick

        triggers.connect()
        ticks.register("live", tick)
