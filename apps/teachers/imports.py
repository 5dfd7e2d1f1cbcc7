"""The spreadsheet of staff: persons and their employments (FORMATS.md, kind ``staff``)."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from apps.core.imports.kinds import Field, ImportKind, register
from apps.core.imports.stage import Stage, escape
from apps.core.imports.types import LIST, choice, sort_key_sql
from apps.core.imports.upsert import Target, check_needed, upsert
from apps.core.tabular.codes import SNILS
from apps.core.tabular.columns import Column
from apps.core.tabular.values import DATE, EMAIL, LOGICAL, DecimalType, TextType
from apps.teachers.enums import Category, Sex
from apps.teachers.models import AttestationCategory, Consent, Employment, Person, Position
from apps.teachers.positions import PositionBook
from apps.teachers.services.stamp import restamp

NAME = "concat_ws(' ', n.last_name, n.first_name, nullif(n.middle_name, ''))"
PERSON_FIELDS = {
    "last_name": "last_name",
    "first_name": "first_name",
    "middle_name": "middle_name",
    "birth_date": "birth_date",
    "sex": "sex",
    "career_start": "career_start",
    "education": "education",
    "email": "email",
    "phone": "phone",
}
PERSON = Target(
    Person,
    into="person_id",
    key={"snils": "snils"},
    fields=PERSON_FIELDS,
    insert={
        "organization_id": "g.employer_id",
        "municipality_id": "g.employer_municipality_id",
        "region_id": "g.employer_region_id",
        "managerial": "false",
    },
    derived={"sort_key": sort_key_sql(NAME)},
    take=("employer_id", "employer_municipality_id", "employer_region_id"),
    update_where="EXISTS (SELECT 1 FROM import_row r WHERE r.live AND r.snils = g.snils AND r.owns)",
    needed=("last_name", "first_name"),
)
EMPLOYMENT = Target(
    Employment,
    into="employment_id",
    key={"person_id": "person_id", "organization_id": "employer_id", "position_id": "position_id", "start": "start"},
    fields={"is_main": "is_main", "end": "end", "rate": "rate"},
    insert={
        "municipality_id": "g.employer_municipality_id",
        "region_id": "g.employer_region_id",
        "person_name": "concat_ws(' ', p.last_name, p.first_name, nullif(p.middle_name, ''))",
        "owner_organization_id": "p.organization_id",
        "owner_municipality_id": "p.municipality_id",
        "owner_region_id": "p.region_id",
        "owner_managerial": "p.managerial",
    },
    take=("employer_municipality_id", "employer_region_id"),
    join="JOIN teachers_person p ON p.id = g.person_id",
    needed=("is_main",),
    primary=True,
)
STAMPS = {column: f"p.{column}" for column in ("organization_id", "municipality_id", "region_id", "managerial")}
CATEGORY = Target(
    AttestationCategory,
    into="category_id",
    key={"person_id": "person_id", "category": "category", "assigned_on": "category_on"},
    insert=STAMPS,
    join="JOIN teachers_person p ON p.id = g.person_id",
    where="r.category IS NOT NULL",
)
CONSENT = Target(
    Consent,
    into="consent_id",
    key={"person_id": "person_id", "given_on": "consent_on"},
    insert={**STAMPS, "text_version": "'1'"},
    join="JOIN teachers_person p ON p.id = g.person_id",
    where="r.consent_on IS NOT NULL",
)


@register
class StaffImport(ImportKind):
    """One row is one employment; the person's own data are repeated on each."""

    code = "staff"
    title = "Кадры"
    right = "people"
    order = 30
    help = "Одна строка — одно место работы. Данные человека находятся по СНИЛС."
    models = (Person, Employment, AttestationCategory, Consent)
    key = ("snils", "organization_code", "position", "start")
    fields = (
        Field("snils", Column("СНИЛС", SNILS, required=True, width=16)),
        Field("last_name", Column("Фамилия", TextType(100), required=True)),
        Field("first_name", Column("Имя", TextType(100), required=True)),
        Field("middle_name", Column("Отчество", TextType(100))),
        Field("birth_date", Column("Дата рождения", DATE)),
        Field("sex", Column("Пол", choice(Sex, {"м": "м", "ж": "ж", "муж": "м", "жен": "ж"}))),
        Field("career_start", Column("Начало педагогической деятельности", DATE)),
        Field("education", Column("Образование", TextType(300))),
        Field("email", Column("E-mail", EMAIL)),
        Field("phone", Column("Телефон", TextType(60))),
        Field("organization_code", Column("Код организации", TextType(40), required=True)),
        Field("position", Column("Должность", TextType(200), required=True, width=30)),
        Field("is_main", Column("Основное место работы", LOGICAL, required=True)),
        Field("start", Column("Дата приёма", DATE, required=True)),
        Field("end", Column("Дата увольнения", DATE)),
        Field("rate", Column("Ставка", DecimalType(Decimal("0.01"), Decimal(9), 2))),
        Field("subjects", Column("Предметы", LIST, help="Перечень через «;»")),
        Field("category", Column("Категория", choice(Category))),
        Field("category_on", Column("Дата категории", DATE)),
        Field("consent_on", Column("Согласие на обработку ПДн", DATE)),
    )

    def resolve(self, stage: Stage) -> None:
        """Employer, position, subjects, person; then what DOMAIN.md refuses."""
        stage.look_up(
            "organization_code",
            table="organizations_organization",
            match="t.code = r.organization_code",
            take={
                "employer_id": "t.id",
                "employer_municipality_id": "t.municipality_id",
                "employer_region_id": "t.region_id",
            },
            what="такой организации нет",
            expected="код организации из справочника",
        )
        resolve_positions(stage)
        stage.contradictions(("snils",), tuple(PERSON_FIELDS.values()), "этот работник")
        stage.not_before("end", "start")
        stage.run("UPDATE import_row SET category = 'none' WHERE 'category' = ANY (cleared) AND live")
        stage.add(person_id="bigint", employment_id="bigint", owns="boolean NOT NULL DEFAULT false")
        stage.run("UPDATE import_row r SET person_id = t.id FROM teachers_person t WHERE r.live AND t.snils = r.snils")
        check_needed(stage, PERSON, EMPLOYMENT)
        find_employments(stage)
        refuse_second_main(stage)

    def check_scope(self, stage: Stage) -> None:
        """The employer must be the actor's; a person of another employer keeps their own data unless hired as main."""
        stage.add(
            id="bigint",
            organization_id="bigint",
            municipality_id="bigint",
            region_id="bigint",
            owner_region_id="bigint",
            owner_municipality_id="bigint",
            owner_organization_id="bigint",
        )
        stage.run(
            "UPDATE import_row SET organization_id = employer_id, municipality_id = employer_municipality_id,"
            " region_id = employer_region_id, id = person_id WHERE live"
        )
        stage.require_writable(Person)
        stage.run(
            "UPDATE import_row r SET owns = coalesce(r.is_main, false) OR r.person_id IS NULL"
            " OR EXISTS (SELECT 1 FROM teachers_person p WHERE p.id = r.person_id) WHERE r.live"
        )

    def write(self, stage: Stage) -> None:
        """Persons, employments, categories, consents, subjects; then everybody's place anew."""
        upsert(stage, PERSON)
        stage.run("SET CONSTRAINTS employment_one_main DEFERRED")
        upsert(stage, EMPLOYMENT)
        write_subjects(stage)
        upsert(stage, CATEGORY)
        upsert(stage, CONSENT)
        stage.run(RENAME)
        touched = stage.rows("SELECT DISTINCT person_id FROM import_row WHERE live AND outcome <> 'unchanged'")
        restamp([row[0] for row in touched], today=stage.today)

    def references(self) -> dict[str, Sequence[str]]:
        """Positions for the drop-down."""
        return {"Должность": list(Position.objects.values_list("name", flat=True))}


