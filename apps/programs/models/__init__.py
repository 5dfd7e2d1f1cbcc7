"""Programmes, the mirror of the federal registry, training (DOMAIN 5)."""

from apps.programs.models.attendance import Attendance
from apps.programs.models.documents import DocumentSeries, IssuedDocument
from apps.programs.models.evaluation import CourseEvaluation, EmployerEvaluation
from apps.programs.models.frdo import FrdoCard, FrdoPackage, FrdoRow
from apps.programs.models.groups import Lesson, StudyGroup
from apps.programs.models.links import LinkProposal
from apps.programs.models.mirror import RegistrySource, RegistryVersion, StagedEntry, Synchronization
from apps.programs.models.programs import CATALOGUE, Program
from apps.programs.models.quota import PlatformQuota
from apps.programs.models.registry import EarlierStay, RegistryEntry
from apps.programs.models.structure import Partner, ProgramModule
from apps.programs.models.training import Enrollment
from apps.programs.models.way import Expertise, Likeness, RegistryStep

__all__ = [
    "CATALOGUE",
    "Attendance",
    "CourseEvaluation",
    "DocumentSeries",
    "EarlierStay",
    "EmployerEvaluation",
    "Enrollment",
    "Expertise",
    "FrdoCard",
    "FrdoPackage",
    "FrdoRow",
    "IssuedDocument",
    "Lesson",
    "Likeness",
    "LinkProposal",
    "Partner",
    "PlatformQuota",
    "Program",
    "ProgramModule",
    "RegistryEntry",
    "RegistrySource",
    "RegistryStep",
    "RegistryVersion",
    "StagedEntry",
    "StudyGroup",
    "Synchronization",
]
