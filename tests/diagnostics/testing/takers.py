"""Many people with an attempt each, logged in, for the tests of a real web process."""

from apps.core.actor import acting, system
from apps.teachers.enums import Relation
from apps.teachers.models import PersonLink
from tests import factories as make
from tests.cast import make_cast
from tests.diagnostics.testing.rows import make_attempt, make_bank_item, make_online_test
from tests.webserver import logged_in

Takers = list[tuple[int, str]]


def make_takers(people: int, questions: int) -> Takers:
    """(attempt, session) of so many people who take one test of so many questions; «б» answers each rightly."""
    with acting(system("test")):
        cast = make_cast()
        for _ in range(questions):
            make_bank_item(cast.cnppm)
        test = make_online_test(cast.cnppm, {"Т-01": questions})
        found = []
        for number in range(people):
            person = make.make_person(cast.school_a)
            grant = make.make_user(f"taker{number}", "teacher", cast.school_a)
            PersonLink.objects.create(person=person, relation=Relation.SELF, user=grant.user)
            found.append((make_attempt(test, person).pk, logged_in(grant)))
    return found
