"""Programmes, the mirror of the federal registry, training (DOMAIN 5)."""

from apps.programs.models.mirror import RegistrySource, RegistryVersion, StagedEntry, Synchronization
from apps.programs.models.programs import CATALOGUE, Program
from apps.programs.models.registry import EarlierStay, RegistryEntry
from apps.programs.models.training import Enrollment

__all__ = [
    "CATALOGUE",
    "EarlierStay",
    "Enrollment",
    "Program",
    "RegistryEntry",
    "RegistrySource",
    "RegistryVersion",
    "StagedEntry",
    "Synchronization",
]
