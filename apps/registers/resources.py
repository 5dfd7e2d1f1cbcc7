"""The registers' lists: read by itself; one module a family."""

from apps.registers import (  # noqa: F401 - the lists register themselves
    agenda,
    body_resources,
    cadre_resources,
    paper_resources,
    practice_resources,
    selection_resources,
    standing_resources,
)
