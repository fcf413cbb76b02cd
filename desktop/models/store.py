"""The store of one (school, person): opened with its key, kept in order, closed.

The way in is the lockbox; with its key `open_store` claims the folder for this program, checks the
database, climbs migrations, and brings database and op journal to agree. Faults carry facts;
`desktop.models.rescue` has what can be done about damage.
"""

from __future__ import annotations

from contextlib import ExitStack
from datetime import date, datetime, timedelta
from pathlib import Path

import msgspec

from desktop.models import copies, database
from desktop.models.agreement import agree
from desktop.models.claim import Claim
from desktop.models.database import telling_disk_faults
from desktop.models.draft_table import DraftTable
from desktop.models.durable import make_private_folder
from desktop.models.exchange import write_exchange_file
from desktop.models.faults import Damaged, Safe
from desktop.models.keys import derived
from desktop.models.layout import Layout
from desktop.models.migrations.ladder import climb
from desktop.models.op_journal import OpJournal
from desktop.models.remembered import read_seal_key, read_session
from desktop.models.shelf import FileShelf
from sync.exchange import Parcel
from sync.shelf import OpState, OwnOp

UNSENT = (OpState.QUEUED, OpState.AGAIN)

KEPT_IN_JOURNAL = timedelta(days=62)
"""Sixty days after the acknowledgement, never less: the times are texts of several time zones."""

_SHORTEN_FROM = 1 << 20
_EXPORTED = "exported"


class Store:
    """An open store. One thread at a time.

    `shelf` is what the replica works on, `drafts` keeps the week of a timetable; `taken_back` says how
    many ops came back from the op journal when it was opened (after a kill at the wrong moment, or an
    older database).
    """

    def __init__(self, layout: Layout, key: bytes, claim: Claim) -> None:
        self.layout = layout
        self._claim = claim
        with ExitStack() as opened:
            self._connection = database.open_database(layout.database, key)
            opened.callback(database.close_database, self._connection)
            self._prepare()
            with telling_disk_faults():
                self._journal = OpJournal(layout.journal, journal_key(key))
            opened.callback(self._journal.close)
            self.shelf = FileShelf(self._connection, self._journal)
            self.drafts = DraftTable(self._connection)
            self.taken_back = agree(self.shelf, self._journal)
            self._opened = opened.pop_all()

    def _prepare(self) -> None:
        if self.layout.database.stat().st_size <= database.CHECKED_AT_OPENING:
            database.check(self._connection)
        climb(self._connection, self._take_copy_before_migration)

    def _take_copy_before_migration(self, version: int) -> None:
        copies.take_before_migration(self.layout, self._connection, version, _today())

    def close(self) -> None:
        """Give everything back; another program may open the store from now on."""
        self.close_files()
        self._claim.release()

    def close_files(self) -> None:
        """Close database and journal, but let nobody else in."""
        self._opened.close()

    def check(self) -> None:
        """Read every page of the database; for an idle moment. Raises Damaged."""
        database.check(self._connection)

    def examine(self) -> tuple[str, int]:
        """What reading everything finds: "ok" or the damage, and how many lines of the journal say nothing.

        Raises NotWritten where the disk does not let us read.
        """
        found = "ok"
        try:
            self.check()
        except Damaged as damage:
            found = damage.what
        with telling_disk_faults():
            return found, self._journal.damaged_lines()

    def take_copy(self, today: date | None = None) -> bool:
        """Take the day's copy, once a day; for an idle moment. Raises NotWritten, Damaged."""
        return copies.take_daily(self.layout, self._connection, today or _today())

    def tidy(self, now: datetime) -> None:
        """Shorten a journal that has grown; for an idle moment. Raises NotWritten."""
        if self._journal.size >= _SHORTEN_FROM:
            with telling_disk_faults():
                self._journal.shorten((now - KEPT_IN_JOURNAL).isoformat(timespec="milliseconds"))

    # unsent work

    def unsent(self) -> list[OwnOp]:
        """What the server has not answered, in queue order."""
        return self.shelf.read_ops(UNSENT)

    def export_unsent(self, path: Path, device: str, made_at: str) -> int:
        """Put all unsent ops into an exchange file; they stay in the queue, too. How many they were.

        Raises NoSealKey, NotWritten.
        """
        session = read_session(self.shelf)
        ops = [own.op for own in self.unsent()]
        parcel = Parcel(
            school=session.school.id if session else "",
            person=session.person.id if session else "",
            device=device,
            epoch=self.shelf.read_meta("epoch") or "",
            scope_rev=int(self.shelf.read_meta("scope_rev") or 0),
            made_at=made_at,
            ops=ops,
        )
        token = session.refresh_token if session else None
        write_exchange_file(path, parcel, read_seal_key(self.shelf), token)
        with self.shelf.transaction():
            self.shelf.put_meta(_EXPORTED, msgspec.json.encode([op.op for op in ops]).decode())
        return len(ops)

    def neither_sent_nor_exported(self) -> int:
        """How many ops exist nowhere but here."""
        exported = set(msgspec.json.decode(self.shelf.read_meta(_EXPORTED) or "[]", type=list[str]))
        return sum(own.op.op not in exported for own in self.unsent())


def open_store(folder: Path, key: bytes) -> Store:
    """Open a store, made when the folder is empty.

    Raises Busy (another program has it), NewerStore, Damaged (with what is safe), NotWritten.
    """
    layout = Layout(folder)
    claim = claim_folder(layout)
    try:
        return _open(layout, key, claim)
    except BaseException:  # the folder is let go, whatever ended it; raised again
        claim.release()
        raise


def _open(layout: Layout, key: bytes, claim: Claim) -> Store:
    try:
        if layout.journal.exists() and not _has_content(layout.database):
            raise Damaged("the database is gone")
        return Store(layout, key, claim)
    except Damaged as error:
        raise Damaged(error.what, what_is_safe(layout, key)) from error


def claim_folder(layout: Layout) -> Claim:
    """Take the folder for this program, made when it is not there. Raises Busy, NotWritten."""
    with telling_disk_faults():
        make_private_folder(layout.folder)
        return Claim(layout.claim)


def what_is_safe(layout: Layout, key: bytes) -> Safe:
    """What could be brought back from beside the database."""
    last = copies.newest_whole(layout, key)
    words: list[OwnOp] = []
    if layout.journal.exists():
        journal = OpJournal(layout.journal, journal_key(key))
        words = [entry.own for entry in journal.latest().values()]
        journal.close()
    return Safe(len(words), sum(own.state in UNSENT for own in words), None if last is None else last.day)


def journal_key(key: bytes) -> bytes:
    """The key of the journal's lines."""
    return derived(key, "parta op journal")


def _has_content(path: Path) -> bool:
    return path.exists() and path.stat().st_size > 0


def _today() -> date:
    return datetime.now().astimezone().date()
