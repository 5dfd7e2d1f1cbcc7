from django.apps import AppConfig


class MonitoringConfig(AppConfig):
    name = "apps.monitoring"
    label = "monitoring"
    verbose_name = "Мониторинг"

    def ready(self) -> None:
        from apps.core.services import ticks
        from apps.indicators.services.profiles import when_loaded
        from apps.monitoring.live import triggers
        from apps.monitoring.live.ringing import tick
        from apps.monitoring.services.questionnaires.shipped import forms_of_file

        triggers.connect()
        ticks.register("live", tick)
        when_loaded(forms_of_file)
