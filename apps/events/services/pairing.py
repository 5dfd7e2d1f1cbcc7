"""From the worklist of young specialists: a pair by one click, an invitation to choose a mentor."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse

from apps.accounts.enums import Role
from apps.accounts.selectors import held_today
from apps.core.actor import acting, current, system
from apps.core.services import history, notices
from apps.events.enums import PairForm
from apps.events.models import MentoringPair
from apps.events.services.mentoring import create_pair
from apps.teachers.enums import Relation
from apps.teachers.models import Person, PersonLink

BELL = system("mentoring")
NOBODY = "Сообщить некому: у работника и у оператора его организации нет входа в портал."
YOURS = "Вам предлагают наставника: расскажите своей методической службе, кого бы вы хотели."
OPERATORS = "Молодому специалисту нужен наставник: {name}. Предложите опытного коллегу методической службе."


def pair_up(
    person: Person, *, mentor: Person, start: date, form: str = PairForm.YOUNG, order: str = "", program: Any = None
) -> MentoringPair:
    """A pair for the young specialist of the worklist. Raises ``ValidationError``."""
    return create_pair(
        mentor=mentor, person=person, start=start, form=PairForm(form), order=order, program=program
    )  # fmt: skip


@transaction.atomic
def invite(person: Person) -> int:
    """Ring the bells of the young specialist and of the school's operator: a mentor is wanted. Returns how many.

    Raises ``ValidationError`` where neither of them has a login.
    """
    me = current().user_id
    with acting(BELL):
        links = PersonLink.objects.filter(person=person, relation=Relation.SELF, user__isnull=False)
        own = [(int(user), YOURS, reverse("events:mentoring_mine")) for user in links.values_list("user_id", flat=True)]
        keepers = held_today().filter(role=Role.OPERATOR, organization_id=person.organization_id)
        words, card = OPERATORS.format(name=person.full_name), reverse("teachers:person_detail", args=(person.pk,))
        rings = own + [(int(user), words, card) for user in keepers.values_list("user_id", flat=True).distinct()]
        told = notices.notify(one for one in rings if one[0] != me)
    if not told:
        raise ValidationError(NOBODY)
    history.record_many([history.entry("invite_mentor", person, {}, {"кому": told})])
    return told
