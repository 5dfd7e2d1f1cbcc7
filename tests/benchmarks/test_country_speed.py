"""Pages of the list of people where the portal holds a whole country: how much deeper, searched and narrowed ones cost.

The table is filled by statements, so that it may be large: RSNMS_BENCH_PEOPLE says how large (LIMITS speak of
1,300,000). The statements are those of the pages themselves, behind the wall, run again and again in turn with the
first page. Times are printed, never asserted; that no page reads or sorts the table is.
"""

import os
import statistics
import time

import pytest
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext

from apps.accounts.enums import Role
from apps.core.actor import Actor, acting, system
from apps.core.web import resource as resources
from apps.core.web.listing import Listing
from apps.core.web.paging import COUNT_CAP, Cursor, encode
from apps.core.web.resource import PAGE_SIZE
from apps.organizations.models import Municipality, Organization, Region
from apps.teachers.models import Person
from tests.cast import Cast

pytestmark = [pytest.mark.benchmark, pytest.mark.django_db]
PEOPLE = int(os.environ.get("RSNMS_BENCH_PEOPLE", "300000"))
REGIONS, MUNICIPALITIES, SCHOOLS, RUNS = 20, 25, 20, 41
NOBODY = system("bench")
SURNAMES = """(ARRAY['Абрикосова', 'Берёзкина', 'Вишнёва', 'Грушина', 'Дубова', 'Елина', 'Калинина', 'Липина',
    'Малинина', 'Ольхова', 'Рябинина', 'Сиренева', 'Тополева', 'Черёмухина', 'Яблокова']
    )[1 + n % 15] || md5((n / 15 % 400)::text)"""


def multiply(table: str, template: int, source: str, **columns: str) -> None:
    """Insert a copy of the template row for every row of ``source``, with these columns made anew."""
    with connection.cursor() as cursor:
        named = [one.name for one in connection.introspection.get_table_description(cursor, table) if one.name != "id"]
        values = ", ".join(columns.get(name, f't."{name}"') for name in named)
        into = ", ".join(f'"{name}"' for name in named)
        cursor.execute(f"INSERT INTO {table} ({into}) SELECT {values} FROM {table} t, {source} WHERE t.id = {template}")


def populate(cast: Cast) -> None:
    """The country: regions, municipalities, schools, people; ours has its share of them."""
    numbered = "lpad((10000000 + {0})::text, 8, '0')"
    multiply(Region._meta.db_table, cast.foreign_region.pk, f"generate_series(1, {REGIONS - 1}) n",
             oktmo=numbered.format("n"))  # fmt: skip
    towns = f"(SELECT id, row_number() OVER () AS n FROM organizations_region, generate_series(1, {MUNICIPALITIES})) r"
    multiply(Municipality._meta.db_table, cast.foreign_school.home_id, towns, region_id="r.id",
             oktmo=numbered.format("500 + r.n"))  # fmt: skip
    schools = (
        "(SELECT id, region_id, row_number() OVER () AS n FROM organizations_municipality m,"
        f" generate_series(1, {SCHOOLS}) WHERE NOT regional) m"
    )
    multiply(Organization._meta.db_table, cast.foreign_school.pk, schools, region_id="m.region_id", home_id="m.id",
             municipality_id="m.id", code="'MANY-' || m.n")  # fmt: skip
    made = Organization.objects.filter(code__startswith="MANY-").count()
    people = (
        "(SELECT id, municipality_id, region_id, row_number() OVER () - 1 AS k FROM organizations_organization"
        f" WHERE code LIKE 'MANY-%') o JOIN generate_series(1, {PEOPLE}) n ON n % {made} = k"
    )
    multiply(Person._meta.db_table, cast.foreigner.pk, people, organization_id="o.id", region_id="o.region_id",
             municipality_id="o.municipality_id", snils="lpad(n::text, 11, '0')", last_name=SURNAMES,
             sort_key=f"replace(lower({SURNAMES}), 'ё', 'е') || ' анна ' || n")  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def listing(actor: Actor, query: dict[str, str]) -> Listing:
    """The list as its page makes it."""
    return Listing(resources.get("teachers.person"), actor, RequestFactory().get("/", query))


def statement(actor: Actor, query: dict[str, str]) -> str:
    """The statement of a page; whole pages only are compared, and none of them reads or sorts the table."""
    with acting(actor), CaptureQueriesContext(connection) as asked:
        found = listing(actor, query).table.page
    assert len(found.rows) == PAGE_SIZE
    sql = str(asked.captured_queries[-1]["sql"])
    with acting(actor), connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN {sql}")
        plan = "\n".join(line for (line,) in cursor.fetchall())
    reading = plan[: plan.index(" on teachers_person")]
    assert reading.splitlines()[-1].split("->")[-1].split(" using ")[0].strip() == "Index Scan", plan
    assert "Sort" not in reading, plan
    return sql


def milliseconds(sql: str) -> float:
    """How long a statement and its rows take."""
    with connection.cursor() as cursor:
        begun = time.perf_counter()
        cursor.execute(sql)
        cursor.fetchall()
        return (time.perf_counter() - begun) * 1000


def compare(title: str, actor: Actor, query: dict[str, str], first: str) -> None:
    """The page beside the first page of everybody, in turn."""
    sql, pairs = statement(actor, query), []
    for _ in range(RUNS):
        with acting(NOBODY):
            plain = milliseconds(first)
        with acting(actor):
            pairs.append((milliseconds(sql), plain))
    ours, limit = (statistics.median(column) for column in zip(*pairs, strict=True))
    least = min(a for a, _ in pairs) / min(b for _, b in pairs)
    print(f"{title}: {ours:.2f} ms, first page {limit:.2f} ms, ratio {ours / limit:.2f}, of the least {least:.2f}")


def after(depth: float, **scope: int) -> dict[str, str]:
    """The address of the page behind that part of the people."""
    rows = Person.objects.filter(**scope).order_by("sort_key", "pk")
    place = rows[int(rows.count() * depth)]
    return {"after": encode(Cursor(place.sort_key, place.pk))}


def test_pages_of_a_country_against_its_first_page(cast: Cast, capsys: pytest.CaptureFixture[str]) -> None:
    with acting(NOBODY):
        populate(cast)
        deep, deep_here = after(0.97), after(0.97, region_id=cast.region.pk)
    centre, methodist = cast.actor(Role.CNPPM), cast.actor(Role.METHODIST)
    first = statement(NOBODY, {})
    with capsys.disabled():
        print(f"\n{PEOPLE} people:")
        compare("the first page again", NOBODY, {}, first)
        compare("97 % down", NOBODY, deep, first)
        compare("a surname's beginning", NOBODY, {"q": "рябин"}, first)
        compare("a region's first page", centre, {}, first)
        compare("a region, 97 % down", centre, deep_here, first)
        compare("a surname's beginning in a region", centre, {"q": "рябин"}, first)
        compare("a municipality's first page", methodist, {}, first)
        with acting(centre):
            begun = time.perf_counter()
            counted = listing(centre, {}).table.count
            print(f"a capped count: {(time.perf_counter() - begun) * 1000:.1f} ms")
    assert counted == COUNT_CAP + 1
