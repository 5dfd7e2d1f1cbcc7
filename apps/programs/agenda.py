"""What programmes and training add to the first page."""

from django.db.models import Q, QuerySet

from apps.core import access
from apps.core.actor import Actor
from apps.core.web import agenda, nav, starts
from apps.core.web.period import Period
from apps.programs.models import Enrollment, RegistryEntry

COMPLETED = ("обучение завершено за период", "обучения завершено за период", "обучений завершено за период")
KEEPERS = frozenset({"cnppm", "iro"})


def trainings(actor: Actor) -> QuerySet[Enrollment]:
    """The trainings in the actor's scope."""
    return Enrollment.objects.filter(access.scope(Enrollment, actor))


def without_document(actor: Actor, period: Period) -> QuerySet[Enrollment]:
    """Completed trainings with no number of the document."""
    return trainings(actor).filter(completed_on__isnull=False, document_number="")


def unlinked(actor: Actor, period: Period) -> QuerySet[RegistryEntry]:
    """Entries of the registry that are linked to no programme."""
    return RegistryEntry.objects.filter(program__isnull=True)


def completed(actor: Actor, period: Period) -> QuerySet[Enrollment]:
    """Trainings completed in the period."""
    return trainings(actor).filter(Q(completed_on__range=(period.start, period.end)))


agenda.add_todo(
    agenda.Todo(
        "documents",
        "Обучение завершено, документ не внесён",
        without_document,
        "programs:enrollment_list",
        "state=completed&document=no",
        KEEPERS | {"operator"},
        40,
    )
)
agenda.add_todo(
    agenda.Todo(
        "unlinked", "Записи ФР ДПП не связаны с программами", unlinked, "programs:entry_list", "linked=no", KEEPERS, 50
    )
)
agenda.add_count(
    agenda.Count(
        "trained",
        COMPLETED,
        completed,
        "programs:enrollment_list",
        nav.holders("training"),
        "completed_from={start}&completed_to={end}",
        50,
    )
)
starts.add_shortcuts(
    starts.Shortcut("Внести обучение", "programs:enrollment_create", "operator", "certificate", order=40),
    starts.Shortcut("Учебные группы", "programs:group_list", "iro", "users-group", order=20),
    starts.Shortcut("Федеральный реестр ДПП", "programs:entry_list", "iro", "database", order=30),
    starts.Shortcut("К передаче в ФИС ФРДО", "programs:frdo_check", "iro", "send", order=50),
)  # fmt: skip
