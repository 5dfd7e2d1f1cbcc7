"""Rows under row-level security: who sees what, told twice, by the database and by the application."""

from collections.abc import Iterator

import pytest
from django.db import DatabaseError, connection, models, transaction

from apps.core import access, wall
from apps.core.access import READ, WRITE
from apps.core.actor import Actor, NoActor, acting, current, system
from apps.teachers.models import Employment, Person
from tests import factories as make
from tests.cast import HOLDERS, Cast
from tests.permissions.every_row import fill, walled_models

pytestmark = pytest.mark.django_db
ROLES = [role.value for role in HOLDERS]


@pytest.fixture
def filled(cast: Cast) -> Cast:
    with acting(system("test")):
        fill(cast)
    return cast


def raw_ids(model: type[models.Model], actor: Actor) -> set[object]:
    """What the database itself shows, past every manager."""
    with acting(actor), connection.cursor() as cursor:
        cursor.execute(f'SELECT {model._meta.pk.column} FROM "{model._meta.db_table}"')
        return {row[0] for row in cursor.fetchall()}


def declared_ids(model: type[models.Model], actor: Actor, action: str = READ) -> set[object]:
    """What the application's scope means, computed where everything is visible."""
    with acting(system("test")):
        return set(model._base_manager.filter(access.scope(model, actor, action)).values_list("pk", flat=True))


def writable_ids(model: type[models.Model], actor: Actor) -> set[object]:
    """Rows a bare UPDATE or DELETE of the actor reaches; nothing is changed."""
    pk, table = model._meta.pk.column, model._meta.db_table
    with acting(actor), connection.cursor() as cursor:
        cursor.execute(f'UPDATE "{table}" SET {pk} = {pk} RETURNING {pk}')
        return {row[0] for row in cursor.fetchall()}


def test_every_walled_table_has_a_row_of_every_place(filled: Cast) -> None:
    empty = [m._meta.label for m in walled_models() if not raw_ids(m, system("test"))]
    assert empty == []


@pytest.mark.parametrize("role", ROLES)
def test_database_shows_a_role_exactly_what_the_application_declares(filled: Cast, role: str) -> None:
    actor = filled.actor(role)
    for model in walled_models():
        assert raw_ids(model, actor) == declared_ids(model, actor), model._meta.label


@pytest.mark.parametrize("role", ROLES)
def test_bare_update_reaches_exactly_the_writable_rows(filled: Cast, role: str) -> None:
    actor = filled.actor(role)
    for model in walled_models():
        rule = access.of(model)
        expected = set() if isinstance(rule, access.Journal) else declared_ids(model, actor, WRITE)
        readable = declared_ids(model, actor)
        assert writable_ids(model, actor) == expected & readable, model._meta.label


PEOPLE_SEEN = {
    "administrator": set(),
    "federal": set(),
    "cnppm": {"teacher", "head", "colleague", "stranger"},
    "iro": {"teacher", "head", "colleague", "stranger"},
    "copmkp": set(),
    "ministry": set(),
    "moo": set(),
    "umo": set(),
    "methodist": {"teacher", "head", "colleague"},
    "operator": {"teacher", "head"},
    "council": {"teacher", "head"},
    "tutor": {"teacher"},
    "teacher": {"teacher"},
}


@pytest.mark.parametrize("role", ROLES)
def test_role_sees_exactly_its_people(cast: Cast, role: str) -> None:
    names = {getattr(cast, n).pk: n for n in ("teacher", "head", "colleague", "stranger", "foreigner")}
    assert {names[pk] for pk in raw_ids(Person, cast.actor(role))} == PEOPLE_SEEN[role]


DIAGNOSED_SEEN = {
    "cnppm": {"teacher", "head", "colleague", "stranger"},
    "methodist": {"teacher", "head", "colleague"},
    "council": {"teacher"},
    "tutor": {"teacher"},
    "teacher": {"teacher"},
}


@pytest.mark.parametrize("role", ROLES)
def test_role_sees_exactly_the_diagnostics_of_its_people(filled: Cast, role: str) -> None:
    model = next(m for m in walled_models() if m._meta.model_name == "diagnosticsession")
    names = {getattr(filled, n).pk: n for n in ("teacher", "head", "colleague", "stranger", "foreigner")}
    with acting(filled.actor(role)):
        seen = {names[person] for person in model._default_manager.values_list("person_id", flat=True)}
    assert seen == DIAGNOSED_SEEN.get(role, set())


def test_assessment_centre_sees_its_own_sessions_and_the_people_it_assessed(filled: Cast) -> None:
    from apps.diagnostics.models import DiagnosticSession
    from apps.teachers.models import PersonLink

    with acting(system("test")):
        session = make.make_session(filled.stranger, filled.copmkp, make.LONG_AGO)
        PersonLink.objects.create(person=filled.stranger, relation="assessed", organization=filled.copmkp)
    with acting(filled.actor("copmkp")):
        assert list(DiagnosticSession.objects.values_list("pk", flat=True)) == [session.pk]
        assert list(Person.objects.values_list("pk", flat=True)) == [filled.stranger.pk]


