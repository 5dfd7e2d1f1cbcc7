from django.apps import AppConfig


class ProgramsConfig(AppConfig):
    name = "apps.programs"
    label = "programs"
    verbose_name = "Программы"

    def ready(self) -> None:
        from apps.programs import imports  # noqa: F401 - registers the kinds
        from apps.programs.services.alerts import tell_of_groups
        from apps.programs.services.mirror import on_excluded

        on_excluded.append(tell_of_groups)
