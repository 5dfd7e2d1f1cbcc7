"""People who ask for jobs."""

import pytest

from apps.accounts.models import Assignment
from apps.accounts.rights import actor_of
from apps.core.actor import Actor, acting, system
from tests import factories as make


@pytest.fixture
def grant(committed: None, queue: object) -> Assignment:
    """A role of the user who asks for jobs, in committed rows."""
    with acting(system("test")):
        home = make.make_municipality(make.make_region(), "99601000", "Район А")
        return make.make_user("asker", "operator", make.make_organization(home))


@pytest.fixture
def asker(grant: Assignment) -> Actor:
    """The user who asks for jobs."""
    return actor_of(grant)


@pytest.fixture
def stranger(grant: Assignment) -> Actor:
    """Another user of the same organization."""
    with acting(system("test")):
        return actor_of(make.make_user("stranger", "operator", grant.organization))
