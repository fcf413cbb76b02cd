"""A ledger in memory: it takes what the server's would take, and forgets it with the test."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from typing import Any

from server.roster.held import AccountChanges, Change, Held, HeldAccount, RosterRefused
from sync.identity import new_op_id
from sync.messages import Change as CellChange
from sync.messages import Op
from sync.record import canonical, same
from sync.values import fault

NOON = "2026-11-21T12:00:00+03:00"


class MemoryLedger:
    """Records by kind and id, with the author of each cell."""

    def __init__(self, school: str = "5f0c8a52-27cb-4e0c-9a33-0d6d1d2c7f41") -> None:
        self._school = school
        self._records: dict[tuple[str, str], Held] = {}
        self._accounts: dict[str, HeldAccount] = {}

    @property
    def school(self) -> str:
        return self._school

    def read(self, kinds: Collection[str]) -> list[Held]:
        return [one for one in self._records.values() if one.kind in kinds]

    def read_lessons(self, courses: Iterable[str]) -> list[Held]:
        buckets = {f"course:{id}" for id in courses}
        return [one for one in self.read({"lesson"}) if one.bucket in buckets]

    def read_accounts(self) -> list[HeldAccount]:
        return list(self._accounts.values())

    def write(self, changes: Sequence[Change], author: str) -> None:
        for change in changes:
            self._write(change, author)

    def put_accounts(self, changes: AccountChanges) -> None:
        for one in changes.new:
            if any(held.login == one.login for held in self._accounts.values()):
                raise RosterRefused(f"the login {one.login} is in use")
            self._accounts[one.person] = HeldAccount(one.person, one.login, one.name, one.roles)
        for person, roles in changes.roles.items():
            self._accounts[person] = replace(self._accounts[person], roles=roles)
        for person, name in changes.names.items():
            self._accounts[person] = replace(self._accounts[person], name=name)
        for person in changes.disabled:
            self._accounts[person] = replace(self._accounts[person], is_disabled=True)

    def everything(self) -> dict[str, Any]:
        """All records and accounts, as texts that can be compared."""
        records = {f"{one.kind} {one.id}": canonical(_full(one.cells)) for one in self._records.values()}
        accounts = {one.login: (one.person, one.name, sorted(one.roles)) for one in self.read_accounts()}
        return {**records, **accounts}

    def _write(self, change: Change, author: str) -> None:
        key = (change.kind, change.id)
        held = self._records.get(key, Held(change.bucket, change.kind, change.id, {}, {}))
        cells = {name: CellChange(one.base, one.new) for name, one in change.cells.items()}
        op = Op(new_op_id(), change.kind, change.id, change.bucket, NOON, cells)
        refused = fault(op, held.cells)
        if refused is not None:
            raise RosterRefused(refused.detail)
        for name, one in change.cells.items():
            if not same(held.cells.get(name), one.base):
                raise RosterRefused(f"{name} is not what it was")
        after = {**held.cells, **{name: one.new for name, one in change.cells.items()}}
        by = {**held.by, **dict.fromkeys(change.cells, author)}
        self._records[key] = Held(change.bucket, change.kind, change.id, after, by)


def _full(cells: Any) -> dict[str, Any]:
    return {name: value for name, value in cells.items() if value is not None}
