from django.apps import AppConfig


class TeachersConfig(AppConfig):
    name = "apps.teachers"
    label = "teachers"
    verbose_name = "Кадры"

    def ready(self) -> None:
        from apps.core.dictionaries import connect
        from apps.teachers import imports  # noqa: F401 - registers the kinds
        from apps.teachers.dictionaries import load
        from apps.teachers.models import Position, Subject

        connect(self, load, Position, Subject)
