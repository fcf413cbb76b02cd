"""The roster's seam, fitted to the server's ledger: changes are judged and numbered like any push."""

from __future__ import annotations

import json
import secrets
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Connection, Row, select, update

from school.people import Role
from server.accounts import (
    LoginTaken,
    NewAccount,
    add_accounts,
    disable,
    hash_password,
    read_accounts,
    set_roles,
)
from server.clock import now, stamp
from server.facts import FactShelf
from server.ledger_reading import load
from server.ledger_writing import Pen
from server.roster.held import AccountChanges, Change, Held, HeldAccount, NewLogin, RosterRefused
from server.schema import account, cell, record
from server.schools import School, read_epochs, read_school_number
from server.seed import SERVER_DEVICE
from sync.identity import new_op_id
from sync.judge import Judge
from sync.messages import PAGE_RECORDS, Op
from sync.messages import Change as CellChange
from sync.receipt import Receipts
from sync.rights import SchoolRules
from sync.ruling import Author

_COLUMNS = (
    record.c.key,
    record.c.bucket,
    record.c.kind,
    record.c.id,
    cell.c.name,
    cell.c.value,
    cell.c.author,
)
Item = TypeVar("Item")
_TAKEN = frozenset({"applied", "merged", "noop"})


class ServerLedger:
    """One school of this server within the caller's transaction; see `RosterLedger`."""

    def __init__(self, connection: Connection, school: School) -> None:
        self._connection = connection
        self._school = school

    @property
    def school(self) -> str:
        return self._school.id

    def read(self, kinds: Collection[str]) -> list[Held]:
        return self._read(record.c.kind.in_(sorted(kinds)))

    def read_lessons(self, courses: Iterable[str]) -> list[Held]:
        buckets = sorted(f"course:{id}" for id in courses)
        found: list[Held] = []
        for some in _batches(buckets):
            found += self._read((record.c.kind == "lesson") & record.c.bucket.in_(some))
        return found

    def read_accounts(self) -> list[HeldAccount]:
        return [
            HeldAccount(one.person, one.login, one.name, one.roles, one.is_disabled)
            for one in read_accounts(self._connection, self._school.number)
        ]

    def write(self, changes: Sequence[Change], author: str) -> None:
        who = Author(author, SERVER_DEVICE, frozenset({Role.ADMINISTRATOR}))
        rules = SchoolRules(FactShelf().facts(self._connection, self._school), now())
        epochs = read_epochs(self._connection, self._school.number)
        for some in _batches(changes):
            self._write_batch([_op(one) for one in some], who, rules, epochs)

    def put_accounts(self, changes: AccountChanges) -> None:
        number = self._school.number
        try:
            add_accounts(self._connection, number, _hashed(changes.new))
        except LoginTaken as error:
            raise RosterRefused(f"the login {error} is in use at this school") from error
        for person, roles in changes.roles.items():
            set_roles(self._connection, number, person, roles)
        for person, name in changes.names.items():
            whose = (account.c.school == number) & (account.c.person == person)
            self._connection.execute(update(account).where(whose).values(name=name))
        for person in changes.disabled:
            disable(self._connection, number, person)

    def _read(self, condition: ColumnElement[bool]) -> list[Held]:
        wanted = (record.c.school == self._school.number) & condition
        found = self._connection.execute(select(*_COLUMNS).select_from(record.join(cell)).where(wanted))
        by_key: dict[bytes, list[Row[*tuple[Any, ...]]]] = {}
        for row in found:
            by_key.setdefault(row.key, []).append(row)
        return [_held(by_key[key]) for key in sorted(by_key)]

    def _write_batch(self, ops: list[Op], who: Author, rules: SchoolRules, epochs: dict[int, str]) -> None:
        school = read_school_number(self._connection, self._school.number)
        receipts = Receipts(secrets.token_bytes(32), school.epoch)
        loaded = load(self._connection, school, epochs, who, ops)
        judge = Judge(loaded.books, rules, receipts)
        for op in ops:
            judge.judge(who, op)
        for op, outcome in zip(ops, loaded.books.outcomes, strict=True):
            if outcome.status not in _TAKEN:
                said = outcome.detail or outcome.status
                raise RosterRefused(f"the {op.kind} {op.id} was not taken: {said}")
        Pen(self._connection, school, epochs, stamp()).write(loaded, receipts)


def _batches(listed: Sequence[Item]) -> Iterator[Sequence[Item]]:
    return (listed[at : at + PAGE_RECORDS] for at in range(0, len(listed), PAGE_RECORDS))


def _held(rows: list[Row[*tuple[Any, ...]]]) -> Held:
    first = rows[0]
    cells = {row.name: json.loads(row.value) for row in rows}
    return Held(first.bucket, first.kind, first.id, cells, {row.name: row.author for row in rows})


def _op(change: Change) -> Op:
    cells = {name: CellChange(one.base, one.new) for name, one in change.cells.items()}
    return Op(new_op_id(), change.kind, change.id, change.bucket, stamp(), cells)


def _hashed(logins: list[NewLogin]) -> Iterator[NewAccount]:
    """Accounts to be made; those without a password share one that nobody ever sees."""
    nobody = hash_password(secrets.token_urlsafe(32)) if logins else ""
    for one in logins:
        hashed = hash_password(one.password) if one.password else nobody
        yield NewAccount(one.login, one.name, one.roles, hashed, one.person)
