"""Two Anki collections and Anki's own sync server; run by the Python of an environment that has it.

`python -m benchmarks.others.with_anki FOLDER RUNS` prints JSON: for each way, the seconds
of each run and the bytes of one that went through a counting relay. A mark is a note, typed one by one.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from anki.collection import Collection

from benchmarks.others.relay import counting_relay, free_port, wait_for

MARKS = 1_000
LESSONS = 40


def main(folder: Path, runs: int) -> dict[str, Any]:
    """Every way, timed straight at the server; the last run goes through the relay and counts bytes."""
    port = free_port()
    settings = {"SYNC_USER1": "t:t", "SYNC_BASE": str(folder / "server"), "SYNC_PORT": str(port)}
    environment = {**os.environ, **settings, "SYNC_HOST": "127.0.0.1", "RUST_LOG": "error"}
    with subprocess.Popen([sys.executable, "-m", "anki.syncserver"], env=environment) as server:
        try:
            wait_for(port)
            times = [_round(folder / str(run), f"http://127.0.0.1:{port}/", run) for run in range(runs)]
            with counting_relay(port) as relay:
                sizes = _round(folder / "counted", f"http://127.0.0.1:{relay.port}/", runs, relay.taken)
        finally:
            server.terminate()
    return {way: {"seconds": [one[way] for one in times], "bytes": sizes[way]} for way in times[0]}


def _round(folder: Path, url: str, run: int, taken: Any = None) -> dict[str, float]:
    """One round of two fresh collections; seconds, or bytes where somebody counts."""
    measure = taken or time.perf_counter
    folder.mkdir(parents=True)
    first, second = (Collection(str(folder / f"{name}.anki2")) for name in ("first", "second"))
    auth = first.sync_login("t", "t", url)
    first.close_for_full_sync()
    first.full_upload_or_download(auth=auth, server_usn=None, upload=True)
    first.reopen(after_full_sync=True)
    second.close_for_full_sync()
    second.full_upload_or_download(auth=auth, server_usn=None, upload=False)
    second.reopen(after_full_sync=True)
    _type_marks(first, run)
    found = {}
    for way, collection in (("push", first), ("pull", second), ("idle", first)):
        began = measure()
        collection.sync_collection(auth, sync_media=False)
        found[way] = measure() - began
    assert second.note_count() == first.note_count() >= MARKS
    first.close()
    second.close()
    return found


def _type_marks(collection: Collection, run: int) -> None:
    kind = collection.models.by_name("Basic")
    assert kind is not None
    deck = collection.decks.id("7Б · Алгебра")
    assert deck is not None
    for number in range(MARKS):
        note = collection.new_note(kind)
        lesson, pupil = divmod(number, MARKS // LESSONS)
        note["Front"] = f"{run}/2026-11-{lesson % 28 + 1:02d}/{lesson}/{pupil}"
        note["Back"] = f'{{"values":["{2 + pupil % 4}"],"duty":false,"comment":""}}'
        collection.add_note(note, deck)


if __name__ == "__main__":
    print(json.dumps(main(Path(sys.argv[1]), int(sys.argv[2]))))
