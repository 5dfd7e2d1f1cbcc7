from django.apps import AppConfig


class DiagnosticsConfig(AppConfig):
    name = "apps.diagnostics"
    label = "diagnostics"
    verbose_name = "Диагностика"

    def ready(self) -> None:
        from apps.core.dictionaries import connect
        from apps.diagnostics import imports  # noqa: F401 - registers the kinds
        from apps.diagnostics.dictionaries import load
        from apps.diagnostics.models import Competence

        connect(self, load, Competence)
