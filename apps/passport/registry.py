"""The seven sections of the passport and every figure in them, declared once (DOMAIN 7).

The sections stand as the regulations list them (Krasnoyarsk, order 397, terms: «Паспорт РСНМС»; Vladimir, order 783,
terms). A figure is computed by a live counter (``apps.core.counters``), the one that roadmaps and functions show too,
or entered by those who fill parts; a region's value of an entered figure is the sum over its parts. The indicators and
the correlations of section 7 come from the report of the year: see ``selectors.computed``.
"""

from dataclasses import dataclass

from apps.passport.enums import PartKind

INDICATOR = "results.indicator."
CORRELATION = "results.correlation"
POINTS = "points"  # of a stored correlation that is drawn


@dataclass(frozen=True, slots=True)
class Section:
    """A section: ``lists`` is the list of rows that is filled there beside figures, in the words of its box."""

    number: str
    code: str
    title: str
    computed: bool
    lists: str = ""


@dataclass(frozen=True, slots=True)
class Declared:
    """A figure: ``counter`` counts it, ``of`` makes it a share of another counter's number; or ``fills`` enter it."""

    code: str
    title: str
    unit: str
    counter: str = ""
    of: str = ""
    fills: tuple[PartKind, ...] = ()
    text: bool = False
    help: str = ""

    @property
    def section(self) -> str:
        """The code of its section."""
        return self.code.partition(".")[0]

    @property
    def computed(self) -> bool:
        """Whether the portal counts it."""
        return bool(self.counter)

    @property
    def share(self) -> bool:
        """Whether it is a share of another number."""
        return bool(self.of)


SECTIONS = (
    Section("1", "staff", "Кадровый состав", True),
    Section("2", "programs", "Программы ДПО, в том числе включённые в ФР ДПП", True),
    Section("3", "infrastructure", "Региональная инфраструктура ДПО", False, "Объектов инфраструктуры нет"),
    Section("4", "financing", "Финансовое обеспечение", False, "Финансирования нет"),
    Section("5", "events", "Вовлечение педагогов в мероприятия РСНМС", True),
    Section("6", "resources", "Информационные ресурсы", False, "Информационных ресурсов нет"),
    Section("7", "results", "Результативность и связь с результатами обучающихся", True),
)
PEOPLE, PROGRAMS, EVENTS, PIECES = "чел.", "ед.", "ед.", "ед."
EVERYBODY = tuple(PartKind)


def counted(code: str, title: str, unit: str, counter: str, of: str = "") -> Declared:
    """A computed figure."""
    return Declared(code, title, unit, counter=counter, of=of)


