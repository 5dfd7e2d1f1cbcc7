"""What the database holds of a region, written as the spreadsheets of FORMATS.md: one `.csv` of every kind.

For tests only: the portal's own exports follow the screens. The rows come straight from PostgreSQL by COPY, so that a
large region is written in seconds.
"""

from pathlib import Path

from django.db import connection, models

from apps.diagnostics.enums import Block
from apps.events.enums import EventKind, EventLevel, PairForm, ParticipationRole
from apps.organizations.enums import Founder, OrganizationKind
from apps.programs.enums import ProgramKind, StudyForm
from apps.routes.enums import ItemKind
from apps.teachers.enums import AppointmentKind, Category


def label(column: str, choices: type[models.TextChoices]) -> str:
    """The Russian word of a stored value."""
    cases = " ".join(f"WHEN '{value}' THEN '{text}'" for value, text in choices.choices)
    return f"CASE {column} {cases} END"


def day(column: str) -> str:
    """ДД.ММ.ГГГГ."""
    return f"to_char({column}, 'DD.MM.YYYY')"


def yes(condition: str) -> str:
    """да or нет."""
    return f"CASE WHEN {condition} THEN 'да' ELSE 'нет' END"


def decimal(column: str) -> str:
    """A number with a decimal comma."""
    return f"replace({column}::text, '.', ',')"


def flag(code: str) -> str:
    """A flag held today; nothing where it is not, since «нет» would end one."""
    held = f"SELECT 1 FROM organizations_statusflag f WHERE f.organization_id = o.id AND f.flag = '{code}'"
    return f"CASE WHEN EXISTS ({held} AND f.valid_from <= current_date AND f.valid_to IS NULL) THEN 'да' END"


def listed(table: str, name: str, link: str) -> str:
    """A list in one cell."""
    return f"(SELECT string_agg({name}, ';' ORDER BY {name}) FROM {table} WHERE {link})"