RENAME = """
UPDATE teachers_employment e SET person_name = concat_ws(' ', p.last_name, p.first_name, nullif(p.middle_name, ''))
FROM teachers_person p, import_written w
WHERE w.model = 'teachers.person' AND NOT w.created AND w.id = p.id AND e.person_id = p.id
  AND e.person_name <> concat_ws(' ', p.last_name, p.first_name, nullif(p.middle_name, ''))
"""


def resolve_positions(stage: Stage) -> None:
    """Positions and subjects by the dictionaries; an unknown one is rejected with the nearest entries."""
    book = PositionBook.load()
    stage.add(position_id="bigint", subject_ids="bigint[]")
    stage.run(
        "CREATE TEMPORARY TABLE import_position (word text, id bigint, subjects bigint[], near text) ON COMMIT DROP"
    )
    stage.run("CREATE TEMPORARY TABLE import_subject (word text, id bigint) ON COMMIT DROP")
    for (word,) in stage.rows("SELECT DISTINCT position FROM import_row WHERE live"):
        found = book.meaning(word)
        near = ", ".join(f"«{name}»" for name in found.nearest)
        values = [word, found.position_id, list(found.subject_ids), near]
        stage.run("INSERT INTO import_position VALUES (%s, %s, %s, %s)", values)
    for (word,) in stage.rows("SELECT DISTINCT unnest(subjects) FROM import_row WHERE live"):
        stage.run("INSERT INTO import_subject VALUES (%s, %s)", [word, book.subject(word)])
    apply_positions(stage)
    stage.run("DROP TABLE import_position, import_subject")


