from django.apps import AppConfig


class TeachersConfig(AppConfig):
    name = "apps.teachers"
    label = "teachers"
    verbose_name = "Кадры"
