from django.apps import AppConfig


class RegistersConfig(AppConfig):
    name = "apps.registers"
    label = "registers"
    verbose_name = "Реестры"

    def ready(self) -> None:
        from apps.registers import imports  # noqa: F401 - registers the kinds
