from django.apps import AppConfig


class PassportConfig(AppConfig):
    name = "apps.passport"
    label = "passport"
    verbose_name = "Паспорт ДППО"

    def ready(self) -> None:
        from apps.monitoring.services.demo import add_chapter
        from apps.passport import imports  # noqa: F401 - registers the kind
        from apps.passport.services.demo import tell

        add_chapter(tell)
