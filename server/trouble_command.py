"""`parta-server trouble`: what teachers' programs have told, listed and opened for the engineer."""

from __future__ import annotations

import argparse
import os
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import TypeAlias

import msgspec

from server.keys import FILE, load_keys
from server.trouble import MOST_KEPT, open_trouble, read_kept
from sync.sealed import NewerFile, NotThatFile, SealedForAnother
from sync.trouble import Trouble

Say = Callable[[str], None]
Words = argparse.Namespace
Deeds: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"

_SHOWN_ROUNDS = 12
_OPEN_STATES = ("queued", "again", "review", "rejected")


def add_trouble_deeds(deeds: Deeds) -> None:
    """`list` and `open`."""
    says = f"list what programs have sent to this machine, the newest first; the last {MOST_KEPT} are kept"
    deeds.add_parser("list", help=says, description=says.capitalize())
    says = "open one with the keys of the data folder and say what is in it"
    opening = deeds.add_parser("open", help=says, description=says.capitalize())
    opening.add_argument("file", help="a .trouble file that somebody has brought, or the number of one sent")
    opening.add_argument("--json", action="store_true", help="all of it, as JSON")
    opening.add_argument(
        "--to", type=Path, metavar="FILE", help="write into a new file that only you can read"
    )


def run_trouble(words: Words, say: Say) -> int:
    """List, or open one; 1 where there is nothing to open."""
    if words.deed == "list":
        for kept in read_kept(words.data):
            say(_line(kept))
        return 0
    path = _find(words.data, words.file)
    if path is None:
        say(f"There is no file and no number {words.file}.")
        return 1
    if not (words.data / FILE).exists():
        say(f"There is no {FILE} in {words.data}: say with --data where the server keeps its keys.")
        return 1
    try:
        trouble = open_trouble(path.read_bytes(), load_keys(words.data))
    except SealedForAnother:
        say("It is sealed for another server, or it was damaged on the way.")
        return 1
    except NewerFile:
        say("A newer program made it: update this server to read it.")
        return 1
    except NotThatFile:
        say("This is no file about a trouble, or it was damaged on the way.")
        return 1
    _give(_whole(trouble) if words.json else "\n".join(tell_trouble(trouble)), words.to, say)
    return 0


def tell_trouble(trouble: Trouble) -> Iterator[str]:
    """The summary that an engineer reads first."""
    program, copy, disk = trouble.program, trouble.copy, trouble.disk
    yield f"Made {trouble.made_at} by device {trouble.device} of school {trouble.school}"
    yield f"Parta {program.parta}, protocol {program.protocol}; Python {program.python}, Qt {program.qt}, "
    yield f"  SQLite {program.sqlite}; {program.system}; server {trouble.server}"
    yield f"Epoch {copy.epoch or 'none'}, scope {copy.scope_rev}"
    yield f"  last exchange {copy.last_exchange or 'never'}; last hello {copy.server_time or 'never'}"
    yield f"  clock ahead by {copy.clock_offset:.0f} s"
    yield f"Unsent {copy.unsent}, in review {copy.in_review}, rejected {copy.rejected}"
    yield f"Database: {disk.database}; journal: {disk.damaged_lines} damaged lines; free: {_size(disk.free)}"
    yield from (f"  {name}: {_size(size)}" for name, size in disk.files.items())
    yield from _buckets(trouble)
    yield from _ops(trouble)
    for one in trouble.rounds[-_SHOWN_ROUNDS:]:
        yield f"Round {one.ended_at}: {one.reason or 'whole'}, sent {one.sent}, received {one.received}"
    yield from (
        f"Request {one.at} {one.route}: {one.outcome}, {one.milliseconds} ms {one.request}".rstrip()
        for one in trouble.calls[-_SHOWN_ROUNDS:]
    )
    for report in trouble.crashes:
        yield f"Crash:\n{report.rstrip()}"


def _buckets(trouble: Trouble) -> Iterator[str]:
    lagging = [one for one in trouble.copy.buckets if one.cursor != one.drained or one.misses]
    yield f"Buckets: {len(trouble.copy.buckets)}, not read to their end or different: {len(lagging)}"
    for one in lagging:
        yield f"  {one.id}: cursor {one.cursor}, drained {one.drained}, misses {one.misses}"


def _ops(trouble: Trouble) -> Iterator[str]:
    counted = Counter(one.state for one in trouble.ops)
    states = ", ".join(f"{state} {count}" for state, count in sorted(counted.items()))
    yield f"Ops: {states or 'none'}; left out: {trouble.ops_left_out}"
    for one in trouble.ops:
        if one.state in _OPEN_STATES:
            fate = " ".join(part for part in (one.state, one.status, one.code) if part)
            yield f"  {one.op} {one.kind} in {one.bucket}: {fate}, {one.cells} cells, made {one.made_at}"


def _find(folder: Path, wanted: str) -> Path | None:
    """A file by its path, or one that was sent by its number."""
    number = wanted.lower().replace("-", "")
    sent = (path for path in read_kept(folder) if path.stem.rpartition("-")[2] == number)
    path = Path(wanted)
    return path if path.is_file() else next(sent, None)


def _give(text: str, to: Path | None, say: Say) -> None:
    """What somebody's computer has sent goes to a terminal as letters only."""
    if to is None:
        say("".join(sign if sign.isprintable() or sign == "\n" else "?" for sign in text))
        return
    descriptor = os.open(to, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(f"{text}\n")
    say(f"Written to {to}.")


def _line(path: Path) -> str:
    time, device, number = path.stem.split("-")
    moment = datetime.strptime(f"{time}+0000", "%Y%m%dT%H%M%SZ%z")
    return f"{number}  {moment:%Y-%m-%d %H:%M} UTC  device {device}  {_size(path.stat().st_size)}"


def _whole(trouble: Trouble) -> str:
    return msgspec.json.format(msgspec.json.encode(trouble), indent=1).decode()


def _size(count: int) -> str:
    return f"{count / 1_048_576:.1f} MB" if count >= 1_048_576 else f"{count} bytes"
