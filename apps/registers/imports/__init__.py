"""The spreadsheets of the registers."""

from apps.registers.imports import bodies, cadre, papers, practice, selection

__all__ = ["bodies", "cadre", "papers", "practice", "selection"]
