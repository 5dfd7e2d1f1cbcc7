"""The spreadsheet of staff: persons and their employments (FORMATS.md, kind ``staff``)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from apps.core.access import Access, Path
from apps.core.actor import acting
from apps.core.imports import links
from apps.core.imports.checks import contradictions, drop_duplicates, kept, not_before, require, require_writable
from apps.core.imports.kinds import Field, ImportKind, register
from apps.core.imports.links import Links, write_links
from apps.core.imports.stage import Stage
from apps.core.imports.stored import stored_rows
from apps.core.imports.types import LIST, choice, sort_key_sql
from apps.core.imports.upsert import Target, upsert
from apps.core.tabular.codes import SNILS
from apps.core.tabular.columns import Column
from apps.core.tabular.values import DATE, EMAIL, LOGICAL, DecimalType, TextType
from apps.organizations.services.lookup import offered_codes, organization
from apps.teachers.enums import Category, Sex
from apps.teachers.imports.main_jobs import refuse_second_main
from apps.teachers.imports.words import JOINS, TAKE, read_words, refuse_unknown_words
from apps.teachers.models import AttestationCategory, Consent, Employment, Person, Position
from apps.teachers.services.lookup import STAMPS
from apps.teachers.services.names import spread_names
from apps.teachers.services.stamp import restamp

NAME = "concat_ws(' ', {0}.last_name, {0}.first_name, nullif({0}.middle_name, ''))"
PERSON_FIELDS = (
    "last_name", "first_name", "middle_name", "birth_date", "sex", "career_start", "education", "email", "phone"
)  # fmt: skip
WITH_PERSON = "JOIN teachers_person p ON p.id = g.person_id"
PERSON = Target(
    Person,
    into="person_id",
    key={"snils": "snils"},
    fields={name: name for name in PERSON_FIELDS},
    insert={
        "organization_id": "o.id",
        "municipality_id": "o.municipality_id",
        "region_id": "o.region_id",
        "managerial": "k.kind = 'manager'",
    },
    derived={"sort_key": sort_key_sql(NAME.format("n"))},
    take=("employer_id", "position_id"),
    join="JOIN organizations_organization o ON o.id = g.employer_id JOIN teachers_position k ON k.id = g.position_id",
    update_where="EXISTS (SELECT 1 FROM import_row r WHERE r.live AND r.snils = g.snils AND r.owns)",
)
EMPLOYMENT = Target(
    Employment,
    into="employment_id",
    key={"person_id": "person_id", "organization_id": "employer_id", "position_id": "position_id", "start": "start"},
    fields={"is_main": "is_main", "end": "end", "rate": "rate"},
    insert={
        "municipality_id": "g.employer_municipality_id",
        "region_id": "g.employer_region_id",
        "person_name": NAME.format("p"),
        "owner_organization_id": "p.organization_id",
        "owner_municipality_id": "p.municipality_id",
        "owner_region_id": "p.region_id",
        "owner_managerial": "p.managerial",
    },
    take=("employer_municipality_id", "employer_region_id"),
    join=WITH_PERSON,
    primary=True,
)
CATEGORY = Target(
    AttestationCategory,
    key={"person_id": "person_id", "category": "category", "assigned_on": "category_on"},
    insert=STAMPS,
    join=WITH_PERSON,
    where="r.category IS NOT NULL AND r.owns",
)
CONSENT = Target(
    Consent,
    key={"person_id": "person_id", "given_on": "consent_on"},
    insert={**STAMPS, "text_version": "'1'"},
    join=WITH_PERSON,
    where="r.consent_on IS NOT NULL AND r.owns",
    # Two versions of the text may have been signed on one day.
    only="NOT EXISTS (SELECT 1 FROM teachers_consent c WHERE c.person_id = t.person_id AND c.given_on = t.given_on"
    " AND c.id < t.id)",
)
SUBJECTS = Links(
    table="teachers_employment_subjects",
    owner_model=Employment,
    owner=("employment_id", "employment_id"),
    other=("subject_id", "subject_ids"),
    other_table="teachers_subject",
    title="name",
    name="subjects",
)
# The employer bounds who enters staff (``policies.may_hire``), whosever the person is.
HIRED = Access("people", (Path(),))
# What stands beside a stored employment ``t`` in a template with the stored data.
STORED = """
JOIN teachers_person p ON p.id = t.person_id JOIN organizations_organization o ON o.id = t.organization_id
JOIN teachers_position k ON k.id = t.position_id
LEFT JOIN LATERAL (
    SELECT c.category, c.assigned_on FROM teachers_attestationcategory c WHERE c.person_id = t.person_id
    ORDER BY c.assigned_on DESC NULLS LAST, c.id DESC LIMIT 1
) c ON true
LEFT JOIN LATERAL (
    SELECT g.given_on FROM teachers_consent g WHERE g.person_id = t.person_id
    ORDER BY g.given_on DESC, g.id DESC LIMIT 1
) g ON true
"""
RENAMED = """
SELECT DISTINCT object FROM import_change
WHERE model = 'teachers.person' AND field IN ('last_name', 'first_name', 'middle_name')
"""


@register
class StaffImport(ImportKind):
    """One row is one employment; the person's own data are repeated on each."""

    code = "staff"
    title = "Кадры"
    right = "people"
    order = 30
    help = "Одна строка — одно место работы. Данные человека находятся по СНИЛС."
    models = (Person, Employment, AttestationCategory, Consent)
    personal = True
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
        read_words(stage)
        stage.look_up(organization("organization_code", "employer"), joins=JOINS, take=TAKE)
        refuse_unknown_words(stage)
        contradictions(stage, ("snils",), PERSON_FIELDS, "этот работник уже описан")
        names = ("snils", "organization_code", "position", "start")
        drop_duplicates(stage, ("snils", "employer_id", "position_id", "start"), names)
        if "category" in stage.clears:
            stage.run("UPDATE import_row SET category = 'none' WHERE 'category' = ANY (cleared) AND live")
        find_stored(stage)
        require(stage, "last_name", "first_name", where="r.person_id IS NULL", key=("snils",))
        require(stage, "is_main", where="r.employment_id IS NULL")
        not_before(stage, "end", "start", stored_later="r.stored_end")

    def check_scope(self, stage: Stage) -> None:
        """The employer must be the actor's; a person of another employer keeps their own data unless they move here."""
        place = {name: f"r.employer_{name}" for name in ("municipality_id", "region_id")}
        columns = {**place, "organization_id": "r.employer_id", "id": "r.person_id"}
        require_writable(stage, Person, name="organization_code", columns=columns)
        refuse_second_main(stage)
        if stage.actor.is_system:
            return
        moves = f"r.final_main AND daterange(r.start, r.final_end, '[]') @> '{stage.today:%Y-%m-%d}'::date"
        with acting(stage.actor):
            seen = "LEFT JOIN teachers_person s ON s.id = r.person_id"
            stage.join(seen, take={"owns": f"r.person_id IS NULL OR s.id IS NOT NULL OR ({moves})"})

    def write(self, stage: Stage) -> None:
        """Persons, employments, categories, consents, subjects; then everybody's place anew."""
        upsert(stage, PERSON)
        upsert(stage, EMPLOYMENT)
        write_links(stage, SUBJECTS)
        upsert(stage, CATEGORY)
        upsert(stage, CONSENT)
        spread_names([row[0] for row in stage.rows(RENAMED)])
        touched = stage.rows("SELECT DISTINCT person_id FROM import_row WHERE live AND outcome <> 'unchanged'")
        restamp([row[0] for row in touched], today=stage.today)

    def stored_rows(self) -> Iterable[Sequence[object]]:
        """The employments at the employers the actor hires for, of the people in sight."""
        return stored_rows(
            Employment,
            (
                "p.snils",
                *(f"p.{name}" for name in PERSON_FIELDS),
                *("o.code", "k.name", "t.is_main", "t.start", 't."end"', "t.rate", links.members(SUBJECTS)),
                *("c.category", "c.assigned_on", "g.given_on"),
            ),
            joins=STORED,
            order="p.sort_key, p.id, t.start, t.id",
            rule=HIRED,
        )

    def references(self) -> dict[str, Sequence[str]]:
        """Positions for the drop-down."""
        return {"Код организации": offered_codes(), "Должность": list(Position.objects.values_list("name", flat=True))}


def find_stored(stage: Stage) -> None:
    """The person and the employment a row speaks of, and what its end and main flag will be."""
    stage.join(
        "LEFT JOIN teachers_person p ON p.snils = r.snils",
        "LEFT JOIN teachers_employment e ON e.person_id = p.id AND e.organization_id = r.employer_id"
        " AND e.position_id = r.position_id AND e.start = r.start",
        take={
            "person_id": "p.id",
            "employment_id": "e.id",
            "stored_end": 'e."end"',
            "final_end": kept("end", 'e."end"'),
            "final_main": "coalesce(r.is_main, e.is_main, true)",
            "owns": "TRUE",
        },
    )
