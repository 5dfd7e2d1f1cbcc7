"""What the register of questions adds to the first page."""

from django.db.models import Q, QuerySet
from django.utils import timezone

from apps.core import access
from apps.core.actor import Actor
from apps.core.web import agenda
from apps.core.web.period import Period
from apps.routes.models import Consultation

CONSULTANTS = frozenset({"cnppm", "methodist", "tutor"})


def unanswered(actor: Actor, period: Period) -> QuerySet[Consultation]:
    """Questions in the actor's scope that wait for an answer."""
    return Consultation.objects.filter(access.scope(Consultation, actor), answered_on=None)


def again(actor: Actor, period: Period) -> QuerySet[Consultation]:
    """Questions that were to be taken up again by today."""
    due = Q(follow_up_on__lte=timezone.localdate(), answered_on__isnull=False)
    return Consultation.objects.filter(access.scope(Consultation, actor)).filter(due)


agenda.add_todo(
    agenda.Todo("questions", "Обращения ждут ответа", unanswered, "routes:consultation_list", "state=open",
                CONSULTANTS, 15)
)  # fmt: skip
agenda.add_todo(
    agenda.Todo("questions_again", "Пора вернуться к обращениям", again, "routes:consultation_list", "state=again",
                CONSULTANTS, 60)
)  # fmt: skip
