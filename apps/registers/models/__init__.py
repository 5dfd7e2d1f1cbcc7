"""The registers that the regulations oblige the system's bodies to keep."""

from apps.registers.models.bodies import Decision, Meeting, Union, UnionEvent, UnionMember
from apps.registers.models.cadre import Reserve, Responsible, Vacancy
from apps.registers.models.papers import Contract, Letter, ProjectTeam, TeamMember
from apps.registers.models.practice import Expertise, InformationResource, Material, Practice
from apps.registers.models.selection import Application, Selection

__all__ = [
    "Application",
    "Contract",
    "Decision",
    "Expertise",
    "InformationResource",
    "Letter",
    "Material",
    "Meeting",
    "Practice",
    "ProjectTeam",
    "Reserve",
    "Responsible",
    "Selection",
    "TeamMember",
    "Union",
    "UnionEvent",
    "UnionMember",
    "Vacancy",
]