def test_secondary_employer_sees_the_name_and_that_employment_only(cast: Cast) -> None:
    with acting(system("test")):
        second = make.make_employment(cast.stranger, cast.school_a, is_main=False)
    with acting(cast.actor("operator")):
        seen = Employment.objects.filter(person_id=cast.stranger.pk)
        assert [(e.pk, e.person_name) for e in seen] == [(second.pk, "Посторонняя Тест")]
        assert not Person.objects.filter(pk=cast.stranger.pk).exists()


def test_move_takes_everything_along_and_the_former_employer_loses_sight(filled: Cast) -> None:
    from apps.teachers.services.stamp import restamp

    operator = filled.actor("operator")
    before = {m._meta.label for m in walled_models() if hasattr(m, "person_id") and raw_ids(m, operator)}
    with acting(system("test")):
        for person in (filled.teacher, filled.head):
            Employment.objects.filter(person=person).update(end=make.LONG_AGO)
            start = make.LONG_AGO.replace(year=2024)
            make.make_employment(person, filled.school_b, start=start)
        staff = Person.objects.filter(organization=filled.school_a)
        Employment.objects.filter(person__in=staff).update(end=make.LONG_AGO)
        for person in staff:
            make.make_employment(person, filled.school_b, start=make.LONG_AGO.replace(year=2024))
        assert restamp() == 0
    after = {m._meta.label for m in walled_models() if hasattr(m, "person_id") and raw_ids(m, operator)}
    assert len(before) >= 5
    # What the school itself organized or issued stays its own.
    assert after == {"events.EventRegistration", "events.EventCertificate"}


def test_query_without_an_actor_is_refused(cast: Cast) -> None:
    with pytest.raises(DatabaseError, match="nobody acts"), transaction.atomic():
        Person.objects.count()
    with pytest.raises(NoActor):
        current()


def test_two_users_alternating_on_one_connection_see_their_own(cast: Cast) -> None:
    teacher, methodist = cast.actor("teacher"), cast.actor("methodist")
    for _ in range(3):
        with acting(teacher):
            assert Person.objects.count() == 1
            with acting(methodist):
                assert Person.objects.count() == 3
            assert Person.objects.count() == 1


def test_actor_is_restored_after_an_error_inside(cast: Cast) -> None:
    with acting(cast.actor("teacher")):
        with pytest.raises(ValueError, match="boom"), acting(system("test")):
            raise ValueError("boom")
        assert Person.objects.count() == 1


def test_insert_into_a_foreign_scope_is_refused(cast: Cast) -> None:
    from apps.teachers.models import Leave

    refused = pytest.raises(DatabaseError, match="row-level security")
    with acting(cast.actor("methodist")), refused, transaction.atomic():
        Leave.objects.create(
            person_id=cast.stranger.pk,
            organization_id=cast.school_b.pk,
            municipality_id=cast.municipality_b.pk,
            region_id=cast.region.pk,
            kind="long",
            start=make.LONG_AGO,
        )


def policies() -> Iterator[tuple[str, str]]:
    """Every policy of the wall as (table, name)."""
    for table in wall.walled():
        for command in wall.COMMANDS:
            yield table, command.lower()


def differs(cast: Cast, table: str, command: str) -> bool:
    """Whether the checks above notice that this policy is gone."""
    model = next(m for m in walled_models() if m._meta.db_table == table)
    everything = raw_ids(model, system("test"))
    if command == "select":
        return everything == set()
    with acting(system("test")), connection.cursor() as cursor:
        pk = model._meta.pk.column
        if command == "insert":
            return insert_refused(model)
        verb = f'UPDATE "{table}" SET {pk} = {pk}' if command == "update" else f'DELETE FROM "{table}"'
        try:
            with transaction.atomic():
                cursor.execute(verb)
                touched = cursor.rowcount
                transaction.set_rollback(True)
        except DatabaseError:
            return False
    return bool(touched == 0)


def insert_refused(model: type[models.Model]) -> bool:
    """Whether a copy of a row is refused by row-level security (any other refusal comes after its check)."""
    row = model._base_manager.first()
    assert row is not None
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except DatabaseError as error:
        return "row-level security" in str(error)
    return False


def test_dropping_any_single_policy_is_noticed(filled: Cast) -> None:
    unnoticed = []
    for table, command in policies():
        if differs(filled, table, command):
            unnoticed.append((table, command, "before"))
        with transaction.atomic():
            with connection.owner(), connection.cursor() as cursor:  # type: ignore[attr-defined]
                cursor.execute(f'DROP POLICY "{table}_{command}" ON "{table}"')
            if not differs(filled, table, command):
                unnoticed.append((table, command, "after"))
            transaction.set_rollback(True)
    assert unnoticed == []
