from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "apps.core"
    label = "core"
    verbose_name = "Ядро"

    def ready(self) -> None:
        from apps.core import lock_triggers, wall

        wall.connect()
        lock_triggers.connect()
