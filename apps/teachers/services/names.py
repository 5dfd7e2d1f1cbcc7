"""A person's name is copied where the person may be out of sight (DOMAIN 3); here the copies follow a new name."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connection

NAME = "concat_ws(' ', p.last_name, p.first_name, nullif(p.middle_name, ''))"


@dataclass(frozen=True, slots=True)
class NameCopy:
    """A table with the number of a person and a copy of the name."""

    table: str
    person: str
    name: str


_copies: list[NameCopy] = [NameCopy("teachers_employment", "person_id", "person_name")]


def keep_copy(table: str, person: str, name: str) -> None:
    """Register a copy kept by an application above; called in ``AppConfig.ready()``."""
    copy = NameCopy(table, person, name)
    if copy not in _copies:
        _copies.append(copy)


def spread_names(person_ids: Iterable[int]) -> int:
    """Write these persons' names anew wherever they are copied; returns how many rows changed.

    Call it under ``acting(system(...))``: an employment at another employer is out of the actor's sight.
    """
    ids = list(person_ids)
    done = 0
    with connection.cursor() as cursor:
        for copy in _copies:
            cursor.execute(
                f'UPDATE "{copy.table}" c SET "{copy.name}" = {NAME} FROM teachers_person p'
                f' WHERE p.id = c."{copy.person}" AND p.id = ANY (%s) AND c."{copy.name}" <> {NAME}',
                [ids],
            )
            done += cursor.rowcount
    return done
