"""The dictionaries of the portal as the generator needs them."""

from dataclasses import dataclass

from apps.diagnostics.enums import Block
from apps.diagnostics.models import Competence
from apps.teachers.enums import PositionKind
from apps.teachers.models import Position, Subject

TEACHER = "Учитель"
# kind of organization → (position, share of its pedagogues)
PEDAGOGUES: dict[str, tuple[tuple[str, float], ...]] = {
    "school": (
        (TEACHER, 0.87), ("Педагог-психолог", 0.03), ("Социальный педагог", 0.03), ("Учитель-логопед", 0.02),
        ("Воспитатель", 0.02), ("Методист", 0.01), ("Педагог дополнительного образования", 0.02),
    ),
    "kindergarten": (
        ("Воспитатель", 0.77), ("Музыкальный руководитель", 0.08), ("Учитель-логопед", 0.05),
        ("Инструктор по физической культуре", 0.04), ("Старший воспитатель", 0.04), ("Педагог-психолог", 0.02),
    ),
    "additional": (("Педагог дополнительного образования", 0.88), ("Методист", 0.07), ("Педагог-организатор", 0.05)),
    "college": (
        ("Преподаватель", 0.72), ("Мастер производственного обучения", 0.22), ("Методист", 0.04),
        ("Социальный педагог", 0.02),
    ),
    "other_edu": (("Воспитатель", 0.6), ("Социальный педагог", 0.2), ("Педагог-психолог", 0.2)),
}  # fmt: skip
METHODISTS = (("Методист", 1.0),)
HEADS = {"kindergarten": "Заведующий"}
HEAD, DEPUTY, UNIT_HEAD, OTHER = (
    "Директор",
    "Заместитель директора",
    "Руководитель структурного подразделения",
    "Иная должность",
)


class NoDictionary(ValueError):
    """A dictionary is not loaded."""


@dataclass(frozen=True, slots=True)
class Post:
    """A position: its number, kind and name."""

    id: int
    kind: str
    name: str


class Dictionaries:
    """Positions by name, subjects, competences by block. Raises ``NoDictionary`` where they are not loaded."""

    def __init__(self) -> None:
        self.posts = {
            name: Post(pk, kind, name) for pk, name, kind in Position.objects.values_list("id", "name", "kind")
        }
        self.subjects = list(Subject.objects.order_by("name").values_list("id", flat=True))
        self.blocks: dict[str, list[int]] = {block: [] for block in Block.values}
        self.titles: dict[int, str] = {}
        for pk, block, title in Competence.objects.order_by("code").values_list("id", "block", "title"):
            self.blocks[block].append(pk)
            self.titles[pk] = title
        if HEAD not in self.posts or TEACHER not in self.posts or not self.titles or not self.subjects:
            raise NoDictionary("словари должностей, предметов или компетенций не загружены: выполните migrate")
        self.mixes = {kind: self._mix(mix) for kind, mix in PEDAGOGUES.items()}
        self.methodists = self._mix(METHODISTS)

    def _mix(self, mix: tuple[tuple[str, float], ...]) -> list[tuple[Post, float]]:
        return [(self.posts[name], share) for name, share in mix if name in self.posts]

    def pedagogue(self, kind: str, chance: float) -> Post:
        """A pedagogue's position in an organization of this kind, by a chance from 0 to 1."""
        mix = self.mixes.get(kind, self.methodists)
        for post, share in mix:
            chance -= share
            if chance < 0:
                return post
        return mix[0][0]

    def manager(self, kind: str, order: int) -> Post:
        """The head, then deputies and heads of units."""
        if order == 0:
            return self.posts[HEADS.get(kind, HEAD)]
        return self.posts[UNIT_HEAD if order % 3 == 2 else DEPUTY]

    @property
    def other(self) -> Post:
        """A position that is no staff of the indicators."""
        return self.posts[OTHER]


def is_manager(post: Post) -> bool:
    """Whether the position is a manager's."""
    return post.kind == PositionKind.MANAGER
