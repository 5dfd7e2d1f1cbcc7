"""What a field held in the history, in words: structures are no code for machines."""

import pytest

from apps.core.web.history import _structure


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (["да", "нет"], "да; нет"),
        ([["а", "первое"], ["б", "второе"]], "а первое; б второе"),
        ({"left": [["1", "рожь"]], "right": [["а", "хлеб"], ["б", "мёд"]]}, "left: 1 рожь; right: а хлеб; б мёд"),
        ([None, 5], "— 5".replace(" ", "; ")),
    ],
)
def test_structure_is_written_in_one_line(value: object, words: str) -> None:
    assert _structure(value) == words