def apply_positions(stage: Stage) -> None:
    """Give the rows what was found, reject the rest."""
    message = (
        escape("Должность: «")
        + " || r.position || "
        + escape("» — такой должности нет в справочнике; ")
        + " || (SELECT CASE WHEN p.near = '' THEN 'ожидается должность из справочника, для прочих — «Иная должность».'"
        " ELSE 'ближайшие: ' || p.near || '.' END FROM import_position p WHERE p.word = r.position)"
    )
    stage.reject(
        "position",
        "position",
        message,
        "EXISTS (SELECT 1 FROM import_position p WHERE p.word = r.position AND p.id IS NULL)",
    )
    missing = "SELECT s.word FROM import_subject s WHERE s.word = ANY (r.subjects) AND s.id IS NULL"
    unknown = escape("Предметы: «") + f" || ({missing} LIMIT 1) || "
    unknown += escape("» — такого предмета нет в справочнике; ожидаются названия учебных предметов через «;».")
    stage.reject("subjects", "subject", unknown, f"EXISTS ({missing})")
    stage.run(
        "UPDATE import_row r SET position_id = p.id, subject_ids = CASE WHEN cardinality(p.subjects) > 0"
        " THEN p.subjects END FROM import_position p WHERE p.word = r.position AND r.live"
    )
    stage.run(
        "UPDATE import_row r SET subject_ids = ARRAY(SELECT DISTINCT x FROM unnest(coalesce(r.subject_ids, '{}')"
        " || ARRAY(SELECT s.id FROM import_subject s WHERE s.word = ANY (r.subjects))) x ORDER BY x)"
        " WHERE r.live AND r.subjects IS NOT NULL"
    )


def find_employments(stage: Stage) -> None:
    """Which stored employment a row speaks of, and what its end and main flag will be."""
    stage.run(
        "UPDATE import_row r SET employment_id = e.id FROM teachers_employment e WHERE r.live"
        " AND e.person_id = r.person_id AND e.organization_id = r.employer_id AND e.position_id = r.position_id"
        " AND e.start = r.start"
    )
    stage.add(final_end="date", final_main="boolean")
    stage.run(
        "UPDATE import_row r SET final_end = coalesce(r.\"end\", CASE WHEN NOT ('end' = ANY (r.cleared))"
        ' THEN (SELECT e."end" FROM teachers_employment e WHERE e.id = r.employment_id) END),'
        " final_main = coalesce(r.is_main,"
        " (SELECT e.is_main FROM teachers_employment e WHERE e.id = r.employment_id), true) WHERE r.live"
    )
    message = escape("Дата увольнения: она раньше даты приёма; ожидается дата не раньше приёма.")
    stage.reject("end", "date_order", message, "r.final_end < r.start")


SPAN = "daterange({0}.start, {0}.{1}, '[]')"
STORED = f"""
SELECT 1 FROM teachers_employment e
WHERE e.person_id = r.person_id AND e.is_main AND {SPAN.format("e", '"end"')} && {SPAN.format("r", "final_end")}
  AND NOT EXISTS (SELECT 1 FROM import_row o WHERE o.live AND o.employment_id = e.id)
"""
IN_FILE = f"""
SELECT f.row FROM import_row f
WHERE f.live AND f.snils = r.snils AND f.row < r.row AND f.final_main
  AND {SPAN.format("f", "final_end")} && {SPAN.format("r", "final_end")}
ORDER BY f.row LIMIT 1
"""


def refuse_second_main(stage: Stage) -> None:
    """At one moment a person has at most one main employment (DOMAIN 3): against the file, then against what is stored.

    A rejected row no longer ends a stored employment, so the look is repeated until nothing more falls.
    """
    tail = escape(". Закройте прежнее место работы датой увольнения или укажите «нет».")
    head = escape("Основное место работы: в эти же дни у работника уже есть другое основное место")
    in_file = f"{head} || {escape(' — строка ')} || ({IN_FILE})::text || {tail}"
    while stage.reject("is_main", "second_main", in_file, f"r.final_main AND EXISTS ({IN_FILE})") + stage.reject(
        "is_main", "second_main", f"{head} || {tail}", f"r.final_main AND EXISTS ({STORED})"
    ):
        continue


def write_subjects(stage: Stage) -> None:
    """Subjects of the employments: a given list replaces the stored one, «-» empties it."""
    wanted = (
        "SELECT r.row, r.employment_id, CASE WHEN 'subjects' = ANY (r.cleared) THEN '{}'::bigint[]"
        " ELSE r.subject_ids END AS ids FROM import_row r"
        " WHERE r.live AND (r.subject_ids IS NOT NULL OR 'subjects' = ANY (r.cleared))"
    )
    stage.run(
        f"CREATE TEMPORARY TABLE import_taught ON COMMIT DROP AS SELECT w.* FROM ({wanted}) w"
        " WHERE w.ids IS DISTINCT FROM ARRAY(SELECT s.subject_id FROM teachers_employment_subjects s"
        " WHERE s.employment_id = w.employment_id ORDER BY 1)"
    )
    stage.run(
        "DELETE FROM teachers_employment_subjects s USING import_taught w"
        " WHERE w.employment_id = s.employment_id AND s.subject_id <> ALL (w.ids)"
    )
    stage.run(
        "INSERT INTO teachers_employment_subjects (employment_id, subject_id)"
        " SELECT w.employment_id, x FROM import_taught w, unnest(w.ids) x ON CONFLICT DO NOTHING"
    )
    stage.outcome("updated", "EXISTS (SELECT 1 FROM import_taught w WHERE w.row = r.row)")
    stage.run("DROP TABLE import_taught")
