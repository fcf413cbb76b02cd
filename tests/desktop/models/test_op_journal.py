"""The op journal: whole lines, torn lines, damaged lines, and how it is kept short."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.models.op_journal import HEADER, OpJournal
from desktop.models.op_journal_line import Entry, entry_of, line_of, number_of
from sync.messages import Result
from sync.shelf import OpState, OwnOp
from tests.desktop.models.making import NOON, make_op

KEY = bytes(range(32))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """The journal's file."""
    return tmp_path / "ops.log"


@pytest.fixture
def journal(path: Path) -> Iterator[OpJournal]:
    """An open journal without a line."""
    journal = OpJournal(path, KEY)
    yield journal
    journal.close()


def queued(order: int) -> OwnOp:
    """An op that waits."""
    return OwnOp(order, make_op())


def acknowledged(own: OwnOp, at: str) -> OwnOp:
    """The op with the server's yes."""
    result = Result(own.op.op, "merged", rev=9, receipt="[…]")
    return replace(own, state=OpState.ACKNOWLEDGED, result=result, answered_at=at)


def test_a_line_says_what_was_put_into_it() -> None:
    """Op, result, receipt and number come back from a line."""
    entry = Entry(12, acknowledged(queued(3), NOON))

    line = line_of(entry, KEY)

    assert line.endswith(b"\n")
    assert number_of(line[:-1]) == 12
    assert entry_of(line[:-1], KEY) == entry


def test_a_line_says_nothing_without_its_key() -> None:
    """Another key reads the number only, and no text of the op stands in the line."""
    own = OwnOp(1, make_op(reason="ошиблась"))

    line = line_of(Entry(1, own), KEY)[:-1]

    assert entry_of(line, bytes(32)) is None
    assert own.op.op.encode() not in line


def test_a_changed_byte_anywhere_spoils_its_line() -> None:
    """No byte of a line can change unnoticed, its number included."""
    line = line_of(Entry(1, queued(1)), KEY)[:-1]

    spoilt = [line[:at] + bytes([line[at] ^ 1]) + line[at + 1 :] for at in range(len(line))]

    assert {entry_of(each, KEY) for each in spoilt} == {None}


def test_lines_cannot_change_numbers_even_with_a_good_checksum() -> None:
    """A sealed text under another line's number does not open."""
    first, second = (line_of(Entry(number, queued(number)), KEY)[:-1] for number in (1, 2))
    moved = Entry(2, queued(1))
    forged = line_of(moved, bytes(32))[:22] + first[22:]

    assert entry_of(forged, KEY) is None
    assert entry_of(second, KEY) is not None


def test_a_fresh_journal_has_a_heading_and_is_private(journal: OpJournal, path: Path) -> None:
    """Nobody else on the computer can read the file."""
    assert path.read_bytes() == HEADER
    assert journal.latest() == {}
    if sys.platform != "win32":
        assert path.stat().st_mode & 0o777 == 0o600


def test_the_last_word_on_an_op_counts(journal: OpJournal, path: Path) -> None:
    """An op that was queued and answered is an answered op, also after the journal was opened anew."""
    first, second = queued(1), queued(2)
    journal.append([first, second])
    journal.append([acknowledged(first, NOON)])
    journal.close()

    words = OpJournal(path, KEY).latest()

    assert [entry.own for entry in words.values()] == [second, acknowledged(first, NOON)]
    assert [entry.number for entry in words.values()] == [2, 3]


def test_only_later_lines_are_read_when_asked(journal: OpJournal) -> None:
    """A database that knows the journal up to a line reads what comes after it."""
    owns = [queued(order) for order in range(1, 6)]
    journal.append(owns)

    assert [entry.own for entry in journal.entries_after(3)] == owns[3:]
    assert journal.entries_after(5) == []
    assert len(journal.entries_after(0)) == 5


@pytest.mark.parametrize("torn", [1, 21, 60])
def test_a_torn_last_line_is_cut_off(journal: OpJournal, path: Path, torn: int) -> None:
    """A plug was pulled in the middle of a line: the lines before it stand, the next one is whole."""
    own, later = queued(1), queued(2)
    journal.append([own])
    journal.close()
    with path.open("ab") as file:
        file.write(line_of(Entry(2, queued(2)), KEY)[:torn])

    again = OpJournal(path, KEY)
    again.append([later])

    assert [entry.own for entry in again.latest().values()] == [own, later]
    assert again.damaged_lines() == 0
    again.close()