SELECTS: dict[str, tuple[dict[str, str], str]] = {
    "municipalities": (
        {
            "ОКТМО": "m.oktmo", "ОКТМО региона": "g.oktmo", "Наименование": "m.name", "Центр": "m.center",
            "Широта": decimal("m.latitude"), "Долгота": decimal("m.longitude"), "Действует с": day("m.valid_from"),
            "Действует по": day("m.valid_to"), "Преемник (ОКТМО)": "n.oktmo",
        },
        "organizations_municipality m JOIN organizations_region g ON g.id = m.region_id"
        " LEFT JOIN organizations_municipality n ON n.id = m.successor_id"
        " WHERE NOT m.regional AND m.region_id = {region} ORDER BY m.oktmo, m.valid_from",
    ),
    "organizations": (
        {
            "Код": "o.code", "Тип": label("o.kind", OrganizationKind), "Полное наименование": "o.full_name",
            "Краткое наименование": "o.short_name", "ИНН": "o.inn", "ОГРН": "o.ogrn", "ОКТМО": "m.oktmo",
            "Код вышестоящей": "up.code", "Адрес": "o.address", "Сайт": "o.site", "E-mail": "o.email",
            "Телефон": "o.phone", "Учредитель": label("o.founder", Founder), "Открыта": day("o.opened_on"),
            "Закрыта": day("o.closed_on"), "ШНОР": flag("shnor"), "ШНСУ": flag("shnsu"),
        },
        "organizations_organization o JOIN organizations_municipality m ON m.id = o.home_id"
        " LEFT JOIN organizations_organization up ON up.id = o.parent_id"
        " WHERE o.region_id = {region} ORDER BY o.code",
    ),
    "staff": (
        {
            "СНИЛС": "p.snils", "Фамилия": "p.last_name", "Имя": "p.first_name", "Отчество": "p.middle_name",
            "Дата рождения": day("p.birth_date"), "Пол": "p.sex",
            "Начало педагогической деятельности": day("p.career_start"), "Образование": "p.education",
            "E-mail": "p.email", "Телефон": "p.phone", "Код организации": "o.code", "Должность": "t.name",
            "Основное место работы": yes("e.is_main"), "Дата приёма": day("e.start"), "Дата увольнения": day('e."end"'),
            "Ставка": decimal("e.rate"),
            "Предметы": listed(
                "teachers_employment_subjects k JOIN teachers_subject j ON j.id = k.subject_id", "j.name",
                "k.employment_id = e.id",
            ),
            "Категория": label("c.category", Category), "Дата категории": day("c.assigned_on"),
            "Согласие на обработку ПДн": day("a.given_on"),
        },
        "teachers_employment e JOIN teachers_person p ON p.id = e.person_id"
        " JOIN organizations_organization o ON o.id = e.organization_id"
        " JOIN teachers_position t ON t.id = e.position_id"
        " LEFT JOIN teachers_attestationcategory c ON c.person_id = p.id"
        " LEFT JOIN teachers_consent a ON a.person_id = p.id"
        " WHERE p.region_id = {region} ORDER BY p.snils, e.start, e.id",
    ),
    "competences": (
        {"Код": "c.code", "Наименование": "c.title", "Блок": label("c.block", Block)},
        "diagnostics_competence c ORDER BY c.code",
    ),
    "diagnostics": (
        {
            "СНИЛС": "p.snils", "Дата": day("s.completed_on"), "Код провайдера": "o.code", "Инструмент": "t.title",
            "Компетенция": "c.code", "Балл": decimal("r.points"), "Максимум": decimal("r.maximum"),
            "Самодиагностика": yes("NOT s.independent"), "Аннулирована": day("s.annulled_on"),
        },
        "diagnostics_score r JOIN diagnostics_diagnosticsession s ON s.id = r.session_id"
        " JOIN teachers_person p ON p.id = s.person_id JOIN diagnostics_tool t ON t.id = s.tool_id"
        " JOIN organizations_organization o ON o.id = s.provider_id"
        " JOIN diagnostics_competence c ON c.id = r.competence_id"
        " WHERE s.region_id = {region} ORDER BY p.snils, s.completed_on, t.title, c.code",
    ),
    "programs": (
        {
            "Код": "g.code", "Наименование": "g.title", "Вид": label("g.kind", ProgramKind), "Часы": "g.hours",
            "Форма": label("g.form", StudyForm), "Код организации": "o.code", "Тематика": "g.theme",
            "Компетенции": listed(
                "programs_program_competences k JOIN diagnostics_competence c ON c.id = k.competence_id", "c.code",
                "k.program_id = g.id",
            ),
            "Реализуется с": day("g.runs_from"), "Реализуется по": day("g.runs_to"), "Номер в ФР": "r.number",
            "Включена в ФР": day("r.included_on"), "Исключена из ФР": day("r.excluded_on"),
        },
        "programs_program g JOIN organizations_organization o ON o.id = g.organization_id"
        " LEFT JOIN programs_registryentry r ON r.program_id = g.id WHERE g.region_id = {region} ORDER BY g.code",
    ),
    "enrollments": (
        {
            "СНИЛС": "p.snils", "Код программы": "g.code", "Дата зачисления": day("e.enrolled_on"),
            "Дата завершения": day("e.completed_on"), "Дата отчисления": day("e.expelled_on"),
            "Номер документа": "e.document_number", "Регистрационный номер": "e.registration_number",
            "Дата выдачи": day("e.issued_on"),
        },
        "programs_enrollment e JOIN teachers_person p ON p.id = e.person_id"
        " JOIN programs_program g ON g.id = e.program_id WHERE e.region_id = {region}"
        " ORDER BY p.snils, g.code, e.enrolled_on",
    ),
    "events": (
        {
            "Код": "v.code", "Наименование": "v.title", "Вид": label("v.kind", EventKind),
            "Уровень": label("v.level", EventLevel), "Дата начала": day("v.start"), "Дата окончания": day('v."end"'),
            "Код организатора": "o.code", "Форма поддержки молодых": yes("v.supports_young"),
        },
        "events_event v JOIN organizations_organization o ON o.id = v.organization_id"
        " WHERE v.region_id = {region} ORDER BY v.code",
    ),
    "participations": (
        {
            "СНИЛС": "p.snils", "Код организации": "CASE WHEN a.person_id IS NULL THEN o.code END",
            "Код мероприятия": "v.code", "Роль": label("a.role", ParticipationRole), "Дата": day("a.on_date"),
        },
        "events_participation a JOIN events_event v ON v.id = a.event_id"
        " JOIN organizations_organization o ON o.id = a.organization_id"
        " LEFT JOIN teachers_person p ON p.id = a.person_id"
        " WHERE a.region_id = {region} ORDER BY v.code, p.snils, o.code, a.role",
    ),
    "appointments": (
        {
            "СНИЛС": "p.snils", "Код организации": "o.code", "Вид": label("a.kind", AppointmentKind),
            "С": day("a.start"), "По": day('a."end"'), "Акт": "a.act",
        },
        "teachers_appointment a JOIN teachers_person p ON p.id = a.person_id"
        " JOIN organizations_organization o ON o.id = a.at_organization_id WHERE a.region_id = {region}"
        " ORDER BY p.snils, a.kind, a.start",
    ),
    "mentoring": (
        {
            "СНИЛС наставника": "m.snils", "СНИЛС наставляемого": "p.snils", "Форма": label("a.form", PairForm),
            "С": day("a.start"), "По": day('a."end"'), "Приказ": 'a."order"',
        },
        "events_mentoringpair a JOIN teachers_person p ON p.id = a.person_id"
        " JOIN teachers_person m ON m.id = a.mentor_id WHERE a.region_id = {region} ORDER BY p.snils, m.snils, a.start",
    ),
    "routes": (
        {
            "Номер": "r.number", "СНИЛС": "p.snils", "Дата диагностики": day("s.completed_on"),
            "Инструмент": "t.title", "Утверждён": day("r.approved_on"), "Отменён": day("r.cancelled_on"),
            "Причина отмены": "r.cancel_reason", "СНИЛС тьютора": "u.snils", "Пункт": "i.number",
            "Вид пункта": label("i.kind", ItemKind), "Содержание": "i.content", "Код программы": "g.code",
            "Код мероприятия": "v.code",
            "Компетенции": listed(
                "routes_itemaim k JOIN diagnostics_competence c ON c.id = k.competence_id", "c.code", "k.item_id = i.id"
            ),
            "Срок": day("i.due"), "Часы": "i.hours", "Выполнен": day("i.done_on"),
        },
        "routes_individualroute r JOIN teachers_person p ON p.id = r.person_id"
        " LEFT JOIN diagnostics_diagnosticsession s ON s.id = r.session_id"
        " LEFT JOIN diagnostics_tool t ON t.id = s.tool_id"
        " LEFT JOIN teachers_person u ON u.id = r.tutor_id LEFT JOIN routes_routeitem i ON i.route_id = r.id"
        " LEFT JOIN programs_program g ON g.id = i.program_id LEFT JOIN events_event v ON v.id = i.event_id"
        " WHERE r.region_id = {region} ORDER BY r.number, i.id",
    ),
}  # fmt: skip
KINDS = tuple(SELECTS)


def write_region(region_id: int, folder: Path) -> dict[str, Path]:
    """Write every kind of the region's rows; returns the files in the order of import. Needs a system actor."""
    return {kind: write_kind(kind, region_id, folder) for kind in KINDS}


def write_kind(kind: str, region_id: int, folder: Path) -> Path:
    """Write one kind."""
    columns, source = SELECTS[kind]
    query = f"SELECT {', '.join(columns.values())} FROM {source.format(region=int(region_id))}"
    path = folder / f"{kind}.csv"
    copy = f"COPY ({query}) TO STDOUT (FORMAT csv, DELIMITER ';')"
    with connection.cursor() as cursor, path.open("wb") as file, cursor.copy(copy) as data:
        # Not as names of columns: PostgreSQL would cut the longest heading.
        file.write((";".join(columns) + "\n").encode())
        for block in data:
            file.write(block)
    return path
