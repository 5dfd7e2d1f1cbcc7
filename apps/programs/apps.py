from django.apps import AppConfig


class ProgramsConfig(AppConfig):
    name = "apps.programs"
    label = "programs"
    verbose_name = "Программы"

    def ready(self) -> None:
        from apps.programs import imports  # noqa: F401 - registers the kinds
