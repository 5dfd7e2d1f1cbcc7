"""Groups of assessed people for the tests of results."""

from datetime import date

from apps.organizations.models import Organization
from apps.teachers.models import Person
from tests import factories as make
from tests.cast import Cast


def assess(cast: Cast, school: Organization, points: list[int], on: date, code: str = "Т-01") -> list[Person]:
    """New people of a school, each with a session of one competence; called under ``acting``."""
    people = [make.make_person(school) for _ in points]
    for person, score in zip(people, points, strict=True):
        make.make_session(person, cast.cnppm, on, scores={code: score})
    return people
