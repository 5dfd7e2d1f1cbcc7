from django.apps import AppConfig


class OrganizationsConfig(AppConfig):
    name = "apps.organizations"
    label = "organizations"
    verbose_name = "Организации"

    def ready(self) -> None:
        from apps.core.dictionaries import connect
        from apps.organizations import imports  # noqa: F401 - registers the kinds
        from apps.organizations.dictionaries import load
        from apps.organizations.models import Municipality, Region

        connect(self, load, Municipality, Region)
