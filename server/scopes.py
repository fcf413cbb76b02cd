"""What a person keeps, and the number by which a client notices that it has changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from server.clock import now as clock_now
from server.database import upsert
from server.facts import FactShelf, fingerprint_of_buckets
from server.schema import scope
from server.schools import School
from server.tokens import Person
from sync.facts import Facts
from sync.rights import SchoolRules
from sync.ruling import Author
from sync.scope import Bucket, Scope


@dataclass(frozen=True, slots=True)
class View:
    """A person's view of the school in one transaction: facts, today, who asks."""

    school: School
    author: Author
    facts: Facts
    now: datetime

    @property
    def rules(self) -> SchoolRules:
        """The rules for one batch."""
        return SchoolRules(self.facts, self.now)

    @property
    def scope(self) -> Scope:
        """What people may read today."""
        return Scope(self.facts, self.now.astimezone(self.facts.zone).date())

    def standing_buckets(self) -> list[Bucket]:
        """The buckets that stand on the person's computers."""
        return self.scope.standing_buckets(self.author)


def open_view(connection: Connection, shelf: FactShelf, school: School, person: Person) -> View:
    """The view of the person who asks."""
    author = Author(person.id, person.device, person.roles)
    return View(school, author, shelf.facts(connection, school), clock_now())


def read_scope_rev(connection: Connection, view: View, names: list[str]) -> int | None:
    """The number of the person's scope, if these buckets are what it had; None when it has changed."""
    of_person = (scope.c.school == view.school.number) & (scope.c.person == view.author.person)
    row = connection.execute(select(scope.c.rev, scope.c.fingerprint).where(of_person)).first()
    if row is None or row.fingerprint != fingerprint_of_buckets(names):
        return None
    return int(row.rev)


def settle_scope_rev(connection: Connection, view: View, names: list[str]) -> int:
    """The number of the person's scope, a greater one if these buckets are not what it had."""
    known = read_scope_rev(connection, view, names)
    if known is not None:
        return known
    of_person = (scope.c.school == view.school.number) & (scope.c.person == view.author.person)
    last = connection.scalar(select(scope.c.rev).where(of_person)) or 0
    row = {
        "school": view.school.number,
        "person": view.author.person,
        "rev": last + 1,
        "fingerprint": fingerprint_of_buckets(names),
    }
    upsert(connection, scope, [row])
    return last + 1