def test_a_damaged_line_in_the_middle_is_stepped_over(journal: OpJournal, path: Path) -> None:
    """One bad line costs itself, and is counted."""
    owns = [queued(order) for order in range(1, 4)]
    journal.append(owns)
    lines = path.read_bytes().splitlines(keepends=True)
    lines[2] = lines[2].replace(b" ", b"?", 1)
    path.write_bytes(b"".join(lines))

    assert [entry.own for entry in journal.latest().values()] == [owns[0], owns[2]]
    assert journal.damaged_lines() == 1


def test_lines_that_the_database_did_not_take_are_cut_back(journal: OpJournal) -> None:
    """After a refused commit the journal is as it was, and numbers go on from there."""
    own, refused, later = queued(1), queued(2), queued(2)
    journal.append([own])
    mark = journal.mark()
    journal.append([refused])

    journal.cut_back(mark)
    journal.append([later])

    assert [(e.number, e.own) for e in journal.latest().values()] == [(1, own), (2, later)]


def test_foreign_bytes_at_the_end_do_not_spoil_the_next_line(journal: OpJournal, path: Path) -> None:
    """Half a line that could not be cut off when the disk was full is cut off before the next one."""
    journal.append([queued(1)])
    with path.open("ab") as file:
        file.write(b"half a li")

    journal.append([queued(2)])

    assert len(journal.latest()) == 2
    assert journal.damaged_lines() == 0


def test_shortening_keeps_what_is_unsent_refused_waiting_or_young(journal: OpJournal) -> None:
    """Only ops acknowledged before the day go, and of the others only the last word stays."""
    old, young = "2026-08-01T10:00:00+00:00", "2026-11-01T10:00:00+00:00"
    owns = [queued(order) for order in range(1, 7)]
    journal.append(owns)
    refused = replace(owns[2], state=OpState.REJECTED, answered_at=old)
    waiting = replace(owns[3], state=OpState.REVIEW, answered_at=old)
    journal.append([acknowledged(owns[0], old), acknowledged(owns[1], young), refused, waiting])

    journal.shorten("2026-09-20T00:00:00+00:00")

    kept = [entry.own for entry in journal.latest().values()]
    assert kept == [owns[4], owns[5], acknowledged(owns[1], young), refused, waiting]
    assert [entry.own for entry in journal.entries_after(0)] == kept


def test_numbers_go_on_after_everything_was_shortened_away(journal: OpJournal, path: Path) -> None:
    """The last line stays, so that the journal opened anew gives no number a second time."""
    owns = [acknowledged(queued(order), "2026-01-01T10:00:00+00:00") for order in range(1, 4)]
    journal.append(owns)
    journal.shorten("2026-09-20T00:00:00+00:00")
    journal.close()

    again = OpJournal(path, KEY)
    again.append([queued(4)])

    assert [entry.number for entry in again.entries_after(0)] == [3, 4]
    again.close()


def test_a_shortened_journal_is_written_on(journal: OpJournal, path: Path) -> None:
    """Lines that come after a shortening are read with those that stayed."""
    own, later = queued(1), queued(2)
    journal.append([own])
    journal.shorten("2026-09-20T00:00:00+00:00")
    journal.append([later])

    assert [entry.own for entry in journal.latest().values()] == [own, later]
    assert journal.size == path.stat().st_size


def test_a_journal_with_damaged_lines_is_kept_aside(journal: OpJournal, path: Path) -> None:
    """Whoever can read more of it than we can still can."""
    journal.append([queued(1)])
    with path.open("ab") as file:
        file.write(b"?? a line that was one\n")
    harmed = path.read_bytes()

    journal.shorten("2026-09-20T00:00:00+00:00")

    assert path.with_name("ops.log.damaged-1").read_bytes() == harmed
    assert journal.damaged_lines() == 0


@given(at=st.integers(0, 5000), gone=st.integers(0, 300), foreign=st.binary(max_size=40))
def test_whatever_a_disk_does_to_the_file_no_wrong_op_comes_out(at: int, gone: int, foreign: bytes) -> None:
    """Bytes vanish and others appear: the journal opens, takes new lines, and invents nothing."""
    with TemporaryDirectory() as place:
        path = Path(place, "ops.log")
        journal = OpJournal(path, KEY)
        owns = [queued(order) for order in range(1, 6)]
        journal.append(owns)
        journal.close()
        whole = path.read_bytes()
        path.write_bytes(whole[:at] + foreign + whole[at + gone :])

        journal = OpJournal(path, KEY)
        later = queued(6)
        journal.append([later])
        said = [entry.own for entry in journal.latest().values()]
        journal.close()

    assert said[-1] == later
    assert [own for own in owns if own in said] == said[:-1]
