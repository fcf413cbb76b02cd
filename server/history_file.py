"""An auditor's file: lines of a school's history that prove themselves, with a manifest beside them.

Each line carries the chain's value before and after it and all that the link between is made of.
So the file alone shows that no line was changed, and where lines are left out; whether nothing
was cut at its end shows the manifest, which names the file's hash and the chain's ends.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from dataclasses import asdict, dataclass, fields
from hashlib import sha256
from pathlib import Path
from typing import Any, BinaryIO

from server.chain import link
from server.durable import fresh_file, put_file

FORMAT = "parta-history"
VERSION = 1
SUFFIXES = (".jsonl", ".csv")
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "'")
"""What a spreadsheet would calculate, and the sign that keeps it from doing so."""


class NotAnExport(Exception):
    """The file is no export of ours; the text says why."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the history: first what a person reads, then what the chain is made of.

    `old` and `new` are canonical JSON; None for a value that was erased, whose hash is left.
    """

    event: int
    at: str
    who: str
    subject: str
    lesson_date: str
    pupil: str
    name: str
    old: str | None
    new: str | None
    status: str
    kind: str
    id: str
    bucket: str
    rev: int
    person: str
    device: str
    made_at: str
    op: str
    writes: bool
    record: str
    old_hash: str
    new_hash: str
    before: str
    chain: str

    @property
    def is_sound(self) -> bool:
        """Whether the chain's value after the line follows from the line and the value before it."""
        said = asdict(self)
        for name in ("record", "old_hash", "new_hash"):
            said[name] = bytes.fromhex(said[name])
        return link(bytes.fromhex(self.before), said).hex() == self.chain


_LONGEST = 1 << 26
_NAMES = [field.name for field in fields(Line)]


def write_export(path: Path, about: dict[str, Any], lines: Iterable[Line]) -> dict[str, Any]:
    """Write the lines and the manifest; the manifest. File and manifest appear whole, the file last.

    Raises NotAnExport for a name that says neither CSV nor JSONL.
    """
    if path.suffix not in SUFFIXES:
        raise NotAnExport(f"the name of the file ends neither in {SUFFIXES[0]} nor in {SUFFIXES[1]}")
    said: dict[str, Any] = {"format": FORMAT, "version": VERSION, **about, "lines": 0}
    said |= {"chain_start": None, "first": None, "chain_end": None, "last": None}
    with ExitStack() as stack:
        file = stack.enter_context(fresh_file(path, "back-up"))
        hashed = _Hashed(file)
        put = (_put_csv if path.suffix == ".csv" else _put_json)(hashed.write)
        for line in lines:
            put(line)
            if not said["lines"]:
                said |= {"chain_start": line.before, "first": line.event}
            said |= {"lines": said["lines"] + 1, "chain_end": line.chain, "last": line.event}
        said["sha256"] = hashed.hash.hexdigest()
        put_file(manifest_of(path), json.dumps(said, ensure_ascii=False, indent=1) + "\n", "back-up")
    return said


def manifest_of(path: Path) -> Path:
    """Where the manifest of a file lies."""
    return path.with_name(f"{path.name}.manifest.json")


def verify_export(path: Path) -> list[str]:
    """What is wrong with a file, in words; empty when every line follows from the one before.

    Raises NotAnExport when it is none of ours, or without its manifest.
    """
    try:
        said = json.loads(manifest_of(path).read_text(encoding="utf-8"))
        if (said.get("format"), said.get("version")) != (FORMAT, VERSION):
            raise NotAnExport("its manifest is not of a kind that this version knows")
        found = list(_faults(path, said))
        with path.open("rb") as file:
            if _digest(file) != said["sha256"]:
                found.append("the file is not the one that the manifest was written for")
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise NotAnExport(f"it cannot be read as an export: {type(error).__name__}") from error
    return found


def _faults(path: Path, said: dict[str, Any]) -> Iterator[str]:
    count, last = 0, None
    for line in _read(path):
        count += 1
        if not line.is_sound:
            yield f"line {line.event} of the history was changed"
        if last is None:
            if (line.event, line.before) != (said["first"], said["chain_start"]):
                yield f"the file begins with line {line.event}, the manifest with line {said['first']}"
        elif line.event <= last.event or (line.event == last.event + 1 and line.before != last.chain):
            yield f"line {line.event} does not follow from line {last.event}"
        last = line
    if count != said["lines"]:
        yield f"the file has {count} lines, the manifest {said['lines']}"
    if last is not None and (last.event, last.chain) != (said["last"], said["chain_end"]):
        yield f"the file ends with line {last.event}, the manifest with line {said['last']}"


def _digest(file: BinaryIO) -> str:
    made = sha256()
    while part := file.read(1 << 20):
        made.update(part)
    return made.hexdigest()


class _Hashed:
    """A file, and the hash of what went into it."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.hash = sha256()

    def write(self, text: str) -> None:
        part = text.encode()
        self.hash.update(part)
        self._file.write(part)


def _put_json(write: Callable[[str], None]) -> Callable[[Line], None]:
    def put(line: Line) -> None:
        write(json.dumps(asdict(line), ensure_ascii=False, separators=(",", ":")) + "\n")

    return put


def _put_csv(write: Callable[[str], None]) -> Callable[[Line], None]:
    text = io.StringIO()
    rows = csv.writer(text)

    def put_row(values: Iterable[Any]) -> None:
        rows.writerow(values)
        write(text.getvalue())
        text.seek(0)
        text.truncate()

    def put(line: Line) -> None:
        put_row(_tame(value) for value in asdict(line).values())

    put_row(_NAMES)
    return put


def _tame(value: Any) -> Any:
    """A value as a cell of a table: no spreadsheet takes it for a formula, and it can be read back."""
    if value is None:
        return ""
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value


def _read(path: Path) -> Iterator[Line]:
    with path.open(encoding="utf-8", newline="") as file:
        if path.suffix == ".csv":
            csv.field_size_limit(_LONGEST)
            for row in csv.DictReader(file):
                yield _from_table(row)
        else:
            for text in file:
                yield Line(**json.loads(text))


def _from_table(row: dict[str, str]) -> Line:
    said: dict[str, Any] = {name: value.removeprefix("'") for name, value in row.items()}
    said |= {"event": int(said["event"]), "rev": int(said["rev"]), "writes": said["writes"] == "True"}
    said |= {side: said[side] or None for side in ("old", "new")}
    return Line(**said)
