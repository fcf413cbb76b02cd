"""What this computer can tell of its trouble, without content: ids and states, times, sizes, codes.

Nothing is taken over that does not look like what it is: an id like an id, a code like a code. So no
name comes along where a server, or a damaged file, has put one in the place of a code. Records' ids are
left out, because those of enrolments follow from pupils' ids; cells are counted, because a mark's name
holds its pupil.
"""

from __future__ import annotations

import platform
import re
import shutil
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Final

import msgspec
import sqlcipher3.dbapi2 as sqlcipher

from desktop.models.copies import copies_of
from desktop.models.database import telling_disk_faults
from desktop.models.durable import put_file
from desktop.models.exchange import box_for
from desktop.models.layout import Layout, with_side_files
from desktop.models.remembered import read_seal_key, read_session
from desktop.models.store import UNSENT, Store
from sync.messages import PROTOCOL
from sync.shelf import BucketState, OpState, OwnOp
from sync.trouble import (
    BucketFacts,
    CallFacts,
    CopyFacts,
    DiskFacts,
    OpFacts,
    ProgramFacts,
    RoundFacts,
    Trouble,
    pack,
)

MOST_OPS: Final = 4000
"""Told of each; of a busier journal what waits or was refused, and the newest of the rest."""

_WORD = re.compile(r"[a-z_]{1,40}")
_ID = re.compile(r"[0-9a-f-]{32,36}")
_BUCKET = re.compile(r"[a-z]{1,20}(:[0-9a-f-]{32,36})?")
_TIME = re.compile(r"[0-9T:.+Z-]{1,40}")
_STRANGE = "?"


@dataclass(frozen=True, slots=True)
class Witnessed:
    """What the store cannot know: the program, the exchange and the crashes of late."""

    version: str = ""
    qt: str = ""
    server: str = ""
    device: str = ""
    clock_offset: float = 0.0
    rounds: Sequence[RoundFacts] = field(default=())
    calls: Sequence[CallFacts] = field(default=())
    crashes: Sequence[str] = field(default=())


def tell_trouble(store: Store, seen: Witnessed, now: datetime) -> Trouble:
    """Read the store through and say how it stands; about 3 ms per megabyte. Raises NotWritten, Busy."""
    session = read_session(store.shelf)
    owns = store.shelf.read_ops(OpState)
    told = _chosen(owns)
    return Trouble(
        made_at=now.isoformat(timespec="seconds"),
        school=_fits(_ID, session.school.id if session else ""),
        device=_fits(_ID, seen.device),
        server=seen.server,
        program=_program(seen),
        copy=_copy(store, owns, seen.clock_offset),
        disk=_disk(store),
        ops=[_op(own) for own in told],
        ops_left_out=len(owns) - len(told),
        rounds=list(seen.rounds),
        calls=list(seen.calls),
        crashes=list(seen.crashes),
    )


def seal_trouble(store: Store, trouble: Trouble) -> bytes:
    """The bytes that are sent or saved. Raises NoSealKey before the first exchange."""
    return pack(trouble, box_for(read_seal_key(store.shelf)).encrypt)


def write_sealed(path: Path, sealed: bytes) -> None:
    """Save for a stick, flushed. Raises NotWritten."""
    with telling_disk_faults():
        put_file(path, sealed, "trouble-file")


def read_out(trouble: Trouble) -> str:
    """All of it, for whoever wants to see every line before it goes."""
    return msgspec.json.format(msgspec.json.encode(trouble), indent=2).decode()


def _chosen(owns: Sequence[OwnOp]) -> list[OwnOp]:
    settled = [own for own in owns if own.state is OpState.ACKNOWLEDGED]
    rest = len(owns) - len(settled)
    left_out = {own.op.op for own in settled[: max(0, len(owns) - max(MOST_OPS, rest))]}
    return [own for own in owns if own.op.op not in left_out]


def _op(own: OwnOp) -> OpFacts:
    result = own.result
    return OpFacts(
        op=_fits(_ID, own.op.op),
        kind=_fits(_WORD, own.op.kind),
        bucket=_fits(_WORD, own.op.bucket.partition(":")[0]),
        state=own.state.value,
        cells=len(own.op.cells),
        made_at=_fits(_TIME, own.op.made_at),
        order=own.order,
        status=_fits(_WORD, result.status) if result else "",
        rev=result.rev if result else None,
        code=_fits(_WORD, result.code or "") if result else "",
        answered_at=_fits(_TIME, own.answered_at),
    )


def _program(seen: Witnessed) -> ProgramFacts:
    system = f"{platform.system()} {platform.release()} {platform.machine()}"
    return ProgramFacts(
        parta=seen.version,
        protocol=PROTOCOL,
        python=platform.python_version(),
        qt=seen.qt,
        sqlite=sqlcipher.sqlite_version,
        system=system,
    )


def _copy(store: Store, owns: Iterable[OwnOp], clock_offset: float) -> CopyFacts:
    states = [own.state for own in owns]
    shelf = store.shelf
    return CopyFacts(
        epoch=_fits(_ID, shelf.read_meta("epoch") or ""),
        scope_rev=int(shelf.read_meta("scope_rev") or 0),
        server_time=_fits(_TIME, shelf.read_meta("server_time") or ""),
        last_exchange=_fits(_TIME, shelf.read_meta("last_exchange") or ""),
        clock_offset=round(clock_offset, 1),
        unsent=sum(state in UNSENT for state in states),
        in_review=states.count(OpState.REVIEW),
        rejected=states.count(OpState.REJECTED),
        buckets=[_bucket(state) for state in shelf.read_buckets().values()],
    )


def _bucket(state: BucketState) -> BucketFacts:
    is_own = state.id.startswith("person:")
    name = "person" if is_own else _fits(_BUCKET, state.id)
    return BucketFacts(name, state.cursor, state.drained, state.misses, state.picture_until is not None)


def _disk(store: Store) -> DiskFacts:
    database, damaged_lines = store.examine()
    with telling_disk_faults():
        return DiskFacts(
            files=_sizes(store.layout),
            free=shutil.disk_usage(store.layout.folder).free,
            database=database,
            damaged_lines=damaged_lines,
            taken_back=store.taken_back,
        )


def _sizes(layout: Layout) -> dict[str, int]:
    """Only files of ours, by the names that we gave them."""
    known = [*with_side_files(layout.database), layout.journal, layout.lockbox]
    known += [copy.path for copy in copies_of(layout)]
    sizes = {path.relative_to(layout.folder).as_posix(): _size(path) for path in known if path.exists()}
    aside = [path for path in layout.damaged.rglob("*") if path.is_file()]
    return sizes | ({"damaged": sum(map(_size, aside))} if aside else {})


def _size(path: Path) -> int:
    return path.stat().st_size


def _fits(form: re.Pattern[str], text: str) -> str:
    """The text, if it has the form; what has not is only said to be strange."""
    return text if not text or form.fullmatch(text) else _STRANGE
