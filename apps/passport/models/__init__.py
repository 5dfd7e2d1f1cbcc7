"""The ДППО passport and the students' results it is compared with (DOMAIN 7)."""

from apps.passport.models.content import Figure, InformationResource, InfrastructureObject, MoneyLine
from apps.passport.models.passport import Part, Passport
from apps.passport.models.results import StudentResult

__all__ = [
    "Figure",
    "InformationResource",
    "InfrastructureObject",
    "MoneyLine",
    "Part",
    "Passport",
    "StudentResult",
]
