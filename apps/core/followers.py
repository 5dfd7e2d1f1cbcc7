"""What upper applications do when rows of people were written below them: a training completed closes a route's item.

The need points upward, the import must not: the lower service calls ``follow`` with the label of its rows and the
people they hang on, in the same transaction; whoever registered is asked at once, set-based.
"""

from collections.abc import Callable, Collection, Iterable

Follower = Callable[[Collection[int]], object]
_followers: dict[str, list[Follower]] = {}


def register(label: str, follower: Follower) -> None:
    """Have ``follower(people)`` called when rows of ``label`` («programs.enrollment») changed; in ``ready()``."""
    known = _followers.setdefault(label, [])
    if follower not in known:
        known.append(follower)


def followed(label: str) -> bool:
    """Whether anybody wants to know."""
    return bool(_followers.get(label))


def follow(label: str, people: Iterable[int | None]) -> None:
    """Tell that rows of these people changed."""
    if known := sorted({person for person in people if person is not None}):
        for follower in _followers.get(label, ()):
            follower(known)
