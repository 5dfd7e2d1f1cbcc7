"""A running job for kinds whose function is called by itself: what it was told, where its file lies."""

from contextlib import AbstractContextManager, nullcontext
from pathlib import Path


class Watching:
    """A ``JobContext`` without a worker; without a folder the kind must write no file."""

    def __init__(self, folder: Path | None = None) -> None:
        self.folder, self.name = folder, ""
        self.told: list[str] = []
        self.steps: list[int] = []

    @property
    def path(self) -> Path:
        """The file that the kind has written."""
        assert self.folder is not None
        return self.folder / self.name

    def progress(self, done: int, total: int | None = None, message: str = "") -> None:
        self.told.append(message)
        self.steps.append(done)

    def file(self, name: str) -> Path:
        assert self.folder is not None, f"the kind writes no file, not «{name}»"
        self.name = name
        return self.path

    def step(self) -> AbstractContextManager[None]:
        return nullcontext()
