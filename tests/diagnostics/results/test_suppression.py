"""What may not be told to those who see no people, and what would give it away."""

from hypothesis import given, settings
from hypothesis import strategies as st

from apps.diagnostics.selectors.suppression import SMALLEST_GROUP, hidden_parts, small
from apps.diagnostics.services.group_results import Place, hidden_places

SIZES = st.dictionaries(st.integers(1, 12), st.integers(0, 12), max_size=8)


def test_small_is_one_to_four_and_nobody_is_no_group() -> None:
    assert [n for n in range(8) if small(n)] == [1, 2, 3, 4]


def test_large_parts_are_all_told() -> None:
    assert hidden_parts({"а": 5, "б": 90}) == set()


def test_one_small_part_takes_the_smallest_other_with_it() -> None:
    assert hidden_parts({"а": 3, "б": 40, "в": 12}) == {"а", "в"}


def test_two_small_parts_of_five_together_take_no_other() -> None:
    assert hidden_parts({"а": 3, "б": 2, "в": 12}) == {"а", "б"}


def test_two_small_parts_of_less_than_five_take_another() -> None:
    assert hidden_parts({"а": 1, "б": 2, "в": 12, "г": 11}) == {"а", "б", "г"}


def test_a_part_with_nobody_hides_no_one() -> None:
    assert hidden_parts({"а": 3, "б": 0, "в": 12}) == {"а", "в"}


def test_parts_of_an_untold_whole_do_not_add_up() -> None:
    assert hidden_parts({"а": 7, "б": 9}, whole_told=False) == {"а"}
    assert hidden_parts({"а": 3, "б": 9}, whole_told=False) == {"а"}


@given(SIZES)
@settings(max_examples=300, deadline=None)
def test_what_is_told_never_gives_a_small_group_away(people: dict[int, int]) -> None:
    """The whole less the told parts is nothing, or at least two parts and five people."""
    total = sum(people.values())
    told_whole = not small(total)
    hidden = hidden_parts(people, whole_told=told_whole)
    assert not [part for part, n in people.items() if small(n) and part not in hidden]
    rest = total - sum(n for part, n in people.items() if part not in hidden)
    if told_whole and hidden:
        assert rest >= SMALLEST_GROUP
        assert len(hidden) >= 2


def told_sums(people: dict[Place, int], hidden: set[Place]) -> list[tuple[int, int]]:
    """Of each told whole: how many parts are left out, and how many people they are."""
    found = []
    for whole in people:
        depth = sum(key is not None for key in whole)
        parts = [p for p in people if p[:depth] == whole[:depth] and sum(key is not None for key in p) == depth + 1]
        left_out = [p for p in parts if p in hidden]
        if whole not in hidden and left_out:
            found.append((len(left_out), people[whole] - sum(people[p] for p in parts if p not in hidden)))
    return found


@given(
    st.dictionaries(st.integers(1, 4), st.dictionaries(st.integers(1, 4), st.integers(1, 9), min_size=1), min_size=1)
)
@settings(max_examples=300, deadline=None)
def test_no_level_gives_a_small_group_of_another_away(places: dict[int, dict[int, int]]) -> None:
    """Region, municipalities and organizations are told together: a part left out above does not add up below."""
    people: dict[Place, int] = {}
    for municipality, organizations in places.items():
        for organization, count in organizations.items():
            people[1, municipality, organization] = count
        people[1, municipality, None] = sum(organizations.values())
    people[1, None, None] = sum(sum(one.values()) for one in places.values())
    hidden = hidden_places(people)
    assert not [place for place, count in people.items() if small(count) and place not in hidden]
    assert not [pair for pair in told_sums(people, hidden) if pair[0] < 2 or pair[1] < SMALLEST_GROUP]
    for municipality, organizations in places.items():
        if (1, municipality, None) in hidden:
            assert [o for o in organizations if (1, municipality, o) in hidden]
