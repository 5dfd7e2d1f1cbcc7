from django.apps import AppConfig


class EventsConfig(AppConfig):
    name = "apps.events"
    label = "events"
    verbose_name = "Мероприятия"

    def ready(self) -> None:
        from apps.events import imports  # noqa: F401 - registers the kinds
        from apps.teachers.services import names

        names.keep_copy("events_mentoringpair", "person_id", "person_name")
        names.keep_copy("events_mentoringpair", "mentor_id", "mentor_name")
