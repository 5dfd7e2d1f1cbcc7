"""Entering and correcting people."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from apps.core.actor import acting, system
from apps.core.models import HistoryEntry
from apps.organizations.models import Organization
from apps.teachers.models import Consent, Employment, Person
from apps.teachers.services import people
from tests import factories as make
from tests.cast import Cast

pytestmark = pytest.mark.django_db
NEW = make.make_snils(700_001)
DAY = date(2024, 9, 1)


def enter(organization: Organization, **values: object) -> Person:
    given = {"snils": NEW, "last_name": "Новикова", "first_name": "Ольга", "middle_name": "", "start": DAY, **values}
    return people.create_person(organization=organization, position=make.make_position(), **given)  # type: ignore[arg-type]


def refused(cast: Cast, role: str, organization: Organization, **values: object) -> dict[str, list[str]]:
    with acting(cast.actor(role)), pytest.raises(ValidationError) as caught:
        enter(organization, **values)
    return dict(caught.value.message_dict)


def test_new_person_gets_employment_place_and_history(cast: Cast) -> None:
    with acting(cast.actor("operator")):
        person = enter(cast.school_a, consent_on=DAY)
    with acting(system("test")):
        job = Employment.objects.get(person=person)
        assert (person.full_name, person.sort_key, person.organization_id) == (
            "Новикова Ольга",
            "новикова ольга",
            cast.school_a.pk,
        )
        assert (job.organization_id, job.person_name, job.is_main) == (cast.school_a.pk, "Новикова Ольга", True)
        assert Consent.objects.get(person=person).given_on == DAY
        verbs = list(HistoryEntry.objects.filter(person_ref=person.pk).order_by("id").values_list("verb", flat=True))
    assert verbs == ["create_person", "add_employment", "give_consent"]


def test_history_keeps_snils_masked(cast: Cast) -> None:
    with acting(cast.actor("operator")):
        person = enter(cast.school_a)
    with acting(system("test")):
        entry = HistoryEntry.objects.get(verb="create_person", object_ref=str(person.pk))
    assert entry.after["snils"] == f"***-***-{NEW[6:9]} {NEW[9:]}"


def test_known_snils_is_refused_with_one_neutral_sentence(cast: Cast) -> None:
    wrong = refused(cast, "operator", cast.school_a, snils=cast.stranger.snils, last_name="Посторонняя")
    assert wrong == {"existing": [people.KNOWN]}


def test_known_person_with_another_surname_is_refused(cast: Cast) -> None:
    wrong = refused(cast, "operator", cast.school_a, snils=cast.stranger.snils, existing=True)
    assert wrong == {"last_name": [people.OTHER_NAME]}


def test_known_person_is_hired_aside_and_keeps_their_place(cast: Cast) -> None:
    with acting(cast.actor("operator")):
        enter(cast.school_a, snils=cast.stranger.snils, last_name="посторонняя", existing=True, is_main=False)
        assert not Person.objects.filter(pk=cast.stranger.pk).exists()
        assert [e.person_name for e in Employment.objects.filter(is_main=False)] == ["Посторонняя Тест"]
    with acting(system("test")):
        cast.stranger.refresh_from_db()
    assert cast.stranger.organization_id == cast.school_b.pk


def test_known_person_whose_main_job_goes_on_is_not_hired_as_main(cast: Cast) -> None:
    wrong = refused(cast, "operator", cast.school_a, snils=cast.stranger.snils, last_name="Посторонняя", existing=True)
    assert list(wrong) == ["is_main"]
    assert "Школа Б-1" not in wrong["is_main"][0]


def test_employer_outside_the_area_is_refused(cast: Cast) -> None:
    assert list(refused(cast, "operator", cast.school_b)) == ["organization"]
    assert list(refused(cast, "teacher", cast.school_a)) == ["organization"]


def test_wrong_check_digits_are_refused(cast: Cast) -> None:
    wrong = refused(cast, "operator", cast.school_a, snils="112-233-445 96")
    assert wrong == {"snils": ["Не сходятся контрольные цифры: ожидается СНИЛС вида 112-233-445 95."]}


def test_new_name_is_carried_to_employments_everywhere(cast: Cast) -> None:
    with acting(system("test")):
        aside = make.make_employment(cast.teacher, cast.school_b, is_main=False)
    with acting(cast.actor("methodist")):
        people.update_person(Person.objects.get(pk=cast.teacher.pk), last_name="Замужняя", middle_name="Ивановна")
    with acting(system("test")):
        cast.teacher.refresh_from_db()
        aside.refresh_from_db()
    assert (cast.teacher.sort_key, aside.person_name) == ("замужняя тест ивановна", "Замужняя Тест Ивановна")


def test_snils_of_somebody_else_is_refused(cast: Cast) -> None:
    with acting(cast.actor("operator")), pytest.raises(ValidationError) as caught:
        people.update_person(Person.objects.get(pk=cast.teacher.pk), snils=cast.stranger.snils)
    assert caught.value.message_dict == {"snils": [people.TAKEN]}


def test_update_without_a_difference_leaves_no_entry(cast: Cast) -> None:
    with acting(cast.actor("operator")):
        people.update_person(Person.objects.get(pk=cast.teacher.pk), last_name="Своева")
    with acting(system("test")):
        assert not HistoryEntry.objects.filter(verb="update_person").exists()


def test_own_card_is_known_by_the_link(cast: Cast) -> None:
    with acting(cast.actor("teacher")):
        assert (people.is_self(cast.teacher.pk), people.is_self(cast.head.pk)) == (True, False)
    with acting(system("test")):
        assert people.is_self(cast.teacher.pk) is False
