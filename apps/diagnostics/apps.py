from django.apps import AppConfig


class DiagnosticsConfig(AppConfig):
    name = "apps.diagnostics"
    label = "diagnostics"
    verbose_name = "Диагностика"

    def ready(self) -> None:
        from apps.core.dictionaries import connect
        from apps.core.services import ticks
        from apps.diagnostics import imports  # noqa: F401 - registers the kinds
        from apps.diagnostics.dictionaries import load
        from apps.diagnostics.models import Competence
        from apps.diagnostics.services.attempts import submit_overdue
        from apps.teachers.services import names

        connect(self, load, Competence)
        ticks.register("attempts", submit_overdue)
        ticks.register("attempts", submit_overdue)
        names.keep_copy("diagnostics_invitation", "person_id", "person_name")
