"""Territories, organizations and the profiles of the regulations (DOMAIN 2)."""

from apps.organizations.models.documents import Agreement, Headcount, NormativeAct
from apps.organizations.models.organization import Membership, Organization, SiteStatus, StatusFlag
from apps.organizations.models.period import PeriodLock
from apps.organizations.models.profile import Profile
from apps.organizations.models.territory import Municipality, Region

__all__ = [
    "Agreement",
    "Headcount",
    "Membership",
    "Municipality",
    "NormativeAct",
    "Organization",
    "PeriodLock",
    "Profile",
    "Region",
    "SiteStatus",
    "StatusFlag",
]
