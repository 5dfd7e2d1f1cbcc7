"""What diagnostics add to the first page."""

from django.db.models import Q, QuerySet

from apps.core import access
from apps.core.actor import Actor
from apps.core.web import agenda, nav, starts
from apps.core.web.period import Period
from apps.diagnostics import selectors
from apps.diagnostics.models import DiagnosticSession
from apps.teachers import selectors as people
from apps.teachers.models import Person

DIAGNOSED = ("диагностика за период", "диагностики за период", "диагностик за период")
DIAGNOSING = frozenset({"cnppm", "methodist"})


def undiagnosed(actor: Actor, period: Period) -> QuerySet[Person]:
    """Staff without a session of the last three years."""
    return Person.objects.filter(access.scope(Person, actor)).filter(people.holding(Q()), ~selectors.diagnosed())


def of_period(actor: Actor, period: Period) -> QuerySet[DiagnosticSession]:
    """Sessions completed in the period."""
    inside = Q(completed_on__range=(period.start, period.end))
    return DiagnosticSession.objects.filter(access.scope(DiagnosticSession, actor)).filter(inside)


agenda.add_todo(
    agenda.Todo(
        "undiagnosed",
        "Не проходили диагностику три года и больше",
        undiagnosed,
        "teachers:person_list",
        "staff=now&diagnosed=no",
        DIAGNOSING,
        30,
    )
)
agenda.add_count(
    agenda.Count(
        "sessions",
        DIAGNOSED,
        of_period,
        "diagnostics:session_list",
        nav.holders("diagnostics"),
        "completed_from={start}&completed_to={end}",
        30,
    )
)
starts.add_shortcuts(
    starts.Shortcut("Внести диагностику", "diagnostics:session_create", "cnppm copmkp", "clipboard-check", order=20),
    starts.Shortcut("Карта дефицитов", "diagnostics:deficit_map", "cnppm ministry moo council", "map", order=60),
    starts.Shortcut("Профиль группы", "diagnostics:group_profile", "copmkp council", "users-group", order=70),
    starts.Shortcut("Справки ЦОПМКП", "diagnostics:assessment", "copmkp", "file-text", order=40),
)  # fmt: skip
