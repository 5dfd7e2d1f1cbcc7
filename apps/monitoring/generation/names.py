"""Names of people who do not exist: surnames made up from syllables around words for the unreal."""

from random import Random

ROOTS = (
    "Вымышл", "Выдум", "Небыл", "Понарош", "Придум", "Мним", "Сказоч", "Услов", "Пример", "Мечт", "Фантаз", "Затей",
    "Прикид", "Чудес", "Грёз", "Якоб",
)  # fmt: skip
SYLLABLES = ("ен", "ил", "ал", "ан", "ик", "ыч", "ур", "ов", "ар", "ел", "ин", "ол", "ун", "еш", "ыш", "от")
ENDINGS = (("ов", "ова"), ("ин", "ина"), ("кин", "кина"), ("ский", "ская"), ("цев", "цева"))
FIRST_FEMALE = (
    "Анна", "Мария", "Елена", "Ольга", "Наталья", "Татьяна", "Ирина", "Светлана", "Екатерина", "Юлия", "Марина",
    "Галина", "Людмила", "Надежда", "Вера", "Любовь", "Дарья", "Ксения", "Алина", "Полина", "Валентина", "Лариса",
    "Оксана", "Алёна", "Виктория",
)  # fmt: skip
FIRST_MALE = (
    "Иван", "Сергей", "Алексей", "Андрей", "Дмитрий", "Михаил", "Николай", "Павел", "Пётр", "Олег", "Игорь", "Виктор",
    "Максим", "Антон", "Роман", "Семён",
)  # fmt: skip
PATRONYMICS = (
    ("Иванович", "Ивановна"), ("Петрович", "Петровна"), ("Сергеевич", "Сергеевна"), ("Андреевич", "Андреевна"),
    ("Алексеевич", "Алексеевна"), ("Николаевич", "Николаевна"), ("Михайлович", "Михайловна"), ("Павлович", "Павловна"),
    ("Викторович", "Викторовна"), ("Олегович", "Олеговна"), ("Семёнович", "Семёновна"), ("Романович", "Романовна"),
)  # fmt: skip


def pick(rng: Random, options: tuple[str, ...]) -> str:
    """One of the options (quicker than ``choice``)."""
    return options[int(rng.random() * len(options))]


def surname(rng: Random, female: bool) -> str:
    """«Вымышленова», «Небыларский»: a few hundred thousand of them, none of a real person's stock."""
    middle = pick(rng, SYLLABLES)
    if rng.random() < 0.35:
        middle += pick(rng, SYLLABLES)
    return pick(rng, ROOTS) + middle + ENDINGS[int(rng.random() * len(ENDINGS))][female]


def full_name(rng: Random, female: bool) -> tuple[str, str, str]:
    """Surname, first name, patronymic (one in fifty has none)."""
    first = pick(rng, FIRST_FEMALE if female else FIRST_MALE)
    middle = PATRONYMICS[int(rng.random() * len(PATRONYMICS))][female] if rng.random() < 0.98 else ""
    return surname(rng, female), first, middle
