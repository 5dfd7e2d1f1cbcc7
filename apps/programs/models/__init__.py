"""Programmes, the mirror of the federal registry, training (DOMAIN 5)."""

from apps.programs.models.programs import CATALOGUE, Program
from apps.programs.models.registry import RegistryEntry
from apps.programs.models.training import Enrollment

__all__ = ["CATALOGUE", "Enrollment", "Program", "RegistryEntry"]
