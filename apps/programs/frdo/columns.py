"""The forty columns of the form of ФИС ФРДО for additional professional education, in their order, with their rules.

What is known of them was read off public implementations: headings, order, closed lists, lengths, characters. A rule
that nobody has seen is not invented: such a column is checked for nothing.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from apps.programs.enums import DocumentFate, EducationLevel, Payment, Receipt, RegisterForm

NO, YES = "Нет", "Да"
ORIGINAL, DUPLICATE = "Оригинал", "Дубликат"
CERTIFICATE = "Удостоверение о повышении квалификации"
DIPLOMA = "Диплом о профессиональной переподготовке"
QUALIFICATION, RETRAINING = "Повышение квалификации", "Профессиональная переподготовка"
MALE, FEMALE = "Муж", "Жен"
# From here on more is asked of a document.
SINCE = date(2021, 1, 1)

NUMBER = re.compile(r"[А-Яа-яЁёA-Za-z0-9./\- ]+")
REGISTRATION = re.compile(r"[А-Яа-яЁёA-Za-z0-9№()./\-_ ]+")
TITLE = re.compile(r"[А-Яа-яЁёA-Za-z0-9№\"«»().,?:/\-&_#+; ]+")
NAME = re.compile(r"(?!.*(?:  |--))[А-Яа-яЁё(.'][А-Яа-яЁё .'\-()]*(?<![ \-])")
DAY = re.compile(r"\d{2}\.\d{2}\.\d{4}")
YEAR = re.compile(r"\d{4}")
WHOLE = re.compile(r"[1-9]\d*")
COUNTRY = re.compile(r"\d{3}")
SNILS = re.compile(r"\d{3}-\d{3}-\d{3} \d{2}")
Values = dict[str, str]
Condition = Callable[[Values], bool]


def always(values: Values) -> bool:
    """Every document."""
    return True


def never(values: Values) -> bool:
    """No rule that says so is known."""
    return False


def of_duplicate(values: Values) -> bool:
    """Duplicates: they name their original."""
    return values.get("status") == DUPLICATE


def lately(values: Values) -> bool:
    """Documents issued since 2021."""
    text = values.get("issued_on", "")
    return bool(DAY.fullmatch(text)) and int(text[-4:]) >= SINCE.year


@dataclass(frozen=True, slots=True)
class FormColumn:
    """A column of the form: its heading and what a value must be; ``only`` says when it may be filled at all."""

    key: str
    heading: str
    required: Condition = never
    choices: tuple[str, ...] = ()
    pattern: re.Pattern[str] | None = None
    expected: str = ""
    longest: int = 0
    only: Condition = field(default=always)


def text(
    key: str, heading: str, longest: int, pattern: re.Pattern[str], expected: str, required: Condition = never,
    only: Condition = always,
) -> FormColumn:  # fmt: skip
    """A column of free text."""
    return FormColumn(key, heading, required, (), pattern, expected, longest, only)


def chosen(key: str, heading: str, choices: tuple[str, ...], required: Condition = never) -> FormColumn:
    """A column of a closed list."""
    return FormColumn(key, heading, required, choices)


LETTERS = "буквы, цифры, точка, дефис, дробь и пробел"
WIDER = "буквы, цифры и знаки № ( ) . / - _"
NAMES = "кириллица, без крайних и двойных пробелов и дефисов"
DATES = "дата ДД.ММ.ГГГГ"
OF_ORIGINAL = "(оригинала)"

COLUMNS: tuple[FormColumn, ...] = (
    chosen("kind", "Вид документа", (CERTIFICATE, DIPLOMA), always),
    chosen("status", "Статус документа", (ORIGINAL, DUPLICATE), always),
    chosen("lost", "Подтверждение утраты", (YES, NO), always),
    chosen("exchanged", "Подтверждение обмена", (YES, NO), always),
    chosen("destroyed", "Подтверждение уничтожения", (YES, NO), always),
    text("series", "Серия документа", 20, NUMBER, LETTERS, always),
    text("number", "Номер документа", 40, NUMBER, LETTERS, always),
    text("issued_on", "Дата выдачи документа", 10, DAY, DATES, always),
    text("registration", "Регистрационный номер", 30, REGISTRATION, WIDER, always),
    chosen(
        "program_kind",
        "Дополнительная профессиональная программа (повышение квалификации/ профессиональная переподготовка)",
        (QUALIFICATION, RETRAINING),
    ),
    text("title", "Наименование дополнительной профессиональной программы", 255, TITLE,
         "буквы, цифры и знаки препинания", always),
    FormColumn("area", "Наименование области профессиональной деятельности"),
    FormColumn("specialities", "Укрупненные группы специальностей"),
    FormColumn("qualification", "Наименование квалификации, профессии, специальности"),
    chosen("level", "Уровень образования ВО/СПО", tuple(EducationLevel.labels)),
    FormColumn("diploma_name", "Фамилия указанная в дипломе о ВО или СПО"),
    FormColumn("diploma_series", "Серия документа о ВО/СПО"),
    FormColumn("diploma_number", "Номер документа о ВО/СПО"),
    text("began", "Год начала обучения (для документа о квалификации)", 4, YEAR, "год", always),
    text("ended", "Год окончания обучения (для документа о квалификации)", 4, YEAR, "год", always),
    text("hours", "Срок обучения, часов (для документа о квалификации)", 5, WHOLE, "целое число", always),
    text("last_name", "Фамилия получателя", 50, NAME, NAMES, always),
    text("first_name", "Имя получателя", 50, NAME, NAMES, always),
    text("middle_name", "Отчество получателя", 50, NAME, NAMES, always),
    text("born", "Дата рождения получателя", 10, DAY, DATES, always),
    chosen("sex", "Пол получателя", (MALE, FEMALE), always),
    text("snils", "СНИЛС", 14, SNILS, "000-000-000 00 с верным контрольным числом", lately),
    chosen("study_form", "Форма обучения", tuple(RegisterForm.labels), lately),
    chosen("payment", "Источник финансирования обучения", tuple(Payment.labels), lately),
    chosen("receipt", "Форма получения образования на момент прекращения образовательных отношений",
           tuple(Receipt.labels), lately),
    text("citizenship", "Гражданство получателя (код страны по ОКСМ)", 3, COUNTRY, "три цифры кода ОКСМ", lately),
    FormColumn("o_kind", f"Наименование документа об образовании {OF_ORIGINAL}", of_duplicate, only=of_duplicate),
    text("o_series", f"Серия {OF_ORIGINAL}", 20, NUMBER, LETTERS, of_duplicate, of_duplicate),
    text("o_number", f"Номер {OF_ORIGINAL}", 20, NUMBER, LETTERS, of_duplicate, of_duplicate),
    text("o_registration", f"Регистрационный N {OF_ORIGINAL}", 20, REGISTRATION, WIDER, of_duplicate, of_duplicate),
    text("o_issued_on", f"Дата выдачи {OF_ORIGINAL}", 10, DAY, DATES, of_duplicate, of_duplicate),
    text("o_last_name", f"Фамилия получателя {OF_ORIGINAL}", 50, NAME, NAMES, of_duplicate, of_duplicate),
    text("o_first_name", f"Имя получателя {OF_ORIGINAL}", 50, NAME, NAMES, of_duplicate, of_duplicate),
    text("o_middle_name", f"Отчество получателя {OF_ORIGINAL}", 50, NAME, NAMES, of_duplicate, of_duplicate),
    FormColumn("to_change", "Номер документа для изменения", only=never),
)  # fmt: skip
KEYS = tuple(column.key for column in COLUMNS)
CONFIRMED = {
    "lost": DocumentFate.LOST,
    "exchanged": DocumentFate.EXCHANGED,
    "destroyed": DocumentFate.DESTROYED,
}
AREAS = (
    "Административно-управленческая и офисная деятельность",
    "Архитектура, проектирование, геодезия, топография и дизайн",
    "Безопасность",
    "Добыча, переработка, транспортировка нефти, газа и угля",
    "Добыча, переработка угля, руд и других полезных ископаемых",
    "Жилищно-коммунальное хозяйство",
    "Здравоохранение",
    "Издательское дело, средства массовой информации и индустрия развлечений",
    "Информация и связь",
    "Легкая и текстильная промышленность",
    "Лесное хозяйство, охота",
    "Металлургическое производство",
    "Образование и наука",
    "Обслуживание и ремонт автотранспортных средств",
    "Производство машин и оборудования",
    "Производство пищевых продуктов, включая напитки",
    "Ракетно-космическая промышленность",
    "Рыбоводство, рыболовство",
    "Сельское хозяйство",
    "Социальное обслуживание",
    "Строительство",
    "Судостроение",
    "Торговля и сфера услуг",
    "Транспорт",
    "Физическая культура и спорт",
    "Финансы и страхование",
    "Химическое, химико-технологическое производство",
    "Электроэнергетика",
    "Юриспруденция",
)