STAFF = (
    counted("staff.total", "Педагогические и управленческие работники в штате", PEOPLE, "staff"),
    counted("staff.pedagogues", "из них педагогические работники", PEOPLE, "pedagogues"),
    counted("staff.managers", "из них управленческие кадры", PEOPLE, "managers"),
    counted("staff.young", "Молодые специалисты", PEOPLE, "young"),
    counted("staff.highest", "Педагоги высшей категории", "%", "category_highest", "pedagogues"),
    counted("staff.first", "Педагоги первой категории", "%", "category_first", "pedagogues"),
    counted("staff.organizations", "Образовательные организации", PIECES, "educational_organizations"),
    counted("staff.mms", "Муниципальные методические службы (ММС)", PIECES, "mms"),
    counted("staff.mms_workers", "Работники ММС", PEOPLE, "mms_worker"),
    counted("staff.municipal_methodists", "Муниципальные методисты", PEOPLE, "municipal_methodist"),
    counted("staff.regional_methodists", "Региональные методисты", PEOPLE, "regional_methodist"),
    counted("staff.tutor_methodists", "Тьюторы-методисты", PEOPLE, "tutor_methodist"),
)
PROGRAM_FIGURES = (
    counted("programs.running", "Программы, реализованные в году", PROGRAMS, "programs_running"),
    counted("programs.running_pk", "из них повышения квалификации", PROGRAMS, "programs_running_pk"),
    counted("programs.running_pp", "из них профессиональной переподготовки", PROGRAMS, "programs_running_pp"),
    counted("programs.running_registry", "Реализованные программы, включённые в ФР ДПП на конец года", "%",
            "programs_running_registry", "programs_running"),
    counted("programs.in_registry", "Программы организаций региона в ФР ДПП на конец года", PROGRAMS,
            "programs_in_registry"),
    counted("programs.included", "Программы, включённые в ФР ДПП за год", PROGRAMS, "programs_included"),
    counted("programs.trainings", "Завершённые обучения", PROGRAMS, "trainings"),
    counted("programs.trained", "Прошли обучение", PEOPLE, "trained"),
    counted("programs.trained_pk", "из них повышение квалификации", PEOPLE, "trained_pk"),
    counted("programs.trained_pp", "из них профессиональную переподготовку", PEOPLE, "trained_pp"),
    counted("programs.trained_registry", "из них по программам ФР ДПП", PEOPLE, "trained_registry"),
    counted("programs.trained_managers", "из них руководители", PEOPLE, "trained_managers"),
    counted("programs.trained_quality", "из них по управлению качеством образования", PEOPLE, "trained_quality"),
)  # fmt: skip
INFRASTRUCTURE = (
    Declared("infrastructure.rates", "Ставки методистов и преподавателей по штатному расписанию", "ставок",
             fills=EVERYBODY, help="Занятые и вакантные, на конец года."),
    Declared("infrastructure.rooms", "Учебные и методические кабинеты для работы с педагогами", "ед.",
             fills=EVERYBODY),
    Declared("infrastructure.seats", "Учебные места в них", "мест", fills=EVERYBODY),
    Declared("infrastructure.computers", "Компьютеры для обучения педагогов", "ед.", fills=EVERYBODY,
             help="С доступом в интернет, исправные."),
    Declared("infrastructure.video", "Комплекты видеоконференц-связи", "ед.", fills=EVERYBODY),
    Declared("infrastructure.beds", "Места в общежитиях для слушателей", "мест", fills=(PartKind.IRO,)),
    Declared("infrastructure.note", "Особенности инфраструктуры", "", fills=(PartKind.CNPPM,), text=True,
             help="Несколько фраз для министерства и Федерального оператора."),
)  # fmt: skip
EVENT_FIGURES = (
    counted("events.total", "Мероприятия", EVENTS, "events"),
    counted("events.federal", "из них федерального уровня", EVENTS, "events_federal"),
    counted("events.regional", "из них регионального уровня", EVENTS, "events_regional"),
    counted("events.municipal", "из них муниципального уровня", EVENTS, "events_municipal"),
    counted("events.institutional", "из них институционального уровня", EVENTS, "events_institutional"),
    counted("events.young", "из них формы поддержки молодых педагогов", EVENTS, "events_young"),
    counted("events.people", "Участвовали в мероприятиях", PEOPLE, "people_in_events"),
    counted("events.participations", "Участия в мероприятиях", EVENTS, "participations"),
    counted("events.contest_people", "Участвовали в конкурсах профессионального мастерства", PEOPLE,
            "contest_people"),
    counted("events.experience", "Представили опыт", PEOPLE, "experience"),
    counted("events.interns", "Прошли стажировку", PEOPLE, "interns"),
    counted("events.organizations", "Организации, участвовавшие в мероприятиях", PIECES, "organizations_in_events"),
    counted("events.pairs", "Наставнические пары, действовавшие в году", PIECES, "pairs"),
    counted("events.mentors", "Наставники", PEOPLE, "mentors"),
)  # fmt: skip
RESULTS = (
    counted("results.diagnosed", "Прошли независимую диагностику", PEOPLE, "diagnosed"),
    counted("results.deficits", "Выявленные профессиональные дефициты", PIECES, "deficits"),
    counted("results.routes", "Утверждённые индивидуальные образовательные маршруты", PIECES, "routes_approved"),
    counted("results.items", "Выполненные пункты маршрутов", PIECES, "items_done"),
)
FIGURES = (*STAFF, *PROGRAM_FIGURES, *INFRASTRUCTURE, *EVENT_FIGURES, *RESULTS)
BY_CODE = {figure.code: figure for figure in FIGURES}
COUNTED = tuple(figure for figure in FIGURES if figure.computed)
ENTERED = tuple(figure for figure in FIGURES if not figure.computed)
# The sections whose list each part fills, or says that it has nothing to put there.
LISTS = tuple(section for section in SECTIONS if section.lists)


def section(code: str) -> Section:
    """The section of this code. Raises ``KeyError``."""
    found = next((one for one in SECTIONS if one.code == code), None)
    if found is None:
        raise KeyError(code)
    return found


def entered_by(kind: str) -> tuple[Declared, ...]:
    """The figures that parts of this kind enter."""
    return tuple(figure for figure in ENTERED if kind in figure.fills)
