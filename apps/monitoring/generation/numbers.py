"""СНИЛС of invented people: valid check digits, in a range that is given to nobody."""

from apps.core.snils import check_digits
from apps.teachers.models import Person

FIRST, LAST = 700_000_000, 799_999_999


def snils(number: int) -> str:
    """The eleven digits of the n-th number of the reserved range. Raises ``ValueError`` when the range is used up."""
    if not 0 <= number <= LAST - FIRST:
        raise ValueError("the reserved range of СНИЛС is used up")
    nine = f"{FIRST + number:09d}"
    return nine + check_digits(nine)


def next_number() -> int:
    """The first number of the range after those taken in this installation. Needs an actor who sees everybody."""
    taken = Person.objects.filter(snils__gte=f"{FIRST}00", snils__lte=f"{LAST}99")
    latest = taken.order_by("-snils").values_list("snils", flat=True).first()
    return int(latest[:9]) - FIRST + 1 if latest else 0
