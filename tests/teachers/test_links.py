"""Which user is which person."""

import pytest
from django.core.exceptions import ValidationError

from apps.core.actor import acting, system
from apps.core.models import HistoryEntry
from apps.teachers.models import Person, PersonLink
from apps.teachers.services import links
from tests import factories as make
from tests.cast import Cast
from tests.core.web.checks import text_of
from tests.teachers.conftest import Browse

pytestmark = pytest.mark.django_db
SYSTEM = system("test")


@pytest.fixture
def newcomer(cast: Cast) -> str:
    """The login of a user with a teacher's role at the colleague's school and no person."""
    with acting(SYSTEM):
        make.make_user("newcomer", "teacher", cast.school_a2)
    return "newcomer"


def refused(person: Person, login: str) -> list[str]:
    with pytest.raises(ValidationError) as caught:
        links.link_user(person, login=login)
    return dict(caught.value.message_dict)["login"]


def test_linked_user_sees_the_card_and_the_history_keeps_it(cast: Cast, newcomer: str) -> None:
    with acting(cast.actor("cnppm")):
        link = links.link_user(cast.colleague, login=" NewComer ")
        assert links.user_of(cast.colleague) == link.user
        assert links.link_user(cast.colleague, login=newcomer) == link
    with acting(SYSTEM):
        entries = HistoryEntry.objects.filter(verb="link_user")
        assert [(e.person_ref, e.after) for e in entries] == [(cast.colleague.pk, {"login": "newcomer"})]


def test_unlinked_user_sees_the_card_no_longer(cast: Cast) -> None:
    with acting(cast.actor("cnppm")):
        links.unlink_user(cast.teacher)
        with pytest.raises(ValidationError) as caught:
            links.unlink_user(cast.teacher)
    assert caught.value.messages == [links.NOT_LINKED]
    with acting(cast.actor("teacher")):
        assert not Person.objects.exists()


def test_wrong_users_are_refused_in_words(cast: Cast, newcomer: str) -> None:
    with acting(cast.actor("cnppm")):
        assert refused(cast.colleague, "nobody") == [links.NO_USER]
        assert refused(cast.colleague, "operator") == [links.NO_ROLE]
        assert refused(cast.colleague, "teacher") == [links.LINKED]
        assert refused(cast.teacher, newcomer) == [links.TAKEN]


def test_centre_links_on_the_card_and_others_may_not(browse: Browse, cast: Cast, newcomer: str) -> None:
    url = f"/teachers/{cast.colleague.pk}/do/link/"
    assert browse("methodist").post(url, {"login": newcomer}).status_code == 403
    assert links.NO_USER in text_of(browse("cnppm").post(url, {"login": "nobody"}))
    assert browse("cnppm").post(url, {"login": newcomer}).status_code == 302
    with acting(SYSTEM):
        assert PersonLink.objects.filter(person=cast.colleague, relation="self").count() == 1
    assert "Снять связь с пользователем" in text_of(browse("cnppm").get(f"/teachers/{cast.colleague.pk}/"))
