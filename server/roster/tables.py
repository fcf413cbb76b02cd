"""The files of OneRoster 1.1 and 1.2 (CSV binding) that are read, with their columns.

Required is what a row is of no use without: less than the standard asks, for files as they come
leave out much of what nobody misses.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

_EVERY = ("sourcedId", "status", "dateLastModified")


@dataclass(frozen=True, slots=True)
class Table:
    """One kind of file."""

    columns: tuple[str, ...]
    required: tuple[str, ...]


def _table(columns: str, required: str) -> Table:
    return Table((*_EVERY, *columns.split()), ("sourcedId", *required.split()))


TABLES: Mapping[str, Table] = MappingProxyType(
    {
        "manifest": Table(("propertyName", "value"), ("propertyName",)),
        "orgs": _table("name type identifier parentSourcedId", "name type"),
        "academicSessions": _table(
            "title type startDate endDate parentSourcedId schoolYear", "title type startDate endDate"
        ),
        "courses": _table(
            "schoolYearSourcedId title courseCode grades orgSourcedId subjects subjectCodes", "title"
        ),
        "classes": _table(
            "title grades courseSourcedId classCode classType location schoolSourcedId termSourcedIds "
            "subjects subjectCodes periods",
            "title classType",
        ),
        "users": _table(
            "enabledUser orgSourcedIds role username userIds givenName familyName middleName identifier "
            "email sms phone agentSourcedIds grades password userMasterIdentifier preferredGivenName "
            "preferredMiddleName preferredFamilyName primaryOrgSourcedId pronouns",
            "givenName familyName",
        ),
        "roles": _table(
            "userSourcedId roleType role beginDate endDate orgSourcedId userProfileSourcedId",
            "userSourcedId role orgSourcedId",
        ),
        "enrollments": _table(
            "classSourcedId schoolSourcedId userSourcedId role primary beginDate endDate",
            "classSourcedId userSourcedId role",
        ),
        "demographics": _table("birthDate sex", ""),
    }
)

_GRADEBOOK = "a gradebook's file is not read here"
_RESOURCES = "learning resources are not kept"
UNUSED: Mapping[str, str] = MappingProxyType(
    {
        "categories": _GRADEBOOK,
        "lineItems": _GRADEBOOK,
        "lineItemLearningObjectiveIds": _GRADEBOOK,
        "lineItemScoreScales": _GRADEBOOK,
        "results": _GRADEBOOK,
        "resultLearningObjectiveIds": _GRADEBOOK,
        "resultScoreScales": _GRADEBOOK,
        "scoreScales": _GRADEBOOK,
        "resources": _RESOURCES,
        "classResources": _RESOURCES,
        "courseResources": _RESOURCES,
        "userResources": _RESOURCES,
        "userProfiles": "profiles of other programs are not kept",
    }
)
"""Files of the standard that are known and left alone, and why."""
