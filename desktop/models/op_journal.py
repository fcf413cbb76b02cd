"""The op journal beside the database: every own op, once when it is queued and once when it is answered.

An append-only file of encrypted lines, flushed before the database commits. When the database is
damaged, or an old copy of it was put back, the queue comes from here; random op ids make an op that
comes twice harmless. A line of an edit that then failed to commit is cut off again; after a kill
between the two it stays, and the edit with it: it was typed, only not yet painted.

A torn last line is what a pulled plug leaves, and is cut off when the file is opened. A damaged
line in the middle is counted and stepped over; a file that has one is never thrown away.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from itertools import count
from pathlib import Path

from desktop.models.durable import copy_file, flush, open_private, put_file, write_fully
from desktop.models.op_journal_line import Entry, entry_of, line_of, number_of
from sync.failpoint import reach
from sync.shelf import OpState, OwnOp

HEADER = b"parta-journal 1\n"


class OpJournal:
    """An open journal. One writer at a time; the store's claim sees to that."""

    def __init__(self, path: Path, key: bytes) -> None:
        self.path = path
        self._key = key
        if not path.exists():
            put_file(path, HEADER, "op-journal")
        whole = _whole_lines(path)
        self.last = next((number for line in reversed(whole) if (number := number_of(line))), 0)
        self._descriptor = open_private(path, os.O_RDWR | os.O_APPEND)
        self._length = sum(len(line) + 1 for line in whole)
        self._cut()

    @property
    def size(self) -> int:
        """The file's length in bytes."""
        return self._length

    def append(self, owns: Sequence[OwnOp]) -> None:
        """Add a line for each op; on the disk when it returns. Raises OSError, and then nothing was added."""
        lines = [line_of(Entry(self.last + place, own), self._key) for place, own in enumerate(owns, start=1)]
        content = b"".join(lines)
        if os.fstat(self._descriptor).st_size != self._length:
            self._cut()
        try:
            write_fully(self._descriptor, content)
            reach("op-journal.appended")
            flush(self._descriptor)
            reach("op-journal.appended-synced")
        except OSError:
            self._cut()
            raise
        self._length += len(content)
        self.last += len(owns)

    def mark(self) -> tuple[int, int]:
        """Where the journal ends now, for `cut_back`."""
        return self._length, self.last

    def cut_back(self, mark: tuple[int, int]) -> None:
        """Take back what was added since the mark, because the database did not take it."""
        self._length, self.last = mark
        self._cut()

    def entries_after(self, number: int) -> list[Entry]:
        """What later lines say, oldest first; quick when there is little of it."""
        found = []
        for line in reversed(_whole_lines(self.path)):
            at = number_of(line)
            if at is not None and at <= number:
                break
            if at is not None and (entry := entry_of(line, self._key)):
                found.append(entry)
        return found[::-1]

    def latest(self) -> dict[str, Entry]:
        """The last word on every op, in the order of the lines."""
        words: dict[str, Entry] = {}
        for entry in self._entries():
            words.pop(entry.own.op.op, None)
            words[entry.own.op.op] = entry
        return words

    def damaged_lines(self) -> int:
        """How many lines say nothing any more."""
        return sum(
            line != HEADER[:-1] and entry_of(line, self._key) is None for line in _whole_lines(self.path)
        )

    def number_from(self, last: int) -> None:
        """Give the next line a number above this one, which the database knows from a longer journal."""
        self.last = max(self.last, last)

    def shorten(self, answered_before: str) -> None:
        """Keep the last word on each op, and none on what was acknowledged before this UTC time.

        What stays keeps its number. A file with damaged lines is kept aside as it was. Raises OSError,
        and then the journal stands as it stood.
        """
        kept = [entry for entry in self.latest().values() if not self._is_over(entry, answered_before)]
        if self.damaged_lines():
            copy_file(self.path, _free_name(self.path.with_name(self.path.name + ".damaged")), "copy")
        os.close(self._descriptor)
        try:
            lines = (line_of(entry, self._key) for entry in kept)
            put_file(self.path, HEADER + b"".join(lines), "op-journal")
        finally:
            self._descriptor = open_private(self.path, os.O_RDWR | os.O_APPEND)
            self._length = self.path.stat().st_size

    def close(self) -> None:
        """Let the file go; once is enough, twice does no harm."""
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1

    def _entries(self) -> Iterator[Entry]:
        for line in _whole_lines(self.path):
            if entry := entry_of(line, self._key):
                yield entry

    def _is_over(self, entry: Entry, answered_before: str) -> bool:
        """The last line stays whatever it says: from its number the next ones go on."""
        own = entry.own
        over = own.state is OpState.ACKNOWLEDGED and own.answered_at < answered_before
        return over and entry.number != self.last

    def _cut(self) -> None:
        os.ftruncate(self._descriptor, self._length)
        flush(self._descriptor)


def _whole_lines(path: Path) -> list[bytes]:
    """The lines that end, the header among them, without their line feeds."""
    return path.read_bytes().split(b"\n")[:-1]


def _free_name(path: Path) -> Path:
    """This name, with the first free number behind it."""
    return next(name for n in count(1) if not (name := path.with_name(f"{path.name}-{n}")).exists())
